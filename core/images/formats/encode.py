"""Saves pictures as PNG, JPEG, WebP, AVIF, JPEG XL, TIFF, TGA or DDS, whole or not at all."""

from __future__ import annotations

import io
import logging
import struct
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np
from PIL import Image

from core.errors import SaveError
from core.images import exif as exif_tags
from core.images import iptc
from core.images.about import About
from core.images.carry import Carried, carry
from core.images.color import gray_to_srgb, to_srgb8
from core.images.depth import to_depth
from core.images.formats.encode_dds import encode_dds
from core.images.formats.encode_jxl import encode_jxl, needs_srgb
from core.images.formats.fitting import FileTooLargeError, Fitted, fitting
from core.images.formats.tga import with_boxes_behind
from core.images.formats.tiff_writer import MOST_BYTES, encode_tiff
from core.images.metadata import png_with
from core.images.names import DEEP, EITHER, LOSSY, TITLES, is_lossless
from core.images.picture import Picture
from core.images.privacy import anonymous, anonymous_settings
from core.storage.atomic import check_folder_writable, write_atomically
from core.storage.paths import display_name

__all__ = ["check_folder_writable", "check_format", "save_notices", "save_picture"]

log = logging.getLogger(__name__)

# Of AVIF more could be written, but decoders open no more; of DDS graphics cards take no more.
_LARGEST_SIDE = {"jpeg": 65_500, "webp": 16_383, "avif": 32_768}
_LARGEST_SIDE |= {"jxl": 1 << 18, "png": 1_000_000, "tiff": 2**31 - 1, "tga": 65_535, "dds": 16_384}
_TEXTURES = ("tga", "dds")
_LARGEST_AVIF = 1 << 28  # pixels
_AVIF_SPEED = 8  # of 0 to 10: a tenth larger than by 6, in a third of the time
# What encoders raise where they cannot go on.
_ENCODER_ERRORS = (
    OSError,
    ValueError,
    TypeError,
    OverflowError,
    RuntimeError,
    struct.error,
    zlib.error,
    cv2.error,
)
# For WebP the quality is then how hard it tries: a third of a hundredth is gained by more.
WEBP_WITHOUT_LOSS: Final = {"lossless": True, "quality": 25}
_JPEG_DENSITY = 65_535  # pixels per inch at most: a number of 16 bits
_XMP_TAG = 700
_BAND = 1 << 20  # samples that are converted at once


def check_format(format: str, width: int, height: int, *, channels: int = 3, depth: int = 8) -> None:
    """Raises SaveError if the format cannot hold a picture of that size. Called before anything is computed."""
    if format == "gif":
        raise SaveError(f"GIF is for animations alone: choose {', '.join(_LARGEST_SIDE)}.")
    if format not in _LARGEST_SIDE:
        raise SaveError(f"Unknown format {format!r}: choose {', '.join(_LARGEST_SIDE)}.")
    if max(width, height) > _LARGEST_SIDE[format]:
        others = "TIFF" if format == "png" else "PNG or TIFF"
        raise SaveError(
            f"{TITLES[format]} holds at most {_LARGEST_SIDE[format]:,} pixels a side, and the result has "
            f"{width:,} x {height:,}. Choose {others}."
        )
    if format == "avif" and width * height > _LARGEST_AVIF:
        raise SaveError(
            f"AVIF holds at most {_LARGEST_AVIF // 10**6} million pixels, and the result has {width:,} x {height:,}. "
            "Choose PNG or TIFF."
        )
    if format in ("tiff", "tga") and width * height * channels * depth // 8 > MOST_BYTES:
        raise SaveError(f"The result is too large for a {TITLES[format]} file (4 GB). Choose PNG.")


def save_notices(
    picture: Picture,
    format: str,
    *,
    bit_depth: int | None = None,
    quality: int = 95,
    lossless: bool = False,
    private: bool = False,
    metadata: Mapping[str, Any] | None = None,
) -> tuple[str, ...]:
    """Sentences about what will be lost in the file, because the format or the wanted depth cannot hold it."""
    notices: tuple[str, ...] = ()
    if format == "jpeg" and picture.alpha_apart:
        notices += ("JPEG has no alpha: it was left out.",)
    elif format == "jpeg" and picture.alpha is not None:
        notices += ("JPEG has no transparency: the picture was laid on white.",)
    if picture.depth == 16 and _depth(picture, format, bit_depth) == 8:
        notices += ("The picture has 16 bits per sample and was saved with 8.",)
    exact = is_lossless(format, quality, lossless)
    if format == "jxl" and not exact and needs_srgb(picture.icc, gray=picture.gray):
        notices += (
            "With loss JPEG XL cannot hold this kind of colour profile: the picture was converted to sRGB. Without "
            "loss it can.",
        )
    if format in _TEXTURES and picture.icc is not None:
        notices += (f"{TITLES[format]} holds no colour profile: the picture was converted to sRGB.",)
    if format == "dds" and (picture.width % 4 or picture.height % 4):
        notices += ("Width or height of the DDS is no multiple of 4: many games do not take it.",)
    if format == "jpeg" and _densest(picture.about) > _JPEG_DENSITY:
        notices += (
            f"JPEG holds at most {_JPEG_DENSITY:,} pixels per inch, so the file says that in place of "
            f"{_densest(picture.about):,.0f}. The others hold more.",
        )
    exif, about = anonymous(picture.exif, picture.about) if private else (picture.exif, picture.about)
    return notices + carry(exif, about, format, metadata).notices


def save_picture(
    picture: Picture,
    path: Path,
    *,
    format: str,
    bit_depth: int | None = None,
    quality: int = 95,
    lossless: bool = False,
    metadata: Mapping[str, Any] | None = None,
    overwrite: bool = False,
    others: Iterable[Path] = (),
    private: bool = False,
) -> Path:
    """Writes the picture to `path`, or where that is taken to the first of the `others` that is free, and returns the
    file. JPEG, WebP, AVIF, TGA and DDS have 8 bits; JPEG lays transparent pictures on white.

    `metadata` is stored as text that `read_settings` finds again. `quality`, 1 to 100, is for the formats
    in LOSSY, and `lossless` for those in EITHER, where it wins.
    `private` leaves out place and person, see core.images.privacy. An existing file is only replaced with `overwrite`,
    and then by a whole new one. Raises SaveError.
    """
    how: dict[str, Any] = {"bit_depth": bit_depth, "quality": quality, "lossless": lossless}
    data = encoded(picture, format, **how, metadata=metadata, private=private, shown=path)
    return write_atomically(path, data, overwrite=overwrite, others=others)


def encoded(
    picture: Picture,
    format: str,
    *,
    bit_depth: int | None = None,
    quality: int = 95,
    lossless: bool = False,
    metadata: Mapping[str, Any] | None = None,
    private: bool = False,
    shown: Path,
) -> bytes:
    """The bytes of a picture's file, which the log calls `shown`; else as `save_picture`."""
    how: dict[str, Any] = {"bit_depth": bit_depth, "quality": quality, "lossless": lossless}
    return _encoder(picture, format, **how, metadata=metadata, private=private, shown=shown)(quality)


def encoded_within(
    picture: Picture,
    format: str,
    most: int,
    *,
    bit_depth: int | None = None,
    quality: int = 95,
    lossless: bool = False,
    metadata: Mapping[str, Any] | None = None,
    private: bool = False,
    shown: Path,
    go_on: Callable[[], None],
) -> Fitted:
    """`encoded` in at most `most` bytes, for which the quality is lowered where there is one; see `fitting`. Raises
    FileTooLargeError, a SaveError, and whatever `go_on` raises between two encodings."""
    how: dict[str, Any] = {"bit_depth": bit_depth, "quality": quality, "lossless": lossless}
    encode = _encoder(picture, format, **how, metadata=metadata, private=private, shown=shown)
    if format in LOSSY and not (lossless and format in EITHER):
        return fitting(encode, quality, most, go_on)
    data = encode(quality)
    if len(data) > most:
        raise FileTooLargeError(len(data), most, None)
    return Fitted(data, quality)


def _encoder(
    picture: Picture,
    format: str,
    *,
    bit_depth: int | None,
    quality: int,
    lossless: bool,
    metadata: Mapping[str, Any] | None,
    private: bool,
    shown: Path,
) -> Callable[[int], bytes]:
    """Gives the bytes for a quality, after what the format cannot hold was refused, or told for `quality`."""
    if private:
        exif, about = anonymous(picture.exif, picture.about)
        picture = replace(picture, exif=exif, about=about)
        metadata = None if metadata is None else anonymous_settings(metadata)
    depth = _depth(picture, format, bit_depth)
    channels = 3 if picture.alpha is None else 4
    check_format(format, picture.width, picture.height, channels=channels, depth=depth)
    lost = save_notices(
        picture, format, bit_depth=bit_depth, quality=quality, lossless=lossless, metadata=metadata
    )
    for notice in lost:
        log.info("%s: %s", display_name(shown), notice)
    return lambda quality: _encode(picture, format, depth, quality, metadata, lossless=lossless)


def _depth(picture: Picture, format: str, bit_depth: int | None) -> int:
    return (bit_depth or picture.depth) if format in DEEP else 8


def _encode(
    picture: Picture,
    format: str,
    depth: int,
    quality: int,
    settings: Mapping[str, Any] | None,
    tags: exif_tags.Directory | None = None,
    *,
    lossless: bool = False,
) -> bytes:
    """`tags`: further ones, of a TIFF."""
    with failures_told(format):
        if picture.gray and _has_rgb_samples(picture, format, depth):
            picture = gray_to_srgb(picture)
        if format in _TEXTURES and picture.icc is not None:
            picture = _in_srgb(picture)
        if format == "jpeg":
            picture = replace(picture, about=_held_by_jpeg(picture.about))
        carried = carry(picture.exif, picture.about, format, settings, (picture.width, picture.height))
        if format == "png":
            return _png(picture, depth, carried, settings)
        if format == "tiff":
            return _tiff(picture, depth, carried, tags or {})
        if format == "jxl":
            # With loss it keeps no colours under full transparency.
            return _jxl(picture, depth, 100 if lossless or picture.alpha_apart else quality, carried)
        if format in _TEXTURES:
            return _texture(picture, format, carried)
        return _by_pillow(picture, format, quality, carried, lossless=lossless)


@contextmanager
def failures_told(format: str) -> Iterator[None]:
    """Whatever an encoder raises within becomes a SaveError that says what to do."""
    try:
        yield
    except MemoryError as error:
        raise SaveError(
            "There is too little free memory to save the result. Close other programs and try again."
        ) from error
    except _ENCODER_ERRORS as error:
        raise SaveError(
            f"The picture could not be encoded as {TITLES[format]}. Choose another format.",
            detail=repr(error),
        ) from error


@contextmanager
def disk_told(folder: Path) -> Iterator[None]:
    """What goes wrong within is said of the folder, where parts of a result lie until the end."""
    try:
        yield
    except OSError as error:
        raise SaveError(
            f"Nothing more can be written to {display_name(folder)}: {error.strerror or error}. Free some space or "
            "choose another folder.",
            detail=repr(error),
        ) from error


def _in_srgb(picture: Picture) -> Picture:
    """Converted, with 8 bits and without a profile: for files that hold none."""
    alpha = None if picture.alpha is None else to_depth(picture.alpha, 8)
    exif = exif_tags.as_srgb(picture.exif)
    return replace(picture, pixels=to_srgb8(picture), alpha=alpha, icc=None, exif=exif)


def _densest(about: About) -> float:
    return max(about.dpi or (0.0,))


def _held_by_jpeg(about: About) -> About:
    """With a resolution that a JPEG can hold, which says the same of the pixels' shape."""
    if about.dpi is None or _densest(about) <= _JPEG_DENSITY:
        return about
    factor = _JPEG_DENSITY / _densest(about)
    return replace(about, dpi=(about.dpi[0] * factor, about.dpi[1] * factor))


def _has_rgb_samples(picture: Picture, format: str, depth: int) -> bool:
    """Whether a gray picture is written as RGB, so that its gray profile must not be embedded."""
    return format in ("webp", "avif", "dds") or (
        picture.alpha is not None and (format in ("png", "tga") or (format, depth) == ("tiff", 16))
    )


def _png(picture: Picture, depth: int, carried: Carried, settings: Mapping[str, Any] | None) -> bytes:
    return png_with(plain_png(_planes(picture, depth)), carried, icc=picture.icc, settings=settings)


def plain_png(planes: np.ndarray) -> bytes:
    """A PNG of nothing but pixels: uint8 or uint16 H x W x C, C as in `_planes`. Raises SaveError."""
    if planes.shape[2] == 2:  # OpenCV has no gray with alpha
        planes = planes[..., [0, 0, 0, 1]]
    swapped = np.ascontiguousarray(planes)
    if planes.shape[2] > 1:  # by OpenCV, for other threads of Python go on meanwhile
        swapped = cv2.cvtColor(swapped, cv2.COLOR_RGB2BGR if planes.shape[2] == 3 else cv2.COLOR_RGBA2BGRA)
    done, data = cv2.imencode(".png", swapped, [cv2.IMWRITE_PNG_COMPRESSION, 4])
    if not done:
        raise SaveError("The picture could not be encoded as PNG. Choose TIFF.")
    return data.tobytes()


def tiff_page(
    picture: Picture, settings: Mapping[str, Any] | None, tags: exif_tags.Directory, bit_depth: int | None
) -> bytes:
    """A TIFF with one page of a document, with further `tags` that say which. Raises SaveError."""
    return _encode(picture, "tiff", _depth(picture, "tiff", bit_depth), 100, settings, tags)


def _tiff(picture: Picture, depth: int, carried: Carried, tags: exif_tags.Directory) -> bytes:
    more = dict(tags)
    about = carried.about
    for tag, kind, value in (
        (_XMP_TAG, exif_tags.BYTE, about.xmp),
        (iptc.TIFF_TAG, exif_tags.UNDEFINED, about.iptc),
    ):
        if value is not None:
            more[tag] = exif_tags.Tag(kind, len(value), value)
    return exif_tags.tiff_with(encode_tiff(_planes(picture, depth), icc=picture.icc), carried.exif, more)


def _by_pillow(picture: Picture, format: str, quality: int, carried: Carried, *, lossless: bool) -> bytes:
    """The bytes of a JPEG, WebP or AVIF, written by Pillow in 8 bits."""
    options: dict[str, Any] = {"quality": quality, "icc_profile": picture.icc}
    about = carried.about
    if carried.block:
        options["exif"] = carried.block
    if about.xmp and format != "jpeg":
        options["xmp"] = about.xmp
    if format == "webp":
        options |= {"exact": lossless or picture.alpha_apart}  # colours under full transparency too
    if format == "webp" and lossless:
        options |= WEBP_WITHOUT_LOSS
    if format == "avif":
        options |= {"speed": _AVIF_SPEED, "subsampling": "4:4:4" if quality >= 90 else "4:2:0"}
    if format == "jpeg":
        options |= {"subsampling": 0 if quality >= 90 else 2}
        if about.dpi is not None:
            options["dpi"] = tuple(round(value) for value in about.dpi)
        options["extra"] = carried.xmp_segments + iptc.jpeg_segments(about.iptc)
        if carried.comment is not None:
            options["comment"] = carried.comment
    out = io.BytesIO()
    planes = _planes(replace(picture, alpha=None) if format == "jpeg" and picture.alpha_apart else picture, 8)
    if format == "jpeg":
        planes = _on_white(planes)
    elif planes.shape[2] == 2:  # the others have no gray
        planes = planes[..., [0, 0, 0, 1]]
    image = Image.fromarray(planes[..., 0] if planes.shape[2] == 1 else planes)
    image.save(out, format=format.upper(), **options)
    return out.getvalue()


def _planes(picture: Picture, depth: int) -> np.ndarray:
    """The pixels that are written, H x W x C, in the wanted depth.

    Gray with alpha has 2 channels in 8 bits, but 4 in 16 bits, since hardly any program reads 2 of those.
    """
    pixels = to_depth(picture.pixels, depth)
    if picture.alpha is None:
        return pixels[..., :1] if picture.gray else pixels
    alpha = to_depth(picture.alpha, depth)
    return np.dstack([pixels[..., :1] if picture.gray and depth == 8 else pixels, alpha])


def _jxl(picture: Picture, depth: int, quality: int, carried: Carried) -> bytes:
    if quality < 100 and needs_srgb(picture.icc, gray=picture.gray):
        alpha = None if picture.alpha is None else to_depth(picture.alpha, 8)
        picture, depth = Picture(to_srgb8(picture), alpha), 8
    planes = _planes(picture, depth)
    if picture.gray and planes.shape[2] == 4:
        planes = planes[..., [0, 3]]
    return encode_jxl(planes, quality, icc=picture.icc, carried=carried)


def _texture(picture: Picture, format: str, carried: Carried) -> bytes:
    """A DDS, or a TGA packed in runs and from the bottom up, as every program reads it. Few know gray with alpha."""
    gray = picture.gray and picture.alpha is None and format == "tga"
    planes = _planes(replace(picture, gray=gray), 8)
    if format == "dds":
        data = encode_dds(planes)
    else:
        out = io.BytesIO()
        image = Image.fromarray(planes[..., 0] if planes.shape[2] == 1 else planes)
        image.save(out, "TGA", compression="tga_rle")
        data = out.getvalue()
    said = {
        b"Exif": bytes(4) + (carried.block or b"").removeprefix(exif_tags.PREFIX),
        b"xml ": carried.about.xmp,
    }
    return with_boxes_behind(data, {name: content for name, content in said.items() if content})


def _on_white(planes: np.ndarray) -> np.ndarray:
    """uint8 H x W x C laid on white, without its alpha (the last of 2 or 4 channels)."""
    if planes.shape[2] in (1, 3):
        return planes
    out = np.empty((*planes.shape[:2], planes.shape[2] - 1), np.uint8)
    rows = max(1, _BAND // planes[0].size)
    for top in range(0, len(planes), rows):
        colors = planes[top : top + rows, :, :-1].astype(np.uint16)
        share = planes[top : top + rows, :, -1:].astype(np.uint16)
        out[top : top + rows] = (colors * share + 255 * (255 - share) + 127) // 255
    return out
