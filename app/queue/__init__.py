"""The pictures that are to be enlarged: how they come in, what they wait for, who works on them."""
