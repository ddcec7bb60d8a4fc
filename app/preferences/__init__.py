"""What the program remembers about a person's wishes."""
