"""What all networks share that restore a picture at once, without a chain of diffusion."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Self

import torch
from torch import Tensor, nn


class Restorer(nn.Module, ABC):
    """Enlarges or restores a picture in one evaluation: [B, 3, h, w] in [0, 1] -> [B, 3, scale h, scale w], about
    [0, 1].

    scale             output side / input side
    multiple          h and w must be multiples of this
    reach             how many input pixels away something can still change the output
    values_per_pixel  about how many numbers are held at once for each input pixel, at the network's widest place
    typical_width     channels of the convolutions that take the network most time
    """

    scale: int
    multiple: int = 1
    reach: int
    values_per_pixel: int
    typical_width: int

    @abstractmethod
    def forward(self, lq: Tensor) -> Tensor: ...

    def look(self, lq: Tensor) -> None:
        """Is called with the whole picture, [1, 3, h, w] in [0, 1] on the CPU, before its tiles are computed."""

    def cast(self, dtype: torch.dtype) -> Self:
        """Makes the network compute in `dtype` from now on."""
        self.to(dtype=dtype, memory_format=torch.channels_last)  # type: ignore[call-overload]
        return self


def check_sizes(**sizes: int) -> None:
    """Raises ValueError unless all the sizes of a configuration are at least 1."""
    for name, size in sizes.items():
        if size < 1:
            raise ValueError(f"{name} is {size}")
