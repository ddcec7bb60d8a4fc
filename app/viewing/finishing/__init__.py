"""Deciding about a result after it was computed: strength, grain, and what is protected, seen at once."""
