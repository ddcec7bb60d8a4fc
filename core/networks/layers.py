"""Layers that the U-Net and the autoencoder share: norms that compute in float32, and convolutions in forms that are
quick on the processor."""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

GROUPS = 32
SUMMED = (
    512  # about as many values of a channel are summed one after the other in float32; more would be inexact
)
FEW_PIXELS = 64  # up to which reading a convolution's weights takes longer than its arithmetic


def precise(device: torch.device) -> torch.dtype:
    """The format for sums over whole pictures: float64, or float32 on devices that have nothing wider, as Apple's and
    some of Intel's."""
    if device.type == "mps":
        return torch.float32
    if device.type == "xpu" and not torch.xpu.get_device_properties(device).has_fp64:
        return torch.float32
    return torch.float64


@dataclass
class Moments:
    """Statistics of each channel: how many values there are, their mean and the sum of their squared deviations from
    it.

    mean and m2 are [C], in the format of `precise`. The statistics of parts can be merged into those of the whole
    without loss.
    """

    count: int
    mean: Tensor
    m2: Tensor

    @classmethod
    def of(cls, x: Tensor) -> Moments:
        """The statistics of x [1, C, H, W]. Deviations are taken from the mean, since a difference of squares loses
        all precision if the mean is large."""
        rows = x.permute(0, 2, 3, 1).flatten(0, 2).float()
        parts = max(1, len(rows) // SUMMED)
        even = len(rows) - len(rows) % parts
        moments = cls._of_rows(rows[:even], parts)
        return moments if even == len(rows) else moments.merged(cls._of_rows(rows[even:], 1))

    @classmethod
    def _of_rows(cls, rows: Tensor, parts: int) -> Moments:
        """The statistics of the columns of [n, C], from those of so many interleaved parts of each column."""
        count = len(rows) // parts
        means, variances = _column_moments(rows.reshape(count, -1))
        wide = precise(rows.device)
        means, variances = means.view(parts, -1).to(wide), variances.view(parts, -1).to(wide)
        mean = means.mean(0)
        m2 = (variances.sum(0) + (means - mean).square_().sum(0)) * count
        return cls(len(rows), mean, m2)

    def merged(self, other: Moments) -> Moments:
        """The statistics of both parts together (Chan, Golub and LeVeque 1983)."""
        count = self.count + other.count
        step = other.mean - self.mean
        mean = self.mean + step * (other.count / count)
        m2 = self.m2 + other.m2 + step.square() * (self.count * other.count / count)
        return Moments(count, mean, m2)

    def affine(self, groups: int, weight: Tensor, bias: Tensor, eps: float) -> tuple[Tensor, Tensor]:
        """float32 (a, b), [C] each, with which the group norm of x is a x + b."""
        means, variances = self.mean.view(groups, -1), (self.m2 / self.count).view(groups, -1)
        mean = means.mean(1, keepdim=True)
        variance = (variances + (means - mean).square()).mean(1, keepdim=True)
        a = ((variance + eps).rsqrt().expand_as(means).reshape(-1)) * weight.to(mean.dtype)
        b = bias.to(mean.dtype) - mean.expand_as(means).reshape(-1) * a
        return a.float(), b.float()


def _column_moments(columns: Tensor) -> tuple[Tensor, Tensor]:
    """Mean and variance of each column of a float32 [n, m]."""
    if columns.device.type != "cpu":
        variance, mean = torch.var_mean(columns, 0, correction=0)
        return mean, variance
    # The first half of batch norm: it takes deviations from the mean without writing them to memory.
    mean, variance = torch.batch_norm_update_stats(columns.T[None, :, :, None], None, None, 0.0)
    return mean, variance


def scale_channels(x: Tensor, a: Tensor, b: Tensor) -> Tensor:
    """a x + b for x [B, C, H, W] and a, b [C], in one pass over memory: the kernel of batch norm with mean 0 and
    variance 1 does just that."""
    zero, one = torch.zeros_like(a), torch.ones_like(a)
    return F.batch_norm(x, zero, one, a, b, training=False, eps=1e-30)  # 1 + eps is 1; torch 2.10 refuses 0


def group_norm(x: Tensor, groups: int, weight: Tensor, bias: Tensor, eps: float) -> Tensor:
    """Group norm of x [B, C, H, W], computed in float32 whatever the dtype of x; the result has that dtype."""
    if x.device.type != "cpu":
        return F.group_norm(x.float(), groups, weight, bias, eps).to(x.dtype)
    if x.dtype != torch.float32 or torch.is_grad_enabled():
        # The CPU's kernel takes half precision with float32 weights.
        return F.group_norm(x, groups, weight, bias, eps)
    # For channels-last memory the CPU's kernel takes a difference of squares, which is inexact. This is faster, too.
    parts = [scale_channels(p, *Moments.of(p).affine(groups, weight, bias, eps)) for p in x.split(1)]
    return parts[0] if len(parts) == 1 else torch.cat(parts)


class Norm(nn.GroupNorm):
    """GroupNorm over 32 groups. Its parameters stay float32 while the network computes in half precision."""

    def __init__(self, channels: int, eps: float = 1e-5) -> None:
        super().__init__(GROUPS, channels, eps)

    def forward(self, x: Tensor) -> Tensor:
        return group_norm(x, self.num_groups, self.weight, self.bias, self.eps)

    def modulated(self, x: Tensor, scale: Tensor, shift: Tensor) -> Tensor:
        """norm(x) (1 + scale) + shift, with scale and shift [B, C], or [1, C] if they are the same for all pictures."""
        gain = 1 + scale.float()
        if len(scale) == 1:  # the norm's own affine does it in one pass
            weight, bias = self.weight * gain[0], self.bias * gain[0] + shift[0]
            return group_norm(x, self.num_groups, weight, bias, self.eps)
        h = self(x)
        return torch.addcmul(shift.to(h.dtype)[:, :, None, None], h, gain.to(h.dtype)[:, :, None, None])


class Pointwise(nn.Conv2d):
    """A 1 x 1 convolution: a linear layer for every pixel. Where channels are last in memory nothing is moved."""

    def __init__(self, channels_in: int, channels_out: int) -> None:
        super().__init__(channels_in, channels_out, 1)

    def forward(self, x: Tensor) -> Tensor:
        return F.linear(x.permute(0, 2, 3, 1), self.weight.flatten(1), self.bias).permute(0, 3, 1, 2)


class Convolution(nn.Conv2d):
    """A 3 x 3 convolution of a picture that is padded with zeros.

    Torch rearranges a convolution's weights in each call. For a picture of few pixels that takes as long as the
    arithmetic, so there, on the processor, the neighbourhoods of all pixels are written out as rows and multiplied with
    the weights as they lie in memory.
    """

    def __init__(self, channels_in: int, channels_out: int) -> None:
        super().__init__(channels_in, channels_out, 3, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        small = x.shape[0] * x.shape[2] * x.shape[3] <= FEW_PIXELS
        if small and x.device.type == "cpu" and x.dtype == torch.float32 and not torch.is_grad_enabled():
            return self._multiplied(x)
        return super().forward(x)

    def _multiplied(self, x: Tensor) -> Tensor:
        b, c, h, w = x.shape
        padded = F.pad(x.permute(0, 2, 3, 1), (0, 0, 1, 1, 1, 1))
        around = padded.unfold(1, 3, 1).unfold(2, 3, 1)  # [B, H, W, C, 3, 3], a view
        rows = around.permute(0, 1, 2, 4, 5, 3).reshape(b * h * w, 9 * c)
        kernel = self.weight.permute(0, 2, 3, 1).reshape(self.out_channels, 9 * c)
        return F.linear(rows, kernel, self.bias).view(b, h, w, -1).permute(0, 3, 1, 2)


class Upsample(nn.Module):
    """Nearest neighbour x2, then a 3 x 3 convolution.

    On the processor and without gradients, both are done in one. Each pixel of a 2 x 2 block of the output sees only
    2 x 2 different pixels of the input, so it is a 2 x 2 convolution of the input; its weights are sums of those
    weights of the 3 x 3 kernel that fall on the same pixel. That is 4/9 of the work.
    """

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.conv = nn.Conv2d(channels, channels, 3, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        few = x.shape[0] * x.shape[2] * x.shape[3] <= FEW_PIXELS
        if few or torch.is_grad_enabled() or x.device.type != "cpu":
            return self.conv(F.interpolate(x, scale_factor=2.0, mode="nearest"))
        return upsampled_by_phases(F.pad(x, (1, 1, 1, 1)), self.conv)


def upsampled_by_phases(padded: Tensor, conv: nn.Conv2d) -> Tensor:
    """The 3 x 3 convolution of a picture that was enlarged twice by nearest neighbour, without enlarging it.

    `padded` is the picture with one pixel around it, [B, C, H + 2, W + 2]. Returns [B, C', 2 H, 2 W], channels last in
    memory.
    """
    b, _, h, w = padded.shape
    h, w = h - 2, w - 2
    out = padded.new_empty(b, 2 * h, 2 * w, conv.out_channels).permute(0, 3, 1, 2)
    bias = None if conv.bias is None else conv.bias.to(padded.dtype)
    for row, column, weight in phase_weights(conv.weight, padded.dtype):
        part = padded[:, :, row : row + h + 1, column : column + w + 1]
        out[:, :, row::2, column::2] = F.conv2d(part, weight, bias)
    return out


def phase_weights(weight: Tensor, dtype: torch.dtype) -> list[tuple[int, int, Tensor]]:
    """(row, column, kernel [C', C, 2, 2] in `dtype`) for each of the four pixels of an output block; see `Upsample`.

    The kernel of an even output row lies over the input rows (i - 1, i, i), that of an odd one over (i, i, i + 1). The
    same holds for columns.
    """
    out, into = weight.shape[:2]
    taps = weight.float().permute(0, 2, 3, 1).reshape(out, 9, into)  # a view where channels are last
    merged = [_merging(odd, weight.device) for odd in (0, 1)]
    return [
        (
            row,
            column,
            (torch.kron(merged[row], merged[column]) @ taps)
            .view(out, 2, 2, into)
            .permute(0, 3, 1, 2)
            .to(dtype),
        )
        for row in (0, 1)
        for column in (0, 1)
    ]


def _merging(odd: int, device: torch.device) -> Tensor:
    """[2, 3]: which of a kernel's three rows are summed to each of the two rows of the merged one."""
    which = torch.zeros(2, 3, device=device)
    which[0, : 1 + odd] = 1
    which[1, 1 + odd :] = 1
    return which


def cast_convolutions(network: nn.Module, dtype: torch.dtype) -> None:
    """Makes convolutions and linear layers compute in `dtype` from now on; norms and tables stay float32."""
    for module in network.modules():
        if isinstance(module, nn.Conv2d | nn.Linear):
            module.to(dtype)
    network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
