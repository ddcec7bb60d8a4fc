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
    # Without blocking, and asked again when open: a pipe may have taken the file's place in between.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    file = os.fdopen(os.open(path, flags), "rb")
    try:
        _check(os.fstat(file.fileno()))
    except OSError:
        file.close()
        raise
    return file


def _check(status: os.stat_result) -> None:
    # Opening a folder fails by itself, with the system's own words.
    if not (stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)):
        raise OSError(errno.EINVAL, "it is a device or a pipe, not a file")
