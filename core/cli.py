"""The command line: parses the arguments, runs one command and returns its exit code."""

from __future__ import annotations

import argparse
import contextlib
import errno
import importlib
import io
import sys

from core.errors import Cancelled, EngineError, SettingsError
from core.printable import log_errors, send_nowhere
from core.version import VERSION

COMMANDS = {
    "upscale": "enlarge pictures",
    "check": "say how far a result leaves its input",
    "models": "list the installed models",
    "presets": "list the presets that upscale can be given",
    "evaluate": "measure models on pairs of pictures",
    "train": "train or fine-tune a model",
    "bench": "measure speed and memory on this machine",
    "support": "install or remove support for the graphics card",
    "selftest": "check this installation; paste the output into a report of a fault",
}
DONE, SOME_FAILED, USAGE, CANCELLED = 0, 1, 2, 130


def main(argv: list[str] | None = None) -> int:
    """Runs the command line. Returns the exit code: 0 all done, 1 something failed, 2 wrong usage, 130 cancelled."""
    try:
        return _main(argv)
    except (Cancelled, KeyboardInterrupt):  # also while modules are still imported
        print("Cancelled.", file=sys.stderr)
        return CANCELLED


def _main(argv: list[str] | None) -> int:
    parser = argparse.ArgumentParser(
        prog="resshift-studio",
        description="Enlarges pictures by residual-shifting diffusion. Without a command: the window. "
        "With `compare A B`: the window with two pictures beside each other.",
    )
    parser.add_argument("--version", action="version", version=f"ResShift Studio {VERSION}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    modules = {}
    for name, help_text in COMMANDS.items():
        modules[name] = importlib.import_module(f"core.commands.{name}")
        modules[name].add(commands.add_parser(name, help=help_text, description=help_text.capitalize() + "."))
    options = parser.parse_args(argv)
    log_errors()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a name that its encoding lacks must not end a report
            with contextlib.suppress(OSError):
                stream.reconfigure(errors="backslashreplace")
    try:
        code = int(modules[options.command].run(options))
        sys.stdout.flush()
        return code
    except OSError as error:
        if not _nobody_reads(error):
            raise
        send_nowhere(sys.stdout)  # or Python complains at its end
        return SOME_FAILED
    except SettingsError as error:
        print(error, file=sys.stderr)
        return USAGE
    except EngineError as error:
        print(error, file=sys.stderr)
        return SOME_FAILED


def _nobody_reads(error: OSError) -> bool:
    """Whether whoever read the output has seen enough, as `head` does. Windows says so in another way."""
    elsewhere = sys.platform == "win32" and error.errno == errno.EINVAL and error.filename is None
    return isinstance(error, BrokenPipeError) or elsewhere
