"""The one entry: with a command the command line, else the window, with the pictures that are named."""

from __future__ import annotations

import multiprocessing
import os
import sys

COMMANDS = ("upscale", "check", "models", "presets", "evaluate", "train", "bench", "selftest", "support")


def main(argv: list[str] | None = None) -> int:
    """Dispatches; answers --version and lists models without importing torch."""
    multiprocessing.freeze_support()
    _settle_streams()
    argv = sys.argv[1:] if argv is None else argv
    if argv and (argv[0] in COMMANDS or argv[0] in ("--version", "-h", "--help")):
        try:
            from core.cli import main as command_line
            from core.storage.folders import settle_home

            settle_home()
            return command_line(argv)
        except KeyboardInterrupt:  # before the command line could take it
            sys.stderr.write("Cancelled.\n")
            return 130
    return window(argv)


def window(argv: list[str] | None = None) -> int:
    """Opens the window, with the pictures that were named; where Qt or a library of the system is missing, says so."""
    from app.shell.no_window import EXIT_CODE, explanation

    _settle_streams()
    try:
        from app.shell.application import main as open_window
    except ImportError as error:
        sys.stderr.write(explanation(f"{error}."))
        return EXIT_CODE
    from core.storage.folders import settle_home

    settle_home()
    return open_window(sys.argv[1:] if argv is None else argv)


def _settle_streams() -> None:
    """A program without a console has no streams; libraries print all the same."""
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115
    if sys.stderr is None:
        sys.stderr = sys.stdout


if __name__ == "__main__":
    sys.exit(main())
