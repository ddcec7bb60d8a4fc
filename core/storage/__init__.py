"""Files and folders: those of the person, files that are written whole or not at all, paths and sizes as text."""
