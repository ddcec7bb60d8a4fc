"""What is dropped or opened becomes rows: large folders, odd files, odd names."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer

from app.queue.intake import Intake
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


def test_the_window_has_a_turn_between_the_parts_of_a_hundred_thousand(
    intake, model, tmp_path, monkeypatch, qtbot
):
    files = [(tmp_path / f"{number}.png", None) for number in range(100_000)]
    monkeypatch.setattr("app.queue.intake.scan", lambda path, refused, passed, kinds, others: iter(files))
    parts, turns = [], []
    model.rowsInserted.connect(lambda parent, first, last: parts.append(last - first + 1))
    # A timer comes after events that wait already: it would not come between parts that follow at once.
    model.rowsInserted.connect(lambda *_: QTimer.singleShot(0, lambda: turns.append(len(parts))))
    with qtbot.waitSignal(intake.finished, timeout=60_000):  # whatever else the machine does
        intake.add_paths([tmp_path])
    qtbot.waitUntil(lambda: len(turns) == len(parts))
    assert len(model) == 100_000
    assert max(parts) <= 2_000
    assert turns == list(range(1, len(parts) + 1))


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


def test_a_folders_results_and_other_kinds_are_passed_over_and_said(
    intake, model, tmp_path, picture_file, qtbot
):
    from core.images.files import read_picture, save_picture

    source = picture_file("a.png")
    result = source.with_name("a_resshift_x4.png")
    save_picture(read_picture(source), result, format="png", metadata={"model": "lite-x4"})
    (source.parent / "notes.txt").write_text("x")
    with qtbot.waitSignal(intake.finished) as told:
        intake.add_paths([source.parent])
    assert [item.path for item in model] == [source]
    assert "1 .txt" in told.args[1][0].reason
    assert "results of earlier runs" in told.args[1][1].reason
    assert told.args[1][0].files == (str(source.parent / "notes.txt"),)
    assert told.args[1][1].files == (str(result),)


def test_results_are_known_by_the_names_that_they_get_at_present(intake, model, picture_file, qtbot):
    from core.images.files import read_picture, save_picture

    source = picture_file("a.png")
    save_picture(read_picture(source), source.with_name("a-big.png"), format="png", metadata={"model": "x"})
    intake.template = lambda: "{name}-big"
    with qtbot.waitSignal(intake.finished):
        intake.add_paths([source.parent])
    assert [item.path for item in model] == [source]
