"""Finished fields of pixel-shuffle space as pictures: their pixels in bands, their previews, their number format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from core.compute.crossing import download
from core.compute.device import free_cache
from core.compute.faults import is_out_of_memory
from core.images.color import WAVELET_MARGIN
from core.jobs import Region
from core.latents import pixel_shuffle
from core.latents.colours import wavelet_fix

BAND = 128  # low-resolution rows that are handled at once outside the network, on the processor
DEVICE_BAND = 8_000_000  # values of a field that are handled at once elsewhere
REACH = 4  # low-resolution rows around a band that its bicubic enlargement sees
LARGE_FIELD = 48_000_000  # values of a field (16 megapixels of RGB) above which it is kept in half precision


def field_dtype(values: int) -> torch.dtype:
    """The number format that a field of so many values is kept in."""
    return torch.float32 if values <= LARGE_FIELD else torch.float16


def preview(field: Tensor, scale: int, box: Region, *, largest: int) -> np.ndarray:
    """See core.upscaling.passes.Pass. A field holds the pixels themselves, so every preview is exact."""
    rows, columns = slice(box.y, box.y + box.height), slice(box.x, box.x + box.width)
    return download(pixel_shuffle.preview(field[:, :, rows, columns], scale, largest=largest))


def band_rows(width: int, channels: int, device: torch.device) -> int:
    """How many rows of a field are handled at once: on a device as many as keep it busy, a multiple of BAND."""
    return BAND if device.type == "cpu" else max(1, DEVICE_BAND // (width * channels * BAND)) * BAND


@dataclass(frozen=True)
class FieldResult:
    """The picture of a finished field [1, 3 scale^2, h, w], of which the first height x width cells count.

    lq  the picture it was made from, [1, 3, h, w] in [-1, 1], beside a field that lies on a device
    """

    field: Tensor
    scale: int
    height: int
    width: int
    lq: Tensor | None = None

    def bands(self, *, margin: int = 0) -> Iterator[tuple[slice, np.ndarray, slice]]:
        """See core.upscaling.passes.Result."""
        for rows, band, inner in self._bands(BAND, margin):
            yield rows, np.ascontiguousarray(download(band.permute(1, 2, 0))), inner

    def on_device(self, fix: str, dtype: Any) -> np.ndarray | None:
        """The result as pixels of `dtype` (uint8 or uint16), scale H x scale W x 3, with the colours of the input, made
        where the field lies and then downloaded at once. None if that is the processor, the fix is not one of "wavelet"
        and "off", or the device's memory does not suffice."""
        device = self.field.device
        if device.type == "cpu" or fix not in ("wavelet", "off") or self.lq is None:
            return None
        try:
            return download(self._pixels(self.lq, fix, dtype)).view(dtype)
        except RuntimeError as error:
            if not is_out_of_memory(error):
                raise
            free_cache(device)
            return None

    def _pixels(self, lq: Tensor, fix: str, dtype: Any) -> Tensor:
        """The result on the device, uint8 or the bits of uint16 as int16."""
        largest, kind = (255, torch.uint8) if np.dtype(dtype) == np.uint8 else (65535, torch.int16)
        size = (self.height * self.scale, self.width * self.scale, 3)
        out = torch.empty(size, dtype=kind, device=self.field.device)
        rows_at_once = band_rows(self.width, self.field.shape[1], self.field.device)
        for rows, band, inner in self._bands(rows_at_once, WAVELET_MARGIN if fix == "wavelet" else 0):
            fixed = wavelet_fix(band[None], self._enlarged(lq, rows)[None])[0] if fix == "wavelet" else band
            kept = slice(rows.start + inner.start, rows.start + inner.stop)
            whole = fixed[:, inner].mul(largest).round_().to(torch.int32)
            out[kept] = whole.to(kind).permute(1, 2, 0)
        return out

    def _enlarged(self, lq: Tensor, rows: slice) -> Tensor:
        """Some rows of the bicubic enlargement of the input, [3, rows, scale W] in [0, 1]. The kernel reaches 2 cells
        beyond them."""
        low = max(0, rows.start // self.scale - REACH)
        high = min(self.height, -(-rows.stop // self.scale) + REACH)
        band = lq[:, :, low:high, : self.width]
        rgb = F.interpolate(band, scale_factor=self.scale, mode="bicubic", align_corners=False)[0]
        return rgb[:, rows.start - low * self.scale : rows.stop - low * self.scale].add(1).div_(2)

    def _bands(self, rows_at_once: int, margin: int) -> Iterator[tuple[slice, Tensor, slice]]:
        """See core.upscaling.passes.Result; the bands are [3, rows, scale W] in [0, 1], beside the field."""
        around = -(-margin // self.scale)  # low-resolution rows
        for start in range(0, self.height, rows_at_once):
            stop = min(start + rows_at_once, self.height)
            low, high = max(0, start - around), min(self.height, stop + around)
            inside = self.field[:, :, low:high, : self.width].float()
            band = pixel_shuffle.to_rgb(inside, self.scale)[0].add(1).div(2).clamp(0, 1)
            inner = slice((start - low) * self.scale, (stop - low) * self.scale)
            yield slice(low * self.scale, high * self.scale), band, inner
