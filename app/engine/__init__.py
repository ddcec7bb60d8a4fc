"""The window's side of the engine: its thread, or a process in another Python environment."""
