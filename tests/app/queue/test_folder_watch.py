"""The watched folder in the window: what comes is enlarged and saved by itself, and nothing that the program made."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from window_use import add, notices

from app.queue.folder_watch import FolderWatch
from app.queue.items import State
from app.queue.watch_strip import short_path
from core.images.watched import EVERY, RESTS
from core.storage.paths import to_hex
from tests.core.images.formats.test_book import book, encoded


@pytest.fixture
def studio(studio):
    studio.unattended.watch._timer.timeout.disconnect()  # looks are ordered by the tests
    return studio


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "scans").mkdir()
    return tmp_path / "scans"


def begin(studio, qtbot, folder) -> FolderWatch:
    watch = studio.unattended.watch
    watch.watch(folder)
    qtbot.waitUntil(lambda: not watch._worker.busy)
    return watch


def look(studio, qtbot, times=2) -> None:
    """So many looks, and all that follows from them."""
    watch = studio.unattended.watch
    for _ in range(times):
        watch.look()
        qtbot.waitUntil(lambda: not watch._worker.busy)
    qtbot.waitUntil(lambda: not studio.runner.busy and not studio.saver.busy)


def bring(picture_file, folder, name="new.png", width=40):
    return picture_file(name, width=width).rename(folder / name)


def names(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_what_comes_is_enlarged_and_saved_beside_itself_and_results_are_left_alone(
    studio, qtbot, folder, picture_file
):
    begin(studio, qtbot, folder)
    bring(picture_file, folder)
    look(studio, qtbot, 4)
    assert names(folder) == ["new.png", "new_resshift_x4.png"]
    assert [item.path.name for item in studio.model] == ["new.png"]
    assert studio.model.item(0).latest.saved.path == folder / "new_resshift_x4.png"


@pytest.mark.parametrize(("when", "metadata"), [("beside", False), ("subfolder", True), ("folder", False)])
def test_results_go_where_the_preferences_say_and_are_never_taken(
    studio, qtbot, folder, tmp_path, picture_file, when, metadata
):
    output = studio.window.controls.output
    chosen = replace(
        output.output(), when_done=when, folder=str(folder / "results"), metadata=metadata, name="{name}_big"
    )
    output.set_output(chosen)
    begin(studio, qtbot, folder)
    (folder / "deep").mkdir()
    bring(picture_file, folder / "deep", "a.png")
    look(studio, qtbot, 6)
    place = {"beside": "deep/", "subfolder": "resshift/deep/", "folder": "results/deep/"}[when]
    assert names(folder) == sorted(["deep/a.png", f"{place}a_big.png"])
    assert len(studio.model) == 1


def test_what_lies_there_stays_as_it_is_unless_that_is_wished(studio, qtbot, folder, picture_file):
    for name in ("a.png", "b.png"):
        bring(picture_file, folder, name)
    begin(studio, qtbot, folder)
    look(studio, qtbot, 3)
    assert len(studio.model) == 0
    assert "2 pictures lie in scans already. They stay as they are." in notices(studio)
    notice = next(n for n in studio.window.picture.notices.notices if n.key == "watch")
    notice.actions[0][1]()
    look(studio, qtbot, 1)
    assert len(names(folder)) == 4


def test_a_replaced_picture_is_enlarged_anew_beside_the_first_result(studio, qtbot, folder, picture_file):
    begin(studio, qtbot, folder)
    bring(picture_file, folder)
    look(studio, qtbot)
    bring(picture_file, folder, width=44)
    look(studio, qtbot)
    assert names(folder) == ["new.png", "new_resshift_x4-1.png", "new_resshift_x4.png"]
    assert [item.latest.width for item in studio.model] == [160, 176]


def test_a_picture_with_a_result_by_the_same_settings_is_passed_over(studio, qtbot, folder, picture_file):
    begin(studio, qtbot, folder)
    path = bring(picture_file, folder)
    look(studio, qtbot)
    studio.window.queue.remove_finished()
    os.utime(path, (5, 5))
    look(studio, qtbot)
    assert len(names(folder)) == 2


def test_a_half_picture_is_told_of_once_and_done_in_its_row_when_it_is_whole(
    studio, qtbot, folder, picture_file, tmp_path
):
    add(studio, qtbot, picture_file("shown.png"))
    begin(studio, qtbot, folder)
    whole = picture_file("new.png", 200, 150).read_bytes()
    told = []
    studio.unattended.watch.failed.connect(told.append)
    (folder / "new.png").write_bytes(whole[:100])
    look(studio, qtbot, 5)
    assert len(told) == 1
    assert [item.state for item in studio.model][1:] == [State.FAILED]
    assert any(text.startswith("new.png") for text in notices(studio))
    (folder / "new.png").write_bytes(whole)
    look(studio, qtbot)
    assert [item.state for item in studio.model][1:] == [State.DONE]
    assert names(folder) == ["new.png", "new_resshift_x4.png"]


def test_a_folder_that_goes_away_is_said_in_the_strip_and_waited_for(
    studio, qtbot, folder, tmp_path, picture_file
):
    begin(studio, qtbot, folder)
    strip = studio.window.queue.watching
    assert strip.title.whole == f"Watching {folder}"
    assert strip.where.text() == "Results are saved beside the pictures."
    folder.rename(tmp_path / "gone")
    look(studio, qtbot, 1)
    assert strip.where.text() == "It cannot be reached: waiting for it."
    (tmp_path / "gone").rename(folder)
    bring(picture_file, folder)
    look(studio, qtbot)
    assert strip.where.text() == "Results are saved beside the pictures."
    assert len(names(folder)) == 2


def test_a_drive_that_does_not_answer_holds_up_nothing_and_is_said(studio, qtbot, folder):
    watch = begin(studio, qtbot, folder)
    watch._worker.stalled.emit()
    assert watch.away
    look(studio, qtbot, 1)
    assert not watch.away


def test_the_end_of_watching_ends_it_also_for_a_look_that_is_under_way(studio, qtbot, folder, picture_file):
    watch = begin(studio, qtbot, folder)
    bring(picture_file, folder)
    look(studio, qtbot, 1)
    watch.look()
    studio.window.queue.watching.stop.click()
    qtbot.waitUntil(lambda: not watch._worker.busy)
    assert watch.folder is None
    assert len(studio.model) == 0
    assert studio.window.queue.watching.isHidden()
    assert studio.preferences.value.watched_folder == ""
    assert not watch._timer.isActive()


def test_at_the_next_start_watching_is_offered_and_not_begun(studio_maker, qtbot, folder):
    first = studio_maker()
    begin(first, qtbot, folder)
    first.stop()
    second = studio_maker()
    assert second.unattended.watch.folder is None
    notice = next(n for n in second.window.picture.notices.notices if n.key == "watch")
    assert notice.text == "scans was watched when the program ended."
    notice.actions[0][1]()
    assert second.unattended.watch.folder == folder
    second.unattended.watch.leave()
    assert second.preferences.value.watched_folder == ""


@pytest.mark.parametrize("stored", ["", "no digits", to_hex(Path("a/b"))])
def test_nothing_is_offered_for_what_is_no_folder_of_before(studio, stored):
    studio.preferences.value.watched_folder = stored
    studio.unattended.watch.offer()
    assert notices(studio) == []


@pytest.mark.parametrize(("took", "pause"), [(0.0, EVERY), (2.0, 2.0 * RESTS)])
def test_slow_drives_are_looked_at_less_often(studio, qtbot, folder, took, pause):
    watch = begin(studio, qtbot, folder)
    times = iter([0.0, took])
    watch._clock = lambda: next(times)
    look(studio, qtbot, 1)
    assert watch._timer.interval() == round(1000 * pause)


def test_many_come_in_parts(studio, qtbot, folder, monkeypatch):
    monkeypatch.setattr("app.queue.folder_watch.CHUNK", 2)
    studio.runner.set_paused(True)
    parts = []
    studio.intake.added.connect(lambda items: parts.append(len(items)))
    studio.unattended.watch._take([(folder / f"{n}.png", folder) for n in range(5)])
    qtbot.waitUntil(lambda: sum(parts) == 5)
    assert parts == [2, 2, 1]
    studio.unattended.watch._take([(folder / "0.png", folder)])  # it waits already
    assert len(studio.model) == 5
    studio.runner.cancel_all()


def test_the_persons_home_is_written_short(monkeypatch, tmp_path):
    monkeypatch.setattr("pathlib.Path.home", lambda: tmp_path)
    assert short_path(tmp_path / "Scans") == str(Path("~", "Scans"))
    assert short_path(tmp_path.parent) == str(tmp_path.parent)


@pytest.mark.parametrize("saved", ["beside", "keep"])
def test_a_book_that_comes_is_enlarged_as_a_whole_and_its_result_never(studio, qtbot, folder, saved):
    output = studio.window.controls.output
    output.set_output(replace(output.output(), when_done=saved, metadata=False))
    begin(studio, qtbot, folder)
    book(folder / "book.cbz", {"1.png": encoded()})
    look(studio, qtbot, 3)
    (item,) = studio.model
    assert (item.state, item.made) == (State.DONE, folder / "book_all.cbz")
    book(item.made, {"1.png": encoded()})
    look(studio, qtbot, 3)
    assert len(studio.model) == 1


def test_a_question_about_a_folder_goes_with_the_folder(studio_maker, qtbot, folder, tmp_path, picture_file):
    bring(picture_file, folder)
    first = studio_maker()
    begin(first, qtbot, folder)
    assert any("lies in scans" in text for text in notices(first))
    first.unattended.watch.leave()
    assert notices(first) == []
    begin(first, qtbot, folder)
    first.stop()
    second = studio_maker()
    (tmp_path / "others").mkdir()
    begin(second, qtbot, tmp_path / "others")  # by the menu, and not by an answer
    assert notices(second) == []
    assert second.unattended.watch.folder == tmp_path / "others"


def test_what_was_said_of_a_failure_goes_when_the_picture_is_tried_again(
    studio, qtbot, folder, picture_file, engine
):
    add(studio, qtbot, picture_file("shown.png"))
    begin(studio, qtbot, folder)
    engine.fail = lambda job: "No." if job.source.parent == folder else ""
    for name in ("a.png", "b.png"):
        bring(picture_file, folder, name)
    look(studio, qtbot)
    assert "b.png: No." in notices(studio)
    _, first, last = studio.model
    studio.upscaling.try_again([first])
    qtbot.waitUntil(lambda: not studio.runner.busy)
    assert "a.png: No." in notices(studio)
    engine.fail = lambda job: ""
    studio.upscaling.try_again([last])  # of which nothing is said any more
    assert "a.png: No." in notices(studio)
    studio.upscaling.try_again([first])
    assert not any("No." in text for text in notices(studio))
    qtbot.waitUntil(lambda: not studio.runner.busy and not studio.saver.busy)


@pytest.mark.parametrize("width", [168, 232, 400])
def test_what_stands_at_the_foot_of_the_queue_is_shown_whole_at_every_width(studio, qtbot, folder, width):
    queue = studio.window.queue
    queue.watching.show_folder(
        folder, "Results are saved beside the pictures, wherever these lie.", away=False
    )
    queue.when_done.show()
    queue.setParent(None)
    qtbot.addWidget(queue)
    queue.resize(width, 500)
    queue.show()
    for text in queue.watching.where, queue.when_done.name:
        assert text.height() >= text.heightForWidth(text.width())
    assert queue.watching.height() < 130


@pytest.mark.parametrize("offered_before", [False, True])
def test_what_is_in_the_queue_already_is_not_offered_and_not_taken_twice(
    studio, qtbot, folder, picture_file, offered_before
):
    for name in ("a.png", "b.png"):
        bring(picture_file, folder, name)
    studio.runner.set_paused(True)

    def go_on() -> None:  # as with what the last run left
        add(studio, qtbot, folder / "a.png")
        studio.upscaling.run_selected()

    if not offered_before:
        go_on()
    begin(studio, qtbot, folder)
    lie_there = "2 pictures lie" if offered_before else "1 picture lies"
    notice = next(n for n in studio.window.picture.notices.notices if n.key == "watch")
    assert notice.text.startswith(f"{lie_there} in scans already.")
    if offered_before:
        go_on()
    notice.actions[0][1]()
    assert sorted(item.name for item in studio.model) == ["a.png", "b.png"]
    studio.runner.cancel_all()
