"""The large parts of the window: queue, picture, controls, models, log."""
