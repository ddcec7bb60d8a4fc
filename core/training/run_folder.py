"""A training run on disk: its files, whether a process is at work in it, and how it is told to pause or stop.

    config.json     the settings (core.training.settings.config)
    events.jsonl    every event of the run as a line of JSON; a run that goes on appends to it
    log.txt         what the process printed
    run.lock        locked by the process at work for as long as it lives; its process id is in pid
    control         one word that tells the process at work what to do: run, pause or stop
    ckpt-*          states from which the run can go on (core.training.loop.state)
    best.safetensors     averaged weights of the best validation (with adapters, those of the adapters alone)
    start.safetensors    the model it began with, if any, whatever becomes of that elsewhere
    dataset.json    the pictures as they were checked, chosen and split (core.data.dataset)
    held-out.safetensors the crops that all validations look at, whatever becomes of the pictures
    samples/        held-out pictures: hq-NN.png, lq-NN.png, and iter-NNNNNNNN/NN.png for each validation

The process outlives the window that started it. A window that is opened later reads the folder and follows the events.
Free of torch.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from core.events import Event, from_json

WORDS = ("run", "pause", "stop")


@dataclass(frozen=True)
class RunFolder:
    """The files of one run."""

    path: Path

    @property
    def config(self) -> Path:
        return self.path / "config.json"

    @property
    def events(self) -> Path:
        return self.path / "events.jsonl"

    @property
    def log(self) -> Path:
        return self.path / "log.txt"

    @property
    def dataset(self) -> Path:
        return self.path / "dataset.json"

    @property
    def best(self) -> Path:
        return self.path / "best.safetensors"

    @property
    def start(self) -> Path:
        return self.path / "start.safetensors"

    @property
    def held_out(self) -> Path:
        return self.path / "held-out.safetensors"

    @property
    def samples(self) -> Path:
        return self.path / "samples"

    def has_begun(self) -> bool:
        """Whether anything has been learnt: before the first checkpoint the settings may still change."""
        return any(self.path.glob("ckpt-????????"))

    def lock(self) -> FileLock:
        """The lock that the process holds that trains here."""
        return FileLock(self.path / "run.lock")

    def is_at_work(self) -> bool:
        """Whether a process trains here now. If a process is killed, the system frees its lock."""
        lock = self.lock()
        try:
            lock.acquire(timeout=0)
        except Timeout:
            return True
        except OSError:
            return False
        lock.release()
        return False

    def has_settings(self) -> bool:
        """Whether the settings are there. So they are where they only cannot be read just now, as on a drive that is
        away: then the folder of the run's folder is missing as well."""
        return not _is_missing(self.config) or _is_missing(self.path.parent)

    def say(self, word: str) -> None:
        """Tells the process at work, or else the next one, to run, pause or stop. Raises ValueError for other words."""
        if word not in WORDS:
            raise ValueError(word)
        temporary = self.path / f"control.{os.getpid()}"
        temporary.write_text(word, "ascii")
        temporary.replace(self.path / "control")

    def said_at(self) -> float | None:
        """When the last word was said, in seconds since the epoch; None if there is none."""
        try:
            return (self.path / "control").stat().st_mtime
        except OSError:
            return None

    def asked(self) -> str:
        """The last word that was said; "run" if there is none or it cannot be read."""
        try:
            word = (self.path / "control").read_text("ascii").strip()
        except (OSError, ValueError):
            return "run"
        return word if word in WORDS else "run"

    def read_events(self, offset: int = 0) -> Iterator[tuple[Event | None, int]]:
        """(event, offset in bytes of the line after it) for every complete line from `offset` on. The event is None for
        a line that holds none."""
        try:
            stream = self.events.open("rb")
        except OSError:
            return
        with stream:
            stream.seek(offset)
            for line in stream:
                if not line.endswith(b"\n"):
                    return
                offset += len(line)
                yield from_json(line.decode("ascii", "replace")), offset


def _is_missing(path: Path) -> bool:
    """Whether the system says that there is no such file; an error of another kind says nothing about that."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False
