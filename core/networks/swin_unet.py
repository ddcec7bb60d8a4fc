"""The U-Net of ResShift with Swin attention: names and layout are those of the released checkpoints."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import cast

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from core.networks.layers import Convolution, Norm, Pointwise, Upsample, cast_convolutions
from core.networks.swin import SwinLayer


@dataclass(frozen=True)
class SwinUNetConfig:
    """Sizes of the network. The defaults are those of the released x4 models (118.6 million parameters)."""

    in_channels: int = 3  # of the latent
    out_channels: int = 3
    model_channels: int = 160
    channel_mult: tuple[int, ...] = (1, 2, 2, 4)  # by level, from the latent's resolution downwards
    num_res_blocks: tuple[int, ...] = (2, 2, 2, 2)
    image_size: int = 64  # the latent's side in training; decides which windows are shifted
    # The low-resolution picture's side in training. If it is above image_size, convolutions reduce the picture first.
    lq_size: int = 64
    lq_channels: int = 3
    cond_mask: bool = False  # whether a mask is given beside the low-resolution picture (inpainting)
    swin_depth: int = 2
    swin_embed_dim: int = 192
    num_head_channels: int = 32
    window_size: int = 8
    mlp_ratio: float = 4.0

    @property
    def lq_reductions(self) -> int:
        """How often the low-resolution picture is halved before it joins the latent."""
        return int(math.log2(self.lq_size / self.image_size))

    @property
    def multiple(self) -> int:
        """Sides of the latent must be multiples of this."""
        return int(self.window_size * 2 ** (len(self.channel_mult) - 1))


class ResBlock(nn.Module):
    """x + conv(act(norm(conv(act(norm(x)))) (1 + scale) + shift)); scale and shift come from the timestep."""

    def __init__(self, channels_in: int, channels_out: int, embedding: int) -> None:
        super().__init__()
        first = Convolution(channels_in, channels_out)
        last = Convolution(channels_out, channels_out)
        for parameter in last.parameters():
            nn.init.zeros_(parameter)
        self.in_layers = nn.Sequential(Norm(channels_in), nn.SiLU(), first)
        self.emb_layers = nn.Sequential(nn.SiLU(), nn.Linear(embedding, 2 * channels_out))
        # The identity stands for a dropout layer, which counts in the names of the released weights.
        self.out_layers = nn.Sequential(Norm(channels_out), nn.SiLU(), nn.Identity(), last)
        same = channels_in == channels_out
        self.skip_connection = nn.Identity() if same else Pointwise(channels_in, channels_out)

    def forward(self, x: Tensor, embedding: Tensor) -> Tensor:
        norm, *_, last = self.out_layers
        h = self.in_layers[2](F.silu(self.in_layers[0](x), inplace=True))
        scale, shift = self.emb_layers(embedding).chunk(2, 1)
        h = F.silu(cast(Norm, norm).modulated(h, scale, shift), inplace=True)
        return self.skip_connection(x) + last(h)


class Downsample(nn.Module):
    """A 3 x 3 convolution with stride 2."""

    def __init__(self, channels_in: int, channels_out: int) -> None:
        super().__init__()
        self.op = nn.Conv2d(channels_in, channels_out, 3, stride=2, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        return self.op(x)


class Stage(nn.ModuleList):
    """Layers one after the other; the residual blocks among them get the timestep's embedding, too."""

    def forward(self, x: Tensor, embedding: Tensor) -> Tensor:
        for layer in self:
            x = layer(x, embedding) if isinstance(layer, ResBlock) else layer(x)
        return x


class SwinUNet(nn.Module):
    """Predicts x0 in the latent space from the scaled state, the timestep and the low-resolution picture.

    x     [B, in_channels, h, w]   the state times 1 / sqrt(kappa^2 eta_t + 1); h, w multiples of `config.multiple`
    t     [B] or [1]               the trained step's index, 0..T-1; fractions are allowed
    lq    [B, lq_channels, H, W]   in [-1, 1], H = h lq_size / image_size
    mask  [B, 1, H, W]             with `config.cond_mask`: 1 in the hole, -1 elsewhere
    returns [B, out_channels, h, w] float32
    """

    float32_inside = False  # see core.compute.float32_fallback.in_float32

    def __init__(self, config: SwinUNetConfig | None = None) -> None:
        super().__init__()
        self.config = config = config or SwinUNetConfig()
        self.multiple = config.multiple
        width, embedding = config.model_channels, 4 * config.model_channels
        self.time_embed = nn.Sequential(
            nn.Linear(width, embedding), nn.SiLU(), nn.Linear(embedding, embedding)
        )
        lq_channels = config.lq_channels + config.cond_mask
        self.feature_extractor = _feature_extractor(lq_channels, config.lq_reductions)
        if config.lq_reductions:
            lq_channels = 16 * 2**config.lq_reductions
        widths = [width * m for m in config.channel_mult]

        def res(a: int, b: int) -> ResBlock:
            return ResBlock(a, b, embedding)

        def swin(level: int) -> SwinLayer:
            return _swin_layer(config, widths[level], level)

        channels = widths[0]
        first = nn.Conv2d(config.in_channels + lq_channels, channels, 3, padding=1)
        self.input_blocks = nn.ModuleList([Stage([first])])
        skips = [channels]
        for level, width in enumerate(widths):
            for k in range(config.num_res_blocks[level]):
                block = res(channels, width)
                channels = width
                self.input_blocks.append(Stage([block] if k else [block, swin(level)]))
                skips.append(channels)
            if level < len(widths) - 1:
                self.input_blocks.append(Stage([Downsample(channels, channels)]))
                skips.append(channels)

        last = len(widths) - 1
        self.middle_block = Stage([res(channels, channels), swin(last), res(channels, channels)])

        self.output_blocks = nn.ModuleList()
        for level, width in reversed(list(enumerate(widths))):
            for k in range(config.num_res_blocks[level] + 1):
                layers: list[nn.Module] = [res(channels + skips.pop(), width)]
                channels = width
                if k == 0:
                    layers.append(swin(level))
                if level and k == config.num_res_blocks[level]:
                    layers.append(Upsample(channels))
                self.output_blocks.append(Stage(layers))
        head = nn.Conv2d(channels, config.out_channels, 3, padding=1)
        self.out = nn.Sequential(Norm(channels), nn.SiLU(), head)

    def cast(self, dtype: torch.dtype) -> SwinUNet:
        """Makes the network compute in `dtype` from now on. Norms, softmax and the timestep's layers stay float32."""
        cast_convolutions(self, dtype)
        self.time_embed.float()
        for module in self.modules():
            if isinstance(module, ResBlock):
                module.emb_layers.float()
        return self

    def forward(self, x: Tensor, t: Tensor, lq: Tensor, mask: Tensor | None = None) -> Tensor:
        dtype = torch.float32 if self.float32_inside else cast(nn.Conv2d, self.out[2]).weight.dtype
        embedding = self.time_embed(sinusoids(t, self.config.model_channels))
        if mask is not None:
            lq = torch.cat([lq, mask], 1)
        features = self.feature_extractor(lq.to(dtype))
        h = torch.cat([x.to(dtype), features], 1).contiguous(memory_format=torch.channels_last)
        skips = []
        for stage in self.input_blocks:
            h = stage(h, embedding)
            skips.append(h)
        h = self.middle_block(h, embedding)
        for stage in self.output_blocks:
            h = stage(torch.cat([h, skips.pop()], 1), embedding)
        h = self.out[2](F.silu(self.out[0](h), inplace=True))
        return h.float().contiguous()


def sinusoids(t: Tensor, width: int) -> Tensor:
    """The timestep's embedding, [B] -> [B, width]: cosines, then sines, of t exp(-ln(10000) i / (width / 2))."""
    half = width // 2
    frequencies = torch.exp(-math.log(10_000) * torch.arange(half, device=t.device) / half)
    phases = t.float()[:, None] * frequencies
    return torch.cat([phases.cos(), phases.sin()], 1)


def _feature_extractor(channels: int, reductions: int) -> nn.Module:
    """For each halving of the picture a convolution to b channels, SiLU and a strided convolution to 2 b; b begins with
    16. Without a halving it is the identity."""
    layers: list[nn.Module] = []
    width = 16
    for _ in range(reductions):
        layers += [nn.Conv2d(channels, width, 3, padding=1), nn.SiLU(), Downsample(width, 2 * width)]
        channels = width = 2 * width
    return nn.Sequential(*layers)


def _swin_layer(config: SwinUNetConfig, channels: int, level: int) -> SwinLayer:
    return SwinLayer(
        channels,
        config.swin_embed_dim,
        config.swin_embed_dim // config.num_head_channels,
        depth=config.swin_depth,
        window=config.window_size,
        shifted=config.image_size >> level > config.window_size,
        mlp_ratio=config.mlp_ratio,
    )
