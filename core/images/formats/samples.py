"""Converts what decoders return to exact integer samples: every mode of Pillow, 16 bits and floats."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from PIL import Image

from core.images.formats.png_chunks import PngHeader
from core.images.profiles import cmyk_to_srgb
from core.images.sources import SRGB, Source

BAND = 1 << 20  # pixels that are converted at once

# OpenCV returns None for failures, which become our own errors; its messages would only go to the terminal.
if hasattr(cv2, "setLogLevel"):  # OpenCV 4
    cv2.setLogLevel(0)
else:
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)


@dataclass(frozen=True)
class Samples:
    """uint8 or uint16, H x W x C with C = 1 (gray), 2 (gray, alpha), 3 (RGB), 4 (RGB, alpha).

    `source` says which colours they are where that is known by other means than the profile, over which it wins.
    `texture`: of a game, so alpha may be anything, such as gloss, and colours under it may count.
    """

    array: np.ndarray
    icc: bytes | None
    notices: tuple[str, ...] = ()
    source: Source | None = None
    texture: bool = False


class UnsupportedError(Exception):
    """A picture cannot be read. The message is a clause that says why."""


def from_pillow(image: Image.Image) -> Samples:
    """The samples of a loaded Pillow image of any mode: 8 bits, except for 16-bit gray. Raises UnsupportedError."""
    icc = image.info.get("icc_profile") or None
    mode = image.mode
    if mode == "CMYK":
        image, notice = cmyk_to_srgb(image, icc)
        return Samples(_bands(image), None, (notice,), SRGB)
    if mode.startswith("I;16"):
        return Samples(_bands(image).astype(np.uint16, copy=False), icc)
    if mode in ("I", "F"):
        raise UnsupportedError("its kind of numbers (32 bit) is not read in this format")
    plain = _plain_mode(image)
    # To convert to the same is to copy, and to give back the memory of a large copy holds up every thread.
    return Samples(_bands(image if mode == plain else image.convert(plain)), icc)


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
    rows = max(1, BAND // width)
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


def _decode_cv2(data: bytes) -> np.ndarray:
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


def from_float(array: np.ndarray, notices: list[str]) -> np.ndarray:
    """Floats with 0 = black and 1 = white as uint16, band by band."""
    out = np.empty(array.shape, np.uint16)
    broken = outside = 0
    rows = max(1, BAND // array.shape[1])
    for top in range(0, len(array), rows):
        band = array[top : top + rows].astype(np.float64)
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


def unpremultiply(array: np.ndarray) -> None:
    """Turns premultiplied colours into straight ones, in place: uint8 or uint16, H x W x 2 or 4, alpha last."""
    top = float(np.iinfo(array.dtype).max)
    rows = max(1, BAND // array.shape[1])
    for start in range(0, len(array), rows):
        band = array[start : start + rows]
        colours = band[..., :-1] * (top / np.maximum(band[..., -1:].astype(np.float32), 1))
        band[..., :-1] = np.rint(np.minimum(colours, top))
