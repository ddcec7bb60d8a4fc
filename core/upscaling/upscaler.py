"""A job from beginning to end: read the picture, load the model, plan, sample, finish, save, and emit events."""

from __future__ import annotations

import logging
import os
import traceback
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

import numpy as np
import torch

from core.compute.faults import is_device_lost, is_out_of_memory, out_of_memory
from core.compute.vulkan_survey import forget_list
from core.diffusion.schedule import ScheduleConfig
from core.errors import Cancelled, EngineError
from core.events import Emit, Event, JobCancelled, JobDone, JobFailed, JobsEstimated, Progress
from core.finishing.strokes import Marks
from core.images.alpha import visible
from core.images.framing import as_written
from core.images.picture import Picture
from core.images.source import SOURCE, digest_of
from core.jobs import CancelToken, EstimateJob, SampleSettings, UpscaleJob
from core.storage.patience import unless_cancelled
from core.upscaling.done_before import MASK, PROPOSED, chosen, mask_digest, proposed_kinds
from core.upscaling.estimate import estimate, passes_of
from core.upscaling.faces_run import new_run
from core.upscaling.finish import save
from core.upscaling.finishing import Finishing
from core.upscaling.frames_run import enlarge_frames, frames_wanted
from core.upscaling.loading import Loaded, load
from core.upscaling.locating import Wanted, locate
from core.upscaling.mask import marks_on
from core.upscaling.plan import Input, make_plan, read_input, settled
from core.upscaling.read_ahead import ReadAhead
from core.upscaling.run import Run
from core.upscaling.speed import learn
from core.upscaling.stopwatch import Stopwatch
from core.version import VERSION

log = logging.getLogger(__name__)

T = TypeVar("T")

AHEAD = 16_000_000  # bytes of a file that is read while the picture before is computed
WAITING = 200_000_000  # bytes that wait to be finished and saved while the next pictures are computed
# As a graphics card computes results, most of what is left for the processors is to encode them. Two of them read the
# next picture and give the card its work.
SAVERS = max(1, min(16, (os.cpu_count() or 1) - 2))

CARD_LOST = (
    "The graphics device stopped working, so the processor took over. Start the program anew to use it again."
)


class Upscaler:
    """Runs jobs one after the other, and keeps the last model in memory. Not to be used by two threads at once."""

    def __init__(self) -> None:
        self._loaded: Loaded | None = None
        self._ahead = ReadAhead(self._look_ahead)
        self._card_lost = False  # in this process nothing can be computed on it any more

    @torch.inference_mode()
    def warm_up(self, settings: SampleSettings) -> None:
        """Loads the model and runs one small tile, so that the first job starts at once.

        Raises ModelError, SettingsError or DeviceError.
        """
        self._with_reserve(lambda: self._warm_up(self._asked(settings)))

    def _warm_up(self, settings: SampleSettings) -> None:
        loaded = self.loaded(locate(settings))
        tiny = np.full((16, 16, 3), 0.5, np.float32)
        mask = np.eye(16, dtype=bool) if loaded.takes_mask else None
        schedule = loaded.recipe.schedule_as(ScheduleConfig).build(1, loaded.recipe.kappa)
        pass_ = loaded.new_pass(settings, tiny.shape, CancelToken())
        for _ in pass_.steps(pass_.start(tiny, mask), schedule, lambda tile, tiles: None):
            pass

    @torch.inference_mode()
    def estimate(self, job: EstimateJob, cancel: CancelToken) -> JobsEstimated:
        """What enlarging some pictures will take. The first time for a model on a device this measures for about a
        second. Raises ModelError, SettingsError, DeviceError or Cancelled."""

        def estimated() -> JobsEstimated:
            asked = replace(job, settings=self._asked(job.settings))
            loaded = self.loaded(locate(asked.settings))
            cancel.raise_if_cancelled()
            return estimate(asked, loaded, cancel)

        return self._with_reserve(estimated)

    def expect(self, path: Path | None) -> None:
        """Says which file the next job will probably be of, so that it is read meanwhile; None: drop what was read. To
        be called when the present job has begun, from any thread."""
        self._ahead.expect(path)

    def _look_ahead(self, picture: Picture) -> None:
        """Lets the model that is in memory look at a picture whose turn comes next, so that its verdict is there."""
        loaded = self._loaded
        if loaded is not None:
            loaded.cleanness(visible(picture))

    def run(self, job: UpscaleJob, emit: Emit, cancel: CancelToken) -> None:
        """Emits JobStarted, Progress and previews, then exactly one of JobDone, JobFailed, JobCancelled."""
        if (conclude := self.compute(job, emit, cancel)) is not None:
            conclude()

    def compute(self, job: UpscaleJob, emit: Emit, cancel: CancelToken) -> Callable[[], None] | None:
        """Does of a job what takes the network and its device, with the events of that. What comes back does the rest,
        the last event included: any thread may call it, while the next job is computed. None if that has come already,
        as with results so large that they shall have the memory for themselves."""

        computed = self._computed(job, lambda: _read(job, cancel, self._ahead.take), emit, cancel)
        if computed is None:
            return None
        if computed.bytes <= WAITING:
            return partial(_conclude, computed, cancel)
        _conclude(computed, cancel)
        return None

    def run_all(self, jobs: Iterable[UpscaleJob], emit: Emit, cancel: CancelToken) -> None:
        """Runs jobs as `run` does, one after the other, while the next one's picture is being read and the results of
        those before are being finished and saved. A job's last event may come after the first ones of the next. After a
        cancel no further job is begun.

        Beside what one job takes, this holds one picture that was read ahead, of a file of up to AHEAD bytes, and
        results that wait for that, of WAITING bytes in all. Larger ones have the memory for themselves.
        """
        lock = Lock()

        def emit_alone(event: Event) -> None:
            with lock:
                emit(event)

        coming = iter(jobs)
        with ThreadPoolExecutor(1, "read") as reader, ThreadPoolExecutor(SAVERS, "save") as savers:
            waiting: list[tuple[int, Future[None]]] = []

            def read_ahead(job: UpscaleJob) -> Given:
                given = _read(job, cancel)
                self._look_ahead(given.input.picture)
                return given

            def following() -> tuple[UpscaleJob, Callable[[], Given]] | None:
                job = None if cancel.cancelled else next(coming, None)
                if job is None:
                    return None
                if _is_small(job.source) and not job.whole:
                    return job, reader.submit(read_ahead, job).result
                return job, partial(_read, job, cancel)

            now = following()
            while now is not None and not cancel.cancelled:
                (job, read), now = now, following()
                computed = self._computed(job, read, emit_alone, cancel)
                if computed is None:
                    continue
                size = computed.bytes
                while waiting and sum(held for held, _ in waiting) + size > WAITING:
                    waiting.pop(0)[1].result()
                saved = savers.submit(_conclude, computed, cancel)
                del computed
                if size > WAITING:
                    saved.result()
                else:
                    for _, future in waiting:
                        if future.done():
                            future.result()  # raises what whoever hears the events has raised
                    waiting = [(held, future) for held, future in waiting if not future.done()]
                    waiting.append((size, saved))
            for _, future in waiting:
                future.result()

    def _computed(
        self, job: UpscaleJob, read: Callable[[], Given], emit: Emit, cancel: CancelToken
    ) -> Computed | None:
        """The result of a job; None if it failed or was cancelled, which has then been emitted."""
        with _told(job, emit):
            if (frames := frames_wanted(job, cancel)) is not None:
                decided = partial(self._with_reserve, lambda: self._decided(job.settings))
                enlarge_frames(self.run_all, job, frames, decided, emit, cancel)
                return None
            return self._with_reserve(lambda: self._compute(job, read, emit, cancel))
        return None

    def _with_reserve(self, work: Callable[[], T]) -> T:
        """work(), and once more if the card is lost meanwhile: from then on the processor is used, see `_asked`."""
        try:
            return work()
        except Exception as error:
            if not is_device_lost(error) or self._card_lost:
                raise
            log.exception("The device is lost")
        self._card_lost, self._loaded = True, None
        forget_list()
        return work()

    def _asked(self, settings: SampleSettings) -> SampleSettings:
        """The settings, for the processor where the card is lost."""
        return replace(settings, device="cpu", dtype="auto") if self._card_lost else settings

    def _decided(self, asked: SampleSettings) -> dict[str, Any]:
        """The settings as they are settled, and the digests of the model that they name, which is in memory then."""
        loaded = self.loaded(locate(self._asked(asked)))
        return {**settled(self._asked(asked), loaded).to_dict(), **loaded.digests}

    def _compute(
        self, job: UpscaleJob, read: Callable[[], Given], emit: Emit, cancel: CancelToken
    ) -> Computed:
        watch = Stopwatch(emit)
        began = watch.now()
        watch.emit(Progress(job.job_id, "decode", 0.0))
        read_now = read()
        given = read_now.input
        watch.emit(Progress(job.job_id, "load", 0.01))
        asked = self._asked(job.settings)
        wanted = locate(asked)
        loaded = self.loaded(wanted)
        settings = settled(asked, loaded)
        finishing = Finishing(job, given, settings, loaded)
        settings = finishing.settings
        plan = make_plan(job, given, settings, loaded)
        cancel.raise_if_cancelled()
        run = new_run(job, plan, loaded, settings, watch, cancel, turn=(0, finishing.runs))
        computing = watch.now()
        try:
            result = run.computed()
            seconds = watch.now() - computing
            faithful = finishing.faithful(watch, cancel)
            cancel.raise_if_cancelled()
        except Cancelled:
            if not cancel.leaving:
                run.forget()
                finishing.forget()
            raise
        self._learn(run, seconds)
        notices = (
            *plan.picture.notices,
            *wanted.notices,
            *plan.notices,
            *finishing.notices,
            *((CARD_LOST,) if self._card_lost else ()),
        )
        written = _written(run, loaded, read_now)
        return Computed(job, run, result, finishing, faithful, written, notices, began)

    def _learn(self, run: Run, seconds: float) -> None:
        """Corrects the estimates by what a job took, unless parts of it had been computed before, or the model was made
        for pictures of another size, or further passes took less than the first with its surroundings."""
        size, side = (run.plan.picture.width, run.plan.picture.height), run.loaded.trained_side
        if (side and size != (side, side)) or any(journal.found for journal in run.journals):
            return
        if run.plan.passes > 1 and run.plan.inner != (0, 0, *size):
            return
        factor = run.loaded.recipe.scale**run.plan.passes
        target = size[0] * factor, size[1] * factor
        settings = replace(run.settings, target=target, fit=False, reduce=1.0)
        passes = passes_of(size, settings, run.loaded, CancelToken())
        learn(run.loaded, passes, len(run.plan.schedule), seconds)

    def loaded(self, wanted: Wanted) -> Loaded:
        """The model, which is still in memory from the last job or is read now."""
        if self._loaded is None or self._loaded.key != wanted.key:
            self._loaded = None  # frees the memory of the last model first
            self._loaded = load(wanted)
        return self._loaded


@dataclass(frozen=True)
class Computed:
    """A job that needs the network no more: its result is to be finished and saved."""

    job: UpscaleJob
    run: Run
    result: Callable[[], Picture]  # before the finish
    finishing: Finishing
    faithful: Picture | None
    written: dict[str, Any]
    notices: tuple[str, ...]
    began: float

    @property
    def bytes(self) -> int:
        """That are held until the job is concluded: the picture as the network made it, before it gets its size."""
        plan = self.run.plan
        enlarged = (
            plan.picture.width * plan.picture.height * self.run.loaded.recipe.scale ** (2 * plan.passes)
        )
        return 3 * enlarged * np.dtype(np.float32).itemsize


@dataclass(frozen=True)
class Given:
    """What was read for a job, and the digests of the picture's file and of the mask's, "" without one."""

    input: Input
    digest: str
    mask: str


def _read(
    job: UpscaleJob, cancel: CancelToken, ahead: Callable[[UpscaleJob], Picture | None] = lambda job: None
) -> Given:
    """The job's picture and mask; see `read_input`. `ahead` gives the picture if it has been read before. A drive that
    does not answer can be left by a cancel."""

    def read() -> Given:
        # The digests come first: of a file that changes now, it fits no later look at it, and the job is done anew.
        digest = digest_of(job.source)
        mask = mask_digest(job.mask)
        picture = ahead(job)
        asked = job if picture is None else replace(job, picture=picture)
        return Given(read_input(asked), digest, mask)

    return unless_cancelled(read, cancel.raise_if_cancelled)


def _is_small(path: Path | None) -> bool:
    """Whether a file may be read ahead. A drive that hangs is none of this one's business: the reader waits for it."""
    try:
        return path is not None and path.stat().st_size <= AHEAD
    except OSError:
        return False


def _conclude(computed: Computed, cancel: CancelToken) -> None:
    """Finishes the result, saves it, if that is wanted, and emits the job's last event. When the program is being left
    nobody hears of it any more, so what is kept to go on with is not deleted."""
    job, run, finishing, emit = computed.job, computed.run, computed.finishing, computed.run.watch.emit
    with _told(job, emit):
        if cancel.leaving:
            raise Cancelled
        if (
            cancel.cancelled and job.save is None
        ):  # what goes into a file is finished, now that it is computed
            run.forget()
            finishing.forget()
            raise Cancelled
        result = finishing.applied(computed.result(), computed.faithful)
        output = None
        lost: tuple[str, ...] = ()
        if job.save is not None and run.plan.target is not None:
            emit(Progress(job.job_id, "save", 0.98))
            asked = (run.plan.target, job.save, computed.written, job.source)
            saved, lost = save(result, *asked, go_on=cancel.raise_if_cancelled)
            output = str(saved)
        elif cancel.leaving:  # since then: the result is in no file, and nobody takes it
            raise Cancelled
        emit(
            JobDone(
                job.job_id,
                job.name,
                output,
                result.width,
                result.height,
                run.watch.now() - computed.began,
                computed.written,
                (*computed.notices, *lost),
                result,
            )
        )
        # Last: a page of a book is kept by whoever hears of it.
        run.forget()
        finishing.forget()


@contextmanager
def _told(job: UpscaleJob, emit: Emit) -> Iterator[None]:
    """Whatever goes wrong within is emitted as the job's last event."""
    try:
        yield
    except Cancelled:
        emit(JobCancelled(job.job_id, job.name))
    except EngineError as error:
        log.warning("%s: %s", job.name, error, exc_info=True)
        detail = error.detail or traceback.format_exc()
        emit(JobFailed(job.job_id, job.name, str(error), detail))
    except Exception as error:
        log.exception("%s failed", job.name)
        message = f"Something unforeseen went wrong ({type(error).__name__}). The log has the details."
        if is_out_of_memory(error):
            message = str(out_of_memory(error))
        emit(JobFailed(job.job_id, job.name, message, traceback.format_exc()))


def _written(run: Run, loaded: Loaded, given: Given) -> dict[str, Any]:
    """What is written into the file of the result, so that it can be made again."""
    job = run.job
    digests = {f"{part}_sha256": digest for part, digest in loaded.digests.items()}
    more: dict[str, Any] = {SOURCE: given.digest} if given.digest else {}
    more |= as_written(given.input.framing)
    if job.save is not None:
        save = job.save
        more |= chosen(save.format, save.quality, save.bit_depth, save.lossless, max_bytes=save.max_bytes)
    if job.region is not None:
        more["region"] = asdict(job.region)
    if job.propose:
        more[PROPOSED] = proposed_kinds(job.propose)
    if run.plan.reduced != 1:
        more["reduced_to"] = run.plan.reduced
    if isinstance(job.mask, Path):
        more |= {"mask": job.mask.name, MASK: given.mask}
    elif isinstance(job.mask, Marks):
        marks = marks_on(job.mask, given.input.framing, *given.input.size)
        more |= {"mask": asdict(marks), MASK: mask_digest(marks)}
    return {**run.settings.to_dict(), **digests, **more, "version": VERSION}
