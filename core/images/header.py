"""Size and depth of a picture without decoding it, where its header tells them."""

from __future__ import annotations

import warnings
from pathlib import Path

from PIL import Image

from core.errors import PictureError
from core.images.files import read_picture
from core.images.formats.sniff import check_size
from core.storage.paths import display_name

_ORIENTATION = 0x0112
_PLAIN = ("JPEG", "WEBP", "GIF", "BMP")  # have 8 bits, or fewer
_PNG_DEPTH_AT = 24


def size_and_depth(path: Path, *, allow_partial: bool = False) -> tuple[tuple[int, int], int]:
    """((width, height) as the picture is shown, bits per sample, 8 or 16). What other kinds have, and damaged headers,
    is found out by reading the picture. Raises PictureError; behind a sound header damage stays unnoticed."""
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(path) as image:
            kind, size = image.format, image.size
            # Not image.getexif(), for which a PNG is decoded.
            turned = Image.Image.getexif(image).get(_ORIENTATION, 1) >= 5
        bits = _byte_at(path, _PNG_DEPTH_AT) if kind == "PNG" else 8
        if kind == "PNG" or kind in _PLAIN:
            kept_as = "deep" if kind == "PNG" and bits >= 8 else str(kind)
            check_size(*size, path.stat().st_size, display_name(path), kept_as)
    except PictureError:
        raise
    except Exception:  # whatever Pillow comes upon
        kind = None
    if kind != "PNG" and kind not in _PLAIN:
        picture = read_picture(path, allow_partial=allow_partial)
        return (picture.width, picture.height), picture.depth
    return (size[::-1] if turned else size), 16 if bits == 16 else 8


def _byte_at(path: Path, place: int) -> int:
    with path.open("rb") as file:
        file.seek(place)
        return file.read(1)[0]
