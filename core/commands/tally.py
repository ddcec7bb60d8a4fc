"""What becomes of the inputs of one `upscale` command: the rows of its report, and what is said of them at the end."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

from core.commands.batch_output import (
    DONE_BEFORE,
    LEFT_ALONE,
    Outcome,
    left_alone_text,
    nothing_text,
    outcome_of,
    skipped_text,
    spread_text,
)
from core.commands.inputs import Inputs
from core.events import Event, JobDone, OriginalMoved, SpreadFound
from core.images.scan import kinds_text
from core.images.several import is_first_only


@dataclass
class Tally:
    """Any thread may tell it of events, as results are saved in threads of their own. `say` is for a person."""

    say: Callable[[str], None]
    write: Callable[[Outcome], None] = lambda outcome: None  # puts an outcome into the report
    found: Inputs = field(default_factory=Inputs)
    count: int = 0  # of all inputs
    shard_alone: bool = False  # there are pictures, but none for this shard
    outcomes: list[Outcome] = field(default_factory=list)
    first_only: int = 0  # of how many inputs only the first frame or page was used
    stayed: set[str] = field(default_factory=set)  # originals that could not be moved away
    report_broke_off: bool = False
    _lock: Lock = field(default_factory=Lock)

    def note(self, event: Event) -> None:
        """Remembers what an event says about an input at its end, and writes it into the report at once. What further
        seeds have shown, and where the original went, are rows of their own there, as they are no outcomes."""
        with self._lock:
            if (outcome := outcome_of(event)) is not None:
                self._add(outcome)
            if isinstance(event, SpreadFound):
                self._report((event.source, "spread", spread_text(event)))
            elif isinstance(event, OriginalMoved):
                if event.moved:
                    self.stayed.discard(event.source)
                else:
                    self.stayed.add(event.source)
                state = "moved" if event.moved else "not moved"
                self._report((event.source, state, event.moved or event.reason))
            elif isinstance(event, JobDone):
                self.first_only += any(is_first_only(notice) for notice in event.notices)

    def fail(self, reason: str) -> None:
        """Something failed that is of no input alone."""
        with self._lock:
            self._add(("", "failed", reason))

    def _add(self, outcome: Outcome) -> None:
        self.outcomes.append(outcome)
        self._report(outcome)

    def _report(self, row: tuple[str, str, str]) -> None:
        """Puts a row into the report. Where that cannot be written any further the batch goes on without it."""
        if self.report_broke_off:
            return
        try:
            self.write(row)
        except OSError as error:
            self.report_broke_off = True
            self.say(f"The report cannot be written any further: {error.strerror or error}.")

    def conclude(self, options: argparse.Namespace) -> int:
        """Says what failed and what was passed over. Returns the exit code."""
        states = Counter(state for _, state, _ in self.outcomes)
        failed, skipped = states["failed"], states[DONE_BEFORE]
        if skipped:
            self.say(skipped_text(skipped))
        if states[LEFT_ALONE]:
            self.say(left_alone_text(states[LEFT_ALONE], options.only_below))
        if self.first_only:
            self.say(
                f"With more frames or pages than the first: {self.first_only} (--frames all takes them)."
            )
        if self.found.repeated:
            self.say(f"Named twice or linked, so taken once: {self.found.repeated}.")
        if self.found.results:
            self.say(f"Results of earlier runs among the inputs, passed over: {self.found.results}.")
        if self.found.passed:
            self.say(
                f"Passed over, since they are no pictures this program opens: {kinds_text(self.found.passed)}."
            )
        if self.stayed:
            self.say(f"Originals that were not moved: {len(self.stayed)}.")
        if failed:
            self.say(f"{failed} of {len(self.outcomes)} failed.")
        elif not self.outcomes:
            self.say(nothing_text(shard_alone=self.shard_alone))
        found = self.outcomes or self.found.results or self.shard_alone
        return 1 if failed or self.stayed or self.report_broke_off or not found else 0
