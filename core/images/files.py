"""Pictures on disk: the doors through which the program reads and writes them."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from core.errors import PictureError
from core.images.decode import decode_picture
from core.images.encode import check_folder_writable, check_format, save_picture
from core.images.metadata import read_settings
from core.images.names import display_name, system_path
from core.images.picture import Picture
from core.images.sniff import MAX_FILE_BYTES

__all__ = [
    "check_folder_writable",
    "check_format",
    "decode_picture",
    "read_bytes",
    "read_picture",
    "read_settings",
    "save_picture",
]


def read_picture(path: Path, *, allow_partial: bool = False) -> Picture:
    """Raises PictureError with a sentence naming the file for whatever cannot be opened."""
    return decode_picture(read_bytes(path), display_name(path), allow_partial=allow_partial)


def read_bytes(path: Path) -> bytes:
    """A regular file's bytes. Pipes, devices and circles of links are refused without opening them."""
    shown = display_name(path)
    try:
        status = os.stat(system_path(path))  # noqa: PTH116 - the path may be prefixed for Windows
        if not stat.S_ISREG(status.st_mode):
            raise PictureError(f"{shown} is not a file that can hold a picture.")
        if status.st_size > MAX_FILE_BYTES:
            raise PictureError(f"{shown} is larger than 2 GB. Cut the picture into parts first.")
        with open(system_path(path), "rb") as file:  # noqa: PTH123
            return file.read()
    except FileNotFoundError as error:
        raise PictureError(f"{shown} is no longer there.", detail=str(error)) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise PictureError(f"{shown} cannot be read: {reason}.", detail=repr(error)) from error
