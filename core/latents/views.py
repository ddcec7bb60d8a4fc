"""A picture looked at from eight sides: turned by quarters and mirrored.

A network that was trained on patches turned at random is as right from one side as from another, and its errors there
are not the same. So the mean of what it predicts from several sides is nearer to the truth than each of them
("geometric self-ensemble": Lim et al., "Enhanced Deep Residual Networks", CVPR workshops 2017).
"""

from __future__ import annotations

from collections.abc import Callable

from torch import Tensor

# The sides in the order of the steps of a chain: the four quarter turns, then the same of the mirrored picture. The
# first bit of each number mirrors left and right, the second up and down, the third swaps rows and columns.
ORDER = (0, 5, 3, 6, 1, 4, 2, 7)

# Where in that order the chain of seed 0, 1, .. begins: as far as can be from where those before it did. So what two
# seeds see in a few steps is not the same, and where they differ the network is not sure.
FIRST = (0, 4, 2, 6, 1, 5, 3, 7)


def side_of(step: int, seed: int = 0) -> int:
    """The side that step 1, 2, .. of a chain looks from; the first of seed 0 is the picture as it is."""
    return ORDER[(step - 1 + FIRST[seed % len(FIRST)]) % len(ORDER)]


def from_side(side: int, predict: Callable[..., Tensor], *fields: Tensor) -> Tensor:
    """What `predict` makes of the fields as they are seen from that side, turned back."""
    return turned_back(predict(*(turned(field, side) for field in fields)), side)


def turned(field: Tensor, side: int) -> Tensor:
    """A field [B, 3 scale^2, h, w] seen from that side, [B, 3 scale^2, w, h] where rows and columns are swapped. With a
    scale of 1 that is a picture."""
    cells = _cells(field)
    if side & 4:
        cells = cells.transpose(2, 3).transpose(4, 5)
    return _flipped(cells, side).flatten(1, 3)


def turned_back(field: Tensor, side: int) -> Tensor:
    """The inverse of `turned`."""
    cells = _flipped(_cells(field), side)
    if side & 4:
        cells = cells.transpose(2, 3).transpose(4, 5)
    return cells.flatten(1, 3)


def _cells(field: Tensor) -> Tensor:
    """[B, 3, scale, scale, h, w]"""
    scale = round((field.shape[1] / 3) ** 0.5)
    return field.unflatten(1, (3, scale, scale))


def _flipped(cells: Tensor, side: int) -> Tensor:
    axes = [*((3, 5) if side & 1 else ()), *((2, 4) if side & 2 else ())]
    return cells.flip(axes) if axes else cells
