"""Work in a thread that answers in the main one."""

import gc
import threading
import weakref
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QEvent, QThread

from app.kit import work
from app.kit.work import PATIENCE, Worker, computing


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


def test_nothing_of_the_work_that_has_not_begun_outlives_a_stop(qapp):
    class Picture:
        pass

    worker, begun, gate, alive = Worker(), threading.Event(), threading.Event(), []
    worker.start(lambda: begun.set() or gate.wait(30))
    assert begun.wait(30)
    for _ in range(10):
        picture = Picture()
        alive.append(weakref.ref(picture))
        worker.start(lambda picture=picture: id(picture))
        del picture
    assert not worker.stop(1)
    gate.set()
    assert worker.stop(30_000)
    gc.collect()
    assert [reference for reference in alive if reference() is not None] == []
    there = weakref.ref(worker)
    worker.deleteLater()
    del worker
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    assert there() is None


def test_the_outcomes_arrive_before_the_end_and_what_follows_from_them_too(qapp):
    worker = Worker()
    seen = []

    def failed(error):
        seen.append(type(error))
        worker.start(lambda: "rescued", seen.append)

    worker.start(lambda: "done", seen.append)
    worker.start(lambda: 1 / 0, failed=failed)
    assert worker.finish(30_000)  # without any turn of the event loop
    assert seen == ["done", ZeroDivisionError, "rescued"]
    assert not worker.busy


def test_work_that_takes_too_long_is_not_waited_for(qapp, qtbot):
    worker, gate, seen = Worker(), threading.Event(), []
    worker.start(lambda: gate.wait(30), seen.append)
    assert not worker.finish(1)
    assert seen == []
    gate.set()
    assert worker.finish(30_000)
    assert seen == [True]


def test_nothing_that_the_work_holds_outlives_it(qapp):
    class Picture:
        pass

    worker, alive = Worker(), []
    for _ in range(300):
        picture = Picture()
        alive.append(weakref.ref(picture))
        worker.start(lambda picture=picture: id(picture))  # now and then over before `start` has returned
        del picture
        while worker.busy:
            qapp.processEvents()
    gc.collect()
    assert [reference for reference in alive if reference() is not None] == []


@pytest.mark.parametrize("error", [RuntimeError("already deleted"), TypeError("only accepts 0 argument(s)")])
def test_a_receiver_that_is_gone_or_half_gone_is_let_go(error):
    def gone(*_):
        raise error

    done = []
    worker = SimpleNamespace(_work={1: lambda: done.append(1)}, _arrived=SimpleNamespace(emit=gone))
    work._run(worker, 1)
    assert done == [1]


def test_what_computes_gets_no_company_and_is_done_by_one_thread_at_a_time(qapp):
    worker, gate, begun, at_once = Worker(patience=PATIENCE), threading.Event(), threading.Event(), []
    worker._slow.timeout.disconnect()  # nothing here goes by a clock

    def work():
        with computing():
            at_once.append(1)
            begun.set()
            assert gate.wait(30)
            at_once.append(-1)

    worker._on_slow()  # something waited for a drive before
    assert worker._pool.maxThreadCount() == 2
    for _ in range(4):
        worker.start(work)
    assert begun.wait(30)
    worker._on_slow()
    assert worker._pool.maxThreadCount() == 2
    gate.set()
    assert worker.finish(30_000)
    assert at_once == [1, -1] * 4


def test_elsewhere_computing_is_like_any_other_work():
    with computing():
        pass
