"""Pixel-shuffle space: the scale x scale pixels under one low-resolution pixel are its channels."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor


def to_field(rgb: Tensor, scale: int) -> Tensor:
    """[B, 3, scale h, scale w] in [-1, 1] -> [B, 3 scale^2, h, w], channels last in memory."""
    return F.pixel_unshuffle(rgb, scale).contiguous(memory_format=torch.channels_last)


def to_rgb(field: Tensor, scale: int) -> Tensor:
    """The inverse of `to_field`."""
    return F.pixel_shuffle(field, scale)


def upsample(lq: Tensor, scale: int) -> Tensor:
    """y of the chain: the bicubic enlargement of [B, 3, h, w], unclamped, in pixel-shuffle space."""
    y = F.interpolate(lq, scale_factor=scale, mode="bicubic", align_corners=False)
    return to_field(y, scale)
