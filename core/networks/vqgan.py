"""The VQ autoencoder whose latent space the official models work in, named as in the released checkpoints."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import cast

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from core.networks.layers import Norm, Upsample, cast_convolutions

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
            self.nin_shortcut = nn.Conv2d(channels_in, channels_out, 1)

    def shortcut(self, x: Tensor) -> Tensor:
        return self.nin_shortcut(x) if "nin_shortcut" in self._modules else x

    def forward(self, x: Tensor) -> Tensor:
        h = self.conv1(F.silu(self.norm1(x), inplace=True))
        h = self.conv2(F.silu(self.norm2(h), inplace=True))
        return self.shortcut(x) + h


class Attention(nn.Module):
    """x + proj(attention(norm(x))): one head over all pixels, by a fused kernel that never holds N x N scores."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.norm = Norm(channels, EPS)
        self.q, self.k, self.v, self.proj_out = (nn.Conv2d(channels, channels, 1) for _ in range(4))

    def forward(self, x: Tensor) -> Tensor:
        h = self.norm(x)
        mixed = attend(tokens(self.q(h)), tokens(self.k(h)), tokens(self.v(h)))
        b, c, height, width = x.shape
        return x + self.proj_out(mixed.view(b, height, width, c).permute(0, 3, 1, 2))


def tokens(x: Tensor) -> Tensor:
    """[B, C, H, W] -> [B, 1, H W, C]."""
    return x.permute(0, 2, 3, 1).reshape(x.shape[0], 1, -1, x.shape[1])


def attend(q: Tensor, k: Tensor, v: Tensor) -> Tensor:
    """softmax(q k^T / sqrt(C)) v of [B, 1, N, C], scores and softmax in float32 inside the kernel."""
    return F.scaled_dot_product_attention(q, k, v)


class Downsample(nn.Module):
    """A 3 x 3 convolution with stride 2 on a picture padded at the right and at the bottom alone."""

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
    """The residual blocks of one resolution, then a change of it (absent on the last level)."""

    def __init__(self, channels_in: int, channels_out: int, count: int) -> None:
        super().__init__()
        widths = [channels_in] + [channels_out] * count
        self.block = nn.ModuleList(ResBlock(a, b) for a, b in itertools.pairwise(widths))

    def layers(self) -> list[nn.Module]:
        return [*self.block, *(m for name, m in self.named_children() if name != "block")]


class _Coder(nn.Module):
    """What encoder and decoder have in common: a convolution, `body()` in order, then norm, SiLU, convolution."""

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
    """[B, 3, H, W] -> [B, z, H / f, W / f]."""

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
    """[B, z, h, w] -> [B, 3, f h, f w]. `up` is indexed by level as `down` is, and passed from its end."""

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
    """[codes, z]. Built without memory it draws no values: for normal ones on the meta device torch would import its
    decompositions, which takes a second."""

    def reset_parameters(self) -> None:
        if not self.weight.is_meta:
            super().reset_parameters()


class Quantizer(nn.Module):
    """The nearest codes in place of a latent's pixels."""

    def __init__(self, codes: int, channels: int) -> None:
        super().__init__()
        self.embedding = Codebook(codes, channels)

    def indices(self, z: Tensor) -> Tensor:
        """[B, z, h, w] -> int64 [B h w]: the nearest code of each pixel by L2, searched in float32 and in chunks.

        |z - e|^2 = |z|^2 + |e|^2 - 2 z e, of which the first term is the same for all codes.
        """
        book = self.embedding.weight.float()
        norms = book.square().sum(1)
        flat = z.float().permute(0, 2, 3, 1).reshape(-1, book.shape[1])
        chunks = [torch.addmm(norms, part, book.T, alpha=-2).argmin(1) for part in flat.split(CODE_CHUNK)]
        return torch.cat(chunks)

    def forward(self, z: Tensor) -> Tensor:
        """The nearest codes in place of z, float32. Gradients pass straight through to z."""
        b, c, h, w = z.shape
        codes = self.embedding.weight.float()[self.indices(z.detach())]
        codes = codes.view(b, h, w, c).permute(0, 3, 1, 2)
        return z + (codes - z).detach() if z.requires_grad else codes


class VQAutoencoder(nn.Module):
    """Pictures [B, 3, f h, f w] in [-1, 1] <-> latents [B, z, h, w]; only decoding quantises."""

    def __init__(self, config: VQConfig | None = None) -> None:
        super().__init__()
        self.config = config = config or VQConfig()
        self.encoder = Encoder(config)
        self.decoder = Decoder(config)
        self.quantize = Quantizer(config.codes, config.z_channels)
        self.quant_conv = nn.Conv2d(config.z_channels, config.z_channels, 1)
        self.post_quant_conv = nn.Conv2d(config.z_channels, config.z_channels, 1)

    def cast(self, dtype: torch.dtype) -> VQAutoencoder:
        """Computes in `dtype` from now on. Norms, softmax, the codebook and what touches z stay float32."""
        cast_convolutions(self, dtype)
        self.quant_conv.float()
        self.post_quant_conv.float()
        return self

    @property
    def dtype(self) -> torch.dtype:
        """What the convolutions compute in."""
        return self.encoder.conv_in.weight.dtype

    def encode(self, picture: Tensor) -> Tensor:
        """[B, 3, H, W] in [-1, 1] -> float32 [B, z, H / f, W / f], not quantised."""
        return self.quant_conv(self.encoder(_last(picture, self.dtype)).float())

    def decode(self, z: Tensor, *, quantise: bool = True) -> Tensor:
        """[B, z, h, w] -> float32 [B, 3, f h, f w], about [-1, 1] but not clamped."""
        codes = self.quantize(z) if quantise else z.float()
        return self.decoder(_last(self.post_quant_conv(codes), self.dtype)).float()


def _last(x: Tensor, dtype: torch.dtype) -> Tensor:
    return x.to(dtype, memory_format=torch.channels_last)
