"""What `upscale --spread N` does beside each result: enlarges by further seeds, and writes where they differ."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from core.errors import Cancelled, EngineError
from core.events import Emit, Event, JobCancelled, JobDone, JobFailed, Progress, SpreadFound
from core.images.formats.encode import save_picture
from core.images.names import numbered
from core.images.picture import Picture
from core.images.results import MAP
from core.inventions.heat_map import averaged, painted, top_for
from core.inventions.spread import Spread, figures
from core.jobs import CancelToken, SampleSettings, UpscaleJob
from core.models.catalog import restores_at_once
from core.storage.paths import display_path
from core.upscaling.done_before import SEEDS, map_name
from core.upscaling.upscaler import Upscaler


def enlarge(engine: Upscaler, job: UpscaleJob, seeds: int, emit: Emit, cancel: CancelToken) -> None:
    """Runs the job, then the same with the next seeds, whose results are not kept. A picture whose further seeds fail
    keeps its result, but has failed. Emits the job's last event when that is known, and then SpreadFound if there is
    something to compare."""
    done = _run(engine, job, emit, cancel)
    if not isinstance(done, JobDone) or done.picture is None or done.output is None:
        emit(done)
        return
    if restores_at_once(SampleSettings.from_dict(done.settings)):
        emit(done)
        emit(SpreadFound(job.job_id, job.name, 1, 0.0, 0.0, 0.0, None, 0.0))
        return
    spread = Spread()
    spread.add(done.picture.pixels)
    done = replace(done, picture=None)
    try:
        found = _compared(engine, job, done, spread, seeds, emit, cancel)
    except Cancelled:
        emit(done)
        raise
    except EngineError as error:
        saved = display_path(str(done.output))
        emit(
            JobFailed(
                job.job_id,
                job.name,
                f"{saved} was saved, but no map of where seeds differ. {error}",
                error.detail,
            )
        )
        return
    emit(done)
    emit(found)


def _compared(
    engine: Upscaler,
    job: UpscaleJob,
    done: JobDone,
    spread: Spread,
    seeds: int,
    emit: Emit,
    cancel: CancelToken,
) -> SpreadFound:
    """The map of where the further seeds differ, written beside the result. Raises EngineError or Cancelled."""
    target = Path(str(done.output))
    for number in range(1, seeds):
        settings = replace(job.settings, seed=job.settings.seed + number)
        other = _run(engine, replace(job, settings=settings, save=None, previews=False), _ignore, cancel)
        if isinstance(other, JobCancelled):
            raise Cancelled
        if isinstance(other, JobFailed):
            raise EngineError(other.message, detail=other.detail)
        assert other.picture is not None  # as nothing was to be saved
        spread.add(other.picture.pixels)
        emit(Progress(job.job_id, "spread", (number + 1) / seeds))
    deviation = spread.deviation()
    found, seen = figures(deviation, seeds), averaged(deviation)
    top = top_for(seen)
    name = map_name(target)
    saved = save_picture(
        Picture(painted(seen, top)),
        target.with_name(name),
        format="png",
        metadata=done.settings | {MAP: "spread", SEEDS: seeds},
        others=numbered(target.parent, Path(name).stem, ".png"),
        private=job.save is not None and job.save.private,
    )
    return SpreadFound(job.job_id, job.name, seeds, found.mean, found.p95, found.share, str(saved), top)


def _run(
    engine: Upscaler, job: UpscaleJob, emit: Emit, cancel: CancelToken
) -> JobDone | JobFailed | JobCancelled:
    """Runs one job, passing its events on but the last, which comes back."""
    ends: list[JobDone | JobFailed | JobCancelled] = []

    def pass_on(event: Event) -> None:
        if isinstance(event, JobDone | JobFailed | JobCancelled):
            ends.append(event)
        else:
            emit(event)

    engine.run(job, pass_on, cancel)
    return ends[0]


def _ignore(event: Event) -> None:
    """The further seeds are no jobs of their own."""


def run_all(
    engine: Upscaler, jobs: Iterable[UpscaleJob], seeds: int, emit: Emit, cancel: CancelToken
) -> None:
    """`enlarge` for one job after the other."""
    for job in jobs:
        if cancel.cancelled:
            return
        try:
            enlarge(engine, job, seeds, emit, cancel)
        except Cancelled:
            return
