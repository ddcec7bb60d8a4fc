"""Blur kernels of the Real-ESRGAN degradation: Gaussian, generalised, plateau and sinc. float32 with the sum 1."""

from __future__ import annotations

import cv2
import numpy as np

MIXED_KINDS = ("iso", "aniso", "gen_iso", "gen_aniso", "plateau_iso", "plateau_aniso")


def shaped_kernel(
    size: int, kind: str, *, sigma: tuple[float, float], angle: float = 0.0, beta: float = 1.0
) -> np.ndarray:
    """A kernel of size x size (odd), of one of MIXED_KINDS.

    With d^2 = v^T S^-1 v, the squared distance from the middle in units of the sigmas rotated by `angle` (radians), it
    is exp(-d^2 / 2) for Gaussians, exp(-(d^2)^beta / 2) if generalised, and 1 / (1 + (d^2)^beta) for plateaus.
    """
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
    """A circular low-pass filter with the cut-off frequency omega_c (radians per pixel): omega_c J1(omega_c r) / (2 pi
    r)."""
    axis = np.arange(size, dtype=np.float64) - size // 2
    r = np.hypot(*np.meshgrid(axis, axis))
    with np.errstate(divide="ignore", invalid="ignore"):
        weights = cutoff * _bessel_j1(cutoff * r) / (2 * np.pi * r)
    weights[size // 2, size // 2] = cutoff**2 / (4 * np.pi)
    return (weights / weights.sum()).astype(np.float32)


def _bessel_j1(x: np.ndarray) -> np.ndarray:
    """J1(x) = 1/pi int_0^pi cos(t - x sin t) dt, by the midpoint rule, which is exact up to rounding here."""
    t = (np.arange(128) + 0.5) * np.pi / 128
    return np.cos(t - x[..., None] * np.sin(t)).mean(-1)


def blur(picture: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """A float32 H x W x 3 picture filtered with the kernel; borders are reflected."""
    return cv2.filter2D(picture, -1, kernel, borderType=cv2.BORDER_REFLECT_101)
