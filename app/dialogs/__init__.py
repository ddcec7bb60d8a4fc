"""Questions and lists that need a window of their own."""
