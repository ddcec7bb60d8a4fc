"""A new run: its pictures, their check, its settings."""
