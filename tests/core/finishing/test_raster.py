"""Strokes become masks: full inside, fading outwards, the same at any size, and bounded in cost."""

import numpy as np
import pytest

from core.finishing.raster import MOST_SIDE, mask_of, mask_size, paint
from core.finishing.strokes import Marks, Stroke


def marks(*strokes: Stroke, size=(100, 80)) -> Marks:
    return Marks(*size, strokes)


def test_a_dab_is_full_in_its_middle_and_falls_to_nothing_at_its_radius():
    mask = mask_of(marks(Stroke(((50.0, 40.0),), radius=20, feather=0.5)))
    row = mask[40, 50:75].astype(int)
    assert row[0] == 255
    assert (np.diff(row) <= 0).all()
    assert row[5] == 255
    assert 0 < row[15] < 255
    assert not row[21:].any()


def test_without_feather_the_edge_is_one_pixel_wide():
    row = mask_of(marks(Stroke(((50.0, 40.0),), radius=20, feather=0)))[40, 50:]
    assert ((row > 0) & (row < 255)).sum() <= 1
    assert abs(int((row > 127).sum()) - 20) <= 1


def test_a_stroke_covers_its_way_and_a_later_one_erases():
    line = Stroke(((10.0, 40.0), (90.0, 40.0)), radius=6, feather=0.2)
    mask = mask_of(marks(line))
    assert (mask[40, 10:90] == 255).all()
    assert not mask[:30].any()
    hole = Stroke(((50.0, 40.0),), radius=8, feather=0, erase=True)
    mask = mask_of(marks(line, hole))
    assert mask[40, 50] == 0
    assert mask[40, 20] == 255


def test_a_box_is_full_inside_and_fades_outside():
    mask = mask_of(marks(Stroke(((20.0, 20.0), (60.0, 40.0)), feather=0.5, box=True)))
    assert (mask[20:40, 20:60] == 255).all()
    outside = mask[30, 60:80].astype(int)
    assert (np.diff(outside) <= 0).all()
    assert outside[0] > 0
    assert outside[-1] == 0


def test_the_size_of_the_mask_does_not_change_what_it_marks():
    stroke = Stroke(((20.0, 20.0), (80.0, 60.0)), radius=12, feather=0.6)
    small = mask_of(marks(stroke)).astype(int)
    large = mask_of(marks(stroke), (400, 320)).reshape(80, 4, 100, 4).mean((1, 3))
    assert np.abs(small - large).max() < 40  # three quarters of a pixel of the small one


def test_a_wide_brush_measured_coarsely_is_as_exact_as_its_edge_is_soft():
    size = (1000, 800)
    stroke = Stroke(((100.0, 400.0), (900.0, 420.0)), radius=300, feather=0.8)
    mask = mask_of(marks(stroke, size=size)).astype(float)
    xs, ys = np.meshgrid(np.arange(1000) + 0.5, np.arange(800) + 0.5)
    along = np.clip(((xs - 100) * 800 + (ys - 400) * 20) / (800**2 + 20**2), 0, 1)
    distance = np.hypot(xs - 100 - along * 800, ys - 400 - along * 20)
    t = np.clip(1 - (distance - 60) / 240, 0, 1)
    assert np.abs(mask - t * t * (3 - 2 * t) * 255).max() < 12


@pytest.mark.parametrize("radius", [1, 50, 1e6])
def test_a_stroke_far_outside_or_far_too_wide_costs_little(radius):
    mask = np.zeros((60, 60), np.uint8)
    paint(mask, Stroke(((-9e5, -9e5), (9e5, -9e5)), radius=radius))
    assert mask.any() == (radius == 1e6)


def test_a_huge_picture_has_a_mask_of_bounded_size():
    assert max(mask_size(Marks(60_000, 20_000))) == MOST_SIDE
    assert mask_size(Marks(300, 200)) == (300, 200)
