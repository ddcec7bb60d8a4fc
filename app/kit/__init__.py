"""Plain building blocks that serve several features and know none of them."""
