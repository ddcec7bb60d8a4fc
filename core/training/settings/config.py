"""All settings of a training run, as one frozen dataclass that is stored with the run."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from core.data.user_pairs import Sampling
from core.errors import TrainingError
from core.storage import records

CHOICES = {
    "architecture": ("lite_unet", "lite_plk"),
    "method": ("full", "adapters"),
    "loss": ("journal", "conference", "kl"),
    "optimizer": ("adamw", "muon"),
    "precision": ("auto", "bfloat16", "float16", "float32"),
}
# These may not change when a run goes on: its checkpoints would not fit, or it would be judged by other pictures; see
# `fixed`.
FIXED = (
    "architecture",
    "plk",
    "widths",
    "blocks",
    "tail_width",
    "scale",
    "start",
    "method",
    "rank",
    "train_only",
    "optimizer",
    "source",
    "loss",
    "seed",
)
# The person's own pictures are divided, cut and degraded by these once, at the beginning. A packed set has held-out
# pairs of its own, made before.
FIXED_OF_OWN_PICTURES = ("patch", "mix", "validation_share", "correct_shifts")
# Of these, what earlier versions let a person change, although it has no effect once the pictures are divided: a run
# goes on with what it began with.
WITHOUT_EFFECT = ("validation_share", "correct_shifts")


@dataclass(frozen=True)
class TrainConfig:
    """The settings of a run that trains a network to predict x0.

    The same settings and data give the same weights, bit for bit on one processor. A run learns from a packed set
    (`data`) or from the person's own pictures (`source`). It begins with a model (`start`), whose recipe decides the
    architecture, or with an untrained Lite of the given sizes.
    """

    data: str = ""  # folder of a packed training set (see core.data.pairs)
    source: dict[str, str] = field(default_factory=dict)  # core.data.source.DataSource; wins over `data`
    seed: int = 0
    # an untrained network: its architecture and sizes
    architecture: str = "lite_unet"  # or "lite_plk"
    widths: tuple[int, ...] = (96, 160, 256)  # of lite_unet, as blocks
    blocks: tuple[int, ...] = (3, 2, 2)
    tail_width: int = 32
    plk: dict[str, int] = field(default_factory=dict)  # of lite_plk, what differs from PLKConfig's values
    scale: int = 4
    start: str = ""  # a catalog key or a .safetensors file to start from
    method: str = "full"  # or "adapters": low-rank additions to the layers, the rest frozen
    rank: int = 16  # of the adapters
    train_only: str = (
        ""  # with "full": what the names of the trained parameters begin with; "": all are trained
    )
    # length
    iterations: int = 100_000
    seconds: float | None = (
        None  # the run saves its state and stops after so many; counted anew when it goes on
    )
    # optimiser
    optimizer: str = "adamw"  # or "muon" for the convolutions, and AdamW for the rest
    batch: int = 16  # samples an iteration, over all processes
    accumulate: int = 1  # parts in which a process works through its share; 0: as many as the memory needs
    patch: int = 192  # side of an HQ patch in pixels
    lr: float = 3e-4
    lr_end: float = 1e-5
    warmup: int = 300
    betas: tuple[float, float] = (0.9, 0.99)
    weight_decay: float = 0.0
    clip: float = 1.0
    ema: float = 0.999
    bf16: bool = True  # False: float32 whatever `precision` says
    # auto (half precision if it is faster here, else float32), bfloat16, float32, or float16 (graphics cards alone, as
    # it needs a loss scaler)
    precision: str = "auto"
    device: str = "auto"
    # for graphics cards
    pool: int = (
        0  # pairs that are made beforehand and lie on the device; 0: they are made while they are needed
    )
    workers: int = 0  # processes that make the pool; 0: as many as there are processors
    graph: bool = False  # the network's launches are recorded once and repeated (Lite)
    threads: int | None = None
    nice: int = 0  # how far the priority of the process is lowered, 0 to 19
    # what the network sees
    mix: dict[str, float] = field(default_factory=lambda: {"bicubic": 0.35, "mild": 0.45, "realesrgan": 0.2})
    taught: str = ""  # folder of taught pairs (see core.data.taught); "": none
    taught_share: float = 0.0  # of the samples that are taught pairs (Lite)
    # of the target of a taught pair that is the teacher's at least; it rises to all of it at kappa 1 (Lite)
    teacher_least: float = 0.0
    sharpen: float = 0.0  # by how much the target's finest band is made stronger, 0 to 1 (Lite)
    kappa_range: tuple[float, float] = (0.1, 2.0)
    default_share: float = 0.0  # of the samples, trained at the default steps and kappa of the model (Lite)
    top_share: float = 0.35  # of the samples, at the last level of their chain, where sampling starts (Lite)
    hop_odds: tuple[float, ...] = (0.5, 0.3, 0.2)  # of reaching a level in one, two, three predictions (Lite)
    # journal: squared error + weight(kappa) * feature distance; conference: squared error alone;
    # kl: squared error weighted by the variational bound
    loss: str = "journal"
    perceptual_weight: float = 0.25
    # weight of the adversarial term, where that of the feature distance is 1; it rises from none at kappa 0.5 to all of
    # it at 2 (Lite)
    adversarial_weight: float = 0.0
    adversarial_start: int = 0  # the first iteration with it: before that there is nothing worth judging
    # weight of errors that repeat every `scale` pixels (Lite), see lite_task.grid_error
    grid_weight: float = 0.0
    perceptual_start: int = 1000  # until this iteration the loss is squared error alone
    perceptual_ramp: int = 1000  # iterations over which perceptual_weight then rises from zero
    # the person's own pictures
    validation_share: float = 0.1  # of the pictures is held out
    correct_shifts: bool = True  # of pairs whose pictures are shifted against each other
    # the run ends early after so many validations without a better one; 0: never
    patience: int = 0
    preset: str = ""  # name of the preset that it was made from, for people to read
    # rhythm, in iterations
    report_every: int = 50
    validate_every: int = 1000
    save_every: int = 500
    save_seconds: float = 0.0  # and whenever so many seconds have gone by; 0: not by time

    def to_json(self) -> str:
        return json.dumps(dataclasses.asdict(self), indent=2)

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> TrainConfig:
        """The settings with these values. Raises TrainingError for a value out of range, and for an unknown key: a
        misspelt setting must not go unnoticed for hours."""
        names = {f.name for f in dataclasses.fields(cls)}
        unknown = sorted(set(values) - names)
        if unknown:
            raise TrainingError(
                f"Unknown training setting {unknown[0]!r}. Known are: {', '.join(sorted(names))}."
            )
        try:
            config = records.convert(cls, values)
        except records.RecordError as error:
            raise TrainingError(f"The training settings cannot be used: {error}.") from error
        config.check()
        return config

    def network_sizes(self) -> dict[str, Any]:
        """The configuration of an untrained network, as its recipe holds it."""
        if self.architecture == "lite_plk":
            return {"scale": self.scale, "tail_width": self.tail_width, **self.plk}
        sizes = {"widths": self.widths, "blocks": self.blocks, "tail_width": self.tail_width}
        return {"scale": self.scale, **sizes}

    def sampling(self) -> Sampling:
        """How patches are drawn from the person's own pictures."""
        return Sampling(self.patch, self.scale, self.batch, self.mix, self.seed)

    def check(self) -> None:
        """Raises TrainingError for a value that no run can use."""
        for name, choices in CHOICES.items():
            if getattr(self, name) not in choices:
                raise TrainingError(
                    f"The training setting {name} cannot be {getattr(self, name)!r}: choose {', '.join(choices)}."
                )
        for name in ("iterations", "batch", "patch", "rank", "report_every", "validate_every", "save_every"):
            if getattr(self, name) < 1:
                raise TrainingError(f"The training setting {name} must be 1 at least.")
        if self.patch % self.scale:
            raise TrainingError(
                f"The patch of {self.patch} pixels must be a multiple of the scale, {self.scale}."
            )
        if not self.lr > 0 or self.clip <= 0:
            raise TrainingError("The learning rate and the clipping must be above 0.")
        if not 0 <= self.sharpen <= 1:
            raise TrainingError("The training setting sharpen must be from 0 to 1.")

    @classmethod
    def load(cls, path: Path) -> TrainConfig:
        try:
            return cls.from_dict(records.read(dict[str, Any], path))
        except (FileNotFoundError, records.RecordError) as error:
            raise TrainingError(
                f"The training settings {path} cannot be read: {error}.", detail=str(error)
            ) from error


@dataclass(frozen=True)
class Change:
    """A setting in which a run that is to go on differs from the run as it was begun."""

    name: str
    was: Any
    now: Any
    allowed: bool

    def __str__(self) -> str:
        return f"{self.name}: {self.was!r} -> {self.now!r}"


def fixed(config: TrainConfig) -> tuple[str, ...]:
    """The names of the settings that may not change when a run with these goes on."""
    return (*FIXED, *FIXED_OF_OWN_PICTURES) if config.source else FIXED


def changes(was: TrainConfig, now: TrainConfig) -> list[Change]:
    """The settings that differ; those that may not change come first."""
    kept = fixed(was)
    found = [
        Change(f.name, getattr(was, f.name), getattr(now, f.name), f.name not in kept)
        for f in dataclasses.fields(TrainConfig)
        if getattr(was, f.name) != getattr(now, f.name)
    ]
    return sorted(found, key=lambda c: c.allowed)
