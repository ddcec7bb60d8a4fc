"""Windows of any sides that a picture is parted into, shifted or not, and attention among the tokens of each."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

NEVER = -100.0  # added to the score of a pair of tokens that must not meet
Sides = tuple[int, int]  # height and width, in pixels


def relative_positions(window: Sides) -> Tensor:
    """For each pair of tokens at (r1, c1) and (r2, c2) of a window of h x w pixels, its row in the bias table, int64
    [N, N] with N = h w: (r1 - r2 + h - 1) (2 w - 1) + (c1 - c2 + w - 1)."""
    height, width = window
    rows, columns = _grid(window)
    down = rows[:, None] - rows[None] + height - 1
    right = columns[:, None] - columns[None] + width - 1
    return down * (2 * width - 1) + right


def window_masks(window: Sides, shift: Sides) -> Tensor:
    """What is added to the scores of the tokens of shifted windows, float32 [3, N, N]: in the last row of windows, in
    the last column, and in the corner of both.

    A cyclic shift brings pixels of opposite edges into one window there; they must not meet.
    """
    at_row, at_column = _grid(window)
    below, right = at_row >= window[0] - shift[0], at_column >= window[1] - shift[1]
    rows, columns = below[:, None] != below[None], right[:, None] != right[None]
    return NEVER * torch.stack([rows, columns, rows | columns]).float()


def _grid(window: Sides) -> tuple[Tensor, Tensor]:
    """Row and column of each token, int64 [N] each; on the processor even if the network is built on the meta
    device."""
    at = [torch.arange(side, device="cpu") for side in window]
    rows, columns = torch.meshgrid(*at, indexing="ij")
    return rows.flatten(), columns.flatten()


def parted(x: Tensor, window: Sides, shift: Sides) -> Tensor:
    """A picture [B, H, W, C], moved up and left by `shift`, in windows [B, rows, columns, N, C] that lie as in it."""
    b, h, w, c = x.shape
    rows, columns = h // window[0], w // window[1]
    if any(shift):
        x = torch.roll(x, (-shift[0], -shift[1]), (1, 2))
    x = x.reshape(b, rows, window[0], columns, window[1], c).permute(0, 1, 3, 2, 4, 5)
    return x.reshape(b, rows, columns, window[0] * window[1], c)


def joined(windows: Tensor, window: Sides, shift: Sides) -> Tensor:
    """The picture [B, H, W, C] that was `parted`."""
    b, rows, columns, _, c = windows.shape
    x = windows.reshape(b, rows, columns, *window, c).permute(0, 1, 3, 2, 4, 5)
    x = x.reshape(b, rows * window[0], columns * window[1], c)
    return torch.roll(x, shift, (1, 2)) if any(shift) else x


def attended(q: Tensor, k: Tensor, v: Tensor, bias: Tensor, masks: Tensor | None) -> Tensor:
    """Attention within windows: [B, rows, columns, heads, N, d] each -> the same.

    bias   [heads, N, N], for each pair of tokens
    masks  [3, N, N] as `window_masks` makes them, or None of windows that are not shifted
    """
    mixed = torch.empty_like(v)
    for place, mask in _kinds(masks):
        part = q[place]
        if part.numel():
            term = bias if mask is None else bias + mask.to(bias.dtype)
            out = F.scaled_dot_product_attention(
                part.flatten(0, 2), k[place].flatten(0, 2), v[place].flatten(0, 2), attn_mask=term[None]
            )
            mixed[place] = out.view(part.shape)
    return mixed


def _kinds(masks: Tensor | None) -> list[tuple[tuple[slice, slice, slice], Tensor | None]]:
    """Windows that have the same mask."""
    every, inner, last = slice(None), slice(0, -1), slice(-1, None)
    if masks is None:
        return [((every, every, every), None)]
    below, right, corner = masks.unbind(0)
    return [
        ((every, inner, inner), None),
        ((every, last, inner), below),
        ((every, inner, last), right),
        ((every, last, last), corner),
    ]
