"""EXIF: which tags are kept, and the orientation, which is applied to the pixels and reset."""

from __future__ import annotations

import logging
from collections.abc import Callable, MutableMapping
from typing import Any

import numpy as np
from PIL import ExifTags, Image

log = logging.getLogger(__name__)

_ORIENTATION = ExifTags.Base.Orientation
# Description, maker, model, orientation, resolution, software, time, artist, rating, copyright, title and
# keywords; the rest of IFD0 describes how one file stores its pixels, and is wrong in any other.
_KEPT = {270, 271, 272, 274, 282, 283, 296, 305, 306, 315, 18246, 33432, 34665, 34853}
_KEPT |= set(range(0x9C9B, 0x9CA0))
_PIXEL_DIMENSIONS = (0xA002, 0xA003)


def read_exif(getexif: Callable[[], Image.Exif]) -> tuple[bytes | None, int]:
    """(EXIF block with the orientation reset, as Pillow writes it; the orientation 1..8 that it had).

    The block begins with b"Exif\\0\\0". It is None if there is nothing worth keeping, or it cannot be read.
    """
    try:
        exif = getexif()
        orientation = exif.get(_ORIENTATION, 1)
        for tag in [tag for tag in exif if tag not in _KEPT]:
            del exif[tag]
        if _ORIENTATION in exif:
            exif[_ORIENTATION] = 1
        if ExifTags.IFD.Exif in exif:
            details = exif.get_ifd(ExifTags.IFD.Exif)
            for tag in _PIXEL_DIMENSIONS:
                details.pop(tag, None)
            if not details:
                del exif[ExifTags.IFD.Exif]
        keep_bytes(exif)
        block = exif.tobytes() if set(exif) - {_ORIENTATION} else None
    except Exception as error:  # a hostile block can raise anything; the picture does not depend on it
        log.warning("The EXIF block cannot be read and is left out: %s", error)
        return None, 1
    return block, orientation if orientation in range(1, 9) else 1


def keep_bytes(exif: Image.Exif) -> None:
    """Texts as the bytes they were read from: Pillow reads them as Latin-1 and would write a "?" for every letter
    beyond ASCII, whatever encoding the file had."""
    parts: list[MutableMapping[int, Any]] = [exif]
    parts += [exif.get_ifd(kind) for kind in (ExifTags.IFD.Exif, ExifTags.IFD.GPSInfo) if kind in exif]
    for part in parts:
        for tag, value in list(part.items()):
            if isinstance(value, str) and not value.isascii():
                part[tag] = value.encode("latin-1", "replace")


def exif_of(block: bytes) -> Image.Exif:
    """The tags of a raw EXIF block. Raises what Pillow raises if it cannot be read."""
    exif = Image.Exif()
    exif.load(block)
    return exif


def upright(array: np.ndarray, orientation: int) -> np.ndarray:
    """A picture, H x W x C or H x W, turned and mirrored as its EXIF orientation 1..8 says."""
    if orientation in (5, 6, 7, 8):
        array = array.swapaxes(0, 1)
    rows = -1 if orientation in (3, 4, 7, 8) else 1
    columns = -1 if orientation in (2, 3, 6, 7) else 1
    return np.ascontiguousarray(array[::rows, ::columns])
