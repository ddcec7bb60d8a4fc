"""Pictures on a drive that hangs: the window goes on with all others, and can be closed."""

import pytest
from window_use import add, drop

from app.kit import work
from app.queue.items import State


@pytest.fixture(autouse=True)
def little_patience(monkeypatch):
    for module in ("app.queue.intake", "app.queue.thumbnails", "app.viewing.picture_cache"):
        monkeypatch.setattr(f"{module}.PATIENCE", 20)


def test_the_window_goes_on_and_closes(studio_maker, stalled, picture_file, qtbot):
    studio = studio_maker()
    drop(studio, stalled)  # listing it never ends
    drop(studio, stalled / "picture.png")  # reading it never ends
    qtbot.waitUntil(lambda: len(studio.model) == 1)
    add(studio, qtbot, picture_file())  # listed, drawn small, and shown all the same
    good = studio.model.item(1)
    qtbot.waitUntil(lambda: good.thumbnail is not None)
    studio.upscaling.run_selected()
    qtbot.waitUntil(lambda: good.state is State.DONE)
    assert not studio.stop()  # it does not wait for the drive, but says that the process must be left at once


def test_company_comes_only_for_work_that_takes_long(qtbot, qapp):
    import threading

    gate, ran = threading.Event(), []
    worker = work.Worker(patience=20)
    worker.start(gate.wait)
    worker.start(lambda: None, lambda _: ran.append("second"))
    with qtbot.waitSignal(worker.stalled):
        pass
    qtbot.waitUntil(lambda: ran == ["second"])
    gate.set()
    qtbot.waitUntil(lambda: not worker.busy)
    assert worker.stop(5000)
