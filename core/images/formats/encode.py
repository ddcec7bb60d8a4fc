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
from core.images.carry import Carried, carry
from core.images.color import gray_to_srgb, to_srgb8
from core.images.depth import to_depth
from core.images.formats.capacity import TEXTURES, check_format, held_by_jpeg, save_notices
from core.images.formats.encode_dds import encode_dds
from core.images.formats.encode_jxl import encode_jxl, needs_srgb
from core.images.formats.encoding import Encoding
from core.images.formats.fitting import FileTooLargeError, Fitted, fitting
from core.images.formats.tga import with_boxes_behind
from core.images.formats.tiff_writer import encode_tiff
from core.images.metadata import png_with
from core.images.names import TITLES
from core.images.picture import Picture
from core.images.privacy import anonymous, anonymous_settings
from core.storage.atomic import write_atomically
from core.storage.paths import display_name

log = logging.getLogger(__name__)

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
_XMP_TAG = 700
_BAND = 1 << 20  # samples that are converted at once


def save_picture(
    picture: Picture,
    path: Path,
    *,
    format: str,
    bit_depth: int | None = None,
    quality: int = 95,
    lossless: bool = False,
    private: bool = False,
    metadata: Mapping[str, Any] | None = None,
    overwrite: bool = False,
    others: Iterable[Path] = (),
) -> Path:
    """Writes the picture to `path`, or where that is taken to the first of the `others` that is free, and returns the
    file. What says how it is made is as in `Encoding`; JPEG lays transparent pictures on white.

    An existing file is only replaced with `overwrite`, and then by a whole new one. Raises SaveError.
    """
    how = Encoding(
        format, bit_depth=bit_depth, quality=quality, lossless=lossless, private=private, metadata=metadata
    )
    return write_atomically(path, encoded(picture, how, shown=path), overwrite=overwrite, others=others)


def encoded(picture: Picture, how: Encoding, *, shown: Path) -> bytes:
    """The bytes of a picture's file, which the log calls `shown`; else as `save_picture`."""
    return _encoder(picture, how, shown)(how.quality)


def encoded_within(
    picture: Picture, how: Encoding, most: int, *, shown: Path, go_on: Callable[[], None]
) -> Fitted:
    """`encoded` in at most `most` bytes, for which the quality is lowered where there is one; see `fitting`. Raises
    FileTooLargeError, a SaveError, and whatever `go_on` raises between two encodings."""
    encode = _encoder(picture, how, shown)
    if how.has_quality:
        return fitting(encode, how.quality, most, go_on)
    data = encode(how.quality)
    if len(data) > most:
        raise FileTooLargeError(len(data), most, None)
    return Fitted(data, how.quality)


def _encoder(picture: Picture, how: Encoding, shown: Path) -> Callable[[int], bytes]:
    """Gives the bytes for a quality, after what the format cannot hold was refused, or told for that of `how`."""
    if how.private:
        exif, about = anonymous(picture.exif, picture.about)
        picture = replace(picture, exif=exif, about=about)
        settings = None if how.metadata is None else anonymous_settings(how.metadata)
        how = replace(how, private=False, metadata=settings)
    depth, channels = how.depth_of(picture), 3 if picture.alpha is None else 4
    check_format(how.format, picture.width, picture.height, channels=channels, depth=depth)
    for notice in save_notices(picture, how):
        log.info("%s: %s", display_name(shown), notice)
    return lambda quality: _encode(picture, replace(how, quality=quality))


def _encode(picture: Picture, how: Encoding, tags: exif_tags.Directory | None = None) -> bytes:
    """`tags`: further ones, of a TIFF. Place and person are left out by `_encoder`."""
    format, depth = how.format, how.depth_of(picture)
    with failures_told(format):
        if picture.gray and _has_rgb_samples(picture, format, depth):
            picture = gray_to_srgb(picture)
        if format in TEXTURES and picture.icc is not None:
            picture = _in_srgb(picture)
        if format == "jpeg":
            picture = replace(picture, about=held_by_jpeg(picture.about))
        carried = carry(picture.exif, picture.about, format, how.metadata, (picture.width, picture.height))
        if format == "png":
            return _png(picture, depth, carried, how.metadata)
        if format == "tiff":
            return _tiff(picture, depth, carried, tags or {})
        if format == "jxl":
            # With loss it keeps no colours under full transparency.
            return _jxl(picture, depth, 100 if how.lossless or picture.alpha_apart else how.quality, carried)
        if format in TEXTURES:
            return _texture(picture, format, carried)
        return _by_pillow(picture, how, carried)


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
    return _encode(picture, Encoding("tiff", bit_depth=bit_depth, metadata=settings), tags)


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


def _by_pillow(picture: Picture, how: Encoding, carried: Carried) -> bytes:
    """The bytes of a JPEG, WebP or AVIF, written by Pillow in 8 bits."""
    format, quality, lossless = how.format, how.quality, how.lossless
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
