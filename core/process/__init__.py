"""The engine in a process of its own: how it is started, and what goes between the two."""
