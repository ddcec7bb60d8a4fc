"""The colours of a map: clear at zero, told apart by lightness alone."""

import numpy as np
import pytest

from core.inventions.heat_map import TOPS, averaged, opacities, overlay, painted, table, top_for


def test_lightness_rises_from_each_colour_to_the_next():
    linear = (table() / 255.0) ** 2.2
    luminance = linear @ [0.2126, 0.7152, 0.0722]
    assert table().shape == (256, 3)
    assert (np.diff(luminance[::4]) > 0).all()
    assert luminance[0] < 0.08
    assert luminance[-1] > 0.75


def test_red_blind_eyes_tell_the_order_too():
    """Without the long cones (Viénot 1999) a colour is known by its blue and its yellow part."""
    linear = (table() / 255.0) ** 2.2
    seen = linear @ [0.11238, 0.88762, 0.0]
    assert (np.diff(seen[::8]) > 0).all()


def test_nothing_is_painted_where_nothing_is():
    levels = np.array([[0.0, 8.0, 20.0]], np.float32)
    made = overlay(levels, 8.0)
    assert made.shape == (1, 3, 4)
    assert made[0, 0, 3] == 0
    assert made[0, 1, 3] == opacities()[-1] < 255
    assert (made[0, 2] == made[0, 1]).all()  # beyond the scale's end
    assert (made[..., :3] == painted(levels, 8.0)).all()
    assert (np.diff(opacities().astype(int)) >= 0).all()


def test_averaging_keeps_an_even_map_and_calms_grain():
    even = np.full((9, 9), 3.0, np.float32)
    np.testing.assert_allclose(averaged(even), even, rtol=1e-5)
    grain = np.zeros((9, 9), np.float32)
    grain[4, 4] = 5.0
    assert averaged(grain).max() == pytest.approx(1.0)  # 25 / 25
    assert not averaged(grain)[:2].any()


@pytest.mark.parametrize(("most", "top"), [(0.0, 2.0), (2.0, 2.0), (2.1, 4.0), (15.0, 16.0), (999.0, 128.0)])
def test_the_scale_holds_nearly_all(most, top):
    assert top_for(np.full((5, 5), most, np.float32)) == top
    assert top in TOPS
