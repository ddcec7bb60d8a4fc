"""Everything that decides a training run, as one frozen dataclass that is stored with it."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from core.errors import TrainingError


@dataclass(frozen=True)
class TrainConfig:
    """A run of the x0-predicting network. Same config, same data: the same weights, bit for bit on one CPU."""

    data: str = ""  # folder of the training set (see core.data.pairs)
    seed: int = 0
    # network; None starts from the checkpoint named in `start`
    widths: tuple[int, ...] = (96, 160, 256)
    blocks: tuple[int, ...] = (3, 2, 2)
    tail_width: int = 32
    scale: int = 4
    start: str = ""  # a .safetensors file to start from
    # length
    iterations: int = 100_000
    seconds: float | None = None  # a budget of wall time for this start; the state is saved when it is spent
    # optimiser
    batch: int = 16
    accumulate: int = 1
    patch: int = 192  # side of an HQ patch
    lr: float = 3e-4
    lr_end: float = 1e-5
    warmup: int = 300
    betas: tuple[float, float] = (0.9, 0.99)
    weight_decay: float = 0.0
    clip: float = 1.0
    ema: float = 0.999
    bf16: bool = True
    threads: int | None = None
    # what the network sees
    mix: dict[str, float] = field(default_factory=lambda: {"bicubic": 0.35, "mild": 0.45, "realesrgan": 0.2})
    kappa_range: tuple[float, float] = (0.1, 2.0)
    top_share: float = 0.35  # of samples at the chain's last level, where sampling starts
    hop_odds: tuple[float, ...] = (0.5, 0.3, 0.2)  # of reaching another level in one, two, three predictions
    # loss = mse / residual_std^2 + weight(kappa) * feature distance
    perceptual_weight: float = 0.25
    perceptual_start: int = 1000  # squared error alone until this iteration
    perceptual_ramp: int = 1000  # iterations over which the weight then rises from zero
    # rhythm, in iterations
    report_every: int = 50
    validate_every: int = 1000
    save_every: int = 500

    def to_json(self) -> str:
        return json.dumps(dataclasses.asdict(self), indent=2)

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> TrainConfig:
        """Raises TrainingError for a key that does not exist: a typing error must not be ignored for hours."""
        names = {f.name for f in dataclasses.fields(cls)}
        unknown = sorted(set(values) - names)
        if unknown:
            raise TrainingError(
                f"Unknown training setting {unknown[0]!r}. Known are: {', '.join(sorted(names))}."
            )
        plain: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in values.items()}
        return cls(**plain)

    @classmethod
    def load(cls, path: Path) -> TrainConfig:
        try:
            return cls.from_dict(json.loads(path.read_text("utf-8")))
        except (OSError, ValueError) as error:
            raise TrainingError(f"The training settings {path} cannot be read.", detail=str(error)) from error
