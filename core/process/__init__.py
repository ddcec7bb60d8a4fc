"""The engine in a process of its own: its main loop, and the messages between the two processes."""
