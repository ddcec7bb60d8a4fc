"""PSNR and SSIM as super-resolution papers measure them. Free of torch."""

from __future__ import annotations

import cv2
import numpy as np

from core.images.color import luma


def psnr(a: np.ndarray, b: np.ndarray) -> float:
    """-10 log10 of the mean squared error, in dB, of two arrays of equal shape in [0, 1]; inf if they are equal."""
    mse = float(np.mean((a.astype(np.float64) - b.astype(np.float64)) ** 2))
    return float("inf") if mse == 0 else float(-10 * np.log10(mse))


def ssim(a: np.ndarray, b: np.ndarray) -> float:
    """Structural similarity (Wang et al. 2004) of two pictures, float H x W or H x W x C in [0, 1]; 1 if they are
    equal.

    The window is a Gaussian of 11 x 11 with sigma 1.5, K = (0.01, 0.03). The result is the mean over all channels and
    over all positions whose window lies inside the picture.
    """
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


def grid(picture: np.ndarray, period: int) -> float:
    """How clearly a grid of `period` pixels shows in a picture, uint8 H x W x 3: about 1 where there is none, and 1
    where none could be told: of a period below 2, or in a picture of fewer than 8 periods.

    Measured on the differences of neighbouring pixels of the green channel, along rows and along columns: the power at
    the frequency 1 / period, divided by the median power at the frequencies beside it. What rounding to whole numbers
    gives is added to the power, so that it does not count as a grid. The result is the larger of the two directions.
    """
    green = picture[..., 1].astype(np.float64)
    if period < 2 or min(green.shape) < 8 * period:
        return 1.0
    return max(_line_power(green, period), _line_power(green.T, period))


def _line_power(rows: np.ndarray, period: int) -> float:
    length = rows.shape[1] // period * period - 1
    steps = np.diff(rows[:, : length + 1], axis=1)
    window = np.hanning(length)
    power = np.square(np.abs(np.fft.rfft(steps * window, n=length + 1, axis=1))).mean(0)
    power += np.square(window).sum() / 6  # rounding to whole numbers gives differences this variance
    line, reach = (length + 1) // period, 12
    beside = np.r_[power[max(1, line - reach) : line - 3], power[line + 4 : line + reach + 1]]
    return float(power[line - 1 : line + 2].max() / np.median(beside))


def measure(result: np.ndarray, truth: np.ndarray) -> dict[str, float]:
    """PSNR (dB) and SSIM of two RGB pictures, uint8 H x W x 3: of their luma Y, as papers report it, and of RGB."""
    a, b = result.astype(np.float32) / 255, truth.astype(np.float32) / 255
    ya, yb = luma(a), luma(b)
    return {"psnr_y": psnr(ya, yb), "ssim_y": ssim(ya, yb), "psnr_rgb": psnr(a, b), "ssim_rgb": ssim(a, b)}
