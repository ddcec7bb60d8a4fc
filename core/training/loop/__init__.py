"""The training loop: iterations, the state that they change, saving it and validating it."""
