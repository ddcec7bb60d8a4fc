"""PSNR and feature distance of a batch of results, as both validations measure them."""

from __future__ import annotations

import torch
from torch import Tensor

from core.training.tasks.task import Distance


@torch.no_grad()
def psnr_and_distance(
    result: Tensor, hq: Tensor, distance: Distance, *, device: torch.device, batch: int
) -> tuple[float, float]:
    """(mean PSNR of RGB in dB, mean distance) of pictures [N, 3, H, W] in [-1, 1], which are clamped first.

    Both are computed on `device`, `batch` pictures at a time. The PSNR of equal pictures counts as 100 dB.
    """
    psnrs, distances = [], []
    for some, wanted in zip(result.split(batch), hq.split(batch), strict=True):
        a, b = (x.to(device).clamp(-1, 1).add(1).div(2) for x in (some, wanted))
        psnrs.append(-10 * (a - b).square().flatten(1).mean(1).clamp_min(1e-10).log10())
        distances.append(distance(a, b).float())
    return float(torch.cat(psnrs).mean()), float(torch.cat(distances).mean())
