"""Results that are found again: rows for their pictures, with what was decided as far as that can still be done."""

import json
import os
from dataclasses import replace

import numpy as np
import pytest

from app.results.session import KeptResult, Session
from app.results.unsaved import items_of
from core.finishing.finish import ENLARGEMENT, KAPPA, Finish
from core.images.original import SOURCE, digest_of
from core.images.picture import Picture
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


@pytest.mark.parametrize("changes", [{"settings": {"color_fix": "new"}}, {"finish": {"faithful": "new"}}])
def test_choices_that_only_a_later_version_knows_cost_themselves_alone(keep, changes):
    session = keep("1")
    record = session.folder / "1.json"
    record.write_text(json.dumps({**json.loads(record.read_text()), **changes}))
    (item,) = found(session)
    assert (item.latest.settings, item.latest.finish) == (SampleSettings(), Finish())
    assert session.set_aside == []
