"""Tiles with a margin: each is responsible for its core and is computed with some pixels of the picture around it.

Lite works in these. Its network sees only so far that what lies beyond the margin hardly changes the core.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Literal

import numpy as np


@dataclass(frozen=True)
class Tile:
    """The core that a tile is responsible for, and the outer rectangle around it that is computed; in pixels."""

    y: int
    x: int
    height: int
    width: int
    outer_y: int
    outer_x: int
    outer_height: int
    outer_width: int

    @property
    def core(self) -> tuple[slice, slice]:
        """(rows, columns) of the core in the picture."""
        return slice(self.y, self.y + self.height), slice(self.x, self.x + self.width)

    @property
    def outer(self) -> tuple[slice, slice]:
        """(rows, columns) of the outer rectangle in the picture."""
        return (
            slice(self.outer_y, self.outer_y + self.outer_height),
            slice(self.outer_x, self.outer_x + self.outer_width),
        )

    @property
    def inner(self) -> tuple[slice, slice]:
        """(rows, columns) of the core within the outer rectangle."""
        y, x = self.y - self.outer_y, self.x - self.outer_x
        return slice(y, y + self.height), slice(x, x + self.width)


def continued(picture: np.ndarray, multiple: int) -> np.ndarray:
    """H x W x C continued by reflection at the bottom and at the right until both sides are multiples of
    `multiple`."""
    h, w = picture.shape[:2]
    # numpy reflects as often as needed, but cannot reflect a single pixel
    mode: Literal["reflect", "edge"] = "reflect" if min(h, w) > 1 else "edge"
    return np.pad(picture, ((0, -h % multiple), (0, -w % multiple), (0, 0)), mode=mode)


def plan_tiles(height: int, width: int, *, tile: int, margin: int, multiple: int = 1) -> list[Tile]:
    """Tiles for a picture, row by row.

    Together the cores cover each pixel exactly once. They are nearly equal in size and at most `tile` wide and high. An
    outer rectangle is its core grown by `margin` on each side, as far as the picture goes. All edges are multiples of
    `multiple`. Raises ValueError unless height and width are such multiples.
    """
    if height % multiple or width % multiple:
        raise ValueError(f"{width}x{height} is not a multiple of {multiple}")
    spans = [[(a, b) for a, b in _spans(length, tile, multiple)] for length in (height, width)]
    grow = -(-margin // multiple) * multiple
    return [
        Tile(
            y0,
            x0,
            y1 - y0,
            x1 - x0,
            max(0, y0 - grow),
            max(0, x0 - grow),
            min(height, y1 + grow) - max(0, y0 - grow),
            min(width, x1 + grow) - max(0, x0 - grow),
        )
        for y0, y1 in spans[0]
        for x0, x1 in spans[1]
    ]


def _spans(length: int, tile: int, multiple: int) -> list[tuple[int, int]]:
    """[0, length) in nearly equal pieces of at most `tile`, cut at multiples of `multiple`."""
    units, largest = length // multiple, max(1, tile // multiple)
    count = -(-units // largest)
    cuts = [units * k // count * multiple for k in range(count + 1)]
    return list(itertools.pairwise(cuts))
