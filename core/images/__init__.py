"""Pictures: reading, writing, colour, alpha and tiles. Free of torch and Qt."""
