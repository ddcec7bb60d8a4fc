"""The shifted-window attention layer of the ResShift U-Net, with the mask its weights were trained with."""

from __future__ import annotations

from functools import lru_cache

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from core.networks.layers import Norm, Pointwise
from core.networks.windows import NEVER, relative_positions


class WindowAttention(nn.Module):
    """Multi-head self-attention among the tokens of each window, with a learnt bias for each relative position."""

    positions: Tensor

    def __init__(self, channels: int, heads: int, window: int) -> None:
        super().__init__()
        self.heads, self.window = heads, window
        self.qkv = nn.Linear(channels, 3 * channels)
        self.proj = nn.Linear(channels, channels)
        self.relative_position_bias_table = nn.Parameter(torch.zeros((2 * window - 1) ** 2, heads))
        # A buffer, so that it lies on the network's device and no step waits for its copy.
        self.register_buffer("positions", relative_positions((window, window)), persistent=False)

    def position_bias(self) -> Tensor:
        """What is added to the score of each pair of tokens: float32 [1, heads, N, N], N = window^2 tokens row by
        row."""
        return self.relative_position_bias_table.float()[self.positions].permute(2, 0, 1)[None]

    def forward(self, windows: Tensor, masked: int, mask: Tensor) -> Tensor:
        """n windows of N tokens, [n, N, C] -> [n, N, C]. `mask` [N, N] is added to the scores of the last `masked`
        windows.

        Bias and mask are added as one term, which is the same for all windows with a mask and for all without. So the
        two kinds are computed in two calls with a broadcast term, and no term is held for each window.
        """
        n, tokens, channels = windows.shape
        q, k, v = self.qkv(windows).view(n, tokens, 3, self.heads, -1).permute(2, 0, 3, 1, 4).unbind(0)
        bias = self.position_bias()
        free = slice(0, n - masked)
        parts = [_attend(q[free], k[free], v[free], bias)] if masked < n else []
        if masked:
            rest = slice(n - masked, n)
            parts.append(_attend(q[rest], k[rest], v[rest], bias + mask))
        # The fused kernel writes tokens before heads, so their order is changed without a copy.
        parts = [part.transpose(1, 2).reshape(-1, tokens, channels) for part in parts]
        return self.proj(parts[0] if len(parts) == 1 else torch.cat(parts))


def _attend(q: Tensor, k: Tensor, v: Tensor, bias: Tensor) -> Tensor:
    """softmax(q k^T / sqrt(d) + bias) v for q, k, v [n, heads, N, d]. The fused kernels keep the softmax in float32."""
    return F.scaled_dot_product_attention(q, k, v, attn_mask=bias.to(q.dtype))


def wrap_mask(window: int, shift: int) -> Tensor:
    """What is added to the scores in the *last row* of windows after a shift, float32 [N, N].

    A cyclic shift brings pixels of opposite edges into one window, and a standard Swin transformer masks such
    pairs in the last row, the last column and the corner. The released weights were trained with another mask:
    the authors' builder assigns its regions along the wrong axes and then swaps rows and columns inside each
    window. As a result only the last row of windows is masked, and in it the left half of a window's columns does
    not meet the right half, whatever the rows. The windows at the right edge mix opposite edges freely. The networks
    were trained with that mask, so it is reproduced here.
    """
    # Computed even if the network is built on the meta device.
    column = torch.arange(window**2, device="cpu") % window
    half = column >= window - shift
    return NEVER * (half[:, None] != half[None]).float()


class Mlp(nn.Module):
    """Two 1 x 1 convolutions with a GELU between them."""

    def __init__(self, channels: int, hidden: int) -> None:
        super().__init__()
        self.fc1 = Pointwise(channels, hidden)
        self.fc2 = Pointwise(hidden, channels)

    def forward(self, x: Tensor) -> Tensor:
        return self.fc2(F.gelu(self.fc1(x)))


class SwinBlock(nn.Module):
    """x + attention(norm(x)), then x + mlp(norm(x)), in windows that are moved down and right by `shift` pixels."""

    mask: Tensor

    def __init__(self, channels: int, heads: int, *, window: int, shift: int, mlp_ratio: float) -> None:
        super().__init__()
        self.window, self.shift = window, shift
        self.norm1 = Norm(channels)
        self.attn = WindowAttention(channels, heads, window)
        self.norm2 = Norm(channels)
        self.mlp = Mlp(channels, int(channels * mlp_ratio))
        self.register_buffer("mask", wrap_mask(window, shift), persistent=False)

    def forward(self, x: Tensor) -> Tensor:
        x = x + self._attention(self.norm1(x))
        return x + self.mlp(self.norm2(x))

    def _attention(self, x: Tensor) -> Tensor:
        b, c, h, w = x.shape
        order, back = window_order(b, h, w, self.window, self.shift, x.device)
        pixels = x.permute(0, 2, 3, 1).reshape(-1, c)  # a view where x is channels_last
        windows = pixels.index_select(0, order).view(-1, self.window**2, c)
        mixed = self.attn(windows, b * (w // self.window) if self.shift else 0, self.mask)
        return mixed.view(-1, c).index_select(0, back).view(b, h, w, c).permute(0, 3, 1, 2)


@lru_cache(maxsize=64)
def window_order(
    batch: int, height: int, width: int, side: int, shift: int, device: torch.device
) -> tuple[Tensor, Tensor]:
    """The pixels in the order of windows, each row by row, and the way back: int64 [B H W] each.

    The picture is first rolled up and left by `shift`. Windows come in the order (window row, picture, window column),
    so those of the last row come last. With this order, rolling and parting are a single copy.
    """
    with torch.inference_mode(False):  # a step of training may take it, too
        pixels = torch.arange(batch * height * width, device=device)
        rolled = pixels.view(batch, height, width).roll((-shift, -shift), (1, 2))
        parted = rolled.view(batch, height // side, side, width // side, side)
        order = parted.permute(1, 0, 3, 2, 4).reshape(-1)
        back = torch.empty_like(order)
        back[order] = pixels
    return order, back


class Projection(nn.Module):
    """A 1 x 1 convolution into or out of the attention's width."""

    def __init__(self, channels_in: int, channels_out: int) -> None:
        super().__init__()
        self.proj = Pointwise(channels_in, channels_out)

    def forward(self, x: Tensor) -> Tensor:
        return self.proj(x)


class SwinLayer(nn.Module):
    """A projection to the width of the attention, `depth` blocks of which every second one is shifted, and a projection
    back. There is no skip connection around it.

    At the lowest resolution one window covered the whole training picture, so `shifted` is False there. It stays so
    for larger pictures, as the authors' code decides it by the size in training.
    """

    def __init__(
        self,
        channels: int,
        width: int,
        heads: int,
        *,
        depth: int,
        window: int,
        shifted: bool,
        mlp_ratio: float,
    ) -> None:
        super().__init__()
        self.patch_embed = Projection(channels, width)
        self.blocks = nn.ModuleList(
            SwinBlock(
                width,
                heads,
                window=window,
                shift=window // 2 if shifted and k % 2 else 0,
                mlp_ratio=mlp_ratio,
            )
            for k in range(depth)
        )
        self.patch_unembed = Projection(width, channels)

    def forward(self, x: Tensor) -> Tensor:
        x = self.patch_embed(x)
        for block in self.blocks:
            x = block(x)
        return self.patch_unembed(x)
