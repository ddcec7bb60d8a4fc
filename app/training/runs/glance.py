"""A run at a glance, read from its small files and the end of its events. For worker threads."""

from __future__ import annotations

import os
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

from app.training.launcher import START_MARK, memory_of
from app.training.runs.progress import RunProgress, state_of
from app.training.runs.store import About, read_about
from core.errors import ModelError
from core.events import from_json
from core.models.checkpoints import read_recipe
from core.storage import records
from core.storage.looking import Stamp, stamp_of
from core.training.run_folder import RunFolder

TAIL = 48_000  # bytes of events.jsonl that tell the newest state
LOG_TAIL = 16_000
GOES_ON = ("stopped", "interrupted", "failed", "new")
PID_FILE = "pid"  # written by the process once it holds the lock, gone when it ends well


@dataclass(frozen=True)
class RunGlance:
    """One line of the history."""

    path: Path
    about: About
    state: str  # a RunState's, or starting, queued, interrupted, new
    message: str
    iteration: int
    iterations: int
    better: bool | None  # the verdict's, None where there is none yet
    seconds_left: float | None = None
    asked: str = "run"  # the last control word
    held: bool = False  # a process holds the run's lock
    memory: int = 0  # bytes
    planned: int = 0  # iterations that its settings ask for; 0 if they cannot be read
    first_check: int = (
        0  # the iteration of the first validation of what was trained; 0 if that cannot be read
    )
    start: str = ""  # title of the model that it began with, as soon as there is a verdict

    @property
    def can_go_on(self) -> bool:
        """Whether a new process would find anything to do. A finished run may have been given more iterations, or have
        ended early for want of anything better."""
        return self.state in GOES_ON or (self.state == "finished" and self.iteration < self.planned)

    @property
    def at_work(self) -> bool:
        return self.state in ("starting", "waiting", "preparing", "running", "paused")

    @property
    def fraction(self) -> float:
        return min(1.0, self.iteration / self.iterations) if self.iterations else 0.0


@dataclass(frozen=True)
class _Planned:
    """What is read of a run's settings, without those of training, which take time to import."""

    iterations: int = 0
    validate_every: int = 0

    @property
    def first_check(self) -> int:
        return min(self.iterations, self.validate_every)


class Glancer:
    """Remembers what it has read of files that have not changed since."""

    def __init__(self) -> None:
        self._known: dict[Path, tuple[Stamp, RunProgress]] = {}
        self._planned: dict[Path, tuple[Stamp, _Planned]] = {}
        self._starts: dict[Path, str] = {}

    def glance(self, run: Path, *, launched: bool = False, queued: bool = False) -> RunGlance:
        """Look at a run. What cannot be read counts as not there; nothing is raised."""
        folder, at_work = RunFolder(run), is_at_work(run)
        progress = self._progress(folder)
        state = state_of(progress.state, at_work=at_work, launched=launched, queued=queued)
        message = progress.message or progress.warning
        if state == "interrupted":
            message = _last_words_of_this_start(folder) or message
        number = process_number(run) if at_work else 0
        planned = self._planned_in(folder)
        return RunGlance(
            path=run,
            about=_with_model(read_about(run), progress),
            state=state,
            message=message,
            iteration=progress.iteration,
            iterations=progress.iterations,
            better=progress.verdict.better if progress.verdict else None,
            seconds_left=progress.seconds_left,
            asked=folder.asked(),
            held=at_work,
            memory=memory_of(number) if number else 0,
            planned=planned.iterations,
            first_check=planned.first_check,
            start=self._start_of(folder) if progress.verdict else "",
        )

    def glance_all(
        self, runs: list[Path], *, launched: Collection[Path] = (), queued: Collection[Path] = ()
    ) -> list[RunGlance]:
        return [self.glance(r, launched=r in launched, queued=r in queued) for r in runs]

    def _progress(self, folder: RunFolder) -> RunProgress:
        stamp = stamp_of(folder.events)
        if stamp is None:
            return RunProgress()
        known = self._known.get(folder.path)
        if known is None or known[0] != stamp:
            known = self._known[folder.path] = (stamp, read_tail(folder.events))
        return known[1]

    def _planned_in(self, folder: RunFolder) -> _Planned:
        stamp = stamp_of(folder.config)
        if stamp is None:
            return _Planned()
        known = self._planned.get(folder.path)
        if known is None or known[0] != stamp:
            known = self._planned[folder.path] = (stamp, planned_in(folder.config))
        return known[1]

    def _start_of(self, folder: RunFolder) -> str:
        """It stays the same for as long as there is a verdict."""
        if not self._starts.get(folder.path):
            self._starts[folder.path] = title_in(folder.start)
        return self._starts[folder.path]


def planned_in(config: Path) -> _Planned:
    """What a run's settings ask for; zeros if they cannot be read."""
    try:
        return records.read(_Planned, config)
    except (FileNotFoundError, records.RecordError):
        return _Planned()


def title_in(model: Path) -> str:
    """The title of a model file; "" if it cannot be read."""
    try:
        return read_recipe(model).title
    except ModelError:
        return ""


def is_at_work(run: Path) -> bool:
    """Whether a process is at work there. The lock is only tried where a process has left its number.

    Trying takes the lock for a moment, and a process that starts just then would find it taken.
    """
    return (run / PID_FILE).exists() and RunFolder(run).is_at_work()


def process_number(run: Path) -> int:
    """The number of the process at work; 0 if it cannot be read."""
    try:
        return int((run / PID_FILE).read_text("ascii"))
    except (OSError, ValueError):
        return 0


def read_tail(events: Path) -> RunProgress:
    """What the last events add up to."""
    progress = RunProgress()
    for line in _tail(events, TAIL):
        event = from_json(line)
        if event is not None:
            progress.take(event)
    return progress


def last_words(log: Path, *, since: int = 0) -> str:
    """The last line that the newest process wrote before it ended, which is the error if it was a traceback; "" if
    there is none behind `since` bytes."""
    lines = [line.strip() for line in _tail(log, LOG_TAIL, since) if line.strip()]
    return lines[-1][:400] if lines and not lines[-1].startswith(START_MARK) else ""


def _last_words_of_this_start(folder: RunFolder) -> str:
    """What the log says of the process that was at work last; "" where a terminal has started that one, whose log is
    the terminal."""
    printed, begun = stamp_of(folder.log), stamp_of(folder.path / PID_FILE)
    if printed is not None and begun is not None and printed[1] < begun[1]:
        return ""
    return last_words(folder.log)


def _tail(path: Path, size: int, since: int = 0) -> list[str]:
    """The lines that end within the last `size` bytes and begin behind the first `since`."""
    try:
        with path.open("rb") as file:
            length = file.seek(0, os.SEEK_END)
            file.seek(max(since, length - size))
            lines = file.read(size).decode("utf-8", "replace").splitlines()
    except OSError:
        return []
    return lines[1:] if length - size > since else lines


def _with_model(about: About, progress: RunProgress) -> About:
    return replace(about, model=progress.exported) if progress.exported and not about.model else about
