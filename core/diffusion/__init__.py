"""The Markov chain of ResShift: schedule and sampler, without networks, files or pictures."""
