"""The wavelet colour fix of core.images.color in tensor operations, for pictures that lie on a device."""

from __future__ import annotations

import torch.nn.functional as F
from torch import Tensor

from core.images.color import WAVELET_LEVELS


def low_band(rgb: Tensor) -> Tensor:
    """The low band of an a-trous wavelet of rgb [B, C, H, W]; see core.images.color.low_band."""
    for level in range(WAVELET_LEVELS):
        reach = 2**level
        for dim, around in ((2, (0, 0, reach, reach)), (3, (reach, reach, 0, 0))):
            padded = F.pad(rgb, around, mode="replicate")
            length = rgb.shape[dim]
            sides = padded.narrow(dim, 0, length) + padded.narrow(dim, 2 * reach, length)
            rgb = rgb.mul(0.5).add_(sides, alpha=0.25)
    return rgb


def wavelet_fix(result: Tensor, reference: Tensor) -> Tensor:
    """The result with the low band of the reference in place of its own. Both [B, 3, H, W] in [0, 1]."""
    return (result + low_band(reference - result)).clamp_(0, 1)
