"""The user's folders, files that are written whole or not at all, and sizes in words."""
