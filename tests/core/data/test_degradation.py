"""Degradations: exact sizes, 8-bit steps, no shift, no drift, the same result for the same generator."""

from dataclasses import replace

import cv2
import numpy as np
import pytest
from PIL import Image

from core.data.degradation import (
    MILD,
    REALESRGAN,
    add_gaussian,
    add_poisson,
    bicubic_down,
    degrade,
    jpeg,
    quantise,
    shrink,
)

CALM = replace(
    MILD,
    first=replace(MILD.first, noise=(0, 0), poisson=(0, 0), sinc_odds=0.0),
    final_sinc_odds=0.0,
    jpeg_first=(100, 100),
    jpeg_last=(100, 100),
)


def scene(height=96, width=128, seed=0):
    """Smooth blobs with edges: enough structure for blur and noise to show."""
    rng = np.random.default_rng(seed)
    coarse = rng.random((height // 8, width // 8, 3), np.float32)
    smooth = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
    return np.clip(smooth + 0.25 * (smooth > 0.5), 0, 1).astype(np.float32)


def psnr(a, b):
    return -10 * np.log10(np.mean((a.astype(np.float64) - b) ** 2) + 1e-12)


def centroid(picture):
    light = picture.mean(2).astype(np.float64) - np.median(picture)
    y, x = np.mgrid[: light.shape[0], : light.shape[1]] + 0.5
    return float((light * y).sum() / light.sum()), float((light * x).sum() / light.sum())


def everyway(hq, seed):
    rng = np.random.default_rng(seed)
    yield bicubic_down(hq)
    yield shrink(hq, rng)
    yield degrade(hq, rng, MILD)
    yield degrade(hq, rng, REALESRGAN)


@pytest.mark.parametrize(("height", "width"), [(64, 64), (67, 101), (4, 9), (5, 64)])
def test_size_is_exactly_a_quarter(height, width):
    hq = scene(96, 128)[:height, :width]
    for seed in range(8):
        for lq in everyway(hq, seed):
            assert lq.shape == (height // 4, width // 4, 3)


@pytest.mark.parametrize("scale", [2, 3])
def test_other_scales(scale):
    hq = scene(50, 61)
    rng = np.random.default_rng(1)
    for lq in (bicubic_down(hq, scale), shrink(hq, rng, scale), degrade(hq, rng, REALESRGAN, scale=scale)):
        assert lq.shape == (50 // scale, 61 // scale, 3)


def test_values_are_eight_bit_steps_within_range():
    hq = scene()
    for seed in range(12):
        for lq in everyway(hq, seed):
            assert lq.dtype == np.float32
            assert lq.min() >= 0
            assert lq.max() <= 1
            np.testing.assert_allclose(lq * 255, np.round(lq * 255), atol=1e-3)


@pytest.mark.parametrize("params", [MILD, REALESRGAN])
def test_the_generator_alone_decides(params):
    hq = scene()
    before = hq.copy()
    first, again, other = (degrade(hq, np.random.default_rng(s), params) for s in (5, 5, 6))
    np.testing.assert_array_equal(first, again)
    assert not np.array_equal(first, other)
    np.testing.assert_array_equal(hq, before)


def test_a_centred_dot_stays_centred():
    hq = np.full((96, 96, 3), 0.2, np.float32)
    hq[42:54, 42:54] = 0.9
    for lq in (bicubic_down(hq), *(degrade(hq, np.random.default_rng(s), CALM) for s in range(40))):
        y, x = centroid(lq)
        assert y == pytest.approx(12, abs=0.1)
        assert x == pytest.approx(12, abs=0.1)


def test_a_ramp_keeps_its_position():
    """Each LQ pixel of a ramp is the mean of the pixels it covers; half a pixel off would be 2.4 steps."""
    ramp = np.linspace(0.2, 0.8, 128, dtype=np.float32)
    hq = np.ascontiguousarray(np.broadcast_to(ramp[None, :, None], (64, 128, 3)))
    expected = ramp.reshape(32, 4).mean(1)
    found = [bicubic_down(hq), *(degrade(hq, np.random.default_rng(s), CALM) for s in range(40))]
    for lq in found:
        offset = (lq.mean((0, 2)) - expected)[4:-4] * 255
        assert abs(offset.mean()) < 0.6


def test_the_mean_is_kept():
    hq = scene()
    for seed in range(12):
        for lq in everyway(hq, seed):
            np.testing.assert_allclose(lq.mean((0, 1)), hq.mean((0, 1)), atol=0.05)


def test_mild_is_milder_than_realesrgan():
    hq = scene()
    clean = bicubic_down(hq)
    mild, real = (
        np.mean([psnr(degrade(hq, np.random.default_rng(s), p), clean) for s in range(40)])
        for p in (MILD, REALESRGAN)
    )
    assert mild > real + 3
    assert mild < 45


def test_bicubic_is_pillows():
    pixels = (scene() * 255).round().astype(np.uint8)
    expected = np.asarray(Image.fromarray(pixels).resize((32, 24), Image.Resampling.BICUBIC))
    np.testing.assert_array_equal((bicubic_down(pixels.astype(np.float32) / 255) * 255).round(), expected)


def test_shrink_draws_all_three_filters():
    hq = scene()
    results = {shrink(hq, np.random.default_rng(s)).tobytes() for s in range(40)}
    assert len(results) == 3
    assert bicubic_down(hq).tobytes() in results


@pytest.mark.parametrize("params", [MILD, REALESRGAN])
def test_black_and_white_survive(params):
    for value in (0.0, 1.0):
        hq = np.full((32, 32, 3), value, np.float32)
        lq = degrade(hq, np.random.default_rng(3), params)
        assert np.isfinite(lq).all()
        assert abs(float(lq.mean()) - value) < 0.1


def test_gaussian_noise_has_its_sigma_and_gray_noise_no_colour():
    flat = np.full((128, 128, 3), 0.5, np.float32)
    noise = add_gaussian(flat, np.random.default_rng(0), sigma=0.1, gray=False) - flat
    assert noise.std() == pytest.approx(0.1, rel=0.03)
    assert noise.std(2).mean() > 0.05
    gray = add_gaussian(flat, np.random.default_rng(0), sigma=0.1, gray=True) - flat
    assert gray.std() == pytest.approx(0.1, rel=0.03)
    np.testing.assert_allclose(gray[..., 0], gray[..., 2], atol=1e-6)


def test_poisson_noise_grows_with_light():
    """Variance x / v with v the number of levels, here 2."""
    picture = np.full((128, 256, 3), 51 / 255, np.float32)
    picture[:, 128:] = 204 / 255
    noise = add_poisson(picture, np.random.default_rng(0), factor=0.5, gray=False) - picture
    assert noise.mean() == pytest.approx(0, abs=0.005)
    assert noise[:, :128].var() == pytest.approx(0.25 * 0.2 / 2, rel=0.05)
    assert noise[:, 128:].var() == pytest.approx(0.25 * 0.8 / 2, rel=0.05)
    gray = add_poisson(picture, np.random.default_rng(0), factor=0.5, gray=True) - picture
    np.testing.assert_allclose(gray[..., 0], gray[..., 1], atol=1e-6)


def test_jpeg_keeps_the_order_of_colours_and_loses_more_at_low_quality():
    hq = scene()
    assert psnr(jpeg(hq, 95), hq) > psnr(jpeg(hq, 30), hq) > 20
    red = np.zeros((16, 16, 3), np.float32)
    red[..., 0] = 1
    np.testing.assert_allclose(jpeg(red, 95), red, atol=0.03)


def test_quantise_clamps_and_rounds():
    values = np.array([[[-1.0, 2.0, 100.4 / 255]]], np.float32)
    np.testing.assert_allclose(quantise(values)[0, 0] * 255, [0, 255, 100], atol=1e-4)


@pytest.mark.parametrize(
    "bad",
    [
        np.zeros((8, 8, 3), np.uint8),
        np.zeros((8, 8), np.float32),
        np.zeros((3, 8, 3), np.float32),
    ],
)
def test_unsuitable_pictures_are_refused(bad):
    with pytest.raises(ValueError, match="picture"):
        degrade(bad, np.random.default_rng(0), MILD)
    with pytest.raises(ValueError, match="picture"):
        bicubic_down(bad)
