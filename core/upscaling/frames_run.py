"""All frames of an animation, or all pages of a document: each enlarged like a picture, all saved into one file."""

from __future__ import annotations

import os
import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import Any

from core.errors import EngineError
from core.events import Emit, Event, JobCancelled, JobDone, JobFailed, JobStarted, Progress
from core.images.files import read_frames
from core.images.formats.encode import check_folder_writable
from core.images.formats.encode_frames import FramesFile, check_frames, frames_notices
from core.images.formats.frames import Frames
from core.images.names import numbered
from core.images.original import SOURCE, digest_of
from core.images.picture import Picture
from core.images.results import settings_in
from core.images.several import FRAMES, is_first_only
from core.images.softness import proposed_reduction
from core.jobs import CancelToken, SampleSettings, SaveSettings, UpscaleJob
from core.storage.atomic import take_date
from core.storage.paths import display_name
from core.storage.patience import unless_cancelled
from core.upscaling.done_before import chosen
from core.upscaling.plan import target_of

RunAll = Callable[[Iterable[UpscaleJob], Emit, CancelToken], None]


def frames_wanted(job: UpscaleJob, cancel: CancelToken) -> Frames | None:
    """What is to be enlarged of a job that wants all frames; None if its file holds one picture, or it wants no more.
    Raises PictureError or Cancelled."""
    source = job.source
    if not job.whole or source is None or job.picture is not None or job.save is None:
        return None
    return unless_cancelled(lambda: read_frames(source), cancel.raise_if_cancelled)


def enlarge_frames(run_all: RunAll, job: UpscaleJob, found: Frames, emit: Emit, cancel: CancelToken) -> None:
    """Runs the frames as jobs of their own, by `Upscaler.run_all`, and emits the events of the one that was asked for.
    Raises EngineError or Cancelled, and then nothing is written."""
    assert job.source is not None
    assert job.save is not None
    folder = job.save.directory or job.source.parent
    check_folder_writable(folder)
    save = job.save
    file = FramesFile(folder, save.format, found.count, save.bit_depth, save.quality, save.private)
    with closing(file):
        run = _FramesRun(job, save, found, file, digest_of(job.source), emit)
        run_all(run.jobs(cancel), run.on_event, cancel)
        cancel.raise_if_cancelled()
        run.conclude(cancel)


@dataclass
class _FramesRun:
    job: UpscaleJob
    save: SaveSettings
    found: Frames
    file: FramesFile
    digest: str  # of the source
    emit: Emit
    began: float = field(default_factory=time.monotonic)
    numbers: dict[str, int] = field(default_factory=dict)  # of the frames' jobs, by their ids
    milliseconds: list[int] = field(default_factory=list)
    first: JobDone | None = None
    size: tuple[int, int] = (0, 0)  # of the first frame, or the region
    notices: dict[str, None] = field(default_factory=dict)  # each once, in their order
    failure: JobFailed | None = None

    def jobs(self, cancel: CancelToken) -> Iterator[UpscaleJob]:
        """The job of each frame, when its turn comes. All frames of an animation are reduced and judged as the first:
        what differs from frame to frame flickers."""
        alike: Picture | None = None
        settings = self.job.settings
        for number, frame in enumerate(self.found.frames()):
            if self.failure is not None or cancel.cancelled:
                return
            picture = frame.picture
            if number == 0:
                region = self.job.region or picture
                self.size = region.width, region.height
                size = settings.size_of(*self.size)
                check_frames(self.save.format, *size, moving=self.found.moving)
                target_of(self.job, settings, self.size, size)  # raises if it would be the input
                if self.found.moving:
                    alike = picture
                    if settings.reduce == "auto":
                        settings = replace(settings, reduce=proposed_reduction(picture))
            self.milliseconds.append(frame.milliseconds)
            one = replace(
                self.job,
                source=None,
                picture=picture,
                title=f"{display_name(str(self.job.source))}, {number + 1} of {self.found.count}",
                settings=settings,
                save=None,
                whole=False,
                alike=alike,
                previews=False,
                job_id=uuid.uuid4().hex,
            )
            self.numbers[one.job_id] = number
            yield one

    def on_event(self, event: Event) -> None:
        """What the job of a frame says."""
        if isinstance(event, JobStarted):
            if self.numbers[event.job_id] == 0:
                self.emit(replace(event, job_id=self.job.job_id, source=self.job.name))
        elif isinstance(event, Progress):
            self._progress(event)
        elif isinstance(event, JobDone):
            self._take(event)
        elif isinstance(event, JobFailed):
            self.failure = self.failure or event
        elif isinstance(event, JobCancelled):
            pass  # whoever has cancelled says so

    def _progress(self, event: Progress) -> None:
        number, count = self.numbers[event.job_id], self.found.count
        fraction = 0.98 * (number + event.fraction) / count
        taken = time.monotonic() - self.began
        left = taken / fraction - taken if number else None  # the first frame may have loaded the model
        self.emit(
            replace(
                event,
                job_id=self.job.job_id,
                fraction=fraction,
                seconds_left=left,
                frame=number + 1,
                frames=count,
            )
        )

    def _take(self, event: JobDone) -> None:
        assert event.picture is not None  # as nothing was to be saved
        number = self.numbers[event.job_id]
        written = self._written(event.settings)
        if number == 0:
            self.first = replace(event, settings=written, picture=None)
        for notice in event.notices:
            if not is_first_only(notice):
                self.notices.setdefault(notice)
        self.file.add(number, event.picture, written if self.save.metadata else None)

    def _written(self, settings: dict[str, Any]) -> dict[str, Any]:
        save = self.save
        return {
            **settings,
            SOURCE: self.digest,
            FRAMES: self.found.count,
            **chosen(save.format, save.quality, save.bit_depth),
        }

    def conclude(self, cancel: CancelToken) -> None:
        """Writes the file and emits the job's end."""
        if self.failure is not None:
            message = self.failure.message
            named = (
                message if message.startswith(self.failure.source) else f"{self.failure.source}: {message}"
            )
            raise EngineError(named, detail=self.failure.detail)

        def step(number: int) -> None:
            cancel.raise_if_cancelled()
            self.emit(Progress(job.job_id, "save", 0.98, frame=number + 1, frames=self.found.count))

        first, job, save = self.first, self.job, self.save
        assert first is not None  # there are frames, and none failed
        self.emit(Progress(job.job_id, "save", 0.98))
        settings, size = SampleSettings.from_dict(first.settings), self.size
        target = target_of(job, settings, size, (first.width, first.height))
        replaced = save.overwrite and (not os.path.lexists(target) or settings_in(target) is not None)
        saved = self.file.save(
            target,
            self.milliseconds,
            self.found.loops,
            first.settings if save.metadata else None,
            overwrite=replaced,
            others=numbered(target.parent, target.stem, target.suffix),
            step=step,
        )
        if save.keep_date and job.source is not None:
            take_date(job.source, saved)
        self.emit(
            replace(
                first,
                job_id=job.job_id,
                source=job.name,
                output=str(saved),
                seconds=time.monotonic() - self.began,
                notices=(*self.notices, *frames_notices(save.format, moving=self.found.moving)),
            )
        )
