"""Widgets that know nothing of the engine."""
