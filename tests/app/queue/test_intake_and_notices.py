"""Folders of any size, strange files, and sentences instead of dialogs."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QThread

from app.kit.notice_bar import MOST, Notice, NoticeBar
from app.kit.work import Worker
from app.queue.intake import Intake
from app.queue.items import Item, State
from app.queue.model import QueueModel
from app.queue.thumbnails import ThumbnailLoader


@pytest.fixture
def model(qapp):
    return QueueModel()


@pytest.fixture
def intake(model):
    intake = Intake(model)
    yield intake
    assert intake.stop(5000)


def test_a_large_folder_comes_in_few_batches(intake, model, tmp_path, qtbot):
    for number in range(2_000):
        (tmp_path / f"{number:05}.png").touch()
    inserted = []
    model.rowsInserted.connect(lambda parent, first, last: inserted.append(last - first + 1))
    with qtbot.waitSignal(intake.finished) as told:
        intake.add_paths([tmp_path])
    assert told.args == [2_000, []]
    assert len(model) == 2_000
    assert inserted[0] == 16  # the first pictures are there at once
    assert len(inserted) <= 6


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_pipes_circles_and_devices_are_passed_over(intake, model, tmp_path, picture_file, qtbot):
    folder = picture_file("good.png").parent
    os.mkfifo(folder / "pipe.png")
    (folder / "circle").symlink_to(folder)
    (folder / "zero.png").symlink_to("/dev/zero")
    with qtbot.waitSignal(intake.finished):
        intake.add_paths([folder, folder / "pipe.png"])
    assert [item.path.name for item in model] == ["good.png"]


def test_a_name_that_is_no_text_is_taken(intake, model, tmp_path, picture_file, qtbot):
    good = picture_file("good.png")
    strange = Path(os.fsdecode(os.fsencode(good.parent) + b"/\xff\n.png"))
    try:
        strange.write_bytes(good.read_bytes())
    except OSError:
        pytest.skip("this file system wants text")
    with qtbot.waitSignal(intake.finished):
        intake.add_paths([strange])
    assert model.item(0).name == "\\xff\\n.png"
    loader = ThumbnailLoader(model)
    loader.request(model.item(0))
    qtbot.waitUntil(lambda: model.item(0).thumbnail is not None)
    assert loader.stop(5000)


def test_thumbnails_are_small_and_name_what_cannot_be_read(model, picture_file, tmp_path, qtbot):
    bad = tmp_path / "bad.png"
    bad.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 30)
    model.append([Item(path=picture_file("a.png", 400, 300)), Item(path=bad)])
    loader = ThumbnailLoader(model)
    for item in model:
        loader.request(item)
        loader.request(item)
    good, broken = model
    qtbot.waitUntil(lambda: good.thumbnail is not None and broken.state is State.UNREADABLE)
    assert max(good.thumbnail.width(), good.thumbnail.height()) == 112
    assert (good.width, good.height) == (400, 300)
    assert broken.message
    assert loader.stop(5000)


def test_rows_scrolled_past_are_asked_for_again(model):
    loader = ThumbnailLoader(model)
    rows = [Item(path=Path(f"/x/{n}.png")) for n in range(100)]
    model.append(rows)
    for item in rows:
        loader.request(item)
    assert loader._stack[-1] is rows[-1]
    assert rows[0].item_id not in loader._known
    assert loader.stop(1000)


def test_work_answers_in_the_main_thread(qapp, qtbot):
    worker = Worker()
    seen = []
    main = QThread.currentThread()
    worker.start(
        lambda: QThread.currentThread() is main, lambda value: seen.append((value, QThread.currentThread()))
    )
    qtbot.waitUntil(lambda: len(seen) == 1)
    assert seen[0] == (False, main)
    worker.start(lambda: 1 / 0, failed=lambda error: seen.append(type(error)))
    qtbot.waitUntil(lambda: len(seen) == 2)
    assert seen[1] is ZeroDivisionError
    assert not worker.busy


def test_stopped_work_calls_nobody(qapp, qtbot):
    worker = Worker()
    called = []
    worker.start(lambda: 1, called.append)
    assert worker.stop(5000)
    qtbot.wait(5)
    assert called == []


@pytest.fixture
def bar(qtbot):
    bar = NoticeBar()
    qtbot.addWidget(bar)
    return bar


def test_the_newest_notices_are_shown_and_old_ones_make_room(bar):
    for number in range(6):
        bar.show_notice(Notice(f"{number}"))
    assert [n.text for n in bar.notices] == ["5", "4", "3"][:MOST]


def test_one_key_has_one_notice(bar):
    bar.show_notice(Notice("first", key="save"))
    bar.show_notice(Notice("second", key="save"))
    assert [n.text for n in bar.notices] == ["second"]
    bar.close_notice("save")
    assert bar.notices == []
    assert bar.isHidden()


def test_details_and_actions(bar, qtbot):
    ran = []
    bar.show_notice(Notice("sentence", "error", detail="trace", actions=(("Retry", lambda: ran.append(1)),)))
    from PySide6.QtWidgets import QPushButton

    buttons = {b.text(): b for b in bar.findChildren(QPushButton)}
    with qtbot.waitSignal(bar.detailsWanted) as told:
        qtbot.mouseClick(buttons["Details"], Qt.MouseButton.LeftButton)
    assert told.args == ["sentence", "trace"]
    qtbot.mouseClick(buttons["Retry"], Qt.MouseButton.LeftButton)
    assert ran == [1]
    assert bar.notices == []


def test_text_of_a_notice_is_no_markup(bar):
    from PySide6.QtWidgets import QLabel

    bar.show_notice(Notice("<b>x</b>.png cannot be read"))
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in bar.findChildren(QLabel))
