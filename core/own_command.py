"""How this program is started again in a process of its own."""

from __future__ import annotations

import sys
from pathlib import Path

MAIN = Path(__file__).resolve().parents[1] / "main.py"
# A frozen program that was unpacked for its starter must not vanish with it, hence the second one.
ENVIRONMENT = {"PYTHONUTF8": "1", "PYINSTALLER_RESET_ENVIRONMENT": "1"}


def own_command() -> tuple[str, ...]:
    """What stands before the arguments: the frozen program itself, or this interpreter and main.py."""
    if getattr(sys, "frozen", False):
        return (sys.executable,)
    return (sys.executable, str(MAIN))
