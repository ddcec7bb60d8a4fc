"""The window. It imports nothing of torch; the engine runs in a thread of its own."""
