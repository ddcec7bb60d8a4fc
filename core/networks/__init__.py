"""Network modules only: no files, no pictures, no schedule."""
