"""`upscale FOLDER --watch`: enlarges what lies in folders, and then what comes into them, until somebody ends it."""

from __future__ import annotations

import argparse
import os
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from core.commands.batch import Batch
from core.commands.batch_output import report
from core.commands.inputs import BatchInput, as_input, check_template, is_made_here, told_apart
from core.commands.interrupts import interrupts_cancel
from core.errors import Cancelled, SettingsError
from core.images.results import ResultNames
from core.images.watched import Look, Watched, pause_after
from core.storage.looking import stamp_of
from core.storage.paths import display_path
from core.storage.patience import unless_cancelled


def check_watch(options: argparse.Namespace) -> None:
    """Raises SettingsError for what cannot be watched, and for options that need all inputs to be known."""
    if not options.watch:
        return
    for text in options.input:
        if not os.path.isdir(text):  # noqa: PTH112 - odd names must not raise
            raise SettingsError(f"--watch is for folders, and {display_path(text)} is none.")
    for option, given in (
        ("--estimate", options.estimate),
        ("--nproc", options.nproc > 1),
        ("--shard", options.shard != (0, 1)),
    ):
        if given:
            raise SettingsError(f"--watch does not know how many pictures will come: leave out {option}.")
    check_template(options.name, overwrite=options.overwrite)


@dataclass
class Arrivals:
    """Makes inputs of pictures as they come. What each is called depends on all that have come before."""

    options: argparse.Namespace
    pictures: dict[str, BatchInput] = field(default_factory=dict)  # by the files that they really are

    def of(self, look: Look) -> list[BatchInput]:
        """The inputs that are to be enlarged now. A file that is linked twice is one."""
        fresh = []
        for path, folder in look.pictures:
            itself = os.path.normcase(os.path.realpath(path))
            one = self.pictures.setdefault(itself, as_input(path, self.options.output, folder))
            if one.path == path:
                fresh.append(itself)
        apart = dict(zip(self.pictures, told_apart(list(self.pictures.values())), strict=True))
        return [apart[itself] for itself in fresh]


def watch(
    batch: Batch,
    clock: Callable[[], float] = time.monotonic,
    wait: Callable[[float], None] | None = None,
) -> int:
    """Enlarges what comes until the batch is cancelled. Returns the exit code: 0, whatever became of single pictures,
    as each was named; 1 if the report broke off. `wait` lets so many seconds pass."""
    from core.upscaling.upscaler import Upscaler

    options, cancel = batch.options, batch.cancel
    folders, names = [Path(text) for text in options.input], ResultNames(options.name)
    watched = Watched(folders, lambda path, folder: is_made_here(path, options.output, folder, names))
    arrivals, away = Arrivals(options), set[Path]()
    engine = Upscaler()
    batch.has_gone = partial(_has_gone, watched)
    with report(options.report, batch.about) as batch.tally.write, interrupts_cancel(cancel):
        batch.tell_person(f"Watching {', '.join(map(display_path, folders))}. Ctrl+C ends it.")
        while not cancel.cancelled:
            began = clock()
            try:
                look = unless_cancelled(watched.look, cancel.raise_if_cancelled)
            except Cancelled:
                break
            took = clock() - began
            away = _tell_away(batch, away, set(look.away))
            for refused in look.refused:
                batch.fail(refused.path, refused.reason)
            batch.try_originals_again(began)
            if pictures := arrivals.of(look):
                batch.tally.count += len(pictures) * len(batch.every)
                told = len(batch.tally.outcomes)
                batch.enlarge(engine, pictures)
                for source, state, _ in batch.tally.outcomes[told:]:
                    if state == "failed" or stamp_of(Path(source)) is None:  # it may be moved, and come again
                        watched.failed(Path(source))
            (wait or cancel.wait)(pause_after(took))
    return _conclude(batch)


def _has_gone(watched: Watched, one: BatchInput) -> bool:
    """Whether a picture cannot be reached when its turn comes: the drive may go away while others are enlarged."""
    if stamp_of(one.path) is not None:
        return False
    watched.failed(one.path)
    return True


def _tell_away(batch: Batch, before: set[Path], now: set[Path]) -> set[Path]:
    """Says which folders have gone, and which have come back. Returns those that are away."""
    for folder in sorted(now - before):
        batch.tell_person(f"{display_path(folder)} cannot be reached: waiting for it.")
    for folder in sorted(before - now):
        batch.tell_person(f"{display_path(folder)} is there again.")
    return now


def _conclude(batch: Batch) -> int:
    states = Counter(state for _, state, _ in batch.tally.outcomes)
    told = ", ".join(f"{count} {state}" for state, count in states.items())
    batch.tell_person(f"No longer watching: {told or 'nothing has come'}.")
    return 1 if batch.tally.report_broke_off else 0
