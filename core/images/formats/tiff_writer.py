"""Writes TIFF files of 8 and 16 bits with profile, EXIF, resolution and XMP. Pillow cannot write colours in 16 bits."""

from __future__ import annotations

import io
import logging
import struct
import zlib

import numpy as np
from PIL import ExifTags, TiffImagePlugin

from core.images.about import About, tiff_rational
from core.images.orientation import exif_of

log = logging.getLogger(__name__)

_STRIP_BYTES = 1 << 20
# description, maker, model, software, time, artist, copyright
_TEXT_TAGS = (270, 271, 272, 305, 306, 315, 33432)
_BYTE, _ASCII, _SHORT, _LONG, _RATIONAL, _UNDEFINED = 1, 2, 3, 4, 5, 7
_INCH = 2  # the unit of the resolution
_DEFLATE, _HORIZONTAL_DIFFERENCES = 8, 2

Entry = tuple[int, int, int, bytes]  # tag, type, count, value


def encode_tiff(
    planes: np.ndarray,
    *,
    icc: bytes | None,
    exif: bytes | None,
    about: About = About(),  # noqa: B008 - it is frozen
) -> bytes:
    """The bytes of a TIFF (little-endian, deflated) with the pixels uint8 or uint16 H x W x C.

    C is 1 for gray, 2 for gray and alpha, 3 for RGB, 4 for RGBA. `exif` is a block as Pillow writes it.
    """
    height, width, samples = planes.shape
    out = io.BytesIO(b"II*\0\0\0\0\0")
    out.seek(8)
    rows, offsets, counts = _write_strips(out, planes)
    alpha = samples in (2, 4)
    entries = [
        _longs(256, width),
        _longs(257, height),
        _shorts(258, *[planes.dtype.itemsize * 8] * samples),
        _shorts(259, _DEFLATE),
        _shorts(262, 2 if samples > 2 else 1),
        _longs(273, *offsets),
        _shorts(277, samples),
        _longs(278, rows),
        _longs(279, *counts),
        _shorts(317, _HORIZONTAL_DIFFERENCES),
        *([_shorts(338, 2)] if alpha else []),
        *([(34675, _UNDEFINED, len(icc), icc)] if icc else []),
    ]
    if about.dpi is not None:
        across, down = map(tiff_rational, about.dpi)
        entries += [(282, _RATIONAL, 1, across), (283, _RATIONAL, 1, down), _shorts(296, _INCH)]
    if about.xmp is not None:
        entries.append((700, _BYTE, len(about.xmp), about.xmp))
    texts = _exif_texts(exif)
    entries += [_text(tag, text) for tag, text in texts.items()]
    details = _write_exif_details(out, exif)
    if details:
        entries.append(_longs(34665, details))
    _write_directory(out, sorted(entries))
    return out.getvalue()


def _write_strips(out: io.BytesIO, planes: np.ndarray) -> tuple[int, list[int], list[int]]:
    """(rows in each strip, offsets, byte counts). Each sample is stored as its difference from the one to its left."""
    rows = max(1, _STRIP_BYTES // planes[0].nbytes)
    offsets, counts = [], []
    for top in range(0, len(planes), rows):
        band = planes[top : top + rows].astype(planes.dtype.newbyteorder("<"))
        band[:, 1:] -= planes[top : top + rows, :-1]
        packed = zlib.compress(band.tobytes(), 5)
        offsets.append(out.tell())
        counts.append(len(packed))
        out.write(packed + b"\0" * (len(packed) % 2))
    return rows, offsets, counts


def _shorts(tag: int, *values: int) -> Entry:
    return tag, _SHORT, len(values), struct.pack(f"<{len(values)}H", *values)


def _longs(tag: int, *values: int) -> Entry:
    return tag, _LONG, len(values), struct.pack(f"<{len(values)}I", *values)


def _text(tag: int, text: str) -> Entry:
    value = (
        text.encode("latin-1", "replace") + b"\0"
    )  # the bytes that Pillow read, see orientation.keep_bytes
    return tag, _ASCII, len(value), value


def _exif_texts(exif: bytes | None) -> dict[int, str]:
    if not exif:
        return {}
    block = exif_of(exif)
    return {tag: block[tag] for tag in _TEXT_TAGS if isinstance(block.get(tag), str)}


def _write_exif_details(out: io.BytesIO, exif: bytes | None) -> int:
    """Writes the directory of EXIF (exposure, lens, time). Returns its offset, or 0 if there is none."""
    details = exif_of(exif).get_ifd(ExifTags.IFD.Exif) if exif else {}
    if not details:
        return 0
    directory = TiffImagePlugin.ImageFileDirectory_v2(b"II*\0\0\0\0\0")
    at = out.tell()
    try:
        for tag, value in details.items():
            if not isinstance(value, dict):
                plain = not isinstance(value, str) or value.isascii()
                directory[tag] = value if plain else value.encode("latin-1", "replace")
        out.write(directory.tobytes(at))
    except Exception as error:  # Pillow can read some values that it cannot write
        log.warning("The EXIF details cannot be written and are left out: %s", error)
        return 0
    return at


def _write_directory(out: io.BytesIO, entries: list[Entry]) -> None:
    """Writes the directory at the end of `out`, after it the longer values, and its offset into the header."""
    if out.tell() % 2:
        out.write(b"\0")
    at = out.tell()
    table, tail = struct.pack("<H", len(entries)), b""
    tail_at = at + 2 + 12 * len(entries) + 4
    for tag, kind, count, value in entries:
        place = value.ljust(4, b"\0")
        if len(value) > 4:
            place = struct.pack("<I", tail_at + len(tail))
            tail += value + b"\0" * (len(value) % 2)
        table += struct.pack("<HHI", tag, kind, count) + place
    out.write(table + b"\0\0\0\0" + tail)
    out.seek(4)
    out.write(struct.pack("<I", at))
