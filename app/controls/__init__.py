"""The settings of a result, as sliders and fields."""
