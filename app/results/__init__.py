"""What becomes of a result: saved, exported, kept safe until it is."""
