"""One prediction for a latent of any size: tiles of the U-Net on its own grid, blended with Gaussian weights."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

import torch
from torch import Tensor

from core.compute.float32_fallback import finite
from core.diffusion.schedule import Schedule
from core.networks.swin_unet import SwinUNet

TileDone = Callable[[int, int], None]
"""tile_done(number, count) after each tile of a step; may raise Cancelled."""

Box = tuple[slice, slice]
"""(rows, columns) of a tile in the latent."""


@dataclass
class TiledPredictor:
    """predict(x_t, i) for the sampler: x0 of the whole latent.

    lq    [1, C, r h, r w] in [-1, 1], r = lq_size / image_size; h and w are multiples of the network's
    mask  [1, 1, r h, r w] with 1 in the hole and -1 elsewhere, for inpainting models
    tile  side of a tile in latent pixels, such a multiple; a latent within it is predicted in one piece
    batch how many tiles the network gets at once; more than one pays on graphics devices
    dtype what the network computes in
    """

    network: SwinUNet
    schedule: Schedule
    lq: Tensor
    tile: int
    tile_done: TileDone
    mask: Tensor | None = None
    device: torch.device = field(default_factory=lambda: torch.device("cpu"))
    batch: int = 1
    dtype: torch.dtype = torch.float32

    @torch.no_grad()
    def __call__(self, x_t: Tensor, i: int) -> Tensor:
        """x_t [1, z, h, w] float32 -> x0 of the same shape, on x_t's device."""
        boxes = plan(x_t.shape[2], x_t.shape[3], self.tile, self.network.multiple)
        if len(boxes) == 1:
            x0 = self._predicted(x_t, i, boxes, 1)
            self.tile_done(1, 1)
            return x0
        total, weights = torch.zeros_like(x_t), torch.zeros_like(x_t[:, :1])
        for first in range(0, len(boxes), self.batch):
            group = boxes[first : first + self.batch]
            x0 = self._predicted(x_t, i, group, first + 1)
            for number, (rows, columns) in enumerate(group):
                weight = gaussian(rows.stop - rows.start)[:, None] * gaussian(columns.stop - columns.start)
                weight = weight.to(x_t.device)
                total[:, :, rows, columns] += weight * x0[number]
                weights[:, :, rows, columns] += weight
                self.tile_done(first + number + 1, len(boxes))
        return total.div_(weights)

    def _predicted(self, x_t: Tensor, i: int, boxes: list[Box], number: int) -> Tensor:
        """x0 [len(boxes), z, tile, tile] of tiles of one size, the first of which has that number."""
        state = torch.cat([x_t[:, :, rows, columns] for rows, columns in boxes]) * self.schedule.input_scale(
            i
        )
        t = torch.tensor([self.schedule.timesteps[i]], device=self.device)
        lq = torch.cat([self._reduced(self.lq, *box) for box in boxes])
        mask = None if self.mask is None else torch.cat([self._reduced(self.mask, *box) for box in boxes])
        compute = partial(self.network, state.to(self.device), t, lq, mask)
        return finite(self.network, self.dtype, compute, where=f"tile {number}").to(x_t.device)

    def _reduced(self, picture: Tensor, rows: slice, columns: slice) -> Tensor:
        """The part of the low-resolution picture that lies under a part of the latent."""
        config = self.network.config
        r = config.lq_size // config.image_size
        part = picture[:, :, r * rows.start : r * rows.stop, r * columns.start : r * columns.stop]
        return part.to(self.device)


def plan(height: int, width: int, tile: int, grid: int) -> list[Box]:
    """Rectangles that cover the latent, row by row, neighbours sharing `grid` pixels or more.

    They begin at multiples of `grid`, the network's `multiple` (64 for the released ones), where its windows and
    strides lie as in the whole latent. Sides and tile are such multiples, too.
    """
    if height % grid or width % grid or tile % grid:
        raise ValueError(f"{width}x{height} and tile {tile} must be multiples of {grid}")
    return [(r, c) for r in _spans(height, tile, grid) for c in _spans(width, tile, grid)]


def _spans(length: int, tile: int, grid: int) -> list[slice]:
    """Equal spans, evenly spread: as few as overlap by `grid`. A tile of one grid alone has no room for that."""
    if length <= tile:
        return [slice(0, length)]
    count = 1 + math.ceil((length - tile) / max(grid, tile - grid))
    starts = [round((length - tile) / grid * k / (count - 1)) * grid for k in range(count)]
    return [slice(s, s + tile) for s in starts]


def gaussian(length: int) -> Tensor:
    """Weights that fall from the middle of a span to 0.4 % at its ends, [length]."""
    at = torch.linspace(-1, 1, length)
    return torch.exp(-0.5 * (at / 0.3) ** 2)


def reflected(x: Tensor, multiple: int) -> Tensor:
    """[B, C, h, w] continued at the bottom and at the right up to multiples, mirrored at the last pixel as often as
    it takes: a picture may be smaller than what is added."""
    for dim in (2, 3):
        length = x.shape[dim]
        wanted = -(-length // multiple) * multiple
        if wanted > length:
            period = max(1, 2 * (length - 1))
            at = torch.arange(wanted, device=x.device) % period
            x = x.index_select(dim, torch.where(at < length, at, period - at))
    return x
