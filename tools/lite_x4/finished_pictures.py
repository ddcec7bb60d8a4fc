"""From a picture file to training pictures: how sharp and how flat it is, and at which scales it is used."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from picture_sources import SMALLEST, Source, read

from core.data.pairs import acceptance

log = logging.getLogger(__name__)

WINDOW = 192  # the patch on which flatness is judged
SOFT = 0.75  # see sharpness
SCALE_BOOST = (1.0, 1.5, 1.5)  # how much oftener smaller scales of a photograph are drawn than by their width


@dataclass(frozen=True, eq=False)
class Picture:
    """A finished training picture, uint8 H x W x 3 RGB. `mass`: how often it is drawn among its kind."""

    pixels: np.ndarray
    source: str
    kind: str
    split: str
    mass: float


def first_factor(source: Source, pixels: np.ndarray) -> int:
    """The reduction after which it is sharp: by size, coarseness of its JPEG and measured sharpness."""
    factor, most = 1, 1
    if max(source.size) >= 3500 or source.step > 8:
        factor, most = 2, 3
    elif source.kind == "photo":
        most = 3 if max(source.size) >= 2400 else 2
    if source.step > 40:
        factor = 3
    if source.kind == "screenshot":
        return 1
    while factor < most and sharpness(shrunk(pixels, factor)) < SOFT:
        factor += 1
    return factor


def prepare(source: Source) -> list[Picture]:
    """The picture at its first factor; photographs also at twice and four times that, where large enough."""
    cv2.setNumThreads(1)
    pixels = read(source.path)
    first = first_factor(source, pixels)
    factors = (first, 2 * first, 4 * first) if source.kind == "photo" else (first,)
    found = []
    for factor, boost in zip(factors, SCALE_BOOST, strict=False):
        small = shrunk(pixels, factor)
        share = detailed_share(small)
        if min(small.shape[:2]) >= SMALLEST and share >= 0.08:
            mass = float(np.sqrt(small.shape[0] * small.shape[1]) * share * boost)
            found.append(Picture(small, f"{source.package}/{source.name}", source.kind, source.split, mass))
    log.info("%s/%s %s by %s: %d", source.package, source.name, source.size, first, len(found))
    return found


def detailed_share(pixels: np.ndarray) -> float:
    """How likely a window of the picture is worth training on, on average."""
    height, width = pixels.shape[:2]
    ys = range(0, max(1, height - WINDOW + 1), WINDOW // 2)
    xs = range(0, max(1, width - WINDOW + 1), WINDOW // 2)
    return float(np.mean([acceptance(pixels[y : y + WINDOW, x : x + WINDOW]) for y in ys for x in xs]))


def shrunk(pixels: np.ndarray, factor: int) -> np.ndarray:
    if factor == 1:
        return pixels
    size = (pixels.shape[1] // factor, pixels.shape[0] // factor)
    return cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)


def sharpness(pixels: np.ndarray) -> float:
    """Energy of the finest octave over that of the next, in the fifth of the 64 x 64 blocks that have most.

    1 and more in a picture that is sharp at pixel level; 0.5 where a reduction by two loses next to nothing.
    """
    gray = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY).astype(np.float32)
    gray = gray[: gray.shape[0] // 64 * 64, : gray.shape[1] // 64 * 64]
    levels = [gray, cv2.GaussianBlur(gray, (0, 0), 0.85), cv2.GaussianBlur(gray, (0, 0), 1.7)]
    fine, next_ = ((a - b) ** 2 for a, b in pairwise(levels))
    grid = (gray.shape[1] // 64, gray.shape[0] // 64)
    fine, next_ = (cv2.resize(e, grid, interpolation=cv2.INTER_AREA).ravel() for e in (fine, next_))
    best = np.argsort(next_)[-max(1, next_.size // 5) :]
    return float(fine[best].sum() / (next_[best].sum() + 1e-6))
