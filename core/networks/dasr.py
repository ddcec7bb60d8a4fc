"""DASR: a small network tells how a picture was degraded; that decides the mixture of convolutions that restores it.

Liang, Zeng and Zhang, "Efficient and Degradation-Adaptive Network for Real-World Image Super-Resolution" (2022),
section 3. Each convolution of the restoring network has several experts; their weights, mixed by what the predictor
says, are the convolution for this picture.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from core.networks.restorer import Restorer, check_sizes

SLOPE = 0.1  # of the leaky ReLU below zero
PREDICTOR_SLOPE = 0.2
PREDICTOR_REACH = 16  # pixels: three convolutions, one that halves, and two behind it
BAND = 64  # rows of a picture that the predictor sees at once


@dataclass(frozen=True)
class DASRConfig:
    """Sizes of the network."""

    width: int = 64  # channels
    blocks: int = 16
    experts: int = 5
    doublings: int = 2  # how often the features are enlarged by 2; 0: once by 3
    predictor_width: int = 64
    degradations: int = 33  # numbers that describe a degradation
    hidden: int = 15  # between these and the shares of the experts

    def __post_init__(self) -> None:
        check_sizes(width=self.width, blocks=self.blocks, experts=self.experts, hidden=self.hidden)
        check_sizes(predictor_width=self.predictor_width, degradations=self.degradations)
        if not 0 <= self.doublings <= 2:
            raise ValueError(f"{self.doublings} doublings")

    @property
    def scale(self) -> int:
        return 2**self.doublings if self.doublings else 3


class MixedConv(nn.Module):
    """A 3 x 3 convolution whose kernel is a sum of experts, each times its share."""

    def __init__(self, channels_in: int, channels_out: int, experts: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(experts, channels_out, channels_in, 3, 3))
        self.bias = nn.Parameter(torch.zeros(experts, channels_out))

    def forward(self, x: Tensor, shares: Tensor) -> Tensor:
        """x [B, in, H, W], shares [B, experts] -> [B, out, H, W]. Each picture has a kernel of its own."""
        kernels = torch.einsum("be,eoihw->boihw", shares, self.weight)
        biases = shares @ self.bias
        b, _, h, w = x.shape
        out = F.conv2d(x.reshape(1, -1, h, w), kernels.flatten(0, 1), biases.flatten(), padding=1, groups=b)
        return out.view(b, -1, h, w)


class Block(nn.Module):
    """Two convolutions with a ReLU between them, and a residual around both."""

    def __init__(self, width: int, experts: int) -> None:
        super().__init__()
        self.convs = nn.ModuleList(MixedConv(width, width, experts) for _ in range(2))

    def forward(self, x: Tensor, shares: Tensor) -> Tensor:
        return x + self.convs[1](F.relu(self.convs[0](x, shares)), shares)


class Predictor(nn.Module):
    """Six convolutions, the mean over the picture, and two linear layers: the shares of the experts, [B, experts]."""

    def __init__(self, config: DASRConfig) -> None:
        super().__init__()
        widths = [3, *[config.predictor_width] * 5, config.degradations]
        parts: list[nn.Module] = []
        for k in range(6):
            parts.append(nn.Conv2d(widths[k], widths[k + 1], 5, stride=2 if k == 3 else 1, padding=2))
            parts.append(nn.LeakyReLU(PREDICTOR_SLOPE))
        self.convs = nn.Sequential(*parts)
        self.mapping = nn.Sequential(
            nn.Linear(config.degradations, config.hidden), nn.Linear(config.hidden, config.experts)
        )

    def seen(self, lq: Tensor) -> Tensor:
        """[B, 3, h, w] -> what is seen at each place, [B, degradations, ceil(h / 2), ceil(w / 2)]."""
        return self.convs(lq)

    def shares(self, mean: Tensor) -> Tensor:
        """The mean of what is seen, [B, degradations] -> [B, experts]."""
        return self.mapping(mean)

    def forward(self, lq: Tensor) -> Tensor:
        return self.shares(self.seen(lq).mean((2, 3)))


class DASR(Restorer):
    """See the head of this file. All tiles of a picture have the same degradation: that of the last one looked at."""

    shares: Tensor | None = None  # of the experts, [1, experts], for the picture at hand

    def __init__(self, config: DASRConfig | None = None) -> None:
        super().__init__()
        self.config = config = config or DASRConfig()
        width, experts = config.width, config.experts
        self.scale, self.typical_width = config.scale, width
        self.reach = 2 * config.blocks + 4  # the last ones at up to `scale` times the size
        self.values_per_pixel = 3 * width * config.scale**2
        side = 2 if config.doublings else 3
        self.side = side
        self.predictor = Predictor(config)
        self.head = MixedConv(3, width, experts)
        self.blocks = nn.ModuleList(Block(width, experts) for _ in range(config.blocks))
        self.ups = nn.ModuleList(
            MixedConv(width, width * side**2, experts) for _ in range(config.doublings or 1)
        )
        self.refine = MixedConv(width, width, experts)
        self.tail = MixedConv(width, 3, experts)

    def cast(self, dtype: torch.dtype) -> Self:
        """See `Restorer`. The experts' kernels have five axes, for which there is no channels last."""
        return self.to(dtype=dtype)

    @torch.inference_mode()
    def look(self, lq: Tensor, tiles: int) -> None:
        like = self.head.bias
        height, width = lq.shape[2:]
        total = lq.new_zeros(1, self.config.degradations)
        for top in range(0, height, BAND):
            first, last = max(0, top - PREDICTOR_REACH), min(height, top + BAND + PREDICTOR_REACH)
            seen = self.predictor.seen(lq[:, :, first:last].to(like))
            rows = slice((top - first) // 2, (min(height, top + BAND) - first + 1) // 2)
            total += seen[:, :, rows].float().sum((2, 3)).to(total)
        mean = total / (-(-height // 2) * -(-width // 2))
        self.shares = self.predictor.shares(mean.to(like))

    def forward(self, lq: Tensor) -> Tensor:
        shares = self.predictor(lq) if self.shares is None else self.shares.to(lq)
        h = F.leaky_relu(self.head(lq, shares), SLOPE)
        for block in self.blocks:
            h = block(h, shares)
        for up in self.ups:
            h = F.leaky_relu(F.pixel_shuffle(up(h, shares), self.side), SLOPE)
        h = self.tail(F.leaky_relu(self.refine(h, shares), SLOPE), shares)
        return h + F.interpolate(lq, scale_factor=self.scale, mode="bilinear", align_corners=False)
