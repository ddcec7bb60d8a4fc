"""Where a result invents: the spread of several seeds, and how far it leaves its input. Arrays in, numbers out."""
