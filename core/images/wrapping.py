"""Seamless textures: pictures whose right edge continues at the left and whose bottom continues at the top."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

REACH = 4  # pixels that Lanczos looks at beyond one
CHOICE = 64  # so many widths of a border are tried


def wrapped(array: np.ndarray, rows: slice, columns: slice) -> np.ndarray:
    """A part of the endless plane that copies of `array`, H x W or H x W x C, fill: rows and columns count from the
    corner of one of them, and may lie anywhere. It shares memory with the array where it lies inside."""
    height, width = array.shape[:2]
    if min(rows.start, columns.start) >= 0 and rows.stop <= height and columns.stop <= width:
        return array[rows, columns]
    down, across = np.arange(rows.start, rows.stop), np.arange(columns.start, columns.stop)
    return array.take(down, axis=0, mode="wrap").take(across, axis=1, mode="wrap")


def with_copies_around(
    resized: Callable[[np.ndarray, tuple[int, int]], np.ndarray], array: np.ndarray, size: tuple[int, int]
) -> np.ndarray:
    """resized(array, size), `size` being (width, height), as it is where copies of the array lie around it. Only sides
    that grow need them: area averaging looks at nothing beyond an edge."""
    height, width = array.shape[:2]
    across, left = _border(width, size[0])
    down, top = _border(height, size[1])
    larger = wrapped(array, slice(-down, height + down), slice(-across, width + across))
    made = resized(larger, (size[0] + 2 * left, size[1] + 2 * top))
    return made[top : top + size[1], left : left + size[0]]


def joined(pixels: np.ndarray, rows: slice, columns: slice, fade: int) -> np.ndarray:
    """The part of an integer array H x W x C in these rows and columns, which will have copies of itself around it: it
    begins as the array goes on behind the part's end, and from there fades into its own beginning over `fade` pixels.
    That much of the array must lie behind, and is changed."""
    for axis, span in enumerate((rows, columns)):
        along = np.moveaxis(pixels, axis, 0)
        count = min(fade, span.stop - span.start)
        share = 1 - (np.arange(count, dtype=np.float32)[:, None, None] + 0.5) / count
        beginning, behind = along[span.start : span.start + count], along[span.stop : span.stop + count]
        own = beginning.astype(np.float32)
        beginning[:] = np.rint(own + share * (behind.astype(np.float32) - own))
    return pixels[rows, columns]


def _border(length: int, wanted: int) -> tuple[int, int]:
    """How many pixels to add at each end of a side that is resized from `length` to `wanted`, and how many they become.
    Of some widths the one that becomes whole pixels most nearly, as what is left over shifts the picture."""
    if wanted <= length:
        return 0, 0

    def left_over(width: int) -> int:
        part = width * wanted % length
        return min(part, length - part)

    width = min(range(REACH, REACH + CHOICE), key=left_over)
    return width, round(width * wanted / length)
