"""ResShift Lite with partial large kernels: all its work at the input's resolution, conditioned on the noise state.

The large kernels on a part of the channels are those of Lee, Yun and Ro, "Partial Large Kernel CNNs for Efficient
Super-Resolution" (2024): they see as far as attention does, at the cost of one ordinary convolution.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from core.errors import ModelError
from core.networks.lite_parts import (
    LiteBase,
    NoiseStateEmbedding,
    Tail,
    aligned_conv,
    fine_structure,
    stacked,
    wiener_state,
)


@dataclass(frozen=True)
class PLKConfig:
    """Sizes of the network."""

    scale: int = 4  # output side / input side
    width: int = 64  # channels
    blocks: int = 12
    kernel: int = 11  # side of the large kernels
    large_every: int = 4  # one block in so many has a large kernel
    large_share: float = 0.25  # of the channels go through it
    tail_width: int = 32  # channels at twice the input's resolution
    embedding: int = 128  # width of the embedded noise state
    residual_std: float = 0.1  # typical size of x0 - y; inputs and outputs are measured in units of it
    least_kappa: float = 0.1  # up to here the state's noise is kept from the network
    # sets of weights: 2: kappa mixes a faithful and a realistic one; 4: and both once more for cleanly reduced pictures
    # (see core.networks.lite_blend)
    ends: int = 1

    def __post_init__(self) -> None:
        """Raises ModelError for sizes that no network can have."""
        sizes = (
            self.scale,
            self.width,
            self.tail_width,
            self.embedding,
            self.large_every,
            self.large_channels,
        )
        if (
            min(sizes) < 1
            or self.blocks < 0
            or self.kernel < 1
            or self.kernel % 2 == 0
            or self.large_share > 1
        ):
            raise ModelError(
                f"There is no network of width {self.width} with kernels of {self.kernel} pixels."
            )
        if self.ends not in (1, 2, 4):
            raise ModelError("A network has one set of weights, or two or four that are mixed.")
        if not self.residual_std > 0:
            raise ModelError("The residual's size must be above 0.")

    @property
    def large_channels(self) -> int:
        return int(self.width * self.large_share)

    @property
    def reach(self) -> int:
        """How many pixels away something in the input can still change the output. If that is less than the margin of a
        tile, tiles give exactly what the whole picture gives."""
        large = self.blocks // self.large_every * (self.kernel // 2)
        return 1 + self.blocks + large + 3  # the head, the blocks, their large kernels, the tail


class Block(nn.Module):
    """x + mix(large(silu(conv(x) (1 + scale) + shift))): scale and shift come from the embedded noise state.

    Without a norm: the affine map lies on a convolution's output, so that for one noise state both are computed as one
    convolution. The last layer starts small, so that depth does no harm at first.
    """

    def __init__(self, config: PLKConfig, *, large: bool) -> None:
        super().__init__()
        width, part = config.width, config.large_channels
        self.parts = (part, width - part)
        self.conv = nn.Conv2d(width, width, 3, padding=1)
        self.affine = nn.Linear(config.embedding, 2 * width)
        self.large = nn.Conv2d(part, part, config.kernel, padding=config.kernel // 2) if large else None
        self.mix = nn.Conv2d(width, width, 1)
        nn.init.zeros_(self.affine.weight)
        nn.init.zeros_(self.affine.bias)
        with torch.no_grad():
            self.mix.weight.mul_(0.3)
            nn.init.zeros_(cast(Tensor, self.mix.bias))

    def forward(self, x: Tensor, state: Tensor) -> Tensor:
        scale, shift = self.affine(state.to(self.affine.weight.dtype)).chunk(2, 1)
        h = F.silu(self._modulated(x, 1 + scale, shift))
        if self.large is not None:
            seen, rest = h.split(self.parts, 1)
            h = torch.cat([self.large(seen.contiguous(memory_format=torch.channels_last)), rest], 1)
        return self.mix(h) + x

    def _modulated(self, x: Tensor, gain: Tensor, shift: Tensor) -> Tensor:
        """gain conv(x) + shift, with gain and shift [B, C], or [1, C] for the whole batch."""
        conv = self.conv
        if len(gain) == 1 and type(conv) is nn.Conv2d:  # an adapted one has more than its weight
            bias = torch.addcmul(shift[0], gain[0], cast(Tensor, conv.bias))
            return F.conv2d(x, gain[0][:, None, None, None] * conv.weight, bias, padding=1)
        gain, shift = (v.to(x.dtype)[:, :, None, None] for v in (gain, shift))
        return torch.addcmul(shift, conv(x), gain)


class LitePLK(LiteBase):
    """The network, see LiteBase for its inputs."""

    config: PLKConfig
    multiple = 1

    def __init__(self, config: PLKConfig | None = None) -> None:
        super().__init__()
        self.config = config = config or PLKConfig()
        channels = 3 * config.scale**2
        self.embed = NoiseStateEmbedding(config.embedding)
        self.head = nn.Conv2d(3 * channels + 3, config.width, 3, padding=1)
        self.blocks = nn.ModuleList(
            Block(config, large=(k + 1) % config.large_every == 0) for k in range(config.blocks)
        )
        self.tail = Tail(config.scale, config.width, config.tail_width, config.embedding)

    def seen(self, x_t: Tensor, y: Tensor, lq: Tensor, eta: Tensor, sigma: Tensor) -> Tensor:
        """What `body` looks at, [B, 9 scale^2 + 3, h, w] and zeros that fill it up on some devices; the first third of
        it is the state's estimate z."""
        std, dtype = self.config.residual_std, self.head.weight.dtype
        z = wiener_state(x_t, y, eta, sigma, std).to(dtype)
        # The state's noise as it is, for grain and texture; none of it at the faithful end, where it could only harm.
        loud = (1 - self.config.least_kappa * eta.sqrt() / sigma).clamp_min(0)
        noise = ((x_t - y) * loud.view(-1, 1, 1, 1)).to(dtype)
        return stacked([z, fine_structure(y, lq, std).to(dtype), lq.to(dtype), noise])

    def body(self, seen: Tensor, state: Tensor) -> Tensor:
        z = seen[:, : 3 * self.config.scale**2]
        first = h = aligned_conv(self.head, seen)
        for block in self.blocks:
            h = block(h, state)
        return cast(Tensor, self.tail(h + first, z, state))
