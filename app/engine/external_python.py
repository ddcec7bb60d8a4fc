"""The engine's work in a Python environment of the user's, such as one whose torch can use the graphics card."""

from __future__ import annotations

import logging
import queue
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from app.engine.environments import START_LIMIT, check
from app.engine.status import DeviceChoice, EngineStatus, device_title, why_used
from app.engine.thread import Engine
from app.engine.worker_process import REPLIES, Said, WorkerProcess
from app.kit.text import bytes_text
from app.kit.words import tr
from core.errors import DeviceError
from core.events import Emit, JobCancelled, JobDone, JobFailed, JobsEstimated, from_dict
from core.jobs import CancelToken, EstimateJob, SampleSettings, UpscaleJob
from core.process.messages import Found, event_from_dict, job_to_dict
from core.process.other_python import worker_command
from core.storage import records

log = logging.getLogger(__name__)

CANCEL_LIMIT = 30.0  # seconds until a worker that does not stop is killed
ASK_AFTER = 10.0  # seconds of silence until a worker at work is asked whether it lives
SILENCE_LIMIT = 30.0  # seconds of silence, in spite of being asked, until it is started anew


def models_folder() -> Path:
    from app.system.folders import resources

    return resources() / "models"


class _Silent(Exception):
    """The worker does not even say that it lives."""


class _Gone(Exception):
    """The worker has ended, or has to be ended, before the job did."""


class ExternalEngine:
    """An `Engine` whose work is done by a worker process; one that died is started again for the next job.

    What is left of a job once it is computed may be waited for in another thread than that of the next job.
    """

    def __init__(self, python: Path, clock: Callable[[], float] = time.monotonic) -> None:
        """Raises DeviceError with a sentence if the environment cannot be used."""
        self._clock = clock
        self._worker: WorkerProcess | None = None
        found = check(python)
        if found.problem:
            raise DeviceError(found.problem, detail=found.detail)
        self._python = found.python
        self._exchange = tempfile.TemporaryDirectory(prefix="resshift-worker-", ignore_cleanup_errors=True)

    def warm_up(self, settings: SampleSettings) -> None:
        reply = self._ask({"order": "warm_up", "settings": settings.to_dict()}, "warm")
        if reply.get("problem"):
            raise DeviceError(str(reply["problem"]), detail=str(reply.get("detail", "")))

    def estimate(self, job: EstimateJob, cancel: CancelToken) -> JobsEstimated:
        """Like `Upscaler.estimate`. A cancellation is passed on to the worker while it is waited for."""
        reply = self._ask({"order": "estimate", "job": job.to_dict()}, "estimate", cancel)
        cancel.raise_if_cancelled()
        found = from_dict(reply.get("estimate") or {})
        if not isinstance(found, JobsEstimated):
            raise DeviceError(str(reply.get("problem", "")))
        return found

    def status(self) -> EngineStatus:
        found = self._found()
        choices = tuple(
            DeviceChoice(name, device_title(name, title), tr("{0} free").format(bytes_text(free)))
            for name, title, free, sound in found.devices
            if sound
        )
        used = next((choice for choice in choices if choice.key == found.auto), None)
        where = tr("The engine runs in the Python environment {0} (torch {1}).").format(
            self._python, found.torch
        )
        if used is None:
            return EngineStatus(choices, "", f"{found.passed_over} {where}".strip())
        return EngineStatus(
            choices, used.title, f"{why_used(used.key, used.title, found.passed_over)} {where}"
        )

    def _found(self) -> Found:
        try:
            return records.convert(Found, self._ask({"order": "status"}, "status"))
        except records.RecordError as error:
            raise DeviceError(self._no_answer(), detail=str(error)) from error

    def expect(self, path: Path | None) -> None:
        if self._worker is None:
            return
        try:
            self._worker.say({"order": "expect", "path": None if path is None else str(path)})
        except (OSError, ValueError):
            log.debug("The worker could not be told what comes next")  # its end is noticed elsewhere

    def run(self, job: UpscaleJob, emit: Emit, cancel: CancelToken) -> Callable[[], None] | None:
        """Like `Upscaler.compute`. A job that the worker cannot end itself is ended here.

        A worker that falls silent is started anew once, and begins the job again.
        """
        for attempt in (1, 2):
            try:
                return self._computed(job, emit, cancel)
            except _Gone:
                break
            except _Silent:
                log.warning("The worker has been silent for %g s.", SILENCE_LIMIT)
                if attempt == 1:
                    self.close()  # another one is started
        worker, self._worker = self._worker, None
        _ended_here(worker, job, emit, cancel)
        return None

    def _computed(self, job: UpscaleJob, emit: Emit, cancel: CancelToken) -> Callable[[], None] | None:
        """See `run`. Raises _Silent and _Gone."""
        try:
            worker = self._started()
            said = worker.about(job.job_id)
            worker.say({"order": "run", "job": job_to_dict(job, Path(self._exchange.name))})
        except (OSError, ValueError) as error:
            log.exception("The worker could not be reached")
            raise _Gone from error
        if self._passed_on(worker, said, job, emit, cancel, waits=True):
            return None
        return partial(self._conclude, worker, said, job, emit, cancel)

    def _conclude(
        self, worker: WorkerProcess, said: Said, job: UpscaleJob, emit: Emit, cancel: CancelToken
    ) -> None:
        """Waits for the end of a job that is computed. A worker that is closed for it says no more of any, which is how
        the job at work hears of it."""
        try:
            self._passed_on(worker, said, job, emit, cancel, waits=False)
        except (_Silent, _Gone):
            _ended_here(worker, job, emit, cancel)

    def _passed_on(
        self,
        worker: WorkerProcess,
        said: Said,
        job: UpscaleJob,
        emit: Emit,
        cancel: CancelToken,
        *,
        waits: bool,
    ) -> bool:
        """Passes on the events of a job; if it `waits`, the worker goes on as soon as each has been. Whether the job
        has ended; else it is computed, and the rest is being done. Raises _Silent and _Gone."""
        try:
            for body in self._answers(worker, said, job.job_id, cancel):
                if body.get("reply") == "computed":
                    return False
                event = event_from_dict(body)
                if event is None:
                    continue
                emit(event)
                if isinstance(event, JobDone | JobFailed | JobCancelled):
                    worker.forget(job.job_id)
                    return True
                if waits:
                    worker.say({"order": "go"})
        except (OSError, ValueError) as error:
            log.exception("The worker could not be reached")
            raise _Gone from error
        raise _Gone

    def _answers(
        self, worker: WorkerProcess, said: Said, job_id: str, cancel: CancelToken
    ) -> Iterator[dict[str, Any]]:
        """What the worker says of a job, until it ends or does not heed a cancellation, which is passed on. Raises
        _Silent."""
        cancelled_at: float | None = None
        since, asked = self._clock(), 0.0
        while True:
            now = self._clock()
            if cancel.cancelled and cancelled_at is None:
                cancelled_at = now
                worker.say({"order": "cancel", "of": job_id, "leaving": cancel.leaving})
            if cancelled_at is not None and now - cancelled_at > CANCEL_LIMIT:
                return
            quiet = now - max(worker.heard, since)
            if quiet > SILENCE_LIMIT:
                raise _Silent
            if quiet > ASK_AFTER and now - asked > ASK_AFTER:
                asked = now
                worker.say({"order": "ping"})
            try:
                body = said.get(timeout=0.05)
            except queue.Empty:
                continue
            if body is None:
                return
            yield body
            since = self._clock()  # whoever took it may have held it for long, as while paused

    def _ask(self, order: dict[str, Any], wanted: str, cancel: CancelToken | None = None) -> dict[str, Any]:
        end, told, errors = time.monotonic() + START_LIMIT, False, ""
        try:
            worker = self._started()
            worker.say(order)
            replies = worker.about(REPLIES)
            while time.monotonic() < end:
                if cancel is not None and cancel.cancelled and not told:
                    told = True
                    worker.say({"order": "cancel", "of": order["order"], "leaving": cancel.leaving})
                try:
                    body = replies.get(timeout=1 if cancel is None else 0.05)
                except queue.Empty:
                    continue
                if body is None:
                    break
                if body.get("reply") == wanted:
                    return body
            errors = worker.errors
        except (OSError, ValueError):
            log.exception("The worker could not be reached")
        self.close()
        raise DeviceError(self._no_answer(), detail=errors)

    def _no_answer(self) -> str:
        return tr("The Python environment {0} does not answer: see the log.").format(self._python)

    def _started(self) -> WorkerProcess:
        """The worker; a new one if there is none, or it has ended. Raises OSError."""
        if self._worker is None or self._worker.ended:
            self.close()
            folders = ["--exchange", self._exchange.name, "--models", str(models_folder())]
            command = worker_command(self._python, *folders)
            self._worker = WorkerProcess(command, Path(self._exchange.name), self._clock)
        return self._worker

    def close(self) -> None:
        """Ends the worker."""
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.close()

    def __del__(self) -> None:
        self.close()


def _ended_here(worker: WorkerProcess | None, job: UpscaleJob, emit: Emit, cancel: CancelToken) -> None:
    """Ends the worker, and with it a job that it cannot end itself."""
    if worker is not None:
        worker.close()
    if cancel.cancelled:
        emit(JobCancelled(job.job_id, job.name))
        return
    message = tr("The Python environment's engine has ended unexpectedly: try again, or see the log.")
    emit(JobFailed(job.job_id, job.name, message, "" if worker is None else worker.errors))


@dataclass
class _WithNotice:
    """The built-in engine, and why it is not the one that was asked for."""

    engine: Engine
    notice: str

    def warm_up(self, settings: SampleSettings) -> None:
        self.engine.warm_up(settings)

    def expect(self, path: Path | None) -> None:
        self.engine.expect(path)

    def run(self, job: UpscaleJob, emit: Emit, cancel: CancelToken) -> Callable[[], None] | None:
        return self.engine.run(job, emit, cancel)

    def estimate(self, job: EstimateJob, cancel: CancelToken) -> JobsEstimated:
        return self.engine.estimate(job, cancel)

    def status(self) -> EngineStatus:
        status = self.engine.status()
        return replace(status, reason=f"{self.notice} {status.reason}")


def engine_loader(load: Callable[[], Engine], python: Callable[[], str]) -> Callable[[], Engine]:
    """A function that loads the engine: `load`, unless the settings name a Python environment that can be used."""

    def choose() -> Engine:
        wanted = python()
        if not wanted:
            return load()
        try:
            return ExternalEngine(Path(wanted))
        except DeviceError as error:
            log.warning("The Python environment is not used: %s %s", error, error.detail)
            return _WithNotice(load(), tr("The Python environment is not used: {0}").format(error))
        except Exception as error:  # whatever it is, it says nothing of the program's own engine
            log.exception("The Python environment could not be looked at")
            text = tr("The Python environment {0} is not used ({1}): choose another one, or see the log.")
            return _WithNotice(load(), text.format(wanted, type(error).__name__))

    return choose
