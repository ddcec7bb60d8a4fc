"""Finished fields of pixel-shuffle space as pictures: their pixels in bands, their previews, their number format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from core.jobs import Region
from core.latents import pixel_shuffle

BAND = 128  # low-resolution rows that are handled at once outside the network
LARGE_FIELD = 48_000_000  # values of a field (16 megapixels of RGB) above which it is kept in half precision


def field_dtype(values: int) -> torch.dtype:
    """The number format that a field of so many values is kept in."""
    return torch.float32 if values <= LARGE_FIELD else torch.float16


def preview(field: Tensor, scale: int, box: Region, *, largest: int) -> np.ndarray:
    """See core.upscaling.passes.Pass. A field holds the pixels themselves, so every preview is exact."""
    rows, columns = slice(box.y, box.y + box.height), slice(box.x, box.x + box.width)
    return pixel_shuffle.preview(field[:, :, rows, columns], scale, largest=largest).numpy()


@dataclass(frozen=True)
class FieldResult:
    """The picture of a finished field [1, 3 scale^2, h, w], of which the first height x width cells count."""

    field: Tensor
    scale: int
    height: int
    width: int

    def bands(self, *, margin: int = 0) -> Iterator[tuple[slice, np.ndarray, slice]]:
        """See core.upscaling.passes.Result."""
        around = -(-margin // self.scale)  # low-resolution rows
        for start in range(0, self.height, BAND):
            stop = min(start + BAND, self.height)
            low, high = max(0, start - around), min(self.height, stop + around)
            inside = self.field[:, :, low:high, : self.width].float()
            rgb = pixel_shuffle.to_rgb(inside, self.scale)[0].permute(1, 2, 0)
            band = np.ascontiguousarray(rgb.add(1).div(2).clamp(0, 1).numpy())
            inner = slice((start - low) * self.scale, (stop - low) * self.scale)
            yield slice(low * self.scale, high * self.scale), band, inner
