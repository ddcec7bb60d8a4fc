"""EXIF as a tree of tags whose values stay the bytes they were: reading, choosing what is kept, and writing.

Own code, and little of it, since no library does this that may go along. Pillow turns values into Python's and back: it
writes "?" for letters beyond ASCII, moves the maker note, and leaves GPS out of a TIFF. exiv2 and its binding pyexiv2
would do all of it, but are under the GPL 3, which a packaged program under the MIT licence cannot contain. piexif knows
only the tags of its own list, writes no TIFF and is not kept any more. What is needed here is small: directories of
tags, as TIFF 6.0 and EXIF 2.32 (section 4.6) describe them, and nothing about what most of them mean.
"""

from __future__ import annotations

import logging
import struct
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

log = logging.getLogger(__name__)

PREFIX = b"Exif\0\0"
ORIENTATION, DETAILS, GPS, INTEROP, MAKER_NOTE, USER_COMMENT = 274, 0x8769, 0x8825, 0xA005, 0x927C, 0x9286
X_RESOLUTION, Y_RESOLUTION, RESOLUTION_UNIT = 282, 283, 296
STRIPS, TILES = 273, 324  # where a TIFF's pixels lie
COLOUR_SPACE, INTEROP_INDEX = 0xA001, 0x0001

_SRGB, _ADOBE_RGB, _UNCALIBRATED = 1, 2, 65535  # values of the colour space

BYTE, ASCII, SHORT, LONG, RATIONAL, UNDEFINED = 1, 2, 3, 4, 5, 7
VALUE_SIZES = {  # bytes of a value, by its kind (TIFF 6.0 and BigTIFF)
    1: 1,
    2: 1,
    3: 2,
    4: 4,
    5: 8,
    6: 1,
    7: 1,
    8: 2,
    9: 4,
    10: 8,
    11: 4,
    12: 8,
    13: 4,
    16: 8,
    18: 8,
    129: 1,
}
_WORDS = {
    3: 2,
    4: 4,
    5: 4,
    8: 2,
    9: 4,
    10: 4,
    11: 4,
    12: 8,
    13: 4,
    16: 8,
    18: 8,
}  # bytes that a byte order turns
_MAX_BYTES = 8 << 20  # of all values together

# Of the first directory: document, description, maker, model, orientation, page, software, time, artist, computer,
# rating, exposure, copyright, speed, when it was taken, the lens, title to subject. The rest says how one file stores
# its pixels, and is wrong in any other.
_KEPT = {269, 270, 271, 272, 274, 285, 305, 306, 315, 316, 18246, 18249, 33432, 33434, 33437, 34850, 34855}
_KEPT |= {36867, 36868, 37386, *range(0x9C9B, 0x9CA0)}
_SIZE = (0xA002, 0xA003)
# Of the second what counts in pixels: their order and packing, width and height, places, pixels on the sensor.
_OF_PIXELS = {0x9101, 0x9102, 0x9214, 0xA002, 0xA003, 0xA20E, 0xA20F, 0xA210, 0xA214}


class Tag(NamedTuple):
    """A value as it lies in the file, in the byte order of its tree."""

    kind: int
    amount: int  # of values
    value: bytes


Directory = dict[int, Tag]


@dataclass
class Exif:
    """The directories of a block. `order` is "<" or ">"; `note_at` is where the maker note lies, 0 if nowhere."""

    order: str = "<"
    main: Directory = field(default_factory=dict)
    details: Directory = field(default_factory=dict)
    gps: Directory = field(default_factory=dict)
    interop: Directory = field(default_factory=dict)
    note_at: int = 0

    def __bool__(self) -> bool:
        return bool(set(self.main) - {ORIENTATION} or self.details or self.gps)

    def integer(self, directory: Directory, tag: int) -> int | None:
        """The first value of a tag of whole numbers."""
        found = directory.get(tag)
        letter = (
            {BYTE: "B", SHORT: "H", LONG: "I", 13: "I", 16: "Q", 18: "Q"}.get(found.kind) if found else None
        )
        if found is None or letter is None or not found.amount:
            return None
        return int(struct.unpack_from(self.order + letter, found.value)[0])

    def rational(self, tag: int) -> float | None:
        found = self.main.get(tag)
        if found is None or found.kind != RATIONAL or not found.amount:
            return None
        above, below = struct.unpack_from(self.order + "II", found.value)
        return above / below if below else None

    def dpi(self) -> tuple[float, float] | None:
        """Pixels per inch, where the tags say so."""
        across, down = self.rational(X_RESOLUTION), self.rational(Y_RESOLUTION)
        unit = self.integer(self.main, RESOLUTION_UNIT)
        if across is None or down is None:
            return None
        if unit == 1:
            return by_ratio(across, down)
        factor = 2.54 if unit == 3 else 1.0  # centimetres
        return across * factor, down * factor

    def set_dpi(self, dpi: tuple[float, float] | None) -> None:
        for tag in (X_RESOLUTION, Y_RESOLUTION, RESOLUTION_UNIT):
            self.main.pop(tag, None)
        if dpi is not None:
            self.main[X_RESOLUTION], self.main[Y_RESOLUTION] = (self._quotient(value) for value in dpi)
            self.main[RESOLUTION_UNIT] = Tag(SHORT, 1, struct.pack(self.order + "H", 2))

    @property
    def adobe_rgb(self) -> bool:
        """Whether a camera says so: by the colour space 2, or "uncalibrated" with the interoperability R03."""
        space = self.integer(self.details, COLOUR_SPACE)
        return space == _ADOBE_RGB or (space == _UNCALIBRATED and self._is_r03)

    @property
    def _is_r03(self) -> bool:
        index = self.interop.get(INTEROP_INDEX)
        return index is not None and index.value.startswith(b"R03")

    def set_srgb(self) -> None:
        """Says that the colours are sRGB, where anything is said of them."""
        if COLOUR_SPACE in self.details:
            self.details[COLOUR_SPACE] = Tag(SHORT, 1, struct.pack(self.order + "H", _SRGB))
        if self._is_r03:
            del self.interop[INTEROP_INDEX]

    def set_size(self, size: tuple[int, int]) -> None:
        """The width and height of the picture, as EXIF wants them beside the format's own."""
        for tag, side in zip(_SIZE, size, strict=True):
            self.details[tag] = Tag(LONG, 1, struct.pack(self.order + "I", side))

    def _quotient(self, value: float) -> Tag:
        parts = Fraction(value).limit_denominator(1000)
        return Tag(RATIONAL, 1, struct.pack(self.order + "II", parts.numerator, parts.denominator))

    def little(self) -> Exif:
        """The same in little-endian order, as the TIFFs of this program have it."""
        if self.order == "<":
            return self
        main, details, gps, interop = (
            {tag: _turned(value) for tag, value in part.items()} for part in self._parts()
        )
        return Exif("<", main, details, gps, interop, self.note_at)

    def _parts(self) -> tuple[Directory, Directory, Directory, Directory]:
        return self.main, self.details, self.gps, self.interop

    def to_block(self) -> bytes:
        return PREFIX + _laid_out(self)


def by_ratio(across: float, down: float) -> tuple[float, float] | None:
    """A resolution for pixels that are no squares, where a file gives nothing but the ratio of their sides: the usual
    72 per inch, along the finer side. None for squares."""
    if across == down or min(across, down) <= 0:
        return None
    return 72 * across / max(across, down), 72 * down / max(across, down)


def parse(block: bytes) -> Exif:
    """The directories of an EXIF block, or of a TIFF file, classic or big. Raises ValueError if there is none.

    Of values that lie outside the block, or are too long, the tags are left out.
    """
    data = block.removeprefix(PREFIX)
    reader = _Reader(data)
    exif = Exif(reader.order, reader.directory(reader.first))
    for parent, tag, name in (
        (exif.main, DETAILS, "details"),
        (exif.main, GPS, "gps"),
        (exif.details, INTEROP, "interop"),
    ):
        at = exif.integer(parent, tag)
        parent.pop(tag, None)
        if at is not None:
            _read_into(getattr(exif, name), reader, at)
    exif.note_at = reader.at.get(MAKER_NOTE, 0) if MAKER_NOTE in exif.details else 0
    return exif


def _read_into(directory: Directory, reader: _Reader, at: int) -> None:
    try:
        directory.update(reader.directory(at))
    except ValueError as error:
        log.info("A directory of EXIF is left out: %s", error)


class _Reader:
    def __init__(self, data: bytes) -> None:
        orders = {b"II": "<", b"MM": ">"}
        if data[:2] not in orders or len(data) < 8:
            raise ValueError("no byte order")
        self.data, self.order, self.left = data, orders[data[:2]], _MAX_BYTES
        self.at: dict[int, int] = {}  # where the values of tags were found
        self.big = self._number(2, 2) == 43
        self.first = self._number(8, 8) if self.big else self._number(4, 4)

    def _number(self, at: int, size: int) -> int:
        if not 0 <= at <= len(self.data) - size:
            raise ValueError("it ends too early")
        return int.from_bytes(self.data[at : at + size], "little" if self.order == "<" else "big")

    def directory(self, start: int) -> Directory:
        count_size, offset_size = (8, 8) if self.big else (2, 4)
        count, at = self._number(start, count_size), start + count_size
        size = 4 + 2 * offset_size
        found: Directory = {}
        for entry in range(at, min(at + count * size, len(self.data) - size + 1), size):
            tag, kind = self._number(entry, 2), self._number(entry + 2, 2)
            number = self._number(entry + 4, offset_size)
            length, value = number * VALUE_SIZES.get(kind, 0), entry + 4 + offset_size
            if length > offset_size:
                value = self._number(value, offset_size)
            if 0 < length <= min(self.left, len(self.data) - value) and tag not in found:
                found[tag] = Tag(kind, number, self.data[value : value + length])
                self.at[tag], self.left = value, self.left - length
        return found


def read_exif(block: bytes | None) -> tuple[bytes | None, int]:
    """(what is kept of a block, with its orientation reset; the orientation 1..8 that it had).

    A whole TIFF file is taken for a block. The result begins with b"Exif\\0\\0", and is None if there is nothing worth
    keeping, or it cannot be read. Resolution is left out: see core.images.about.
    """
    if not block:
        return None, 1
    try:
        exif = parse(block)
        orientation = exif.integer(exif.main, ORIENTATION) or 1
        exif.main = {
            tag: value for tag, value in exif.main.items() if tag in _KEPT and VALUE_SIZES[value.kind] <= 8
        }
        if ORIENTATION in exif.main:
            exif.main[ORIENTATION] = Tag(SHORT, 1, struct.pack(exif.order + "H", 1))
        exif.details = {tag: value for tag, value in exif.details.items() if tag not in _OF_PIXELS}
        return exif.to_block() if exif else None, orientation if orientation in range(1, 9) else 1
    except (ValueError, struct.error) as error:  # the picture does not depend on it
        log.warning("The EXIF block cannot be read and is left out: %s", error)
        return None, 1


def as_srgb(block: bytes | None) -> bytes | None:
    """A block, as `read_exif` gives it, for pixels that are sRGB: programs that honour its colour space would show them
    wrongly if it named another."""
    if block is None:
        return None
    try:
        exif = parse(block)
    except (ValueError, struct.error) as error:
        log.warning("The colour space of an EXIF block cannot be read: %s", error)
        return block
    exif.set_srgb()
    return exif.to_block() if exif else None


def tiff_with(data: bytes, exif: Exif, more: Directory) -> bytes:
    """A little-endian TIFF with further tags: those of `exif`, and `more` in its first directory. What the file says
    of its pixels stays as it is, and they lie behind all directories."""
    reader, exif = _Reader(data), exif.little()
    reader.left = len(data)
    own = reader.directory(reader.first)
    for tag in {STRIPS, TILES} & set(own):
        own[tag] = _longs(_integers(own[tag]))
    whole = Exif("<", {**exif.main, **more, **own}, exif.details, exif.gps, exif.interop, exif.note_at)
    shift = len(_laid_out(whole)) - 8
    for tag in {STRIPS, TILES} & set(own):
        whole.main[tag] = _longs([at + shift for at in _integers(own[tag])])
    return b"".join((_laid_out(whole), memoryview(data)[8:]))


def _integers(tag: Tag) -> list[int]:
    return list(struct.unpack(f"<{tag.amount}{'H' if tag.kind == SHORT else 'I'}", tag.value))


def _longs(values: list[int]) -> Tag:
    return Tag(LONG, len(values), struct.pack(f"<{len(values)}I", *values))


def _turned(tag: Tag) -> Tag:
    size = _WORDS.get(tag.kind, 1)
    words = [tag.value[at : at + size][::-1] for at in range(0, len(tag.value), size)]
    return tag._replace(value=b"".join(words)) if size > 1 else tag


class _Room:
    """Hands out places in a block, from its beginning on and around `taken`."""

    def __init__(self, taken: range) -> None:
        self.end, self._taken = 8, taken

    def take(self, size: int) -> int:
        if self.end < self._taken.stop and self.end + size > self._taken.start:
            self.end = self._taken.stop + self._taken.stop % 2
        at = self.end
        self.end += size + size % 2
        return at


def _laid_out(exif: Exif) -> bytes:
    """The directories as a block: tables first, then the longer values.

    The maker note stays where it was, as far as that is possible: its own offsets count from the block's beginning.
    """
    main, details, gps, interop = (dict(part) for part in exif._parts())
    blank = Tag(LONG, 1, bytes(4))
    if interop:
        details[INTEROP] = blank
    if details:
        main[DETAILS] = blank
    if gps:
        main[GPS] = blank
    note = details.get(MAKER_NOTE, blank).value
    pinned = len(note) > 4 and 8 <= exif.note_at < 1 << 16
    room = _Room(range(exif.note_at, exif.note_at + len(note)) if pinned else range(0))
    tables = [(part, room.take(6 + 12 * len(part))) for part in (main, details, gps, interop) if part]
    places = {id(part): at for part, at in tables}
    for parent, tag, part in ((main, DETAILS, details), (main, GPS, gps), (details, INTEROP, interop)):
        if part:
            parent[tag] = Tag(LONG, 1, struct.pack(exif.order + "I", places[id(part)]))
    pieces: list[tuple[int, bytes]] = []
    for part, at in tables:
        table = struct.pack(exif.order + "H", len(part))
        for tag, (kind, amount, value) in sorted(part.items()):
            place = value.ljust(4, b"\0")
            if len(value) > 4:
                there = (
                    exif.note_at
                    if pinned and part is details and tag == MAKER_NOTE
                    else room.take(len(value))
                )
                place = struct.pack(exif.order + "I", there)
                pieces.append((there, value))
            table += struct.pack(exif.order + "HHI", tag, kind, amount) + place
        pieces.append((at, table))
    out = bytearray(max(room.end, max((at + len(piece) + len(piece) % 2 for at, piece in pieces), default=8)))
    out[:8] = (b"II*\0" if exif.order == "<" else b"MM\0*") + struct.pack(
        exif.order + "I", tables[0][1] if tables else 0
    )
    for at, piece in pieces:
        out[at : at + len(piece)] = piece
    return bytes(out)
