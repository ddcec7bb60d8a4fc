"""The inputs of one `upscale` command, enlarged one after the other, and what is printed about them."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from core.commands.at_work import AtWork, sweep_locks
from core.commands.batch_output import (
    heard,
    report,
    say,
    show,
)
from core.commands.framings import framing_asked
from core.commands.inputs import BatchInput, Inputs, gather, why_left
from core.commands.interrupts import interrupts_cancel
from core.commands.masks import Masks
from core.commands.originals import Originals
from core.commands.tally import Tally
from core.commands.wanted import done_before, format_of
from core.errors import EngineError, SettingsError
from core.events import (
    Event,
    JobCancelled,
    JobDone,
    JobFailed,
    JobSkipped,
    LogLine,
    OriginalMoved,
    SpreadFound,
    StepPreview,
    to_json,
)
from core.finishing.strokes import Marks
from core.images.framing import Framing
from core.images.names import (
    DEEP,
    FRAME_SUFFIXES,
    NEVER_EXACT,
    SAME,
    SUFFIXES,
    is_book,
)
from core.images.picture import Picture
from core.images.results import MAP
from core.jobs import CancelToken, SampleSettings, SaveSettings, UpscaleJob
from core.storage.atomic import check_folder_writable, sweep
from core.storage.looking import stamp_of
from core.upscaling.done_before import DoneBefore

if TYPE_CHECKING:
    from core.upscaling.upscaler import Upscaler


# How results end that always lose something.
_NEVER_EXACT = {(SUFFIXES | FRAME_SUFFIXES)[format] for format in NEVER_EXACT}


@dataclass
class Batch:
    """All inputs of one command, by one model after the other, so that each is loaded once: `every` has the settings
    for each. `tell` gets the events, if it is given; else they are printed for a person."""

    options: argparse.Namespace
    every: Sequence[SampleSettings]
    cancel: CancelToken
    inputs: dict[str, BatchInput] = field(default_factory=dict)  # of the jobs, by their ids
    tell: Callable[[Event], None] | None = None
    at_work: AtWork = field(default_factory=AtWork)
    left: list[BatchInput] = field(default_factory=list)  # what another process was at work on
    voice: Lock = field(default_factory=Lock)  # of who speaks: results are saved in threads of their own
    said: set[str] = field(default_factory=set)  # what is said once only
    swept: set[Path] = field(default_factory=set)  # folders that results go to, see `_sweep`
    left_alone: set[Path] = field(init=False)  # pictures that are too large, of which that was said
    about: Sequence[str] = ()  # sentences about the settings, which the report begins with
    settings: SampleSettings = field(init=False)  # those of `every` whose turn it is
    # Whether an input is to be passed over for now.
    has_gone: Callable[[BatchInput], bool] = lambda one: False
    tally: Tally = field(init=False)
    _masks: Masks = field(init=False)
    _originals: Originals | None = field(init=False)
    # Of jobs whose spread is still to come, by their ids.
    _results: dict[str, Path] = field(default_factory=dict)
    _done_for: dict[SampleSettings, Callable[[Path], DoneBefore | None]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.tally = Tally(self._say)
        folder = self.options.move_originals
        self._originals = None if folder is None else Originals(folder, len(self.every))
        self._begin()

    def _begin(self) -> None:
        """Forgets what was known about pictures: those that come now may have the names of earlier ones."""
        self._masks, self.left_alone = Masks(self.options), set()
        if self._originals is not None:
            self._originals.begin()

    @cached_property
    def _framing(self) -> Framing:
        return framing_asked(self.options)

    def run(self) -> int:
        """Enlarges every input. Returns the exit code. Raises SettingsError for names that cannot be told apart."""
        options = self.options
        with report(options.report, self.about) as self.tally.write:
            found = gather(options.input, options.output, options.name, overwrite=options.overwrite)
            part, parts = options.shard
            pictures = found.pictures[part::parts]
            self.begin(found, len(pictures))
            self.work(pictures)
        return self.conclude()

    def work(self, pictures: Sequence[BatchInput]) -> None:
        """Enlarges these inputs and remembers the outcomes."""
        from core.upscaling.upscaler import Upscaler

        sweep_locks()
        engine = Upscaler()
        with interrupts_cancel(self.cancel):
            self.enlarge(engine, pictures)

    def enlarge(self, engine: Upscaler, pictures: Sequence[BatchInput]) -> None:
        """Enlarges these inputs, by one model after the other."""
        self._begin()
        try:
            for settings in self.every:
                self.settings = settings
                self._enlarge(engine, pictures)
        finally:
            self.at_work.release_all()

    def _enlarge(self, engine: Upscaler, pictures: Sequence[BatchInput]) -> None:
        """Enlarges the pictures with the settings whose turn it is; what another process is at work on comes last, and
        is waited for."""
        done_for = self._done_for.setdefault(self.settings, done_before(self.options, self.settings))
        self.left = []
        self._run(engine, self._jobs(pictures, done_for))
        # Now nothing is held here, so two processes that wait never wait for each other.
        for one in self.left:
            if not self.cancel.cancelled:
                self._run(engine, self._jobs([one], done_for, waiting=True))

    def _run(self, engine: Upscaler, jobs: Iterable[UpscaleJob]) -> None:
        if self.options.spread:
            from core.commands.upscale_spread import run_all

            run_all(engine, jobs, self.options.spread, self._emit, self.cancel)
        else:
            engine.run_all(jobs, self._emit, self.cancel)

    def begin(self, found: Inputs, count: int) -> None:
        """Remembers what was found, of which `count` pictures are enlarged here, and tells of what was refused."""
        self.tally.found, self.tally.count = found, count * len(self.every) + len(found.refused)
        self.tally.shard_alone = bool(found.pictures) and not count
        for refused in found.refused:
            self.fail(refused.path, refused.reason)
        if self.options.save_steps is not None and not self.options.again and count:
            self._say("With --save-steps everything is enlarged, what has a result already as well.")

    def _jobs(
        self,
        pictures: Iterable[BatchInput],
        done_for: Callable[[Path], DoneBefore | None],
        *,
        waiting: bool = False,
    ) -> Iterator[UpscaleJob]:
        """The job of each picture, when its turn comes; it is said of those that have none. What another process is at
        work on is `left`, or waited for."""
        for one in pictures:
            if self.has_gone(one) or self._is_left_alone(one.path):
                continue
            try:
                mask = self._masks.of(one.path)
                job = self._job(one, mask)
            except EngineError as error:
                self.fail(str(one.path), str(error))
                continue
            done = done_for(one.path)
            if done is None or self._is_wanted(one, job, mask, done, waiting=waiting):
                self.inputs[job.job_id] = one
                yield job

    def _is_left_alone(self, picture: Path) -> bool:
        """Whether a picture is too large to be enlarged, see --only-below: that is said once, whatever the models."""
        if picture in self.left_alone:
            return True
        partial = self.options.allow_partial
        reason = why_left(picture, self.options.only_below, self._framing, allow_partial=partial)
        if reason:
            self.left_alone.add(picture)
            self._emit(JobSkipped(str(picture), "", reason=reason))
        return bool(reason)

    def _is_wanted(
        self, one: BatchInput, job: UpscaleJob, mask: Path | Marks | None, done: DoneBefore, *, waiting: bool
    ) -> bool:
        """Whether a picture is still to be enlarged, and by nobody else: then it is this process that is at work on it,
        see `_emit`. If it is done, that is said."""
        there, held = self._result_of(one, mask, done), False
        if there is None:
            held = True
            if not self._take(one, job, mask, waiting=waiting):
                return False
            # Another process may have made it in this moment.
            there = self._result_of(one, mask, done, at_once=True)
        if there is None:
            return True
        moved = None
        # Whoever is at work on it moves it as well.
        if self._originals and (held or self.at_work.take(job.job_id, self._work_on(one, mask))):
            moved = self._originals.has(one, there)
        self.at_work.release(job.job_id)
        self._emit(JobSkipped(str(one.path), str(there)))
        if moved is not None:
            self._emit(moved)
        return False

    def try_originals_again(self, now: float) -> None:
        """Moves originals that could not be moved before, see `Originals.try_again`."""
        if self._originals is not None:
            for moved in self._originals.try_again(now):
                self._emit(moved)

    def _result_of(
        self, one: BatchInput, mask: Path | Marks | None, done: DoneBefore, *, at_once: bool = False
    ) -> Path | None:
        """The result that a picture has already, also if another process has moved the picture away since then."""
        places: Iterable[Path] = (one.path,)
        if self._originals is not None and stamp_of(one.path) is None:
            places = self._originals.places_of(one)
        asked = one.folder, one.name, mask
        found = (done.result_of(place, *asked, framing=self._framing, at_once=at_once) for place in places)
        return next((result for result in found if result is not None), None)

    def _take(self, one: BatchInput, job: UpscaleJob, mask: Path | Marks | None, *, waiting: bool) -> bool:
        """Whether this process is now the one at work on a picture. Where it waits, it says so."""
        work = self._work_on(one, mask)
        if self.at_work.take(job.job_id, work):
            return True
        if not waiting:
            self.left.append(one)
            return False
        self.say_once("Another process is enlarging what is left: waiting for it.")
        return self.at_work.take(job.job_id, work, until=self.cancel)

    def _work_on(self, one: BatchInput, mask: Path | Marks | None) -> str:
        """The picture and all that is asked for of it: who is asked for the same has nothing to do."""
        computed_by = {"device", "dtype", "tile"}
        settings = {name: value for name, value in self.settings.to_dict().items() if name not in computed_by}
        asked = vars(self.options)
        names = (
            "name",
            "format",
            "bit_depth",
            "quality",
            "lossless",
            "max_size",
            "private",
            "protect",
            "spread",
            "frames",
        )
        wanted = (settings, [asked[name] for name in names], str(mask), self._framing)
        return repr((os.path.realpath(one.path), os.path.realpath(one.folder), wanted))

    def fail(self, path: str, reason: str) -> None:
        """Tells of an input that became no job."""
        self._emit(JobFailed("", path, reason))

    def conclude(self) -> int:
        """Says what has become of the inputs. Returns the exit code."""
        if self.cancel.cancelled:
            self._say("Cancelled.")
            return 130
        return self.tally.conclude(self.options)

    def _job(self, one: BatchInput, mask: Path | Marks | None) -> UpscaleJob:
        options = self.options
        if is_book(one.path) and options.max_size is not None:
            raise SettingsError("--max-size is for files of one picture: leave it out for books.")
        if is_book(one.path) and (options.spread or options.save_steps is not None):
            raise SettingsError(
                "--spread and --save-steps are for single pictures: leave them out for books."
            )
        self._sweep(one.folder)
        if options.move_originals is not None:  # copies onto another drive may have broken off there
            self._sweep(options.move_originals / one.steps.parent)
        save = SaveSettings(
            one.folder,
            options.name,
            format_of(options, one.path),
            options.bit_depth,
            options.quality,
            options.lossless,
            options.overwrite,
            options.private,
            options.keep_date,
            max_bytes=options.max_size,
            source_name=one.name,
        )
        return UpscaleJob(
            one.path,
            self.settings,
            save,
            framing=self._framing,
            mask=mask,
            propose=options.protect,
            previews=options.save_steps is not None,
            preview_side=sys.maxsize,
            exact_previews=True,
            allow_partial=options.allow_partial,
            whole=options.frames == "all" or is_book(one.path),
        )

    def _sweep(self, folder: Path) -> None:
        """Rids a folder that files come into, the first time, of what programs that were killed have left there."""
        if folder not in self.swept:
            self.swept.add(folder)
            sweep(folder)

    def _emit(self, event: Event) -> None:
        if isinstance(event, StepPreview):
            self._save_step(event)
            return
        if isinstance(event, JobDone):
            event = self._with_more_told(event)
        self.tally.note(event)
        moved = self._moved(event)  # while nobody else is at work on it
        if isinstance(event, JobDone | JobFailed | JobCancelled):
            self.at_work.release(event.job_id)
        with self.voice:
            if self.tell is not None:
                self.tell(event)
            else:
                self.print(event)
        if moved is not None:
            self._emit(moved)

    def _moved(self, event: Event) -> OriginalMoved | None:
        """What became of the original, if it is asked to be moved and the event says that its last result is safe."""
        if self._originals is None or not isinstance(event, JobDone | SpreadFound):
            return None
        if isinstance(event, JobDone) and event.output is not None:
            self._results[event.job_id] = Path(event.output)
            if self.options.spread:  # its map is still to be told of
                return None
        result = self._results.pop(event.job_id, None)
        return None if result is None else self._originals.has(self.inputs[event.job_id], result)

    def _with_more_told(self, event: JobDone) -> JobDone:
        """A result with notices where --format same has given it one that cannot be what else was asked for."""
        if self.options.format != SAME or event.output is None or is_book(Path(event.output)):
            return event
        suffix, told = Path(event.output).suffix, []
        if self.options.bit_depth == 16 and suffix not in {SUFFIXES[format] for format in DEEP}:
            told.append(
                "A file of this format has 8 bits per colour, so --bit-depth 16 changes nothing here."
            )
        if self.options.lossless and suffix in _NEVER_EXACT:
            told.append("A file of this format is never without loss, so --lossless changes nothing here.")
        return replace(event, notices=(*event.notices, *told))

    def print(self, event: Event) -> None:
        """An event as the options want it: as a line of JSON, or for a person."""
        if self.options.events:
            with heard(sys.stdout):
                print(to_json(event), flush=True)
        else:
            with heard(sys.stderr):
                show(event, min(len(self.tally.outcomes) + 1, self.tally.count), self.tally.count)

    def _save_step(self, event: StepPreview) -> None:
        from core.images.formats.encode import save_picture
        from core.images.names import numbered, result_name

        steps = self.inputs[event.job_id].steps
        folder: Path = self.options.save_steps / steps.parent
        check_folder_writable(folder)
        self._sweep(folder)
        if event.image is not None:
            target = folder / result_name(
                "{name}_step" + f"{event.step:02}", {"name": steps.name}, suffix=".png"
            )
            save_picture(
                Picture(event.image),
                target,
                format="png",
                # so that it is known to be no picture to enlarge
                metadata=self.settings.to_dict() | {MAP: "step", "step": event.step},
                overwrite=self.options.overwrite,
                others=numbered(folder, target.stem, target.suffix),
                private=self.options.private,
            )

    def say_once(self, text: str) -> None:
        """Says what it may have said already; a part of several has it said."""
        if text in self.said:
            return
        self.said.add(text)
        self._say(text)
        if self.tell is not None:
            self.tell(LogLine("info", text))

    def tell_person(self, text: str) -> None:
        """Says something about the batch itself, to whoever reads the events as well."""
        self._say(text)
        self._emit(LogLine("info", text))

    def _say(self, text: str) -> None:
        if self.tell is None:
            say(text)
