"""How far a run has come: the numbers stored with its tensors, and the sums between two reports."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass
class Progress:
    """What a run knows beside its tensors; stored with them."""

    iteration: int = 0
    best: float | None = None
    best_iteration: int = 0
    best_metrics: dict[str, float] = field(default_factory=dict)
    start_metrics: dict[str, float] = field(default_factory=dict)
    stale: int = 0  # validations since the best
    rollbacks: int = 0
    lr_factor: float = 1.0
    accumulate: int = 1
    usual_loss: float = 0.0
    seen: int = 0
    scaler: dict[str, Any] = field(default_factory=dict)


@dataclass
class Tally:
    """Sums since the last report."""

    since: float  # time.monotonic() of that report
    loss: float = 0.0
    parts: dict[str, float] = field(default_factory=dict)
    count: int = 0

    def add(self, loss: float, parts: dict[str, float]) -> None:
        self.loss += loss
        self.parts = {k: self.parts.get(k, 0.0) + v for k, v in parts.items()}
        self.count += 1
