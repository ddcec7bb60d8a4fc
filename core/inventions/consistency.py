"""Consistency: the result, reduced again, against its input. It says how far a result leaves what was given."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np

from core.images.alpha import visible
from core.images.color import enlarged_rows, seen
from core.images.picture import Picture
from core.inventions.reduction import Take, in_levels, reduced

CELLS = 8  # in each direction, for telling where the result leaves its input
LEAST = 2.0  # levels: up to here a result counts as consistent whatever its input is like
# Times what bicubic enlargement of the same input loses. The built-in model, on clean parts of the samples, has 0.4 to
# 0.6 of it at kappa 1, and 1.3 to 1.4 at kappa 2, which is made to leave the input.
NORMAL = 1.25
SHIFTED = 1.5  # levels by which a channel may differ on average
LOCAL = 2.5  # times the whole picture's figure: a cell above is worth naming


@dataclass(frozen=True, eq=False)
class Consistency:
    """How a result, reduced to its input's size, differs from the input; in levels, steps of 1/255.

    difference  float32 h x w: the root of the mean square over the channels, at each pixel
    rms, mean   of all values: the root of the mean square, and the mean absolute difference
    plain       rms that bicubic enlargement of the same input has, by the same factor rounded to a whole one: it
                invents nothing, so what it cannot give back is noise and edges finer than the kernel
    shift       mean of result - input for red, green and blue
    worst       (right, down) in 0..1: the middle of the cell, of CELLS x CELLS, that differs most; `local` is its rms
    enlarged    whether the result is at least one and a half times as large, so that the factor rounds to 2 or more.
                Else it was restored, or reduced, or hardly enlarged, and is not judged: there is no plain enlargement
                that says how much is normal
    """

    difference: np.ndarray
    rms: float
    mean: float
    plain: float
    shift: tuple[float, float, float]
    worst: tuple[float, float]
    local: float
    enlarged: bool

    @property
    def psnr(self) -> float:
        """20 log10(255 / rms), in dB; infinite if nothing differs."""
        return 20 * math.log10(255 / self.rms) if self.rms > 0 else math.inf

    @property
    def limit(self) -> float:
        """Levels up to which the result counts as one that keeps to its input."""
        return max(LEAST, NORMAL * self.plain)

    @property
    def leaves(self) -> bool:
        """Whether the result leaves its input by more than is normal for this input."""
        return self.enlarged and self.rms > self.limit

    @property
    def shifted(self) -> bool:
        """Whether the colours as a whole have drifted."""
        return self.enlarged and max(map(abs, self.shift)) > SHIFTED

    @property
    def in_one_place(self) -> bool:
        """Whether a part of the picture differs much more than the whole."""
        return self.local > LOCAL * self.rms and self.local > self.limit


def compare(source: Picture, result: Picture, check: Callable[[], None] = lambda: None) -> Consistency:
    """The consistency of a result with its input, in bands. Where a side has not grown, both are compared at the
    smaller size, and where their profiles differ, in sRGB. Transparent pixels count as much as they are seen. `check`
    is called before each band: what it raises ends the work."""
    check()
    given, made = _in_one_space(source, result)
    size = min(source.width, result.width), min(source.height, result.height)
    wanted = _at_size(in_levels(given), (source.width, source.height), size)
    weight = _weight(source, size)
    tally = _Tally(size)
    for rows, band in reduced(in_levels(made), (result.width, result.height), size):
        check()
        difference = band - wanted[rows]
        tally.add(rows, difference if weight is None else difference * weight[rows, :, None])
    factor = max(1, round(max(result.width / source.width, result.height / source.height)))
    return tally.found(plain_loss(given, factor, check), enlarged=factor > 1)


def _in_one_space(source: Picture, result: Picture) -> tuple[np.ndarray, np.ndarray]:
    """What is seen of both, H x W x 3, as numbers of the same colours: their own where both have the same profile, else
    sRGB in 8 bits."""
    if source.icc == result.icc:
        return visible(source), visible(result)
    return seen(source), seen(result)


def plain_loss(given: np.ndarray, factor: int, check: Callable[[], None] = lambda: None) -> float:
    """The rms in levels by which bicubic enlargement of `given` (uint8 or uint16 H x W x 3) by a whole factor,
    reduced again, differs from it. What is enlarged is clamped, as a picture is."""
    height, width = given.shape[:2]
    if factor < 2:
        return 0.0
    levels = in_levels(given)(slice(None))
    large = width * factor, height * factor
    total = 0.0
    for rows, band in reduced(lambda r: enlarged_rows(levels, large, r).clip(0, 255), large, (width, height)):
        check()
        total += float(np.square(band - levels[rows], dtype=np.float64).sum())
    return math.sqrt(total / levels.size)


def sentences(found: Consistency) -> list[str]:
    """The verdict in words, for the command line. Of one that is not `enlarged` there is none: plain
    enlargement says nothing about how much that may change."""
    if not found.enlarged:
        return [f"The result differs from its input by {found.rms:.1f} of 255 levels ({found.psnr:.1f} dB)."]
    told = [
        f"Reduced again to the input's size, the result differs from it by {found.rms:.1f} of 255 levels "
        f"({found.psnr:.1f} dB); plain bicubic enlargement by {found.plain:.1f}."
    ]
    if found.leaves:
        told.append(
            "It leaves its input. Of a noisy or compressed picture part of that is the noise that was taken away; else "
            "it was changed: choose a lower kappa."
        )
    if found.in_one_place:
        across, down = (f"{round(100 * v)} %" for v in found.worst)
        told.append(f"Most of it lies around {across} from the left and {down} from the top.")
    if found.shifted:
        shift = ", ".join(f"{v:+.1f}" for v in found.shift)
        told.append(f"The colours as a whole have drifted (red, green, blue: {shift} levels).")
    return told


class _Tally:
    """Sums up differences, band by band."""

    def __init__(self, size: tuple[int, int]) -> None:
        self._map = np.empty((size[1], size[0]), np.float32)
        self._absolute, self._sums = 0.0, np.zeros(3)

    def add(self, rows: slice, difference: np.ndarray) -> None:
        self._map[rows] = np.sqrt(np.square(difference).mean(2))
        self._absolute += float(np.abs(difference).sum(dtype=np.float64))
        self._sums += difference.sum((0, 1), dtype=np.float64)

    def found(self, plain: float, *, enlarged: bool) -> Consistency:
        squares = np.square(self._map)
        cells = min(CELLS, squares.shape[1]), min(CELLS, squares.shape[0])
        coarse = cv2.resize(squares, cells, interpolation=cv2.INTER_AREA)
        row, column = divmod(int(coarse.argmax()), cells[0])
        red, green, blue = (float(v) for v in self._sums / self._map.size)
        return Consistency(
            self._map,
            math.sqrt(float(squares.mean(dtype=np.float64))),
            self._absolute / (3 * self._map.size),
            plain,
            (red, green, blue),
            ((column + 0.5) / cells[0], (row + 0.5) / cells[1]),
            math.sqrt(float(coarse.max())),
            enlarged,
        )


def _at_size(take: Take, own: tuple[int, int], size: tuple[int, int]) -> np.ndarray:
    """All rows of a picture at `size`: as they are, or reduced."""
    if own == size:
        return take(slice(None))
    return np.concatenate([band for _, band in reduced(take, own, size)])


def _weight(source: Picture, size: tuple[int, int]) -> np.ndarray | None:
    """How much each pixel of the input is seen, 0 to 1; None if all are."""
    if source.alpha is None:
        return None
    alpha = source.alpha.astype(np.float32) / np.float32(np.iinfo(source.alpha.dtype).max)
    return (
        alpha if alpha.shape == (size[1], size[0]) else cv2.resize(alpha, size, interpolation=cv2.INTER_AREA)
    )
