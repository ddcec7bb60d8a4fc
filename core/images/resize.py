"""Resizing to any size: area averaging for a side that shrinks, Lanczos for one that grows."""

from __future__ import annotations

import cv2
import numpy as np


def resize(array: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """A picture H x W or H x W x C (uint8, uint16 or float32) resized to `size`, (width, height), in the same type.

    If one side shrinks and the other grows, the first is done first: each filter is good for one of them only.
    """
    height, width = array.shape[:2]
    smaller = min(size[0], width), min(size[1], height)
    if smaller != (width, height):
        array = _keeping_axes(array, cv2.resize(array, smaller, interpolation=cv2.INTER_AREA))
    if smaller != size:
        array = _keeping_axes(array, cv2.resize(array, size, interpolation=cv2.INTER_LANCZOS4))
    return array


def _keeping_axes(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """`after` with its last axis of length 1, which OpenCV drops, if `before` has one."""
    return after[..., None] if after.ndim < before.ndim else after
