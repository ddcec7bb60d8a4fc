"""Work in a thread that answers in the main one."""

from PySide6.QtCore import QThread

from app.kit.work import Worker


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
