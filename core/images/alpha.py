"""Transparency: alpha is enlarged apart from the colours. Those are bled outward first, so no dark fringe appears."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np

from core.images.picture import Picture
from core.images.resize import resize
from core.images.wrapping import with_copies_around

_LOOKED_AT = 100_000  # hidden pixels at most
_DIFFERS = 1 / 16  # of the full scale: more than the loss of blocks
_MANY = 0.05  # of the hidden pixels: more than what lies along the edges of what is cut out


def bleed(pixels: np.ndarray, alpha: np.ndarray) -> np.ndarray:
    """pixels H x W x 3 in which those with alpha 0 (H x W) have the mean colour of the nearest visible ones."""
    hidden = alpha == 0
    if not hidden.any() or hidden.all():
        return pixels
    color = np.where(hidden[..., None], 0, pixels).astype(np.float32)
    weight = (~hidden).astype(np.float32)
    levels: list[tuple[Any, Any]] = [(color, weight)]
    while min(levels[-1][1].shape) > 1 or max(levels[-1][1].shape) > 1:
        c, w = levels[-1]
        size = (max(1, c.shape[1] // 2), max(1, c.shape[0] // 2))
        levels.append(
            (
                cv2.resize(c, size, interpolation=cv2.INTER_AREA),
                cv2.resize(w, size, interpolation=cv2.INTER_AREA),
            )
        )
    filled = levels[-1][0] / max(float(levels[-1][1].max()), 1e-6)
    filled = filled.reshape(*levels[-1][1].shape, 3)
    for c, w in reversed(levels[:-1]):
        above = cv2.resize(filled, (c.shape[1], c.shape[0]), interpolation=cv2.INTER_LINEAR)
        share = w[..., None]
        filled = np.where(share > 1e-3, c / np.maximum(share, 1e-3), above.reshape(c.shape))
    return np.where(hidden[..., None], np.clip(filled, 0, np.iinfo(pixels.dtype).max), pixels).astype(
        pixels.dtype
    )


def visible(picture: Picture) -> np.ndarray:
    """The picture's colours, H x W x 3, as they are seen: those under full transparency are nobody's, so the ones
    around them take their place. Where alpha stands apart from the colours, all of them count."""
    if picture.alpha is None or picture.alpha_apart:
        return picture.pixels
    return bleed(picture.pixels, picture.alpha)


def colours_hide(pixels: np.ndarray, alpha: np.ndarray) -> bool:
    """Whether a picture lies under the full transparency of a texture, H x W x 3 or 1, and not just one colour that
    fills what is cut out: there are colours that differ from the most usual ones."""
    hidden = pixels[alpha == 0]
    if not len(hidden):
        return False
    some = hidden[:: -(-len(hidden) // _LOOKED_AT)].astype(np.float32)
    far = np.abs(some - np.median(some, axis=0)).max(axis=1) > _DIFFERS * np.iinfo(pixels.dtype).max
    return bool(far.mean() > _MANY)


def _within_surroundings(enlarged: np.ndarray, alpha: np.ndarray) -> np.ndarray:
    """Without the overshoot of the filter: each value lies between the least and the largest of the 3 x 3 source
    pixels around it."""
    size = (enlarged.shape[1], enlarged.shape[0])
    around = np.ones((3, 3), np.uint8)
    low, high = (
        cv2.resize(extreme(alpha, around), size, interpolation=cv2.INTER_NEAREST).reshape(enlarged.shape)
        for extreme in (cv2.erode, cv2.dilate)
    )
    return np.clip(enlarged, low, high)


def enlarge_alpha(alpha: np.ndarray, size: tuple[int, int], *, seamless: bool = False) -> np.ndarray:
    """alpha H x W enlarged to `size`, (width, height), by Lanczos, within the values that surround each pixel. A mask
    of two values stays one, with a thin ramp between the values. If it is `seamless`, its edges surround each other."""
    if seamless:
        return with_copies_around(enlarge_alpha, alpha, size)
    enlarged = _within_surroundings(resize(alpha, size), alpha)
    top = np.iinfo(alpha.dtype).max
    factor = max(size[0] / alpha.shape[1], size[1] / alpha.shape[0])
    if factor <= 1 or not ((alpha == 0) | (alpha == top)).all():
        return enlarged
    # After resizing the ramp between the two values is `factor` pixels wide; here it is made about 1.5 pixels wide.
    steeper = max(1.0, factor / 1.5)
    table = np.clip((np.arange(top + 1) - top / 2) * steeper + top / 2, 0, top).round().astype(alpha.dtype)
    return table[enlarged]
