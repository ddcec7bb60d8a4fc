"""Soft pictures, as old and cheap cameras made them: blurred, often noisy, saved as JPEG."""

from __future__ import annotations

import cv2
import numpy as np

from core.data.degradation import add_gaussian, bicubic_down, jpeg, quantise


def soft(picture: np.ndarray, rng: np.random.Generator, *, scale: int = 4) -> np.ndarray:
    """float32 H x W x 3 in [0, 1] -> the same reduced by `scale`.

    A Gaussian blur of sigma 1 to 8 pixels, the reduction, in half of the cases noise of up to 10/255, and in 70 % of
    them a JPEG of quality 30 to 90.
    """
    picture = cv2.GaussianBlur(picture, (0, 0), float(rng.uniform(1, 8)))
    lq = bicubic_down(picture.clip(0, 1), scale)
    if rng.random() < 0.5:
        lq = add_gaussian(lq, rng, sigma=float(rng.uniform(0, 10)) / 255, gray=bool(rng.random() < 0.4))
    return jpeg(lq, int(rng.integers(30, 91))) if rng.random() < 0.7 else quantise(lq)
