"""What is said about the queue when nobody looks."""

import pytest
from PySide6.QtWidgets import QWidget

from app.kit.details_dialog import DetailsDialog
from app.queue.items import Item, State
from app.queue.runner import QueueSummary
from app.queue.text import tooltip_text
from core.errors import TruncatedPictureError


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
    studio.thumbnails._failed(item, TruncatedPictureError("a.png is truncated."))
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
