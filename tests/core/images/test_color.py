"""Colour for the screen, luma, and the colour fixes: what they keep, and that bands make no difference."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.images import color
from core.images.picture import Picture
from tests.core.images import pictures as make

RNG = np.random.default_rng(3)


def image(height: int = 96, width: int = 50, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).random((height, width, 3), np.float32)


class TestScreen:
    def test_srgb_goes_through_unchanged(self) -> None:
        pixels = make.noise(5, 6)
        assert np.array_equal(color.to_srgb8(Picture(pixels)), pixels)

    def test_16_bits_are_rounded_to_8(self) -> None:
        pixels = np.full((2, 2, 3), 65535 - 128, np.uint16)
        assert color.to_srgb8(Picture(pixels)).min() == 255

    def test_a_wide_gamut_green_is_more_than_srgb_can_show(self) -> None:
        pixels = np.full((2, 2, 3), (40, 200, 60), np.uint8)
        shown = color.to_srgb8(Picture(pixels, icc=make.matrix_profile(make.ADOBE_RGB)))
        assert shown[0, 0, 0] < 10  # red below what sRGB has
        assert shown[0, 0, 1] >= 195

    def test_a_broken_profile_shows_the_plain_pixels(self) -> None:
        pixels = make.noise(3, 3)
        assert np.array_equal(color.to_srgb8(Picture(pixels, icc=b"nonsense")), pixels)


def test_luma_has_the_range_of_studio_video() -> None:
    black_white = np.array([[[0, 0, 0], [1, 1, 1]]], np.float32)
    assert np.allclose(color.luma(black_white), [[16 / 255, 235 / 255]], atol=1e-6)
    assert np.allclose(color.luma(np.array([[[0, 1, 0]]], np.float32)), (16 + 128.553) / 255, atol=1e-6)


class TestWavelet:
    def reference_low_band(self, rgb: np.ndarray) -> np.ndarray:
        """The filter by its definition: [1 2 1] x [1 2 1] / 16 with dilation 2^i and replicated edges."""
        out = rgb.astype(np.float64)
        for i in range(5):
            step = 2**i
            padded = np.pad(out, ((step, step), (step, step), (0, 0)), mode="edge")
            total = np.zeros_like(out)
            for dy, wy in ((0, 1), (1, 2), (2, 1)):
                for dx, wx in ((0, 1), (1, 2), (2, 1)):
                    rows, columns = (
                        slice(dy * step, dy * step + len(out)),
                        slice(dx * step, dx * step + out.shape[1]),
                    )
                    total += wy * wx / 16 * padded[rows, columns]
            out = total
        return out

    def test_the_low_band_is_the_dilated_binomial_filter(self) -> None:
        picture = image(40, 70)
        assert np.allclose(color.low_band(picture), self.reference_low_band(picture), atol=1e-5)

    def test_high_band_of_the_result_and_low_band_of_the_reference(self) -> None:
        result, reference = image(seed=1) * 0.2 + 0.4, image(seed=2) * 0.2 + 0.4
        high = result - self.reference_low_band(result)
        wanted = np.clip(high + self.reference_low_band(reference), 0, 1)
        assert np.allclose(color.wavelet_fix(result, reference), wanted, atol=1e-5)

    def test_a_colour_cast_goes_and_the_detail_stays(self) -> None:
        reference = np.full((128, 128, 3), 0.5, np.float32)
        detail = RNG.normal(0, 0.02, reference.shape).astype(np.float32)
        fixed = color.wavelet_fix(reference + detail + np.float32([0.1, 0, -0.1]), reference)
        assert np.abs(fixed.mean((0, 1)) - 0.5).max() < 1e-3
        assert np.corrcoef((fixed - 0.5).ravel(), detail.ravel())[0, 1] > 0.99

    def test_nothing_changes_where_the_reference_agrees(self) -> None:
        picture = image()
        assert np.allclose(color.wavelet_fix(picture, picture), picture, atol=1e-6)

    @given(st.integers(0, 150), st.integers(1, 60))
    @settings(max_examples=25)
    def test_bands_with_their_margin_equal_the_whole(self, start: int, rows: int) -> None:
        result, reference = image(180, 40, 5), image(180, 40, 6)
        whole = color.wavelet_fix(result, reference)
        top, bottom = max(0, start - color.WAVELET_MARGIN), min(180, start + rows + color.WAVELET_MARGIN)
        band = color.wavelet_fix(result[top:bottom], reference[top:bottom])
        inner = band[start - top : start - top + rows][: 180 - start]
        assert np.abs(inner - whole[start : start + rows]).max() < 1e-6

    def test_a_picture_smaller_than_the_filter(self) -> None:
        tiny = image(1, 1)
        assert np.allclose(color.wavelet_fix(tiny, 1 - tiny), 1 - tiny, atol=1e-6)


class TestOtherFixes:
    def test_ycbcr_takes_luma_from_the_result_and_chroma_from_the_reference(self) -> None:
        result, reference = image(seed=1) * 0.2 + 0.4, image(seed=2) * 0.2 + 0.4
        fixed = color.ycbcr_fix(result, reference)
        y = np.float32([0.299, 0.587, 0.114])
        assert np.allclose(fixed @ y, result @ y, atol=2e-3)
        for a, b in ((0, 1), (2, 1)):  # colour differences are chroma alone
            assert np.allclose(
                fixed[..., a] - fixed[..., b], reference[..., a] - reference[..., b], atol=2e-3
            )

    def test_ycbcr_leaves_its_arguments_alone(self) -> None:
        result, reference = image(seed=1), image(seed=2)
        kept = result.copy(), reference.copy()
        color.ycbcr_fix(result, reference)
        assert np.array_equal(result, kept[0])
        assert np.array_equal(reference, kept[1])

    def test_adain_brings_mean_and_deviation(self) -> None:
        result, reference = image(seed=1) * 0.3 + 0.2, image(seed=2) * 0.1 + 0.5
        fixed = color.adain_fix(result, color.statistics([result]), color.statistics([reference]))
        assert np.allclose(fixed.mean((0, 1)), reference.mean((0, 1)), atol=1e-3)
        assert np.allclose(fixed.std((0, 1)), reference.std((0, 1)), atol=1e-3)

    def test_adain_of_a_plain_picture_is_finite(self) -> None:
        plain = np.full((4, 4, 3), 0.3, np.float32)
        fixed = color.adain_fix(plain, color.statistics([plain]), color.statistics([image()]))
        assert np.isfinite(fixed).all()

    def test_statistics_of_bands_are_those_of_the_whole(self) -> None:
        picture = image(90, 31)
        mean, deviation = color.statistics(picture[i : i + 7] for i in range(0, 90, 7))
        assert np.allclose(mean, picture.mean((0, 1)), atol=1e-5)
        assert np.allclose(deviation, picture.std((0, 1)), atol=1e-5)

    @pytest.mark.parametrize("fix", [color.wavelet_fix, color.ycbcr_fix])
    def test_results_stay_in_range(self, fix: object) -> None:
        assert callable(fix)
        fixed = fix(image(seed=1), image(seed=2))
        assert fixed.min() >= 0
        assert fixed.max() <= 1
        assert fixed.dtype == np.float32


def test_rows_of_an_enlargement_equal_the_whole_enlargement() -> None:
    small = image(37, 20)
    size = (80, 148)
    whole = color.enlarged_rows(small, size, slice(0, 148))
    for start, stop in ((0, 10), (33, 90), (100, 148)):
        assert np.allclose(color.enlarged_rows(small, size, slice(start, stop)), whole[start:stop], atol=1e-6)
