"""Blur kernels of the Real-ESRGAN degradation: Gaussian, generalised, plateau and sinc. float32, sum 1."""

from __future__ import annotations

import cv2
import numpy as np

MIXED_KINDS = ("iso", "aniso", "gen_iso", "gen_aniso", "plateau_iso", "plateau_aniso")


def shaped_kernel(
    size: int, kind: str, *, sigma: tuple[float, float], angle: float = 0.0, beta: float = 1.0
) -> np.ndarray:
    """size x size, odd. With d^2 = v^T S^-1 v the squared distance in units of the rotated sigmas:
    exp(-d^2/2) for Gaussians, exp(-(d^2)^beta / 2) generalised, 1 / (1 + (d^2)^beta) plateau."""
    sx, sy = (sigma[0], sigma[0]) if kind.endswith("_iso") or kind == "iso" else sigma
    axis = np.arange(size, dtype=np.float64) - size // 2
    x, y = np.meshgrid(axis, axis)
    u = (x * np.cos(angle) + y * np.sin(angle)) / sx
    v = (-x * np.sin(angle) + y * np.cos(angle)) / sy
    d2 = u * u + v * v
    if kind.startswith("plateau"):
        weights = 1 / (1 + d2**beta)
    else:
        weights = np.exp(-0.5 * (d2**beta if kind.startswith("gen") else d2))
    return (weights / weights.sum()).astype(np.float32)


def sinc_kernel(size: int, cutoff: float) -> np.ndarray:
    """The circular low-pass of cut-off omega_c (radians a pixel): omega_c J1(omega_c r) / (2 pi r)."""
    axis = np.arange(size, dtype=np.float64) - size // 2
    r = np.hypot(*np.meshgrid(axis, axis))
    with np.errstate(divide="ignore", invalid="ignore"):
        weights = cutoff * _bessel_j1(cutoff * r) / (2 * np.pi * r)
    weights[size // 2, size // 2] = cutoff**2 / (4 * np.pi)
    return (weights / weights.sum()).astype(np.float32)


def _bessel_j1(x: np.ndarray) -> np.ndarray:
    """J1(x) = 1/pi int_0^pi cos(t - x sin t) dt, by the trapezoidal rule, which is exact to rounding here."""
    t = (np.arange(128) + 0.5) * np.pi / 128
    return np.cos(t - x[..., None] * np.sin(t)).mean(-1)


def blur(picture: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """Filters float32 HxWx3 with reflected borders."""
    return cv2.filter2D(picture, -1, kernel, borderType=cv2.BORDER_REFLECT_101)
