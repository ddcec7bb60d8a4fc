"""One pass of a restorer: its network is evaluated once for each tile, without a chain and without noise."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

import numpy as np
import torch
from torch import Tensor

from core.compute.crossing import holds, upload
from core.compute.device import free_cache
from core.compute.float32_fallback import finite
from core.diffusion.sampler import Step
from core.diffusion.schedule import Schedule
from core.errors import DeviceError
from core.jobs import CancelToken, Region
from core.latents import pixel_shuffle
from core.latents.blended_tiles import TileDone
from core.latents.margin_tiles import Tile, continued, plan_tiles
from core.networks.restorer import Restorer
from core.upscaling.journal import Journal, key_of
from core.upscaling.pixel_field import DEVICE_BAND, FieldResult, field_dtype, preview
from core.upscaling.smaller_tiles import ran_out_of_memory, with_smaller_tiles

log = logging.getLogger(__name__)

SMALLEST_TILE = 32
# By kind of device; LARGEST_TILE_ELSEWHERE for all others. Drivers for screens give up commands that take seconds, as a
# convolution of a large tile may on a small card.
LARGEST_TILE = {"cpu": 512, "vulkan": 256}
LARGEST_TILE_ELSEWHERE = 1024
SHARE_OF_FIELD = 4  # of a device's free memory that the result and what is made of it may take
CPU = torch.device("cpu")


@dataclass
class RestorerPass:
    """One run of a restorer over a picture, a `Pass` of core.upscaling.passes.

    The result is kept as a field of pixel-shuffle space, [1, 3 scale^2, h, w] in [-1, 1]. The same input gives the same
    result: there is no noise.

    dtype  number format that the network computes in
    tile   side of a tile in input pixels; halved if memory runs out
    home   where the picture and the result lie: the network's device, so that they cross once each, or the processor.
           If the memory of a device does not suffice, it becomes the processor
    """

    network: Restorer
    device: torch.device
    dtype: torch.dtype
    tile: int
    cancel: CancelToken
    home: torch.device = CPU
    origin: tuple[int, int] = (0, 0)
    costs: tuple[float, float, float] = (0.0, 1.0, 0.0)
    journal: Journal = field(default_factory=Journal)
    period: tuple[int, int] | None = None  # there is no noise

    def __post_init__(self) -> None:
        self.scale: int = self.network.scale

    @property
    def resident(self) -> bool:
        """Whether the picture and the result lie on a device."""
        return self.home.type != "cpu"

    def area(self, height: int, width: int) -> float:
        """See core.upscaling.passes.Pass."""
        return float(sum(t.outer_height * t.outer_width for t in self._tiles(height, width)))

    def memory(self, height: int, width: int) -> float:
        """See core.upscaling.passes.Pass: the result as a field, and the activations of the largest tile."""
        values = 3 * self.scale**2 * height * width
        largest = max(t.outer_height * t.outer_width for t in self._tiles(height, width))
        held = self.network.values_per_pixel * self.dtype.itemsize * largest
        return values * field_dtype(values).itemsize + held

    def start(self, lq: np.ndarray, mask: np.ndarray | None = None) -> Start:
        """The picture float32 H x W x 3 in [0, 1], brought home. There are no restorers that take a mask."""
        padded = torch.from_numpy(continued(lq, self.network.multiple))
        return Start(upload(padded.permute(2, 0, 1)[None], self.home), *lq.shape[:2])

    def tiles(self, start: Start) -> int:
        """How many tiles there are, as planned."""
        return len(self._tiles(start.height, start.width))

    def kept(self, start: Start) -> int:
        """How many bytes the result is."""
        values = 3 * self.scale**2 * start.height * start.width
        return values * field_dtype(values).itemsize

    def steps(self, start: Start, schedule: Schedule, tile_done: TileDone) -> Iterator[Step]:
        """The only step, whatever the schedule; its x0 lies at home."""
        tile, m = self.tile, self.network.multiple
        while True:
            lq = start.lq.to(self.home)
            compute = partial(self._restored, lq, tile_done)
            try:
                out = with_smaller_tiles(self, compute, smallest=SMALLEST_TILE, multiple=m)
                break
            except (RuntimeError, MemoryError, DeviceError) as error:
                if not self.resident or not ran_out_of_memory(error):
                    raise
            log.warning("The result does not fit into the device's memory: going on tile by tile.")
            self.home, self.tile = CPU, tile
            free_cache(self.device)
        yield Step(1, 1, out, out)

    def result(self, start: Start, field: Tensor) -> FieldResult:
        """The pixels of a finished field, made band by band when they are asked for."""
        lq = start.lq.mul(2).sub(1) if self.resident else None
        return FieldResult(field, self.scale, start.height, start.width, lq)

    def preview(self, start: Start, field: Tensor, box: Region, *, largest: int, exact: bool) -> np.ndarray:
        """See core.upscaling.passes.Pass."""
        return preview(field, self.scale, box, largest=largest)

    def _tiles(self, height: int, width: int) -> list[Tile]:
        """The tiles of a picture, whose sides are rounded up."""
        m = self.network.multiple
        rows, columns = (-(-side // m) * m for side in (height, width))
        return plan_tiles(rows, columns, tile=self.tile, margin=self.network.margin, multiple=m)

    def _restored(self, lq: Tensor, tile_done: TileDone) -> Tensor:
        """The field of a padded picture [1, 3, h, w] in [0, 1], at home.

        On a device all tiles are ordered before anything is waited for: whether their values are numbers is asked once.
        """
        self._look(lq)
        values = 3 * self.scale**2 * lq.shape[2] * lq.shape[3]
        out = torch.empty(
            (1, 3 * self.scale**2, *lq.shape[2:]),
            dtype=field_dtype(values),
            device=self.home,
            memory_format=torch.channels_last,
        )
        if not self.resident:
            self._fill(lq, out, tile_done, looked_at=True)
        elif not holds(self._fill(lq, out, tile_done, looked_at=False)):
            self._fill(lq, out, lambda number, count: None, looked_at=True)
        return out

    def _look(self, lq: Tensor) -> None:
        """Shows the network the picture. Where memory does not suffice for that, each tile is a picture of its own."""
        try:
            self.network.look(lq, len(self._tiles(*lq.shape[2:])))
        except (RuntimeError, MemoryError, DeviceError) as error:
            if not ran_out_of_memory(error):
                raise
            log.warning(
                "Memory does not suffice for looking at the picture first: its tiles may differ a little."
            )
            self.network.look(lq, 1)

    def _fill(self, lq: Tensor, out: Tensor, tile_done: TileDone, *, looked_at: bool) -> Tensor:
        """Fills `out`, and returns whether all of its values are numbers, a flag that has not been waited for. If
        `looked_at`, each tile is waited for, and computed again in float32 if its values are none."""
        tiles = self._tiles(*lq.shape[2:])
        sound = []
        for number, tile in enumerate(tiles, start=1):
            self.cancel.raise_if_cancelled()
            where = f"tile {number}" if looked_at else ""
            compute = partial(self._tile, lq, tile, out, where)
            key = key_of(0, tile.y, tile.x, tile.height, tile.width)
            rows, columns = tile.core
            done = out[:, :, rows, columns]
            done.copy_(self.journal.predicted([key], compute))
            if not looked_at:
                sound.append(done.isfinite().all())
            tile_done(number, len(tiles))
        return torch.stack(sound).all() if sound else torch.tensor(True)

    def _tile(self, lq: Tensor, tile: Tile, out: Tensor, where: str) -> Tensor:
        """The field of a tile's core, where and in the number format that `out` is; looked at if `where` names it."""
        (rows, columns), (inner_rows, inner_columns) = tile.outer, tile.inner
        part = upload(lq[:, :, rows, columns], self.device)

        def restored() -> Tensor:
            # The network may have been cast since: the input follows it.
            return self.network(part.to(self.network.dtype, memory_format=torch.channels_last))

        rgb = finite(self.network, self.dtype, restored, where=where) if where else restored()
        field = pixel_shuffle.to_field(rgb.float(), self.scale).mul(2).sub(1)
        return field[:, :, inner_rows, inner_columns].to(out.device, out.dtype)


@dataclass(frozen=True)
class Start:
    """A picture at home: lq [1, 3, h, w] in [0, 1], with h and w its height and width rounded up."""

    lq: Tensor
    height: int
    width: int


def plan_home(
    network: Restorer, device: torch.device, shape: tuple[int, ...], *, free_bytes: int
) -> torch.device:
    """Where a pass over a picture of `shape` (height, width, ..) keeps its result: on the device if it fits into a
    share of the free memory there, else on the processor."""
    values = 3 * network.scale**2 * shape[0] * shape[1]
    # With the colour fix.
    needed = (field_dtype(values).itemsize + 3) * values + 64 * min(values, DEVICE_BAND)
    return device if needed <= free_bytes / SHARE_OF_FIELD else CPU


def plan_tile_size(
    network: Restorer, *, free_bytes: int, dtype: torch.dtype, device: torch.device = CPU
) -> int:
    """The side of a tile in input pixels, a multiple of 32: what fits into a quarter of the free memory, up to what is
    of use. A network that wants to see the picture as a whole gets tiles as large as they may be."""
    side = int((free_bytes / 4 / (network.values_per_pixel * dtype.itemsize)) ** 0.5) - 2 * network.margin
    largest = LARGEST_TILE.get(device.type, LARGEST_TILE_ELSEWHERE)
    return max(SMALLEST_TILE, side // 32 * 32 if network.whole else min(largest, side // 32 * 32))
