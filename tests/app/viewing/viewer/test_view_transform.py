import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.viewing.viewer import view_transform as vt
from app.viewing.viewer.view_transform import ViewTransform

zooms = st.floats(0.01, 64)
offsets = st.floats(-1e5, 1e5)
sizes = st.tuples(st.floats(1, 40_000), st.floats(1, 40_000))
views = st.tuples(st.floats(50, 4000), st.floats(50, 4000))
points = st.tuples(st.floats(0, 4000), st.floats(0, 4000))
transforms = st.builds(ViewTransform, zooms, offsets, offsets)


@given(transforms, points)
def test_there_and_back_again(view, point):
    assert view.to_view(view.to_content(point)) == pytest.approx(point, abs=1e-4)


@given(transforms, points, zooms)
def test_zooming_keeps_what_is_below_the_pointer(view, point, zoom):
    content = view.to_content(point)
    assert view.zoomed_at(point, zoom).to_view(content) == pytest.approx(point, abs=1e-3)


@given(transforms, sizes, views)
def test_clamping_centres_what_is_small_and_leaves_no_gap_beside_what_is_large(view, content, pane):
    clamped = view.clamped(content, pane)
    for offset, length, room in zip((clamped.x, clamped.y), content, pane, strict=True):
        length *= view.zoom
        if length <= room:
            assert offset == pytest.approx((room - length) / 2)
        else:
            assert offset <= 0
            assert offset + length >= room - 1e-6 * length


@given(transforms)
def test_snapping_moves_less_than_a_device_pixel(view):
    snapped = view.snapped()
    assert snapped.x == int(snapped.x)
    assert abs(snapped.x - view.x) <= 0.5 + 1e-6
    assert abs(snapped.y - view.y) <= 0.5 + 1e-6


@given(sizes, views)
def test_fit_shows_everything_and_touches_an_edge(content, pane):
    zoom = vt.fit_zoom(content, pane)
    width, height = content[0] * zoom, content[1] * zoom
    assert width <= pane[0] * (1 + 1e-9)
    assert height <= pane[1] * (1 + 1e-9)
    touches = width == pytest.approx(pane[0]) or height == pytest.approx(pane[1])
    assert touches or (zoom >= vt.MAX_FIT and zoom == int(zoom))


@pytest.mark.parametrize(("side", "zoom"), [(4, 60), (30, 8), (100, 3), (1000, 0.6)])
def test_fit_enlarges_tiny_pictures_in_whole_factors(side, zoom):
    assert vt.fit_zoom((side, side), (800, 600)) == zoom


@given(sizes, views, st.floats(1e-4, 1e4))
def test_zoom_limits(content, pane, zoom):
    limited = vt.limited(zoom, content, pane)
    assert min(vt.fit_zoom(content, pane), 1.0) <= limited <= vt.MAX_ZOOM


@given(transforms, sizes, st.sampled_from([0.25, 0.5, 2.0, 4.0]))
def test_a_result_of_other_size_lies_where_the_first_one_lay(view, content, factor):
    old = view.to_view((content[0] / 2, content[1]))
    new = view.rescaled(factor).to_view((content[0] / 2 * factor, content[1] * factor))
    assert new == pytest.approx(old, abs=1e-3)


def test_many_small_wheel_turns_equal_one_large():
    zoom = 2.0
    for _ in range(30):
        zoom = vt.wheel_zoom(zoom, 4)
    assert zoom == pytest.approx(vt.wheel_zoom(2.0, 120))
    assert vt.wheel_zoom(2.0, 360) == pytest.approx(4.0)


def test_the_wheel_stops_once_at_100_percent():
    assert vt.wheel_zoom(0.9, 120) == 1.0
    assert vt.wheel_zoom(1.1, -120) == 1.0
    assert vt.wheel_zoom(1.0, 120) > 1.0


@given(zooms)
def test_the_ladder_moves_strictly_and_hits_100_percent(zoom):
    assert vt.next_zoom(zoom, 1) > zoom
    assert vt.next_zoom(zoom, -1) < zoom
    rung = vt.next_zoom(zoom, 1)
    assert 2 * math.log2(rung) == pytest.approx(round(2 * math.log2(rung)))


def test_the_ladder_from_a_rung_goes_to_the_next():
    assert vt.next_zoom(1.0, 1) == pytest.approx(math.sqrt(2))
    assert vt.next_zoom(math.sqrt(2), -1) == pytest.approx(1.0)
    assert vt.next_zoom(0.9, 1) == 1.0


@given(st.floats(1e-4, 70), st.integers(1, 9))
def test_a_level_is_never_enlarged_below_100_percent_and_at_most_four_of_its_pixels_meet(scale, levels):
    level = vt.pyramid_level(scale, levels)
    assert 0 <= level < levels
    of_level = scale * 2**level
    if scale < 1:
        assert of_level <= 1 + 1e-6
        assert level == levels - 1 or of_level > 0.5 - 1e-6
    else:
        assert level == 0
