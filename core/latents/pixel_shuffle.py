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


def preview(field: Tensor, scale: int, *, largest: int) -> Tensor:
    """A small picture of a field: [1, 3 scale^2, h, w] in [-1, 1] -> uint8 [H, W, 3], no side above `largest` if
    shrinking to the low resolution or a whole fraction of it can reach that."""
    h, w = field.shape[2:]
    cells = field[0].float().view(3, scale, scale, h, w)
    keep = scale  # pixels kept of each cell, per axis
    while keep > 1 and max(h, w) * keep > largest and keep % 2 == 0:
        keep //= 2
        cells = cells.view(3, keep, 2, keep, 2, h, w).mean((2, 4))
    stride = -(-max(h, w) * keep // largest)
    if stride > 1:
        cells = cells[..., ::stride, ::stride]
        h, w = cells.shape[-2:]
    rgb = cells.permute(3, 1, 4, 2, 0).reshape(h * keep, w * keep, 3)
    return rgb.clamp(-1, 1).add(1).mul(127.5).round().to(torch.uint8)
