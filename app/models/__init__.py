"""The installed models, and those that can be fetched or added."""
