"""The figures of pictures: known values, and a grid that is found where one was laid."""

import numpy as np
import pytest

from core.quality.psnr_ssim import grid, psnr, ssim


def test_psnr_of_a_known_error() -> None:
    a = np.zeros((8, 8))
    assert psnr(a, a + 0.1) == pytest.approx(20)
    assert psnr(a, a) == float("inf")


def test_ssim_of_equal_and_of_unrelated_pictures() -> None:
    rng = np.random.default_rng(0)
    a, b = rng.random((2, 40, 40, 3))
    assert ssim(a, a) == pytest.approx(1)
    assert abs(ssim(a, b)) < 0.1


def test_a_grid_is_found_at_its_own_period_only() -> None:
    rng = np.random.default_rng(0)
    plain = rng.integers(100, 120, (256, 256, 3))
    laid = plain.copy()
    laid[:, ::4] += 12
    for picture, period, low, high in ((plain, 4, 0.3, 3), (laid, 4, 20, 1e6), (laid, 5, 0.3, 3)):
        found = grid(picture.astype(np.uint8), period)
        assert low < found < high, (period, found)
    assert grid(np.full((64, 64, 3), 7, np.uint8), 4) == pytest.approx(1)
    assert grid(np.full((64, 64, 3), 7, np.uint8), 1) == grid(np.zeros((9, 64, 3), np.uint8), 4) == 1
    turned = laid.transpose(1, 0, 2).astype(np.uint8)
    assert grid(turned, 4) == pytest.approx(grid(laid.astype(np.uint8), 4))
