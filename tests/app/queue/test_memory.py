"""A queue that was cut short is offered again at the next start."""

import json
from dataclasses import asdict, replace
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMessageBox
from window_use import add, notices, run_to_end

from app.queue.items import Item, Result, State
from app.queue.leftovers import Leftovers
from app.queue.memory import QueueMemory, Waiting
from app.queue.model import QueueModel
from core.errors import SaveError
from core.finishing.finish import Finish
from core.finishing.strokes import Marks, Stroke
from core.images.framing import AS_IT_IS, Framing
from core.jobs import SampleSettings


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


@pytest.mark.parametrize("where", ["beside", "subfolder", "folder"])
def test_what_was_saved_before_the_end_is_not_done_again(
    cut_short, studio_maker, engine, picture_file, qtbot, tmp_path, where
):
    """The record of what waits comes a moment after the file."""
    chosen = {"when_done": where, "folder": str(tmp_path / "chosen")}
    output = cut_short.window.controls.output
    output.set_output(replace(output.output(), **chosen))
    engine.gate.set()
    qtbot.waitUntil(lambda: not cut_short.runner.busy and not cut_short.saver.writing)
    saved = [item.latest.saved.path for item in cut_short.model]
    again = started(studio_maker, qtbot)
    output = again.window.controls.output
    output.set_output(replace(output.output(), **chosen))
    engine.jobs.clear()
    offer_of(again).actions[0][1]()
    qtbot.waitUntil(lambda: [item.done_before for item in again.model] == [True] * 3)
    assert engine.jobs == []
    again.upscaling.run_anew(list(again.model))
    qtbot.waitUntil(lambda: not again.runner.busy and not again.saver.writing)
    assert [item.latest.saved.path.parent for item in again.model] == [path.parent for path in saved]


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


def test_the_rest_goes_on_without_pictures_that_are_gone(cut_short, studio_maker, tmp_path, engine, qtbot):
    (tmp_path / "pictures" / "b.png").unlink()
    again = started(studio_maker, qtbot)
    assert "1 picture cannot be reached now" in offer_of(again).text
    offer_of(again).actions[0][1]()
    assert [item.name for item in again.model] == ["a.png", "c.png"]


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


@pytest.fixture
def remember(qtbot, tmp_path):
    """remember() is the memory of a start, once it knows what the last one left; its model is beside it."""

    def make(*, offer: bool = True) -> tuple[QueueMemory, QueueModel]:
        model = QueueModel()
        memory = QueueMemory(tmp_path, model)
        memory.look(offer=offer)
        qtbot.waitUntil(lambda: memory.looked)
        return memory, model

    return make


def waiting(path, **values) -> Item:
    return Item(path=path, state=State.WAITING, settings=SampleSettings(kappa=0.7), **values)


def test_pictures_that_cannot_be_reached_are_offered_when_their_drive_is_back(
    remember, picture_file, tmp_path
):
    memory, model = remember()
    model.append([waiting(picture_file("a.png")), waiting(picture_file("b.png"))])
    assert memory.finish(5000)
    drive, elsewhere = tmp_path / "pictures", tmp_path / "unplugged"
    drive.rename(elsewhere)
    memory, model = remember()
    said = []
    Leftovers(memory, model, None, said.append, memory)._offer()
    (notice,) = said
    assert "2 pictures cannot be reached now" in notice.text
    assert [title for title, _ in notice.actions] == ["Forget them"]
    assert memory.take_up() == []
    assert memory.finish(5000)
    elsewhere.rename(drive)
    memory, _ = remember()
    assert [w.path.name for w in memory.found] == ["a.png", "b.png"]
    memory.forget()
    assert memory.finish(5000)
    assert remember()[0].found == []


def test_what_is_protected_travels_with_the_settings(remember, picture_file):
    marks = Marks(40, 30, (Stroke(((1.0, 2.0), (3.0, 4.0)), radius=2.0),))
    wanted = SampleSettings(finish=Finish(0.6, protect=marks))
    memory, model = remember()
    plain, protected = waiting(picture_file("a.png")), waiting(picture_file("b.png"))
    protected.settings = wanted
    model.append([plain, protected])
    assert memory.finish(5000)
    assert [w.settings for w in remember()[0].found] == [plain.settings, wanted]


def test_that_what_waits_cannot_be_kept_is_said_once(remember, picture_file, monkeypatch):
    def full(*args, **options):
        raise SaveError("No space is left.")

    memory, model = remember()
    said = []
    memory.notKeptSafe.connect(said.append)
    model.append([waiting(picture_file("a.png"))])
    for trouble in (True, False, True):
        with monkeypatch.context() as patch:
            if trouble:
                patch.setattr("app.queue.memory.write_atomically", full)
            for _ in range(2):
                assert memory.finish(5000)
    text = "Which pictures still wait cannot be kept safe from a crash: No space is left."
    assert said == [text, text]


def test_what_was_to_be_done_anew_still_is(remember, picture_file):
    memory, model = remember()
    model.append([waiting(picture_file("a.png")), waiting(picture_file("b.png"), anew=True)])
    assert memory.finish(5000)
    assert [w.anew for w in remember()[0].found] == [False, True]


def test_how_a_picture_is_turned_and_cropped_is_remembered(remember, picture_file):
    memory, model = remember()
    framing = Framing((1, 2, 30, 20), 270, True, drawn_in=(40, 30))
    path = picture_file("a.png")
    model.append([waiting(path), waiting(path, framing=framing)])
    assert memory.finish(5000)
    found = remember()[0].found
    assert [w.framing for w in found] == [AS_IT_IS, framing]
    assert found[1].framing.drawn_in == (40, 30)


def test_what_came_into_a_watched_folder_is_still_saved_by_itself(remember, picture_file):
    memory, model = remember()
    model.append([waiting(picture_file("a.png")), waiting(picture_file("b.png"), watched=True)])
    assert memory.finish(5000)
    assert [w.watched for w in remember()[0].found] == [False, True]


def test_a_picture_that_was_added_again_by_hand_is_offered_once(remember, picture_file):
    for _ in range(2):
        memory, model = remember()
        model.append([waiting(picture_file("a.png"))])
        assert memory.finish(5000)
    assert len(remember()[0].found) == 1


def test_a_start_in_safe_mode_offers_nothing_and_loses_nothing(remember, picture_file, qtbot):
    memory, model = remember()
    model.append([waiting(picture_file("a.png"))])
    assert memory.finish(5000)
    memory, model = remember(offer=False)
    model.append([waiting(picture_file("b.png"))])
    assert memory.finish(5000)
    assert [w.path.name for w in remember()[0].found] == ["a.png", "b.png"]


@pytest.mark.parametrize(
    ("order", "turned"), [(("waiting", "unsaved"), True), (("unsaved", "waiting"), False)]
)
def test_what_waits_again_and_has_a_result_comes_back_as_one_row(
    order, turned, monkeypatch, studio_maker, picture_file, engine, qtbot
):
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.Yes)
    studio = started(studio_maker, qtbot)
    add(studio, qtbot, picture_file("a.png"))
    item = studio.comparison.item
    if turned:
        studio.window.actions_.turn_right.trigger()
    run_to_end(studio, qtbot)
    qtbot.waitUntil(lambda: item.latest.kept is not None)
    engine.gate.clear()
    studio.upscaling.run_selected()
    qtbot.waitUntil(lambda: item.state is State.RUNNING)
    studio.waiting.write()
    assert studio.waiting._worker.finish(5000)
    studio.model.summaryChanged.disconnect(studio.waiting._on_changed)
    again = started(studio_maker, qtbot)
    for key in order:
        offer = next(n for n in again.window.picture.notices.notices if n.key == key)
        offer.actions[0][1]()
        qtbot.waitUntil(lambda: len(again.model) > 0)
        if key == "unsaved":
            qtbot.waitUntil(lambda: any(row.results for row in again.model))
            assert again.comparison.result is not None
    (row,) = again.model
    assert row.framing == item.framing
    engine.gate.set()
    qtbot.waitUntil(lambda: len(row.results) == 2 and row.state is State.DONE)
    assert row.results[0].result_id == item.results[0].result_id  # the older one


def taken_up(qtbot, rows, *waiting):
    """The rows after "Go on", and what the runner was asked for."""
    model, asked = QueueModel(), []
    model.append(rows)
    memory = QObject()
    memory.take_up = lambda: list(waiting)
    memory.offered = SimpleNamespace(connect=lambda slot: None)
    runner = SimpleNamespace(
        enqueue=lambda items, settings: asked.extend((item, settings.seed, "alone") for item in items),
        enqueue_too=lambda item, settings: asked.append((item, settings.seed, "too")),
    )
    Leftovers(memory, model, runner, lambda notice: None, memory)._take_up()
    return list(model), asked


def test_what_waited_goes_into_the_row_of_its_picture_unless_that_is_wanted_otherwise(qtbot, tmp_path):
    path, dab = tmp_path / "a.png", Marks(4, 4, (Stroke(((1.0, 2.0),)),))
    other, turned = replace(dab, width=5), Framing(turn=90)
    entry = Waiting(path, None, SampleSettings(seed=1), marks=dab, anew=True)
    filled = Result("1", SampleSettings(), 4, 4, 1.0, written={"mask": asdict(other)})
    for row in (
        Item(path),
        Item(path, marks=dab, base=tmp_path.parent),
        Item(path, marks=other, state=State.DONE, results=[filled]),
    ):
        base = row.base
        rows, asked = taken_up(qtbot, [row], entry)
        assert (rows, asked) == ([row], [(row, 1, "alone")])
        assert (row.marks, row.anew, row.base) == (dab, True, base or tmp_path)
    at_work = Item(path, state=State.RUNNING)
    rows, asked = taken_up(qtbot, [at_work], entry)
    assert (rows, asked) == ([at_work], [(at_work, 1, "too")])
    for row in (Item(path, marks=other), Item(path, framing=turned), Item(tmp_path / "b.png")):
        rows, asked = taken_up(qtbot, [row], entry)
        assert [one.path for one in rows] == [row.path, path]
        assert asked == [(rows[1], 1, "alone")]
    # Two that waited stay two, and one that waited for two models is one.
    second = replace(entry, settings=SampleSettings(seed=2))
    rows, asked = taken_up(qtbot, [Item(path)], entry, second, replace(entry, marks=other))
    assert len(rows) == 2
    assert [(item is rows[0], seed, how) for item, seed, how in asked] == [
        (True, 1, "alone"),
        (False, 1, "alone"),
        (True, 2, "too"),
    ]
