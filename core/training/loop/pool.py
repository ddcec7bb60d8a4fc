"""Pairs that lie on the device: made once by worker processes, then drawn from without a copy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from itertools import islice

import numpy as np
import torch
from torch import Tensor

from core.training.tasks.task import Tick

Make = Callable[[int], tuple[np.ndarray, np.ndarray]]
"""Makes the batch of that number: (hq, lq), uint8 [B, S, S, 3] and [B, S / scale, S / scale, 3]. Can be pickled."""
AHEAD = 2  # batches in the making for each worker


class PairPool:
    """Batches drawn from `hq`, uint8 [N, 3, S, S], and `lq`, uint8 [N, 3, S / scale, S / scale], on one device.

    Every pair comes once an epoch, in a new order. A batch is flipped and turned as a whole, in one of 8 ways; batch i
    is the same whatever was drawn before, on the same kind of device.
    """

    def __init__(self, hq: Tensor, lq: Tensor, *, batch: int, seed: int) -> None:
        self.hq, self.lq, self.size, self.seed = hq, lq, batch, seed
        self.epoch, self.order = -1, torch.empty(0, dtype=torch.int64)

    def batches(self, indices: Iterable[int], samples: slice) -> Iterator[tuple[Tensor, Tensor]]:
        """(hq, lq) in [-1, 1], float32, of those samples of each batch; the processor never waits for the device."""
        for index in indices:
            at = self._places(index)[samples]
            orientation = int(np.random.default_rng([self.seed, 3, index]).integers(8))
            yield tuple(_turned(as_floats(side[at]), orientation) for side in (self.hq, self.lq))  # type: ignore[misc]

    def _places(self, index: int) -> Tensor:
        """int64 [B], where batch number `index` lies in the pool."""
        rounds = max(1, len(self.hq) // self.size)  # batches an epoch
        epoch, place = divmod(index, rounds)
        if epoch != self.epoch:
            device = self.hq.device
            generator = torch.Generator(device).manual_seed(self.seed + 1_000_003 * epoch)
            order = torch.randperm(len(self.hq), generator=generator, device=device)
            self.epoch, self.order = epoch, order.repeat(-(-self.size // len(order)))
        return self.order[place * self.size : (place + 1) * self.size]


def fill_pool(
    make: Make, count: int, executor: Executor, *, device: torch.device, batch: int, seed: int, tick: Tick
) -> PairPool:
    """A pool of `count` pairs at least, from whole batches made by the workers of `executor`, who may rest after it."""
    rest = iter(range(2**62))
    waiting = [executor.submit(make, i) for i in islice(rest, AHEAD * _workers(executor))]
    hq: Tensor | None = None
    lq, filled = torch.empty(0), 0
    while filled < count:
        tick()
        pair = [torch.from_numpy(side).permute(0, 3, 1, 2) for side in waiting.pop(0).result()]
        if hq is None:
            total = -(-count // len(pair[0])) * len(pair[0])
            hq, lq = (
                torch.empty((total, *side.shape[1:]), dtype=torch.uint8, device=device) for side in pair
            )
        some = slice(filled, filled + len(pair[0]))
        hq[some], lq[some] = (side.to(device) for side in pair)
        filled = some.stop
        waiting.append(executor.submit(make, next(rest)))
    for future in waiting:
        future.cancel()
    assert hq is not None
    return PairPool(hq, lq, batch=batch, seed=seed)


def as_floats(pictures: Tensor) -> Tensor:
    """uint8 [B, 3, H, W] -> float32 in [-1, 1], channels last in memory."""
    return pictures.to(torch.float32, memory_format=torch.channels_last).div_(127.5).sub_(1)


def _turned(pictures: Tensor, orientation: int) -> Tensor:
    flipped = pictures.flip(3) if orientation >= 4 else pictures
    turned = torch.rot90(flipped, orientation % 4, (2, 3))
    return turned.contiguous(memory_format=torch.channels_last)


def _workers(executor: Executor) -> int:
    return int(getattr(executor, "_max_workers", 1))
