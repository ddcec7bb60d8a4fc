"""The version of the program. No other file names it."""

VERSION = "0.1.0"
