"""Strokes as records: they travel, are bounded, and lose points that say nothing."""

import json

import numpy as np
import pytest

from core.errors import SettingsError
from core.finishing.raster import mask_of
from core.finishing.strokes import MOST_POINTS, MOST_STROKES, Marks, Stroke, simplified
from core.storage import records
from core.storage.records import RecordError


def test_marks_come_back_from_json_as_they_were():
    marks = Marks(40, 30, (Stroke(((1.5, 2.0), (3.0, 4.5)), 2.5, 0.3, erase=True), box(5, 6, 9, 10)))
    assert records.decode(Marks, json.dumps(records._plain(marks))) == marks


def box(*corners: float) -> Stroke:
    return Stroke((corners[:2], corners[2:]), box=True)


@pytest.mark.parametrize(
    "wrong",
    [
        {"points": []},
        {"points": [[float("inf"), 0]]},
        {"points": [[1e9, 0]]},
        {"points": [[0, 0]], "radius": 0},
        {"points": [[0, 0]], "feather": 1.5},
        {"points": [[0, 0]], "box": True},
    ],
)
def test_a_stroke_that_makes_no_sense_is_refused(wrong):
    with pytest.raises(RecordError):
        records.convert(Stroke, wrong)


def test_more_strokes_than_a_person_paints_are_refused():
    dot = Stroke(((0.0, 0.0),))
    with pytest.raises(SettingsError, match="more than"):
        Marks(10, 10, (dot,) * (MOST_STROKES + 1))
    long = Stroke(((0.0, 0.0),) * (MOST_POINTS // 2 + 1))
    with pytest.raises(SettingsError, match="points"):
        Marks(10, 10, (long, long))


def test_a_straight_path_keeps_its_ends_and_a_corner_stays():
    assert simplified([(float(x), 0.0) for x in range(100)], 0.1) == ((0.0, 0.0), (99.0, 0.0))
    corner = [(float(x), 0.0) for x in range(10)] + [(9.0, float(y)) for y in range(10)]
    assert simplified(corner, 0.1) == ((0.0, 0.0), (9.0, 0.0), (9.0, 9.0))
    assert simplified([(1.0, 2.0)], 0.1) == ((1.0, 2.0),)


def test_a_path_that_comes_back_to_its_beginning_keeps_its_way():
    ring = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0), (0.0, 0.0)]
    assert simplified(ring, 0.5) == tuple(ring)


def test_marks_go_where_their_picture_is_turned_mirrored_and_cropped():
    marks = Marks(40, 30, (box(3, 5, 16, 11), box(30, 20, 38, 28)))
    drawn = mask_of(marks, (40, 30))
    np.testing.assert_array_equal(mask_of(marks.turned(), (30, 40)), np.rot90(drawn, -1))
    np.testing.assert_array_equal(mask_of(marks.mirrored(), (40, 30)), drawn[:, ::-1])
    np.testing.assert_array_equal(mask_of(marks.shifted(-2, -3, 20, 10), (20, 10)), drawn[3:13, 2:22])
    assert marks.turned().turned().turned().turned() == marks
