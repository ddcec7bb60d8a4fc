"""The one entry: with a command the command line, else the window, with the pictures that are named."""

from __future__ import annotations

import multiprocessing
import os
import sys

COMMANDS = ("upscale", "check", "models", "evaluate", "train", "bench", "selftest", "support")


def main(argv: list[str] | None = None) -> int:
    """Dispatches; answers --version and lists models without importing torch."""
    multiprocessing.freeze_support()
    # A frozen program without a console has no streams; libraries print all the same.
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115
    if sys.stderr is None:
        sys.stderr = sys.stdout
    argv = sys.argv[1:] if argv is None else argv
    if argv and (argv[0] in COMMANDS or argv[0] in ("--version", "-h", "--help")):
        from core.cli import main as command_line

        return command_line(argv)
    return window(argv)


def window(argv: list[str] | None = None) -> int:
    """Opens the window, with the pictures that were named."""
    from app.shell.application import main as open_window

    return open_window(sys.argv[1:] if argv is None else argv)


if __name__ == "__main__":
    sys.exit(main())
