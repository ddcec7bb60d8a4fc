"""The compact network of Real-ESRGAN: plain convolutions at the input's size, and a residual on the nearest pixels.

It was released with Real-ESRGAN (Wang et al., 2021) for animation, video and a small general model.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch.nn.functional as F
from torch import Tensor, nn

from core.networks.restorer import Restorer, check_sizes


@dataclass(frozen=True)
class CompactConfig:
    """Sizes of the network."""

    width: int = 64  # channels
    blocks: int = 16  # convolutions between the first and the last one
    scale: int = 4

    def __post_init__(self) -> None:
        check_sizes(width=self.width, blocks=self.blocks, scale=self.scale)


class CompactNet(Restorer):
    """Convolutions with a PReLU after each but the last, which gives the scale x scale pixels of each input pixel."""

    def __init__(self, config: CompactConfig | None = None) -> None:
        super().__init__()
        self.config = config = config or CompactConfig()
        width, last = config.width, 3 * config.scale**2
        self.scale, self.typical_width = config.scale, width
        self.reach = config.blocks + 2
        self.values_per_pixel = 3 * max(width, last)
        layers: list[nn.Module] = [nn.Conv2d(3, width, 3, padding=1), nn.PReLU(width)]
        for _ in range(config.blocks):
            layers += [nn.Conv2d(width, width, 3, padding=1), nn.PReLU(width)]
        self.body = nn.Sequential(*layers, nn.Conv2d(width, last, 3, padding=1))

    def forward(self, lq: Tensor) -> Tensor:
        residual = F.pixel_shuffle(self.body(lq), self.scale)
        return residual + F.interpolate(lq, scale_factor=self.scale, mode="nearest")
