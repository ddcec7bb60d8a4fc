"""The contact sheet: one region of the picture with many settings side by side."""
