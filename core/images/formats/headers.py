"""What the headers of files say before a decoder sees them: sizes, further pictures.

Decoders of these formats take memory for the whole size as soon as they open a file, so it is looked at here first.
"""

from __future__ import annotations

import struct
from collections.abc import Callable

from core.images.formats.dds import dds_size
from core.images.formats.jxl_head import jxl_size
from core.images.formats.tga import tga_size

_BOXES_WITHIN = 1 << 20  # bytes of an AVIF or HEIC that hold its description
_GAIN_MAPS = (b"hdrgm:Version", b"urn:iso:std:iso:ts:21496", b"hdrgainmap")


def claimed_size(data: bytes, kind: str) -> tuple[int, int] | None:
    """(width, height) of the largest picture that a decoder would make room for; None for other kinds, and where the
    header is not understood."""
    readers: dict[str, Callable[[bytes], tuple[int, int] | None]] = {
        "GIF": _gif_size,
        "WEBP": _webp_size,
        "AVIF": _boxed_size,
        "HEIF": _boxed_size,
        "JXL": jxl_size,
        "TGA": tga_size,
        "DDS": dds_size,
    }
    read = readers.get(kind)
    try:
        return read(data) if read else None
    except (struct.error, IndexError, ValueError):
        return None


def gif_frames(data: bytes) -> int:
    """How many frames a GIF has. Counting reads its blocks, and decodes none."""
    try:
        return len(_gif_places(data))
    except (struct.error, IndexError):
        return 1


def further_pictures(data: bytes, kind: str) -> str:
    """A notice about pictures in a JPEG or HEIC beside the one that is opened; "" if there are none."""
    if kind not in ("JPEG", "HEIF", "AVIF"):
        return ""
    if any(mark in data for mark in _GAIN_MAPS):
        return "The file holds a gain map for bright screens, too; only the plain picture is used."
    count = _mpf_count(data) if kind == "JPEG" else 1
    return f"Only the first of {count} pictures in the file is used." if count > 1 else ""


def _gif_size(data: bytes) -> tuple[int, int]:
    width, height = struct.unpack_from("<HH", data, 6)
    places = _gif_places(data, most=1)
    return max([width, *(x + w for x, _, w, _ in places)]), max([height, *(y + h for _, y, _, h in places)])


def _gif_places(data: bytes, *, most: int = 10_000) -> list[tuple[int, int, int, int]]:
    """(left, top, width, height) of the first frames."""
    flags = data[10]
    at = 13 + (3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0)
    places: list[tuple[int, int, int, int]] = []
    while at < len(data) and len(places) < most:
        if data[at] == 0x2C:
            left, top, width, height, local = struct.unpack_from("<4HB", data, at + 1)
            places.append((left, top, width, height))
            at += 10 + (3 * 2 ** ((local & 7) + 1) if local & 0x80 else 0) + 1
        elif data[at] == 0x21:
            at += 2
        else:
            break
        while at < len(data) and data[at]:  # blocks of data, up to an empty one
            at += 1 + data[at]
        at += 1
    return places


def _webp_size(data: bytes) -> tuple[int, int] | None:
    kind = data[12:16]
    if kind == b"VP8X":
        return 1 + int.from_bytes(data[24:27], "little"), 1 + int.from_bytes(data[27:30], "little")
    if kind == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if kind == b"VP8 ":
        width, height = struct.unpack_from("<HH", data, 26)
        return width & 0x3FFF, height & 0x3FFF
    return None


def _boxed_size(data: bytes) -> tuple[int, int] | None:
    """The largest of the sizes ("ispe") that an AVIF or HEIC gives its pictures: those of a grid may be many."""
    found: list[tuple[int, int]] = []
    at = data.find(b"ispe", 0, _BOXES_WITHIN)
    while at >= 0 and len(found) < 10_000:
        found.append(struct.unpack_from(">II", data, at + 8))
        at = data.find(b"ispe", at + 4, _BOXES_WITHIN)
    return max(found, key=lambda size: size[0] * size[1]) if found else None


def _mpf_count(data: bytes) -> int:
    """How many pictures a JPEG's multi-picture directory (CIPA DC-007) names; 1 without it."""
    at = data.find(b"MPF\0", 0, 1 << 17)
    if at < 0:
        return 1
    body = data[at + 4 :]
    order = "<" if body[:4] == b"II*\0" else ">"
    try:
        (start,) = struct.unpack_from(order + "I", body, 4)
        (entries,) = struct.unpack_from(order + "H", body, start)
        for n in range(min(entries, 16)):
            tag, _, _, value = struct.unpack_from(order + "HHII", body, start + 2 + 12 * n)
            if tag == 0xB001:
                return int(value)
    except struct.error:
        pass
    return 1
