"""How far a run has come: the numbers that are stored with its tensors, and the sums between two reports."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass
class Progress:
    """The numbers of a run that are stored with its tensors."""

    iteration: int = 0
    best: float | None = None  # score of the best validation
    best_iteration: int = 0
    best_metrics: dict[str, float] = field(default_factory=dict)
    start_metrics: dict[str, float] = field(default_factory=dict)
    stale: int = 0  # validations since the best
    rollbacks: int = 0  # how often the run went back to a checkpoint because it had diverged
    lr_factor: float = 1.0  # of the learning rate; halved by each roll-back
    accumulate: int = 1  # parts in which a batch is worked through
    usual_loss: float = 0.0  # of the guard
    seen: int = 0  # of the guard
    scaler: dict[str, Any] = field(default_factory=dict)  # of float16


@dataclass
class Tally:
    """The sums of what has happened since the last report."""

    since: float  # time.monotonic() of that report
    loss: float = 0.0
    parts: dict[str, float] = field(default_factory=dict)
    count: int = 0

    def add(self, loss: float, parts: dict[str, float]) -> None:
        self.loss += loss
        self.parts = {k: self.parts.get(k, 0.0) + v for k, v in parts.items()}
        self.count += 1
