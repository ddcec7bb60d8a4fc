"""The runs: their list, what each is doing, and its curves and samples."""
