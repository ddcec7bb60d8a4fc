"""SwinIR: a Swin transformer at the picture's own resolution, with a convolution after each group of blocks.

Liang et al., "SwinIR: Image Restoration Using Swin Transformer" (2021). The layer's parts are those of a standard Swin
transformer (Liu et al., 2021), whose mask after a shift keeps opposite edges of the picture apart.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from core.networks.restorer import Restorer, check_sizes
from core.networks.swin import NEVER, relative_positions

RGB_MEAN = (0.4488, 0.4371, 0.4040)  # of the pictures that the published models were trained with
SLOPE = 0.01  # of the leaky ReLU before the features are enlarged
FINE_SLOPE = 0.2  # of those behind
FINE_WIDTH = 64  # channels behind the transformer
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
        check_sizes(width=self.width, heads=self.heads, window=self.window, hidden=self.hidden)
        check_sizes(groups=len(self.depths), **{f"depth {k}": depth for k, depth in enumerate(self.depths)})
        if self.width % self.heads:
            raise ValueError(f"{self.width} channels for {self.heads} heads")
        if self.upsampler not in UPSAMPLERS:
            raise ValueError(f"an unknown upsampler {self.upsampler!r}")
        scales = {"none": (1,), "nearest": (4,), "pixelshuffle": (2, 3, 4, 8)}.get(self.upsampler, (2, 3, 4))
        if self.scale not in scales:
            raise ValueError(f"a scale of {self.scale} with the upsampler {self.upsampler!r}")


def window_masks(window: int, shift: int) -> Tensor:
    """What is added to the scores of the tokens of shifted windows, float32 [3, N, N] with N = window^2: in the last
    row of windows, in the last column, and in the corner of both.

    A cyclic shift brings pixels of opposite edges into one window there; they must not meet.
    """
    at = torch.arange(window**2, device="cpu")
    below, right = at // window >= window - shift, at % window >= window - shift
    rows, columns = below[:, None] != below[None], right[:, None] != right[None]
    return NEVER * torch.stack([rows, columns, rows | columns]).float()


class Attention(nn.Module):
    """Multi-head self-attention within windows, with a learnt bias for each relative position."""

    positions: Tensor
    masks: Tensor

    def __init__(self, width: int, heads: int, window: int, shift: int) -> None:
        super().__init__()
        self.heads, self.shift = heads, shift
        self.qkv = nn.Linear(width, 3 * width)
        self.proj = nn.Linear(width, width)
        self.relative_position_bias_table = nn.Parameter(torch.zeros((2 * window - 1) ** 2, heads))
        self.register_buffer("positions", relative_positions(window), persistent=False)
        self.register_buffer("masks", window_masks(window, shift), persistent=False)

    def forward(self, windows: Tensor) -> Tensor:
        """[B, rows, columns, N, C] -> the same; the windows lie as in the picture."""
        b, rows, columns, tokens, width = windows.shape
        shape = (b, rows, columns, tokens, 3, self.heads, width // self.heads)
        q, k, v = self.qkv(windows).view(shape).permute(4, 0, 1, 2, 5, 3, 6).unbind(0)
        bias = self.relative_position_bias_table[self.positions].permute(2, 0, 1)  # [heads, N, N]
        mixed = torch.empty_like(v)
        for place, mask in self._kinds(bias.dtype):
            part = q[place]
            if part.numel():
                term = bias if mask is None else bias + mask
                out = F.scaled_dot_product_attention(
                    part.flatten(0, 2), k[place].flatten(0, 2), v[place].flatten(0, 2), attn_mask=term[None]
                )
                mixed[place] = out.view(part.shape)
        return self.proj(mixed.transpose(3, 4).reshape(windows.shape))

    def _kinds(self, dtype: torch.dtype) -> list[tuple[tuple[slice, slice, slice], Tensor | None]]:
        """Windows that have the same mask."""
        every, inner, last = slice(None), slice(0, -1), slice(-1, None)
        if not self.shift:
            return [((every, every, every), None)]
        below, right, corner = self.masks.to(dtype).unbind(0)
        return [
            ((every, inner, inner), None),
            ((every, last, inner), below),
            ((every, inner, last), right),
            ((every, last, last), corner),
        ]


class Mlp(nn.Module):
    """Two linear layers with a GELU between them."""

    def __init__(self, width: int, hidden: int) -> None:
        super().__init__()
        self.fc1 = nn.Linear(width, hidden)
        self.fc2 = nn.Linear(hidden, width)

    def forward(self, x: Tensor) -> Tensor:
        return self.fc2(F.gelu(self.fc1(x)))


class Block(nn.Module):
    """x + attention(norm(x)), then x + mlp(norm(x)), for x [B, H, W, C]."""

    def __init__(self, config: SwinIRConfig, shift: int) -> None:
        super().__init__()
        self.window, self.shift = config.window, shift
        self.norm1 = nn.LayerNorm(config.width)
        self.attn = Attention(config.width, config.heads, config.window, shift)
        self.norm2 = nn.LayerNorm(config.width)
        self.mlp = Mlp(config.width, config.hidden)

    def forward(self, x: Tensor) -> Tensor:
        x = x + self._attention(self.norm1(x))
        return x + self.mlp(self.norm2(x))

    def _attention(self, x: Tensor) -> Tensor:
        b, h, w, c = x.shape
        side, rows, columns = self.window, h // self.window, w // self.window
        x = torch.roll(x, (-self.shift, -self.shift), (1, 2))
        windows = x.view(b, rows, side, columns, side, c).permute(0, 1, 3, 2, 4, 5)
        mixed = self.attn(windows.reshape(b, rows, columns, side**2, c))
        x = mixed.view(b, rows, columns, side, side, c).permute(0, 1, 3, 2, 4, 5).reshape(b, h, w, c)
        return torch.roll(x, (self.shift, self.shift), (1, 2))


def _merging(config: SwinIRConfig) -> nn.Module:
    """The convolution after a group of blocks."""
    width, quarter = config.width, config.width // 4
    if not config.narrow:
        return nn.Conv2d(width, width, 3, padding=1)
    return nn.Sequential(
        nn.Conv2d(width, quarter, 3, padding=1),
        nn.LeakyReLU(FINE_SLOPE),
        nn.Conv2d(quarter, quarter, 1),
        nn.LeakyReLU(FINE_SLOPE),
        nn.Conv2d(quarter, width, 3, padding=1),
    )


class Group(nn.Module):
    """Blocks, of which every second one is shifted by half a window, and a convolution; with a residual around all."""

    def __init__(self, config: SwinIRConfig, depth: int) -> None:
        super().__init__()
        self.blocks = nn.ModuleList(Block(config, config.window // 2 if k % 2 else 0) for k in range(depth))
        self.conv = _merging(config)

    def forward(self, x: Tensor) -> Tensor:
        h = x
        for block in self.blocks:
            h = block(h)
        return x + self.conv(h.permute(0, 3, 1, 2)).permute(0, 2, 3, 1)


class SwinIR(Restorer):
    """See the head of this file."""

    mean: Tensor

    def __init__(self, config: SwinIRConfig | None = None) -> None:
        super().__init__()
        self.config = config = config or SwinIRConfig()
        width, fine, kind = config.width, FINE_WIDTH, config.upsampler
        self.scale, self.multiple, self.typical_width = config.scale, config.window, width
        # Windows of a group, its convolution, and those before and behind all groups.
        self.reach = sum(config.depths) * config.window + len(config.depths) + 6
        self.values_per_pixel = max(10 * width, 3 * fine * config.scale**2)
        # On the processor even where the network is built without memory for its parameters.
        mean = torch.tensor(RGB_MEAN, device="cpu").view(1, 3, 1, 1)
        self.register_buffer("mean", mean, persistent=False)
        self.head = _conv(3, width)
        self.first_norm = nn.LayerNorm(width)
        self.groups = nn.ModuleList(Group(config, depth) for depth in config.depths)
        self.norm = nn.LayerNorm(width)
        self.merge = _merging(config)
        if kind in ("pixelshuffle", "nearest"):
            self.before = _conv(width, fine)
        if kind == "direct":
            self.ups = nn.Sequential(_conv(width, 3 * config.scale**2), nn.PixelShuffle(config.scale))
        elif kind == "pixelshuffle":
            side = 3 if config.scale == 3 else 2
            stages = round(math.log(config.scale, side))
            self.ups = nn.Sequential(
                *(
                    part
                    for _ in range(stages)
                    for part in (_conv(fine, fine * side**2), nn.PixelShuffle(side))
                )
            )
        elif kind == "nearest":
            self.ups = nn.Sequential(_conv(fine, fine), _conv(fine, fine))
            self.refine = _conv(fine, fine)
        if kind != "direct":
            self.tail = _conv(width if kind == "none" else fine, 3)

    def forward(self, lq: Tensor) -> Tensor:
        x = (lq - self.mean) * self.config.value_range
        first = self.head(x)
        h = self.first_norm(first.permute(0, 2, 3, 1))
        for group in self.groups:
            h = group(h)
        h = first + self.merge(self.norm(h).permute(0, 3, 1, 2))
        return self._enlarged(h, x) / self.config.value_range + self.mean

    def _enlarged(self, h: Tensor, x: Tensor) -> Tensor:
        """From features at the size of the picture x to the result."""
        kind = self.config.upsampler
        if kind == "none":
            return x + self.tail(h)
        if kind == "direct":
            return self.ups(h)
        h = F.leaky_relu(self.before(h), SLOPE)
        if kind == "pixelshuffle":
            return self.tail(self.ups(h))
        for up in self.ups:
            h = F.leaky_relu(up(F.interpolate(h, scale_factor=2, mode="nearest")), FINE_SLOPE)
        return self.tail(F.leaky_relu(self.refine(h), FINE_SLOPE))


def _conv(channels_in: int, channels_out: int) -> nn.Conv2d:
    return nn.Conv2d(channels_in, channels_out, 3, padding=1)
