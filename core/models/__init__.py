"""Model files: recipes, safe loading, conversion, download, and the catalog, which lists them without torch."""
