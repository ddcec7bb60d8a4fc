"""Pictures of the watched folder leave it once what was made of them is saved, and none is lost by that."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QFileDialog
from window_use import notices

from app.queue import originals_away
from app.queue.items import Item, Result, Saved, State
from app.queue.model import QueueModel
from app.queue.originals_away import OriginalsAway
from core.errors import SaveError
from core.finishing.finish import Finish
from core.images.files import read_picture, save_picture
from core.images.framing import AS_IT_IS, Framing
from core.images.source import SOURCE, digest_of
from core.jobs import SampleSettings
from core.storage.paths import to_hex
from tests.app.queue.test_folder_watch import begin, bring, look, names
from tests.core.images.formats.test_book import book, encoded


@pytest.fixture
def watching(studio, engine, qtbot, tmp_path, monkeypatch):
    """The window, which watches the folder "scans", looks when it is told to, and moves originals to "done"."""
    engine.tells_source = True
    studio.unattended.watch._timer.timeout.disconnect()
    (tmp_path / "scans" / "deep").mkdir(parents=True)
    begin(studio, qtbot, tmp_path / "scans")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *a: str(tmp_path / "done"))
    studio.window.queue.watching.originals_box.click()
    assert "Originals then go to" in studio.window.queue.watching.where.text()
    return studio


def test_originals_leave_the_folder_and_their_rows_go_with_them(watching, qtbot, tmp_path, picture_file):
    output = watching.window.controls.output
    # Then the window itself knows what a result is of.
    output.set_output(replace(output.output(), metadata=False))
    bring(picture_file, tmp_path / "scans" / "deep", "a.png")
    look(watching, qtbot)
    item = watching.model.item(0)
    qtbot.waitUntil(lambda: item.path == tmp_path / "done" / "deep" / "a.png")
    assert names(tmp_path / "scans") == ["deep/a_resshift_x4.png"]
    assert names(tmp_path / "done") == ["deep/a.png"]
    watching.window.queue.remove_finished()
    bring(picture_file, tmp_path / "scans" / "deep", "a.png", width=44)  # one of the same name
    look(watching, qtbot)
    qtbot.waitUntil(lambda: names(tmp_path / "done") == ["deep/a-1.png", "deep/a.png"])


def test_other_rows_of_the_file_go_with_it_and_none_loses_it_while_it_is_read(qtbot, tmp_path):
    path, moved = tmp_path / "scans" / "a.png", tmp_path / "done" / "a.png"
    model, begun = QueueModel(), []
    saved = Saved(tmp_path / "a_x4.png", Finish(), (), private=False, metadata=True)
    result = Result("1", SampleSettings(), 4, 4, 1.0, saved=saved)
    item = Item(path, base=path.parent, watched=True, state=State.DONE, results=[result])
    other, third = Item(path, state=State.RUNNING), Item(tmp_path / "scans" / "b.png")
    model.append([other, item, third])
    looked = SimpleNamespace(connect=lambda slot: None)
    watch = SimpleNamespace(folder=path.parent, forget=lambda path: None, looked=looked)
    preferences = SimpleNamespace(value=SimpleNamespace(watched_originals=to_hex(moved.parent)))
    away = OriginalsAway(model, watch, preferences, lambda notice: None)
    away._worker = SimpleNamespace(start=lambda work, done, failed: begun.append(done))
    away._consider(item)
    assert begun == []
    other.state = State.READY
    item.framing = Framing(turn=90)  # another result is to be made of it
    away._consider(item)
    assert begun == []
    item.framing = AS_IT_IS
    away._consider(item)
    begun[0](moved)
    assert [(row.path, row.base) for row in (item, other)] == [(moved, moved.parent), (moved, None)]
    assert third.path == tmp_path / "scans" / "b.png"


def test_what_fails_or_cannot_be_moved_stays(watching, qtbot, tmp_path, picture_file, monkeypatch):
    (tmp_path / "scans" / "bad.png").write_bytes(b"no picture")

    def refuse(*_):
        raise SaveError("The disk is full.")

    monkeypatch.setattr(originals_away, "move_original", refuse)
    bring(picture_file, tmp_path / "scans", "a.png")
    look(watching, qtbot)
    qtbot.waitUntil(lambda: "The disk is full." in notices(watching))
    assert {item.state for item in watching.model} <= {State.DONE, State.FAILED}
    assert names(tmp_path / "scans") == ["a.png", "a_resshift_x4.png", "bad.png"]


def test_originals_stay_where_no_sound_place_was_given(watching, qtbot, tmp_path, monkeypatch):
    originals, strip = watching.unattended.originals, watching.window.queue.watching
    assert originals.folder == tmp_path / "done"
    strip.originals_box.click()
    assert originals.folder is None
    for chosen, refused in (("", False), (str(tmp_path / "scans" / "done"), True)):
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *a, chosen=chosen: chosen)
        strip.originals_box.click()
        assert originals.folder is None
        assert not strip.originals_box.isChecked()
        assert any("where originals would be taken" in text for text in notices(watching)) == refused
    originals.set_folder(tmp_path / "done")
    (tmp_path / "other").mkdir()
    begin(watching, qtbot, tmp_path / "other")  # it was said of another folder
    assert originals.folder is None
    assert not (tmp_path / "done").exists()


def test_a_book_leaves_the_folder(watching, qtbot, tmp_path):
    book(tmp_path / "scans" / "b.cbz", {"1.png": encoded()})
    look(watching, qtbot)
    qtbot.waitUntil(lambda: watching.model.item(0).path == tmp_path / "done" / "b.cbz")
    assert names(tmp_path / "done") == ["b.cbz"]


def test_what_could_not_be_moved_is_moved_after_a_later_look(
    watching, qtbot, tmp_path, picture_file, monkeypatch
):
    away, real, now = watching.unattended.originals, originals_away.move_original, [0.0]
    tries, said = [], []
    away._clock, away._notify = lambda: now[0], lambda notice: said.append(notice.text)

    def refuse(*_):
        tries.append(1)
        raise SaveError("The disk is full.")

    monkeypatch.setattr(originals_away, "move_original", refuse)
    bring(picture_file, tmp_path / "scans", "a.png")
    look(watching, qtbot)
    qtbot.waitUntil(lambda: said == ["The disk is full."])
    for now[0] in (1.0, originals_away.RETRY / 2, 2 * originals_away.RETRY):
        look(watching, qtbot, 1)
        qtbot.waitUntil(lambda: not away._worker.busy)
    assert len(tries) == 3
    assert said == ["The disk is full."]
    monkeypatch.setattr(originals_away, "move_original", real)
    now[0] = 4 * originals_away.RETRY
    look(watching, qtbot, 1)
    qtbot.waitUntil(lambda: watching.model.item(0).path == tmp_path / "done" / "a.png")
    assert away._stayed == {}


@pytest.mark.parametrize("of_it", [True, False])
def test_a_picture_whose_result_was_there_before_leaves_if_that_names_it(
    watching, qtbot, tmp_path, picture_file, of_it
):
    path = bring(picture_file, tmp_path / "scans", "a.png")
    digest = digest_of(path) if of_it else digest_of(picture_file("other.png", width=44))
    result = save_picture(read_picture(path), tmp_path / "r.png", format="png", metadata={SOURCE: digest})
    item = Item(path, base=path.parent, watched=True, done_before=True)
    watching.model.append([item])
    watching.runner.foundDone.emit(item, result)
    if of_it:
        qtbot.waitUntil(lambda: item.path == tmp_path / "done" / "a.png")
    else:
        qtbot.waitUntil(lambda: any("made of this very file" in text for text in notices(watching)))
        assert path.exists()
