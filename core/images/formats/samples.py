"""Converts what decoders return to exact integer samples: every mode of Pillow, 16 bits and floats."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from PIL import Image

from core.images.formats.png_chunks import PngHeader
from core.images.formats.tiff_header import TiffHeader, upright_bytes
from core.images.profiles import cmyk_to_srgb, lab_to_srgb

_BAND = 1 << 20  # pixels that are converted at once

# OpenCV returns None for failures, which become our own errors; its messages would only go to the terminal.
if hasattr(cv2, "setLogLevel"):  # OpenCV 4
    cv2.setLogLevel(0)
else:
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)


@dataclass(frozen=True)
class Samples:
    """uint8 or uint16, H x W x C with C = 1 (gray), 2 (gray, alpha), 3 (RGB), 4 (RGB, alpha)."""

    array: np.ndarray
    icc: bytes | None
    notices: tuple[str, ...] = ()


class UnsupportedError(Exception):
    """A picture cannot be read. The message is a clause that says why."""


def from_pillow(image: Image.Image, *, bits: int = 16) -> Samples:
    """The samples of a loaded Pillow image of any mode: 8 bits, except for 16-bit gray. Raises UnsupportedError.

    `bits` says how many of the 16 bits of gray are used: 12-bit samples lie in the lower ones, and 4095 is white.
    """
    icc = image.info.get("icc_profile") or None
    mode = image.mode
    if mode == "CMYK":
        image, notice = cmyk_to_srgb(image, icc)
        return Samples(_bands(image), None, (notice,))
    if mode == "LAB":
        return Samples(_bands(lab_to_srgb(image)), None, ("The picture was Lab; it was converted to sRGB.",))
    if mode.startswith("I;16"):
        return Samples(_full_scale(_bands(image).astype(np.uint16, copy=False), bits), icc)
    if mode in ("I", "F"):
        raise UnsupportedError("its kind of numbers (32 bit) is not read in this format")
    return Samples(_bands(image.convert(_plain_mode(image))), icc)


def _full_scale(array: np.ndarray, bits: int) -> np.ndarray:
    """uint16 samples of `bits` bits, 9 to 16, spread from 0..2^bits - 1 over 0..65535."""
    if bits >= 16 or bits <= 8:
        return array
    top = (1 << bits) - 1
    table = (np.minimum(np.arange(65536), top) * 65535 + top // 2) // top
    return table.astype(np.uint16)[array]


def _plain_mode(image: Image.Image) -> str:
    """The simplest of the modes L, LA, RGB and RGBA that can hold `image`."""
    clear = image.has_transparency_data
    if image.mode in ("1", "L", "LA", "La"):
        return "LA" if clear else "L"
    return "RGBA" if clear else "RGB"


def _bands(image: Image.Image) -> np.ndarray:
    """A Pillow image as H x W x C. It is converted in bands, since the whole at once takes two more copies."""
    width, height = image.size
    first = np.asarray(image.crop((0, 0, 1, 1)))
    channels = 1 if first.ndim == 2 else first.shape[2]
    out = np.empty((height, width, channels), first.dtype.newbyteorder("="))
    rows = max(1, _BAND // width)
    for top in range(0, height, rows):
        band = np.asarray(image.crop((0, top, width, min(top + rows, height))))
        out[top : top + rows] = band.reshape(band.shape[0], width, channels)
    return out


def decode_png16(data: bytes, header: PngHeader) -> Samples:
    """The exact samples of a 16-bit PNG. (Pillow would reduce colours to 8 bits without saying so.)"""
    array = _decode_cv2(data)
    if array.dtype != np.uint16:
        raise UnsupportedError("its 16-bit data cannot be decoded")
    array = _rgb_order(array)
    if header.color_type == 4:  # gray with alpha comes as RGBA
        array = array[..., [0, 3]]
    key = header.chunks.get(b"tRNS")
    colours = {0: 1, 2: 3}.get(header.color_type, 0)
    if key is not None and len(key) == 2 * colours and colours:
        clear = (array[..., :colours] == np.frombuffer(key, ">u2")).all(axis=2)
        alpha = np.where(clear, np.uint16(0), np.uint16(65535))
        array = np.dstack([array[..., :colours], alpha])
    return Samples(array, header.profile())


def is_deep_tiff(header: TiffHeader) -> bool:
    """Whether a TIFF has more than 8 bits in a layout that OpenCV reads exactly."""
    interleaved = header.planar == 1 or header.samples == 1
    plain = header.photometric in (0, 1, 2) and header.samples in (1, 3, 4)
    numbers = (header.sample_format, header.bits) in ((1, 16), (1, 32), (3, 32), (3, 64))
    return interleaved and plain and numbers


def decode_deep_tiff(data: bytes, header: TiffHeader) -> Samples:
    """A TIFF of 16- or 32-bit integers or floats, as uint16; not turned by its orientation."""
    array = _rgb_order(_decode_cv2(upright_bytes(data, header)))
    notices: list[str] = []
    if array.dtype == np.uint32:
        array = (array >> 16).astype(np.uint16)
        notices.append("The picture has 32 bits per sample; the upper 16 are used.")
    elif array.dtype.kind == "f":
        array = _from_float(array, notices)
    elif array.dtype != np.uint16:
        raise UnsupportedError("its data cannot be decoded at its full depth")
    if header.photometric == 0:
        array = np.uint16(65535) - array
    if array.shape[2] == 4 and header.extra == 0:
        array = np.ascontiguousarray(
            array[..., :3]
        )  # of the fourth sample the file says that it is nothing in particular
    elif array.shape[2] == 4 and header.extra == 1:
        _unpremultiply(array)
    return Samples(array, header.icc, tuple(notices))


def _decode_cv2(data: bytes | bytearray) -> np.ndarray:
    try:
        array = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    except cv2.error as error:
        raise UnsupportedError("its data cannot be decoded") from error
    if array is None:
        raise UnsupportedError("its data is damaged")
    return array


def _rgb_order(array: np.ndarray) -> np.ndarray:
    """OpenCV's H x W or BGR(A) as H x W x C in RGB order."""
    if array.ndim == 2:
        return array[..., None]
    if array.shape[2] == 3:
        return np.ascontiguousarray(array[..., ::-1])
    return np.ascontiguousarray(array[..., [2, 1, 0, 3]])


def _from_float(array: np.ndarray, notices: list[str]) -> np.ndarray:
    """Floats with 0 = black and 1 = white as uint16, band by band."""
    out = np.empty(array.shape, np.uint16)
    broken = outside = 0
    rows = max(1, _BAND // array.shape[1])
    for top in range(0, len(array), rows):
        band = array[top : top + rows]
        finite = np.isfinite(band)
        broken += band.size - int(finite.sum())
        band = np.where(finite, band, 0)
        outside += int(((band < 0) | (band > 1)).sum())
        out[top : top + rows] = np.rint(np.clip(band, 0, 1) * 65535)
    if broken:
        notices.append(f"{broken} values of the picture were not numbers (NaN or infinite) and became black.")
    if outside:
        notices.append(f"{outside} values lay outside the range from 0 to 1 and were clipped.")
    return out


def _unpremultiply(array: np.ndarray) -> None:
    """Turns premultiplied colours (H x W x 4, uint16) into straight ones, in place."""
    alpha = array[..., 3:].astype(np.float32)
    colors = array[..., :3] * (65535.0 / np.maximum(alpha, 1))
    array[..., :3] = np.rint(np.minimum(colors, 65535))
