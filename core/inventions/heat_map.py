"""Colours for a map of levels: nothing where there is nothing, then from violet over red to bright yellow."""

from __future__ import annotations

import functools

import numpy as np

TOPS = (2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0)  # levels that the end of a scale may stand for
STRONGEST = 0.85  # opacity of the end: the picture below can still be made out
CLEAR, FULL = 0.08, 0.75  # of the scale: nothing is painted below the one, nothing stronger above the other
WINDOW = 5  # pixels a side over which a map of few seeds is averaged to be looked at


@functools.cache
def table() -> np.ndarray:
    """256 colours, uint8 256 x 3, RGB.

    A path in OKLCh (Ottosson 2020) whose lightness rises evenly, from 0.32 to 0.95. So the order can be told by
    lightness alone: by people who are colour-blind, and in print. The hue goes from violet (300 degrees) over red (20)
    to yellow (105).
    """
    at = np.linspace(0.0, 1.0, 256)
    lightness = 0.32 + 0.63 * at
    hue = np.radians(300 + 165 * at)
    chroma = np.full(256, 0.19)
    for _ in range(40):  # colours that no screen has are made paler
        linear = _linear_rgb(lightness, chroma, hue)
        chroma = np.where(((linear < 0) | (linear > 1)).any(1), chroma * 0.95, chroma)
    linear = _linear_rgb(lightness, chroma, hue).clip(0, 1)
    encoded = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    return (encoded * 255).round().astype(np.uint8)


@functools.cache
def opacities() -> np.ndarray:
    """The opacity of each colour, uint8 of length 256: none at and near zero, then rising, to STRONGEST."""
    at = np.linspace(0.0, 1.0, 256)
    rising = ((at - CLEAR) / (FULL - CLEAR)).clip(0, 1)
    return (STRONGEST * 255 * rising).round().astype(np.uint8)


def averaged(deviation: np.ndarray) -> np.ndarray:
    """A map of standard deviations with its variances averaged over WINDOW x WINDOW pixels. Of four seeds a single
    pixel's is off by 40 % either way (1 / sqrt(2 (n - 1))), which would be seen as grain; the numbers are those of the
    map itself."""
    import cv2  # late, as the window's legend needs the colours before it is needed

    return np.sqrt(cv2.blur(np.square(deviation), (WINDOW, WINDOW), borderType=cv2.BORDER_REPLICATE))


def top_for(levels: np.ndarray) -> float:
    """The end of the scale for a map, one of TOPS: the lowest that 99 of 100 pixels do not exceed."""
    most = float(np.percentile(levels, 99))
    return next((top for top in TOPS if most <= top), TOPS[-1])


def painted(levels: np.ndarray, top: float) -> np.ndarray:
    """The map H x W, in levels, as uint8 H x W x 3."""
    return table()[_index(levels, top)]


def overlay(levels: np.ndarray, top: float) -> np.ndarray:
    """The map as uint8 H x W x 4, RGB with straight alpha, to lay over a picture."""
    return np.column_stack([table(), opacities()])[_index(levels, top)]


def _index(levels: np.ndarray, top: float) -> np.ndarray:
    return (levels * np.float32(255 / top) + np.float32(0.5)).clip(0, 255).astype(np.uint8)


def _linear_rgb(lightness: np.ndarray, chroma: np.ndarray, hue: np.ndarray) -> np.ndarray:
    """OKLCh to linear sRGB, n x 3; values outside 0..1 are colours that no screen has."""
    a, b = chroma * np.cos(hue), chroma * np.sin(hue)
    lms = np.stack(
        [
            lightness + 0.3963377774 * a + 0.2158037573 * b,
            lightness - 0.1055613458 * a - 0.0638541728 * b,
            lightness - 0.0894841775 * a - 1.2914855480 * b,
        ]
    )
    to_rgb = np.array(
        [
            [4.0767416621, -3.3077115913, 0.2309699292],
            [-1.2684380046, 2.6097574011, -0.3413193965],
            [-0.0041960863, -0.7034186147, 1.7076147010],
        ]
    )
    return (to_rgb @ lms**3).T
