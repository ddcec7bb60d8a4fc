"""Training pairs: where pictures come from, checking and splitting them, degradation, patches. Free of torch."""
