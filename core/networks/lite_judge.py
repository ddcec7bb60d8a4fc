"""Says of a picture how cleanly it was reduced, which decides the weights that enlarge it.

A clean reduction and a blurred, noisy or compressed picture want different weights, as "Efficient and
Degradation-Adaptive Network for Real-World Image Super-Resolution" (Liang, Zeng and Zhang, ECCV 2022) shows: what
sharpens the one makes the other's faults larger.
"""

from __future__ import annotations

from itertools import pairwise
from typing import cast

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

CROP = 96  # side of the parts that are looked at, in pixels
CROPS = 6  # most of them down, and across
# The answer is one of so many equal steps and 0, so that rounding does not change a result, and weights that were mixed
# for one picture do for others.
STEPS = 16
WIDTHS = (3, 16, 24, 32)


class Judge(nn.Module):
    """Pictures [B, 3, h, w] in [-1, 1] -> [B], from 0 (degraded) to 1 (cleanly reduced).

    Its weights are buffers: what a fine-tuning learns must not change what they say.
    """

    def __init__(self) -> None:
        super().__init__()
        for k, (before, after) in enumerate(pairwise(WIDTHS)):
            self.register_buffer(f"weight{k}", torch.randn(after, before, 3, 3) * (2 / (9 * before)) ** 0.5)
            self.register_buffer(f"bias{k}", torch.zeros(after))
        last = 2 * WIDTHS[-1]
        self.register_buffer("hidden", torch.randn(32, last) * (2 / last) ** 0.5)
        self.register_buffer("hidden_bias", torch.zeros(32))
        self.register_buffer("out", torch.zeros(1, 32))  # an untrained one says 1/2 of every picture
        self.register_buffer("out_bias", torch.zeros(1))

    def forward(self, lq: Tensor) -> Tensor:
        return self.verdict(self.statistics(lq))

    def statistics(self, lq: Tensor) -> Tensor:
        """The mean and the root of the mean square of what the convolutions see, [B, 2 C], for `verdict`."""
        h = lq.float()
        for k in range(len(WIDTHS) - 1):
            weight, bias = (cast(Tensor, getattr(self, f"{name}{k}")) for name in ("weight", "bias"))
            h = F.silu(F.conv2d(h, weight, bias, stride=1 if k == 0 else 2, padding=1))
        return torch.cat([h.mean((2, 3)), h.square().mean((2, 3)).add(1e-8).sqrt()], 1)

    def verdict(self, statistics: Tensor) -> Tensor:
        """[B, 2 C] -> [B]."""
        h = F.silu(F.linear(statistics, cast(Tensor, self.hidden), cast(Tensor, self.hidden_bias)))
        return F.linear(h, cast(Tensor, self.out), cast(Tensor, self.out_bias))[:, 0].sigmoid()

    @torch.inference_mode()
    def of_picture(self, pixels: np.ndarray) -> float:
        """The answer for a whole picture, uint8 or uint16 H x W x 3, from equal parts all over it, in whole STEPS."""
        found = []
        for rows in _spans(pixels.shape[0]):
            for columns in _spans(pixels.shape[1]):
                part = pixels[rows, columns].astype(np.float32) / (np.iinfo(pixels.dtype).max / 2) - 1
                found.append(self.statistics(torch.from_numpy(part).permute(2, 0, 1)[None])[0])
        verdict = self.verdict(torch.stack(found).mean(0, keepdim=True))
        return round(float(verdict) * STEPS) / STEPS


def _spans(length: int) -> list[slice]:
    """At most CROPS parts of CROP pixels, evenly spread from the first pixel to the last; the whole if it is short."""
    if length <= CROP:
        return [slice(0, length)]
    count = min(CROPS, -(-length // CROP))
    starts = [round(k * (length - CROP) / (count - 1)) for k in range(count)]
    return [slice(start, start + CROP) for start in starts]
