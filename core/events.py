"""What the engine reports: small frozen dataclasses, the same within a process and as lines of JSON."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, ClassVar

import numpy as np

from core.images.picture import Picture
from core.storage import records


@dataclass(frozen=True)
class Event:
    """Base of all events. `name` is the class name and the "event" key of the JSON line."""

    # Fields that hold pixels; a line of JSON leaves them out.
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
    # The frame or page, 1..frames, at which it goes on where an earlier run has left those before; else 0.
    frame: int = 0
    frames: int = 0
    pages: bool = False  # as in Progress


@dataclass(frozen=True)
class Progress(Event):
    """How far a job is. `phase` is one of load, decode, sample, finish, save, spread."""

    job_id: str
    phase: str
    fraction: float  # of the whole job, 0..1
    step: int = 0  # 1..steps while phase is "sample"
    steps: int = 0
    tile: int = 0  # 1..tiles within the step
    tiles: int = 0
    seconds_left: float | None = None
    frame: int = 0  # 1..frames where all frames or pages of a file are enlarged
    frames: int = 0
    pages: bool = False  # these are the pages of a document or book, and no animation


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
    """A job has ended well. `settings` are all that is needed to make the result again; `notices` are sentences worth
    showing."""

    IN_PROCESS_ONLY: ClassVar[frozenset[str]] = frozenset({"picture"})

    job_id: str
    source: str
    output: str | None  # path of the saved file; None if the job was to keep the result in memory
    width: int
    height: int
    seconds: float
    settings: dict[str, Any] = field(default_factory=dict)
    notices: tuple[str, ...] = ()
    picture: Picture | None = None  # the result itself, if the receiver is in the same process


@dataclass(frozen=True)
class JobFailed(Event):
    """A job has failed. `message` is a sentence for a person, `detail` is for the log."""

    job_id: str  # "" of an input that was refused before there was a job
    source: str
    message: str
    detail: str = ""


@dataclass(frozen=True)
class JobSkipped(Event):
    """An input of a batch that was passed over: `output` is its result by the same settings, which is there already;
    "" where `reason`, a sentence, says why it was left as it is."""

    source: str
    output: str
    job_id: str = ""  # as none was begun; every event of an input has one
    reason: str = ""


@dataclass(frozen=True)
class OriginalMoved(Event):
    """The input of a batch was moved away, since all its results are safe: `moved` is where it lies now; "" where
    `reason`, a sentence, says why it stayed where it was."""

    source: str
    moved: str = ""
    reason: str = ""


@dataclass(frozen=True)
class JobCancelled(Event):
    """The person stopped the job; nothing was written."""

    job_id: str
    source: str


@dataclass(frozen=True)
class SpreadFound(Event):
    """How far results of several seeds differ, in levels (steps of 1/255): see core.inventions.spread. With one seed
    none plays a part in the result."""

    job_id: str
    source: str
    seeds: int
    mean: float
    p95: float
    share: float
    map: str | None = None  # path of the picture that shows where
    top: float = 0.0  # the levels that its brightest colour stands for


@dataclass(frozen=True)
class JobsEstimated(Event):
    """What enlarging some pictures will take: see core.upscaling.estimate. None for what is not known."""

    seconds: float  # all of them, one after the other
    memory_bytes: int  # at most at once, beside what the program holds already
    file_bytes: int  # the files of all results
    free_memory: int | None = None
    free_disk: int | None = None  # where the results go

    @property
    def lacks_memory(self) -> bool:
        return self.free_memory is not None and self.memory_bytes > self.free_memory

    @property
    def lacks_disk(self) -> bool:
        return self.free_disk is not None and self.file_bytes > self.free_disk


@dataclass(frozen=True)
class HardwareChosen(Event):
    """What a training computes on, and in which number format."""

    device: str  # "cpu", "cuda:0", ...
    dtype: str  # "float32", "bfloat16", ...


@dataclass(frozen=True)
class TrainStep(Event):
    """A report of the training loop. Losses are means since the last report."""

    iteration: int
    iterations: int
    loss: float
    parts: dict[str, float]  # the loss by term, before weighting
    lr: float
    samples_per_second: float
    seconds_left: float | None = None


@dataclass(frozen=True)
class Validated(Event):
    """Metrics of the averaged weights (EMA) on the held-out pictures. `best`: none of the earlier ones was better."""

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
    """A checkpoint was written, from which training goes on exactly."""

    iteration: int
    path: str


@dataclass(frozen=True)
class RunState(Event):
    """What a training run is doing: waiting, preparing, running, paused, stopped, finished or failed.

    `message` is a sentence that says why, or empty.
    """

    state: str
    message: str = ""


@dataclass(frozen=True)
class Estimated(Event):
    """What a training run will take, by a short measurement. `notices` are sentences worth showing.

    `ceiling` is the PSNR in dB of the official models' autoencoder alone, encoding and decoding some of the run's own
    pictures. No training can get beyond it. None if the model has no autoencoder.
    """

    seconds_per_iteration: float
    seconds: float  # of the whole run, validation included
    memory_bytes: int  # at its peak
    accumulate: int  # the number of parts in which each batch has to be worked through
    device: str
    ceiling: float | None = None
    notices: tuple[str, ...] = ()
    disk_bytes: int = 0  # of its folder, at most; 0: not known


@dataclass(frozen=True)
class Verdict(Event):
    """What became of a training run: the metrics on the held-out pictures before training and at their best.

    `better` says whether the best are better than those of the start; `sentence` puts it into words.
    """

    better: bool
    sentence: str
    iteration: int  # of the best
    start: dict[str, float] = field(default_factory=dict)
    best: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class ModelExported(Event):
    """The model of a training run was written to `path`. Jobs name it by `key`: its key in the catalog, or its path."""

    key: str
    path: str


@dataclass(frozen=True)
class FetchProgress(Event):
    """How far a model's download or conversion is. `phase` is wait (another program is fetching it), download or
    convert; `total` is None if it is not known."""

    key: str
    file: str
    phase: str
    done: int = 0  # bytes
    total: int | None = None
    bytes_per_second: float = 0.0


@dataclass(frozen=True)
class SupportEnded(Event):
    """How the installation of an environment for the graphics card ended. `problem` is a sentence, "" if it is there;
    `devices` are the titles of those that compute soundly."""

    problem: str = ""
    detail: str = ""
    torch: str = ""
    devices: tuple[str, ...] = ()


@dataclass(frozen=True)
class ModelInstalled(Event):
    """A model has been installed. `sha256` is that of the file it was made from."""

    key: str
    sha256: str


@dataclass(frozen=True)
class ModelFailed(Event):
    """A model could not be fetched or read. If a person has to say which model it is, `choices` has the possible
    keys."""

    key: str
    message: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class LogLine(Event):
    """A sentence to read; `level` is debug, info, warning or error."""

    level: str
    message: str


Emit = Callable[[Event], None]

EVENT_TYPES: dict[str, type[Event]] = {cls.__name__: cls for cls in Event.__subclasses__()}


def to_json(event: Event) -> str:
    """The event as one line of JSON, without its pixels. It is ASCII, which goes through any pipe."""
    body = {
        f.name: getattr(event, f.name)
        for f in dataclasses.fields(event)
        if f.name not in event.IN_PROCESS_ONLY
    }
    return json.dumps({"event": event.name, **body}, separators=(",", ":"), default=str)


def from_json(line: str) -> Event | None:
    """The event on a line of JSON. None for anything else: other output, half a line, an event of a newer version."""
    try:
        body = records.decode(dict[str, Any], line)
        return from_dict(body)
    except records.RecordError:
        return None


def from_dict(body: dict[str, Any]) -> Event | None:
    """The same of a line that has been read already. Pixels never come this way."""
    kind = EVENT_TYPES.get(str(body.get("event")))
    if kind is None:
        return None
    try:
        return records.convert(kind, {k: v for k, v in body.items() if k not in kind.IN_PROCESS_ONLY})
    except records.RecordError:
        return None
