"""The viewer: before and after at any zoom."""
