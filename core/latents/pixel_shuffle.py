"""Pixel-shuffle space: the scale x scale pixels that lie under one low-resolution pixel are its channels.

A picture in that space is called a field here: [B, 3 scale^2, h, w] in [-1, 1].
"""

from __future__ import annotations

import functools

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
    keep = scale  # side of a cell in the preview, in pixels
    while keep > 1 and max(h, w) * keep > largest and keep % 2 == 0:
        keep //= 2
    stride = -(-max(h, w) * keep // largest)
    cells = field[0, :, ::stride, ::stride].permute(1, 2, 0).float()
    h, w = cells.shape[:2]
    # As a product this takes a tenth of the time of a mean over parts of the channels.
    pixels = torch.mm(cells.reshape(h * w, -1), _averaging(scale, keep, cells.device))
    pixels = pixels.clamp_(-1, 1).add_(1).mul_(127.5).round_().to(torch.uint8)
    return pixels.view(h, w, keep, keep, 3).transpose(1, 2).reshape(h * keep, w * keep, 3)


@functools.cache
def _averaging(scale: int, keep: int, device: torch.device) -> Tensor:
    """Turns the channels of a cell, [3 scale^2], into keep x keep pixels, the means of equal squares of it: a matrix
    [3 scale^2, keep^2 3], with the pixels' colours beside each other. Made on the device, so nothing crosses to it."""
    pool = torch.eye(keep, device=device).repeat_interleave(scale // keep, 0) * (keep / scale)
    each = torch.kron(torch.eye(3, device=device), torch.kron(pool, pool)).view(-1, 3, keep * keep)
    return each.transpose(1, 2).reshape(-1, keep * keep * 3)
