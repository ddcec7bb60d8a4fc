"""The head of a JPEG XL file (ISO/IEC 18181): its boxes, and the size and colours that the codestream tells.

libjxl's binding for Python tells and takes no colours, so they are read, and written, here.
"""

from __future__ import annotations

import logging
import struct
from collections.abc import Iterator
from dataclasses import dataclass

from core.images.formats.jxl_bits import Bits, BitsOut
from core.images.formats.jxl_entropy import DamagedError
from core.images.formats.jxl_profile import read_profile, write_profile
from core.images.sources import PRIMARIES, SRGB, SRGB_XY, Primaries, Source, by_code_points

log = logging.getLogger(__name__)

SIGNATURE = b"\xff\x0a"  # of a codestream
LEVEL = b"jxll"  # the box that says what a decoder must be capable of, if it is more than the usual
_RGB, _GRAY = 0, 1  # of colour spaces
_D65, _CUSTOM = 1, 2  # of whites, and of primaries
_CODE_POINTS = {1: 1, 9: 9, 11: 12}  # primaries (sRGB's, BT.2100's, P3's) as in ITU-T H.273
_LIKE_SRGB = 13  # of the curves, numbered as in H.273
_RELATIVE = 1  # of the intents
_MILLIONTHS = 1_000_000
_FIRST, _COUNT = (0, 524_288, 1_048_576, 2_097_152), (19, 19, 20, 21)  # of their four ranges: begin, bits
_POWER = 10_000_000  # in which a plain power is counted
_WHITE = SRGB_XY[3]


def boxes_of(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """(kind, where its content begins and ends) of the boxes of a file, as far as they are whole."""
    at = 0
    while at + 8 <= len(data):
        size, kind, body = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8], at + 8
        if size == 1:
            size, body = int.from_bytes(data[body : body + 8], "big"), body + 8
        end = len(data) if size == 0 else at + size
        if end < body:
            return
        yield kind, body, end
        at = end


def codestream(data: bytes, most: int | None = None) -> bytes:
    """The codestream, bare or in boxes, or its first bytes, `most` or more; b"" if there is none."""
    if data[:2] == SIGNATURE:
        return data
    parts, length = [], 0
    for kind, start, end in boxes_of(data):
        if kind in (b"jxlc", b"jxlp"):
            parts.append(data[start + (4 if kind == b"jxlp" else 0) : end])
            length += len(parts[-1])
            if most is not None and length >= most:
                break
    found = b"".join(parts)
    return found if found[:2] == SIGNATURE else b""


def jxl_size(data: bytes) -> tuple[int, int] | None:
    """(width, height) by the head of the codestream (ISO/IEC 18181-1, D.2); None if it is not found."""
    bits = Bits(codestream(data, most=16), 16)
    try:
        return _size(bits)
    except IndexError:
        return None


def jxl_source(data: bytes) -> Source | None:
    """The colours that the head names; None where that is a profile, or the head has parts that are not read here."""
    return colours_of(data)[0]


def colours_of(data: bytes) -> tuple[Source | None, bytes | None]:
    """The colours that the head names, or the profile in it, untested; neither where it has parts that are not read
    here, or is damaged."""
    bits = Bits(codestream(data), 16)
    try:
        if not bits.data:
            return None, None
        _size(bits)
        head = _to_colours(bits)
        if head is None:
            return None, None
        if head.default or bits.read(1):
            return SRGB, None
        if not bits.read(1):
            return _source(bits), None
        bits.enumerated()  # of which space it is
        if not _to_end(bits, head):
            return None, None
        profile = read_profile(bits)
        # Where the pixels are not stored in its colours, they come from the decoder in linear light.
        return (Source(SRGB_XY, 1.0), None) if head.xyb else (None, profile)
    except (IndexError, DamagedError) as error:
        log.info("The colours that a JPEG XL tells cannot be read: %s", error)
        return None, None


@dataclass(frozen=True)
class _Head:
    """What of the head decides how it goes on behind the colours."""

    default: bool  # all is: 8 bits, sRGB
    extra: bool
    xyb: bool  # pixels are stored in libjxl's own colours, and those of the picture are what they are to become


def _size(bits: Bits) -> tuple[int, int]:
    small = bits.read(1)
    height = 8 * (1 + bits.read(5)) if small else bits.length()
    ratio = bits.read(3)
    if ratio:
        above, below = ((1, 1), (12, 10), (4, 3), (3, 2), (16, 9), (5, 4), (2, 1))[ratio - 1]
        return height * above // below, height
    return (8 * (1 + bits.read(5)) if small else bits.length()), height


def _to_colours(bits: Bits) -> _Head | None:
    """Passes over what comes before the colours; None for parts that are not read here."""
    if bits.read(1):
        return _Head(default=True, extra=False, xyb=True)
    extra = bool(bits.read(1))
    if extra:
        bits.read(3)  # orientation
        if bits.read(1) or bits.read(1) or bits.read(1):  # intrinsic size, preview, animation
            return None
    _pass_depth(bits)
    bits.read(1)  # small modular buffers are enough
    extras = bits.read(2)
    count = (0, 1, 2 + bits.read(4) if extras == 2 else 0, 1 + bits.read(12) if extras == 3 else 0)[extras]
    for _ in range(count):
        if not bits.read(1) and not _pass_alpha(bits):
            return None
    return _Head(default=False, extra=extra, xyb=bool(bits.read(1)))


def _to_end(bits: Bits, head: _Head) -> bool:
    """Passes over what comes behind the colours, up to a profile or the pixels. False for what is not read here."""
    if head.default:
        return bool(bits.read(1))
    if head.extra and not bits.read(1):  # how bright it is shown
        bits.read(16 + 16 + 1 + 16)
    return not bits.long() and bool(bits.read(1))  # no extensions, the usual matrices


def _pass_depth(bits: Bits) -> None:
    floats, choice = bits.read(1), bits.read(2)
    bits.read(6 if choice == 3 else 0)
    bits.read(4 if floats else 0)


def _pass_alpha(bits: Bits) -> bool:
    """Passes over the description of an extra channel. False if it is not alpha."""
    if bits.enumerated() != 0:
        return False
    _pass_depth(bits)
    bits.read((0, 0, 0, 3)[bits.read(2)])  # how much smaller it is
    choice = bits.read(2)
    length = (0, 0, 16, 48)[choice] + bits.read((0, 4, 5, 10)[choice])
    bits.read(8 * length)  # its name
    bits.read(1)  # whether colours are multiplied by it
    return True


def _source(bits: Bits) -> Source | None:
    """Of colours that are told by enumerations and numbers."""
    space, white = bits.enumerated(), bits.enumerated()
    at = _xy(bits) if white == _CUSTOM else _WHITE
    if space not in (_RGB, _GRAY) or white not in (_D65, _CUSTOM):
        return None
    primaries = bits.enumerated() if space == _RGB else 1
    if primaries == _CUSTOM:
        xy: Primaries = (_xy(bits), _xy(bits), _xy(bits), at)
    elif primaries in _CODE_POINTS:
        xy = (*PRIMARIES[_CODE_POINTS[primaries]][:3], at)
    else:
        return None
    if bits.read(1):  # a plain power
        return Source(xy, _POWER / max(1, bits.read(24)))
    known = by_code_points(1, bits.enumerated())
    return None if known is None else Source(xy, known.gamma, known.hdr)


def _xy(bits: Bits) -> tuple[float, float]:
    return _millionths(bits) / _MILLIONTHS, _millionths(bits) / _MILLIONTHS


def _millionths(bits: Bits) -> int:
    choice = bits.read(2)
    packed = _FIRST[choice] + bits.read(_COUNT[choice])
    return -(packed + 1) // 2 if packed & 1 else packed // 2


# --- written --------------------------------------------------------------------------------------------------------


def retold(stream: bytes, colours: Source | bytes, *, gray: bool, depth: int) -> bytes:
    """A codestream of libjxl with other words in its head: which colours its pixels are, or by which profile, and with
    how many bits they are to be shown. The pixels stay as they are.

    Raises ValueError for a head that libjxl does not write for pictures of this program.
    """
    bits, out = Bits(stream, 16), BitsOut()
    _size(bits)
    at = bits.at
    if bits.read(1):
        raise ValueError("the head says nothing that could be changed")
    extra = bits.read(1)
    if extra:
        bits.read(6)
    depth_at = bits.at
    _pass_depth(bits)
    depth_ends, bits.at = bits.at, at
    head = _to_colours(bits)
    if head is None:
        raise ValueError("the head has unknown parts")
    colours_at = bits.at
    if not bits.read(1):
        if bits.read(1):
            raise ValueError("there is a profile already")
        _source(bits)
        bits.enumerated()  # the intent
    colours_end = bits.at
    if not _to_end(bits, head):
        raise ValueError("the head has unknown parts")
    end = bits.at
    _copy(bits, out, 0, depth_at)
    out.write({8: 0b000, 16: 0b110 | 15 << 3}[depth], {8: 3, 16: 9}[depth])
    _copy(bits, out, depth_ends, colours_at)
    _write_colours(out, colours, gray=gray)
    _copy(bits, out, colours_end, end)
    if isinstance(colours, bytes):
        write_profile(out, colours)
    return out.to_bytes() + stream[-(-end // 8) :]


def _copy(bits: Bits, out: BitsOut, start: int, end: int) -> None:
    bits.at = start
    for at in range(start, end, 32):
        count = min(32, end - at)
        out.write(bits.read(count), count)


def _write_colours(out: BitsOut, colours: Source | bytes, *, gray: bool) -> None:
    out.write(0, 1)  # not all by default
    out.write(isinstance(colours, bytes), 1)
    out.enumerated(_GRAY if gray else _RGB)
    if isinstance(colours, bytes):
        return
    source = colours
    out.enumerated(_D65 if source.xy[3] == _WHITE else _CUSTOM)
    if source.xy[3] != _WHITE:
        _write_xy(out, source.xy[3])
    if not gray:
        known = {PRIMARIES[code]: primaries for primaries, code in _CODE_POINTS.items()}.get(source.xy)
        out.enumerated(known or _CUSTOM)
        for xy in () if known else source.xy[:3]:
            _write_xy(out, xy)
    if source.gamma:
        out.write(1 | round(_POWER / source.gamma) << 1, 25)
    else:
        out.write(0, 1)
        out.enumerated(_LIKE_SRGB)
    out.enumerated(_RELATIVE)


def _write_xy(out: BitsOut, xy: tuple[float, float]) -> None:
    for value in xy:
        whole = round(value * _MILLIONTHS)
        packed = 2 * whole if whole >= 0 else -2 * whole - 1
        choice = next((n for n in (2, 1, 0) if packed >= _FIRST[n + 1]), -1) + 1
        if packed >= _FIRST[choice] + (1 << _COUNT[choice]):
            raise ValueError("a primary is impossible")
        out.write(choice | (packed - _FIRST[choice]) << 2, 2 + _COUNT[choice])


def in_boxes(stream: bytes, *, level: bytes | None, boxes: tuple[tuple[bytes, bytes], ...]) -> list[bytes]:
    """The parts of a file with a codestream, and boxes (kind, content) before it. `level`: content of the box LEVEL."""
    parts = [_box(b"JXL ", b"\r\n\x87\n"), _box(b"ftyp", b"jxl \0\0\0\0jxl ")]
    if level is not None:
        parts.append(_box(LEVEL, level))
    parts += [_box(kind, content) for kind, content in boxes]
    long = 8 + len(stream) >= 1 << 32
    head = struct.pack(">I4sQ", 1, b"jxlc", 16 + len(stream)) if long else b""
    return [*parts, head or struct.pack(">I4s", 8 + len(stream), b"jxlc"), stream]


def _box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(content), kind) + content
