"""A TIFF of several pages, written one page at a time."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import BinaryIO

from core.errors import SaveError
from core.images.exif import DETAILS, GPS, INTEROP, STRIPS, VALUE_SIZES
from core.images.formats.tiff_writer import MOST_BYTES

_HEAD = 8  # bytes before the first page: byte order, version, offset of the first directory
_DIRECTORIES = (DETAILS, GPS, INTEROP)  # tags whose value is the offset of another directory
_CHUNK = 1 << 24


class TiffPages:
    """Each page comes as a file of its own, as `core.images.formats.encode` makes them (classic, little-endian), and
    its offsets are moved to where it lies here. Pages may come in any order."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._end = file, _HEAD
        self._places: dict[
            int, tuple[int, int]
        ] = {}  # by number: offset of the directory, and of its successor's
        file.seek(0)
        file.write(struct.pack("<2sHI", b"II", 42, 0))

    @property
    def count(self) -> int:
        return len(self._places)

    @property
    def size(self) -> int:
        """Bytes of the file so far."""
        return self._end

    def add(self, number: int, page: bytes) -> None:
        """Writes a page. Raises SaveError where it would make the file too large, and OSError."""
        if self._end + len(page) > MOST_BYTES:
            raise SaveError(
                "All frames together are too large for one file (4 GB). Choose a smaller scale, or fewer frames."
            )
        moved, by = bytearray(page), self._end - _HEAD
        (first,) = struct.unpack_from("<I", page, 4)
        _move(moved, first, by)
        self._file.seek(self._end)
        self._file.write(memoryview(moved)[_HEAD:])
        (entries,) = struct.unpack_from("<H", page, first)
        self._places[number] = first + by, first + by + 2 + 12 * entries
        self._end += len(page) - _HEAD + len(page) % 2  # directories begin at even places
        if len(page) % 2:
            self._file.write(b"\0")

    def finish(self) -> None:
        """Puts the pages into the order of their numbers. Then the file is whole, up to the next page."""
        link = 4
        for _, (at, following) in sorted(self._places.items()):
            self._write_offset(link, at)
            link = following
        if link != 4:
            self._write_offset(link, 0)
        self._file.flush()

    def parts(self) -> Iterator[bytes]:
        """The bytes of the file, piece by piece."""
        self._file.seek(0)
        while piece := self._file.read(_CHUNK):
            yield piece

    def _write_offset(self, at: int, value: int) -> None:
        self._file.seek(at)
        self._file.write(struct.pack("<I", value))


def _move(page: bytearray, directory: int, by: int) -> None:
    """Adds `by` to all that is an offset in a directory of a page, and in those below it."""
    (entries,) = struct.unpack_from("<H", page, directory)
    for entry in range(directory + 2, directory + 2 + 12 * entries, 12):
        tag, kind, amount, value = struct.unpack_from("<HHII", page, entry)
        inline = amount * VALUE_SIZES[kind] <= 4
        if tag in _DIRECTORIES:
            _move(page, value, by)
        elif tag == STRIPS:
            at = entry + 8 if inline else value
            strips = struct.unpack_from(f"<{amount}I", page, at)
            struct.pack_into(f"<{amount}I", page, at, *(strip + by for strip in strips))
        if tag in _DIRECTORIES or not inline:
            struct.pack_into("<I", page, entry + 8, value + by)
