"""Colours for the screen, luma, and fixes that give a result the colours of its source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import cv2
import numpy as np
from PIL import Image, ImageCms

from core.images.alpha import visible
from core.images.depth import to_depth
from core.images.exif import as_srgb
from core.images.picture import Picture
from core.images.profiles import PROFILE_ERRORS, to_srgb_transform

WAVELET_LEVELS = 5
WAVELET_MARGIN = 2**WAVELET_LEVELS - 1  # rows around a band that its low frequencies reach into
_RGB_TO_Y = np.array([65.481, 128.553, 24.966], np.float32) / 255  # BT.601, studio swing


def to_srgb8(picture: Picture) -> np.ndarray:
    """The picture in sRGB for the screen, uint8 H x W x 3, without alpha."""
    pixels = picture.pixels
    if pixels.dtype == np.uint16:
        pixels = to_depth(pixels, 8)
    if picture.icc is None:
        return np.ascontiguousarray(pixels)
    mode = "L" if picture.gray else "RGB"
    try:
        transform = to_srgb_transform(picture.icc, mode)
        image = Image.fromarray(np.ascontiguousarray(pixels[..., 0] if picture.gray else pixels))
        return np.asarray(ImageCms.applyTransform(image, transform))
    except PROFILE_ERRORS:  # a profile that never went through the reader
        return np.ascontiguousarray(pixels)


def seen(picture: Picture) -> np.ndarray:
    """What a screen shows of the picture where it is opaque, in sRGB, uint8 H x W x 3: numbers that can be compared
    with those of any other picture. Colours below full transparency are made of the nearest visible ones."""
    return to_srgb8(replace(picture, pixels=visible(picture)))


def gray_to_srgb(picture: Picture) -> Picture:
    """A gray picture without its profile, converted to sRGB: for files of RGB, which cannot hold a gray profile. Its
    EXIF says so, too: of a gray picture a colour space says nothing, but of RGB it does."""
    if picture.icc is None:
        return replace(picture, exif=as_srgb(picture.exif))
    ramp = np.arange(256, dtype=np.uint8)[None, :, None].repeat(3, axis=2)
    curve = to_srgb8(Picture(ramp, gray=True, icc=picture.icc))[0, :, 1]
    if picture.depth == 16:
        curve = (np.interp(np.arange(65536) / 257, np.arange(256), curve) * 257).round().astype(np.uint16)
    return replace(picture, pixels=curve[picture.pixels], icc=None, exif=as_srgb(picture.exif))


def luma(rgb: np.ndarray) -> np.ndarray:
    """Y of BT.601 with black at 16, as super-resolution papers measure it: RGB H x W x 3 in [0, 1] -> float32 H x W in
    [16, 235] / 255."""
    return rgb.astype(np.float32) @ _RGB_TO_Y + np.float32(16 / 255)


def low_band(rgb: np.ndarray) -> np.ndarray:
    """The low band of an a-trous wavelet: five 3 x 3 binomial filters with dilations 1, 2, 4, 8 and 16, one after the
    other."""
    for level in range(WAVELET_LEVELS):
        taps = np.zeros(2 ** (level + 1) + 1, np.float32)
        taps[0], taps[len(taps) // 2], taps[-1] = 0.25, 0.5, 0.25
        rgb = cv2.sepFilter2D(rgb, -1, taps, taps, borderType=cv2.BORDER_REPLICATE)
    return rgb


def wavelet_fix(result: np.ndarray, reference: np.ndarray) -> np.ndarray:
    """The result with the low band of the reference in place of its own. Both float32 H x W x 3 in [0, 1]."""
    return np.clip(result + low_band(reference - result), 0, 1)


def ycbcr_fix(result: np.ndarray, reference: np.ndarray) -> np.ndarray:
    """The result with Cb and Cr of the reference. Both float32 H x W x 3 in [0, 1]."""
    ours = cv2.cvtColor(result, cv2.COLOR_RGB2YCrCb)
    ours[..., 1:] = cv2.cvtColor(reference, cv2.COLOR_RGB2YCrCb)[..., 1:]
    return np.clip(cv2.cvtColor(ours, cv2.COLOR_YCrCb2RGB), 0, 1)


def statistics(bands: Iterable[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """(mean, standard deviation) of each channel over all bands [h, W, 3] of a picture, float32 [3] each."""
    count, total, squares = 0, np.zeros(3), np.zeros(3)
    for band in bands:
        flat = band.reshape(-1, 3).astype(np.float64)
        count, total, squares = count + len(flat), total + flat.sum(0), squares + (flat**2).sum(0)
    mean = total / count
    deviation = np.sqrt(np.maximum(squares / count - mean**2, 0))
    return mean.astype(np.float32), deviation.astype(np.float32)


def enlarged_rows(picture: np.ndarray, size: tuple[int, int], rows: slice) -> np.ndarray:
    """Some rows of the bicubic enlargement of a picture, float32 H x W x 3, to `size`, (width, height)."""
    factor = size[1] // picture.shape[0]
    low = max(0, rows.start // factor - 3)
    high = min(picture.shape[0], -(-rows.stop // factor) + 3)
    band = cv2.resize(picture[low:high], (size[0], (high - low) * factor), interpolation=cv2.INTER_CUBIC)
    return band[rows.start - low * factor : rows.stop - low * factor]


def adain_fix(
    result: np.ndarray,
    own: tuple[np.ndarray, np.ndarray],
    wanted: tuple[np.ndarray, np.ndarray],
) -> np.ndarray:
    """The result (float32 H x W x 3 in [0, 1], with the statistics `own`) changed to have the statistics `wanted`."""
    gain = wanted[1] / np.maximum(own[1], 1e-5)
    return np.clip((result - own[0]) * gain + wanted[0], 0, 1)
