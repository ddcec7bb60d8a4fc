"""An engine without torch: paints enlarged pictures with the same events as the real one."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path

import cv2
import numpy as np

from app.engine.status import DeviceChoice, EngineStatus
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
from core.finishing.strokes import Marks
from core.images.framing import as_written, framed
from core.images.names import is_book
from core.images.picture import Picture
from core.images.several import FRAMES
from core.images.source import SOURCE, digest_of
from core.jobs import CancelToken, EstimateJob, SampleSettings, UpscaleJob
from core.version import VERSION


class FakeEngine:
    """`gate` holds each step until it is set, but the first `free_steps`; `fail` decides by job which one ends badly.
    Where there is a `finish_gate`, a result is finished beside the next job, once it is set."""

    def __init__(self) -> None:
        self.gate = threading.Event()
        self.gate.set()
        self.free_steps = 0
        self.fail: Callable[[UpscaleJob], str] = lambda job: ""
        self.raises: Exception | None = None
        self.jobs: list[UpscaleJob] = []
        self.warmed = 0
        self.varies = False  # whether a result depends on its seed
        self.tells_source = False  # whether results say by its digest what file they were made of
        self.questions: list[EstimateJob] = []
        self.estimated = JobsEstimated(12.3, 1_400_000_000, 8_000_000, 16_000_000_000, 500_000_000_000)
        self.goes_on_at = 0  # the page that books go on at, of those an earlier run has left
        self.expected: list[Path | None] = []
        self.told = threading.Event()  # set whenever it is told what comes next
        self.at_step = threading.Event()
        self.finish_gate: threading.Event | None = None
        self.finish_fails: Exception | None = None

    def warm_up(self, settings: SampleSettings) -> None:
        self.warmed += 1

    def expect(self, path: Path | None) -> None:
        self.expected.append(path)
        self.told.set()

    def status(self) -> EngineStatus:
        return EngineStatus(
            (DeviceChoice("cpu", "Processor, 2 cores"),), "Processor, 2 cores", "Processor: a test."
        )

    def estimate(self, job: EstimateJob, cancel: CancelToken) -> JobsEstimated:
        self.questions.append(job)
        while not self.gate.wait(0.01):
            cancel.raise_if_cancelled()
        return self.estimated

    def run(self, job: UpscaleJob, emit: Emit, cancel: CancelToken) -> Callable[[], None] | None:
        self.jobs.append(job)
        if self.raises is not None:
            raise self.raises
        done: list[Event] = []

        def keep(event: Event) -> None:
            if isinstance(event, JobDone) and self.finish_gate is not None:
                done.append(event)
            else:
                emit(event)

        def conclude() -> None:
            assert self.finish_gate is not None
            emit(Progress(job.job_id, "finish", 0.96))
            assert self.finish_gate.wait(30)
            if self.finish_fails is not None:
                raise self.finish_fails
            emit(done[0])

        try:
            self._run(job, keep, cancel)
        except Cancelled:
            emit(JobCancelled(job.job_id, job.name))
        except EngineError as error:
            emit(JobFailed(job.job_id, job.name, str(error), error.detail))
        return conclude if done else None

    def _run(self, job: UpscaleJob, emit: Emit, cancel: CancelToken) -> None:
        whole = job.picture or self._read(job)
        picture = framed(whole, job.framing)
        if job.region is not None:
            picture = picture.crop(job.region.x, job.region.y, job.region.width, job.region.height)
        if message := self.fail(job):
            raise EngineError(message, detail="Traceback: a test")
        settings = replace(job.settings, steps=job.settings.steps or 4, kappa=job.settings.kappa or 1.0)
        steps = settings.steps or 1
        width, height = settings.size_of(picture.width, picture.height)
        started = JobStarted(
            job.job_id, job.name, picture.width, picture.height, width, height, steps, 1, "cpu", "float32"
        )
        if job.whole and self.goes_on_at:
            started = replace(started, frame=self.goes_on_at, frames=200, pages=is_book(job.source))
        emit(started)
        result = cv2.resize(picture.pixels, (width, height), interpolation=cv2.INTER_CUBIC)
        if self.varies:  # in the upper half alone
            noise = np.random.default_rng(settings.seed).integers(0, 40, (height // 2, width, 3))
            result[: height // 2] = np.clip(result[: height // 2] + noise, 0, 255).astype(result.dtype)
        for step in range(1, steps + 1):
            self.at_step.set()
            while step > self.free_steps and not self.gate.wait(0.01):
                cancel.raise_if_cancelled()
            cancel.raise_if_cancelled()
            if job.previews:
                emit(StepPreview(job.job_id, step, steps, self._preview(result, step / steps)))
            emit(Progress(job.job_id, "sample", step / steps, step, steps, 1, 1, float(steps - step)))
        more = as_written(job.framing.within((whole.width, whole.height)))
        if isinstance(job.mask, Marks):
            more["mask"] = asdict(job.mask)
        alpha = None if picture.alpha is None else cv2.resize(picture.alpha, (width, height))
        output = self._frames_of(job) if job.whole else None
        source = {SOURCE: digest_of(job.source)} if self.tells_source else {}
        emit(
            JobDone(
                job.job_id,
                job.name,
                output,
                width,
                height,
                0.5,
                {
                    **settings.to_dict(),
                    **more,
                    **source,
                    **({FRAMES: 3} if job.whole else {}),
                    "version": VERSION,
                },
                notices=() if job.whole else picture.notices,
                picture=None if job.whole else replace(picture, pixels=result, alpha=alpha),
            )
        )

    @staticmethod
    def _frames_of(job: UpscaleJob) -> str:
        """A file that stands for one with all frames; of a book it is the same once more."""
        assert job.source is not None
        assert job.save is not None
        assert job.save.directory is not None
        if is_book(job.source):
            path = job.save.directory / f"{job.source.stem}_all{job.source.suffix}"
            path.write_bytes(job.source.read_bytes())
            return str(path)
        path = job.save.directory / f"{job.source.stem}_all.{job.save.format}"
        path.write_bytes(b"frames")
        return str(path)

    @staticmethod
    def _read(job: UpscaleJob) -> Picture:
        from core.images.files import read_picture

        assert job.source is not None
        return read_picture(job.source)

    @staticmethod
    def _preview(result: np.ndarray, done: float) -> np.ndarray:
        small = result if result.dtype == np.uint8 else (result >> 8).astype(np.uint8)
        factor = min(1.0, 512 / max(small.shape[:2]))
        small = cv2.resize(small, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
        noise = np.random.default_rng(1).normal(0, 60 * (1 - done), small.shape)
        return np.clip(small + noise, 0, 255).astype(np.uint8)
