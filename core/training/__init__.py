"""The trainer: configuration, loop, EMA and exactly resumable state."""
