"""The inputs of one `upscale` command, enlarged one after the other, and what is printed about them."""

from __future__ import annotations

import argparse
import csv
import os
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TextIO

from core.commands.inputs import BatchInput, gather
from core.errors import EngineError, SaveError, SettingsError
from core.events import (
    Event,
    JobCancelled,
    JobDone,
    JobFailed,
    Progress,
    SpreadFound,
    StepPreview,
    to_json,
)
from core.finishing.strokes import Marks, marks_in
from core.images.scan import kinds_text
from core.inventions.spread import SpreadFigures, sentence
from core.jobs import CancelToken, SampleSettings, SaveSettings, UpscaleJob
from core.printable import printable
from core.storage.paths import display_name, display_path
from core.upscaling.done_before import DoneBefore

Outcome = tuple[str, str, str]
"""Input; done, failed or DONE_BEFORE; output or reason. In a report "spread" follows, with what it is."""
DONE_BEFORE = "done before"
REPORT_HEAD = ("input", "outcome", "output or reason")


@contextmanager
def interrupts_cancel(cancel: CancelToken) -> Iterator[None]:
    """Within the block Ctrl+C lets the jobs end in order. Before, it ends the program at once."""
    previous = signal.signal(signal.SIGINT, lambda *_: cancel.cancel())
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, previous)


@contextmanager
def heard(stream: TextIO) -> Iterator[None]:
    """What cannot be printed within is let go, and all that follows, as where nobody reads any more (`| head`): the
    pictures are enlarged even so."""
    try:
        yield
    except OSError:
        with suppress(OSError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, stream.fileno())
            os.close(nowhere)


def marks_like(options: argparse.Namespace) -> Marks | None:
    """What shall be filled in as in the result that all shall be like."""
    if options.like is None or options.mask is not None or options.model is not None:
        return None
    from core.images.files import read_settings

    return marks_in(read_settings(options.like) or {})


def done_before(options: argparse.Namespace, settings: SampleSettings) -> DoneBefore | None:
    """Knows which pictures have such a result already; None if all shall be enlarged."""
    # Of a mask the result keeps the name alone, and what is protected is not known before the picture is read.
    more = options.spread or options.save_steps is not None  # is wanted beside the result
    if options.again or options.mask is not None or options.protect or more or marks_like(options):
        return None
    asked = (options.name, options.format, options.private, options.quality, options.bit_depth)
    return DoneBefore(settings, *asked)


def skipped_text(count: int) -> str:
    return f"Done before with the same settings: {count} (--again does them anew)."


@dataclass
class Batch:
    """All inputs of one command. `tell` gets the events, if it is given; else they are printed for a person."""

    options: argparse.Namespace
    settings: SampleSettings
    cancel: CancelToken
    outcomes: list[Outcome] = field(default_factory=list)
    inputs: dict[str, BatchInput] = field(default_factory=dict)  # of the jobs, by their ids
    tell: Callable[[Event], None] | None = None
    results: int = 0  # of earlier batches, found among the inputs
    passed: Counter[str] = field(default_factory=Counter)  # files of other kinds
    lock: Lock = field(default_factory=Lock)
    write: Callable[[Outcome], None] = lambda outcome: None  # puts an outcome into the report
    report_broke_off: bool = False

    def run(self) -> int:
        with report(self.options.report) as self.write:
            self.work()
        return self.conclude()

    def work(self) -> None:
        """Enlarges every input and remembers the outcomes. Raises SettingsError for names that cannot be told apart."""
        from core.upscaling.upscaler import Upscaler

        options, engine = self.options, Upscaler()
        found = gather(options.input, options.output, options.name, overwrite=options.overwrite)
        self.results, self.passed = found.results, found.passed
        for refused in found.refused:
            self.note((refused.path, "failed", refused.reason))
            self._say(refused.reason)
        part, parts = options.shard
        jobs = self._jobs(found.pictures[part::parts], done_before(options, self.settings))
        with interrupts_cancel(self.cancel):
            if options.spread:
                from core.commands.upscale_spread import run_all

                run_all(engine, jobs, options.spread, self._emit, self.cancel)
            else:
                engine.run_all(jobs, self._emit, self.cancel)

    def _jobs(self, pictures: Sequence[BatchInput], done: DoneBefore | None) -> Iterator[UpscaleJob]:
        """The job of each picture, when its turn comes; it is said of those that have none."""
        for one in pictures:
            result = None if done is None else done.result_of(one.path, one.folder, one.name)
            if result is not None:
                self.note((str(one.path), DONE_BEFORE, str(result)))
                continue
            try:
                job = self._job(one)
            except EngineError as error:
                self.note((str(one.path), "failed", str(error)))
                self._say(naming(str(one.path), str(error)))
                continue
            self.inputs[job.job_id] = one
            yield job

    def note(self, outcome: Outcome) -> None:
        """Remembers an outcome, and writes it into the report at once. Results are saved in threads of their own."""
        with self.lock:
            self.outcomes.append(outcome)
            self._report(outcome)

    def report_spread(self, event: Event) -> None:
        """Puts what further seeds have shown into the report: a row of its own, as it is no outcome."""
        if isinstance(event, SpreadFound):
            with self.lock:
                self._report((event.source, "spread", spread_text(event)))

    def _report(self, row: tuple[str, str, str]) -> None:
        """Puts a row into the report. Where that cannot be written any further the batch goes on without it."""
        if self.report_broke_off:
            return
        try:
            self.write(row)
        except OSError as error:
            self.report_broke_off = True
            self._say(f"The report cannot be written any further: {error.strerror or error}.")

    def conclude(self) -> int:
        """Says what failed and what was passed over. Returns the exit code."""
        states = Counter(state for _, state, _ in self.outcomes)
        failed, skipped = states["failed"], states[DONE_BEFORE]
        if self.cancel.cancelled:
            self._say("Cancelled.")
            return 130
        if skipped:
            self._say(skipped_text(skipped))
        if self.results:
            self._say(f"Results of earlier runs among the inputs, passed over: {self.results}.")
        if self.passed:
            self._say(
                f"Passed over, since they are no pictures this program opens: {kinds_text(self.passed)}."
            )
        if failed:
            self._say(f"{failed} of {len(self.outcomes)} failed.")
        elif not self.outcomes:
            self._say("There is nothing to enlarge.")
        return 1 if failed or self.report_broke_off or not self.outcomes else 0

    def _job(self, one: BatchInput) -> UpscaleJob:
        options = self.options
        save = SaveSettings(
            one.folder,
            options.name,
            options.format,
            options.bit_depth,
            options.quality,
            options.overwrite,
            options.private,
            options.keep_date,
            one.name,
        )
        return UpscaleJob(
            one.path,
            self.settings,
            save,
            mask=self._mask_for(one.path) or self._marks,
            propose=options.protect,
            previews=options.save_steps is not None,
            preview_side=sys.maxsize,
            exact_previews=True,
            allow_partial=options.allow_partial,
        )

    def _emit(self, event: Event) -> None:
        if isinstance(event, StepPreview):
            self._save_step(event)
            return
        if (outcome := outcome_of(event)) is not None:
            self.note(outcome)
        self.report_spread(event)
        if self.tell is not None:
            self.tell(event)
        else:
            self.print(event)

    def print(self, event: Event) -> None:
        """An event as the options want it: as a line of JSON, or for a person."""
        if self.options.events:
            with heard(sys.stdout):
                print(to_json(event), flush=True)
        else:
            with heard(sys.stderr):
                show(event)

    @cached_property
    def _marks(self) -> Marks | None:
        return marks_like(self.options)

    @cached_property
    def _masks(self) -> dict[str, Path]:
        """The masks in the folder of them, by the names of their pictures. Raises SettingsError."""
        try:
            with os.scandir(self.options.mask) as entries:
                files = sorted((entry.name for entry in entries if entry.is_file()), reverse=True)
        except OSError as error:
            raise SettingsError(
                f"The folder {display_name(self.options.mask)} cannot be listed: {error.strerror or error}."
            ) from error
        return {Path(name).stem: self.options.mask / name for name in files}

    def _mask_for(self, source: Path) -> Path | None:
        """The mask file for an input: the one that was given, or that of the same name in the folder that was given."""
        mask: Path | None = self.options.mask
        if mask is None or not mask.is_dir():
            return mask
        if source.stem not in self._masks:
            raise SettingsError(f"The folder {display_name(mask)} holds no mask named {source.stem}.")
        return self._masks[source.stem]

    def _save_step(self, event: StepPreview) -> None:
        from core.images.formats.encode import check_folder_writable, save_picture
        from core.images.names import free_path, result_name
        from core.images.picture import Picture

        steps = self.inputs[event.job_id].steps
        folder: Path = self.options.save_steps / steps.parent
        check_folder_writable(folder)
        if event.image is not None:
            target = folder / result_name(
                "{name}_step" + f"{event.step:02}", {"name": steps.name}, suffix=".png"
            )
            if not self.options.overwrite:
                target = free_path(folder, target.stem, target.suffix)
            save_picture(Picture(event.image), target, format="png", overwrite=self.options.overwrite)

    def _say(self, text: str) -> None:
        if self.tell is None:
            say(text)


def say(text: str) -> None:
    with heard(sys.stderr):
        print(printable(text), file=sys.stderr)


def outcome_of(event: Event) -> Outcome | None:
    """What an event says about its input at the end; None before."""
    if isinstance(event, JobDone):
        return event.source, "done", event.output or ""
    return (event.source, "failed", event.message) if isinstance(event, JobFailed) else None


@contextmanager
def report(path: Path | None) -> Iterator[Callable[[Outcome], None]]:
    """The table of all outcomes, a row at a time, so that it is there for as far as a batch came. Names keep bytes that
    are no text, but nothing that hides or turns round what stands beside them. Raises SaveError before anything is
    computed if it cannot be written, or would replace what is no report. What is yielded raises OSError."""
    if path is None:
        yield lambda outcome: None
        return
    if not _may_be_replaced(path):
        raise SaveError(
            f"The report would replace {display_name(path)}, which is no report. Choose another name for it."
        )
    with ExitStack() as stack:
        try:
            file = path.open("w", newline="", encoding="utf-8", errors="surrogateescape")
            stack.callback(_close, file)
            rows = csv.writer(file)

            def write(row: tuple[str, str, str]) -> None:
                rows.writerow([printable(cell, lines=False, raw_bytes=True) for cell in row])
                file.flush()

            write(REPORT_HEAD)
        except OSError as error:
            folder = path.absolute().parent
            why = f"{error.strerror or error}" if folder.is_dir() else "this folder does not exist"
            raise SaveError(
                f"The report cannot be written as {display_name(path)} into {display_path(folder)}: {why}."
            ) from error
        yield write


def _close(file: TextIO) -> None:
    """Each row has been written out, or it was said that it could not be."""
    with suppress(OSError):
        file.close()


def _may_be_replaced(path: Path) -> bool:
    """Whether there is nothing or an earlier report: the name of a picture is easily given by mistake."""
    head = ",".join(REPORT_HEAD).encode()
    try:
        if not path.is_file():
            return True
        with path.open("rb") as file:
            return file.read(len(head)) in (b"", head)
    except OSError:  # opening it will say so
        return True


def show(event: Event) -> None:
    """Prints an event for a person: progress on one line of a terminal, outcomes on lines of their own."""
    terminal = sys.stderr.isatty()
    if isinstance(event, Progress) and terminal:
        left = "" if event.seconds_left is None else f", {event.seconds_left:.0f} s left"
        step = (
            f" step {event.step} of {event.steps}, tile {event.tile} of {event.tiles}" if event.step else ""
        )
        print(f"\r\033[K{event.fraction:4.0%} {event.phase}{step}{left}", end="", file=sys.stderr, flush=True)
        return
    start = "\r\033[K" if terminal else ""
    if isinstance(event, JobDone):
        output = display_path(event.output or "")
        print(f"{start}{output}: {event.width} x {event.height}, {event.seconds:.1f} s", file=sys.stderr)
        for notice in event.notices:
            print(f"  {printable(notice)}", file=sys.stderr)
    elif isinstance(event, SpreadFound):
        print(f"{start}  {printable(spread_text(event))}", file=sys.stderr)
    elif isinstance(event, JobFailed):
        print(start + printable(naming(event.source, event.message)), file=sys.stderr)
    elif isinstance(event, JobCancelled) and terminal:
        print(start, end="", file=sys.stderr)


def spread_text(event: SpreadFound) -> str:
    """What the seeds of a picture have shown, and where that can be seen."""
    if event.map is None:
        return "This model restores at once: no seed plays a part in the result."
    told = sentence(SpreadFigures(event.seeds, event.mean, event.p95, event.share))
    return (
        f"{told} {display_path(event.map)} shows where; its brightest colour is {event.top:g} levels or more."
    )


def naming(source: str, reason: str) -> str:
    """The reason with the name of the input before it, unless the reason begins with the name."""
    name = display_name(source)
    return reason if reason.startswith(name) else f"{name}: {reason}"
