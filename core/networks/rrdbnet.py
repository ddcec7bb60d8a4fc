"""RRDBNet, the network of ESRGAN, RealSR, BSRGAN and Real-ESRGAN: residual blocks of densely connected convolutions.

Wang et al., "ESRGAN: Enhanced Super-Resolution Generative Adversarial Networks" (2018), section 3.1. Real-ESRGAN (Wang
et al., 2021) puts a pixel-unshuffle in front to enlarge by less.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from core.networks.restorer import Restorer, check_sizes

SLOPE = 0.2  # of the leaky ReLU below zero
RESIDUAL = 0.2  # share of a block's result that is added to its input


@dataclass(frozen=True)
class RRDBConfig:
    """Sizes of the network."""

    width: int = 64  # channels
    growth: int = 32  # channels that each dense convolution adds
    blocks: int = 23
    doublings: int = 2  # how often the features are enlarged by 2
    unshuffle: int = 1  # so many pixels on a side become channels first: 1, 2 or 4

    def __post_init__(self) -> None:
        check_sizes(width=self.width, growth=self.growth, blocks=self.blocks, unshuffle=self.unshuffle)
        if not 0 <= self.doublings <= 4 or 2**self.doublings % self.unshuffle:
            raise ValueError(f"{self.doublings} doublings after an unshuffle by {self.unshuffle}")

    @property
    def scale(self) -> int:
        return int(2**self.doublings // self.unshuffle)


class DenseBlock(nn.Module):
    """Five convolutions, each of which sees the input and the results of all before it."""

    def __init__(self, width: int, growth: int) -> None:
        super().__init__()
        self.convs = nn.ModuleList(
            nn.Conv2d(width + k * growth, width if k == 4 else growth, 3, padding=1) for k in range(5)
        )

    def forward(self, x: Tensor) -> Tensor:
        seen = x
        for conv in self.convs[:4]:
            seen = torch.cat([seen, F.leaky_relu(conv(seen), SLOPE)], 1)
        return torch.add(x, self.convs[4](seen), alpha=RESIDUAL)


class Block(nn.Module):
    """Three dense blocks with a residual around all: the "residual in residual dense block"."""

    def __init__(self, width: int, growth: int) -> None:
        super().__init__()
        self.dense = nn.ModuleList(DenseBlock(width, growth) for _ in range(3))

    def forward(self, x: Tensor) -> Tensor:
        h = x
        for dense in self.dense:
            h = dense(h)
        return torch.add(x, h, alpha=RESIDUAL)


class RRDBNet(Restorer):
    """See the head of this file."""

    def __init__(self, config: RRDBConfig | None = None) -> None:
        super().__init__()
        self.config = config = config or RRDBConfig()
        width = config.width
        self.scale, self.multiple, self.typical_width = config.scale, config.unshuffle, width
        # The last ones at up to `scale` times the size.
        self.reach = config.unshuffle * (2 + 15 * config.blocks + 3)
        dense = 2 * (width + 4 * config.growth) + 2 * width
        fine = 3 * width * 4**config.doublings
        self.values_per_pixel = max(dense, fine) // config.unshuffle**2
        self.head = nn.Conv2d(3 * config.unshuffle**2, width, 3, padding=1)
        self.blocks = nn.ModuleList(Block(width, config.growth) for _ in range(config.blocks))
        self.merge = nn.Conv2d(width, width, 3, padding=1)
        self.ups = nn.ModuleList(nn.Conv2d(width, width, 3, padding=1) for _ in range(config.doublings))
        self.refine = nn.Conv2d(width, width, 3, padding=1)
        self.tail = nn.Conv2d(width, 3, 3, padding=1)

    def forward(self, lq: Tensor) -> Tensor:
        first = h = self.head(F.pixel_unshuffle(lq, self.config.unshuffle))
        for block in self.blocks:
            h = block(h)
        h = first + self.merge(h)
        for up in self.ups:
            h = F.leaky_relu(up(F.interpolate(h, scale_factor=2, mode="nearest")), SLOPE)
        return self.tail(F.leaky_relu(self.refine(h), SLOPE))
