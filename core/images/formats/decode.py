"""From the bytes of a file to a Picture: upright, with its depth, profile, alpha and EXIF block."""

from __future__ import annotations

import importlib
import io
import struct
import warnings
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial

import numpy as np
from PIL import Image, ImageFile, UnidentifiedImageError

from core.errors import PictureError, TruncatedPictureError
from core.images.about import ALPHA_APART, About, raw_exif, read_about
from core.images.alpha import colours_hide
from core.images.exif import read_exif
from core.images.formats.colour_tags import boxed_source, exif_source, png_source, understood
from core.images.formats.dds import decode_dds
from core.images.formats.headers import claimed_size, further_pictures, gif_frames
from core.images.formats.late_decoders import decode_jxl, decode_raw
from core.images.formats.png_chunks import PngHeader, read_png_header
from core.images.formats.samples import (
    Samples,
    UnsupportedError,
    decode_png16,
    from_pillow,
    unpremultiply,
)
from core.images.formats.sniff import MAX_PIXELS, check_size, heif_support, sniff
from core.images.formats.tga import is_premultiplied, read_tga_header
from core.images.formats.tiff_header import TiffDamage, read_tiff_header
from core.images.formats.tiff_pixels import TruncatedError, decode_tiff, wants_libtiff
from core.images.orientation import upright
from core.images.picture import Picture
from core.images.profiles import kept_profile
from core.images.several import first_of

# Pillow's own guard stays on, at our limit: its default takes a 108-megapixel photograph for an attack.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS

# What Pillow's decoders raise on damaged files.
_DECODER_ERRORS = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    EOFError,
    OverflowError,
    AttributeError,
    NotImplementedError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)
_PARTIAL = "The file is damaged or truncated: what is missing is filled with grey."
_CONVERT = "Convert it to PNG or TIFF first."
_WAY_OUT = {
    "TIFF": "Save it anew in the program that it comes from, as RGB or gray with 8 or 16 bits, or as PNG.",
    "DDS": "Save what you want of it as PNG or TGA, with a program for textures.",
}
_WHOLE_OR_NOT = ("WEBP", "AVIF", "HEIF", "JXL", "RAW")  # their decoders give no part of a picture
_GREY = {"L": 128, "LA": (128, 255), "RGB": (128,) * 3, "RGBX": (128,) * 4, "RGBA": (128, 128, 128, 255)}


def decode_picture(data: bytes, shown: str, *, allow_partial: bool = False) -> Picture:
    """The picture in the bytes of a file; the first one if there are several.

    `shown` is the name of the file in messages, see core.storage.paths.display_name. Raises PictureError, also for a
    truncated file; with `allow_partial` that is opened with grey in place of what is missing, and a notice.
    """
    kind = checked_kind(data, shown)
    own = {"PNG": _decode_png, "TIFF": _decode_tiff, "JXL": _decode_jxl, "RAW": _decode_raw}
    own |= {"TGA": _decode_tga, "DDS": _decode_dds}
    decode = own.get(kind, partial(_decode_pillow, kind=kind))
    with failures_told(shown, kind):
        picture = decode(data, shown=shown, allow_partial=allow_partial)
        about = read_about(data, kind)
        texts = tuple(dict.fromkeys((*about.texts, *picture.about.texts)))
        return replace(picture, about=replace(about, texts=texts))


def checked_kind(data: bytes, shown: str) -> str:
    """What kind of file it is, see `sniff`. Raises PictureError for one that is opened by nobody, or whose header
    claims too many pixels."""
    kind = sniff(data, shown)
    claimed = claimed_size(data, kind)
    if claimed is not None:
        check_size(*claimed, len(data), shown, kind)
    return kind


@contextmanager
def failures_told(shown: str, kind: str) -> Iterator[None]:
    """Whatever a decoder raises within becomes a PictureError that says what to do."""
    try:
        with warnings.catch_warnings():  # Pillow warns of damaged metadata, which we leave out
            warnings.simplefilter("ignore")
            yield
    except UnsupportedError as error:
        raise PictureError(f"{shown} cannot be read: {error}. {_WAY_OUT.get(kind, _CONVERT)}") from error
    except MemoryError as error:
        raise PictureError(f"{shown} is too large for the free memory of this computer.") from error
    except PictureError:
        raise
    except Exception as error:  # decoders of damaged files raise whatever they come upon
        raise _damaged(shown, _reason(error, kind), detail=repr(error)) from error


def _decode_png(data: bytes, shown: str, allow_partial: bool) -> Picture:
    try:
        header = read_png_header(data)
    except ValueError as error:
        raise _damaged(shown, "its header is missing") from error
    check_size(header.width, header.height, len(data), shown, "deep" if header.bits >= 8 else "")
    if header.problem and not allow_partial:
        raise _damaged(shown, header.problem)
    if header.bits == 16 and not header.problem:
        samples = replace(decode_png16(data, header), source=png_source(header))
        picture = finish(samples, *read_exif(raw_exif(data, "PNG")))
        return _with_notice(picture, first_of(header.frames, "frames")) if header.frames > 1 else picture
    picture = _decode_pillow(data, shown, allow_partial, "PNG", mend=partial(_as_png_says, header=header))
    if header.bits == 16:
        picture = _with_notice(picture, "The damaged file was opened at 8 bits.")
    return picture if not header.problem or _PARTIAL in picture.notices else _with_notice(picture, _PARTIAL)


def _as_png_says(samples: Samples, header: PngHeader) -> Samples:
    """What Pillow does not see: the colours that the chunks tell, and the clear gray of 2 and 4 bits. (It spreads the
    samples over 0..255, but not the value that is clear.)"""
    array, key = samples.array, header.chunks.get(b"tRNS")
    if header.color_type == 0 and header.bits in (2, 4) and key is not None and len(key) == 2:
        clear = int.from_bytes(key, "big") * 255 // ((1 << header.bits) - 1)
        array = np.dstack([array[..., 0], np.where(array[..., 0] == clear, np.uint8(0), np.uint8(255))])
    return replace(samples, array=array, source=png_source(header))


def _decode_tiff(data: bytes, shown: str, allow_partial: bool) -> Picture:
    try:
        header = read_tiff_header(data)
    except TiffDamage as error:
        raise _damaged(shown, str(error)) from error
    if header.raw:
        return _decode_raw(data, shown, allow_partial)
    check_size(header.width, header.height, len(data), shown, "deep" if header.bits >= 8 else "")
    if not header.complete and not allow_partial:
        raise _damaged(shown, "part of its data is missing (truncated)")
    if wants_libtiff(header):
        picture = _decode_pillow(data, shown, allow_partial, "TIFF")
    else:
        try:
            samples, missing = decode_tiff(data, header, allow_partial=allow_partial)
        except TruncatedError as error:
            raise _damaged(shown, str(error)) from error
        picture = finish(samples, read_exif(data)[0], _sound(header.orientation))
        if missing:
            picture = _with_notice(picture, _PARTIAL)
    if header.pages > 1:
        picture = _with_notice(picture, first_of(header.pages, "pages"))
    return picture


def _decode_raw(data: bytes, shown: str, allow_partial: bool) -> Picture:
    return finish(decode_raw(data, shown), read_exif(raw_exif(data, "TIFF"))[0], 1)  # LibRaw turns it


def _decode_jxl(data: bytes, shown: str, allow_partial: bool) -> Picture:
    return finish(decode_jxl(data), read_exif(raw_exif(data, "JXL"))[0], 1)  # the decoder turns it


def _decode_tga(data: bytes, shown: str, allow_partial: bool) -> Picture:
    return _decode_pillow(data, shown, allow_partial, "TGA", mend=partial(_as_tga_says, data=data))


def _as_tga_says(samples: Samples, data: bytes) -> Samples:
    """What Pillow does not see: whether the sixteenth bit of a colour is alpha, and that colours are premultiplied."""
    array, header = samples.array, read_tga_header(data)
    if header is not None and header.colours and header.bits == 16:
        array = array[..., :3]
        if header.alpha_bits:  # Pillow takes the bit for its contrary
            array = np.dstack([array, 255 - samples.array[..., 3]])
    elif array.shape[2] == 4 and is_premultiplied(data):
        unpremultiply(array)
    return replace(samples, array=array, texture=True)


def _decode_dds(data: bytes, shown: str, allow_partial: bool) -> Picture:
    try:
        samples, missing = decode_dds(data, allow_partial=allow_partial)
    except EOFError as error:
        raise _damaged(shown, "it is cut off (truncated)") from error
    picture = finish(samples, read_exif(raw_exif(data, "DDS"))[0], 1)
    return _with_notice(picture, _PARTIAL) if missing else picture


def _sound(orientation: int) -> int:
    return orientation if orientation in range(1, 9) else 1


def _decode_pillow(
    data: bytes,
    shown: str,
    allow_partial: bool,
    kind: str,
    *,
    mend: Callable[[Samples], Samples] = lambda samples: samples,
) -> Picture:
    """`mend` corrects the samples by what Pillow does not know."""
    try:
        image, incomplete = _load(data, kind, shown, allow_partial)
        samples = mend(from_pillow(image))
        if kind in ("AVIF", "HEIF") and samples.icc is None:
            samples = replace(samples, source=boxed_source(data))
    except UnidentifiedImageError as error:
        raise UnsupportedError(f"this kind of {kind} is not supported, or its header is damaged") from error
    except Image.DecompressionBombError as error:  # twice our limit: not even opened
        raise PictureError(
            f"{shown} is too large: at most {MAX_PIXELS // 10**6} million pixels are opened. Cut it into parts first.",
            detail=repr(error),
        ) from error
    except _DECODER_ERRORS as error:
        raise _damaged(shown, _reason(error, kind), detail=repr(error)) from error
    exif, orientation = read_exif(raw_exif(data, kind))
    picture = finish(samples, exif, 1 if kind == "TIFF" else orientation)  # Pillow turns a TIFF itself
    # Counting comes last: it moves through the file and drops the frame that was loaded.
    frames = gif_frames(data) if kind == "GIF" else 1 if kind in ("TIFF", "JPEG") else _count_frames(image)
    if frames > 1:
        picture = _with_notice(picture, first_of(frames, "frames"))
    elif further := further_pictures(data, kind):
        picture = _with_notice(picture, further)
    return _with_notice(picture, _PARTIAL) if incomplete else picture


def _reason(error: BaseException, kind: str) -> str:
    if "truncated" not in str(error):
        return "its data cannot be decoded"
    return "it is cut off" if kind in _WHOLE_OR_NOT else "it is cut off (truncated)"


def _load(data: bytes, kind: str, shown: str, allow_partial: bool) -> tuple[ImageFile.ImageFile, bool]:
    """(the loaded first frame, whether part of it is missing)."""
    image = open_pillow(data, kind)
    check_size(*image.size, len(data), shown, kind)
    try:
        if allow_partial and kind != "JPEG":
            _fill_grey(image)
        image.load()
    except _DECODER_ERRORS:
        if not allow_partial or kind in _WHOLE_OR_NOT:
            raise
        if kind == "JPEG":  # an end marker makes the decoder fill up with grey on its own
            image = open_pillow(data + b"\xff\xd9", kind)
        else:  # what was decoded so far stays
            image.tile = []
        image.load()
        return image, True
    return image, False


def open_pillow(data: bytes, kind: str) -> ImageFile.ImageFile:
    """The file by Pillow's decoder for this kind alone."""
    if kind == "HEIF":
        importlib.import_module(heif_support()).register_heif_opener()
    image = Image.open(io.BytesIO(data), formats=[kind])
    assert isinstance(image, ImageFile.ImageFile)
    return image


def _fill_grey(image: ImageFile.ImageFile) -> None:
    """Paints the image grey before it is decoded, so that what is missing stays grey."""
    grey = _GREY.get(image.mode)
    if grey is not None:
        image.load_prepare()
        image.im.paste(grey, (0, 0, *image.size))


def _count_frames(image: Image.Image) -> int:
    try:
        # Pillow counts the picture for programs that show no animations, where a PNG has one beside its frames.
        return int(getattr(image, "n_frames", 1)) - bool(image.info.get("default_image"))
    except _DECODER_ERRORS:  # a later frame is damaged
        return 2


def finish(samples: Samples, exif: bytes | None, orientation: int) -> Picture:
    """Splits colours from alpha, turns them upright, keeps the profile if it is sound, and converts what no viewer of
    usual pictures understands."""
    array = upright(samples.array, orientation)
    channels = array.shape[2]
    gray = channels < 3
    icc, notice = kept_profile(samples.icc, gray=gray)
    pixels = array[..., :1].repeat(3, axis=2) if gray else array[..., :3]
    alpha = np.ascontiguousarray(array[..., -1]) if channels in (2, 4) else None
    notices = samples.notices + ((notice,) if notice else ())
    if alpha is not None and alpha.min() == np.iinfo(alpha.dtype).max:
        alpha = None  # opaque everywhere
    elif alpha is not None and alpha.max() == 0:
        # Some programs leave the fourth channel at 0 and do not mean it; else nothing would be seen of the result.
        alpha = None
        notices += ("By its alpha the whole picture would be invisible: it was taken as opaque.",)
    about = About()
    if samples.texture and alpha is not None and colours_hide(pixels, alpha):
        about = About(texts=(ALPHA_APART,))
        notices += (
            "A picture lies under the alpha of this texture, so all its colours are enlarged and shown.",
        )
    picture = Picture(np.ascontiguousarray(pixels), alpha, gray, icc, exif, notices, about)
    source = samples.source
    if source is None and icc is None and not gray:
        source = exif_source(exif)
    return understood(picture, source)


def _damaged(shown: str, clause: str, *, detail: str = "") -> PictureError:
    if "truncated" not in clause:
        return PictureError(f"{shown} is damaged: {clause}. Fetch or export it again.", detail=detail)
    text = f"{shown} is damaged: {clause}. Fetch or export it again, or open it partially."
    return TruncatedPictureError(text, detail=detail)


def _with_notice(picture: Picture, notice: str) -> Picture:
    return replace(picture, notices=(*picture.notices, notice))
