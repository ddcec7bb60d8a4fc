"""Pixel-shuffle space: the scale x scale pixels that lie under one low-resolution pixel are its channels.

A picture in that space is called a field here: [B, 3 scale^2, h, w] in [-1, 1].
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor


def to_field(rgb: Tensor, scale: int) -> Tensor:
    """The field of a picture: [B, 3, scale h, scale w] -> [B, 3 scale^2, h, w], channels last in memory."""
    return F.pixel_unshuffle(rgb, scale).contiguous(memory_format=torch.channels_last)


def to_rgb(field: Tensor, scale: int) -> Tensor:
    """The picture of a field, the inverse of `to_field`: [B, 3 scale^2, h, w] -> [B, 3, scale h, scale w]."""
    return F.pixel_shuffle(field, scale)


def upsample(lq: Tensor, scale: int) -> Tensor:
    """The chain's y: the bicubic enlargement of lq [B, 3, h, w], not clamped, as a field [B, 3 scale^2, h, w]."""
    y = F.interpolate(lq, scale_factor=scale, mode="bicubic", align_corners=False)
    return to_field(y, scale)


def preview(field: Tensor, scale: int, *, largest: int) -> Tensor:
    """A shrunken picture of a field [1, 3 scale^2, h, w]: uint8 [H, W, 3], with no side above `largest`.

    Each cell of scale x scale pixels is averaged down by powers of two as far as needed; if that is not enough, only
    every n-th cell is shown.
    """
    h, w = field.shape[2:]
    cells = field[0].float().view(3, scale, scale, h, w)
    keep = scale  # side of a cell in the preview, in pixels
    while keep > 1 and max(h, w) * keep > largest and keep % 2 == 0:
        keep //= 2
        cells = cells.view(3, keep, 2, keep, 2, h, w).mean((2, 4))
    stride = -(-max(h, w) * keep // largest)
    if stride > 1:
        cells = cells[..., ::stride, ::stride]
        h, w = cells.shape[-2:]
    rgb = cells.permute(3, 1, 4, 2, 0).reshape(h * keep, w * keep, 3)
    return rgb.clamp(-1, 1).add(1).mul(127.5).round().to(torch.uint8)
