"""What is known of checkpoints: recipes, safe loading, and the catalog, which lists them without torch."""
