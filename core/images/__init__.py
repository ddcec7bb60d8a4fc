"""Pictures: reading, writing, names, colour, alpha and size. Free of torch and Qt."""
