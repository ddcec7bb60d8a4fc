"""Writes DDS files for games: blocks of 4 x 4 pixels, BC1 for opaque pictures and BC3 with alpha, and all mip maps.

Own code, as nothing that may go along compresses blocks well: Pillow's encoder loses twice as much (3 dB). The end
points of a block lie along its main axis and are refined by least squares, as S. Brown's "libsquish" has it.
"""

from __future__ import annotations

import functools
import struct
from collections.abc import Iterator
from typing import Final

import cv2
import numpy as np

_BAND: Final = 1 << 15  # blocks that are packed at once
_TOPS: Final = np.array([[31], [63], [31]], np.int32)  # of red, green and blue in the 16 bits of an end point
_CODES: Final = np.array(
    [1, 3, 2, 0], np.uint64
)  # of colours by how many thirds they lie towards the first end point
_ALPHA_CODES: Final = np.array([1, 7, 6, 5, 4, 3, 2, 0], np.uint64)  # and of alpha by sevenths


def encode_dds(planes: np.ndarray) -> bytes:
    """A DDS with the pixels uint8 H x W x 3 or 4 and their mip maps: each half as large as the one before, down to a
    single pixel. Alpha is straight."""
    height, width, channels = planes.shape
    name, size = (b"DXT1", 8) if channels == 3 else (b"DXT5", 16)
    levels = [_blocks(level) for level in _levels(planes)]
    first = -(-width // 4) * -(-height // 4) * size
    header = struct.pack("<4s7I44x", b"DDS ", 124, 0xA1007, height, width, first, 0, len(levels))
    kind = struct.pack("<2I4s20x", 32, 0x4, name)
    return b"".join((header, kind, struct.pack("<I16x", 0x401008), *levels))


def _levels(planes: np.ndarray) -> Iterator[np.ndarray]:
    yield planes
    while max(planes.shape[:2]) > 1:
        size = max(1, planes.shape[1] // 2), max(1, planes.shape[0] // 2)
        planes = cv2.resize(planes, size, interpolation=cv2.INTER_AREA)
        yield planes


def _blocks(planes: np.ndarray) -> bytes:
    """A level, row by row of its blocks. Those at the right and at the bottom repeat its last pixels."""
    height, width, channels = planes.shape
    edges = (0, -height % 4), (0, -width % 4), (0, 0)
    whole = np.pad(planes, edges, mode="edge") if height % 4 or width % 4 else planes
    across = whole.shape[1] // 4
    rows = 4 * max(1, _BAND // across)
    parts = []
    for top in range(0, len(whole), rows):
        band = whole[top : top + rows].reshape(-1, 4, across, 4, channels)
        blocks = band.transpose(0, 2, 1, 3, 4).reshape(-1, 16, channels)
        colours = _colour_blocks(np.ascontiguousarray(blocks.transpose(2, 0, 1)[:3], np.float32))
        packed = colours[:, None] if channels == 3 else np.stack([_alpha_blocks(blocks[..., 3]), colours], 1)
        parts.append(packed.astype("<u8").tobytes())
    return b"".join(parts)


def _alpha_blocks(alpha: np.ndarray) -> np.ndarray:
    """uint8 N x 16 -> uint64 N: the largest, the least, and for each pixel the nearest of eight values between them."""
    high, low = alpha.max(axis=1).astype(np.int32), alpha.min(axis=1).astype(np.int32)
    span = np.maximum(high - low, 1)[:, None]
    sevenths = (14 * (alpha - low[:, None]) + span) // (2 * span)
    codes = np.where((high > low)[:, None], _ALPHA_CODES[sevenths], np.uint64(0))
    return high.astype(np.uint64) | low.astype(np.uint64) << np.uint64(8) | _joined(codes, 3) << np.uint64(16)


def _joined(codes: np.ndarray, bits: int) -> np.ndarray:
    """uint64 N x 16 -> uint64 N: the first pixel in the lowest bits."""
    return np.bitwise_or.reduce(codes << (np.arange(16, dtype=np.uint64) * np.uint64(bits)), axis=1)


def _colour_blocks(pixels: np.ndarray) -> np.ndarray:
    """float32 3 x N x 16, 0 to 255 -> uint64 N. (The colours come first: so numpy adds them up much faster.)"""
    mean = pixels.mean(axis=2)
    apart = pixels - mean[..., None]
    axis = _main_axis(apart)
    along = (apart * axis[..., None]).sum(axis=0)
    high, low = (mean + axis * end for end in (along.max(axis=1), along.min(axis=1)))
    best, thirds, error = _fitted(pixels, _nearest(high), _nearest(low))
    flat = np.moveaxis(_flat_table()[np.rint(mean).astype(np.int32), :, np.arange(3)[:, None]], 2, 0)
    for high, low in (map(_nearest, _least_squares(pixels, thirds)), flat):
        ends, others, less = _fitted(pixels, high, low)
        better = less < error
        best[..., better], thirds[better], error[better] = ends[..., better], others[better], less[better]
    return _packed(best, thirds)


def _main_axis(apart: np.ndarray) -> np.ndarray:
    """3 x N x 16 around their means -> 3 x N of length 1: where they spread most, by the power method."""
    spread = np.array([[(one * other).sum(axis=1) for other in apart] for one in apart])  # 3 x 3 x N
    farthest = (apart**2).sum(axis=0).argmax(axis=1)
    axis = np.take_along_axis(apart, farthest[None, :, None], axis=2)[..., 0]
    for _ in range(4):
        axis = (spread * axis).sum(axis=1)
        axis = axis / (np.sqrt((axis**2).sum(axis=0)) + np.float32(1e-9))
    return axis


def _nearest(colours: np.ndarray) -> np.ndarray:
    """3 x N, 0 to 255 -> int32 3 x N in the steps of an end point."""
    return np.rint(np.clip(colours, 0, 255) * (_TOPS / np.float32(255))).astype(np.int32)


def _shown(ends: np.ndarray) -> np.ndarray:
    """int32 3 x N in steps -> float32 3 x N as a decoder has it: the upper bits again as the lower ones."""
    bits = np.array([[5], [6], [5]])
    return (ends << (8 - bits) | ends >> (2 * bits - 8)).astype(np.float32)


def _fitted(
    pixels: np.ndarray, high: np.ndarray, low: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(the end points 2 x 3 x N, how many thirds each pixel lies towards the first N x 16, the squared error N)."""
    first, last = _shown(high)[..., None], _shown(low)[..., None]
    between = first - last
    away = pixels - last
    length = np.maximum((between**2).sum(axis=0), 1)
    thirds = np.clip(np.rint((away * between).sum(axis=0) * (3 / length)), 0, 3)
    error = ((away - between * (thirds / 3)) ** 2).sum(axis=0).sum(axis=1)
    return np.stack([high, low]), thirds.astype(np.uint8), error


def _least_squares(pixels: np.ndarray, thirds: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The end points, 3 x N each, that fit best if each pixel keeps its share of both."""
    one = thirds / np.float32(3)
    other = 1 - one
    a, b, c = (one**2).sum(axis=1), (one * other).sum(axis=1), (other**2).sum(axis=1)
    sound = np.maximum(
        a * c - b * b, 1e-6
    )  # where all shares are one, what comes out fits badly and is dropped
    x, y = (one * pixels).sum(axis=2), (other * pixels).sum(axis=2)
    return (x * c - y * b) / sound, (y * a - x * b) / sound


@functools.cache
def _flat_table() -> np.ndarray:
    """int32 256 x 2 x 3: for each value of red, green and blue the steps whose two thirds and third come nearest to it.
    So a plain colour is met far better than by a single end point."""
    out = np.empty((256, 2, 3), np.int32)
    for channel, top in enumerate(_TOPS[:, 0]):
        shown = _shown(np.repeat(np.arange(top + 1)[None], 3, axis=0))[channel]
        mixed = ((2 * shown[:, None] + shown[None]) / 3).reshape(-1)
        # Rather near ones: graphics cards mix far ones less exactly.
        apart = abs(shown[:, None] - shown[None]).reshape(-1) / 100
        nearest = (np.abs(mixed - np.arange(256)[:, None]) + apart).argmin(axis=1)
        out[:, 0, channel], out[:, 1, channel] = np.divmod(nearest, top + 1)
    return out


def _packed(ends: np.ndarray, thirds: np.ndarray) -> np.ndarray:
    """uint64 N. The first end point must be the larger number; where both are the same the block has one colour."""
    first, last = (ends[:, 0] << 11 | ends[:, 1] << 5 | ends[:, 2]).astype(np.uint64)
    codes = _CODES[np.where((first < last)[:, None], 3 - thirds, thirds)]
    codes[first == last] = 0
    high, low = np.maximum(first, last), np.minimum(first, last)
    return high | low << np.uint64(16) | _joined(codes, 2) << np.uint64(32)
