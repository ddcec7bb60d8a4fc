"""PSNR and feature distance of results, and how many pictures are worked on at once, in both validations."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import torch
from torch import Tensor

from core.compute.device import free_cache
from core.compute.faults import is_out_of_memory
from core.training.tasks.task import Distance

T = TypeVar("T")


class Batch:
    """How many pictures are worked on at once: from then on half as many whenever memory runs out."""

    def __init__(self, size: int, device: torch.device) -> None:
        self.size, self.device = size, device

    def fit(self, work: Callable[[int], T]) -> T:
        """What `work` returns for so many at once. Raises what it raises if memory does not suffice for one."""
        while True:
            try:
                return work(self.size)
            except (RuntimeError, MemoryError) as error:
                if self.size == 1 or not is_out_of_memory(error):
                    raise
            free_cache(self.device)
            self.size //= 2


@torch.no_grad()
def psnr_and_distance(result: Tensor, hq: Tensor, distance: Distance, batch: Batch) -> tuple[float, float]:
    """(mean PSNR of RGB in dB, mean distance) of pictures [N, 3, H, W] in [-1, 1], which are clamped first.

    Both are computed on the device of `batch`. The PSNR of equal pictures counts as 100 dB.
    """

    def measured(size: int) -> tuple[Tensor, Tensor]:
        psnrs, distances = [], []
        for some, wanted in zip(result.split(size), hq.split(size), strict=True):
            a, b = (x.to(batch.device).clamp(-1, 1).add(1).div(2) for x in (some, wanted))
            psnrs.append(-10 * (a - b).square().flatten(1).mean(1).clamp_min(1e-10).log10())
            distances.append(distance(a, b).float())
        return torch.cat(psnrs).mean(), torch.cat(distances).mean()

    psnr, apart = batch.fit(measured)
    return float(psnr), float(apart)
