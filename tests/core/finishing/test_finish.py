"""A finish as a record within the settings: it travels, and a stranger's is checked."""

import base64
import json
import zlib

import pytest

from core.errors import SettingsError
from core.finishing.finish import KAPPA, Finish
from core.finishing.strokes import MOST_STROKES, Marks, Stroke
from core.images.framing import AS_IT_IS, Framing, as_written
from core.jobs import SampleSettings

DAB = Stroke(((3.0, 4.0), (5.5, 6.0)), radius=2.0)


def test_it_comes_back_with_the_settings():
    finish = Finish(0.6, KAPPA, True, Marks(20, 10, (DAB,)))
    cropped = as_written(Framing((1, 2, 10, 20), 90, drawn_in=(30, 40)))
    for one in (finish, finish.leaving({}), finish.leaving(cropped)):
        settings = SampleSettings(finish=one)
        assert SampleSettings.from_dict(json.loads(json.dumps(settings.to_dict()))) == settings


def test_what_leaves_a_result_knows_how_its_picture_was_framed():
    finish, written = Finish(protect=Marks(20, 10, (DAB,))), as_written(Framing(turn=90))
    told = json.loads(json.dumps(SampleSettings(finish=finish).to_dict() | written))
    left = SampleSettings.of_result(told).finish
    assert left.protect.framing == Framing(turn=90)
    assert left.leaving({}) == left  # of another result it would be told wrongly
    assert left.fitting(Framing(turn=90), 20, 10, has_kappa=True) == finish


def test_settings_of_earlier_versions_have_none():
    assert SampleSettings.from_dict({"model": "lite-x4"}).finish is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"strength": 1.5},
        {"strength": float("nan")},
        {"faithful": "magic"},
        {"protect": {"width": 0, "height": 5, "strokes": []}},
        {"protect": {"width": 5, "height": 5, "strokes": [{"points": [[0, 0]]}] * (MOST_STROKES + 1)}},
        {"strength": "0.5"},
    ],
)
def test_a_strangers_finish_is_checked(wrong):
    with pytest.raises(SettingsError, match="stored settings"):
        SampleSettings.from_dict({"finish": wrong})


def test_what_changes_the_result():
    assert not Finish().changes
    assert Finish(0.9).needs_faithful
    grain = Finish(keep_grain=True)
    assert (grain.changes, grain.needs_faithful) == (True, False)
    assert Finish(protect=Marks(9, 9, (DAB,))).needs_faithful
    erased = Stroke(((1.0, 1.0),), erase=True)
    assert not Finish(protect=Marks(9, 9, (erased,))).changes


def test_it_is_done_as_far_as_picture_and_model_allow():
    marked = Finish(0.5, KAPPA, protect=Marks(9, 8, (DAB,)))
    assert marked.fitting(AS_IT_IS, 9, 8, has_kappa=True) == marked
    assert marked.fitting(AS_IT_IS, 8, 9, has_kappa=True) == Finish(0.5, KAPPA)
    assert marked.fitting(AS_IT_IS, 9, 8, has_kappa=False) == Finish(0.5, protect=marked.protect)


@pytest.mark.parametrize(
    "strokes", ["no base64!", "aGVsbG8=", base64.b64encode(zlib.compress(b"[[1,0.5,0,0,1]]")).decode()]
)
def test_damaged_strokes_are_refused(strokes):
    wrong = {"protect": {"width": 9, "height": 9, "strokes": strokes}}
    with pytest.raises(SettingsError, match="cannot be read"):
        SampleSettings.from_dict({"finish": wrong})


def test_a_bomb_of_strokes_is_not_unpacked():
    bomb = base64.b64encode(zlib.compress(b"[" + b"[1,1,0,0,1,1]," * 2_000_000 + b"[1,1,0,0,1,1]]")).decode()
    with pytest.raises(SettingsError, match="more strokes"):
        SampleSettings.from_dict({"finish": {"protect": {"width": 9, "height": 9, "strokes": bomb}}})
