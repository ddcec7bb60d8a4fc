"""Training: settings, objectives (tasks), the loop with its exactly resumable state, and whole runs."""
