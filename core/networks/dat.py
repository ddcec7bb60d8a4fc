"""DAT: a transformer whose blocks attend by turns to the pixels of a window and to the channels of the picture.

Chen et al., "Dual Aggregation Transformer for Image Super-Resolution" (2023). Beside each attention a depthwise
convolution runs, and either weights the other: the one's weights are for each channel, the other's for each pixel. Both
kinds of attention take means over all pixels that the network is given. Of a picture in several tiles these means are
taken beforehand, from parts of all of it, so that its tiles agree.

What the published networks compute by a small network of the relative position is the same for every picture: here it
is a table. Norms over the batch are part of the convolutions before them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from core.networks.grouped import FINE_WIDTH, Group, Grouped, check_groups
from core.networks.patches import spread_patches
from core.networks.restorer import EVERYWHERE, check_sizes
from core.networks.windows import Sides, attended, joined, parted, relative_positions, window_masks

SCALES = (1, 2, 3, 4, 8)
UPSAMPLERS = ("pixelshuffle", "direct")


@dataclass(frozen=True)
class DATConfig:
    """Sizes of the network."""

    width: int = 180  # channels
    depths: tuple[int, ...] = (6, 6, 6, 6, 6, 6)  # blocks of each group
    heads: int = 6
    # height and width in pixels; half of the heads have them the other way round
    window: tuple[int, int] = (8, 32)
    hidden: int = 360  # channels inside the feed-forward network of a block
    biased: bool = True  # whether the layer that makes queries, keys and values has a bias
    narrow: bool = False  # three convolutions of a quarter of the width after a group, instead of one
    upsampler: str = "pixelshuffle"  # one of UPSAMPLERS
    scale: int = 4

    def __post_init__(self) -> None:
        check_groups(width=self.width, depths=self.depths, heads=self.heads, hidden=self.hidden)
        check_sizes(height=self.window[0], width=self.window[1], sixteenths=self.width // 16)
        if self.heads % 2 or self.width % 2 or self.hidden % 2:
            raise ValueError("what is to be halved is odd: the heads, the width, or the hidden channels")
        if max(self.window) % min(self.window):
            raise ValueError(f"windows of {self.window[1]} x {self.window[0]} pixels")
        if self.upsampler not in UPSAMPLERS:
            raise ValueError(f"an unknown upsampler {self.upsampler!r}")
        if self.scale not in SCALES:
            raise ValueError(f"a scale of {self.scale}")


@dataclass(eq=False)
class OverAll:
    """What a layer computes over all pixels: of each picture by itself, or the same for all since a look at one."""

    looking: bool = False
    kept: Tensor | None = None  # [1, ..]

    def of(self, x: Tensor, compute: Callable[[Tensor], Tensor]) -> Tensor:
        """compute(x), [B, ..], for x [B, H, W, C]. While `looking` the batch counts as one picture."""
        if self.looking:
            self.kept = compute(x.reshape(1, -1, *x.shape[2:]))
        return compute(x) if self.kept is None else self.kept.to(x.dtype)


class Branch(nn.Module):
    """Attention within windows of half of the heads: queries, keys and values [B, H, W, 3 C] -> [B, H, W, C]."""

    positions: Tensor
    masks: Tensor | None

    def __init__(self, heads: int, window: Sides, shift: Sides) -> None:
        super().__init__()
        self.heads, self.window, self.shift = heads, window, shift
        self.table = nn.Parameter(torch.zeros((2 * window[0] - 1) * (2 * window[1] - 1), heads))
        self.register_buffer("positions", relative_positions(window), persistent=False)
        masks = window_masks(window, shift) if any(shift) else None
        self.register_buffer("masks", masks, persistent=False)

    def forward(self, qkv: Tensor) -> Tensor:
        windows = parted(qkv, self.window, self.shift)
        b, rows, columns, tokens, _ = windows.shape
        heads = windows.view(b, rows, columns, tokens, 3, self.heads, -1)
        q, k, v = heads.permute(4, 0, 1, 2, 5, 3, 6).unbind(0)
        bias = self.table[self.positions].permute(2, 0, 1)  # [heads, N, N]
        mixed = attended(q, k, v, bias, self.masks)
        mixed = mixed.transpose(3, 4).reshape(b, rows, columns, tokens, -1)
        return joined(mixed, self.window, self.shift)


class ByPixel(nn.Module):
    """Attention among the pixels of a window. The first half of the channels has other windows than the second."""

    def __init__(self, config: DATConfig, *, shifted: bool) -> None:
        super().__init__()
        width, (high, wide) = config.width, config.window
        shift = (high // 2, wide // 2) if shifted else (0, 0)
        self.qkv = nn.Linear(width, 3 * width, bias=config.biased)
        self.branches = nn.ModuleList(
            [
                Branch(config.heads // 2, (high, wide), shift),
                Branch(config.heads // 2, (wide, high), shift[::-1]),
            ]
        )
        self.exchange = Exchange(width)

    def forward(self, x: Tensor) -> Tensor:
        """[B, H, W, C] -> the same."""
        b, h, w, c = x.shape
        qkv = self.qkv(x).view(b, h, w, 3, 2, c // 2)
        parts = [
            branch(qkv[..., k, :].reshape(b, h, w, 3 * c // 2)) for k, branch in enumerate(self.branches)
        ]
        local = self.exchange.local(qkv[..., 2, :, :].reshape(b, h, w, c))
        return self.exchange(torch.cat(parts, 3), local, by_channel=0)


class ByChannel(nn.Module):
    """Attention among the channels of a head: how much two are alike over all pixels is their score."""

    def __init__(self, config: DATConfig) -> None:
        super().__init__()
        self.heads = config.heads
        self.temperature = nn.Parameter(torch.ones(config.heads, 1, 1))
        self.qkv = nn.Linear(config.width, 3 * config.width, bias=config.biased)
        self.exchange = Exchange(config.width)
        self.over_all = OverAll()

    def forward(self, x: Tensor) -> Tensor:
        """[B, H, W, C] -> the same."""
        b, h, w, c = x.shape
        qkv = self.qkv(x)
        v = self._by_head(qkv[..., 2 * c :])
        mixed = (self.over_all.of(qkv, self._shares) @ v).permute(0, 3, 1, 2).reshape(b, h, w, c)
        return self.exchange(mixed, self.exchange.local(qkv[..., 2 * c :]), by_channel=1)

    def _shares(self, qkv: Tensor) -> Tensor:
        """[B, H, W, 3 C] -> how much of each channel another one of its head gets, [B, heads, d, d]."""
        c = qkv.shape[3] // 3
        q, k = (_unit(self._by_head(part)) for part in (qkv[..., :c], qkv[..., c : 2 * c]))
        return (q @ k.transpose(2, 3) * self.temperature).softmax(-1)

    def _by_head(self, x: Tensor) -> Tensor:
        """[B, H, W, C] -> [B, heads, d, H W]."""
        return x.flatten(1, 2).unflatten(2, (self.heads, -1)).permute(0, 2, 3, 1)


def _unit(x: Tensor) -> Tensor:
    """[.., N] with vectors of length 1. A length, of hundreds of thousands of numbers, is summed up in float32."""
    exact = torch.promote_types(x.dtype, torch.float32)
    length = torch.linalg.vector_norm(x, dim=-1, keepdim=True, dtype=exact)
    return x / length.clamp_min(max(1e-12, torch.finfo(x.dtype).tiny)).to(x.dtype)


class Exchange(nn.Module):
    """The convolution beside an attention, and how their two results weight each other and are added."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.depthwise = nn.Conv2d(width, width, 3, padding=1, groups=width)
        self.channels = _weighing(width, width // 8, width)
        self.pixels = _weighing(width, width // 16, 1)
        self.proj = nn.Linear(width, width)
        self.over_all = OverAll()

    def local(self, v: Tensor) -> Tensor:
        """What the convolution makes of the values, [B, H, W, C] each."""
        return F.gelu(self.depthwise(v.permute(0, 3, 1, 2))).permute(0, 2, 3, 1)

    def forward(self, mixed: Tensor, local: Tensor, *, by_channel: int) -> Tensor:
        """The attention's result and the convolution's, [B, H, W, C] each. `by_channel` tells which of them, 0 or 1, is
        weighted for each channel; the other is for each pixel. The weights come from the respective other one."""
        pair = [mixed, local]
        whole, single = pair[by_channel], pair[1 - by_channel]
        channels = self.over_all.of(single, self._channels)
        pixels = self.pixels(whole)
        return self.proj(whole * torch.sigmoid(channels) + single * torch.sigmoid(pixels))

    def _channels(self, x: Tensor) -> Tensor:
        """[B, H, W, C] -> [B, 1, 1, C]."""
        return self.channels(x.mean((1, 2), keepdim=True))


def _weighing(width: int, hidden: int, out: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(width, hidden), nn.GELU(), nn.Linear(hidden, out))


class GatedFeedForward(nn.Module):
    """Half of the hidden channels, times what a depthwise convolution makes of the other half."""

    def __init__(self, width: int, hidden: int) -> None:
        super().__init__()
        half = hidden // 2
        self.fc1 = nn.Linear(width, hidden)
        self.norm = nn.LayerNorm(half)
        self.depthwise = nn.Conv2d(half, half, 3, padding=1, groups=half)
        self.fc2 = nn.Linear(half, width)

    def forward(self, x: Tensor) -> Tensor:
        """[B, H, W, C] -> the same."""
        kept, gate = F.gelu(self.fc1(x)).chunk(2, -1)
        gate = self.depthwise(self.norm(gate).permute(0, 3, 1, 2)).permute(0, 2, 3, 1)
        return self.fc2(kept * gate)


class Block(nn.Module):
    """x + attention(norm(x)), then x + feed-forward(norm(x)), for x [B, H, W, C]."""

    def __init__(self, config: DATConfig, group: int, number: int) -> None:
        super().__init__()
        # Every second attention by pixels is shifted: in groups of even numbers the second, fourth .., else the first.
        shifted = number % 4 == (2 if group % 2 == 0 else 0)
        self.norm1 = nn.LayerNorm(config.width)
        self.attn = ByChannel(config) if number % 2 else ByPixel(config, shifted=shifted)
        self.norm2 = nn.LayerNorm(config.width)
        self.ffn = GatedFeedForward(config.width, config.hidden)

    def forward(self, x: Tensor) -> Tensor:
        x = x + self.attn(self.norm1(x))
        return x + self.ffn(self.norm2(x))


class DAT(Grouped):
    """See the head of this file."""

    reach = EVERYWHERE
    whole = True

    def __init__(self, config: DATConfig | None = None) -> None:
        config = config or DATConfig()
        groups = [
            Group([Block(config, k, j) for j in range(depth)], config.width, narrow=config.narrow)
            for k, depth in enumerate(config.depths)
        ]
        super().__init__(
            config.width, groups, scale=config.scale, upsampler=config.upsampler, narrow=config.narrow
        )
        self.config, self.multiple = config, max(config.window)
        fine = 3 * FINE_WIDTH * config.scale**2 if config.upsampler == "pixelshuffle" else 0
        self.values_per_pixel = max(22 * config.width, fine)

    def look(self, lq: Tensor, tiles: int) -> None:
        """See `Restorer`. The tiles of a picture in several all go by the same means."""
        layers = [module for module in self.modules() if isinstance(module, ByChannel | Exchange)]
        for layer in layers:
            layer.over_all = OverAll(looking=tiles > 1)
        if tiles == 1:
            return
        dtype = self.dtype
        self.cast(torch.float32)  # lengths and means of many numbers
        try:
            self(spread_patches(lq, self.multiple).to(self.head.weight))
        finally:
            self.cast(dtype)
            for layer in layers:
                layer.over_all.looking = False
