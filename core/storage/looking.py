"""Asks what is there. What may not be entered, or does not answer, holds nothing for this program.

Methods of Path do not do for that: they raise where a folder above may not be entered.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple


class Stamp(NamedTuple):
    """What tells a file from another one of the same name, without reading it."""

    size: int  # bytes
    changed: int  # nanoseconds; another date is a change, an earlier one as well


def stamp_of(path: Path) -> Stamp | None:
    """The stamp of the file at `path`; None where there is none. Never an error."""
    try:
        status = os.stat(path)  # noqa: PTH116
    except (OSError, ValueError):
        return None
    return Stamp(status.st_size, status.st_mtime_ns)


def exists(path: Path) -> bool:
    """Whether there is something at `path`. Never an error."""
    return os.path.exists(path)  # noqa: PTH110


def is_file(path: Path) -> bool:
    """Whether there is a file at `path`. Never an error."""
    return os.path.isfile(path)  # noqa: PTH113


def is_folder(path: Path) -> bool:
    """Whether there is a folder at `path`. Never an error."""
    return os.path.isdir(path)  # noqa: PTH112


def size_of(path: Path) -> int | None:
    """The bytes of the file at `path`; None where there is none. Never an error."""
    try:
        return path.stat().st_size if is_file(path) else None
    except OSError:  # it has gone in between
        return None


def listed(folder: Path, pattern: str) -> list[Path]:
    """What lies in `folder` under names that fit a pattern of Path.glob, sorted. Never an error."""
    try:
        return sorted(folder.glob(pattern))
    except OSError:
        return []
