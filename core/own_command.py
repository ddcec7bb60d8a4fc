"""The command that starts this program again, as a process of its own."""

from __future__ import annotations

import sys
from pathlib import Path

MAIN = Path(__file__).resolve().parents[1] / "main.py"
# With the second variable a packaged program unpacks itself anew, so it does not vanish when its starter ends.
ENVIRONMENT = {"PYTHONUTF8": "1", "PYINSTALLER_RESET_ENVIRONMENT": "1"}


def own_command() -> tuple[str, ...]:
    """The beginning of the command, before its arguments: the packaged program itself, or this interpreter and
    main.py."""
    if getattr(sys, "frozen", False):
        return (sys.executable,)
    return (sys.executable, str(MAIN))


def typed_command() -> str:
    """The same as a person types it, where the program was installed in the usual way."""
    if getattr(sys, "frozen", False):
        return "resshift-studio-cli"
    return "python main.py" if Path(sys.argv[0]).name == MAIN.name else "resshift-studio"
