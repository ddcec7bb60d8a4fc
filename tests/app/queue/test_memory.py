"""A queue that was cut short is offered again at the next start."""

import json

import pytest
from PySide6.QtWidgets import QMessageBox
from window_use import add, notices

from app.queue.items import State


@pytest.fixture
def cut_short(monkeypatch, studio_maker, picture_file, engine, qtbot):
    """Three pictures, of which one is at work and two wait, with settings of their own; then the end."""
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.Yes)  # at its end
    studio = started(studio_maker, qtbot)
    add(studio, qtbot, *(picture_file(f"{letter}.png") for letter in "abc"))
    studio.window.controls.kappa.set_value(0.7)
    engine.gate.clear()
    studio.upscaling.run_all()
    qtbot.waitUntil(engine.at_step.is_set)
    studio.model.summaryChanged.disconnect(studio.waiting._on_changed)  # what has ended writes no more
    studio.waiting._timer.stop()
    studio.waiting.write()
    assert studio.waiting._worker.finish(5000)
    return studio


def started(studio_maker, qtbot):
    """The window, once it knows what the last one left."""
    studio = studio_maker()
    qtbot.waitUntil(lambda: studio.waiting.looked)
    return studio


def offer_of(studio):
    return next(n for n in studio.window.picture.notices.notices if n.key == "waiting")


def test_after_a_crash_the_rest_goes_on_with_its_settings(cut_short, studio_maker, engine, qtbot):
    again = started(studio_maker, qtbot)  # the first one has not ended well: it is still there
    offer = offer_of(again)
    assert offer.text.startswith("3 pictures were still to be enlarged")
    assert offer.stays
    assert len(again.model) == 0  # nothing begins unasked
    again.window.controls.kappa.set_value(1.9)
    offer.actions[0][1]()
    engine.gate.set()
    qtbot.waitUntil(lambda: again.model.count(State.DONE) == 3)
    assert {item.latest.settings.kappa for item in again.model} == {0.7}
    again.waiting.write()
    assert again.waiting._worker.finish(5000)
    assert not again.waiting._path.exists()


def test_closing_in_mid_queue_is_no_loss_either(cut_short, studio_maker, engine, qtbot):
    cut_short.stop()
    again = started(studio_maker, qtbot)
    assert [w.path.name for w in again.waiting.found] == ["a.png", "b.png", "c.png"]


def test_they_can_be_forgotten(cut_short, studio_maker, qtbot):
    again = started(studio_maker, qtbot)
    offer_of(again).actions[1][1]()
    assert again.waiting.finish(5000)
    third = started(studio_maker, qtbot)
    assert third.waiting.found == []
    assert not any("still to be enlarged" in text for text in notices(third))


def test_an_offer_that_is_not_answered_comes_again(cut_short, studio_maker, qtbot):
    again = started(studio_maker, qtbot)
    assert again.waiting.finish(5000)
    assert len(started(studio_maker, qtbot).waiting.found) == 3


def test_pictures_that_are_gone_are_not_offered(cut_short, studio_maker, tmp_path, qtbot):
    (tmp_path / "pictures" / "b.png").unlink()
    assert [w.path.name for w in started(studio_maker, qtbot).waiting.found] == ["a.png", "c.png"]


@pytest.mark.parametrize(
    "damage",
    [
        b"\x00",
        b"[]",
        b'{"settings": [], "pictures": [["61", "", 3]]}',
        b'{"settings": [{}], "pictures": [[1]]}',
    ],
)
def test_a_damaged_record_does_no_harm(cut_short, studio_maker, damage, qtbot):
    cut_short.waiting._path.write_bytes(damage)
    assert started(studio_maker, qtbot).waiting.found == []


def test_the_record_holds_each_settings_once(cut_short):
    body = json.loads(cut_short.waiting._path.read_bytes())
    assert len(body["settings"]) == 1
    assert [entry[2] for entry in body["pictures"]] == [0, 0, 0]
