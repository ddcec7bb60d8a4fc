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

    The distance is computed on `device`, `batch` pictures at a time. The PSNR of equal pictures counts as 100 dB.
    """
    a, b = (x.clamp(-1, 1).add(1).div(2) for x in (result, hq))
    mse = (a - b).square().flatten(1).mean(1).clamp_min(1e-10)
    pairs = zip(a.split(batch), b.split(batch), strict=True)
    distances = torch.cat([distance(p.to(device), t.to(device)).float().cpu() for p, t in pairs])
    return float((-10 * mse.log10()).mean()), float(distances.mean())
