"""PSNR and SSIM as super-resolution papers measure them. Free of torch."""

from __future__ import annotations

import cv2
import numpy as np

from core.images.color import luma


def psnr(a: np.ndarray, b: np.ndarray) -> float:
    """-10 log10 of the mean squared error, in dB; arrays of equal shape in [0, 1]. inf for equal ones."""
    mse = float(np.mean((a.astype(np.float64) - b.astype(np.float64)) ** 2))
    return float("inf") if mse == 0 else float(-10 * np.log10(mse))


def ssim(a: np.ndarray, b: np.ndarray) -> float:
    """Structural similarity (Wang et al. 2004): Gaussian window 11 x 11 of sigma 1.5, K = (0.01, 0.03), mean over
    the positions whose window lies inside; float H x W or H x W x C in [0, 1]; channels are averaged."""
    a, b = a.astype(np.float64), b.astype(np.float64)
    mean_a, mean_b = _window(a), _window(b)
    var_a, var_b = _window(a * a) - mean_a**2, _window(b * b) - mean_b**2
    covariance = _window(a * b) - mean_a * mean_b
    c1, c2 = 0.01**2, 0.03**2
    ratio = (2 * mean_a * mean_b + c1) * (2 * covariance + c2)
    ratio /= (mean_a**2 + mean_b**2 + c1) * (var_a + var_b + c2)
    return float(ratio.mean())


def _window(x: np.ndarray) -> np.ndarray:
    kernel = cv2.getGaussianKernel(11, 1.5)
    return cv2.sepFilter2D(x, -1, kernel, kernel)[5:-5, 5:-5]


def measure(result: np.ndarray, truth: np.ndarray) -> dict[str, float]:
    """All four of two uint8 H x W x 3 RGB pictures."""
    a, b = result.astype(np.float32) / 255, truth.astype(np.float32) / 255
    ya, yb = luma(a), luma(b)
    return {"psnr_y": psnr(ya, yb), "ssim_y": ssim(ya, yb), "psnr_rgb": psnr(a, b), "ssim_rgb": ssim(a, b)}
