"""A training run from its folder to the exported model: building, estimating, training in one or more processes."""
