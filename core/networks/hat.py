"""HAT: SwinIR's blocks with a convolution beside each attention, and one attention across windows in each group.

Chen et al., "Activating More Pixels in Image Super-Resolution Transformer" (2023).
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from core.networks.grouped import FINE_WIDTH, Group, Grouped, Mlp, check_groups
from core.networks.restorer import EVERYWHERE
from core.networks.swinir import Attention
from core.networks.windows import joined, parted

SCALES = (1, 2, 3, 4, 8)
SHARE = 0.01  # of the convolutions' result that is added to an attention's


@dataclass(frozen=True)
class HATConfig:
    """Sizes of the network."""

    width: int = 180  # channels
    depths: tuple[int, ...] = (6, 6, 6, 6, 6, 6)  # blocks of each group
    heads: int = 6
    window: int = 16  # side of a window in pixels
    seen: int = 24  # side of what an attention across windows sees around each of them
    hidden: int = 360  # channels inside the two-layer network of a block
    narrow: int = 60  # channels between the two convolutions of a block
    squeezed: int = 6  # channels inside what weights the channels of a block
    biased: bool = True  # whether the layers that make queries, keys and values have a bias
    scale: int = 4

    def __post_init__(self) -> None:
        check_groups(
            width=self.width,
            depths=self.depths,
            heads=self.heads,
            window=self.window,
            hidden=self.hidden,
            narrow=self.narrow,
            squeezed=self.squeezed,
        )
        if self.seen < self.window or (self.seen - self.window) % 2:
            raise ValueError(f"windows of {self.window} pixels that see {self.seen}")
        if self.scale not in SCALES:
            raise ValueError(f"a scale of {self.scale}")


class Convolutions(nn.Module):
    """Two convolutions with a GELU between them, and a weight for each channel, from the channels' means."""

    def __init__(self, config: HATConfig) -> None:
        super().__init__()
        width = config.width
        self.convs = nn.ModuleList(
            [nn.Conv2d(width, config.narrow, 3, padding=1), nn.Conv2d(config.narrow, width, 3, padding=1)]
        )
        self.weighing = nn.ModuleList([nn.Linear(width, config.squeezed), nn.Linear(config.squeezed, width)])

    def forward(self, x: Tensor) -> Tensor:
        """[B, H, W, C] -> the same."""
        h = self.convs[1](F.gelu(self.convs[0](x.permute(0, 3, 1, 2)))).permute(0, 2, 3, 1)
        weights = self.weighing[1](F.relu(self.weighing[0](h.mean((1, 2), keepdim=True))))
        return h * torch.sigmoid(weights)


class Block(nn.Module):
    """x + attention(norm(x)) + a little of convolutions(norm(x)), then x + mlp(norm(x)), for x [B, H, W, C]."""

    def __init__(self, config: HATConfig, shift: int) -> None:
        super().__init__()
        self.norm1 = nn.LayerNorm(config.width)
        self.attn = Attention(config.width, config.heads, config.window, shift, biased=config.biased)
        self.conv = Convolutions(config)
        self.norm2 = nn.LayerNorm(config.width)
        self.mlp = Mlp(config.width, config.hidden)

    def forward(self, x: Tensor) -> Tensor:
        seen = self.norm1(x)
        x = x + self.attn(seen) + SHARE * self.conv(seen)
        return x + self.mlp(self.norm2(x))


class Overlapping(nn.Module):
    """Attention of each window to a larger one around it, of zeros beyond the picture, and a two-layer network."""

    positions: Tensor

    def __init__(self, config: HATConfig) -> None:
        super().__init__()
        self.heads, self.window, self.seen = config.heads, config.window, config.seen
        width = config.width
        self.norm1 = nn.LayerNorm(width)
        self.qkv = nn.Linear(width, 3 * width, bias=config.biased)
        self.relative_position_bias_table = nn.Parameter(
            torch.zeros((config.window + config.seen - 1) ** 2, config.heads)
        )
        self.proj = nn.Linear(width, width)
        self.norm2 = nn.LayerNorm(width)
        self.mlp = Mlp(width, config.hidden)
        self.register_buffer("positions", overlapping_positions(config.window, config.seen), persistent=False)

    def forward(self, x: Tensor) -> Tensor:
        """[B, H, W, C] -> the same."""
        x = x + self.proj(self._attended(self.norm1(x)))
        return x + self.mlp(self.norm2(x))

    def _attended(self, x: Tensor) -> Tensor:
        c = x.shape[-1]
        side, seen, around = self.window, self.seen, (self.seen - self.window) // 2
        q, kv = self.qkv(x).split((c, 2 * c), -1)
        windows = parted(q, (side, side), (0, 0))
        q = windows.view(-1, side**2, self.heads, c // self.heads).transpose(1, 2)
        # A view of overlapping windows, [B, rows, columns, 2 C, seen, seen].
        larger = F.pad(kv, (0, 0, around, around, around, around)).unfold(1, seen, side).unfold(2, seen, side)
        larger = larger.permute(0, 1, 2, 4, 5, 3).reshape(-1, seen**2, 2, self.heads, c // self.heads)
        k, v = larger.permute(2, 0, 3, 1, 4).unbind(0)
        bias = self.relative_position_bias_table[self.positions].permute(2, 0, 1)[None]
        mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=bias)
        return joined(mixed.transpose(1, 2).reshape(windows.shape), (side, side), (0, 0))


def overlapping_positions(window: int, seen: int) -> Tensor:
    """For each pixel (r1, c1) of a window and (r2, c2) of the larger one around it, the row in the bias table, int64
    [window^2, seen^2].

    The published networks count r2 - r1 + window - seen + 1 rows of window + seen - 1, and so columns. That is less
    than zero for some, for which they count from the table's end.
    """
    count = window + seen - 1
    steps = torch.arange(seen, device="cpu")[None] - torch.arange(window, device="cpu")[:, None]
    steps = steps + window - seen + 1  # [window, seen]
    rows, columns = steps[:, None, :, None], steps[None, :, None, :]
    return (rows * count + columns).remainder(count**2).reshape(window**2, seen**2)


class HATGroup(Group):
    """Blocks, of which every second one is shifted by half a window, an attention across windows, and a convolution."""

    def __init__(self, config: HATConfig, depth: int) -> None:
        shifts = [config.window // 2 if k % 2 else 0 for k in range(depth)]
        super().__init__([Block(config, shift) for shift in shifts], config.width)
        self.overlap = Overlapping(config)

    def inner(self, x: Tensor) -> Tensor:
        return self.overlap(super().inner(x))


class HAT(Grouped):
    """See the head of this file."""

    reach = EVERYWHERE

    def __init__(self, config: HATConfig | None = None) -> None:
        config = config or HATConfig()
        groups = [HATGroup(config, depth) for depth in config.depths]
        super().__init__(config.width, groups, scale=config.scale, upsampler="pixelshuffle")
        self.config, self.multiple = config, config.window
        shared = (config.seen / config.window) ** 2  # how many windows see a pixel
        self.values_per_pixel = max(int((8 + 6 * shared) * config.width), 3 * FINE_WIDTH * config.scale**2)
