"""Paths as the system takes them, and the names of files as they are shown."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

from core.printable import printable

_WINDOWS_PATH_LIMIT = 247


def whole_path(text: str) -> Path | None:
    """The path that a person has typed, with ~ for their home. None where it would depend on the folder that the
    program was started in, where nothing was typed, and for letters that no path can have."""
    try:
        path = Path(text.strip()).expanduser()
        possible = path.is_absolute() and b"\0" not in os.fsencode(path)
    except (RuntimeError, ValueError):  # nobody has that home; no letter at all
        return None
    return path if possible else None


def display_name(path: str | os.PathLike[str]) -> str:
    """The last part of `path`, fit to show in one line.

    Control characters, bytes that are no text, and characters that turn the direction of writing are shown as
    escapes, so a name cannot pretend to be another.
    """
    text = os.fspath(path)
    return printable(os.path.basename(text.rstrip("/\\")) or text, lines=False)


def display_path(path: str | os.PathLike[str]) -> str:
    """The whole of `path`, escaped like `display_name`, so that it can be printed anywhere."""
    return printable(os.fspath(path), lines=False)


def to_hex(path: Path) -> str:
    """The bytes of `path` in hexadecimal digits, for JSON: names may hold bytes that are no text."""
    return os.fsencode(path).hex()


def from_hex(digits: str) -> Path:
    """The inverse of `to_hex`. Raises ValueError."""
    return Path(os.fsdecode(bytes.fromhex(digits)))


def system_path(path: str | os.PathLike[str], *, windows: bool = sys.platform == "win32") -> str:
    r"""`path` as the system calls want it: on Windows, long paths get the \\?\ prefix."""
    text = os.fspath(path)
    if not windows or text.startswith("\\\\?\\"):
        return text
    full = text if re.match(r"[A-Za-z]:[\\/]|\\\\", text) else os.path.abspath(text)
    if len(full) <= _WINDOWS_PATH_LIMIT:
        return text
    full = full.replace("/", "\\")
    return "\\\\?\\UNC\\" + full[2:] if full.startswith("\\\\") else "\\\\?\\" + full
