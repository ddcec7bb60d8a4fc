"""SPAN: six convolutional blocks whose own result is their attention, without any parameters for it.

Wan et al., "Swift Parameter-free Attention Network for Efficient Super-Resolution" (2024). While it is trained, each 3
x 3 convolution is a small chain of convolutions beside a 1 x 1 one; here it is the one that they come to.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from core.networks.restorer import Restorer, check_sizes

BLOCKS = 6
RGB_MEAN = (0.4488, 0.4371, 0.4040)  # of the pictures that the published models were trained with
RANGE = 255.0


@dataclass(frozen=True)
class SPANConfig:
    """Sizes of the network."""

    width: int = 48  # channels
    scale: int = 4
    normalised: bool = (
        True  # the network sees (picture - mean) * 255, as published; else the picture as it is
    )

    def __post_init__(self) -> None:
        check_sizes(width=self.width, scale=self.scale)


class Block(nn.Module):
    """x -> ((h3 + x) (sigmoid(h3) - 1/2), silu(h1)), where h1 and h3 are its first and last convolutions' results."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.convs = nn.ModuleList(nn.Conv2d(width, width, 3, padding=1) for _ in range(3))

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        early = F.silu(self.convs[0](x))
        h = self.convs[2](F.silu(self.convs[1](early)))
        return (h + x) * (torch.sigmoid(h) - 0.5), early


class SPAN(Restorer):
    """See the head of this file."""

    mean: Tensor

    reach = 3 + 3 * BLOCKS  # the head, the blocks, `late`, `shuffle`

    def __init__(self, config: SPANConfig | None = None) -> None:
        super().__init__()
        self.config = config = config or SPANConfig()
        width, last = config.width, 3 * config.scale**2
        self.scale, self.typical_width = config.scale, width
        self.values_per_pixel = 9 * width + last
        # On the processor even where the network is built without memory for its parameters.
        mean = torch.tensor(RGB_MEAN, device="cpu").view(1, 3, 1, 1)
        self.register_buffer("mean", mean, persistent=False)
        self.head = nn.Conv2d(3, width, 3, padding=1)
        self.blocks = nn.ModuleList(Block(width) for _ in range(BLOCKS))
        self.late = nn.Conv2d(width, width, 3, padding=1)
        self.mix = nn.Conv2d(4 * width, width, 1)
        self.shuffle = nn.Conv2d(width, last, 3, padding=1)

    def forward(self, lq: Tensor) -> Tensor:
        if self.config.normalised:
            lq = (lq - self.mean) * RANGE
        first = h = self.head(lq)
        outs, earlies = [], []
        for block in self.blocks:
            h, early = block(h)
            outs.append(h)
            earlies.append(early)
        seen = torch.cat([first, self.late(h), outs[0], earlies[-1]], 1)
        return F.pixel_shuffle(self.shuffle(self.mix(seen)), self.scale)
