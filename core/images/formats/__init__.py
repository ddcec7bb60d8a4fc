"""Picture formats: recognising, decoding and encoding files."""
