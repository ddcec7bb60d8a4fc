"""The engine's thread: orders in, events out. The only place that imports core.upscaling.upscaler, inside `run`."""

from __future__ import annotations

import gc
import logging
import sys
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, QThread, Signal
from PySide6.QtGui import QImage

from app.engine.status import EngineStatus
from app.images.step_previews import to_preview
from app.kit.mailbox import Mailbox
from core.errors import Cancelled, EngineError
from core.events import (
    Emit,
    Event,
    JobCancelled,
    JobDone,
    JobFailed,
    JobsEstimated,
    JobStarted,
    Progress,
    StepPreview,
)
from core.jobs import CancelToken, EstimateJob, SampleSettings, UpscaleJob
from core.storage.patience import unless_cancelled

log = logging.getLogger(__name__)

# Seconds: the window gets its turn within half a millisecond even while Python code runs here.
SWITCH_INTERVAL = 0.0005
STOP_HEARD_S = 0.05  # at the latest, while a job waits for the result before it


class Engine(Protocol):
    """Whatever does the work: the real engine, one in another process, or a fake one in tests."""

    def warm_up(self, settings: SampleSettings) -> None: ...

    def expect(self, path: Path | None) -> None: ...

    def run(self, job: UpscaleJob, emit: Emit, cancel: CancelToken) -> Callable[[], None] | None:
        """Computes a job. What comes back does the rest of it, its last event included, in any thread, while the next
        job is computed; None if that event has come already."""
        ...

    def estimate(self, job: EstimateJob, cancel: CancelToken) -> JobsEstimated: ...

    def status(self) -> EngineStatus: ...


class NeedlessError(Exception):
    """Raised by the check before a job: there is a result already, in the file `result`."""

    def __init__(self, result: Path | None = None) -> None:
        super().__init__(result)
        self.result = result


class TooLargeError(NeedlessError):
    """Raised likewise: only pictures whose longer side has fewer than `below` pixels are to be enlarged."""

    def __init__(self, below: int) -> None:
        super().__init__()
        self.args = (below,)  # by which errors are copied from thread to thread
        self.below = below


@dataclass(frozen=True)
class Outcome:
    """How a job ended, and its result ready to paint."""

    event: JobDone | JobFailed | JobCancelled
    image: QImage | None = None
    needless: NeedlessError | None = None  # it was not begun, and why


@dataclass(frozen=True)
class _Expected:
    """The order to hear what is expected."""


class EngineThread(QThread):
    """Computes one job at a time in the order they were submitted, while the result of the one before is finished.

    `submit`, `cancel`, `pause` and `stop` may be called from the main thread at any time. For every submitted
    job exactly one `ended` follows, and before it `computed`, where what is left can be done beside the next job.
    Progress and previews wait in `news`, to be fetched at `newsWaiting`.
    """

    ready = Signal(object)  # EngineStatus
    begun = Signal(object)  # JobStarted
    computed = Signal(str)  # the job's id: what is left of it holds the next one up no more
    ended = Signal(object)  # Outcome
    estimated = Signal(object, object)  # EstimateJob, JobsEstimated or None: it cannot be told
    newsWaiting = Signal()

    def __init__(self, load: Callable[[], Engine], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("engine")
        self.news = Mailbox()
        self._load = load
        self._engine: Engine | None = None
        self._changed = threading.Condition()
        self._orders: deque[UpscaleJob | SampleSettings] = deque()
        self._tokens: dict[str, CancelToken] = {}
        self._checks: dict[str, Callable[[], None]] = {}
        self._question: EstimateJob | None = None
        self._estimating = CancelToken()  # of the question that is being answered
        self._expected: Path | None = None
        self._to_tell = False  # the engine has not heard yet what is expected
        self._job_begun = False
        self._status_told = False  # what the engine has: it said so
        # The last result that was to be finished beside the next job.
        self._concluded: Future[None] | None = None
        self._paused = False
        self._stopping = False

    # --- asked by the main thread ---------------------------------------------------------------------------

    def warm_up(self, settings: SampleSettings) -> None:
        """Load libraries and model before the first job needs them; `ready` follows."""
        self._order(settings)

    def submit(
        self, job: UpscaleJob, check: Callable[[], None] | None = None, following: Path | None = None
    ) -> None:
        """`check` is called in the thread before the job; an EngineError or NeedlessError from it ends the
        job. `following` is the file to expect after it, see `expect`."""
        self._tokens[job.job_id] = CancelToken()
        if check is not None:
            self._checks[job.job_id] = check
        with self._changed:
            self._expected, self._to_tell = following, True
            self._order(job)

    def estimate(self, question: EstimateJob) -> None:
        """Ask what pictures will take; `estimated` follows when the engine is idle, for the newest question alone. A
        job goes first: a question that is being answered is put off until that has ended."""
        with self._changed:
            self._question = question
            self._changed.notify_all()

    def _order(self, order: UpscaleJob | SampleSettings) -> None:
        with self._changed:
            self._estimating.cancel()
            self._orders.append(order)
            self._changed.notify_all()

    def cancel(self, job_id: str) -> None:
        """Stop a job at its next pause, or at once if it has not begun."""
        with self._changed:
            token = self._tokens.get(job_id)
            if token is not None:
                token.cancel()
            waiting = [o for o in self._orders if isinstance(o, UpscaleJob) and o.job_id == job_id]
            for job in waiting:
                self._orders.remove(job)
            self._changed.notify_all()
        for job in waiting:
            self._tokens.pop(job_id, None)
            self._checks.pop(job_id, None)
            self.ended.emit(Outcome(JobCancelled(job_id, job.name)))

    def expect(self, path: Path | None) -> None:
        """Says anew which file the job after those that were submitted will probably be of, so that the engine may
        read it meanwhile; None: no such job."""
        with self._changed:
            self._expected, self._to_tell = path, True
            self._changed.notify_all()

    def pause(self, paused: bool) -> None:
        """Hold the running job at its next step or tile."""
        with self._changed:
            self._paused = paused
            self._changed.notify_all()

    def stop(self, timeout_ms: int = 5000) -> bool:
        """Cancel everything and end the thread. False if it did not end in time; then it must not be deleted."""
        with self._changed:
            self._stopping = True
            self._orders.clear()
            self._estimating.cancel(leaving=True)
            for token in self._tokens.values():
                token.cancel(leaving=True)
            self._changed.notify_all()
        return not self.isRunning() or self.wait(timeout_ms)

    # --- in the thread --------------------------------------------------------------------------------------

    def run(self) -> None:
        sys.setswitchinterval(SWITCH_INTERVAL)
        with ThreadPoolExecutor(1, "conclude") as concluding:
            while (order := self._next_order()) is not None:
                if isinstance(order, UpscaleJob):
                    self._run_job(order, concluding)
                elif isinstance(order, EstimateJob):
                    self._estimate(order)
                elif isinstance(order, _Expected):
                    self._tell_expected()
                else:
                    self._warm_up(order)
        self._engine = None

    def _next_order(self) -> UpscaleJob | SampleSettings | EstimateJob | _Expected | None:
        with self._changed:
            self._changed.wait_for(
                lambda: (
                    self._stopping
                    or self._orders
                    or self._question
                    or (self._to_tell and self._engine is not None)
                )
            )
            if self._stopping:
                return None
            if self._orders:
                return self._orders.popleft()
            if self._to_tell and self._engine is not None:
                return _Expected()
            question, self._question = self._question, None
            self._estimating = CancelToken()
            return question

    def _tell_expected(self) -> None:
        """What is expected is told while idle, or once a job has begun: before that, its own picture is awaited."""
        with self._changed:
            path, to_tell, self._to_tell = self._expected, self._to_tell, False
        if to_tell and self._engine is not None:
            self._engine.expect(path)

    def _estimate(self, question: EstimateJob) -> None:
        try:
            self.estimated.emit(question, self._loaded().estimate(question, self._estimating))
        except Cancelled:
            with self._changed:
                self._question = self._question or question
        except Exception as error:  # the job itself will say what is wrong
            log.info("No estimate: %s", error)
            self.estimated.emit(question, None)

    def _loaded(self) -> Engine:
        if self._engine is None:
            self._engine = self._load()
            # The libraries stay for good. Without them a collection of garbage, which holds the window up, takes a
            # third of the time.
            gc.freeze()
        return self._engine

    def _warm_up(self, settings: SampleSettings) -> None:
        try:
            engine = self._loaded()
            self._tell_status(engine)
            if self._status_told:
                engine.warm_up(settings)
        except EngineError as error:
            # The model may be gone or the device unplugged: the next job says so where it matters.
            log.warning("Warming up failed: %s %s", error, error.detail)
        except Exception as error:
            log.exception("The engine could not be loaded")
            self.ready.emit(EngineStatus(problem=_loading_failed(error), detail=traceback.format_exc()))

    def _tell_status(self, engine: Engine) -> None:
        """What the engine has, or why it does not say; then the next job asks once more."""
        try:
            status = engine.status()
        except EngineError as error:
            log.warning("The engine does not say what it has: %s %s", error, error.detail)
            status = EngineStatus(problem=str(error), detail=error.detail)
        except (
            Exception
        ) as error:  # a driver may raise anything; whether pictures can be computed is not decided here
            log.exception("The engine does not say what it has")
            status = EngineStatus(problem=_unexpected(error), detail=traceback.format_exc())
        self._status_told = not status.problem
        self.ready.emit(status)

    def _run_job(self, job: UpscaleJob, concluding: ThreadPoolExecutor) -> None:
        token = self._tokens[job.job_id]
        ends: list[Event] = []
        needless: NeedlessError | None = None
        self._job_begun = False
        conclude: Callable[[], None] | None = None
        hold = True

        def emit(event: Event) -> None:
            if isinstance(event, JobDone | JobFailed | JobCancelled):
                ends.append(event)
            else:
                self._pass_on(event, token, hold=hold)

        with self._failure_told(job, ends):
            try:
                # The check asks the folder of the result, which may lie on a drive that does not answer.
                unless_cancelled(self._checks.pop(job.job_id, _nothing), token.raise_if_cancelled)
                engine = self._loaded()
                if not self._status_told:
                    self._tell_status(engine)
                conclude = engine.run(job, emit, token)
                # A name of its own: what is left of a job holds its pixels and `emit`, which must not hold it in turn.
                hold = False
            except NeedlessError as reason:
                needless = type(reason)(*reason.args)  # without the frames that this one holds
                raise
        # At most one result is being finished, so that no more than that is held beside the picture at work.
        before_this, self._concluded = self._concluded, None
        if before_this is not None and not self._ended_before_a_stop(before_this, token):
            # Whoever has stopped this job does not wait with it.
            if conclude is None:
                self._end(job, ends, needless=needless)
                self._concluded = before_this
            else:
                self._end(job, [JobCancelled(job.job_id, job.name)])
                before_this.result()
                self._concluded = concluding.submit(self._conclude_unheard, job, conclude)
        elif conclude is None:
            self._end(job, ends, needless=needless)
        else:
            self.computed.emit(job.job_id)
            self._concluded = concluding.submit(self._conclude, job, ends, conclude)

    @staticmethod
    def _ended_before_a_stop(result_before: Future[None], token: CancelToken) -> bool:
        """Wait for the end of a result. False if the job after it is stopped meanwhile."""
        while not result_before.done():
            if token.cancelled:
                return False
            wait([result_before], STOP_HEARD_S)
        return True

    def _conclude(self, job: UpscaleJob, ends: list[Event], conclude: Callable[[], None]) -> None:
        """What is left of a job once it is computed. In a thread of its own."""
        with self._failure_told(job, ends):
            conclude()
        self._end(job, ends)

    def _conclude_unheard(self, job: UpscaleJob, conclude: Callable[[], None]) -> None:
        """The same of a job that has ended: what it keeps to go on with is forgotten that way."""
        with self._failure_told(job, []):
            conclude()

    @contextmanager
    def _failure_told(self, job: UpscaleJob, ends: list[Event]) -> Iterator[None]:
        """Whatever is raised within is an end of the job."""
        try:
            yield
        except (Cancelled, NeedlessError):
            ends.append(JobCancelled(job.job_id, job.name))
        except EngineError as error:
            ends.append(JobFailed(job.job_id, job.name, str(error), error.detail))
        except Exception as error:
            log.exception("The engine raised")
            ends.append(JobFailed(job.job_id, job.name, _unexpected(error), traceback.format_exc()))

    def _end(self, job: UpscaleJob, ends: list[Event], *, needless: NeedlessError | None = None) -> None:
        self._tokens.pop(job.job_id, None)
        self.ended.emit(replace(self._outcome(job, ends), needless=needless))

    def _outcome(self, job: UpscaleJob, ends: list[Event]) -> Outcome:
        """The job's end, with the picture converted here, so that the main thread only swaps it in."""
        end = ends[0] if ends else None
        try:
            if isinstance(end, JobDone) and end.picture is not None:
                from app.images.pictures import to_qimage

                return Outcome(end, to_qimage(end.picture))
            if isinstance(end, JobDone | JobFailed | JobCancelled):
                return Outcome(end)
        except Exception as error:
            log.exception("The result could not be shown")
            return Outcome(JobFailed(job.job_id, job.name, _unexpected(error), traceback.format_exc()))
        return Outcome(JobFailed(job.job_id, job.name, "The engine ended without a result: try again."))

    def _pass_on(self, event: Event, token: CancelToken, *, hold: bool) -> None:
        """`hold`: the job waits here while the engine is paused."""
        if isinstance(event, JobStarted):
            self._job_begun = True
            self.begun.emit(event)
        elif isinstance(event, StepPreview) and event.image is not None:
            self._post((event.job_id, event.step), (event, to_preview(event.image, event.steps)))
        elif isinstance(event, Progress):
            self._post(event.job_id, event)
        if self._job_begun:
            self._tell_expected()
        if hold:
            with self._changed:
                self._changed.wait_for(lambda: not self._paused or token.cancelled or self._stopping)

    def _post(self, key: object, value: object) -> None:
        if self.news.put(key, value):
            self.newsWaiting.emit()


def _nothing() -> None:
    """Stands for the check where none was asked for."""


def _loading_failed(error: Exception) -> str:
    return (
        f"The engine could not be loaded ({type(error).__name__}): install the program anew, or see the log."
    )


def _unexpected(error: Exception) -> str:
    if isinstance(error, MemoryError):
        return "There is not enough memory: choose a smaller scale, or close other programs."
    return f"Something went wrong in the engine ({type(error).__name__}): try again, or see the log."


def load_engine() -> Engine:
    """The real engine. Called in the engine's thread, because it imports torch."""
    from app.engine.real_engine import RealEngine

    return RealEngine()
