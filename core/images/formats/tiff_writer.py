"""Writes TIFF files of 8 and 16 bits with a profile. Pillow cannot write colours in 16 bits."""

from __future__ import annotations

import io
import struct
import zlib

import numpy as np

MOST_BYTES = 4_200_000_000  # that a classic TIFF can address
_STRIP_BYTES = 1 << 20
_SHORT, _LONG, _UNDEFINED = 3, 4, 7
_DEFLATE, _HORIZONTAL_DIFFERENCES = 8, 2

Entry = tuple[int, int, int, bytes]  # tag, type, count, value


def encode_tiff(planes: np.ndarray, *, icc: bytes | None) -> bytes:
    """The bytes of a TIFF (little-endian, deflated) with the pixels uint8 or uint16 H x W x C.

    C is 1 for gray, 2 for gray and alpha, 3 for RGB, 4 for RGBA.
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
