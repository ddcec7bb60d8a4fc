"""The samples of a TIFF's first page, by tifffile and imagecodecs, brought to the full scale of 8 or 16 bits.

These two read what OpenCV and Pillow do not: tiles and planes of any depth, big files, packed bits, floating-point
predictors, 16-bit Lab, spot colours. What the numbers mean is decided here, from the header.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image

from core.images.formats.samples import BAND, Samples, UnsupportedError, from_float, unpremultiply
from core.images.formats.tiff_header import TiffHeader
from core.images.profiles import cmyk_to_srgb
from core.images.sources import SRGB, lab_to_srgb

if TYPE_CHECKING:
    from tifffile import TiffPage

_COLOURS = {0: 1, 1: 1, 2: 3, 3: 1, 4: 1, 5: 4, 6: 3, 8: 3, 9: 3}  # samples of a pixel, by photometric
_NAMES = {10: "ITU Lab", 32844: "LogL", 32845: "LogLuv"}
_PREMULTIPLIED, _STRAIGHT = 1, 2  # meanings of a sample behind the colours
_NONE, _LZW, _OLD_JPEG, _JPEG, _DEFLATE = 1, 5, 6, 7, (8, 32946)  # compressions
_LARGEST_TILE = 1 << 26  # pixels; a tile may be larger than a small picture


class TruncatedError(Exception):
    """A part of the picture is missing or damaged. The message is a clause."""


def decode_tiff(data: bytes, header: TiffHeader, *, allow_partial: bool) -> tuple[Samples, bool]:
    """(the samples of the first page, not turned by its orientation; whether a part is missing).

    Raises UnsupportedError for what is not read, TruncatedError for a damaged or missing part, which is filled with
    grey if that is allowed.
    """
    from tifffile import TiffFile

    _check_kind(header)
    with TiffFile(io.BytesIO(data)) as file:
        page = file.pages.first
        array, missing = _samples(page, data, allow_partial=allow_partial)
        table = page.colormap if header.photometric == 3 else None
    photometric = 2 if header.photometric == 6 else header.photometric  # its decoder has made RGB of it
    notices: list[str] = []
    if photometric == 3:
        return Samples(_by_palette(array, table), header.icc), missing
    if photometric in (8, 9):
        array, colours = _from_lab(array, icc_lab=photometric == 9, notices=notices), 3
        icc = None
    else:
        colours, icc = _COLOURS[photometric], header.icc
        array = _full_scale(array, header, notices)
        if photometric == 0:
            array[..., 0] = np.iinfo(array.dtype).max - array[..., 0]
    alpha, premultiplied = _alpha(array, colours, header.extras)
    array = array[..., :colours]
    if photometric == 5:
        array, icc = _from_cmyk(array, icc, notices), None
    if alpha is not None:
        array = np.concatenate([array, alpha[..., None]], axis=2)
        if premultiplied:
            unpremultiply(array)
    source = SRGB if photometric in (5, 8, 9) else None  # which were converted
    return Samples(np.ascontiguousarray(array), icc, tuple(notices), source), missing


def wants_libtiff(header: TiffHeader) -> bool:
    """Whether the page is JPEG of the oldest kind, or has its colours as YCbCr outside of JPEG: Pillow reads those."""
    return header.compression == _OLD_JPEG or (header.photometric == 6 and header.compression != _JPEG)


def _check_kind(header: TiffHeader) -> None:
    if header.photometric not in _COLOURS:
        name = _NAMES.get(header.photometric, f"of kind {header.photometric}")
        raise UnsupportedError(f"its colours are {name}")
    if header.samples < _COLOURS[header.photometric]:
        raise UnsupportedError("it has fewer samples than its colours need")
    if header.sample_format == 2:
        raise UnsupportedError("its numbers are signed, so where black lies is not known")
    if header.sample_format not in (1, 3, 4):
        raise UnsupportedError("its numbers are complex")
    if header.uneven:
        raise UnsupportedError("its samples differ in depth")


# --- segments -----------------------------------------------------------------------------------------------------


def _samples(page: TiffPage, data: bytes, *, allow_partial: bool) -> tuple[np.ndarray, bool]:
    """(H x W x samples as they are stored, whether some are missing). Strips and tiles are decoded one by one."""
    planes, depth, height, width, contiguous = page.shaped
    if depth != 1 or page.dtype is None:
        raise UnsupportedError("it holds a volume, or numbers of a kind that is not known")
    if page.is_tiled and page.tilewidth * page.tilelength > max(_LARGEST_TILE, 4 * width * height):
        raise TruncatedError("its tiles are far larger than the picture")
    out = np.empty((height, width, planes * contiguous), page.dtype)
    missing = False
    _fill_grey(out, page)
    for index, segment, place in _segments(page, data):
        plane, top, left = place[0], place[2], place[3]
        rows, columns = slice(top, top + _segment_rows(page, top)), slice(left, None)
        target = out[rows, columns, plane * contiguous : (plane + 1) * contiguous]
        if segment is None:
            if not allow_partial:
                raise TruncatedError(f"a part of its data cannot be decoded (truncated part {index + 1})")
            missing = True
            continue
        part = segment[0, : target.shape[0], : target.shape[1]]
        target[: part.shape[0], : part.shape[1]] = part
        missing |= part.shape[0] < target.shape[0]
    return out, missing


def _segment_rows(page: TiffPage, top: int) -> int:
    """How many rows of the picture the segment that begins at row `top` has."""
    rows = page.tilelength if page.is_tiled else page.rowsperstrip
    return int(min(rows, page.imagelength - top))


def _segments(page: TiffPage, data: bytes) -> Iterator[tuple[int, Any, Any]]:
    """(number, samples or None if they cannot be had, place) of each strip or tile."""
    options: dict[str, Any] = {"_fullsize": False}
    if page.compression in (7, 34892, 33007):
        options |= {"jpegtables": page.jpegtables, "jpegheader": page.jpegheader}
    try:
        page.decode(None, 0, **options)
    except Exception as error:  # tifffile raises ValueError, but whatever its codecs raise means the same
        raise UnsupportedError(f"its compression is not read ({page.compression!s})") from error
    wanted = int(np.prod(page.chunked))
    offsets, counts = page.dataoffsets, page.databytecounts
    for index in range(wanted):
        place = page.decode(None, index, **options)[1]
        if index >= min(len(offsets), len(counts)):
            yield index, None, place
            continue
        raw = data[offsets[index] : offsets[index] + counts[index]]
        whole = len(raw) == counts[index] and len(raw) > 0
        yield index, _decoded(page, raw, index, options, whole=whole), place


def _decoded(page: TiffPage, raw: bytes, index: int, options: dict[str, Any], *, whole: bool) -> Any:
    """The samples of a segment; of one that is cut off as many rows as there are; None if there are none."""
    try:
        if not whole:
            return _whole_rows(page, raw, index, options)
        packed = with_room(raw) if page.compression == _LZW else raw
        return page.decode(packed, index, **options)[0]
    except NotImplementedError as error:
        raise UnsupportedError(f"a part of it is of a kind that is not read ({error})") from error
    except Exception as error:  # decoders of damaged data raise whatever they come upon
        if "requires" in str(error) or "not supported" in str(error):
            raise UnsupportedError(f"its compression is not read ({page.compression!s})") from error
        try:
            return _whole_rows(page, raw, index, options)
        except Exception:
            return None


def with_room(raw: bytes) -> memoryview:
    """The same bytes with some behind them: the decoder of LZW looks one byte beyond what it is given if that is
    damaged, which ends the program where the memory ends there."""
    return memoryview(raw + bytes(8))[: len(raw)]


def _whole_rows(page: TiffPage, raw: bytes, index: int, options: dict[str, Any]) -> Any:
    """The rows of a cut-off segment that are there, where its compression allows that."""
    size = page.bitspersample * page.shaped[4]
    row = (size * (page.tilewidth if page.is_tiled else page.imagewidth) + 7) // 8
    every = int(page.tilelength if page.is_tiled else min(page.rowsperstrip, page.imagelength))
    if page.compression in _DEFLATE:
        plain = zlib.decompressobj().decompress(raw, row * every)  # no more than the segment can have
    elif page.compression == _NONE:
        plain = raw
    else:
        return None
    rows = len(plain) // row
    if not rows:
        return None
    full = plain[: rows * row].ljust(row * every, b"\0")
    again = zlib.compress(full, 0) if page.compression in _DEFLATE else full
    segment = page.decode(again, index, **options)[0]
    return None if segment is None else segment[:, :rows]


def _fill_grey(out: np.ndarray, page: TiffPage) -> None:
    """Half of the scale, which stays where something is missing."""
    if out.dtype.kind == "f":
        out.fill(0.5)
    elif out.dtype.kind in "ui":
        out.fill(1 << max(0, page.bitspersample - 1))
    else:
        out.fill(0)


# --- what the numbers mean ----------------------------------------------------------------------------------------


def _full_scale(array: np.ndarray, header: TiffHeader, notices: list[str]) -> np.ndarray:
    """Samples of 1 to 64 bits as uint8 or uint16 over their whole range."""
    if array.dtype.kind == "f":
        return from_float(array, notices)
    bits = header.bits
    if bits > 16:
        notices.append(f"The picture has {bits} bits per sample; the upper 16 are used.")
        return _banded(array, np.uint16, lambda band: band >> (bits - 16))
    if bits in (8, 16):
        return array.astype(array.dtype.newbyteorder("="), copy=False)
    top, kind = (1 << bits) - 1, np.uint8 if bits < 8 else np.uint16
    white = int(np.iinfo(kind).max)
    table = ((np.arange(top + 1, dtype=np.uint32) * white + top // 2) // top).astype(kind)
    return _banded(array, kind, lambda band: table[np.minimum(band, top)])


def _banded(array: np.ndarray, kind: Any, convert: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
    """convert(array) as `kind`, band by band, since the whole at once takes further copies."""
    out = np.empty(array.shape, kind)
    rows = max(1, BAND // array.shape[1])
    for top in range(0, len(array), rows):
        out[top : top + rows] = convert(array[top : top + rows])
    return out


def _alpha(array: np.ndarray, colours: int, extras: tuple[int, ...]) -> tuple[np.ndarray | None, bool]:
    """(the sample behind the colours that says how opaque a pixel is, whether the colours are multiplied by it).

    Spot colours are none. Without any word of the file the only sample too many counts as alpha.
    """
    for place, meaning in enumerate(extras, start=colours):
        if meaning in (_PREMULTIPLIED, _STRAIGHT) and place < array.shape[2]:
            return array[..., place], meaning == _PREMULTIPLIED
    guessed = not extras and array.shape[2] == colours + 1
    return (array[..., colours] if guessed else None), False


def _by_palette(array: np.ndarray, table: np.ndarray | None) -> np.ndarray:
    """8-bit RGB from indexes and a table of [3, n] 16-bit colours (some programs write 8 bits into it)."""
    if table is None:
        raise UnsupportedError("its table of colours is missing")
    colours = table.T if table.max(initial=0) < 256 else (table.T.astype(np.uint32) + 128) // 257
    indexes = np.minimum(array[..., 0], len(colours) - 1)
    return colours.astype(np.uint8)[indexes]


def _from_lab(array: np.ndarray, *, icc_lab: bool, notices: list[str]) -> np.ndarray:
    """CIE L*a*b* of 8 or 16 bits as sRGB of that depth, with the samples behind it as they are."""
    if array.dtype not in (np.uint8, np.uint16):
        raise UnsupportedError("its Lab colours have neither 8 nor 16 bits")
    notices.append("The picture was Lab; it was converted to sRGB.")
    out = np.array(array)
    rows = max(1, BAND // array.shape[1])
    for top in range(0, len(array), rows):
        band = array[top : top + rows, :, :3]
        wide = array.dtype == np.uint16
        if icc_lab:  # ICC.1: 16 bits of L reach 100 at 0xFF00; a and b are 0 at 0x80 or 0x8000
            lab = band.astype(np.float64) / (256 if wide else 1)
            lightness, ab = lab[..., :1] * (100 / 255), lab[..., 1:] - 128
        else:  # TIFF 6.0 and its supplement: a and b are signed
            lightness = band[..., :1].astype(np.float64) * (100 / (65535 if wide else 255))
            ab = band[..., 1:].view(np.int16 if wide else np.int8).astype(np.float64) / (256 if wide else 1)
        top_value = 65535 if wide else 255
        out[top : top + rows, :, :3] = np.rint(
            lab_to_srgb(np.concatenate([lightness, ab], axis=2)) * top_value
        )
    return out


def _from_cmyk(array: np.ndarray, icc: bytes | None, notices: list[str]) -> np.ndarray:
    """CMYK as sRGB, through its profile; in 8 bits, which is what the colour management works in."""
    wide = array.dtype == np.uint16
    narrow = (array >> 8).astype(np.uint8) if wide else np.ascontiguousarray(array)
    image, notice = cmyk_to_srgb(Image.fromarray(np.ascontiguousarray(narrow), "CMYK"), icc)
    notices.append(notice)
    rgb = np.array(image)
    if wide:
        notices.append("Its 16 bits per sample were reduced to 8 for that.")
        return rgb.astype(np.uint16) * 257
    return rgb
