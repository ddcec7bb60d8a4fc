"""The VQ autoencoder whose latent space the official models work in, named as in the released checkpoints."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import cast

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from core.networks.layers import Norm, Pointwise, Upsample, cast_convolutions

EPS = 1e-6
CODE_CHUNK = 2048  # latent pixels whose distances to all codes are held at once


@dataclass(frozen=True)
class VQConfig:
    """Sizes of the autoencoder. The defaults are those of the f4 model (55.3 million parameters)."""

    z_channels: int = 3
    codes: int = 8192
    channels: int = 128
    channel_mult: tuple[int, ...] = (1, 2, 4)  # by level, from the picture's resolution downwards
    num_res_blocks: tuple[int, ...] = (2, 2, 2)  # of the encoder; the decoder has one more on each level

    @property
    def factor(self) -> int:
        """Side of the picture over side of the latent."""
        return int(2 ** (len(self.channel_mult) - 1))

    @property
    def widths(self) -> tuple[int, ...]:
        return tuple(self.channels * m for m in self.channel_mult)


class ResBlock(nn.Module):
    """x + conv(act(norm(conv(act(norm(x))))))."""

    def __init__(self, channels_in: int, channels_out: int) -> None:
        super().__init__()
        self.norm1 = Norm(channels_in, EPS)
        self.conv1 = nn.Conv2d(channels_in, channels_out, 3, padding=1)
        self.norm2 = Norm(channels_out, EPS)
        self.conv2 = nn.Conv2d(channels_out, channels_out, 3, padding=1)
        if channels_in != channels_out:
            self.nin_shortcut = Pointwise(channels_in, channels_out)

    def shortcut(self, x: Tensor) -> Tensor:
        """x with as many channels as the result."""
        return self.nin_shortcut(x) if "nin_shortcut" in self._modules else x

    def forward(self, x: Tensor) -> Tensor:
        h = self.conv1(F.silu(self.norm1(x), inplace=True))
        h = self.conv2(F.silu(self.norm2(h), inplace=True))
        return self.shortcut(x) + h


class Attention(nn.Module):
    """x + proj(attention(norm(x))): one head over all N = H W pixels. A fused kernel never holds all N x N scores."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.norm = Norm(channels, EPS)
        self.q, self.k, self.v, self.proj_out = (Pointwise(channels, channels) for _ in range(4))

    def forward(self, x: Tensor) -> Tensor:
        h = self.norm(x)
        mixed = attend(tokens(self.q(h)), tokens(self.k(h)), tokens(self.v(h)))
        b, c, height, width = x.shape
        return x + self.proj_out(mixed.view(b, height, width, c).permute(0, 3, 1, 2))


def tokens(x: Tensor) -> Tensor:
    """Pixels as the tokens of one attention head: [B, C, H, W] -> [B, 1, H W, C]."""
    return x.permute(0, 2, 3, 1).reshape(x.shape[0], 1, -1, x.shape[1])


def attend(q: Tensor, k: Tensor, v: Tensor) -> Tensor:
    """softmax(q k^T / sqrt(C)) v for q, k, v [B, 1, N, C]. The fused kernel keeps scores and softmax in float32."""
    return F.scaled_dot_product_attention(q, k, v)


class Downsample(nn.Module):
    """A 3 x 3 convolution with stride 2 on a picture that is padded at the right and at the bottom only."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.conv = nn.Conv2d(channels, channels, 3, stride=2)

    def forward(self, x: Tensor) -> Tensor:
        return self.conv(F.pad(x, (0, 1, 0, 1)))


class Middle(nn.Module):
    """Residual block, attention, residual block at the latent's resolution."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.block_1 = ResBlock(channels, channels)
        self.attn_1 = Attention(channels)
        self.block_2 = ResBlock(channels, channels)

    def layers(self) -> list[nn.Module]:
        return [self.block_1, self.attn_1, self.block_2]


class Level(nn.Module):
    """The residual blocks of one resolution, then the layer that changes it; the last level has none."""

    def __init__(self, channels_in: int, channels_out: int, count: int) -> None:
        super().__init__()
        widths = [channels_in] + [channels_out] * count
        self.block = nn.ModuleList(ResBlock(a, b) for a, b in itertools.pairwise(widths))

    def layers(self) -> list[nn.Module]:
        return [*self.block, *(m for name, m in self.named_children() if name != "block")]


class _Coder(nn.Module):
    """What encoder and decoder have in common: a convolution, the layers of `body()`, then norm, SiLU, convolution."""

    conv_in: nn.Conv2d
    norm_out: Norm
    conv_out: nn.Conv2d

    def body(self) -> list[nn.Module]:
        raise NotImplementedError

    def forward(self, x: Tensor) -> Tensor:
        x = self.conv_in(x)
        for layer in self.body():
            x = layer(x)
        return self.conv_out(F.silu(self.norm_out(x), inplace=True))


class Encoder(_Coder):
    """From a picture [B, 3, H, W] to [B, z, H / f, W / f]."""

    def __init__(self, config: VQConfig) -> None:
        super().__init__()
        widths = config.widths
        self.conv_in = nn.Conv2d(3, widths[0], 3, padding=1)
        self.down = nn.ModuleList(
            Level(widths[max(0, k - 1)], width, config.num_res_blocks[k]) for k, width in enumerate(widths)
        )
        for level, width in zip(list(self.down)[:-1], widths, strict=False):
            level.add_module("downsample", Downsample(width))
        self.mid = Middle(widths[-1])
        self.norm_out = Norm(widths[-1], EPS)
        self.conv_out = nn.Conv2d(widths[-1], config.z_channels, 3, padding=1)

    def body(self) -> list[nn.Module]:
        levels = [layer for level in self.down for layer in cast(Level, level).layers()]
        return levels + self.mid.layers()


class Decoder(_Coder):
    """From a latent [B, z, h, w] to [B, 3, f h, f w]. `up` is indexed by level like `down`, so it is passed in
    reverse."""

    def __init__(self, config: VQConfig) -> None:
        super().__init__()
        widths = config.widths
        above = [*widths[1:], widths[-1]]
        self.conv_in = nn.Conv2d(config.z_channels, widths[-1], 3, padding=1)
        self.mid = Middle(widths[-1])
        self.up = nn.ModuleList(
            Level(above[k], width, config.num_res_blocks[k] + 1) for k, width in enumerate(widths)
        )
        for level, width in zip(list(self.up)[1:], widths[1:], strict=True):
            level.add_module("upsample", Upsample(width))
        self.norm_out = Norm(widths[0], EPS)
        self.conv_out = nn.Conv2d(widths[0], 3, 3, padding=1)

    def body(self) -> list[nn.Module]:
        levels = [layer for level in reversed(self.up) for layer in cast(Level, level).layers()]
        return self.mid.layers() + levels


class Codebook(nn.Embedding):
    """The table of codes, [codes, z]. On the meta device it draws no initial values: for that, torch would import its
    decompositions, which takes a second."""

    def reset_parameters(self) -> None:
        if not self.weight.is_meta:
            super().reset_parameters()


class Quantizer(nn.Module):
    """Replaces each pixel of a latent by its nearest code."""

    def __init__(self, codes: int, channels: int) -> None:
        super().__init__()
        self.embedding = Codebook(codes, channels)

    def indices(self, z: Tensor) -> Tensor:
        """The number of the nearest code of each pixel by L2 distance, [B, z, h, w] -> int64 [B h w].

        |z - e|^2 = |z|^2 + |e|^2 - 2 z e, and the first term is the same for all codes, so it is left out. Computed in
        float32 and in chunks of pixels.
        """
        book = self.embedding.weight.float()
        norms = book.square().sum(1)
        flat = z.float().permute(0, 2, 3, 1).reshape(-1, book.shape[1])
        chunks = [torch.addmm(norms, part, book.T, alpha=-2).argmin(1) for part in flat.split(CODE_CHUNK)]
        return torch.cat(chunks)

    def forward(self, z: Tensor) -> Tensor:
        """The nearest codes in place of z, as float32. Gradients go straight through to z."""
        b, c, h, w = z.shape
        codes = self.embedding.weight.float()[self.indices(z.detach())]
        codes = codes.view(b, h, w, c).permute(0, 3, 1, 2)
        return z + (codes - z).detach() if z.requires_grad else codes


class VQAutoencoder(nn.Module):
    """Encodes pictures [B, 3, f h, f w] in [-1, 1] as latents [B, z, h, w], and back. Only decoding quantises."""

    def __init__(self, config: VQConfig | None = None) -> None:
        super().__init__()
        self.config = config = config or VQConfig()
        self.encoder = Encoder(config)
        self.decoder = Decoder(config)
        self.quantize = Quantizer(config.codes, config.z_channels)
        self.quant_conv = nn.Conv2d(config.z_channels, config.z_channels, 1)
        self.post_quant_conv = nn.Conv2d(config.z_channels, config.z_channels, 1)

    def cast(self, dtype: torch.dtype) -> VQAutoencoder:
        """Makes the network compute in `dtype` from now on. Norms, softmax, the codebook and the convolutions at the
        latent stay float32."""
        cast_convolutions(self, dtype)
        self.quant_conv.float()
        self.post_quant_conv.float()
        return self

    @property
    def dtype(self) -> torch.dtype:
        """The number format that the convolutions compute in."""
        return self.encoder.conv_in.weight.dtype

    def encode(self, picture: Tensor) -> Tensor:
        """A picture [B, 3, H, W] in [-1, 1] as a latent, float32 [B, z, H / f, W / f], not quantised."""
        return self.quant_conv(self.encoder(_last(picture, self.dtype)).float())

    def decode(self, z: Tensor, *, quantise: bool = True) -> Tensor:
        """The picture of a latent [B, z, h, w], float32 [B, 3, f h, f w]; about in [-1, 1], but not clamped."""
        codes = self.quantize(z) if quantise else z.float()
        return self.decoder(_last(self.post_quant_conv(codes), self.dtype)).float()


def _last(x: Tensor, dtype: torch.dtype) -> Tensor:
    return x.to(dtype, memory_format=torch.channels_last)
