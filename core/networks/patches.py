"""Parts of a picture that stand for all of it, where a network takes means over the whole."""

from __future__ import annotations

import itertools

import torch
from torch import Tensor

PATCHES, PATCH = 9, 96  # how many patches there are at most, and their side in pixels


def spread_patches(lq: Tensor, multiple: int = 1) -> Tensor:
    """[1, 3, h, w] -> patches of equal size, PATCHES at most, that are spread evenly over the picture; or all of it as
    one, if it has no more pixels. Their sides are multiples of `multiple`, where those of the picture are."""
    h, w = lq.shape[2:]
    side = -(-PATCH // multiple) * multiple
    if h * w <= PATCHES * side**2:
        return lq
    rows = min(-(-h // side), max(round(PATCHES**0.5), PATCHES // -(-w // side)))
    columns = min(-(-w // side), PATCHES // rows)
    tops, lefts = _spread(h - min(h, side), rows), _spread(w - min(w, side), columns)
    return torch.cat([lq[:, :, y : y + side, x : x + side] for y, x in itertools.product(tops, lefts)])


def _spread(room: int, count: int) -> list[int]:
    """`count` numbers from 0 to `room`, at equal distances, with half of these before and behind."""
    return [(2 * k + 1) * room // (2 * count) for k in range(count)]
