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


def picture_size(path: Path, *, allow_partial: bool = False) -> tuple[int, int]:
    """(width, height) as the picture is shown. What Pillow does not know, and damaged headers, is found out by reading
    the picture. Raises PictureError; behind a sound header damage stays unnoticed."""
    _, size = _header(path)
    if size is not None:
        return size
    picture = read_picture(path, allow_partial=allow_partial)
    return picture.width, picture.height


def size_and_depth(path: Path, *, allow_partial: bool = False) -> tuple[tuple[int, int], int]:
    """(`picture_size`, bits per sample, 8 or 16). Kinds whose header does not simply tell the depth are read. Raises
    PictureError, also for a picture that is too large to be opened."""
    kind, size = _header(path)
    if size is None or (kind != "PNG" and kind not in _PLAIN):
        picture = read_picture(path, allow_partial=allow_partial)
        return (picture.width, picture.height), picture.depth
    bits = _byte_at(path, _PNG_DEPTH_AT) if kind == "PNG" else 8
    kept_as = "deep" if kind == "PNG" and bits >= 8 else kind
    check_size(*size, path.stat().st_size, display_name(path), kept_as)
    return size, 16 if bits == 16 else 8


def _header(path: Path) -> tuple[str, tuple[int, int] | None]:
    """(the kind as Pillow calls it, width and height as the picture is shown); ("", None) where it cannot tell."""
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(path) as image:
            # Not image.getexif(), for which a PNG is decoded.
            turned = Image.Image.getexif(image).get(_ORIENTATION, 1) >= 5
            return str(image.format), image.size[::-1] if turned else image.size
    except Exception:  # a kind that others read, or damage, of which Pillow raises whatever it comes upon
        return "", None


def _byte_at(path: Path, place: int) -> int:
    try:
        with path.open("rb") as file:
            file.seek(place)
            return file.read(1)[0]
    except (OSError, IndexError) as error:  # it was replaced a moment ago
        raise PictureError(f"{display_name(path)} cannot be read.", detail=repr(error)) from error
