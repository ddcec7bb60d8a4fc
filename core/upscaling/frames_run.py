"""All frames of an animation, or all pages of a document or book: each enlarged like a picture, all saved into one
file."""

from __future__ import annotations

import logging
import os
import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from core.errors import EngineError, PictureError, SaveError, SettingsError
from core.events import Emit, Event, JobCancelled, JobDone, JobFailed, JobStarted, Progress
from core.finishing.packed import finish_to_dict
from core.images.files import read_frames
from core.images.formats.book import Book, read_book
from core.images.formats.capacity import check_format
from core.images.formats.encode_book import BookFile
from core.images.formats.encode_frames import FramesFile, check_frames, frames_notices
from core.images.formats.frames import Frames
from core.images.framing import AS_IT_IS, as_written, framed
from core.images.names import SAME, format_for, is_book, numbered
from core.images.picture import Picture
from core.images.results import settings_in
from core.images.several import FRAMES, is_first_only
from core.images.softness import proposed_reduction
from core.images.source import SOURCE, digest_of
from core.jobs import CancelToken, SampleSettings, SaveSettings, UpscaleJob
from core.storage.atomic import check_folder_writable, take_date
from core.storage.paths import display_name
from core.storage.patience import unless_cancelled
from core.upscaling.done_before import chosen
from core.upscaling.plan import target_of

log = logging.getLogger(__name__)

MOST_FAILED = 3  # pages of a book, one after the other, and it is given up
RunAll = Callable[[Iterable[UpscaleJob], Emit, CancelToken], None]


@dataclass(frozen=True)
class Found:
    """What is to be enlarged of a file, and the book if it is one."""

    frames: Frames
    book: Book | None = None


def frames_wanted(job: UpscaleJob, cancel: CancelToken) -> Found | None:
    """What is to be enlarged of a job that wants all frames; None if its file holds one picture, or it wants no more.
    Raises PictureError or Cancelled."""
    source = job.source
    if source is None or job.picture is not None or job.save is None or not (job.whole or is_book(source)):
        return None

    def read() -> Found | None:
        if is_book(source):
            if job.framing.changes:
                raise SettingsError(
                    f"{display_name(source)} is a book: its pages are not turned, mirrored or cropped."
                )
            book = read_book(source)
            book.check_whole()
            return Found(book.frames(allow_partial=job.allow_partial), book)
        frames = read_frames(source)
        return None if frames is None else Found(frames)

    return unless_cancelled(read, cancel.raise_if_cancelled)


def enlarge_frames(run_all: RunAll, job: UpscaleJob, found: Found, emit: Emit, cancel: CancelToken) -> None:
    """Runs the frames as jobs of their own, by `Upscaler.run_all`, and emits the events of the one that was asked for.
    Raises EngineError or Cancelled, and then nothing is written."""
    assert job.source is not None
    assert job.save is not None
    folder = job.save.directory or job.source.parent
    check_folder_writable(folder)
    save = job.save
    how = save.bit_depth, save.quality, save.lossless, save.private
    file: FramesFile | BookFile
    if found.book is not None:
        if save.format != SAME:
            check_format(save.format, 1, 1)  # pages that are too large for it become PNGs
        file = BookFile(folder, found.book, save.format, *how)
    else:
        file = FramesFile(folder, save.format, found.frames.count, *how)
    with closing(file):
        run = _FramesRun(job, save, found.frames, file, digest_of(job.source), emit)
        run_all(run.jobs(cancel), run.on_event, cancel)
        cancel.raise_if_cancelled()
        run.conclude(cancel)


@dataclass
class _FramesRun:
    job: UpscaleJob
    save: SaveSettings
    found: Frames
    file: FramesFile | BookFile
    digest: str  # of the source
    emit: Emit
    began: float = field(default_factory=time.monotonic)
    numbers: dict[str, int] = field(default_factory=dict)  # of the frames' jobs, by their ids
    milliseconds: list[int] = field(default_factory=list)
    begun: int | None = None  # the first frame: of a book that of those that can be read
    sizes: dict[int, tuple[int, int]] = field(default_factory=dict)  # of the frames, or the region
    done: tuple[int, JobDone] | None = None  # of the first that was enlarged
    notices: dict[str, None] = field(default_factory=dict)  # each once, in their order
    failed: int = 0  # one after the other
    failure: JobFailed | None = None

    def jobs(self, cancel: CancelToken) -> Iterator[UpscaleJob]:
        """The job of each frame, when its turn comes. All frames of an animation are reduced and judged as the first:
        what differs from frame to frame flickers. Raises Cancelled, also while a drive does not answer."""
        alike: Picture | None = None
        settings = self.job.settings
        frames = self.found.frames()
        for number in range(self.found.count):
            if self.failure is not None or cancel.cancelled:
                return
            frame = unless_cancelled(partial(next, frames), cancel.raise_if_cancelled)
            picture = frame.picture
            if picture is None:
                self._leave(number, frame.problem)
                continue
            try:
                picture = framed(picture, self.job.framing)
            except SettingsError as error:  # pages have sizes of their own
                raise SettingsError(f"{self._title(number)}: {error}") from error
            region = self.job.region or picture
            self.sizes[number] = region.width, region.height
            if self.begun is None:
                self.begun = number
                size = settings.size_of(*self.sizes[number])
                if isinstance(self.file, FramesFile):
                    check_frames(self.save.format, *size, moving=self.found.moving)
                target_of(self.job, settings, self.sizes[number], size)  # raises if it would be the input
                if self.found.moving:
                    alike = picture
                    if settings.reduce == "auto":
                        settings = replace(settings, reduce=proposed_reduction(picture))
            self.milliseconds.append(frame.milliseconds)
            one = replace(
                self.job,
                source=None,
                picture=picture,
                title=self._title(number),
                framing=AS_IT_IS,
                settings=settings,
                save=None,
                whole=False,
                alike=alike,
                previews=False,
                job_id=uuid.uuid4().hex,
            )
            self.numbers[one.job_id] = number
            yield one

    def _title(self, number: int) -> str:
        if isinstance(self.file, BookFile):
            return self.file.book.shown(self.file.book.pages[number])
        return f"{display_name(str(self.job.source))}, {number + 1} of {self.found.count}"

    def on_event(self, event: Event) -> None:
        """What the job of a frame says."""
        if isinstance(event, JobStarted):
            if self.numbers[event.job_id] == self.begun:
                self.emit(replace(event, job_id=self.job.job_id, source=self.job.name))
        elif isinstance(event, Progress):
            self._progress(event)
        elif isinstance(event, JobDone):
            self._take(event)
        elif isinstance(event, JobFailed):
            self._fail(event)
        elif isinstance(event, JobCancelled):
            pass  # whoever has cancelled says so

    def _fail(self, event: JobFailed) -> None:
        """A page of a book stays as it is, and the others go on: what was computed is not lost by one. Where several
        fail one after the other it is not for what they show."""
        self.failed += 1
        if isinstance(self.file, BookFile) and self.failed < MOST_FAILED:
            self._leave(self.numbers[event.job_id], _naming(event))
        else:
            self.failure = self.failure or event

    def _leave(self, number: int, problem: str) -> None:
        assert isinstance(self.file, BookFile)
        log.warning("%s", problem)
        self.file.keep(number, problem)

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
                pages=not self.found.moving,
            )
        )

    def _take(self, event: JobDone) -> None:
        assert event.picture is not None  # as nothing was to be saved
        number, self.failed = self.numbers[event.job_id], 0
        written = self._written(event.settings)
        if self.done is None or number < self.done[0]:
            self.done = number, replace(event, settings=written, picture=None)
        for notice in event.notices:
            if not is_first_only(notice):
                self.notices.setdefault(notice)
        if isinstance(self.file, BookFile):  # each page is a picture that says for itself how it was made
            save, page = self.save, self.file.book.pages[number]
            format = format_for(save.format, Path(page.filename))
            how = chosen(format, save.quality, save.bit_depth, save.lossless)
            written = {**event.settings, **how}
        try:
            self.file.add(number, event.picture, written if self.save.metadata else None)
        except SaveError as error:  # of the disk, which has no room for the others either
            failure = JobFailed(event.job_id, event.source, str(error), error.detail)
            self.failure = self.failure or failure

    def _written(self, settings: dict[str, Any]) -> dict[str, Any]:
        save = self.save
        of_book = isinstance(self.file, BookFile)
        if of_book:  # what was found on one page to be protected is not for the others
            settings = {**settings, "finish": finish_to_dict(self.job.settings.finish)}
        how = chosen(save.format, save.quality, save.bit_depth, save.lossless, book=of_book)
        told = {SOURCE: self.digest, FRAMES: self.found.count, **as_written(self.job.framing)}
        return {**settings, **told, **how}

    def conclude(self, cancel: CancelToken) -> None:
        """Writes the file and emits the job's end."""
        if self.failure is not None:
            raise EngineError(_naming(self.failure), detail=self.failure.detail)
        if isinstance(self.file, BookFile) and self.file.empty:
            raise PictureError(f"Nothing could be enlarged. {self.file.problems[0]}")

        def step(number: int) -> None:
            cancel.raise_if_cancelled()
            count, pages = self.found.count, not self.found.moving
            self.emit(Progress(job.job_id, "save", 0.98, frame=number + 1, frames=count, pages=pages))

        job, save = self.job, self.save
        assert self.done is not None  # there are frames, and none failed
        number, first = self.done
        self.emit(Progress(job.job_id, "save", 0.98))
        settings, size = SampleSettings.from_dict(first.settings), self.sizes[number]
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
                notices=(*self.notices, *self._lost()),
            )
        )

    def _lost(self) -> tuple[str, ...]:
        """Sentences about what the file does not hold."""
        if isinstance(self.file, BookFile):
            return self.file.notices()
        return frames_notices(self.save.format, moving=self.found.moving)


def _naming(failure: JobFailed) -> str:
    """Why a frame failed, and which."""
    named, message = failure.source, failure.message
    return message if message.startswith(named) else f"{named}: {message}"
