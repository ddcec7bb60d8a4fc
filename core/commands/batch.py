"""The inputs of one `upscale` command, enlarged one after the other, and what is printed about them."""

from __future__ import annotations

import argparse
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import Lock

from core.commands.batch_output import (
    DONE_BEFORE,
    Outcome,
    heard,
    naming,
    outcome_of,
    report,
    say,
    show,
    skipped_text,
    spread_text,
)
from core.commands.inputs import BatchInput, gather
from core.commands.masks import Masks
from core.errors import EngineError
from core.events import (
    Event,
    SpreadFound,
    StepPreview,
    to_json,
)
from core.finishing.strokes import Marks
from core.images.scan import kinds_text
from core.jobs import CancelToken, SampleSettings, SaveSettings, UpscaleJob
from core.storage.atomic import sweep
from core.upscaling.done_before import DoneBefore


def endings() -> list[signal.Signals]:
    """The signals that ask a program to end: Ctrl+C, a request, and that its terminal was closed, where there is such a
    signal. Of the latter two those that whoever started the program has had ignored, as nohup does, stay so."""
    names = [name for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    asked = [signal.Signals[name] for name in names]
    return [signal.SIGINT, *(number for number in asked if signal.getsignal(number) is not signal.SIG_IGN)]


@contextmanager
def interrupts_cancel(cancel: CancelToken) -> Iterator[None]:
    """Within the block Ctrl+C, and whatever else asks the program to end, lets the jobs end in order. Before, it ends
    the program at once, and so does a second Ctrl+C or request: a job may hang in a driver. A closed terminal is told
    of twice, by the system and by the shell, so that never does."""

    def on_ending(*_: object) -> None:
        cancel.cancel()
        for number in before:
            if number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, signal.SIG_DFL)

    before = {number: signal.getsignal(number) for number in endings()}
    for number in before:
        signal.signal(number, on_ending)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def done_before(options: argparse.Namespace, settings: SampleSettings) -> DoneBefore | None:
    """Knows which pictures have such a result already; None if all shall be enlarged."""
    # What is protected is not known before the picture is read.
    more = options.spread or options.save_steps is not None  # is wanted beside the result
    if options.again or options.protect or more:
        return None
    asked = (options.name, options.format, options.private, options.quality, options.bit_depth)
    return DoneBefore(settings, *asked)


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
    swept: set[Path] = field(default_factory=set)  # folders that results go to, see `_sweep`

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
            try:
                mask = self._masks.of(one.path)
                job = self._job(one, mask)
            except EngineError as error:
                self.note((str(one.path), "failed", str(error)))
                self._say(naming(str(one.path), str(error)))
                continue
            result = None if done is None else done.result_of(one.path, one.folder, one.name, mask)
            if result is not None:
                self.note((str(one.path), DONE_BEFORE, str(result)))
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

    def _job(self, one: BatchInput, mask: Path | Marks | None) -> UpscaleJob:
        options = self.options
        self._sweep(one.folder)
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
            mask=mask,
            propose=options.protect,
            previews=options.save_steps is not None,
            preview_side=sys.maxsize,
            exact_previews=True,
            allow_partial=options.allow_partial,
        )

    def _sweep(self, folder: Path) -> None:
        """Rids a folder of results, the first time, of what programs that were killed have left there."""
        if folder not in self.swept:
            self.swept.add(folder)
            sweep(folder)

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
    def _masks(self) -> Masks:
        return Masks(self.options)

    def _save_step(self, event: StepPreview) -> None:
        from core.images.formats.encode import check_folder_writable, save_picture
        from core.images.names import numbered, result_name
        from core.images.picture import Picture

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
                overwrite=self.options.overwrite,
                others=numbered(folder, target.stem, target.suffix),
            )

    def _say(self, text: str) -> None:
        if self.tell is None:
            say(text)
