"""Which colours a file says its numbers are, by other means than an ICC profile, and what is made of that.

PNG 3rd edition, section 4.3: cICP wins over a profile, that over sRGB, and that over gAMA with cHRM. AVIF and HEIC say
it in their box "colr" (nclx), cameras in EXIF. What differs from sRGB gets a profile of its own, so that no value
changes; linear light and HDR, which no viewer of usual pictures understands, are converted.
"""

from __future__ import annotations

import struct
from dataclasses import replace

import numpy as np

from core.images.exif import as_srgb, parse
from core.images.formats.png_chunks import PngHeader
from core.images.picture import Picture
from core.images.sources import (
    ADOBE_GAMMA,
    ADOBE_RGB,
    HLG,
    PQ,
    SRGB,
    SRGB_XY,
    Source,
    by_code_points,
    profile_of,
    to_srgb,
)

_HDR_NAMES = {PQ: "PQ", HLG: "HLG"}


def png_source(header: PngHeader) -> Source | None:
    """What the chunks of a PNG say; None where they say nothing, or a profile counts."""
    chunks = header.chunks
    code_points = chunks.get(b"cICP", b"")
    if len(code_points) == 4:
        found = by_code_points(code_points[0], code_points[1])
        if found is not None:
            return found
    if b"iCCP" in chunks:
        return None
    if b"sRGB" in chunks:
        return SRGB
    gamma, xy = chunks.get(b"gAMA", b""), chunks.get(b"cHRM", b"")
    if len(gamma) != 4 or not int.from_bytes(gamma, "big"):
        return None
    exponent = 100_000 / int.from_bytes(gamma, "big")
    primaries = SRGB_XY
    if len(xy) == 32:
        white, *colours = [(x / 100_000, y / 100_000) for x, y in struct.iter_unpack(">II", xy)]
        primaries = (*colours, white)  # type: ignore[assignment]
    return Source(primaries, exponent) if 0.1 <= exponent <= 10 else None


def boxed_source(data: bytes) -> Source | None:
    """What the box "colr" of an AVIF or HEIC says by numbers."""
    at = data.find(b"colrnclx", 0, 1 << 20)
    if at < 0 or at + 14 > len(data):
        return None
    return by_code_points(*struct.unpack_from(">HH", data, at + 8))


def exif_source(block: bytes | None) -> Source | None:
    """Adobe RGB, where a camera says so."""
    if not block:
        return None
    try:
        adobe = parse(block).adobe_rgb
    except (ValueError, struct.error):
        return None
    return Source(ADOBE_RGB, ADOBE_GAMMA) if adobe else None


def understood(picture: Picture, source: Source | None) -> Picture:
    """The picture with a profile for its source, or converted to sRGB where that is linear or HDR; with a notice.

    Where the source makes it sRGB, or cannot be true, its EXIF no longer says otherwise.
    """
    if source is None:
        return picture
    told = _by_source(picture, source)
    return told if told.icc else replace(told, exif=as_srgb(told.exif))


def _by_source(picture: Picture, source: Source) -> Picture:
    if source.is_srgb:
        return replace(picture, icc=None)
    if source.is_linear or source.hdr:
        try:
            pixels = to_srgb(picture.pixels, source)
        except ValueError:
            return picture
        if picture.gray:
            pixels = np.repeat(pixels[..., 1:2], 3, axis=2)
        what = f"HDR ({_HDR_NAMES[source.hdr]})" if source.hdr else "in linear light"
        notice = f"The picture was {what}; it was converted to sRGB."
        return replace(picture, pixels=pixels, icc=None, notices=(*picture.notices, notice))
    try:
        return replace(picture, icc=profile_of(source, gray=picture.gray))
    except ValueError:
        notice = "The colours that the file names are impossible and were ignored."
        return replace(picture, notices=(*picture.notices, notice))
