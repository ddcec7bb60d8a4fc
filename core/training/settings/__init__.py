"""The settings of a training run: their values, their ranges, and the presets. Free of torch."""
