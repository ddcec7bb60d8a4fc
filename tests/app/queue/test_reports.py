"""What is said about the queue when nobody looks."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton, QWidget
from window_use import add, notices, run_to_end

from app.kit.details_dialog import DetailsDialog
from app.queue.items import Item, State
from app.queue.news import QueueSummary
from app.queue.text import tooltip_text
from core.errors import TruncatedPictureError
from core.images import files
from core.images.framing import Framing, as_written
from core.images.scan import Refused
from core.jobs import SampleSettings


@pytest.mark.parametrize(
    ("seconds", "in_front", "told"), [(60, False, True), (60, True, False), (3, False, False)]
)
def test_the_end_of_a_long_queue_is_announced_when_the_window_is_not_in_front(
    studio, monkeypatch, seconds, in_front, told
):
    said = []
    monkeypatch.setattr(studio.announcer, "announce", said.append)
    monkeypatch.setattr(studio.window, "isActiveWindow", lambda: in_front)
    studio.reports.on_finished(QueueSummary(done=5, failed=0, cancelled=0, seconds=seconds))
    assert bool(said) is told
    assert all("Pictures done: 5 of 5, in " in text for text in said)


def test_a_truncated_picture_is_opened_partially_at_the_press_of_a_button(studio, picture_file, qtbot):
    path, viewer = picture_file("cut.png", 160, 120), studio.window.picture.viewer
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    studio.opening.add([path])
    bar = studio.window.picture.notices
    qtbot.waitUntil(lambda: any(notice.actions for notice in bar.notices))
    (notice,) = bar.notices
    assert "open it partially" in notice.text
    assert notice.detail == ""  # the sentence says it all
    assert [title for title, _ in notice.actions] == ["Try again", "Open partially"]
    dict(notice.actions)["Open partially"]()
    qtbot.waitUntil(lambda: viewer.layers.readout(1, 1) is not None)
    (item,) = studio.model
    assert (item.state, item.width, item.height, item.message) == (State.READY, 160, 120, "")
    assert item.thumbnail is not None
    assert any("filled with grey" in notice.text for notice in bar.notices)
    studio.upscaling.run_selected()
    qtbot.waitUntil(lambda: item.state is State.DONE)


def test_a_truncated_picture_that_was_run_before_it_was_seen_can_be_opened_partially_too(
    studio, picture_file, qtbot
):
    item = Item(path=picture_file(), state=State.FAILED, message="a.png is truncated.")
    studio.thumbnails._failed(item, item.framing, TruncatedPictureError("a.png is truncated."))
    assert (item.state, item.truncated) == (State.FAILED, True)
    studio.reports.show_failure(item)
    studio.reports.on_picture_failed(item, "a.png cannot be shown.")  # keeps what can be done
    (notice,) = studio.window.picture.notices.notices
    assert [title for title, _ in notice.actions] == ["Try again", "Open partially"]


def test_no_name_can_hide_or_forge_what_the_window_says(studio, picture_file, qtbot):
    odd = "\u202egnp.\x1b[31m\u2028"
    good = picture_file(f"deep{odd}/good{odd}.png")
    bad = good.with_name(f"bad{odd}.png")
    bad.write_bytes(b"no picture")
    (good.parent / f"x.{odd}").write_bytes(b"")
    studio.opening.add([good.parent, good.with_name(f"gone{odd}.png")])
    qtbot.waitUntil(lambda: len(studio.model) == 2)
    studio.upscaling.run_all()
    qtbot.waitUntil(lambda: not studio.runner.busy and studio.model.count(State.DONE) == 1)
    studio.opening.add([bad])
    said = [notice for notice in studio.window.picture.notices.notices if "u202e" in notice.text]
    assert said
    for item in studio.model:
        assert_plain(tooltip_text(item), item.name)
    for notice in studio.window.picture.notices.notices:
        dialog = DetailsDialog(studio.window, notice.text, notice.detail)
        assert_plain(*texts_below(dialog))
    assert_plain(*texts_below(studio.window))


def texts_below(widget) -> list[str]:
    found = []
    for child in widget.findChildren(QWidget):
        found += [child.toolTip(), child.accessibleName()]
        for name in ("text", "toPlainText"):
            if callable(getattr(child, name, None)):
                found.append(getattr(child, name)())
    return found


def assert_plain(*texts: str) -> None:
    assert not [text for text in texts if {"\u202e", "\x1b", "\u2028"} & set(text)]


OFFER = "Save them all"


@pytest.fixture
def ended(two, qtbot):
    """Both pictures have been enlarged, and their results are in no file of the person's."""
    two.upscaling.run_all()
    qtbot.waitUntil(lambda: end_of(two) is not None)
    return two


def end_of(studio):
    """How the queue ended, where that is still said."""
    told = studio.window.picture.notices.notices
    return next((notice for notice in told if notice.key == "queue"), None)


def offered(studio) -> list[str]:
    notice = end_of(studio)
    return [] if notice is None else [title for title, _ in notice.actions]


def test_at_the_end_of_a_queue_all_that_is_not_saved_is_saved_at_the_press_of_a_button(ended, qtbot):
    bar = ended.window.picture.notices
    button = next(b for b in bar.findChildren(QPushButton) if b.text() == OFFER)
    button.click()
    assert end_of(ended) is None
    qtbot.waitUntil(lambda: any("2 results saved" in notice.text for notice in bar.notices))
    for item in ended.model:
        assert item.latest.saved.path.parent == item.path.parent


def test_only_what_is_not_saved_then_is_saved(ended, qtbot):
    first, second = ended.model
    with qtbot.waitSignal(ended.saver.saved):
        ended.results.save_items([first])
    before = first.latest.saved.path
    assert offered(ended) == [OFFER]
    with qtbot.waitSignal(ended.saver.saved):
        dict(end_of(ended).actions)[OFFER]()
    assert second.latest.saved is not None
    assert first.latest.saved.path == before


def test_once_all_are_saved_another_way_nothing_is_offered_any_more(ended, qtbot, tmp_path):
    text = end_of(ended).text
    ended.results.export_into(tmp_path / "out")
    qtbot.waitUntil(lambda: all(item.latest.saved is not None for item in ended.model))
    assert (end_of(ended).text, offered(ended)) == (text, [])


def test_an_end_that_was_dismissed_is_not_said_again(ended, qtbot, tmp_path):
    ended.notices.close("queue")
    ended.results.export_into(tmp_path / "out")
    qtbot.waitUntil(lambda: all(item.latest.saved is not None for item in ended.model))
    assert end_of(ended) is None


def test_results_that_are_gone_are_not_saved_late(ended, qtbot):
    first, second = ended.model
    ended.window.queue.view.choose(first)
    ended.window.queue.remove_selected()
    with qtbot.waitSignal(ended.saver.saved):
        dict(end_of(ended).actions)[OFFER]()
    assert second.latest.saved is not None
    assert first.latest.saved is None


def test_of_a_picture_that_was_done_anew_since_the_newest_result_is_saved(ended, qtbot):
    first, second = ended.model
    ended.upscaling.run([first])
    qtbot.waitUntil(lambda: len(first.results) == 2)
    dict(end_of(ended).actions)[OFFER]()
    qtbot.waitUntil(lambda: not ended.saver.writing)
    assert [result.saved is not None for result in (*first.results, *second.results)] == [False, True, True]


def test_results_that_are_being_saved_by_themselves_need_no_offer(two, qtbot, monkeypatch):
    written, save_picture = threading.Event(), files.save_picture

    def save_late(*args, **kwargs):
        assert written.wait(30)
        return save_picture(*args, **kwargs)

    monkeypatch.setattr(files, "save_picture", save_late)
    output = two.window.controls.output
    output.set_output(replace(output.output(), when_done="beside"))
    two.upscaling.run_all()
    qtbot.waitUntil(lambda: end_of(two) is not None)
    assert two.saver.writing == 2
    assert offered(two) == []
    written.set()
    qtbot.waitUntil(lambda: not two.saver.writing)


def test_of_one_picture_there_is_no_end_to_tell(with_picture, qtbot):
    with qtbot.waitSignal(with_picture.runner.finished):
        with_picture.upscaling.run_selected()
    assert end_of(with_picture) is None


def test_how_the_picture_of_a_dropped_result_was_framed_is_said_and_not_carried_over(
    studio, picture_file, qtbot
):
    said = {**SampleSettings(seed=7).to_dict(), **as_written(Framing(turn=90, mirror=True))}
    studio.reports.offer_settings(Item(picture_file("r.png")), said)
    (notice,) = studio.window.picture.notices.notices
    assert "Its picture before that: turned by 90°, mirrored. Others are taken as they are." in notice.text
    notice.actions[0][1]()
    assert studio.window.controls.settings().seed == 7
    studio.reports.offer_settings(Item(picture_file("s.png")), SampleSettings().to_dict())
    assert not any("before that" in one.text for one in studio.window.picture.notices.notices[1:])


@pytest.fixture
def by_themselves(two, tmp_path):
    """Two pictures whose results go into a folder by themselves. Gives the window and the folder."""
    output = two.window.controls.output
    output.set_output(replace(output.output(), when_done="folder", folder=str(tmp_path / "out")))
    return two, tmp_path / "out"


def test_where_results_of_a_queue_were_saved_is_said_once_at_its_end(by_themselves, qtbot, monkeypatch):
    studio, folder = by_themselves
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(Path(url.toLocalFile())))
    notified = []
    studio.saver.saved.connect(lambda *_: notified.extend(notices(studio)))
    studio.upscaling.run_all()
    qtbot.waitUntil(lambda: "Show in the folder" in offered(studio))
    assert end_of(studio).text.endswith(f". Saved in the folder {folder}")
    assert not [text for text in (*notified, *notices(studio)) if text.startswith("Saved as")]
    first = studio.model.item(0)
    studio.upscaling.run(
        [first]
    )  # alone: that is said by itself, though the end of the queue still stands there
    qtbot.waitUntil(lambda: len(first.results) == 2 and first.latest.saved is not None)
    assert f"Saved as {first.latest.saved.path.name} in the folder {folder}" in notices(studio)
    dict(end_of(studio).actions)["Show in the folder"]()
    assert opened == [folder]


def test_what_a_person_saves_while_the_queue_runs_is_said_at_once(two, engine, qtbot):
    studio = two
    first, second = studio.model
    studio.window.queue.view.choose(first)
    run_to_end(studio, qtbot)
    engine.gate.clear()
    studio.upscaling.run([second])
    studio.results.save()
    qtbot.waitUntil(lambda: first.latest.saved is not None)
    path = first.latest.saved.path
    assert f"Saved as {path.name} in the folder {path.parent}" in notices(studio)


def test_results_in_several_folders_are_said_to_be_below_one(studio, picture_file, qtbot):
    add(studio, qtbot, picture_file("x/a.png"), picture_file("y/b.png"))
    output = studio.window.controls.output
    output.set_output(replace(output.output(), when_done="beside"))
    studio.upscaling.run_all()
    qtbot.waitUntil(lambda: "Show in the folder" in offered(studio))
    assert end_of(studio).text.endswith(f". Saved in folders below {picture_file().parent}")


def test_a_result_that_was_saved_before_the_rest_of_the_queue_left_is_told_of(by_themselves, qtbot):
    studio, folder = by_themselves
    studio.runner.resultReady.connect(lambda *_: studio.runner.set_paused(True))
    with qtbot.waitSignal(studio.saver.saved):
        studio.upscaling.run_all()
    assert end_of(studio) is None
    studio.runner.cancel_all()
    qtbot.waitUntil(lambda: end_of(studio) is not None)
    assert f"Saved in the folder {folder}" in end_of(studio).text


def test_those_that_failed_are_tried_again_together_and_no_others_are_counted(
    studio, picture_file, engine, qtbot
):
    broken = picture_file("broken.png")
    broken.write_bytes(b"no picture")
    add(studio, qtbot, *(picture_file(f"{name}.png") for name in "abc"), broken, picture_file("broken.png"))
    broken.write_bytes(b"no picture")
    engine.fail = lambda job: "" if job.source.name == "a.png" else "No."
    studio.upscaling.run_all()
    qtbot.waitUntil(lambda: end_of(studio) is not None)
    assert len(end_of(studio).detail.splitlines()) == len(set(end_of(studio).detail.splitlines()))
    again = "Try the failed again"
    engine.fail = lambda job: ""
    picture_file("broken.png")
    dict(end_of(studio).actions)[again]()
    qtbot.waitUntil(lambda: studio.model.count(State.DONE) == 5 and end_of(studio) is not None)
    assert again not in offered(studio)
    assert all(len(item.results) == 1 for item in studio.model)


def test_failures_of_earlier_runs_are_not_told_again(two, engine, qtbot):
    engine.fail = lambda job: "No." if job.source.name == "a.png" else ""
    two.upscaling.run_all()
    qtbot.waitUntil(lambda: end_of(two) is not None)
    assert "a.png" in end_of(two).detail
    two.notices.close("queue")
    second = two.model.item(1)
    failed = Item(path=second.path.with_name("c.png"), state=State.FAILED, message="Long ago.")
    two.model.append([failed])
    two.reports.on_finished(QueueSummary(done=2, failed=0, cancelled=0, seconds=1, ended=(second,)))
    assert end_of(two).detail == ""
    assert "Try the failed again" not in offered(two)


def test_what_cannot_be_read_is_told_of_in_one_report(studio, picture_file, qtbot):
    bad, items = Item(path=picture_file("bad.png"), state=State.UNREADABLE), []
    studio.model.append([bad])
    studio.upscaling.run = items.append
    for _ in range(2):
        studio.upscaling.run_all()
    assert items == [[bad], []]


@pytest.mark.parametrize(
    ("key", "passed"), [("done before", {"done_before": True}), ("left alone", {"not_below": 8})]
)
def test_what_was_passed_over_is_offered_as_long_as_its_rows_are_there(two, qtbot, key, passed):
    first, second = two.model
    two.model.update_many([first, second], **passed)
    two.reports.on_finished(QueueSummary(0, 0, 0, 1.0, done_before=1, too_large=1, ended=(first, second)))
    bar = two.window.picture.notices
    two.model.remove([first])
    qtbot.wait(0)
    assert key in [notice.key for notice in bar.notices]
    two.model.remove([second])
    qtbot.waitUntil(lambda: key not in [notice.key for notice in bar.notices])


def test_details_name_the_files_that_were_passed_over(studio):
    studio.reports.on_intake(1, [Refused("a", "In a 2 were passed over.", ("a/x.txt", "a/y.txt"))])
    (notice,) = studio.window.picture.notices.notices
    assert notice.detail.splitlines()[1:] == ["a/x.txt", "a/y.txt"]
