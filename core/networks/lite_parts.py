"""What the Lite networks share: how they learn of the noise state and the picture, and how they make pixels."""

from __future__ import annotations

import math
from typing import Any, Self, cast

import torch
import torch.nn.functional as F
from torch import Tensor, nn

LEVEL = 1 / 127.5  # a step of 8 bits
ALIGNED = 8  # matrix units of graphics cards want channels in multiples of this
CALM = 4  # if a neighbourhood spans so many steps of 8 bits, the whole residual counts


class LiteBase(nn.Module):
    """Predicts x0 = y + residual from the state x_t, the low-resolution picture and the noise state.

    x_t, y   [B, 3 scale^2, h, w]  pictures in [-1, 1] in pixel-shuffle space; y is the bicubic enlargement
    lq       [B, 3, h, w]          the low-resolution picture in [-1, 1]
    eta      [B] or [1]            level, 0 < eta < 1, float32
    sigma    [B] or [1]            kappa sqrt(eta), float32
    returns  [B, 3 scale^2, h, w]  x0; h and w must be multiples of `multiple`

    How it gets from what is `seen` to the residual, in `body`, is each network's own.
    """

    config: Any  # sizes; `residual_std` among them is the unit that inputs and outputs are measured in
    multiple: int
    embed: NoiseStateEmbedding

    def at(self, kappa: float, clean: float | None = None) -> Self:
        """The network of that kappa: the same for all."""
        return self

    def cast(self, dtype: torch.dtype) -> Self:
        """Makes the network compute in `dtype` from now on; the noise state is still embedded in float32."""
        self.to(dtype=dtype, memory_format=torch.channels_last)  # type: ignore[call-overload]
        self.embed.float()
        return self

    def forward(self, x_t: Tensor, y: Tensor, lq: Tensor, eta: Tensor, sigma: Tensor) -> Tensor:
        residual = self.body(self.seen(x_t, y, lq, eta, sigma), self.embed(eta, sigma))
        return torch.add(y, calmed(residual, lq), alpha=self.config.residual_std)

    def seen(self, x_t: Tensor, y: Tensor, lq: Tensor, eta: Tensor, sigma: Tensor) -> Tensor:
        """What `body` looks at, whose first 3 scale^2 channels are the state's estimate z."""
        raise NotImplementedError

    def body(self, seen: Tensor, state: Tensor) -> Tensor:
        """The residual [B, 3 scale^2, h, w] in units of its size, before it is calmed; state [B, embedding]."""
        raise NotImplementedError


class NoiseStateEmbedding(nn.Module):
    """Embeds the noise state (eta, sigma = kappa sqrt(eta)), [B] each, as [B, width]: Fourier features of ln sqrt(eta)
    and ln kappa, then an MLP."""

    frequencies: Tensor

    def __init__(self, width: int, features: int = 16) -> None:
        super().__init__()
        self.register_buffer(
            "frequencies",
            torch.logspace(math.log2(0.25), math.log2(8.0), features, base=2.0),
            persistent=False,
        )
        self.mlp = nn.Sequential(
            nn.Linear(4 * features + 2, width), nn.SiLU(), nn.Linear(width, width), nn.SiLU()
        )

    def forward(self, eta: Tensor, sigma: Tensor) -> Tensor:
        log_s = 0.5 * eta.log()
        log_kappa = sigma.log() - log_s
        logs = torch.stack([log_s, log_kappa], 1)  # [B, 2]
        phases = (logs[:, :, None] * self.frequencies).flatten(1)
        return self.mlp(torch.cat([logs, phases.cos(), phases.sin()], 1))


class Tail(nn.Module):
    """From features [B, C, h, w] to the residual in pixel-shuffle space, [B, 3 scale^2, h, w].

    The last convolutions work at twice the input's resolution, where z, the state's estimate of the residual, joins
    again. They mix neighbouring cells, so no grid of scale x scale cells shows in the picture.
    """

    def __init__(self, scale: int, channels: int, width: int, embedding: int) -> None:
        super().__init__()
        self.scale = scale
        self.factor = scale // 2
        self.affine = nn.Linear(embedding, 2 * channels)
        self.expand = nn.Conv2d(channels, 4 * width, 3, padding=1)
        state_channels = 3 * self.factor**2
        nn.init.zeros_(self.affine.weight)
        nn.init.zeros_(self.affine.bias)
        self.mix = nn.Conv2d(width + state_channels, width, 3, padding=1)
        self.to_rgb = nn.Conv2d(width, state_channels, 3, padding=1)
        nn.init.zeros_(self.to_rgb.weight)  # an untrained network is the bicubic enlargement
        nn.init.zeros_(cast(Tensor, self.to_rgb.bias))

    def forward(self, h: Tensor, z: Tensor, state: Tensor) -> Tensor:
        # No norm here, as it would take away the size of the residual.
        scale, shift = (
            self.affine(state.to(self.affine.weight.dtype)).to(h.dtype)[:, :, None, None].chunk(2, 1)
        )
        h = F.pixel_shuffle(F.silu(self.expand(torch.addcmul(shift, h, 1 + scale))), 2)
        z = F.pixel_unshuffle(F.pixel_shuffle(z, self.scale), self.factor)
        h = F.silu(aligned_conv(self.mix, stacked([h, z])))
        return F.pixel_unshuffle(F.pixel_shuffle(aligned_conv(self.to_rgb, h), self.factor), self.scale)


def stacked(parts: list[Tensor]) -> Tensor:
    """[B, C, h, w] each, one after the other in channels_last; where that pays, zeros fill up the last ALIGNED
    channels, for `aligned_conv`."""
    like = parts[0]
    if missing := aligned_by(sum(part.shape[1] for part in parts), like.device):
        parts = [*parts, like.new_zeros(1).expand(len(like), missing, *like.shape[2:])]
    return torch.cat(parts, 1).contiguous(memory_format=torch.channels_last)


def aligned_conv(conv: nn.Module, x: Tensor) -> Tensor:
    """conv(x) for an x from `stacked`. Where it pays, the convolution's own outputs are filled up as well, and taken
    away again."""
    assert isinstance(conv, nn.Conv2d)
    inputs, outputs = x.shape[1] - conv.in_channels, aligned_by(conv.out_channels, x.device)
    if type(conv) is not nn.Conv2d or not (inputs or outputs):  # an adapted one has more than its weight
        return cast(Tensor, conv(x[:, : conv.in_channels]))
    weight = F.pad(conv.weight, (0, 0, 0, 0, 0, inputs, 0, outputs))
    bias = F.pad(cast(Tensor, conv.bias), (0, outputs))
    return F.conv2d(x, weight, bias, padding=conv.padding)[:, : conv.out_channels]


def aligned_by(channels: int, device: torch.device) -> int:
    """How many channels are missing to a multiple of ALIGNED, on devices where that counts."""
    return -channels % ALIGNED if device.type == "cuda" else 0


def wiener_state(x_t: Tensor, y: Tensor, eta: Tensor, sigma: Tensor, std: float) -> Tensor:
    """The Wiener estimate of the residual x0 - y from the state alone, in units of the residual's size `std`.

    Where the state is nearly all noise it goes to zero, so the network need not learn to ignore the noise there.
    """
    reach = std * (1 - eta)
    return (x_t - y) * (reach / (sigma**2 + reach**2)).view(-1, 1, 1, 1)


def fine_structure(y: Tensor, lq: Tensor, std: float) -> Tensor:
    """How the bicubic enlargement differs from the pixel it came from, in units of `std`: [B, 3 scale^2, h, w]."""
    return (y.unflatten(1, (3, -1)) - lq[:, :, None]).flatten(1, 2) / std


def calmed(residual: Tensor, lq: Tensor) -> Tensor:
    """The residual, but less of it on flat ground, so that white and black pages stay what they are.

    It is zero where the 5 x 5 low-resolution pixels around are equal, and unchanged where they span CALM steps of 8
    bits.
    """
    span = F.max_pool2d(lq, 5, 1, 2) + F.max_pool2d(-lq, 5, 1, 2)
    return residual * (span.amax(1, keepdim=True) / (CALM * LEVEL)).clamp(0, 1).to(residual.dtype)
