"""The engine: schedule, sampler, networks, pictures and training. It has never heard of Qt."""
