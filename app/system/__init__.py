"""What the operating system is asked for, and what survives a crash."""
