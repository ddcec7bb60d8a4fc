"""Background work: a function runs in a pool of threads, and its outcome comes back to the main thread."""

from __future__ import annotations

import contextlib
import itertools
import logging
import threading
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from PySide6.QtCore import (
    QCoreApplication,
    QDeadlineTimer,
    QEvent,
    QObject,
    QThreadPool,
    QTimer,
    Signal,
    Slot,
)

from core.errors import Cancelled, EngineError

log = logging.getLogger(__name__)

Done = Callable[[Any], None]
Failed = Callable[[Exception], None]

PATIENCE = 3000  # milliseconds, for what reads a person's own files
MOST_COMPANY = 16  # further threads, each of which may wait for a drive that has gone

_of_this_thread = threading.local()  # .worker: whose work runs in it


class Worker(QObject):
    """Runs functions on threads of its own and calls back in the thread it lives in.

    A signal from a worker would run a plain function in the worker's thread, so the outcome goes through a
    slot of this object, which then calls `done` or `failed`.

    With a `patience`, work that takes longer than so many milliseconds gets company: it may be waiting for a drive
    that has gone, and what comes after it must not wait with it. Not for work whose order matters. What of the work
    computes, and waits for no drive, is done within `computing`.
    """

    stalled = Signal()  # the work at hand takes longer than the patience

    _arrived = Signal(object, object, object)

    def __init__(
        self, parent: QObject | None = None, *, threads: int = 1, patience: int | None = None
    ) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._threads = threads
        self._pool.setMaxThreadCount(threads)
        self._slow = QTimer(self, singleShot=True, interval=patience or 0)
        self._slow.timeout.connect(self._on_slow)
        self._patient = patience is None
        self._computing = threading.Lock()
        self._numbers = itertools.count()
        self._waiting: dict[int, tuple[Done | None, Failed | None]] = {}
        self._work: dict[int, Callable[[], Any]] = {}  # that has not begun
        self._arrived.connect(self._on_arrived)

    def start(
        self,
        work: Callable[[], Any],
        done: Done | None = None,
        failed: Failed | None = None,
        *,
        priority: int = 0,
    ) -> None:
        """Run `work` as soon as a thread is free, those of higher `priority` first."""
        number = next(self._numbers)
        self._waiting[number], self._work[number] = (done, failed), work
        if not self._patient and not self._slow.isActive():
            self._slow.start()
        # A callable, not a QRunnable: PySide 6.11 leaks the latter, with all that the work holds, where it ends before
        # start() has returned.
        self._pool.start(partial(_run, self, number), priority)

    @property
    def busy(self) -> bool:
        return bool(self._waiting)

    def stop(self, timeout_ms: int = 5000) -> bool:
        """Drop work that has not begun, wait for the rest, and call nobody back. False if some did not end."""
        self._work.clear()  # and not that of the pool: what it drops is never let go of
        self._waiting.clear()
        self._slow.stop()
        return self._pool.waitForDone(timeout_ms)

    def finish(self, timeout_ms: int = 5000) -> bool:
        """Wait for everything that was asked for, work that has not begun included, and hand over the outcomes, with
        what they set going. False if it took too long. For the thread that this object lives in."""
        deadline = QDeadlineTimer(timeout_ms)
        while self._waiting:
            if not self._pool.waitForDone(deadline.remainingTime()):
                return False
            # At the end of the program there are no more turns of the event loop to bring them.
            QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall.value)
            if self._waiting and deadline.hasExpired():
                return False
        return True

    @Slot(object, object, object)
    def _on_arrived(self, number: int, outcome: object, error: Exception | None) -> None:
        done, failed = self._waiting.pop(number, (None, None))
        self._slow.stop()
        if self._waiting and not self._patient:
            self._slow.start()
        elif not self._waiting:
            self._pool.setMaxThreadCount(self._threads)
        if error is not None:
            if failed is not None:
                failed(error)
        elif done is not None:
            done(outcome)

    @Slot()
    def _on_slow(self) -> None:
        """Nothing has ended for a while."""
        if self._computing.locked():  # it is not stuck
            self._slow.start()
            return
        if self._pool.maxThreadCount() < self._threads + MOST_COMPANY:
            self._pool.setMaxThreadCount(self._pool.maxThreadCount() + 1)
            self._slow.start()
        self.stalled.emit()


@contextlib.contextmanager
def computing() -> Iterator[None]:
    """Within work: what follows takes memory and time of its own and waits for no drive. It is done by one thread of a
    worker at a time, and gets no company. It must not be nested."""
    worker = getattr(_of_this_thread, "worker", None)
    with contextlib.nullcontext() if worker is None else worker._computing:
        yield


def _run(worker: Worker, number: int) -> None:
    work = worker._work.pop(number, None)
    if work is None:  # stopped before its turn
        return
    _of_this_thread.worker = worker
    outcome: object = None
    failure: Exception | None = None
    try:
        outcome = work()
    except (EngineError, Cancelled) as error:  # its sentence is enough, without a traceback
        log.info("%s", error)
        failure = error
    except Exception as error:
        log.info("Work in the background failed", exc_info=True)
        failure = error
    finally:
        _of_this_thread.worker = None
    # At the end of the program Qt takes the receiver away from under us; half gone, its signal knows no arguments.
    with contextlib.suppress(RuntimeError, TypeError):
        worker._arrived.emit(number, outcome, failure)
