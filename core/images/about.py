"""What describes a picture beside EXIF and profile: its resolution, its XMP packet and a PNG's texts."""

from __future__ import annotations

import io
import logging
import math
import re
import struct
import warnings
import zlib
from dataclasses import dataclass
from typing import Any

from PIL import Image

log = logging.getLogger(__name__)

XMP_LIMIT = 2_000_000  # bytes
_XMP_TEXT = "XML:com.adobe.xmp"  # as PNG calls it
_INCHES = 0.0254  # metres
# What XMP says of the file's pixels is wrong in any other: the orientation is applied, sizes are left out.
_ORIENTATION = re.compile(rb"(tiff:Orientation\s*(?:=\s*[\"']|>)\s*)\d")
_SIZES = re.compile(
    rb"\s(?:tiff:ImageWidth|tiff:ImageLength|exif:PixelXDimension|exif:PixelYDimension)\s*=\s*(\"[^\"]*\"|'[^']*')"
    rb"|<(tiff:ImageWidth|tiff:ImageLength|exif:PixelXDimension|exif:PixelYDimension)>[^<]*</\2>"
)


@dataclass(frozen=True)
class About:
    """dpi    pixels per inch across and down; None if the file does not say
    xmp    an XMP packet, with title, keywords, rating, creator and the like
    texts  (keyword, text) of a PNG
    """

    dpi: tuple[float, float] | None = None
    xmp: bytes | None = None
    texts: tuple[tuple[str, str], ...] = ()


def read_about(data: bytes, kind: str) -> About:
    """What a file says beside its pixels. Never raises: a picture does not depend on it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=[kind]) as image:
                return About(_dpi(image), _xmp(image), _texts(image))
    except Exception as error:
        log.info("What describes the picture cannot be read: %r", error)
        return About()


def _dpi(image: Image.Image) -> tuple[float, float] | None:
    found = image.info.get("dpi")
    if image.format == "JPEG" and "jfif_density" not in image.info and image.info.get("jfif_unit") is None:
        found = image.info.get("dpi") if image.getexif().get(282) else None
    if not isinstance(found, tuple) or len(found) != 2:
        return None
    across, down = (float(value) for value in found)
    sound = all(math.isfinite(value) and 1 <= value <= 100_000 for value in (across, down))
    return (across, down) if sound else None


def _xmp(image: Image.Image) -> bytes | None:
    found: Any = image.info.get("xmp") or image.info.get(_XMP_TEXT)
    if found is None and image.format == "TIFF":
        found = image.tag_v2.get(700)  # type: ignore[attr-defined]
    if isinstance(found, str):
        found = found.encode("utf-8", "surrogateescape")
    if not isinstance(found, bytes) or not 0 < len(found) <= XMP_LIMIT:
        return None
    return _SIZES.sub(b"", _ORIENTATION.sub(rb"\g<1>1", found))


def _texts(image: Image.Image) -> tuple[tuple[str, str], ...]:
    if image.format != "PNG":
        return ()
    # Those before the pixels: later ones need the whole file to be decoded once more.
    entries = [
        (key, value) for key, value in image.info.items() if isinstance(key, str) and isinstance(value, str)
    ]
    return tuple((key, str(value)) for key, value in entries if key != _XMP_TEXT and 0 < len(key) < 80)


def png_chunks(about: About, *, without: str) -> list[tuple[bytes, bytes]]:
    """(kind, body) of the chunks that say it in a PNG; the text of the keyword `without` is left out."""
    chunks = []
    if about.dpi is not None:
        across, down = (round(value / _INCHES) for value in about.dpi)
        chunks.append((b"pHYs", struct.pack(">IIB", across, down, 1)))
    for keyword, text in about.texts:
        if keyword != without:
            chunks.append((b"iTXt", _itxt(keyword, text.encode("utf-8", "surrogateescape"))))
    if about.xmp is not None:
        chunks.append((b"iTXt", _itxt(_XMP_TEXT, about.xmp, packed=False)))
    return chunks


def _itxt(keyword: str, text: bytes, *, packed: bool = True) -> bytes:
    """Keyword, whether it is packed, method, language, keyword in that language, text. XMP must not be packed."""
    small = zlib.compress(text) if packed and len(text) > 1000 else b""
    head = keyword.encode("latin-1", "replace")
    return head + (b"\0\1\0\0\0" + small if small else b"\0\0\0\0\0" + text)


def tiff_rational(value: float) -> bytes:
    """A number as TIFF's quotient of two."""
    return struct.pack("<II", round(value * 1000), 1000)
