"""The engine's work in a Python environment of the user's, such as one whose torch can use the graphics card."""

from __future__ import annotations

import json
import logging
import os
import queue
import shutil
import subprocess
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from app.engine.status import DeviceChoice, EngineStatus
from app.engine.thread import Engine
from app.kit.text import bytes_text
from app.kit.words import tr
from core.errors import DeviceError
from core.events import Emit, JobCancelled, JobDone, JobFailed, JobsEstimated, from_dict
from core.jobs import CancelToken, EstimateJob, SampleSettings, UpscaleJob
from core.process.messages import Found
from core.process.other_python import clean_environment, look_at, worker_command
from core.storage import records

log = logging.getLogger(__name__)

START_LIMIT = 180.0  # seconds; importing torch from a cold disk takes long
CANCEL_LIMIT = 30.0  # seconds until a worker that does not stop is killed
ASK_AFTER = 10.0  # seconds of silence until a worker at work is asked whether it lives
SILENCE_LIMIT = 30.0  # seconds of silence, in spite of being asked, until it is started anew


@dataclass(frozen=True)
class Environment:
    """What a check found. `problem` is a sentence, or "" if the environment can be used; `summary` says what it has."""

    python: Path
    problem: str = ""
    summary: str = ""
    detail: str = ""


def interpreter_of(path: Path) -> Path | None:
    """The interpreter of an environment's folder, or the interpreter itself; None if there is none."""
    if path.is_file():
        return path
    places = ("bin/python3", "bin/python", "Scripts/python.exe", "python.exe")
    return next((path / place for place in places if (path / place).is_file()), None)


def likely_environments() -> list[Path]:
    """Interpreters worth offering: of the active environment, then of the search path."""
    folders = [Path(os.environ[name]) for name in ("VIRTUAL_ENV", "CONDA_PREFIX") if os.environ.get(name)]
    found = [p for p in map(interpreter_of, folders) if p]
    found += [Path(p) for p in map(shutil.which, ("python3", "python")) if p]
    return list(dict.fromkeys(found))


def models_folder() -> Path:
    from app.system.folders import resources

    return resources() / "models"


def check(path: Path) -> Environment:
    """Start the environment's Python and look at what it has. This takes seconds, so call it in a worker thread."""
    python = interpreter_of(path)
    if python is None:
        return Environment(
            path, tr("There is no Python in {0}: choose an environment's folder.").format(path)
        )
    try:
        found, said = look_at(python, limit=START_LIMIT)
    except (OSError, subprocess.TimeoutExpired) as error:
        return Environment(python, tr("{0} cannot be started.").format(python), detail=str(error))
    if found is None:
        text = tr("{0} cannot run the engine: it needs Python 3.11 or newer.").format(python)
        return Environment(python, text, detail=said[-2000:])
    return _judged(python, found)


def _judged(python: Path, found: Found) -> Environment:
    version = tuple(int(part) for part in found.python.split(".")[:2])
    if version < (3, 11):
        text = tr("Python {0} is too old: the engine needs 3.11 or newer.").format(found.python)
        return Environment(python, text, detail=found.detail)
    if found.missing:
        names = " ".join(found.missing)
        text = tr("Packages are missing. Install them with: {0} -m pip install {1}").format(python, names)
        return Environment(python, text, detail=found.detail)
    titles = ", ".join(title for _, title, _, sound in found.devices if sound)
    summary = tr("Python {0}, torch {1}: {2}").format(found.python, found.torch, titles)
    return Environment(python, "", summary, found.detail)


class _Silent(Exception):
    """The worker does not even say that it lives."""


class ExternalEngine:
    """An `Engine` whose work is done by a worker process; one that died is started again for the next job."""

    def __init__(self, python: Path, clock: Callable[[], float] = time.monotonic) -> None:
        """Raises DeviceError with a sentence if the environment cannot be used."""
        self._clock = clock
        self._process: subprocess.Popen[str] | None = None
        found = check(python)
        if found.problem:
            raise DeviceError(found.problem, detail=found.detail)
        self._python = found.python
        self._lines: queue.Queue[str | None] = queue.Queue()
        self._errors: deque[str] = deque(maxlen=60)
        self._exchange = tempfile.TemporaryDirectory(prefix="resshift-worker-", ignore_cleanup_errors=True)

    def warm_up(self, settings: SampleSettings) -> None:
        reply = self._ask({"order": "warm_up", "settings": settings.to_dict()})
        if reply.get("problem"):
            raise DeviceError(str(reply["problem"]), detail=str(reply.get("detail", "")))

    def estimate(self, job: EstimateJob, cancel: CancelToken) -> JobsEstimated:
        """Like `Upscaler.estimate`. A cancellation is passed on to the worker while it is waited for."""
        reply = self._ask({"order": "estimate", "job": job.to_dict()}, cancel)
        cancel.raise_if_cancelled()
        found = from_dict(reply.get("estimate") or {})
        if not isinstance(found, JobsEstimated):
            raise DeviceError(str(reply.get("problem", "")))
        return found

    def status(self) -> EngineStatus:
        found = records.convert(Found, self._ask({"order": "status"}))
        choices = tuple(
            DeviceChoice(name, title, tr("{0} free").format(bytes_text(free)))
            for name, title, free, sound in found.devices
            if sound
        )
        used = choices[0].title if choices else ""
        reason = tr("{0}, in the Python environment {1} (torch {2}).")
        return EngineStatus(choices, used, reason.format(used, self._python, found.torch))

    def expect(self, path: Path | None) -> None:
        if self._process is None:
            return
        try:
            self._send({"order": "expect", "path": None if path is None else str(path)})
        except (OSError, ValueError):
            log.debug("The worker could not be told what comes next")  # its end is noticed elsewhere

    def run(self, job: UpscaleJob, emit: Emit, cancel: CancelToken) -> None:
        """Like `Upscaler.run`. A job that the worker cannot end itself is ended here.

        A worker that falls silent is started anew once, and begins the job again.
        """
        try:
            if self._run(job, emit, cancel):
                return
        except _Silent:
            log.warning("The worker has been silent for %g s: it is started anew.", SILENCE_LIMIT)
            self.close()
            try:
                if self._run(job, emit, cancel):
                    return
            except _Silent:
                log.warning("The worker is silent again.")
        self.close()
        if cancel.cancelled:
            emit(JobCancelled(job.job_id, job.name))
            return
        message = tr("The Python environment's engine has ended unexpectedly: try again, or see the log.")
        emit(JobFailed(job.job_id, job.name, message, "".join(self._errors)))

    def _run(self, job: UpscaleJob, emit: Emit, cancel: CancelToken) -> bool:
        """Whether the job has ended by the worker's own word. Raises _Silent."""
        from core.process.messages import event_from_dict, job_to_dict

        try:
            self._send({"order": "run", "job": job_to_dict(job, Path(self._exchange.name))})
            for line in self._answers(cancel):
                body = _read(line)
                event = None if body is None else event_from_dict(body, line)
                if event is None:
                    continue
                emit(event)
                if isinstance(event, JobDone | JobFailed | JobCancelled):
                    return True
                self._send({"order": "go"})
        except (OSError, ValueError):
            log.exception("The worker could not be reached")
        return False

    def _answers(self, cancel: CancelToken) -> Iterator[str]:
        """Lines until the worker ends; passes a cancellation on, and ends with a worker that does not heed it.
        Raises _Silent."""
        cancelled_at: float | None = None
        heard, asked = self._clock(), False
        while True:
            now = self._clock()
            if cancel.cancelled and cancelled_at is None:
                cancelled_at = now
                self._send({"order": "cancel", "leaving": cancel.leaving})
            if cancelled_at is not None and now - cancelled_at > CANCEL_LIMIT:
                return
            if now - heard > SILENCE_LIMIT:
                raise _Silent
            if now - heard > ASK_AFTER and not asked:
                asked = True
                self._send({"order": "ping"})
            try:
                line = self._lines.get(timeout=0.05)
            except queue.Empty:
                continue
            if line is None:
                return
            heard, asked = self._clock(), False
            yield line

    def _ask(self, order: dict[str, Any], cancel: CancelToken | None = None) -> dict[str, Any]:
        self._send(order)
        wanted = {"status": "status", "warm_up": "warm", "estimate": "estimate"}[order["order"]]
        end, told = time.monotonic() + START_LIMIT, False
        while time.monotonic() < end:
            if cancel is not None and cancel.cancelled and not told:
                told = True
                self._send({"order": "cancel", "leaving": cancel.leaving})
            try:
                line = self._lines.get(timeout=1 if cancel is None else 0.05)
            except queue.Empty:
                continue
            if line is None:
                break
            body = _read(line)
            if body is not None and body.get("reply") == wanted:
                return body
        self.close()
        text = tr("The Python environment {0} does not answer: see the log.")
        raise DeviceError(text.format(self._python), detail="".join(self._errors))

    def _send(self, order: dict[str, Any]) -> None:
        process = self._started()
        assert process.stdin is not None
        process.stdin.write(json.dumps(order) + "\n")
        process.stdin.flush()

    def _started(self) -> subprocess.Popen[str]:
        if self._process is not None:
            return self._process
        folders = ["--exchange", self._exchange.name, "--models", str(models_folder())]
        pipe = subprocess.PIPE
        self._process = process = subprocess.Popen(
            worker_command(self._python, *folders),
            stdin=pipe,
            stdout=pipe,
            stderr=pipe,
            text=True,
            encoding="utf-8",
            env=clean_environment(),
            cwd=self._exchange.name,
        )
        self._lines, self._errors = queue.Queue(), deque(maxlen=60)
        for target, keep in ((process.stdout, self._lines.put), (process.stderr, self._errors.append)):
            threading.Thread(target=_pump, args=(target, keep), daemon=True).start()
        return process

    def close(self) -> None:
        """Ends the worker; its last words go to the log."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        if self._errors:
            log.warning("The worker said: %s", "".join(self._errors))
        for stream in (process.stdin, process.stdout, process.stderr):
            if stream is not None:
                try:
                    stream.close()
                except OSError:
                    log.debug("A pipe of the worker was broken")

    def __del__(self) -> None:
        self.close()


def _read(line: str) -> dict[str, Any] | None:
    """An answer of the worker; None for a line that is none, such as what a library prints in spite of all."""
    try:
        return records.decode(dict[str, Any], line)
    except records.RecordError:
        log.warning("The worker said something that is no answer: %s", line[:200].rstrip())
        return None


def _pump(source: Any, keep: Callable[[Any], object]) -> None:
    """Passes lines on; a None at the end of the worker's answers."""
    try:
        for line in source:
            keep(line)
    except ValueError:
        pass  # closed by `close`
    if getattr(keep, "__self__", None).__class__ is queue.Queue:
        keep(None)


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

    return choose
