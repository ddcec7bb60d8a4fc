"""The folder of training runs: list, make, remove; what a run is called; which ones wait for their turn.

Everything here touches the disk and is meant for worker threads.
"""

from __future__ import annotations

import json
import logging
import os
import re
import shutil
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil

from core.errors import SaveError, TrainingError
from core.storage import records
from core.storage.atomic import write_atomically
from core.training.run_folder import RunFolder

if TYPE_CHECKING:
    from core.data.dataset import Dataset
    from core.training.settings.config import TrainConfig

log = logging.getLogger(__name__)

ABOUT = "about.json"
QUEUE = "queue.json"
DRAFT = ".draft"  # where the estimate is made


@dataclass(frozen=True)
class About:
    """What the window knows of a run beyond its settings."""

    title: str
    created: str = ""  # ISO 8601, local time
    pictures: str = ""  # a line about the data
    model: str = ""  # key of the model that was made of it
    model_iteration: int = -1  # of the state that the model was made of; -1: not known


def read_about(run: Path) -> About:
    """The notes on a run. A run that the command line started has none, and gets its folder's name as title."""
    return records.read_or(About, run / ABOUT, About(run.name))


def write_about(run: Path, about: About) -> None:
    """Write the notes on a run. Raises SaveError."""
    write_atomically(run / ABOUT, json.dumps(asdict(about)).encode(), overwrite=True)


class RunStore:
    """All runs below one folder. `root` need not exist."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def folders(self) -> list[Path]:
        """The folders of all runs, newest first. A folder without settings is no run."""
        try:
            found = [
                p for p in self.root.iterdir() if not p.name.startswith(".") and (p / "config.json").is_file()
            ]
        except OSError:
            return []
        return sorted(found, key=lambda p: p.name, reverse=True)

    def make(self, title: str, config: TrainConfig, dataset: Dataset, pictures: str) -> Path:
        """Make a run with everything that a process needs. Raises TrainingError."""
        now = datetime.now().astimezone()
        run = self._free(now.strftime("%Y-%m-%d-%H%M%S"), title)
        try:
            run.mkdir(parents=True)
            self._write(run, config, dataset)
            write_about(run, About(title, now.isoformat(timespec="seconds"), pictures))
        except (OSError, SaveError) as error:
            shutil.rmtree(run, ignore_errors=True)
            raise TrainingError(
                f"The run cannot be made in {self.root}: {error}", detail=repr(error)
            ) from error
        return run

    def make_draft(self, config: TrainConfig, dataset: Dataset) -> Path:
        """Make the folder of a measurement anew; each window has its own. Raises TrainingError."""
        run = self.root / f"{DRAFT}-{os.getpid()}"
        try:
            shutil.rmtree(run, ignore_errors=True)
            # A measurement that was just ended may still have a file there.
            run.mkdir(parents=True, exist_ok=True)
            self._write(run, config, dataset)
        except (OSError, SaveError) as error:
            raise TrainingError(
                f"Nothing can be written to {self.root}: {error}", detail=repr(error)
            ) from error
        return run

    def remove_draft(self) -> None:
        shutil.rmtree(self.root / f"{DRAFT}-{os.getpid()}", ignore_errors=True)

    def remove_old_drafts(self) -> None:
        """Remove the drafts of windows that were killed."""
        for run in self.root.glob(f"{DRAFT}-*"):
            number = run.name.rpartition("-")[2]
            if number.isdecimal() and not psutil.pid_exists(int(number)):
                shutil.rmtree(run, ignore_errors=True)

    def remove(self, run: Path) -> None:
        """Delete a run. Raises TrainingError while a process is at work there, or if it cannot be deleted."""
        if RunFolder(run).is_at_work():
            raise TrainingError("This run is at work: stop it first.")
        try:
            shutil.rmtree(run)
        except OSError as error:
            raise TrainingError(f"The run cannot be removed: {error}", detail=repr(error)) from error

    def note_model(self, run: Path, key: str, iteration: int) -> None:
        """Remember which model was made of a run, and of which of its states."""
        try:
            write_about(run, replace(read_about(run), model=key, model_iteration=iteration))
        except SaveError:
            log.warning("%s cannot be noted down", run, exc_info=True)

    def _free(self, stamp: str, title: str) -> Path:
        name = re.sub(r"[^\w]+", "-", title).strip("-_").lower()[:40] or "run"
        run, number = self.root / f"{stamp}-{name}", 2
        while run.exists():
            run, number = self.root / f"{stamp}-{name}-{number}", number + 1
        return run

    @staticmethod
    def _write(run: Path, config: TrainConfig, dataset: Dataset) -> None:
        dataset.save(RunFolder(run).dataset)
        write_atomically(RunFolder(run).config, config.to_json().encode(), overwrite=True)


def load_queue(root: Path) -> list[Path]:
    """The runs that wait, in the order of their turns; what is no run any more is left out."""
    entries: list[Any] = records.read_or(list[Any], root / QUEUE, [])
    runs = [root / n for n in entries if isinstance(n, str) and Path(n).name == n and "\0" not in n]
    return [r for r in runs if (r / "config.json").is_file()]


def save_queue(root: Path, runs: list[Path]) -> None:
    """Write down which runs wait. Raises SaveError."""
    if runs or root.is_dir():
        write_atomically(root / QUEUE, json.dumps([r.name for r in runs]).encode(), overwrite=True)
