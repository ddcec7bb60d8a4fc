"""A result that is in memory as a whole, as models that decode a latent make it, and the previews of such a one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from core.images.resize import resize
from core.jobs import Region

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


def preview(image: np.ndarray, per_pixel: float, box: Region, *, largest: int) -> np.ndarray:
    """The part of an image, uint8 h x w x 3, that belongs to `box` of the input, each of whose pixels has `per_pixel`
    in the image; shrunken so that no side is above `largest`."""
    left, top = int(box.x * per_pixel), int(box.y * per_pixel)
    right, bottom = int((box.x + box.width) * per_pixel), int((box.y + box.height) * per_pixel)
    part = np.ascontiguousarray(image[top : max(bottom, top + 1), left : max(right, left + 1)])
    shrink = largest / max(part.shape[:2])
    if shrink >= 1:
        return part
    return resize(part, tuple(max(1, round(side * shrink)) for side in part.shape[1::-1]))
