"""A run from its folder to the finished model: start, control, several processes, export."""
