"""A process that this window has started for a run, and what is noted where it ended before the run was its own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.kit.words import tr
from app.training.runs.glance import is_at_work, last_words
from core.events import RunState
from core.training.run_folder import RunFolder
from core.training.runs.reporter import Reporter

ENDED_WELL = (0, 130)  # done, and stopped by a signal


@dataclass(frozen=True)
class Launch:
    """The process, and how much there was of the run's events and log before it, in bytes."""

    number: int
    told: int
    printed: int


def sizes(run: Path) -> tuple[int, int]:
    """The bytes of a run's events and of its log."""
    folder = RunFolder(run)
    return _size(folder.events), _size(folder.log)


def note_early_end(run: Path, launch: Launch, code: int) -> None:
    """Write into a run's events that it failed, and why, where its process has ended badly without a word of its own:
    until it holds the run it may write nothing there."""
    folder = RunFolder(run)
    if code in ENDED_WELL or _size(folder.events) > launch.told or is_at_work(run):
        return
    words = last_words(folder.log, since=launch.printed)
    why = words or tr("The process ended with the exit code {0} before the training began.").format(code)
    Reporter(folder.events, echo=False)(RunState("failed", why))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
