"""What `upscale --spread N` does beside each result: enlarges by further seeds, and writes where they differ."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from core.errors import Cancelled, EngineError
from core.events import Emit, Event, JobCancelled, JobDone, JobFailed, Progress, SpreadFound
from core.images.formats.encode import save_picture
from core.images.names import free_path
from core.images.picture import Picture
from core.inventions.heat_map import averaged, painted, top_for
from core.inventions.spread import Spread, figures
from core.jobs import CancelToken, UpscaleJob
from core.upscaling.upscaler import Upscaler

MAP = "map"  # the name under which a picture beside a result says that it is none itself


def enlarge(engine: Upscaler, job: UpscaleJob, seeds: int, emit: Emit, cancel: CancelToken) -> None:
    """Runs the job, then the same with the next seeds, whose results are not kept. Emits SpreadFound after the job's
    own last event, or nothing more if it had none to compare."""
    done = _run(engine, job, emit, cancel)
    if done is None or done.picture is None or done.output is None:
        return
    if done.settings.get("kappa") is None:  # a restorer
        emit(SpreadFound(job.job_id, job.name, 1, 0.0, 0.0, 0.0, None, 0.0))
        return
    spread = Spread()
    spread.add(done.picture.pixels)
    target, written, done = Path(done.output), done.settings, None
    for number in range(1, seeds):
        settings = replace(job.settings, seed=job.settings.seed + number)
        other = _run(engine, replace(job, settings=settings, save=None, previews=False), _ignore, cancel)
        if other is None or other.picture is None:
            cancel.raise_if_cancelled()
            raise EngineError("A further seed could not be computed: see the log.")
        spread.add(other.picture.pixels)
        emit(Progress(job.job_id, "spread", (number + 1) / seeds))
    deviation = spread.deviation()
    found, seen = figures(deviation, seeds), averaged(deviation)
    top = top_for(seen)
    path = free_path(target.parent, f"{target.stem}_spread", ".png")
    saved = save_picture(
        Picture(painted(seen, top)),
        path,
        format="png",
        metadata=written | {MAP: "spread"},
        private=job.save is not None and job.save.private,
    )
    emit(SpreadFound(job.job_id, job.name, seeds, found.mean, found.p95, found.share, str(saved), top))


def _run(engine: Upscaler, job: UpscaleJob, emit: Emit, cancel: CancelToken) -> JobDone | None:
    """Runs one job, passing its events on. None if it did not end well."""
    ends: list[Event] = []

    def keep(event: Event) -> None:
        if isinstance(event, JobDone | JobFailed | JobCancelled):
            ends.append(event)
        emit(event)

    engine.run(job, keep, cancel)
    return ends[0] if ends and isinstance(ends[0], JobDone) else None


def _ignore(event: Event) -> None:
    """The further seeds are no jobs of their own."""


def run_all(
    engine: Upscaler, jobs: Iterable[UpscaleJob], seeds: int, emit: Emit, cancel: CancelToken
) -> None:
    """`enlarge` for one job after the other; a picture whose further seeds fail keeps its result."""
    for job in jobs:
        if cancel.cancelled:
            return
        try:
            enlarge(engine, job, seeds, emit, cancel)
        except Cancelled:
            return
        except EngineError as error:
            emit(JobFailed(job.job_id, job.name, str(error), error.detail))
