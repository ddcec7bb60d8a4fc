"""What all networks share that restore a picture at once, without a chain of diffusion."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Self

import torch
from torch import Tensor, nn

MOST_MARGIN = 64
"""Pixels: the largest margin. An RRDBNet of 23 blocks sees hundreds of pixels, but with the released weights what lies
farther off changes less than one step of 8 bits (tests/core/models/test_margins.py)."""

EVERYWHERE = 1_000_000
"""Pixels: the reach of a network that takes means over all that it is given."""


class Restorer(nn.Module, ABC):
    """Enlarges or restores a picture in one evaluation: [B, 3, h, w] in [0, 1] -> [B, 3, scale h, scale w], about
    [0, 1].

    scale             output side / input side
    multiple          h and w must be multiples of this
    reach             how many input pixels away something can still change the output
    margin            input pixels around a tile that it is computed with. What lies beyond them changes the result by
                      less than one step of 8 bits, or not at all
    whole             it looks at the picture as a whole, so its tiles should be as large as they may be
    values_per_pixel  about how many numbers are held at once for each input pixel, at the network's widest place
    typical_width     channels of the convolutions that take the network most time
    """

    scale: int
    multiple: int = 1
    reach: int
    whole: bool = False
    values_per_pixel: int
    typical_width: int

    @property
    def margin(self) -> int:
        return min(self.reach, MOST_MARGIN)

    @abstractmethod
    def forward(self, lq: Tensor) -> Tensor: ...

    @property
    def dtype(self) -> torch.dtype:
        """The number format that its inputs have to have now."""
        return next(self.parameters()).dtype

    def look(self, lq: Tensor, tiles: int) -> None:
        """Is called with the whole picture, [1, 3, h, w] in [0, 1], wherever it lies, before its tiles are computed, of
        which there are so many."""

    def cast(self, dtype: torch.dtype) -> Self:
        """Makes the network compute in `dtype` from now on."""
        self.to(dtype=dtype, memory_format=torch.channels_last)  # type: ignore[call-overload]
        return self


def check_sizes(**sizes: int) -> None:
    """Raises ValueError unless all the sizes of a configuration are at least 1."""
    for name, size in sizes.items():
        if size < 1:
            raise ValueError(f"{name} is {size}")
