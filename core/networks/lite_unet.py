"""ResShift Lite: a small convolutional U-Net in pixel-shuffle space, conditioned on the noise state."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import cast

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from core.errors import ModelError
from core.networks.lite_parts import LiteBase, NoiseStateEmbedding, Tail, fine_structure, wiener_state


@dataclass(frozen=True)
class LiteConfig:
    """Sizes of the network. `widths` and `blocks` begin with the input's resolution; each further level halves it."""

    scale: int = 4  # output side / input side
    widths: tuple[int, ...] = (96, 160, 256)  # channels of each level
    # Blocks of each level on the way down, and as many on the way up; the last number is the middle's.
    blocks: tuple[int, ...] = (2, 2, 2)
    tail_width: int = 32  # channels at twice the input's resolution
    embedding: int = 128  # width of the embedded noise state
    residual_std: float = 0.1  # typical size of x0 - y; inputs and outputs are measured in units of it

    def __post_init__(self) -> None:
        """Raises ModelError for sizes that no network can have."""
        sizes = (self.scale, self.tail_width, self.embedding, *self.widths)
        if not self.widths or len(self.widths) != len(self.blocks) or min(sizes) < 1 or min(self.blocks) < 0:
            raise ModelError(f"There is no network of widths {self.widths} and blocks {self.blocks}.")
        if not self.residual_std > 0:
            raise ModelError("The residual's size must be above 0.")

    @property
    def width(self) -> int:
        """Channels at the input's resolution."""
        return self.widths[0]


class ChannelNorm(nn.Module):
    """Layer norm over the channels of each pixel alone: no statistics of the picture enter, so tiles and the whole
    picture give the same values.

    Gain and offset come from the embedded noise state: norm(x) (1 + scale) + shift.
    """

    def __init__(self, channels: int, embedding: int) -> None:
        super().__init__()
        self.channels = channels
        self.affine = nn.Linear(embedding, 2 * channels)
        nn.init.zeros_(self.affine.weight)
        nn.init.zeros_(self.affine.bias)

    def forward(self, x: Tensor, state: Tensor) -> Tensor:
        scale, shift = self.affine(state.to(self.affine.weight.dtype)).to(x.dtype).chunk(2, 1)  # [B, C] each
        x = x.permute(0, 2, 3, 1)  # a view where x is channels_last
        if len(scale) == 1:  # the same for all pictures: the norm's own gain and offset do it in one pass
            x = F.layer_norm(x, (self.channels,), 1 + scale[0], shift[0])
        else:
            x = F.layer_norm(x, (self.channels,))
            x = torch.addcmul(shift[:, None, None], x, 1 + scale[:, None, None])
        return x.permute(0, 3, 1, 2)


class Block(nn.Module):
    """x + conv(act(conv(norm(x, state)))). The last convolution starts small, so an untrained block changes little."""

    def __init__(self, channels: int, embedding: int) -> None:
        super().__init__()
        self.norm = ChannelNorm(channels, embedding)
        self.conv1 = nn.Conv2d(channels, channels, 3, padding=1)
        self.conv2 = nn.Conv2d(channels, channels, 3, padding=1)
        with torch.no_grad():
            self.conv2.weight.mul_(0.1)
            nn.init.zeros_(cast(Tensor, self.conv2.bias))

    def forward(self, x: Tensor, state: Tensor) -> Tensor:
        h = F.silu(self.conv1(self.norm(x, state)))
        return self.conv2(h).add_(x)


class LiteUNet(LiteBase):
    """The U-Net, see LiteBase for its inputs."""

    config: LiteConfig

    def __init__(self, config: LiteConfig | None = None) -> None:
        super().__init__()
        self.config = config = config or LiteConfig()
        channels = 3 * config.scale**2
        widths, blocks = config.widths, config.blocks
        self.multiple = 2 ** (len(widths) - 1)
        self.embed = NoiseStateEmbedding(config.embedding)
        self.head = nn.Conv2d(3 * channels + 3, widths[0], 3, padding=1)

        def level(k: int) -> nn.ModuleList:
            return nn.ModuleList(Block(widths[k], config.embedding) for _ in range(blocks[k]))

        self.down_blocks = nn.ModuleList(level(k) for k in range(len(widths) - 1))
        self.down = nn.ModuleList(nn.Conv2d(a, b, 2, stride=2) for a, b in itertools.pairwise(widths))
        self.middle = nn.ModuleList(Block(widths[-1], config.embedding) for _ in range(blocks[-1]))
        self.up = nn.ModuleList(nn.Conv2d(b, 4 * a, 1) for a, b in itertools.pairwise(widths))
        self.up_blocks = nn.ModuleList(level(k) for k in range(len(widths) - 1))
        self.tail = Tail(config.scale, widths[0], config.tail_width, config.embedding)

    def seen(self, x_t: Tensor, y: Tensor, lq: Tensor, eta: Tensor, sigma: Tensor) -> Tensor:
        """What `body` looks at, [B, 9 scale^2 + 3, h, w]; the first third of it is the state's estimate z."""
        std, dtype = self.config.residual_std, self.head.weight.dtype
        z = wiener_state(x_t, y, eta, sigma, std).to(dtype)
        fine = fine_structure(y, lq, std).to(dtype)
        # The state's noise as it is: at the first steps the network can make grain and texture from nothing else.
        noise = (x_t - y).to(dtype)
        return torch.cat([z, fine, lq.to(dtype), noise], 1).contiguous(memory_format=torch.channels_last)

    def body(self, seen: Tensor, state: Tensor) -> Tensor:
        z = seen[:, : 3 * self.config.scale**2]
        h = self.head(seen)
        skips = []
        for blocks, down in zip(self.down_blocks, self.down, strict=True):
            for block in cast(nn.ModuleList, blocks):
                h = block(h, state)
            skips.append(h)
            h = down(h)
        for block in self.middle:
            h = block(h, state)
        for blocks, up, skip in zip(
            reversed(self.up_blocks), reversed(self.up), reversed(skips), strict=True
        ):
            h = F.pixel_shuffle(up(h), 2).add_(skip)
            for block in cast(nn.ModuleList, blocks):
                h = block(h, state)
        return cast(Tensor, self.tail(h, z, state))
