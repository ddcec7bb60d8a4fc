"""The command line's commands, a file each: `add(parser)` names the options, `run(options)` does the work."""
