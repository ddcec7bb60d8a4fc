"""Resizing to any size: area averaging where it shrinks, Lanczos where it grows."""

from __future__ import annotations

import cv2
import numpy as np


def resize(array: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """H x W or H x W x C of uint8, uint16 or float32 -> (width, height) = size, same type.

    A side that shrinks does so first, and apart from one that grows, as either filter fails at the other's work.
    """
    height, width = array.shape[:2]
    smaller = min(size[0], width), min(size[1], height)
    if smaller != (width, height):
        array = _keeping_axes(array, cv2.resize(array, smaller, interpolation=cv2.INTER_AREA))
    if smaller != size:
        array = _keeping_axes(array, cv2.resize(array, size, interpolation=cv2.INTER_LANCZOS4))
    return array


def _keeping_axes(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """OpenCV drops a last axis of length 1."""
    return after[..., None] if after.ndim < before.ndim else after
