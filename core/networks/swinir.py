"""SwinIR: a Swin transformer at the picture's own resolution, with a convolution after each group of blocks.

Liang et al., "SwinIR: Image Restoration Using Swin Transformer" (2021). The layer's parts are those of a standard Swin
transformer (Liu et al., 2021), whose mask after a shift keeps opposite edges of the picture apart.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from core.networks.grouped import FINE_WIDTH, Group, Grouped, Mlp, check_groups
from core.networks.windows import attended, joined, parted, relative_positions, window_masks

UPSAMPLERS = ("none", "pixelshuffle", "direct", "nearest")


@dataclass(frozen=True)
class SwinIRConfig:
    """Sizes of the network."""

    width: int = 180  # channels
    depths: tuple[int, ...] = (6, 6, 6, 6, 6, 6)  # blocks of each group
    heads: int = 6
    window: int = 8  # side of a window in pixels
    hidden: int = 360  # channels inside the two-layer network of a block
    narrow: bool = False  # three convolutions of a quarter of the width after a group, instead of one
    upsampler: str = "nearest"  # one of UPSAMPLERS
    scale: int = 4
    value_range: float = 1.0  # the largest value of a picture, as the network sees it

    def __post_init__(self) -> None:
        check_groups(
            width=self.width, depths=self.depths, heads=self.heads, window=self.window, hidden=self.hidden
        )
        if self.upsampler not in UPSAMPLERS:
            raise ValueError(f"an unknown upsampler {self.upsampler!r}")
        scales = {"none": (1,), "nearest": (4,), "pixelshuffle": (2, 3, 4, 8)}.get(self.upsampler, (2, 3, 4))
        if self.scale not in scales:
            raise ValueError(f"a scale of {self.scale} with the upsampler {self.upsampler!r}")


class Attention(nn.Module):
    """Multi-head self-attention within square windows, with a learnt bias for each relative position."""

    positions: Tensor
    masks: Tensor | None

    def __init__(self, width: int, heads: int, window: int, shift: int, *, biased: bool = True) -> None:
        super().__init__()
        self.heads = heads
        self.window, self.shift = (window, window), (shift, shift)
        self.qkv = nn.Linear(width, 3 * width, bias=biased)
        self.proj = nn.Linear(width, width)
        self.relative_position_bias_table = nn.Parameter(torch.zeros((2 * window - 1) ** 2, heads))
        self.register_buffer("positions", relative_positions(self.window), persistent=False)
        masks = window_masks(self.window, self.shift) if shift else None
        self.register_buffer("masks", masks, persistent=False)

    def forward(self, x: Tensor) -> Tensor:
        """[B, H, W, C] -> the same."""
        windows = parted(x, self.window, self.shift)
        b, rows, columns, tokens, width = windows.shape
        shape = (b, rows, columns, tokens, 3, self.heads, width // self.heads)
        q, k, v = self.qkv(windows).view(shape).permute(4, 0, 1, 2, 5, 3, 6).unbind(0)
        bias = self.relative_position_bias_table[self.positions].permute(2, 0, 1)  # [heads, N, N]
        mixed = attended(q, k, v, bias, self.masks)
        return joined(self.proj(mixed.transpose(3, 4).reshape(windows.shape)), self.window, self.shift)


class Block(nn.Module):
    """x + attention(norm(x)), then x + mlp(norm(x)), for x [B, H, W, C]."""

    def __init__(self, config: SwinIRConfig, shift: int) -> None:
        super().__init__()
        self.norm1 = nn.LayerNorm(config.width)
        self.attn = Attention(config.width, config.heads, config.window, shift)
        self.norm2 = nn.LayerNorm(config.width)
        self.mlp = Mlp(config.width, config.hidden)

    def forward(self, x: Tensor) -> Tensor:
        x = x + self.attn(self.norm1(x))
        return x + self.mlp(self.norm2(x))


class SwinIR(Grouped):
    """See the head of this file. Of the blocks of a group every second one is shifted by half a window."""

    def __init__(self, config: SwinIRConfig | None = None) -> None:
        config = config or SwinIRConfig()
        groups = [
            Group(
                [Block(config, config.window // 2 if k % 2 else 0) for k in range(depth)],
                config.width,
                narrow=config.narrow,
            )
            for depth in config.depths
        ]
        super().__init__(
            config.width,
            groups,
            scale=config.scale,
            upsampler=config.upsampler,
            narrow=config.narrow,
            value_range=config.value_range,
        )
        self.config, self.multiple = config, config.window
        # Windows of a group, its convolution, and those before and behind all groups.
        self.reach = sum(config.depths) * config.window + len(config.depths) + 6
        self.values_per_pixel = max(10 * config.width, 3 * FINE_WIDTH * config.scale**2)
