"""A result that is in memory as a whole, as models that decode a latent make it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

BAND = 256  # rows of the result that are handed out at once


@dataclass(frozen=True)
class WholeResult:
    """The pixels, float32 H x W x 3 in [0, 1]."""

    pixels: np.ndarray

    def bands(self, *, margin: int = 0) -> Iterator[tuple[slice, np.ndarray, slice]]:
        """See core.upscaling.passes.Result."""
        height = self.pixels.shape[0]
        for start in range(0, height, BAND):
            stop = min(start + BAND, height)
            low, high = max(0, start - margin), min(height, stop + margin)
            yield (
                slice(low, high),
                np.ascontiguousarray(self.pixels[low:high]),
                slice(start - low, stop - low),
            )
