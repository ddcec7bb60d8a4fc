"""Resizing to any size: area averaging where it shrinks, Lanczos where it grows."""

from __future__ import annotations

import cv2
import numpy as np


def resize(array: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """H x W or H x W x C of uint8, uint16 or float32 -> (width, height) = size, same type."""
    height, width = array.shape[:2]
    if (width, height) == size:
        return array
    if size[0] <= width and size[1] <= height:
        return cv2.resize(array, size, interpolation=cv2.INTER_AREA)
    return cv2.resize(array, size, interpolation=cv2.INTER_LANCZOS4)
