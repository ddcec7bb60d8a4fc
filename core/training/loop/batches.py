"""Batches for the network: made ahead of time in threads, and turned into its input."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import Protocol

import numpy as np
import torch
from torch import Tensor

AHEAD = 2  # batches that are made ahead of time


class Batches(Protocol):
    """Numbered batches (hq, lq), uint8 [B, S, S, 3] and [B, S / scale, S / scale, 3].

    Batch i is always the same, whatever was asked for before. `samples` asks for those samples of it alone.
    """

    def batch(self, index: int, samples: Sequence[int] | None = None) -> tuple[np.ndarray, np.ndarray]: ...


def prefetched(
    batches: Batches, indices: Iterable[int], samples: Sequence[int]
) -> Iterator[tuple[Tensor, Tensor]]:
    """(hq, lq) of those samples of each batch, in order and as `as_input` returns them."""
    rest = iter(indices)
    with ThreadPoolExecutor(AHEAD, thread_name_prefix="batches") as pool:
        ahead = deque(pool.submit(batches.batch, i, samples) for i in islice(rest, AHEAD))
        try:
            while ahead:
                hq, lq = ahead.popleft().result()
                ahead.extend(pool.submit(batches.batch, i, samples) for i in islice(rest, 1))
                yield as_input(hq), as_input(lq)
        finally:
            for future in ahead:
                future.cancel()


def as_input(pictures: np.ndarray) -> Tensor:
    """Pictures as input of a network: uint8 [B, H, W, 3] -> float32 [B, 3, H, W] in [-1, 1], channels last in
    memory."""
    return torch.from_numpy(pictures).permute(0, 3, 1, 2).float().div_(127.5).sub_(1)
