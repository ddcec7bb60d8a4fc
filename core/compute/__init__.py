"""Where and in which number format networks compute."""
