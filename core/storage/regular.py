"""Opens files to read them, and refuses pipes and devices, which may never answer, without waiting on them."""

from __future__ import annotations

import errno
import os
import stat
from io import BufferedReader
from pathlib import Path


def open_regular(path: Path) -> BufferedReader:
    """The file at `path`, open to be read. Raises OSError, also for what holds no bytes of its own."""
    _check(path.stat())
    file = open(path, "rb", opener=_opened)  # noqa: SIM115 - whoever asked for it closes it
    try:  # asked again when open: a pipe may have taken the file's place in between
        _check(os.fstat(file.fileno()))
    except OSError:
        file.close()
        raise
    return file


def _opened(path: str, flags: int) -> int:
    """A pipe that has taken the file's place is not waited for."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _check(status: os.stat_result) -> None:
    # Opening a folder fails by itself, with the system's own words.
    if not (stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)):
        raise OSError(errno.EINVAL, "it is a device or a pipe, not a file")
