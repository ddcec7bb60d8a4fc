"""Pictures on disk: the functions that the program reads and writes them with."""

from __future__ import annotations

from pathlib import Path

from core.errors import PictureError
from core.images.file_bytes import read_bytes
from core.images.formats.book import read_book
from core.images.formats.capacity import check_format, save_notices
from core.images.formats.decode import decode_picture
from core.images.formats.encode import save_picture
from core.images.formats.frames import Frames, frames_of
from core.images.metadata import read_settings
from core.images.names import is_book
from core.images.picture import Picture
from core.storage.atomic import check_folder_writable
from core.storage.paths import display_name

__all__ = [
    "check_folder_writable",
    "check_format",
    "decode_picture",
    "frames_in",
    "read_frames",
    "read_picture",
    "read_settings",
    "save_notices",
    "save_picture",
]


def read_picture(path: Path, *, allow_partial: bool = False) -> Picture:
    """The picture in a file, whatever its suffix. Raises PictureError, which names the file, if it cannot be opened.

    With `allow_partial` a truncated file is opened, with grey in place of what is missing and a notice. Of a book it is
    the first page that can be read.
    """
    if is_book(path):
        return read_book(path).first(allow_partial=allow_partial)
    return decode_picture(read_bytes(path), display_name(path), allow_partial=allow_partial)


def read_frames(path: Path) -> Frames | None:
    """The frames or pages in a file; None if it holds one picture. Raises PictureError, which names the file."""
    if is_book(path):
        return read_book(path).frames()
    return frames_of(read_bytes(path), display_name(path))


def frames_in(path: Path) -> int:
    """How many frames or pages a file has; 0 if it cannot be opened."""
    try:
        found = read_frames(path)
    except PictureError:
        return 0
    return 1 if found is None else found.count
