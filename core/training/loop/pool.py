"""Pairs that lie on the device, drawn from without a copy, while worker processes replace the oldest by new ones."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from itertools import count, islice

import numpy as np
import torch
from torch import Tensor

from core.training.tasks.task import Tick, upload

Pair = tuple[np.ndarray, np.ndarray]
Make = Callable[[int], Pair]
"""Makes the batch of that number: (hq, lq), uint8 [B, S, S, 3] and [B, S / scale, S / scale, 3]. Can be pickled."""
AHEAD = 2  # batches in the making for each worker
RENEWING = (
    4  # batches in the making once the pool is full: more would keep the process that feeds the card from it
)
FIRST = 1 / 8  # of the pool is filled before the training begins; the rest while it runs


class PairPool:
    """Batches drawn from `hq`, uint8 [N, 3, S, S], and `lq`, uint8 [N, 3, S / scale, S / scale], on one device.

    A batch is drawn at random, and flipped and turned as a whole, in one of 8 ways. If nothing is supplied meanwhile,
    batch i is the same whatever was drawn before.
    """

    def __init__(self, hq: Tensor, lq: Tensor, *, batch: int, seed: int) -> None:
        self.hq, self.lq, self.size, self.seed = hq, lq, batch, seed
        self.supply: Supply | None = None

    def batches(self, indices: Iterable[int], samples: slice) -> Iterator[tuple[Tensor, Tensor]]:
        """(hq, lq) in [-1, 1], float32, of those samples of each batch; the processor never waits for the device."""
        for index in indices:
            filled = len(self.hq) if self.supply is None else self.supply.renew()
            rng = np.random.default_rng([self.seed, 3, index])
            orientation = int(rng.integers(8))
            at = upload(torch.from_numpy(rng.integers(filled, size=self.size)[samples]), self.hq.device)
            yield tuple(_turned(as_floats(side[at]), orientation) for side in (self.hq, self.lq))  # type: ignore[misc]


class Supply:
    """Fills a pool of `size` pairs from whole batches that the workers of `executor` make, over and over again."""

    def __init__(self, make: Make, size: int, executor: Executor, *, device: torch.device) -> None:
        self.make, self.executor = make, executor
        self._numbers = count()
        self._waiting: deque[Future[Pair]] = deque()
        self._order(AHEAD * _workers(executor))
        hq, lq = self._waiting[0].result()
        self.total = -(-size // len(hq)) * len(hq)
        self.hq, self.lq = (
            torch.empty((self.total, *np.moveaxis(side, 3, 1).shape[1:]), dtype=torch.uint8, device=device)
            for side in (hq, lq)
        )
        self.filled = self.at = 0

    def fill(self, least: int, tick: Tick) -> None:
        """Waits until so many pairs are there."""
        while self.filled < min(least, self.total):
            tick()
            self._take(self._waiting.popleft().result())

    def renew(self) -> int:
        """Takes up a batch if one is ready, in the place of the oldest, and returns how many pairs are there."""
        if self._waiting and self._waiting[0].done():
            self._take(self._waiting.popleft().result())
        return self.filled

    def end(self) -> None:
        for future in self._waiting:
            future.cancel()
        self._waiting.clear()

    def _take(self, pair: Pair) -> None:
        hq, lq = (upload(torch.from_numpy(side), self.hq.device).permute(0, 3, 1, 2) for side in pair)
        some = slice(self.at, self.at + len(hq))
        self.hq[some], self.lq[some] = hq, lq
        self.at = some.stop % self.total
        self.filled = max(self.filled, some.stop)
        if self.filled < self.total or len(self._waiting) < RENEWING:
            self._order(1)

    def _order(self, batches: int) -> None:
        self._waiting.extend(self.executor.submit(self.make, i) for i in islice(self._numbers, batches))


def fill_pool(
    make: Make, size: int, executor: Executor, *, device: torch.device, batch: int, seed: int, tick: Tick
) -> PairPool:
    """A pool that has an eighth of its pairs, and gets the others and then new ones while batches are drawn."""
    supply = Supply(make, size, executor, device=device)
    supply.fill(max(batch, int(FIRST * size)), tick)
    pool = PairPool(supply.hq, supply.lq, batch=batch, seed=seed)
    pool.supply = supply
    return pool


def as_floats(pictures: Tensor) -> Tensor:
    """uint8 [B, 3, H, W] -> float32 in [-1, 1], channels last in memory."""
    return pictures.to(torch.float32, memory_format=torch.channels_last).div_(127.5).sub_(1)


def _turned(pictures: Tensor, orientation: int) -> Tensor:
    flipped = pictures.flip(3) if orientation >= 4 else pictures
    turned = torch.rot90(flipped, orientation % 4, (2, 3))
    return turned.contiguous(memory_format=torch.channels_last)


def _workers(executor: Executor) -> int:
    return int(getattr(executor, "_max_workers", 1))
