"""Strokes as records: they travel, are bounded, and lose points that say nothing."""

import json
from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from core.errors import SettingsError
from core.finishing.raster import mask_of
from core.finishing.strokes import MOST_POINTS, MOST_STROKES, Marks, Stroke, marks_digest, simplified
from core.images.framing import AS_IT_IS, TURNS, Framing, as_written, framed
from core.images.picture import Picture
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


WHOLE = (40, 30)
# Of one size among them: mirrored, turned by 180, a crop that has moved, a square that is turned.
FRAMINGS = [
    Framing(crop, turn, mirror)
    for crop, turn, mirror in product(
        (None, (2, 3, 25, 25), (10, 5, 25, 25), (0, 0, 9, 30)), TURNS, (False, True)
    )
]
PAINTED = Marks(*WHOLE, (box(3, 5, 16, 11), Stroke(((30.3, 20.1), (38.7, 28.2)), 3)))


def seen(framing: Framing) -> Marks:
    """What is PAINTED, on the picture as it is framed."""
    marks = PAINTED.framed(AS_IT_IS, framing)
    assert marks is not None
    return marks


def on(marks: Marks, framing: Framing, whole: tuple[int, int] = WHOLE) -> Marks | None:
    return marks.on(framing.within(whole), *framing.size_of(*whole))


@pytest.mark.parametrize("framing", FRAMINGS)
def test_marks_lie_where_a_framed_picture_shows_what_they_were_painted_on(framing: Framing) -> None:
    drawn = np.repeat(mask_of(PAINTED, WHOLE)[..., None], 3, 2)
    expected = framed(Picture(drawn), framing).pixels[..., 0]
    marks = seen(framing)
    painted = mask_of(marks, (marks.width, marks.height))
    np.testing.assert_allclose(painted, expected, atol=1)


def test_marks_go_from_any_framing_to_any_other_on_a_picture_of_the_same_size() -> None:
    for before, after in product(FRAMINGS, FRAMINGS[1::3]):
        left = seen(before).leaving(as_written(before.within(WHOLE)))
        assert on(left, after) == seen(after)
        if before != after:
            assert on(left, after, (41, 30)) is None


@pytest.mark.parametrize("after", [AS_IT_IS, Framing((10, 5, 25, 25)), Framing((2, 3, 25, 25), 180)])
def test_where_it_is_not_known_what_a_crop_was_cut_from_marks_are_left_out(after: Framing) -> None:
    """As in results of earlier versions, and in files that tell nonsense."""
    before = Framing((2, 3, 25, 25))
    damaged: list[object] = [None, [40], ["40", 30], [20, 30], {}]
    for drawn_in in damaged:
        written = as_written(before)
        written["framing"]["drawn_in"] = drawn_in
        left = seen(before).leaving(written)
        assert on(left, after) is None
        assert on(left, before) == seen(before)


def test_marks_that_are_forged_are_left_out() -> None:
    far = Marks(25, 25, (box(0, 0, 999_999, 5),))
    for crop in ((10, 5, 25, 25), (0, 0, 40, 30), (0, 10, 25, 25), (10**9, 0, 25, 25)):
        forged = replace(far, framing=Framing(crop, drawn_in=WHOLE))
        assert on(forged, AS_IT_IS) is None


def test_the_digest_of_marks_is_the_one_that_results_of_earlier_versions_hold() -> None:
    """Else they would not count as done before. What is on its way is something else."""
    marks = Marks(20, 10, (Stroke(((3, 4), (5.5, 6))),))
    assert marks_digest(marks) == "bb71d9703a444a78cbf01f0802cb5bd71b770696aeaefabf6983e87614e8b3f8"
    assert marks_digest(marks.leaving({})) != marks_digest(marks)


def test_turned_and_turned_back_marks_are_the_same() -> None:
    marks = PAINTED
    for framing, before in zip([*FRAMINGS[1:8], AS_IT_IS], FRAMINGS[:8], strict=True):
        marks = marks.framed(before, framing) or marks
    assert marks == PAINTED
