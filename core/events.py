"""What the engine tells: small frozen dataclasses, the same in the thread and on a JSON line."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, ClassVar

import numpy as np

from core.images.picture import Picture


@dataclass(frozen=True)
class Event:
    """Base of all events. `name` is the class name and the "event" key of the JSON line."""

    # Fields that hold pixels and stay in the process; a JSON line never carries them.
    IN_PROCESS_ONLY: ClassVar[frozenset[str]] = frozenset()

    @property
    def name(self) -> str:
        return type(self).__name__


@dataclass(frozen=True)
class JobStarted(Event):
    """A job has been planned and begins."""

    job_id: str
    source: str  # the input's path, or a title for a pasted picture
    width: int  # of the input (or region), pixels
    height: int
    out_width: int
    out_height: int
    steps: int
    tiles: int
    device: str  # "cpu", "cuda:0", ...
    dtype: str  # "float32", "bfloat16", ...


@dataclass(frozen=True)
class Progress(Event):
    """How far a job is. `phase` is one of load, decode, sample, finish, save."""

    job_id: str
    phase: str
    fraction: float  # of the whole job, 0..1
    step: int = 0  # 1..steps while phase is "sample"
    steps: int = 0
    tile: int = 0  # 1..tiles within the step
    tiles: int = 0
    seconds_left: float | None = None


@dataclass(frozen=True)
class StepPreview(Event):
    """The predicted x0 after one step, shrunk for the screen. In-process only."""

    IN_PROCESS_ONLY: ClassVar[frozenset[str]] = frozenset({"image"})

    job_id: str
    step: int  # 1..steps in the order they were computed
    steps: int
    image: np.ndarray | None = None  # uint8 HxWx3, read-only, C-contiguous, sRGB-encoded like the input


@dataclass(frozen=True)
class JobDone(Event):
    """A job has ended well. `settings` makes the result again; `notices` are sentences worth showing."""

    IN_PROCESS_ONLY: ClassVar[frozenset[str]] = frozenset({"picture"})

    job_id: str
    source: str
    output: str | None  # path of the saved file; None if the job was asked to keep it in memory
    width: int
    height: int
    seconds: float
    settings: dict[str, Any] = field(default_factory=dict)
    notices: tuple[str, ...] = ()
    picture: Picture | None = None  # the result itself, where the receiver shares the process


@dataclass(frozen=True)
class JobFailed(Event):
    """A job has ended badly: `message` is a sentence for a person, `detail` the traceback for the log."""

    job_id: str
    source: str
    message: str
    detail: str = ""


@dataclass(frozen=True)
class JobCancelled(Event):
    """The person stopped the job; nothing was written."""

    job_id: str
    source: str


@dataclass(frozen=True)
class TrainStep(Event):
    """A report of the training loop; losses are means since the last report."""

    iteration: int
    iterations: int
    loss: float
    parts: dict[str, float]  # the loss by term, before weighting
    lr: float
    samples_per_second: float
    seconds_left: float | None = None


@dataclass(frozen=True)
class Validated(Event):
    """Metrics of the EMA weights on the held-out pictures; `best` says that no earlier one was better."""

    iteration: int
    metrics: dict[str, float]
    best: bool


@dataclass(frozen=True)
class SamplesSaved(Event):
    """Pictures of the validation set were written below `folder`."""

    iteration: int
    folder: str


@dataclass(frozen=True)
class CheckpointSaved(Event):
    """A checkpoint from which training resumes exactly."""

    iteration: int
    path: str


@dataclass(frozen=True)
class RunState(Event):
    """What a training run is doing: waiting, preparing, running, paused, stopped, finished or failed.

    `message` says in a sentence why, where there is something to say.
    """

    state: str
    message: str = ""


@dataclass(frozen=True)
class Estimated(Event):
    """What a short measurement says a run will take; `notices` are sentences worth showing.

    ceiling is the PSNR in dB, on some of the run's own pictures, of the official models' autoencoder alone: how
    well it can show them at all. None where the model has none.
    """

    seconds_per_iteration: float
    seconds: float  # of the whole run, validation included
    memory_bytes: int  # at its peak
    accumulate: int  # parts in which each batch has to be worked through
    device: str
    ceiling: float | None = None
    notices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Verdict(Event):
    """What became of a run: the start's metrics on the held-out pictures against the best ones'.

    `sentence` says it plainly; `better` whether the best is better than the start.
    """

    better: bool
    sentence: str
    iteration: int  # of the best
    start: dict[str, float] = field(default_factory=dict)
    best: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class ModelExported(Event):
    """A run's model was written to `path`; the catalog lists it as `key`, or it is named by its path."""

    key: str
    path: str


@dataclass(frozen=True)
class FetchProgress(Event):
    """A model is on its way. `phase` is download or convert; `total` is None where it is not known."""

    key: str
    file: str
    phase: str
    done: int = 0  # bytes
    total: int | None = None
    bytes_per_second: float = 0.0


@dataclass(frozen=True)
class ModelInstalled(Event):
    """A model's file is in its place; `sha256` is that of the file it was made from."""

    key: str
    sha256: str


@dataclass(frozen=True)
class ModelFailed(Event):
    """A model could not be fetched or read. `choices` are the catalog's keys where a person has to decide."""

    key: str
    message: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class LogLine(Event):
    """Something to read; `level` is debug, info, warning or error."""

    level: str
    message: str


Emit = Callable[[Event], None]

EVENT_TYPES: dict[str, type[Event]] = {cls.__name__: cls for cls in Event.__subclasses__()}


def to_json(event: Event) -> str:
    """One line of JSON without pixels. Text is ASCII, so any pipe carries it."""
    body = {
        f.name: getattr(event, f.name)
        for f in dataclasses.fields(event)
        if f.name not in event.IN_PROCESS_ONLY
    }
    return json.dumps({"event": event.name, **body}, separators=(",", ":"), default=str)


def from_json(line: str) -> Event | None:
    """The event on this line, or None for anything else (a stray print, half a line, a newer event)."""
    try:
        body = json.loads(line)
        cls = EVENT_TYPES[body.pop("event")]
        known = {f.name for f in dataclasses.fields(cls)}
        values = {k: tuple(v) if isinstance(v, list) else v for k, v in body.items() if k in known}
        return cls(**values)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
