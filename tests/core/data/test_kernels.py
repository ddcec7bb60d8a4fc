"""Blur kernels: normalised, symmetric, and equal to their formulas."""

import numpy as np
import pytest

from core.data.degradation import MILD, REALESRGAN, draw_kernel
from core.data.kernels import MIXED_KINDS, blur, shaped_kernel, sinc_kernel


@pytest.mark.parametrize("kind", MIXED_KINDS)
@pytest.mark.parametrize("size", [3, 7, 19])
def test_shaped_kernels_sum_to_one_and_are_symmetric(kind, size):
    kernel = shaped_kernel(size, kind, sigma=(0.9, 2.1), angle=0.7, beta=1.5)
    assert kernel.shape == (size, size)
    assert kernel.dtype == np.float32
    assert kernel.sum() == pytest.approx(1, abs=1e-5)
    np.testing.assert_allclose(kernel, kernel[::-1, ::-1], atol=1e-7)


@pytest.mark.parametrize("kind", ["iso", "gen_iso", "plateau_iso"])
def test_isotropic_kernels_ignore_the_angle_and_the_second_sigma(kind):
    kernel = shaped_kernel(9, kind, sigma=(1.3, 0.4), angle=0.6, beta=0.8)
    np.testing.assert_allclose(kernel, kernel.T, atol=1e-7)
    np.testing.assert_allclose(kernel, kernel[:, ::-1], atol=1e-7)


@pytest.mark.parametrize("kind", ["aniso", "gen_aniso", "plateau_aniso"])
def test_anisotropic_kernels_are_longer_along_the_first_axis(kind):
    kernel = shaped_kernel(15, kind, sigma=(3.0, 0.8), angle=0.0, beta=1.2)
    assert kernel[7, 10] > 2 * kernel[10, 7]
    turned = shaped_kernel(15, kind, sigma=(3.0, 0.8), angle=np.pi / 2, beta=1.2)
    np.testing.assert_allclose(turned, kernel.T, atol=1e-6)


def test_values_follow_the_formulas():
    """Ratios of a neighbour two pixels off to the centre, at sigma 2: d^2 = 1."""
    ratio = {k: shaped_kernel(5, k, sigma=(2, 2), beta=3) for k in MIXED_KINDS}
    ratio = {k: v[2, 4] / v[2, 2] for k, v in ratio.items()}
    assert ratio["iso"] == pytest.approx(np.exp(-0.5), rel=1e-5)
    assert ratio["gen_iso"] == pytest.approx(np.exp(-0.5), rel=1e-5)
    assert ratio["plateau_iso"] == pytest.approx(0.5, rel=1e-5)
    near = shaped_kernel(5, "gen_iso", sigma=(2, 2), beta=3)
    assert near[2, 3] / near[2, 2] == pytest.approx(np.exp(-0.5 * 0.25**3), rel=1e-5)


@pytest.mark.parametrize("size", [3, 7, 13, 19])
def test_sinc_is_round_and_sums_to_one(size):
    kernel = sinc_kernel(size, 2.0)
    assert kernel.sum() == pytest.approx(1, abs=1e-5)
    np.testing.assert_allclose(kernel, kernel.T, atol=1e-7)
    np.testing.assert_allclose(kernel, kernel[::-1], atol=1e-7)


def test_sinc_follows_the_bessel_function():
    """J1(2) = 0.5767248078, J1(4) = -0.0660433280 (tables); cut-off 2 at distances 1 and 2."""
    kernel = sinc_kernel(7, 2.0)
    centre = 2.0**2 / (4 * np.pi)
    assert kernel[3, 4] / kernel[3, 3] == pytest.approx(2 * 0.5767248078 / (2 * np.pi) / centre, rel=1e-5)
    assert kernel[3, 5] / kernel[3, 3] == pytest.approx(2 * -0.0660433280 / (4 * np.pi) / centre, rel=1e-5)


@pytest.mark.parametrize("stage", [REALESRGAN.first, REALESRGAN.second, MILD.first])
def test_drawn_kernels_keep_to_the_stage(stage):
    rng = np.random.default_rng(0)
    sizes = set()
    for _ in range(200):
        kernel = draw_kernel(stage, rng)
        assert kernel.sum() == pytest.approx(1, abs=1e-4)
        assert np.isfinite(kernel).all()
        sizes.add(kernel.shape[0])
    assert sizes == set(stage.kernel_sizes)


def test_blur_keeps_a_constant_to_the_borders():
    picture = np.full((9, 11, 3), 0.4, np.float32)
    np.testing.assert_allclose(blur(picture, sinc_kernel(7, 1.5)), picture, atol=1e-5)
