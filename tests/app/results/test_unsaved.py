"""Results that are found again: rows for their pictures, with what was decided as far as that can still be done."""

import json
import os
import shutil
from dataclasses import asdict, replace

import numpy as np
import pytest

from app.results.session import KeptResult, Session
from app.results.unsaved import items_of
from core.finishing.finish import ENLARGEMENT, KAPPA, Finish
from core.finishing.strokes import Marks, Stroke
from core.images.framing import Framing, as_written
from core.images.picture import Picture
from core.images.source import SOURCE, digest_of
from core.jobs import SampleSettings

PICTURE = Picture(np.zeros((4, 4, 3), np.uint8))
DECIDED = Finish(0.5, keep_grain=True)


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "a.png"
    path.write_bytes(b"a picture")
    return path


@pytest.fixture
def keep(tmp_path, source):
    """keep("1", finish=...) keeps a result of the picture; each is a second younger than the one before."""
    session = Session(tmp_path / "session")

    def kept(name, **changes):
        written = {SOURCE: digest_of(source)}
        path = session.picture_path(name)
        result = KeptResult(name, path, source, "", 4, 4, 1.0, SampleSettings(), written)
        result = replace(result, **changes)
        session.keep(PICTURE, result)
        if isinstance(result.faithful, Picture):
            session.keep_faithful(result.faithful, name)
        os.utime(path, (int(name), int(name)))
        return session

    return kept


def found(session):
    return items_of(session.found())


def test_all_of_one_picture_stand_in_one_row_in_their_order(keep, source):
    keep("2")
    session = keep("1")
    keep("3", source=None)
    session.set_finish("1", DECIDED)  # which writes its record anew
    first, other = found(session)
    assert (first.path, [r.result_id for r in first.results]) == (source, ["1", "2"])
    assert first.results[0].finish == DECIDED
    assert (other.stands_in, [r.result_id for r in other.results]) == (True, ["3"])


@pytest.mark.parametrize("gone", [True, False], ids=["gone", "another"])
def test_without_its_original_a_result_is_mixed_with_nothing_else(keep, source, gone):
    keep("1", finish=DECIDED)
    session = keep("2", finish=replace(DECIDED, faithful=KAPPA), faithful=PICTURE)
    source.write_bytes(b"another picture")
    if gone:
        source.unlink()
    items = found(session)
    assert [(item.stands_in, item.path, item.name) for item in items] == [
        (True, session.picture_path(name), "a.png") for name in ("1", "2")
    ]
    assert [item.latest.finish for item in items] == [Finish(), Finish(0.5, KAPPA)]


def test_without_the_faithful_picture_that_was_chosen_it_is_the_enlargement(keep):
    session = keep("1", finish=replace(DECIDED, faithful=KAPPA))
    assert found(session)[0].latest.finish == replace(DECIDED, faithful=ENLARGEMENT)


def test_what_a_crash_cut_short_goes_at_the_next_start_and_what_was_whole_stays(tmp_path, monkeypatch):
    session, name, crashed = Session(tmp_path / "session"), "a" * 32, []

    def cut_short(descriptor):
        """What is on the disk when a file is about to be, or has just been, put into place."""
        crashed.append(tmp_path / f"crashed {len(crashed)}")
        shutil.copytree(session.folder, crashed[-1])

    monkeypatch.setattr(os, "fsync", cut_short)
    path = session.picture_path(name)
    session.keep(PICTURE, KeptResult(name, path, None, "", 4, 4, 1.0, SampleSettings(), {}))
    session.keep_faithful(PICTURE, name)
    session.set_finish(name, DECIDED)
    whole = {f"{name}.png", f"{name}.json"}
    assert len(crashed) >= 4  # once in each of these files
    for folder in crashed:
        Session(folder).tidy()
        assert {path.name for path in folder.iterdir()} in (set(), whole, {*whole, f"{name}.faithful.png"})


@pytest.mark.parametrize("changes", [{"settings": {"color_fix": "new"}}, {"finish": {"faithful": "new"}}])
def test_choices_that_only_a_later_version_knows_cost_themselves_alone(keep, changes):
    session = keep("1")
    record = session.folder / "1.json"
    record.write_text(json.dumps({**json.loads(record.read_text()), **changes}))
    (item,) = found(session)
    assert (item.latest.settings, item.latest.finish) == (SampleSettings(), Finish())
    assert session.set_aside == []


@pytest.mark.parametrize("turned", [False, True])
def test_what_was_marked_comes_back_on_its_picture_as_that_was_framed_last(keep, source, turned):
    marks = Marks(4, 4, (Stroke(((1.0, 2.0),)),))
    digest = {SOURCE: digest_of(source)}
    keep("1", written={**digest, "mask": asdict(marks)})
    framing = Framing(turn=90 if turned else 0)
    (item,) = found(keep("2", written={**digest, **as_written(framing)}))
    assert (item.framing, item.marks) == (framing, marks.turned() if turned else marks)
