"""One pass of a Lite model: a picture is enlarged by sampling in pixel-shuffle space, tile by tile."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Literal

import numpy as np
import torch
from torch import Tensor

from core.diffusion.noise import noise_field
from core.diffusion.sampler import Step, sample
from core.diffusion.schedule import Schedule
from core.jobs import CancelToken, Region
from core.latents import pixel_shuffle
from core.latents.blended_tiles import TileDone
from core.latents.margin_tiles import Tile, plan_tiles
from core.upscaling.journal import Journal, key_of
from core.upscaling.pixel_field import BAND, FieldResult, field_dtype, preview
from core.upscaling.predictor import Predictor
from core.upscaling.smaller_tiles import with_smaller_tiles

MARGIN = 32  # pixels around a tile; what lies beyond changes a result by less than one step of 8 bits
SMALLEST_TILE = 32


@dataclass
class LitePass:
    """One enlargement by the network's scale, a `Pass` of core.upscaling.passes.

    tile           side of a tile in low-resolution pixels; halved if memory runs out
    stochasticity  0 to 1, see Schedule.transition
    """

    predictor: Predictor
    tile: int
    seed: int
    stochasticity: float
    cancel: CancelToken
    origin: tuple[int, int] = (0, 0)
    costs: tuple[float, float, float] = (0.0, 1.0, 0.0)
    journal: Journal = field(default_factory=Journal)

    def __post_init__(self) -> None:
        self.scale: int = self.predictor.scale
        self.device = self.predictor.device

    def start(self, lq: np.ndarray, mask: np.ndarray | None = None) -> np.ndarray:
        """The picture as it is: nothing has to be prepared. There are no Lite models that take a mask."""
        return lq

    def tiles(self, lq: np.ndarray) -> int:
        """How many tiles each step takes, as planned."""
        return -(-lq.shape[0] // self.tile) * -(-lq.shape[1] // self.tile)

    def kept(self, lq: np.ndarray) -> int:
        """How many bytes the predictions of one step are."""
        values = 3 * self.scale**2 * lq.shape[0] * lq.shape[1]
        return values * field_dtype(values).itemsize

    def steps(self, lq: np.ndarray, schedule: Schedule, tile_done: TileDone) -> Iterator[Step]:
        """The steps of the chain for a picture float32 H x W x 3 in [0, 1].

        Their x0 are fields [1, 3 scale^2, h, w] on the CPU; h and w are H and W rounded up to multiples of
        `predictor.multiple`.
        """
        padded = self._pad(lq)
        y = self._y_field(padded)
        x0 = torch.empty_like(y)
        top, left = self.origin

        def noise(draw: int, rows: slice) -> Tensor:
            shifted = slice(rows.start + top, rows.stop + top)
            columns = slice(left, left + y.shape[3])
            return noise_field(self.seed, draw, y.shape[1], shifted, columns).to(y.dtype)

        def predict(x_t: Tensor, i: int) -> Tensor:
            compute = partial(self._predict, x_t, y, padded, schedule, i, x0, tile_done)
            with_smaller_tiles(self, compute, smallest=SMALLEST_TILE)
            return x0

        yield from sample(predict, y, schedule, noise, stochasticity=self.stochasticity, band=BAND)

    def result(self, lq: np.ndarray, field: Tensor) -> FieldResult:
        """The pixels of a finished field, made band by band when they are asked for."""
        return FieldResult(field, self.scale, lq.shape[0], lq.shape[1])

    def preview(self, lq: np.ndarray, field: Tensor, box: Region, *, largest: int, exact: bool) -> np.ndarray:
        """See core.upscaling.passes.Pass."""
        return preview(field, self.scale, box, largest=largest)

    def _pad(self, lq: np.ndarray) -> Tensor:
        """The picture as [1, 3, h, w] in [-1, 1], continued by reflection up to multiples of `predictor.multiple`.

        No more is added: at the edges of the picture the network meets its own zero padding, as it did at the edges of
        its training patches.
        """
        h, w = lq.shape[:2]
        m = self.predictor.multiple
        # numpy reflects as often as needed, but cannot reflect a single pixel
        mode: Literal["reflect", "edge"] = "reflect" if min(h, w) > 1 else "edge"
        padded = np.pad(lq, ((0, -h % m), (0, -w % m), (0, 0)), mode=mode)
        return torch.from_numpy(padded).permute(2, 0, 1)[None].mul(2).sub(1)

    def _y_field(self, padded: Tensor) -> Tensor:
        """The bicubic enlargement as a field, made in bands; the kernel reaches 4 rows beyond a band."""
        scale, reach = self.scale, 4
        height, width = padded.shape[2:]
        dtype = field_dtype(3 * scale**2 * height * width)
        y = torch.empty((1, 3 * scale**2, height, width), dtype=dtype, memory_format=torch.channels_last)
        for start in range(0, height, BAND):
            stop = min(start + BAND, height)
            low, high = max(0, start - reach), min(height, stop + reach)
            band = pixel_shuffle.upsample(padded[:, :, low:high], scale)
            y[:, :, start:stop] = band[:, :, start - low : stop - low]
        return y

    def _predict(
        self,
        x_t: Tensor,
        y: Tensor,
        lq: Tensor,
        schedule: Schedule,
        i: int,
        out: Tensor,
        tile_done: TileDone,
    ) -> None:
        """Fills `out` with the network's x0 for the whole field, at schedule index i."""
        eta, sigma = schedule.state(i)
        tiles = plan_tiles(*y.shape[2:], tile=self.tile, margin=MARGIN, multiple=self.predictor.multiple)
        for number, tile in enumerate(tiles, start=1):
            self.cancel.raise_if_cancelled()

            def compute(tile: Tile = tile, number: int = number) -> Tensor:
                (rows, columns), (inner_rows, inner_columns) = tile.outer, tile.inner
                x_tile, y_tile, lq_tile = (t[:, :, rows, columns] for t in (x_t, y, lq))
                x0 = self.predictor.x0(x_tile, y_tile, lq_tile, eta, sigma, where=f"tile {number}")
                return x0[:, :, inner_rows, inner_columns].to(out.device, out.dtype)

            key = key_of(i, tile.y, tile.x, tile.height, tile.width)
            core_rows, core_columns = tile.core
            out[:, :, core_rows, core_columns] = self.journal.predicted([key], compute)
            tile_done(number, len(tiles))


def plan_tile_size(*, free_bytes: int, bytes_per_pixel: int) -> int:
    """The side of a tile in low-resolution pixels, a multiple of 32 from 32 to 512: what fits into a quarter of the
    free memory."""
    side = int((free_bytes / 4 / bytes_per_pixel) ** 0.5) - 2 * MARGIN
    return max(SMALLEST_TILE, min(512, side) // 32 * 32)
