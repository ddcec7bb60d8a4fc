"""Comic books and archives of pictures in the window: one row each, enlarged and saved as a whole."""

import pytest
from PySide6.QtCore import QMimeData, QRect, Qt, QUrl
from window_use import notices

from app.queue.items import Item, State
from app.queue.memory import _read
from app.queue.opening import OPEN_SUFFIXES
from app.queue.text import progress_text, status_text, tooltip_text
from app.results.places import frames_name, frames_target
from core.events import Progress
from core.images.framing import Framing
from core.images.metadata import comment_with
from core.images.source import SOURCE, digest_of
from core.jobs import Region, SampleSettings
from core.presets import OutputPreferences
from tests.core.images.formats.test_book import book, encoded

FILES = {"1.jpg": encoded(50, "JPEG", (16, 12)), "2.png": encoded(90, size=(8, 8)), "ComicInfo.xml": b"<a/>"}


@pytest.fixture
def with_book(studio, tmp_path, qtbot):
    """The window with a book of two pages, of which the first has 16 x 12 pixels."""
    studio.opening.add([book(tmp_path / "book.cbz", FILES)])
    qtbot.waitUntil(lambda: studio.comparison.item is not None and studio.comparison.item.pages == 2)
    return studio


def test_it_is_seen_what_it_is_and_what_becomes_of_it_before_the_start(with_book, engine, qtbot):
    item, controls = with_book.comparison.item, with_book.window.controls
    assert (item.width, item.height) == (16, 12)
    assert status_text(item) == "2 pages · 16 × 12"
    assert "2 pages · 16 × 12 pixels" in tooltip_text(item)
    assert item.thumbnail is not None
    qtbot.waitUntil(lambda: "All 2 pages" in controls.run.estimate.text())
    folder = item.path.parent.name
    assert f"saved as book_resshift_x4.cbz in the folder {folder}" in controls.run.estimate.text()
    assert engine.questions[-1].sizes == ((16, 12), (16, 12))
    assert engine.questions[-1].format == "jpeg"
    assert controls.output.example.text() == "book_resshift_x4.cbz"


def test_upscale_enlarges_all_of_it_into_a_file_beside_it(with_book, engine, tmp_path, qtbot):
    item, picture = with_book.comparison.item, with_book.window.picture
    with_book.upscaling.run_selected()
    qtbot.waitUntil(lambda: not with_book.runner.busy)
    job = engine.jobs[-1]
    assert (job.whole, job.previews, job.source) == (True, False, item.path)
    assert (job.save.directory, job.save.format) == (tmp_path, "same")
    assert (item.state, item.results, item.made) == (State.DONE, [], tmp_path / "book_all.cbz")
    assert "book.cbz: all of it saved as book_all.cbz" in notices(with_book)
    assert status_text(item) == "saved · 2 pages"
    assert "Saved as" in tooltip_text(item)
    # Its first page is shown before and after; what is decided about a result is not for it.
    qtbot.waitUntil(lambda: picture.viewer.layers.newest_after is not None)
    assert picture.bar.after_box.currentText() == "book_all.cbz"
    assert with_book.comparison.result is None
    # It is done.
    with_book.upscaling.run_all()
    assert not with_book.runner.busy
    with_book.window.queue.remove_finished()
    assert len(with_book.model) == 0


def test_a_region_is_tried_on_its_first_page(with_book, engine, qtbot):
    item = with_book.comparison.item
    assert with_book.runner.try_region(item, Region(0, 0, 8, 8), SampleSettings())
    qtbot.waitUntil(lambda: not with_book.runner.busy)
    assert (engine.jobs[-1].whole, engine.jobs[-1].save) == (False, None)


def test_upscale_twice_is_once_and_a_stop_leaves_nothing(with_book, engine, qtbot):
    engine.gate.clear()
    engine.at_step.clear()
    with_book.upscaling.run_selected()
    qtbot.waitUntil(engine.at_step.is_set)
    with_book.upscaling.run_selected()
    assert not with_book.comparison.item.following
    with_book.runner.cancel_running()
    qtbot.waitUntil(lambda: not with_book.runner.busy)
    assert len(engine.jobs) == 1
    assert (with_book.comparison.item.state, with_book.comparison.item.made) == (State.CANCELLED, None)


def test_one_that_was_stopped_keeps_its_seed_and_it_is_said_where_it_goes_on(with_book, engine, qtbot):
    """Pages that are done fit only the same settings, and a seed that nobody has chosen is drawn for every run."""
    item = with_book.comparison.item
    with_book.window.controls.seed.set_locked(False)
    engine.gate.clear()
    with_book.upscaling.run_selected()
    qtbot.waitUntil(lambda: len(engine.jobs) == 1)
    with_book.runner.cancel_running()
    qtbot.waitUntil(lambda: not with_book.runner.busy)
    assert "start it again, and it goes on" in tooltip_text(item)
    engine.gate.set()
    engine.goes_on_at = 191
    with_book.upscaling.run_selected()
    qtbot.waitUntil(lambda: item.state is State.DONE)
    stopped, again = engine.jobs
    assert stopped.settings == again.settings
    assert "book.cbz goes on at page 191 of 200." in notices(with_book)


@pytest.mark.parametrize("change", ["lock", "scale"])
def test_with_other_settings_it_begins_anew(with_book, engine, qtbot, change):
    item, controls = with_book.comparison.item, with_book.window.controls
    controls.seed.set_locked(False)
    engine.fail = lambda job: "broken" if len(engine.jobs) == 1 else ""
    with_book.upscaling.run_selected()
    qtbot.waitUntil(lambda: item.state is State.FAILED)
    if change == "lock":
        controls.seed.set_value(7)
        controls.seed.set_locked(True)
    else:
        controls.size_chooser.set_value(SampleSettings(scale=2.0))
    with_book.upscaling.run_selected()
    qtbot.waitUntil(lambda: item.state is State.DONE)
    failed, again = engine.jobs
    assert failed.settings != again.settings
    assert again.settings.seed == controls.seed.value


def test_a_book_that_waits_is_remembered(with_book, qtbot):
    with_book.runner.set_paused(True)
    with_book.upscaling.run_selected()
    qtbot.waitUntil(lambda: with_book.waiting.looked)
    assert with_book.waiting.finish(5000)
    found, _ = _read(with_book.waiting._path)
    assert [waiting.path for waiting in found] == [with_book.comparison.item.path]
    with_book.runner.cancel_all()


def test_of_a_dropped_folder_books_are_rows_and_other_archives_and_results_are_not(studio, tmp_path, qtbot):
    folder = tmp_path / "comics"
    folder.mkdir()
    source = book(folder / "a.cbz", FILES)
    book(folder / "b.zip", FILES)
    book(folder / "a_resshift_x4.cbz", FILES, comment_with(b"", {SOURCE: digest_of(source), "model": "a"}))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(folder))])
    with qtbot.waitSignal(studio.intake.finished):
        studio.intake.add_mime(mime)
    assert [item.name for item in studio.model] == ["a.cbz"]
    assert "1 .zip" in " ".join(notices(studio))


def test_what_is_no_book_says_why(studio, tmp_path, qtbot):
    path = tmp_path / "a.cbz"
    path.write_bytes(b"Rar!\x1a\x07\0\0" + bytes(50))
    studio.opening.add([path])
    qtbot.waitUntil(lambda: len(studio.model) == 1 and studio.model.item(0).state is State.UNREADABLE)
    assert "RAR archive (CBR)" in studio.model.item(0).message


def test_books_can_be_opened_by_the_dialog():
    assert "*.cbz" in OPEN_SUFFIXES.split()
    assert "*.zip" in OPEN_SUFFIXES.split()
    assert "*.epub" in OPEN_SUFFIXES.split()


def test_pages_are_pages_and_frames_frames():
    event = Progress("id", "sample", 0.5, 2, 4, 1, 1, 8.0, frame=3, frames=120, pages=True)
    assert progress_text(event) == "Sharpening · page 3 of 120 · 0:08 left"


@pytest.mark.parametrize("format", ["png", "jpeg", "same"])
def test_pages_stay_what_they_are_whatever_pictures_become(tmp_path, format):
    into = frames_target(Item(path=tmp_path / "a.zip"), OutputPreferences(format=format, quality=70))
    assert (into.format, into.quality, into.directory) == ("same", 70, tmp_path)
    item = Item(path=tmp_path / "a.ZIP", width=4, height=4)
    assert frames_name(item, SampleSettings(scale=2), into) == "a_resshift_x2.zip"


def test_all_pages_are_framed_like_the_first_and_what_was_made_before_is_of_another_framing(
    with_book, engine, qtbot
):
    item, actions, viewer = with_book.comparison.item, with_book.window.actions_, with_book.window.viewer
    with_book.upscaling.run_selected()
    qtbot.waitUntil(lambda: not with_book.runner.busy)
    made = item.made
    qtbot.waitUntil(lambda: viewer.layers.newest_after is not None)
    actions.turn_right.trigger()
    assert (item.framing, item.width, item.height) == (Framing(turn=90), 12, 16)
    assert status_text(item) == "2 pages · 12 × 16"
    assert viewer.layers.newest_after is None
    actions.crop.trigger()
    qtbot.waitUntil(lambda: viewer.region_tool.active)
    viewer.region_tool.rect = QRect(0, 0, 10, 8)
    qtbot.keyClick(viewer, Qt.Key.Key_Return)
    assert "All pages of book.cbz are cropped here, to 10 × 8 pixels. Its file stays as it is." in notices(
        with_book
    )
    with_book.upscaling.run_all()
    qtbot.waitUntil(lambda: not with_book.runner.busy and len(engine.jobs) == 2)
    assert engine.jobs[-1].framing == item.framing == Framing((0, 2, 8, 10), 90)
    assert (item.made_now is not None, status_text(item)) == (True, "saved · 2 pages")
    assert made is not None
