"""What can be set for a training: the values, their ranges, and the presets."""
