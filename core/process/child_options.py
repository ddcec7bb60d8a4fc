"""How children of this program are started, where systems differ."""

from __future__ import annotations

import subprocess
import sys
from typing import Any


def unseen() -> dict[str, Any]:
    """Options of a child that shows no terminal, as Windows would where this program has none."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NO_WINDOW}
    return {}


def apart() -> dict[str, Any]:
    """Options of a child that does not hear what is pressed in the terminal, and shows none of its own: its parent
    decides about its end."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW}
    return {"start_new_session": True}
