"""All frames of an animation, or all pages of a document or book: each enlarged like a picture, all saved into one
file. What is done is kept, see core.upscaling.journal, so that what was broken off goes on at the next page."""

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
from threading import Lock
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
from core.images.framing import as_written, check_pages, framed
from core.images.header import pages_of
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
from core.upscaling.journal import Journal, key_of_page
from core.upscaling.kept_pages import keep, open_kept_pages, recall
from core.upscaling.plan import target_of

log = logging.getLogger(__name__)

MOST_FAILED = 3  # pages of a book, one after the other, and it is given up
CROPPED_ALIKE = (
    "The pages have several sizes; each was cropped at the same place, counted from its upper left corner."
)
RunAll = Callable[[Iterable[UpscaleJob], Emit, CancelToken], None]


@dataclass(frozen=True)
class Found:
    """What is to be enlarged of a file, its digest, and the book if it is one."""

    frames: Frames
    digest: str
    book: Book | None = None
    notices: tuple[str, ...] = ()


def frames_wanted(job: UpscaleJob, cancel: CancelToken) -> Found | None:
    """What is to be enlarged of a job that wants all frames; None if its file holds one picture, or it wants no more.
    Raises PictureError or Cancelled, and SettingsError for a crop that does not fit all of them."""
    source = job.source
    if source is None or job.picture is not None or job.save is None or not (job.whole or is_book(source)):
        return None

    def read() -> Found | None:
        digest = digest_of(source)  # first: of a file that changes now, it fits no later look at it
        book = read_book(source) if is_book(source) else None
        if book is not None:
            book.check_whole()
        notices = _framing_notices(job, source)  # first, as reading frames keeps the whole file in memory
        frames = read_frames(source) if book is None else book.frames(allow_partial=job.allow_partial)
        return None if frames is None else Found(frames, digest, book, notices)

    return unless_cancelled(read, cancel.raise_if_cancelled)


def _framing_notices(job: UpscaleJob, source: Path) -> tuple[str, ...]:
    """What is to be said of the crop of all frames or pages. Raises SettingsError if it does not fit one of them, as
    what had been computed before that came would be lost."""
    if job.framing.crop is None:
        return ()
    pages = pages_of(source, whole=True, allow_partial=job.allow_partial)
    several = check_pages(job.framing, ((page.name, page.size) for page in pages))
    return (CROPPED_ALIKE,) if several else ()


def enlarge_frames(
    run_all: RunAll,
    job: UpscaleJob,
    found: Found,
    decided: Callable[[], dict[str, Any]],
    emit: Emit,
    cancel: CancelToken,
) -> None:
    """Runs the frames as jobs of their own, by `Upscaler.run_all`, and emits the events of the one that was asked for.
    `decided` gives the settings as they are settled, and the digests of the model. Raises EngineError or Cancelled, and
    then nothing is written; but frames that are done are kept, for a run that goes on with them."""
    assert job.source is not None
    assert job.save is not None
    folder = job.save.directory or job.source.parent
    check_folder_writable(folder)
    save = job.save
    how = save.bit_depth, save.quality, save.lossless, save.private
    file: FramesFile | BookFile
    if found.book is not None:
        if save.format != SAME:
            if found.book.epub:
                raise SettingsError(
                    f"{display_name(job.source)} is an EPUB: other files in it name its pictures, so they keep their "
                    "formats. Leave the format out."
                )
            check_format(save.format, 1, 1)  # pages that are too large for it become PNGs
        file = BookFile(folder, found.book, save.format, *how)
    else:
        file = FramesFile(folder, save.format, found.frames.count, *how)
    with closing(file):
        emit(Progress(job.job_id, "load", 0.0))
        journal = open_kept_pages(job, found.digest, decided())
        try:
            run = _FramesRun(job, save, found.frames, file, found.digest, journal, emit)
            run.notices.update(dict.fromkeys(found.notices))
            run_all(run.jobs(cancel), run.on_event, cancel)
            cancel.raise_if_cancelled()
            run.conclude(cancel)
        finally:
            journal.delete_if_empty()


@dataclass
class _FramesRun:
    job: UpscaleJob
    save: SaveSettings
    found: Frames
    file: FramesFile | BookFile
    digest: str  # of the source
    journal: Journal
    emit: Emit
    began: float = field(default_factory=time.monotonic)
    computing: float | None = None  # since when; None: nothing had to be computed yet
    kept: set[int] = field(default_factory=set)  # frames that an earlier run has left
    started: bool = False  # whether that was said
    numbers: dict[str, int] = field(default_factory=dict)  # of the frames' jobs, by their ids
    milliseconds: list[int] = field(default_factory=list)
    begun: int | None = None  # the first frame: of a book that of those that can be read
    sizes: dict[int, tuple[int, int]] = field(default_factory=dict)  # of the frames, or the region
    done: tuple[int, JobDone] | None = None  # of the first that was enlarged
    notices: dict[str, None] = field(default_factory=dict)  # each once, in their order
    failed: int = 0  # one after the other
    failure: JobFailed | None = None
    lock: Lock = field(default_factory=Lock)  # results come from several threads, and others from the journal

    def __post_init__(self) -> None:
        if self.journal.found:
            numbers = range(self.found.count)
            self.kept = {number for number in numbers if self.journal.has(key_of_page(number))}

    def jobs(self, cancel: CancelToken) -> Iterator[UpscaleJob]:
        """The job of each frame that is not done, when its turn comes. All frames of an animation are reduced and
        judged as the first: what differs from frame to frame flickers. Raises Cancelled, also while a drive does not
        answer."""
        alike: Picture | None = None
        settings, framing = self.job.settings, self.job.framing.within(None)  # pages have sizes of their own
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
                size = framing.size_of(picture.width, picture.height)
            except SettingsError as error:  # its header has told of another size
                raise SettingsError(f"{self._title(number)}: {error}") from error
            region = self.job.region
            self.sizes[number] = size if region is None else (region.width, region.height)
            if self.begun is None:
                self.begun = number
                size = settings.size_of(*self.sizes[number])
                if isinstance(self.file, FramesFile):
                    check_frames(self.save.format, *size, moving=self.found.moving)
                target_of(self.job, settings, self.sizes[number], size)  # raises if it would be the input
                if self.found.moving:
                    alike = framed(picture, framing)
                    if settings.reduce == "auto":
                        settings = replace(settings, reduce=proposed_reduction(alike))
            self.milliseconds.append(frame.milliseconds)
            if self._recalled(number):
                continue
            if self.computing is None:
                self.computing = time.monotonic()
            one = replace(
                self.job,
                source=None,
                picture=picture,
                title=self._title(number),
                framing=framing,
                settings=settings,
                save=None,
                whole=False,
                alike=alike,
                previews=False,
                job_id=uuid.uuid4().hex,
            )
            self.numbers[one.job_id] = number
            yield one

    def _recalled(self, number: int) -> bool:
        """Whether an earlier run has left a frame, which is put into the file then. Raises SaveError."""
        if number not in self.kept:
            return False
        page = recall(self.journal, number)
        if page is None:  # it is damaged
            self.kept = self.kept - {number}  # another thread may be counting them
            return False
        self.file.put(number, page.page)
        self._note(number, page.done)
        if self.computing is None:  # else what is computed tells of progress
            count, pages = self.found.count, not self.found.moving
            told = Progress(self.job.job_id, "decode", 0.98 * number / count)
            self.emit(replace(told, frame=number + 1, frames=count, pages=pages))
        return True

    def _title(self, number: int) -> str:
        if isinstance(self.file, BookFile):
            return self.file.book.shown(self.file.book.pages[number])
        return f"{display_name(str(self.job.source))}, {number + 1} of {self.found.count}"

    def on_event(self, event: Event) -> None:
        """What the job of a frame says."""
        if isinstance(event, JobStarted):
            self._start(event)
        elif isinstance(event, Progress):
            self._progress(event)
        elif isinstance(event, JobDone):
            self._take(event)
        elif isinstance(event, JobFailed):
            self._fail(event)
        elif isinstance(event, JobCancelled):
            pass  # whoever has cancelled says so

    def _start(self, event: JobStarted) -> None:
        """Says once that the file has begun, or where it goes on."""
        if self.started:
            return
        self.started = True
        number, count, pages = self.numbers[event.job_id], self.found.count, not self.found.moving
        event = replace(event, job_id=self.job.job_id, source=self.job.name)
        if any(kept < number for kept in self.kept):
            log.info("Going on with %d of %d frames or pages of an earlier run.", len(self.kept), count)
            event = replace(event, frame=number + 1, frames=count, pages=pages)
        self.emit(event)

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
        """How far all of it is. The time left is estimated from what was computed, not from what was kept, and once a
        frame has been: that one may have loaded the model."""
        number, count = self.numbers[event.job_id], self.found.count
        reached = number + event.fraction
        before = sum(kept < number for kept in self.kept)
        computed = reached - before
        left = None
        if computed >= 1 and self.computing is not None:
            rest = count - reached - (len(self.kept) - before)
            left = (time.monotonic() - self.computing) / computed * rest
        self.emit(
            replace(
                event,
                job_id=self.job.job_id,
                fraction=0.98 * reached / count,
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
        if isinstance(self.file, BookFile):  # each page is a picture that says for itself how it was made
            save, page = self.save, self.file.book.pages[number]
            format = format_for(save.format, Path(page.filename))
            how = chosen(format, save.quality, save.bit_depth, save.lossless)
            written = {**self._framed(event.settings), **how}
        try:
            held = self.file.add(number, event.picture, written if self.save.metadata else None)
        except SaveError as error:  # of the disk, which has no room for the others either
            failure = JobFailed(event.job_id, event.source, str(error), error.detail)
            self.failure = self.failure or failure
            return
        self._note(number, event)
        if held is not None:
            keep(self.journal, number, event, held)

    def _note(self, number: int, event: JobDone) -> None:
        """Remembers what the end of a frame's job says of the whole."""
        with self.lock:
            if self.done is None or number < self.done[0]:
                self.done = number, replace(event, settings=self._written(event.settings), picture=None)
            for notice in event.notices:
                if not is_first_only(notice):
                    self.notices.setdefault(notice)

    def _written(self, settings: dict[str, Any]) -> dict[str, Any]:
        save = self.save
        of_book = isinstance(self.file, BookFile)
        if of_book:  # what was found on one page to be protected is not for the others
            settings = {**settings, "finish": finish_to_dict(self.job.settings.finish)}
        how = chosen(save.format, save.quality, save.bit_depth, save.lossless, book=of_book)
        return {**self._framed(settings), SOURCE: self.digest, FRAMES: self.found.count, **how}

    def _framed(self, settings: dict[str, Any]) -> dict[str, Any]:
        """Settings that say how the page was framed, also where an earlier version has kept it without that."""
        return {**as_written(self.job.framing.within(None)), **settings}

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
        self.journal.make_room(self.file.size, target.parent)
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
        self.journal.delete()
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
