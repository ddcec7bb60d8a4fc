"""What SwinIR, DAT and HAT share: groups of transformer blocks at the picture's own resolution, and what enlarges."""

from __future__ import annotations

import math
from collections.abc import Iterable

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from core.networks.restorer import Restorer, check_sizes

RGB_MEAN = (0.4488, 0.4371, 0.4040)  # of the pictures that the published models were trained with
SLOPE = 0.01  # of the leaky ReLU before the features are enlarged
FINE_SLOPE = 0.2  # of the others
FINE_WIDTH = 64  # channels behind the transformer


def check_groups(*, width: int, depths: tuple[int, ...], heads: int, **sizes: int) -> None:
    """Raises ValueError unless a network can have these sizes."""
    check_sizes(width=width, heads=heads, **sizes)
    check_sizes(groups=len(depths), **{f"depth {k}": depth for k, depth in enumerate(depths)})
    if width % heads:
        raise ValueError(f"{width} channels for {heads} heads")


def merging(width: int, *, narrow: bool) -> nn.Module:
    """The convolution after a group of blocks, or three of a quarter of the width in its place."""
    if not narrow:
        return nn.Conv2d(width, width, 3, padding=1)
    quarter = width // 4
    return nn.Sequential(
        nn.Conv2d(width, quarter, 3, padding=1),
        nn.LeakyReLU(FINE_SLOPE),
        nn.Conv2d(quarter, quarter, 1),
        nn.LeakyReLU(FINE_SLOPE),
        nn.Conv2d(quarter, width, 3, padding=1),
    )


class Mlp(nn.Module):
    """Two linear layers with a GELU between them."""

    def __init__(self, width: int, hidden: int) -> None:
        super().__init__()
        self.fc1 = nn.Linear(width, hidden)
        self.fc2 = nn.Linear(hidden, width)

    def forward(self, x: Tensor) -> Tensor:
        return self.fc2(F.gelu(self.fc1(x)))


class Group(nn.Module):
    """Blocks that take and give [B, H, W, C], and a convolution; with a residual around all."""

    def __init__(self, blocks: Iterable[nn.Module], width: int, *, narrow: bool = False) -> None:
        super().__init__()
        self.blocks = nn.ModuleList(blocks)
        self.conv = merging(width, narrow=narrow)

    def forward(self, x: Tensor) -> Tensor:
        return x + self.conv(self.inner(x).permute(0, 3, 1, 2)).permute(0, 2, 3, 1)

    def inner(self, x: Tensor) -> Tensor:
        """What the blocks make of x."""
        for block in self.blocks:
            x = block(x)
        return x


class Grouped(Restorer):
    """A convolution, groups of blocks, a convolution, and an upsampler. See SwinIRConfig for what these are."""

    mean: Tensor

    def __init__(
        self,
        width: int,
        groups: Iterable[nn.Module],
        *,
        scale: int,
        upsampler: str,
        narrow: bool = False,
        value_range: float = 1.0,
    ) -> None:
        super().__init__()
        fine = FINE_WIDTH
        self.scale, self.typical_width = scale, width
        self.upsampler, self.value_range = upsampler, value_range
        # On the processor even where the network is built without memory for its parameters.
        mean = torch.tensor(RGB_MEAN, device="cpu").view(1, 3, 1, 1)
        self.register_buffer("mean", mean, persistent=False)
        self.head = _conv(3, width)
        self.first_norm = nn.LayerNorm(width)
        self.groups = nn.ModuleList(groups)
        self.norm = nn.LayerNorm(width)
        self.merge = merging(width, narrow=narrow)
        if upsampler in ("pixelshuffle", "nearest"):
            self.before = _conv(width, fine)
        if upsampler == "direct":
            self.ups = nn.Sequential(_conv(width, 3 * scale**2), nn.PixelShuffle(scale))
        elif upsampler == "pixelshuffle":
            side = 3 if scale == 3 else 2
            stages = round(math.log(scale, side))
            self.ups = nn.Sequential(
                *(
                    part
                    for _ in range(stages)
                    for part in (_conv(fine, fine * side**2), nn.PixelShuffle(side))
                )
            )
        elif upsampler == "nearest":
            self.ups = nn.Sequential(_conv(fine, fine), _conv(fine, fine))
            self.refine = _conv(fine, fine)
        if upsampler != "direct":
            self.tail = _conv(width if upsampler == "none" else fine, 3)

    def forward(self, lq: Tensor) -> Tensor:
        x = (lq - self.mean) * self.value_range
        first = self.head(x)
        h = self.first_norm(first.permute(0, 2, 3, 1))
        for group in self.groups:
            h = group(h)
        h = first + self.merge(self.norm(h).permute(0, 3, 1, 2))
        return self._enlarged(h, x) / self.value_range + self.mean

    def _enlarged(self, h: Tensor, x: Tensor) -> Tensor:
        """From features at the size of the picture x to the result."""
        if self.upsampler == "none":
            return x + self.tail(h)
        if self.upsampler == "direct":
            return self.ups(h)
        h = F.leaky_relu(self.before(h), SLOPE)
        if self.upsampler == "pixelshuffle":
            return self.tail(self.ups(h))
        for up in self.ups:
            h = F.leaky_relu(up(F.interpolate(h, scale_factor=2, mode="nearest")), FINE_SLOPE)
        return self.tail(F.leaky_relu(self.refine(h), FINE_SLOPE))


def _conv(channels_in: int, channels_out: int) -> nn.Conv2d:
    return nn.Conv2d(channels_in, channels_out, 3, padding=1)
