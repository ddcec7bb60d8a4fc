"""Standard normal noise indexed by absolute position, so that no tiling, order or batch changes a result."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

BLOCK = 64  # side of the squares that have a generator of their own


def noise_block(seed: int, draw: int, row: int, column: int, channels: int) -> np.ndarray:
    """The noise of the square (row, column) of the plane: float32 [channels, BLOCK, BLOCK].

    The generator is Philox (Salmon et al. 2011), keyed by the seed; its counter is set to the draw and the position.
    """
    bits = np.random.Philox(key=np.uint64(seed), counter=[0, draw, row, column])
    return np.random.Generator(bits).standard_normal((channels, BLOCK, BLOCK), dtype=np.float32)


def noise_field(seed: int, draw: int, channels: int, rows: slice, columns: slice) -> Tensor:
    """A rectangle of the endless noise plane number `draw`: float32 [1, channels, len(rows), len(columns)].

    `rows` and `columns` are absolute positions from 0 on; the same position always holds the same value.
    """
    out = np.empty((channels, rows.stop - rows.start, columns.stop - columns.start), np.float32)
    for block_row in range(rows.start // BLOCK, -(-rows.stop // BLOCK)):
        for block_column in range(columns.start // BLOCK, -(-columns.stop // BLOCK)):
            block = noise_block(seed, draw, block_row, block_column, channels)
            into_rows, from_rows = _overlap(rows, block_row)
            into_columns, from_columns = _overlap(columns, block_column)
            out[:, into_rows, into_columns] = block[:, from_rows, from_columns]
    return torch.from_numpy(out).unsqueeze(0)


def _overlap(span: slice, block: int) -> tuple[slice, slice]:
    """(where the block lies in the span, counted from the span's start; which part of the block that is)."""
    low, high = max(span.start, block * BLOCK), min(span.stop, (block + 1) * BLOCK)
    return slice(low - span.start, high - span.start), slice(low - block * BLOCK, high - block * BLOCK)
