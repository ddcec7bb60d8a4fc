"""Spread: how far results of different seeds differ, pixel by pixel. What differs by seed was made up by the model."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

BAND = 4_000_000  # values that are worked on at a time
MADE_UP = 2.0  # levels of 255: two results differ there by 2.3 on average, 2 sigma / sqrt(pi)


class Spread:
    """Mean and variance of results, one after the other, by Welford's method (Technometrics 4, 1962):

        d = x_n - m_(n-1),   m_n = m_(n-1) + d / n,   M_n = M_(n-1) + d (x_n - m_n)

    so that none of the results is kept: only m, H x W x 3, and M summed over the channels, H x W, in float32. Values
    are levels: steps of 1/255 of the full range, whatever the depth.
    """

    def __init__(self) -> None:
        self.count = 0
        self._mean = np.empty((0, 0, 3), np.float32)
        self._squares = np.empty((0, 0), np.float32)

    def add(self, pixels: np.ndarray) -> None:
        """Takes one more result, uint8 or uint16 H x W x 3. Raises ValueError if its size is another."""
        if self.count == 0:
            self._mean = np.zeros(pixels.shape, np.float32)
            self._squares = np.zeros(pixels.shape[:2], np.float32)
        if pixels.shape != self._mean.shape:
            raise ValueError(f"results of one size are needed, not {pixels.shape} and {self._mean.shape}")
        self.count += 1
        level = np.float32(np.iinfo(pixels.dtype).max / 255)
        rows = max(1, BAND // (3 * pixels.shape[1]))
        for start in range(0, pixels.shape[0], rows):
            band = slice(start, start + rows)
            x, mean = pixels[band].astype(np.float32) / level, self._mean[band]
            d = x - mean
            mean += d / np.float32(self.count)
            self._squares[band] += (d * (x - mean)).sum(2)

    def deviation(self) -> np.ndarray:
        """The standard deviation in levels, float32 H x W: the root of the mean over the channels of M / (n - 1).
        Zero where there are fewer than two results."""
        if self.count < 2:
            return np.zeros_like(self._squares)
        return np.sqrt(self._squares / np.float32(3 * (self.count - 1)))


@dataclass(frozen=True)
class SpreadFigures:
    """What a map of standard deviations comes to, in levels."""

    seeds: int
    mean: float
    p95: float  # 95 of 100 pixels lie below
    share: float  # of the pixels, 0 to 1, with MADE_UP levels or more


def figures(deviation: np.ndarray, seeds: int) -> SpreadFigures:
    """The numbers of a map from `seeds` results."""
    return SpreadFigures(
        seeds,
        float(deviation.mean(dtype=np.float64)),
        float(np.percentile(deviation, 95)),
        float((deviation >= MADE_UP).mean()),
    )


def sentence(found: SpreadFigures) -> str:
    """The numbers in words."""
    return (
        f"What differs by seed was made up by the model: {found.mean:.1f} of 255 levels on average over "
        f"{found.seeds} seeds, below {found.p95:.1f} in 95 % of the picture; {MADE_UP:g} or more in "
        f"{found.share:.0%}."
    )
