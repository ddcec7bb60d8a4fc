"""Textures of games in DDS files: their first and largest level. The header is read here, blocks are decoded by Pillow.

Microsoft's "Programming guide for DDS" has the header, with the older way to name a pixel format and the one of
DirectX 10. Pillow's own reader knows few of the latter (no BC1 to BC3 in sRGB, no BGRA) and takes plain pixels one by
one in Python, which lasts for minutes.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from PIL import Image

from core.images.formats.samples import BAND, Samples, UnsupportedError, unpremultiply

# Size of the header, flags, height, width, depth; of the pixel format flags, name, bits and masks; two words of
# capabilities.
_HEADER: Final = struct.Struct("<4sIIII4xI48x4xI4s5III12x")
_DX10: Final = struct.Struct("<5I")  # format, dimension, flags, textures in the array, alpha
_DEPTH = 0x800000
_CUBE, _VOLUME = 0x200, 0x200000
_HAS_ALPHA, _ALPHA_ALONE, _NAMED, _INDEXED, _RGB, _LUMINANCE = 0x1, 0x2, 0x4, 0x20, 0x40, 0x20000
_DX10_VOLUME, _DX10_CUBE = 4, 0x4
_PREMULTIPLIED, _OPAQUE = 2, 3
_PALETTE_BYTES = 1024
_GREY = 128  # what stands for missing pixels


class Blocks(NamedTuple):
    """Blocks of 4 x 4 pixels: Pillow's mode, the kind as Pillow calls it, and bytes of a block."""

    mode: str
    kind: str
    size: int


class Masks(NamedTuple):
    """Plain pixels of so many bits, little-endian, and which of them are red, green, blue and alpha; (gray,) and
    (gray, alpha) as well."""

    bits: int
    masks: tuple[int, ...]


class Indices(NamedTuple):
    """A palette of 256 colours, then a byte for each pixel."""

    alpha: bool


_BC1, _BC2, _BC3 = Blocks("RGBA", "BC1", 8), Blocks("RGBA", "BC2", 16), Blocks("RGBA", "BC3", 16)
_BC4, _BC5, _BC5S = Blocks("L", "BC4", 8), Blocks("RGB", "BC5", 16), Blocks("RGB", "BC5S", 16)
_BC7 = Blocks("RGBA", "BC7", 16)
_RGBA = Masks(32, (0xFF, 0xFF00, 0xFF0000, 0xFF000000))
_BGRA, _BGRX = Masks(32, (0xFF0000, 0xFF00, 0xFF, 0xFF000000)), Masks(32, (0xFF0000, 0xFF00, 0xFF))
_RGBA16 = Masks(64, (0xFFFF, 0xFFFF << 16, 0xFFFF << 32, 0xFFFF << 48))

_BY_NAME: Final[dict[bytes, Blocks | Masks]] = {
    b"DXT1": _BC1,
    b"DXT2": _BC2,
    b"DXT3": _BC2,
    b"DXT4": _BC3,
    b"DXT5": _BC3,
    b"ATI1": _BC4,
    b"BC4U": _BC4,
    b"ATI2": _BC5,
    b"BC5U": _BC5,
    b"BC5S": _BC5S,
    struct.pack("<I", 36): _RGBA16,
}
_BY_NUMBER: Final[dict[int, Blocks | Masks]] = {  # of DXGI
    **dict.fromkeys((70, 71, 72), _BC1),
    **dict.fromkeys((73, 74, 75), _BC2),
    **dict.fromkeys((76, 77, 78), _BC3),
    **dict.fromkeys((79, 80), _BC4),
    **dict.fromkeys((82, 83), _BC5),
    84: _BC5S,
    **dict.fromkeys((97, 98, 99), _BC7),
    **dict.fromkeys((27, 28, 29), _RGBA),
    **dict.fromkeys((87, 90, 91), _BGRA),
    **dict.fromkeys((88, 92, 93), _BGRX),
    11: _RGBA16,
    24: Masks(32, (0x3FF, 0x3FF << 10, 0x3FF << 20, 0x3 << 30)),
    49: Masks(16, (0xFF, 0xFF00, 0)),
    56: Masks(16, (0xFFFF,)),
    61: Masks(8, (0xFF,)),
    65: Masks(8, (0xFF,)),
    85: Masks(16, (0xF800, 0x7E0, 0x1F)),
    86: Masks(16, (0x7C00, 0x3E0, 0x1F, 0x8000)),
    115: Masks(16, (0xF00, 0xF0, 0xF, 0xF000)),
}
_HDR_NUMBERS: Final = frozenset((2, 6, 10, 16, 26, 34, 41, 54, 67, 94, 95, 96))
_HDR_NAMES: Final = frozenset(struct.pack("<I", number) for number in range(111, 117))
_HDR: Final = "its colours are HDR (BC6H or floats)"


@dataclass(frozen=True)
class DdsHeader:
    """`start` is where the pixels of the first level begin, or their palette."""

    width: int
    height: int
    start: int
    layout: Blocks | Masks | Indices
    premultiplied: bool = False
    opaque: bool = False  # whatever its alpha holds


def dds_size(data: bytes) -> tuple[int, int]:
    """(width, height), before anything else is looked at. Raises struct.error."""
    fields = _HEADER.unpack_from(data)
    return fields[4], fields[3]


def read_dds_header(data: bytes) -> DdsHeader:
    """Raises UnsupportedError for what is not read, and struct.error for a header that is cut off."""
    _, size, flags, height, width, depth, kind, name, bits, *masks, _, caps = _HEADER.unpack_from(data)
    if size != 124:
        raise UnsupportedError("its header is damaged")
    start, premultiplied, opaque = _HEADER.size, name in (b"DXT2", b"DXT4"), False
    cube, volume, layers = bool(caps & _CUBE), bool(caps & _VOLUME) or (flags & _DEPTH and depth > 1), 1
    layout: Blocks | Masks | Indices
    if kind & _NAMED and name == b"DX10":
        number, dimension, more, layers, alpha = _DX10.unpack_from(data, start)
        start += _DX10.size
        cube, volume = cube or bool(more & _DX10_CUBE), volume or dimension == _DX10_VOLUME
        premultiplied, opaque = alpha & 7 == _PREMULTIPLIED, alpha & 7 == _OPAQUE
        layout = _by_number(number)
    elif kind & _NAMED:
        layout = _by_name(name)
    else:
        layout = _by_flags(kind, bits, tuple(masks))
    if cube or volume or layers > 1:
        what = "cube map" if cube else "volume texture" if volume else "texture array"
        raise UnsupportedError(f"it is a {what}, which holds several pictures")
    return DdsHeader(width, height, start, layout, premultiplied, opaque)


def _by_number(number: int) -> Blocks | Masks:
    if number in _HDR_NUMBERS:
        raise UnsupportedError(_HDR)
    if number not in _BY_NUMBER:
        raise UnsupportedError(f"its pixel format (DXGI {number}) is not read")
    return _BY_NUMBER[number]


def _by_name(name: bytes) -> Blocks | Masks:
    if name in _HDR_NAMES:
        raise UnsupportedError(_HDR)
    if name not in _BY_NAME:
        shown = name.decode("ascii") if name.isalnum() else str(int.from_bytes(name, "little"))
        raise UnsupportedError(f"its pixel format ({shown}) is not read")
    return _BY_NAME[name]


def _by_flags(kind: int, bits: int, masks: tuple[int, ...]) -> Masks | Indices:
    """The older way to say it. Bits beyond a pixel's do not count: files with such masks go about."""
    if kind & _INDEXED and bits == 8:
        return Indices(bool(kind & _HAS_ALPHA))
    *colours, alpha = (mask & (1 << bits) - 1 for mask in masks) if bits in (8, 16, 24, 32) else (0,)
    with_alpha = (alpha,) if kind & _HAS_ALPHA and alpha else ()
    if kind & _RGB and any(colours):
        return Masks(bits, (*colours, *with_alpha))
    if kind & _LUMINANCE and bits == 16 and kind & _HAS_ALPHA:
        return Masks(bits, (colours[0] or 0xFF, alpha or 0xFF00))
    if kind & (_LUMINANCE | _ALPHA_ALONE) and bits in (8, 16):
        return Masks(bits, ((1 << bits) - 1,))
    raise UnsupportedError("its pixel format is not read")


def decode_dds(data: bytes, *, allow_partial: bool = False) -> tuple[Samples, bool]:
    """(the samples of the first level, whether some are missing). Raises UnsupportedError, struct.error for a header
    that is cut off, and EOFError for missing pixels; with `allow_partial` those are grey."""
    header = read_dds_header(data)
    layout, start, height = header.layout, header.start, header.height
    if isinstance(layout, Blocks):
        tall, row_bytes = 4, -(-header.width // 4) * layout.size
    else:
        tall, row_bytes = 1, header.width * (layout.bits if isinstance(layout, Masks) else 8) // 8
    if isinstance(layout, Indices):
        palette = np.frombuffer(data, np.uint8, _PALETTE_BYTES, start).reshape(256, 4)
        start += _PALETTE_BYTES
    rows = -(-height // tall)
    there = max(0, len(data) - start) // row_bytes
    if there < rows and not allow_partial:
        raise EOFError("truncated")
    body = data[start : start + min(there, rows) * row_bytes].ljust(rows * row_bytes, b"\0")
    if isinstance(layout, Blocks):
        array = _of_blocks(body, (header.width, height), layout)
    elif isinstance(layout, Masks):
        array = _of_masks(body, (height, header.width), layout)
    else:
        array = palette[np.frombuffer(body, np.uint8).reshape(height, header.width)]
        array = array if layout.alpha else array[..., :3]
    if header.opaque and array.shape[2] == 4:
        array = array[..., :3]
    if header.premultiplied and array.shape[2] == 4:
        unpremultiply(array)
    if there < rows:
        grey = _GREY if array.dtype == np.uint8 else _GREY * 257
        array[there * tall :] = grey
        if array.shape[2] in (2, 4):
            array[there * tall :, :, -1] = np.iinfo(array.dtype).max
    return Samples(array, None, texture=True), there < rows


def _of_blocks(body: bytes, size: tuple[int, int], layout: Blocks) -> np.ndarray:
    image = Image.frombytes(layout.mode, size, body, "bcn", (int(layout.kind[2]), layout.kind))
    array = np.array(image)
    return array[..., None] if array.ndim == 2 else array


def _of_masks(body: bytes, shape: tuple[int, int], layout: Masks) -> np.ndarray:
    """uint8, or uint16 where a channel has more than 8 bits, H x W x C with a channel for each mask."""
    height, width = shape
    shifts = [(mask & -mask).bit_length() - 1 if mask else 0 for mask in layout.masks]
    tops = [mask >> shift for mask, shift in zip(layout.masks, shifts, strict=True)]
    full = 255 if max(tops) <= 255 else 65535
    out = np.empty((height, width, len(tops)), np.uint8 if full == 255 else np.uint16)
    size = layout.bits // 8
    rows = max(1, BAND // width)
    for first in range(0, height, rows):
        last = min(first + rows, height)
        band = np.frombuffer(body, np.uint8, (last - first) * width * size, first * width * size)
        values = _numbers(band.reshape(last - first, width, size))
        for channel, (shift, top) in enumerate(zip(shifts, tops, strict=True)):
            part = values >> values.dtype.type(shift) & values.dtype.type(top)
            out[first:last, :, channel] = part if top == full else np.rint(part * (full / max(top, 1)))
    return out


def _numbers(pixels: np.ndarray) -> np.ndarray:
    """uint8 H x W x bytes as one number each, little-endian."""
    size = pixels.shape[2]
    if size == 3:
        pixels, size = np.pad(pixels, ((0, 0), (0, 0), (0, 1))), 4
    return pixels.view(f"<u{size}")[..., 0]
