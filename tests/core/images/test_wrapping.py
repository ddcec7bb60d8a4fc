"""Seamless textures as arrays: parts across their edges, resizing with copies around, and the joining of edges."""

import cv2
import numpy as np
import pytest

from core.images.alpha import enlarge_alpha
from core.images.resize import resize
from core.images.wrapping import joined, with_copies_around, wrapped


def noise(height: int, width: int, *channels: int) -> np.ndarray:
    return np.random.default_rng(0).integers(0, 256, (height, width, *channels)).astype(np.uint8)


@pytest.mark.parametrize("size", [(1, 1), (2, 5), (7, 3)])
@pytest.mark.parametrize("border", [0, 1, 9])
def test_a_part_with_a_border_is_what_padding_by_wrapping_gives(size: tuple[int, int], border: int) -> None:
    array = noise(*size, 3)
    part = wrapped(array, slice(-border, size[0] + border), slice(-border, size[1] + border))
    assert np.array_equal(part, np.pad(array, ((border, border), (border, border), (0, 0)), mode="wrap"))


def test_a_part_that_lies_inside_is_no_copy() -> None:
    array = noise(9, 9)
    assert np.shares_memory(wrapped(array, slice(2, 9), slice(0, 5)), array)


@pytest.mark.parametrize("size", [(48, 36), (37, 29), (13, 9), (12, 10), (6, 5), (24, 5)])
def test_resizing_is_that_of_the_middle_one_of_many_copies(size: tuple[int, int]) -> None:
    """Whether it grows, by whole factors or odd ones, or shrinks."""
    array = noise(9, 12, 3)
    many = np.tile(array, (9, 9, 1)).astype(np.float32)
    width, height = size
    wanted = resize(many, (9 * width, 9 * height))[4 * height : 5 * height, 4 * width : 5 * width]
    found = with_copies_around(resize, array.astype(np.float32), size)
    assert found.shape == (height, width, 3)
    assert np.abs(found - wanted).max() < 8  # of odd ones a fraction of a pixel is left over
    if 12 % width == 0 or width % 12 == 0:
        assert np.abs(found - wanted).max() < 0.1


@pytest.mark.parametrize("array", [noise(9, 12), np.where(noise(9, 12) > 127, 255, 0).astype(np.uint8)])
def test_transparency_of_a_texture_goes_on_over_its_edges(array: np.ndarray) -> None:
    wanted = enlarge_alpha(np.tile(array, (3, 3)), (144, 108))[36:72, 48:96]
    assert np.array_equal(enlarge_alpha(array, (48, 36), seamless=True), wanted)
    assert not np.array_equal(enlarge_alpha(array, (48, 36)), wanted)


@pytest.mark.parametrize("fade", [2, 5, 40])
def test_joined_edges_meet_without_a_step(fade: int) -> None:
    """On a slope, which goes on behind its end at quite another level than it began with."""
    y, x = np.mgrid[:60, :70]
    slope = np.repeat((2 * x + y)[..., None], 3, 2).astype(np.uint8)
    rows, columns = slice(5, 35), slice(10, 40)
    part = joined(slope.copy(), rows, columns, min(fade, 25)).astype(int)
    assert part.shape == (30, 30, 3)
    ends = 2 + 60 / (2 * min(fade, 25)) + 1  # a neighbour's step, and half a step of the fade
    assert np.abs(part[:, 0] - part[:, -1]).max() <= ends
    assert np.array_equal(part[25:, 25:], slope[30:35, 35:40])


def test_joining_leaves_what_comes_again_as_it_is() -> None:
    many = np.tile(noise(8, 9, 3), (3, 3, 1))
    part = joined(many.copy(), slice(8, 16), slice(9, 18), 20)
    assert np.array_equal(part, many[8:16, 9:18])


def test_blurring_without_copies_would_show_the_edge() -> None:
    """Otherwise the tests above would say nothing."""
    array = cv2.GaussianBlur(np.tile(noise(9, 12, 3), (3, 3, 1)), (0, 0), 2)[9:18, 12:24].astype(np.float32)
    plain, around = resize(array, (48, 36)), with_copies_around(resize, array, (48, 36))
    steps = [np.abs(made[:, 0] - made[:, -1]).mean() for made in (plain, around)]
    assert steps[1] < 0.5 * steps[0]
