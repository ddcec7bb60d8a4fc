"""One pass of a restorer: its network is evaluated once for each tile, without a chain and without noise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Literal

import numpy as np
import torch
from torch import Tensor

from core.compute.float32_fallback import finite
from core.diffusion.sampler import Step
from core.diffusion.schedule import Schedule
from core.jobs import CancelToken, Region
from core.latents import pixel_shuffle
from core.latents.blended_tiles import TileDone
from core.latents.margin_tiles import Tile, plan_tiles
from core.networks.restorer import Restorer
from core.upscaling.journal import Journal, key_of
from core.upscaling.pixel_field import FieldResult, field_dtype, preview
from core.upscaling.smaller_tiles import with_smaller_tiles

MARGIN = 32  # pixels around a tile; fewer if the network does not see that far
SMALLEST_TILE = 32


@dataclass
class RestorerPass:
    """One run of a restorer over a picture, a `Pass` of core.upscaling.passes.

    The result is kept as a field of pixel-shuffle space, [1, 3 scale^2, h, w] in [-1, 1] on the CPU. The same input
    gives the same result: there is no noise.

    dtype  number format that the network computes in
    tile   side of a tile in input pixels; halved if memory runs out
    """

    network: Restorer
    device: torch.device
    dtype: torch.dtype
    tile: int
    cancel: CancelToken
    origin: tuple[int, int] = (0, 0)
    costs: tuple[float, float, float] = (0.0, 1.0, 0.0)
    journal: Journal = field(default_factory=Journal)

    def __post_init__(self) -> None:
        self.scale: int = self.network.scale

    def start(self, lq: np.ndarray, mask: np.ndarray | None = None) -> np.ndarray:
        """The picture as it is: nothing has to be prepared. There are no restorers that take a mask."""
        return lq

    def tiles(self, lq: np.ndarray) -> int:
        """How many tiles there are, as planned."""
        return len(self._tiles(*(-(-side // self.network.multiple) for side in lq.shape[:2])))

    def kept(self, lq: np.ndarray) -> int:
        """How many bytes the result is."""
        values = 3 * self.scale**2 * lq.shape[0] * lq.shape[1]
        return values * field_dtype(values).itemsize

    def area(self, height: int, width: int) -> float:
        """See core.upscaling.passes.Pass."""
        m = self.network.multiple
        return float(
            sum(t.outer_height * t.outer_width for t in self._tiles(-(-height // m), -(-width // m)))
        )

    def memory(self, height: int, width: int) -> float:
        """See core.upscaling.passes.Pass: the result as a field, and the activations of the largest tile."""
        m, values = self.network.multiple, 3 * self.scale**2 * height * width
        largest = max(t.outer_height * t.outer_width for t in self._tiles(-(-height // m), -(-width // m)))
        held = self.network.values_per_pixel * self.dtype.itemsize * largest
        return values * field_dtype(values).itemsize + held

    def steps(self, lq: np.ndarray, schedule: Schedule, tile_done: TileDone) -> Iterator[Step]:
        """The only step, whatever the schedule, for a picture float32 H x W x 3 in [0, 1]."""
        h, w = lq.shape[:2]
        m = self.network.multiple
        # numpy reflects as often as needed, but cannot reflect a single pixel
        mode: Literal["reflect", "edge"] = "reflect" if min(h, w) > 1 else "edge"
        padded = torch.from_numpy(np.pad(lq, ((0, -h % m), (0, -w % m), (0, 0)), mode=mode))
        padded = padded.permute(2, 0, 1)[None]
        values = 3 * self.scale**2 * padded.shape[2] * padded.shape[3]
        shape = (1, 3 * self.scale**2, *padded.shape[2:])
        out = torch.empty(shape, dtype=field_dtype(values), memory_format=torch.channels_last)
        self.network.look(padded)
        compute = partial(self._restore, padded, out, tile_done)
        with_smaller_tiles(self, compute, smallest=SMALLEST_TILE, multiple=m)
        yield Step(1, 1, out, out)

    def result(self, lq: np.ndarray, field: Tensor) -> FieldResult:
        """The pixels of a finished field, made band by band when they are asked for."""
        return FieldResult(field, self.scale, lq.shape[0], lq.shape[1])

    def preview(self, lq: np.ndarray, field: Tensor, box: Region, *, largest: int, exact: bool) -> np.ndarray:
        """See core.upscaling.passes.Pass."""
        return preview(field, self.scale, box, largest=largest)

    def _tiles(self, rows: int, columns: int) -> list[Tile]:
        """The tiles of a picture of so many multiples of the network."""
        m = self.network.multiple
        margin = min(MARGIN, self.network.reach)
        return plan_tiles(rows * m, columns * m, tile=self.tile, margin=margin, multiple=m)

    def _restore(self, padded: Tensor, out: Tensor, tile_done: TileDone) -> None:
        """Fills `out` with the field of the padded picture [1, 3, h, w] in [0, 1]."""
        m = self.network.multiple
        tiles = self._tiles(padded.shape[2] // m, padded.shape[3] // m)
        for number, tile in enumerate(tiles, start=1):
            self.cancel.raise_if_cancelled()

            def compute(tile: Tile = tile, number: int = number) -> Tensor:
                (rows, columns), (inner_rows, inner_columns) = tile.outer, tile.inner
                lq = padded[:, :, rows, columns].to(self.device)

                def restored() -> Tensor:
                    # The network may have been cast since: the input follows it.
                    kind = next(self.network.parameters()).dtype
                    return self.network(lq.to(kind, memory_format=torch.channels_last))

                rgb = finite(self.network, self.dtype, restored, where=f"tile {number}")
                field = pixel_shuffle.to_field(rgb.float(), self.scale).mul(2).sub(1)
                return field[:, :, inner_rows, inner_columns].to(out.device, out.dtype)

            key = key_of(0, tile.y, tile.x, tile.height, tile.width)
            core_rows, core_columns = tile.core
            out[:, :, core_rows, core_columns] = self.journal.predicted([key], compute)
            tile_done(number, len(tiles))


def plan_tile_size(network: Restorer, *, free_bytes: int, dtype: torch.dtype) -> int:
    """The side of a tile in input pixels, a multiple of 32 from 32 to 512: what fits into a quarter of the free
    memory."""
    side = int((free_bytes / 4 / (network.values_per_pixel * dtype.itemsize)) ** 0.5) - 2 * MARGIN
    return max(SMALLEST_TILE, min(512, side) // 32 * 32)
