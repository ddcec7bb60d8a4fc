"""PLKSR and RealPLKSR: convolutions at the input's size, of which a large one sees a part of the channels.

Lee, Yun and Ro, "Partial Large Kernel CNNs for Efficient Super-Resolution" (2024). RealPLKSR, of the trainers neosr and
traiNNer-redux, adds a norm to each block and has Mish in place of GELU; some of its models end with DySample (Liu et
al., "Learning to Upsample by Learning to Sample", 2023) instead of shuffling pixels.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self, cast

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from core.networks.layers import Moments, Pointwise, group_norm
from core.networks.patches import spread_patches
from core.networks.restorer import Restorer, check_sizes

NORMS = ("none", "group", "layer")  # PLKSR's blocks have none
GROUPS = 4  # of the group norm. Files do not tell; nobody is known to have changed it
LAYER_EPS = 1e-6
SAMPLED = 2  # pixels: how far off DySample fetches what it puts at a place, mostly


@dataclass(frozen=True)
class PLKSRConfig:
    """Sizes of the network.

    mixer           sides of the two kernels of a block's channel mixer: (3, 3) is the paper's DCCM, (3, 1) CCM and
                    (1, 3) ICCM
    part            channels that the large kernel sees
    norm            one of NORMS; with one it is RealPLKSR
    sampler_groups  of channels, each of which DySample fetches from places of its own; 0: pixels are shuffled
    sampler_mixes   DySample ends with a convolution
    """

    width: int = 64  # channels
    blocks: int = 28
    mixer: tuple[int, int] = (3, 3)
    kernel: int = 17  # side of the large kernel
    part: int = 16
    attention: bool = True
    norm: str = "none"
    sampler_groups: int = 0
    sampler_mixes: bool = True
    scale: int = 4

    def __post_init__(self) -> None:
        check_sizes(width=self.width, blocks=self.blocks, part=self.part, scale=self.scale)
        if self.norm not in NORMS:
            raise ValueError(f"an unknown norm {self.norm!r}")
        if self.part > self.width:
            raise ValueError(f"a large kernel for {self.part} of {self.width} channels")
        if any(side < 1 or side % 2 == 0 for side in (self.kernel, *self.mixer)):
            raise ValueError(f"kernels of {(self.kernel, *self.mixer)} pixels")
        if self.norm == "group" and self.width % GROUPS:
            raise ValueError(f"{self.width} channels in {GROUPS} groups")
        if self.sampler_groups < 0 or (self.sampler_groups and 3 * self.scale**2 % self.sampler_groups):
            raise ValueError(f"{3 * self.scale**2} channels in {self.sampler_groups} groups")
        if self.sampler_groups and not self.sampler_mixes and self.scale > 1:
            raise ValueError(f"it makes pictures of {3 * self.scale**2} channels, not 3")


class Block(nn.Module):
    """x + norm(refine(attention(large(mixer(x))))); the layer norm, where it is that, comes before the mixer instead.

    A group norm takes its statistics over the whole picture. Where a picture comes in tiles, `fixed` is the convolution
    that `refine` and the norm with the picture's statistics come to: (weight, bias), float32.
    """

    fixed: tuple[Tensor, Tensor] | None = None

    def __init__(self, config: PLKSRConfig) -> None:
        super().__init__()
        width, self.part = config.width, config.part
        first, second = config.mixer
        self.mish = config.norm != "none"
        self.mixer = nn.ModuleList(
            [
                nn.Conv2d(width, 2 * width, first, padding=first // 2),
                nn.Conv2d(2 * width, width, second, padding=second // 2),
            ]
        )
        self.large = nn.Conv2d(self.part, self.part, config.kernel, padding=config.kernel // 2)
        self.attention = nn.Conv2d(width, width, 3, padding=1) if config.attention else None
        self.refine = Pointwise(width, width)
        self.norm = nn.GroupNorm(GROUPS, width) if config.norm == "group" else None
        self.layer_norm = nn.LayerNorm(width, LAYER_EPS) if config.norm == "layer" else None

    def forward(self, x: Tensor) -> Tensor:
        h = self._mixed(x)
        if self.fixed is not None:
            weight, bias = self.fixed
            return x + F.conv2d(h, weight.to(h.dtype), bias.to(h.dtype))
        h = self.refine(h)
        if self.norm is not None:
            h = group_norm(h, GROUPS, self.norm.weight, self.norm.bias, self.norm.eps)
        return x + h

    def fix(self, x: Tensor, norm: nn.GroupNorm) -> Tensor:
        """What the block, whose norm this is, makes of patches of one picture, float32 [B, C, h, w]. Sets `fixed` by
        the statistics of them all."""
        refined = self.refine(self._mixed(x))
        in_a_row = refined.permute(0, 2, 3, 1).flatten(0, 1).permute(2, 0, 1)[None]
        gain, shift = Moments.of(in_a_row).affine(GROUPS, norm.weight, norm.bias, norm.eps)
        weight, bias = self.refine.weight, cast(Tensor, self.refine.bias)
        self.fixed = gain[:, None, None, None] * weight, torch.addcmul(shift, gain, bias)
        return x + torch.addcmul(shift[:, None, None], gain[:, None, None], refined)

    def _mixed(self, x: Tensor) -> Tensor:
        """What `refine` sees. It overwrites values that nobody else holds."""
        if self.layer_norm is not None:
            x = self.layer_norm(x.permute(0, 2, 3, 1)).permute(0, 3, 1, 2)
        h = self.mixer[0](x)
        h = self.mixer[1](F.mish(h, inplace=True) if self.mish else F.gelu(h))
        seen = h[:, : self.part]
        seen.copy_(self.large(seen.contiguous(memory_format=torch.channels_last)))
        return h if self.attention is None else h.mul_(self.attention(h).sigmoid_())


class Sampler(nn.Module):
    """DySample: each pixel of the result is fetched from the input's features, near where it lies. Features tell where,
    for each group of channels."""

    def __init__(self, config: PLKSRConfig) -> None:
        super().__init__()
        self.scale, self.groups = config.scale, config.sampler_groups
        channels, offsets = 3 * self.scale**2, 2 * self.groups * self.scale**2
        self.offset = nn.Conv2d(channels, offsets, 1)
        self.scope = nn.Conv2d(channels, offsets, 1, bias=False)
        self.tail = nn.Conv2d(channels, 3, 1) if config.sampler_mixes else None

    def forward(self, x: Tensor) -> Tensor:
        b, _, h, w = x.shape
        # Places are computed in float32: bfloat16 does not tell the columns of a picture apart.
        offsets = self.offset(x).float().mul_(self.scope(x).float().sigmoid_()).mul_(0.5)
        right, down = F.pixel_shuffle(offsets, self.scale).unflatten(1, (2, self.groups)).unbind(1)
        grid = torch.stack([_places(right, self.scale), _places(down.mT, self.scale).mT], -1)
        fetched = F.grid_sample(
            x.float().reshape(b * self.groups, -1, h, w),
            grid.flatten(0, 1),
            padding_mode="border",
            align_corners=False,
        )
        out = fetched.view(b, -1, self.scale * h, self.scale * w).to(x.dtype)
        return out if self.tail is None else self.tail(out)


def _places(offsets: Tensor, scale: int) -> Tensor:
    """Where each pixel of the result is fetched along the last axis, in [-1, 1] from edge to edge, for its offset in
    pixels of the input from where it lies."""
    length = offsets.shape[-1]
    centres = (torch.arange(length, device=offsets.device) + 0.5) / scale
    return (centres + offsets) * (2 * scale / length) - 1


class PLKSR(Restorer):
    """See the head of this file."""

    def __init__(self, config: PLKSRConfig | None = None) -> None:
        super().__init__()
        self.config = config = config or PLKSRConfig()
        width, last, groups = config.width, 3 * config.scale**2, config.sampler_groups
        self.scale, self.typical_width = config.scale, width
        block = sum(side // 2 for side in (config.kernel, *config.mixer)) + config.attention
        self.reach = 2 + config.blocks * block + (SAMPLED if groups else 0)
        self.values_per_pixel = max(6 * width, 4 * last + 10 * groups * config.scale**2)
        self.head = nn.Conv2d(3, width, 3, padding=1)
        self.blocks = nn.ModuleList(Block(config) for _ in range(config.blocks))
        self.tail = nn.Conv2d(width, last, 3, padding=1)
        self.sampler = Sampler(config) if groups else None

    def forward(self, lq: Tensor) -> Tensor:
        h = self.head(lq)
        for block in self.blocks:
            h = block(h)
        h = self.tail(h) + lq.repeat_interleave(self.scale**2, 1)
        return F.pixel_shuffle(h, self.scale) if self.sampler is None else self.sampler(h)

    def cast(self, dtype: torch.dtype) -> Self:
        """See `Restorer`. Group norms stay in float32."""
        super().cast(dtype)
        for module in self.modules():
            if isinstance(module, nn.GroupNorm):
                module.float()
        return self

    @torch.inference_mode()
    def look(self, lq: Tensor, tiles: int) -> None:
        """See `Restorer`. Of a picture of several tiles, all group norms get the statistics of the same pixels."""
        blocks, dtype = cast(list[Block], self.blocks), self.dtype
        for block in blocks:
            block.fixed = None
        if tiles == 1 or self.config.norm != "group":
            return
        self.cast(torch.float32)  # half precision may not hold what a norm is there to bound
        try:
            h = self.head(
                spread_patches(lq).to(self.head.weight).contiguous(memory_format=torch.channels_last)
            )
            for block in blocks:
                assert block.norm is not None
                h = block.fix(h, block.norm)
        finally:
            self.cast(dtype)
