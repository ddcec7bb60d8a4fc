"""Tiles that overlap and are blended with Gaussian weights: one prediction for a latent of any size.

The official models work in these: a tile overlaps its neighbours, so no seam shows where they meet.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

import torch
from torch import Tensor

from core.compute.crossing import holds, number
from core.compute.float32_fallback import finite
from core.compute.recorded import Recorded
from core.diffusion.schedule import Schedule
from core.networks.swin_unet import SwinUNet

TileDone = Callable[[int, int], None]
"""tile_done(number, count) after each tile of a step; may raise Cancelled."""

Box = tuple[slice, slice]
"""(rows, columns) of a tile in the latent."""


@dataclass
class TiledPredictor:
    """The sampler's predict(x_t, i): x0 of the whole latent, [1, z, h, w].

    lq     [1, C, r h, r w] in [-1, 1], with r = lq_size / image_size; h and w are multiples of `network.multiple`
    mask   [1, 1, r h, r w] with 1 in the hole and -1 elsewhere, for inpainting models
    tile   side of a tile in latent pixels, also such a multiple; a latent no larger is predicted in one piece
    batch  how many tiles the network gets at once; more than one is faster on graphics devices only
    dtype  the number format that the network computes in
    repeated  the network by recordings of its launches; None: launch by launch

    On a device all tiles are ordered before anything is waited for, and whether their values are numbers is asked once.
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
    repeated: Recorded | None = None

    @property
    def resident(self) -> bool:
        """Whether everything lies on a device."""
        return self.device.type != "cpu"

    @torch.no_grad()
    def __call__(self, x_t: Tensor, i: int) -> Tensor:
        """The predicted x0 for the state x_t at schedule index i: float32 [1, z, h, w] on the device of x_t, as x_t
        is."""
        if not self.resident:
            return self._blended(x_t, i, self.tile_done, looked_at=True)
        x0 = self._blended(x_t, i, self.tile_done, looked_at=False)
        if holds(x0.isfinite().all()):
            return x0
        if self.repeated is not None:
            self.repeated.forget()  # a network that is cast gets other weights than those that were recorded
        return self._blended(x_t, i, lambda number, count: None, looked_at=True)

    def _blended(self, x_t: Tensor, i: int, tile_done: TileDone, *, looked_at: bool) -> Tensor:
        """The prediction. If `looked_at`, each batch is waited for, and computed again in float32 if its values are no
        numbers."""
        boxes = plan(x_t.shape[2], x_t.shape[3], self.tile, self.network.multiple)
        if len(boxes) == 1:
            x0 = self._predicted(x_t, i, boxes, 1, looked_at=looked_at)
            tile_done(1, 1)
            return x0
        total, weights = torch.zeros_like(x_t), torch.zeros_like(x_t[:, :1])
        for first in range(0, len(boxes), self.batch):
            group = boxes[first : first + self.batch]
            x0 = self._predicted(x_t, i, group, first + 1, looked_at=looked_at)
            for nth, (rows, columns) in enumerate(group):
                weight = gaussian(rows.stop - rows.start, x_t.device)[:, None]
                weight = weight * gaussian(columns.stop - columns.start, x_t.device)
                total[:, :, rows, columns] += weight * x0[nth]
                weights[:, :, rows, columns] += weight
                tile_done(first + nth + 1, len(boxes))
        return total.div_(weights)

    def _predicted(self, x_t: Tensor, i: int, boxes: list[Box], first: int, *, looked_at: bool) -> Tensor:
        """x0 [len(boxes), z, tile, tile] of some tiles of one size; `first` is the number of the first, for
        messages."""
        state = torch.cat([x_t[:, :, rows, columns] for rows, columns in boxes]) * self.schedule.input_scale(
            i
        )
        t = number(self.schedule.timesteps[i], self.device)
        lq = torch.cat([self._reduced(self.lq, *box) for box in boxes])
        mask = None if self.mask is None else torch.cat([self._reduced(self.mask, *box) for box in boxes])
        inputs = [v for v in (state.to(self.device), t, lq, mask) if v is not None]
        if not looked_at and self.repeated is not None:
            # A copy: the next tile is written into the same place.
            return self.repeated(*inputs).clone().to(x_t.device)
        compute = partial(self.network, *inputs)
        if not looked_at:
            return compute().to(x_t.device)
        return finite(self.network, self.dtype, compute, where=f"tile {first}").to(x_t.device)

    def _reduced(self, picture: Tensor, rows: slice, columns: slice) -> Tensor:
        """The part of `lq` or `mask` that lies under a part of the latent, on the network's device."""
        config = self.network.config
        r = config.lq_size // config.image_size
        part = picture[:, :, r * rows.start : r * rows.stop, r * columns.start : r * columns.stop]
        return part.to(self.device)


def plan(height: int, width: int, tile: int, grid: int) -> list[Box]:
    """Rectangles that cover a latent, row by row. Neighbours overlap by `grid` latent pixels or more.

    `grid` is the network's `multiple` (64 for the released ones). Tiles begin at multiples of it, so the attention's
    windows and the strides of convolutions lie in a tile as in the whole latent. Raises ValueError unless the sides and
    the tile are such multiples.
    """
    if height % grid or width % grid or tile % grid:
        raise ValueError(f"{width}x{height} and tile {tile} must be multiples of {grid}")
    return [(r, c) for r in _spans(height, tile, grid) for c in _spans(width, tile, grid)]


def areas(boxes: list[Box]) -> list[int]:
    """How many latent pixels each of them has."""
    return [(rows.stop - rows.start) * (columns.stop - columns.start) for rows, columns in boxes]


def _spans(length: int, tile: int, grid: int) -> list[slice]:
    """Spans of length `tile`, evenly spread, as few as overlap by `grid`. If the tile is `grid` itself they only
    touch."""
    if length <= tile:
        return [slice(0, length)]
    count = 1 + math.ceil((length - tile) / max(grid, tile - grid))
    starts = [round((length - tile) / grid * k / (count - 1)) * grid for k in range(count)]
    return [slice(s, s + tile) for s in starts]


def gaussian(length: int, device: torch.device | str = "cpu") -> Tensor:
    """Weights [length]: 1 in the middle of a span, falling to 0.4 % at its ends."""
    at = torch.linspace(-1, 1, length, device=device)
    return torch.exp(-0.5 * (at / 0.3) ** 2)


def reflected(x: Tensor, multiple: int) -> Tensor:
    """[B, C, h, w] continued by reflection at the bottom and at the right until both sides are multiples of `multiple`.

    It is mirrored as often as needed, since a picture may be smaller than what is added to it.
    """
    for dim in (2, 3):
        length = x.shape[dim]
        wanted = -(-length // multiple) * multiple
        if wanted > length:
            period = max(1, 2 * (length - 1))
            at = torch.arange(wanted, device=x.device) % period
            x = x.index_select(dim, torch.where(at < length, at, period - at))
    return x
