"""Reads the bytes of a file, and refuses what is no file without waiting on it."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, TypeVar

from core.errors import PictureError
from core.images.formats.sniff import MAX_FILE_BYTES
from core.storage.paths import display_name, system_path

T = TypeVar("T")


def read_bytes(path: Path) -> bytes:
    """The bytes of a regular file. Raises PictureError for anything else: pipes, devices and circles of links are
    refused without waiting on them."""
    return read_file(path, lambda file: file.read())


def read_ends(path: Path, near: int) -> tuple[bytes, bytes]:
    """The first and the last `near` bytes of a regular file; of one that is not much longer, all and b"". Raises
    PictureError as `read_bytes` does."""

    def ends(file: BinaryIO) -> tuple[bytes, bytes]:
        size = os.fstat(file.fileno()).st_size
        if size <= 4 * near:
            return file.read(), b""
        head = file.read(near)
        file.seek(-near, os.SEEK_END)
        return head, file.read(near)

    return read_file(path, ends, most=sys.maxsize)


def read_file(path: Path, read: Callable[[BinaryIO], T], *, most: int = MAX_FILE_BYTES) -> T:
    """What `read` makes of a regular file of at most so many bytes. Raises PictureError as `read_bytes` does."""
    shown = display_name(path)
    try:
        _check_regular(os.stat(system_path(path)), shown, most)  # noqa: PTH116 - the path may be prefixed for Windows
        # Without blocking, and asked again when open: a pipe may have taken the file's place in between.
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(system_path(path), flags), "rb") as file:
            _check_regular(os.fstat(file.fileno()), shown, most)
            return read(file)
    except (OSError, ValueError) as error:
        raise PictureError(_explain(error, shown), detail=repr(error)) from error
    except MemoryError as error:
        raise PictureError(f"{shown} is too large for the free memory of this computer.") from error


def _check_regular(status: os.stat_result, shown: str, most: int) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise PictureError(f"{shown} is a folder, not a picture.")
    if not stat.S_ISREG(status.st_mode):
        raise PictureError(f"{shown} is a device or a pipe, not a file that can hold a picture.")
    if status.st_size > most:
        raise PictureError(f"{shown} is larger than {(most + 1) >> 30} GB. Cut the picture into parts first.")


_REASONS = {
    errno.ENOENT: "is no longer there: it was moved or deleted",
    errno.ENOTDIR: "is no longer there: it was moved or deleted",
    errno.ELOOP: "is a link that leads in a circle",
    errno.EACCES: "cannot be opened: you have no permission to read it",
    errno.EPERM: "cannot be opened: you have no permission to read it",
    errno.ENAMETOOLONG: "has a name that is too long for this system",
}


def _explain(error: OSError | ValueError, shown: str) -> str:
    if isinstance(error, OSError):
        reason = _REASONS.get(error.errno or 0, f"cannot be read: {error.strerror or error}")
        return f"{shown} {reason}."
    return f"{shown} is not a possible file name."  # it holds a zero character
