"""Reads the first directory of a TIFF file, to choose a decoder and to refuse files that are damaged or malicious."""

from __future__ import annotations

import struct
from dataclasses import dataclass

import numpy as np

from core.images.exif import VALUE_SIZES

_INTEGERS = {1: "u1", 3: "u2", 4: "u4", 13: "u4", 16: "u8", 18: "u8"}
RAW_PHOTOMETRICS = (32803, 34892)  # a colour filter array, linear raw
MAX_PAGES = 10_000
_ORIENTATION = 274
_SUBFILE, _NO_PAGE = 254, 1 | 4  # a reduced picture of another page, a mask for one


class TiffDamage(ValueError):
    """A TIFF file is damaged. The message is a clause that says what is wrong."""


@dataclass(frozen=True)
class TiffHeader:
    """Tags of the first page, in the terms of the TIFF 6.0 specification."""

    width: int
    height: int
    bits: int  # per sample
    samples: int
    sample_format: int  # 1 unsigned, 2 signed, 3 float
    photometric: int  # 0 white is zero, 1 black is zero, 2 RGB, 3 palette, 5 CMYK, 6 YCbCr, 8 Lab, 9 ICCLab
    extras: tuple[
        int, ...
    ]  # meanings of the samples behind the colours: 1 premultiplied alpha, 2 straight, 0 none
    uneven: bool  # the samples of a pixel differ in depth
    compression: int
    orientation: int
    icc: bytes | None
    pages: int
    raw: bool  # the file of a camera's sensor: this page is its thumbnail, or its mosaic
    complete: bool  # all image data lies inside the file


@dataclass(frozen=True)
class _Entry:
    kind: int
    count: int
    at: int  # byte offset of the value


class _Reader:
    """Reads the directories of a classic or big TIFF from its bytes. Raises TiffDamage for what lies past their end."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.order = "<" if data[:2] == b"II" else ">"
        self.big = data[2:4] in (b"+\0", b"\0+")

    def number(self, at: int, size: int) -> int:
        if at < 0 or at + size > len(self.data):
            raise TiffDamage("a directory lies outside the file (truncated)")
        return int.from_bytes(self.data[at : at + size], "little" if self.order == "<" else "big")

    @property
    def offset_size(self) -> int:
        return 8 if self.big else 4

    @property
    def first_at(self) -> int:
        """Where the offset of the first directory stands."""
        return 8 if self.big else 4

    def first(self) -> int:
        return self.number(self.first_at, self.offset_size)

    def _shape(self, at: int) -> tuple[int, int, int]:
        """(number of entries, offset of the first, bytes of each) of the directory at `at`."""
        return (self.number(at, 8), at + 8, 20) if self.big else (self.number(at, 2), at + 2, 12)

    def following_at(self, at: int) -> int:
        """Where the offset of the directory after the one at `at` stands."""
        count, start, size = self._shape(at)
        return start + count * size

    def following(self, at: int) -> int:
        return self.number(self.following_at(at), self.offset_size)

    def entries(self, at: int) -> dict[int, _Entry]:
        count, start, size = self._shape(at)
        if start + count * size > len(self.data):
            raise TiffDamage("its directory is cut off (truncated)")
        found: dict[int, _Entry] = {}
        for position in range(start, start + count * size, size):
            tag, kind = struct.unpack_from(self.order + "HH", self.data, position)
            n = self.number(position + 4, self.offset_size)
            inline, value_at = (8, position + 12) if self.big else (4, position + 8)
            if n * VALUE_SIZES.get(kind, 1) > inline:
                value_at = self.number(value_at, inline)
            found.setdefault(tag, _Entry(kind, n, value_at))
        return found

    def integers(self, entry: _Entry | None) -> np.ndarray:
        """All values of an integer tag, int64; empty if it is absent or not of integers."""
        kind = _INTEGERS.get(entry.kind) if entry else None
        if entry is None or kind is None:
            return np.zeros(0, np.int64)
        if entry.at + entry.count * int(kind[1]) > len(self.data):
            raise TiffDamage("a table lies outside the file (truncated)")
        return np.frombuffer(self.data, self.order + kind, entry.count, entry.at).astype(np.int64)


def read_tiff_header(data: bytes) -> TiffHeader:
    """The tags of the first page, and the number of pages. Raises TiffDamage. No file can make it run for ever."""
    reader = _Reader(data)
    tags = reader.entries(reader.first())

    def value(tag: int, default: int) -> int:
        numbers = reader.integers(tags.get(tag))
        return int(numbers[0]) if numbers.size else default

    bits = reader.integers(tags.get(258))
    extra = reader.integers(tags.get(338))
    return TiffHeader(
        width=value(256, 0),
        height=value(257, 0),
        bits=int(bits.max()) if bits.size else 1,
        samples=value(277, 1),
        sample_format=value(339, 1),
        photometric=value(262, 1),
        extras=tuple(int(meaning) for meaning in extra[:8]),
        uneven=bool(bits.size and bits.min() != bits.max()),
        compression=value(259, 1),
        orientation=value(274, 1),
        icc=_profile(data, tags.get(34675)),
        pages=max(1, len(_pages(reader))),
        # A DNG by its version; others by a reduced picture before a directory with the real one.
        raw=50706 in tags or value(262, 1) in RAW_PHOTOMETRICS or (bool(value(254, 0) & 1) and 330 in tags),
        complete=_complete(reader, tags),
    )


def _profile(data: bytes, entry: _Entry | None) -> bytes | None:
    return data[entry.at : entry.at + entry.count] if entry and entry.kind in (1, 7) else None


def page_places(data: bytes) -> list[int]:
    """The byte offsets of the directories of all pages. Raises TiffDamage."""
    return _pages(_Reader(data))


def page_sizes(data: bytes) -> list[tuple[int, int]]:
    """Width and height of each page as it is shown. Raises TiffDamage."""
    reader, sizes = _Reader(data), list[tuple[int, int]]()
    for place in _pages(reader):
        tags = reader.entries(place)
        width, height, turned = (reader.integers(tags.get(tag)) for tag in (256, 257, _ORIENTATION))
        if not (width.size and height.size):
            raise TiffDamage("a page does not say how large it is")
        size = int(width[0]), int(height[0])
        sizes.append(size[::-1] if turned.size and int(turned[0]) in range(5, 9) else size)
    return sizes


def with_page_first(data: bytes, place: int) -> bytes:
    """The file as if the page whose directory lies at `place` were its only one."""
    reader = _Reader(data)
    alone, order = bytearray(data), "little" if reader.order == "<" else "big"
    for at, number in ((reader.first_at, place), (reader.following_at(place), 0)):
        alone[at : at + reader.offset_size] = number.to_bytes(reader.offset_size, order)  # type: ignore[arg-type]
    return bytes(alone)


def _pages(reader: _Reader) -> list[int]:
    """The directories of pages in the order of the file: the first, which is what is opened, and of the others not
    those of masks, and of pages that are there once more in another size."""
    at, seen, pages = reader.first(), set[int](), list[int]()
    while at and len(seen) < MAX_PAGES:
        if at in seen:
            raise TiffDamage("its list of pages runs in a circle")
        seen.add(at)
        try:
            following, tags = reader.following(at), reader.entries(at)
            kinds = reader.integers(tags.get(_SUBFILE))
        except TiffDamage:
            break  # a later page is cut off; the first may be whole
        if not pages or not (kinds.size and int(kinds[0]) & _NO_PAGE):
            pages.append(at)
        at = following
    return pages


def _complete(reader: _Reader, tags: dict[int, _Entry]) -> bool:
    for offsets_tag, counts_tag in ((273, 279), (324, 325)):
        offsets, counts = reader.integers(tags.get(offsets_tag)), reader.integers(tags.get(counts_tag))
        if offsets.size and offsets.size == counts.size:
            return bool((offsets + counts).max() <= len(reader.data) and offsets.min() >= 0)
    if any(tag in tags for tag in (513, 519)):  # JPEG of the oldest kind may lie outside of all strips
        return True
    raise TiffDamage("it does not say where its data lies")
