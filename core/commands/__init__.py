"""The commands of the command line, one file each: `add(parser)` declares its options, `run(options)` does the work."""
