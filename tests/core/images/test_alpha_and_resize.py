"""Transparency without dark fringes, and resizing to any size."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.images.alpha import bleed, enlarge_alpha
from core.images.resize import resize
from tests.core.images import pictures as make


class TestBleeding:
    def disc(self, dtype: type = np.uint8) -> tuple[np.ndarray, np.ndarray]:
        """A red disc on transparent black."""
        top = np.iinfo(dtype).max
        y, x = np.mgrid[0:40, 0:56]
        alpha = np.where((y - 20) ** 2 + (x - 28) ** 2 < 150, top, 0).astype(dtype)
        pixels = np.zeros((40, 56, 3), dtype)
        pixels[alpha > 0] = (top * 4 // 5, 10, 10)
        return pixels, alpha

    @pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
    def test_hidden_colours_become_their_neighbours_and_visible_ones_stay(self, dtype: type) -> None:
        pixels, alpha = self.disc(dtype)
        out = bleed(pixels, alpha)
        assert out.dtype == dtype
        assert np.array_equal(out[alpha > 0], pixels[alpha > 0])
        assert np.abs(out.astype(int) - pixels[20, 28].astype(int)).max() <= 2

    def test_enlarged_over_white_there_is_no_dark_fringe(self) -> None:
        pixels, alpha = self.disc()
        size = (56 * 4, 40 * 4)
        colors = resize(bleed(pixels, alpha), size).astype(float)
        share = enlarge_alpha(alpha, size)[..., None] / 255
        over_white = colors * share + 255 * (1 - share)
        assert over_white[..., 0].min() >= 200  # red and white both have that much; black would not

    def test_wholly_clear_or_opaque_pictures_stay(self) -> None:
        pixels = make.noise(6, 7)
        for value in (0, 255):
            assert np.array_equal(bleed(pixels, np.full((6, 7), value, np.uint8)), pixels)

    @given(st.integers(1, 40), st.integers(1, 40), st.integers(0, 10**6))
    @settings(max_examples=40)
    def test_any_shape_is_filled_within_the_range_of_what_is_visible(self, h: int, w: int, seed: int) -> None:
        rng = np.random.default_rng(seed)
        pixels = rng.integers(100, 150, (h, w, 3)).astype(np.uint8)
        alpha = (rng.random((h, w)) < 0.2).astype(np.uint8) * 255
        pixels[alpha == 0] = 0
        out = bleed(pixels, alpha)
        assert np.array_equal(out[alpha > 0], pixels[alpha > 0])
        if alpha.any():
            assert out.min() >= 98
            assert out.max() <= 151


class TestAlpha:
    @pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
    def test_a_mask_of_two_values_stays_one_but_for_a_thin_edge(self, dtype: type) -> None:
        top = np.iinfo(dtype).max
        alpha = np.zeros((32, 32), dtype)
        alpha[8:24, 8:24] = top
        out = enlarge_alpha(alpha, (128, 128))
        between = (out > 0) & (out < top)
        assert between.mean() < 0.04
        assert abs((out > top // 2).mean() - 0.25) < 0.01
        assert (out[40:88, 40:88] == top).all()
        assert not out[:28].any()

    def test_a_gradient_stays_a_gradient(self) -> None:
        alpha = np.tile(np.linspace(0, 255, 64).astype(np.uint8), (8, 1))
        out = enlarge_alpha(alpha, (256, 32)).astype(int)
        assert np.abs(np.diff(out[16])).max() <= 4

    def test_shrinking_and_odd_sizes(self) -> None:
        assert enlarge_alpha(np.full((9, 9), 255, np.uint8), (4, 3)).tolist() == [[255] * 4] * 3
        assert enlarge_alpha(np.full((1, 1), 77, np.uint8), (5, 4)).tolist() == [[77] * 5] * 4


class TestResize:
    @pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.float32])
    @pytest.mark.parametrize("size", [(1, 1), (3, 50), (50, 3), (10, 12), (64, 64), (7, 200)])
    @pytest.mark.parametrize("channels", [None, 1, 3, 4])
    def test_shape_type_and_plain_colours_are_kept(
        self, dtype: type, size: tuple[int, int], channels: int | None
    ) -> None:
        shape = (12, 10) if channels is None else (12, 10, channels)
        out = resize(np.full(shape, 7, dtype), size)
        assert out.shape == (size[1], size[0], *shape[2:])
        assert out.dtype == dtype
        assert np.allclose(out, 7, atol=1e-5)

    def test_shrinking_averages_and_does_not_alias(self) -> None:
        stripes = np.tile(np.array([0, 255], np.uint8), (8, 32))
        assert np.abs(resize(stripes, (16, 8)).astype(int) - 128).max() <= 1

    def test_one_side_shrinks_without_aliasing_while_the_other_grows(self) -> None:
        stripes = np.tile(np.array([0, 255], np.uint8), (8, 32))
        assert np.abs(resize(stripes, (16, 20)).astype(int) - 128).max() <= 2

    def test_enlarging_keeps_the_mean_and_clips(self) -> None:
        pixels = make.smooth(30, 40)
        assert abs(resize(pixels, (160, 120)).mean() - pixels.mean()) < 1
        edge = np.zeros((4, 8), np.uint8)
        edge[:, 4:] = 255
        assert set(np.unique(resize(edge, (80, 40))[0])) >= {0, 255}

    def test_sides_beyond_32767_pixels(self) -> None:
        out = resize(np.full((3, 30_000, 3), 9, np.uint8), (120_000, 12))
        assert out.shape == (12, 120_000, 3)
        assert (out == 9).all()

    def test_the_same_size_is_the_same_picture(self) -> None:
        pixels = make.noise(5, 6)
        assert np.array_equal(resize(pixels, (6, 5)), pixels)


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
@pytest.mark.parametrize("size", [(64, 48), (40, 90), (7, 5)])
def test_enlarged_alpha_stays_within_what_surrounds_it(dtype: type, size: tuple[int, int]) -> None:
    """128 stays 128 up to its rim, and an opaque inside stays opaque."""
    top = np.iinfo(dtype).max
    alpha = np.zeros((12, 16), dtype)
    alpha[2:8, 2:7], alpha[2:8, 9:14] = top // 2, top
    enlarged = enlarge_alpha(alpha, size)
    assert enlarged.shape == size[::-1]
    left, right = enlarged[:, : size[0] // 2], enlarged[:, size[0] // 2 :]
    assert left.max() <= top // 2
    inside = right[round(size[1] * 4 / 12) : round(size[1] * 6 / 12), size[0] // 4 : size[0] // 4 + 1]
    assert inside.size == 0 or inside.min() == top
