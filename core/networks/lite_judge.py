"""Says of a picture how cleanly it was reduced, which decides the weights that enlarge it.

A clean reduction and a blurred, noisy or compressed picture want different weights, as "Efficient and
Degradation-Adaptive Network for Real-World Image Super-Resolution" (Liang, Zeng and Zhang, ECCV 2022) shows: what
sharpens the one makes the other's faults larger.
"""

from __future__ import annotations

import math

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

BLOCK = 8  # side of the blocks whose spectra are looked at: those of JPEG
CROP = 96  # side of the parts that are looked at, in pixels
CROPS = 6  # most of them down, and across
# The verdict is 0 or one of so many equal steps: rounding does not change a result, and weights that were mixed for one
# picture do for others.
STEPS = 16
FLOOR = 0.5 / 127.5  # amplitudes below half a step of 8 bits are rounding
FEATURES = 5 * BLOCK * (BLOCK + 1) // 2
HIDDEN = 24


class Judge(nn.Module):
    """Pictures [B, 3, h, w] in [-1, 1] -> [B], from 0 (degraded) to 1 (cleanly reduced).

    Noise, blur and compression show in how strong the frequencies of small blocks are, so it looks at the logarithms of
    those alone. Its weights are buffers: what a fine-tuning learns must not change what they say.
    """

    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("middle", torch.zeros(FEATURES))  # of each feature, over pictures
        self.register_buffer("spread", torch.ones(FEATURES))
        self.register_buffer("hidden", torch.randn(HIDDEN, FEATURES) / FEATURES**0.5)
        self.register_buffer("hidden_bias", torch.zeros(HIDDEN))
        self.register_buffer("out", torch.zeros(1, HIDDEN))  # an untrained one says 1/2 of every picture
        self.register_buffer("out_bias", torch.zeros(1))

    def forward(self, lq: Tensor) -> Tensor:
        return self.verdict(features(lq))

    def verdict(self, seen: Tensor) -> Tensor:
        """The verdict on pictures by their `features`, [B, FEATURES] -> [B]."""
        middle, spread, hidden, hidden_bias, out, out_bias = self.buffers()
        h = F.silu(F.linear((seen - middle) / spread, hidden, hidden_bias))
        return F.linear(h, out, out_bias)[:, 0].sigmoid()

    @torch.inference_mode()
    def of_parts(self, looked_at: np.ndarray) -> float:
        """The verdict on a whole picture by its `parts_of`, in whole STEPS."""
        lq = torch.from_numpy(looked_at.astype(np.float32) / (np.iinfo(looked_at.dtype).max / 2) - 1)
        seen = features(lq.permute(0, 3, 1, 2))  # all at once: one after the other takes four times as long
        verdict = self.verdict(seen.mean(0, keepdim=True))
        return round(float(verdict) * STEPS) / STEPS


def parts_of(pixels: np.ndarray) -> np.ndarray:
    """What of a whole picture, uint8 or uint16 H x W x 3, is looked at: equal parts all over it, [N, h, w, 3]."""
    rows, columns = _spans(pixels.shape[0]), _spans(pixels.shape[1])
    return np.stack([pixels[down, across] for down in rows for across in columns])


def features(lq: Tensor) -> Tensor:
    """What the judge looks at, [B, FEATURES]: the means of the logarithms of the spectra of blocks, of luma and of
    colour, both where JPEG's blocks lie and half a block beside them, and how much those of luma vary. A picture that
    is smaller than a block and a half is continued by its last pixels."""
    luma, colour = _planes(lq.float())
    found = []
    for plane in (luma, colour):
        for offset in (0, BLOCK // 2):
            spectra = _spectra(plane[:, :, offset:, offset:])
            found.append(spectra.mean(2))
            if plane is luma and offset == 0:
                found.append((spectra - spectra.mean(2, keepdim=True)).square().mean(2).sqrt())
    rows, columns = torch.triu_indices(BLOCK, BLOCK, device=lq.device)
    # Turned pictures are the same to it.
    each = torch.stack(found, 1).unflatten(2, (BLOCK, BLOCK))
    return ((each + each.transpose(2, 3)) / 2)[:, :, rows, columns].flatten(1)


def _planes(lq: Tensor) -> tuple[Tensor, Tensor]:
    """Luma [B, 1, h, w], and both colour differences, [B, 2, h, w]; at least a block and a half a side."""
    red, green, blue = lq.split(1, 1)
    luma = 0.299 * red + 0.587 * green + 0.114 * blue
    colour = torch.cat([red - luma, blue - luma], 1)
    least = BLOCK + BLOCK // 2
    pad = (0, max(0, least - lq.shape[3]), 0, max(0, least - lq.shape[2]))
    return F.pad(luma, pad, mode="replicate"), F.pad(colour, pad, mode="replicate")


def _spectra(plane: Tensor) -> Tensor:
    """The logarithms of the cosine spectra of the blocks of [B, C, h, w], of which whole ones count:
    [B, BLOCK BLOCK, blocks of all channels]."""
    n = torch.arange(BLOCK, dtype=torch.float32, device=plane.device)
    basis = torch.cos(math.pi / BLOCK * (n[None, :] + 0.5) * n[:, None]) * (2 / BLOCK) ** 0.5
    basis[0] /= 2**0.5
    filters = torch.einsum("uy,vx->uvyx", basis, basis).reshape(BLOCK * BLOCK, 1, BLOCK, BLOCK)
    spectra = F.conv2d(plane.flatten(0, 1)[:, None], filters, stride=BLOCK)
    spectra = spectra.unflatten(0, plane.shape[:2]).flatten(3).transpose(1, 2).flatten(2)
    return (spectra.square() + FLOOR**2).log()


def _spans(length: int) -> list[slice]:
    """At most CROPS parts of CROP pixels, spread evenly, but that each begins where a block of JPEG does; the whole if
    it is short."""
    if length <= CROP:
        return [slice(0, length)]
    count = min(CROPS, -(-length // CROP))
    starts = [round(k * (length - CROP) / (count - 1)) // BLOCK * BLOCK for k in range(count)]
    return [slice(start, start + CROP) for start in starts]
