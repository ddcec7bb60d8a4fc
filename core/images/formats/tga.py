"""Targa (TGA) files: how they are known, as they begin with no mark, and what is written beside their pixels.

Truevision's specification 2.0 has a header of 18 bytes, and at the end of newer files a footer, which says where an
extension area and a developer area lie. The latter holds whatever a program puts there, by a number.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

_HEADER: Final = struct.Struct("<BBBHHB4xHHBB")
_FOOTER: Final = struct.Struct("<II18s")
_SIGNATURE: Final = b"TRUEVISION-XFILE.\0"
_TAG: Final = struct.Struct("<HII")
_PALETTE, _COLOURS, _GRAY = 1, 2, 3
_RUNS = 8  # added to the kind of a file whose pixels are packed
_PIXEL_BITS: Final = {_PALETTE: (8, 16), _COLOURS: (15, 16, 24, 32), _GRAY: (1, 8, 16)}
_ENTRY_BITS: Final = (15, 16, 24, 32)
_ALPHA_TYPE_AT: Final = 494  # in the extension area
_PREMULTIPLIED: Final = 4
# Numbers that this program gives its own entries of the developer area, by the names that JPEG XL has for the same.
_NUMBERS: Final = {b"Exif": 0x5253, b"xml ": 0x5254}


@dataclass(frozen=True)
class TgaHeader:
    """Pixels across and down, bits of a colour or a gray, be it a pixel's or of the palette, and of its alpha."""

    width: int
    height: int
    bits: int
    alpha_bits: int
    colours: bool


def read_tga_header(data: bytes) -> TgaHeader | None:
    """None for what is no TGA: there is no mark, so all that the header says must be possible."""
    if len(data) <= _HEADER.size:
        return None
    _, mapped, kind, _, entries, entry_bits, width, height, bits, flags = _HEADER.unpack_from(data)
    kind &= ~_RUNS
    sound = (
        mapped in (0, 1)
        and bits in _PIXEL_BITS.get(kind, ())
        and data[2] in (kind, kind | _RUNS)
        and width > 0
        and height > 0
        and not flags & 0xC0
        and flags & 15 in (0, 1, 8)
    )
    if mapped:
        sound = sound and entries > 0 and entry_bits in _ENTRY_BITS
    else:  # it has nothing to say of a palette, but some files do
        sound = sound and kind != _PALETTE and (data[3:8] == bytes(5) or data.endswith(_SIGNATURE))
    colour_bits = entry_bits if kind == _PALETTE else bits
    return TgaHeader(width, height, colour_bits, flags & 15, kind != _GRAY) if sound else None


def tga_size(data: bytes) -> tuple[int, int] | None:
    header = read_tga_header(data)
    return None if header is None else (header.width, header.height)


def is_premultiplied(data: bytes) -> bool:
    """Whether the file says that its colours have been multiplied by alpha."""
    extension, _ = _areas(data)
    at = extension + _ALPHA_TYPE_AT
    return extension > 0 and data[at : at + 1] == bytes([_PREMULTIPLIED])


def _areas(data: bytes) -> tuple[int, int]:
    """Where the extension and the developer area lie; 0 if there is none."""
    if len(data) < _FOOTER.size:
        return 0, 0
    extension, developer, signature = _FOOTER.unpack(data[-_FOOTER.size :])
    return (extension, developer) if signature == _SIGNATURE else (0, 0)


def boxes_behind(data: bytes) -> dict[bytes, bytes]:
    """EXIF and XMP that this program has written, under the names that JPEG XL has for them."""
    _, at = _areas(data)
    if not 0 < at <= len(data) - 2:
        return {}
    names = {number: name for name, number in _NUMBERS.items()}
    entries = data[at + 2 : at + 2 + _TAG.size * int.from_bytes(data[at : at + 2], "little")]
    found = _TAG.iter_unpack(entries[: len(entries) // _TAG.size * _TAG.size])
    # First where they lie: thousands of entries may name the whole file.
    places = {names[tag]: slice(start, start + size) for tag, start, size in found if tag in names}
    return {name: data[place] for name, place in places.items()}


def with_boxes_behind(pixels: bytes, boxes: Mapping[bytes, bytes]) -> bytes:
    """A TGA of nothing but header and pixels, with or without a footer, and with these in its developer area. A DDS has
    no place for them, but nobody looks behind its last level: there they lie in the same way."""
    body = pixels.removesuffix(_FOOTER.pack(0, 0, _SIGNATURE))
    directory, at = struct.pack("<H", len(boxes)), len(body)
    for name, content in boxes.items():
        directory += _TAG.pack(_NUMBERS[name], at, len(content))
        at += len(content)
    footer = _FOOTER.pack(0, at if boxes else 0, _SIGNATURE)
    return b"".join((body, *boxes.values(), directory if boxes else b"", footer))
