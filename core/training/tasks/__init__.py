"""Objectives: the loss of a family of models on a batch of pairs, and how its results are validated."""
