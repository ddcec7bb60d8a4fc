"""Training as the window sees it: runs on disk, the processes at work in them, and what they tell."""
