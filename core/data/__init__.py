"""Training pairs: degradation of good pictures, checks and crops of pairs. Arrays in, arrays out."""
