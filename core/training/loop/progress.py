"""How far a run has come: the numbers that are stored with its tensors, and the sums between two reports."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor

from core.training.loop.guard import Guard


@dataclass
class Progress:
    """The numbers of a run that are stored with its tensors."""

    iteration: int = 0
    best: float | None = None  # score of the best validation
    best_iteration: int = 0
    best_metrics: dict[str, float] = field(default_factory=dict)
    start_metrics: dict[str, float] = field(default_factory=dict)
    stale: int = 0  # validations since the best
    # the iteration of the last validation; -1: none, or of a version that did not note it
    validated_at: int = -1
    rollbacks: int = 0  # how often the run went back to a checkpoint because it had diverged
    lr_factor: float = 1.0  # of the learning rate; halved by each roll-back
    accumulate: int = 1  # parts in which a batch is worked through
    usual_loss: float = 0.0  # of the guard
    seen: int = 0  # of the guard
    scaler: dict[str, Any] = field(default_factory=dict)  # of float16


class Stopwatch:
    """The seconds that a run has been at work, `seconds`: they stand still while it is paused; and those that it has
    spent on iterations, `training`. `clock` gives seconds since some fixed moment."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._began, self._paused, self._aside = clock, clock(), 0.0, 0.0

    @property
    def seconds(self) -> float:
        return self._clock() - self._began - self._paused

    @property
    def training(self) -> float:
        return self.seconds - self._aside

    @contextmanager
    def aside(self) -> Iterator[None]:
        """What the block takes, such as a validation, is work, but no iteration."""
        since = self.seconds
        try:
            yield
        finally:
            self._aside += self.seconds - since

    @contextmanager
    def paused(self) -> Iterator[None]:
        """What the block takes does not count at all."""
        since = self._clock()
        try:
            yield
        finally:
            self._paused += self._clock() - since


@dataclass(frozen=True)
class Outcome:
    """What came of an iteration: single numbers on the device."""

    loss: Tensor  # mean over the batch
    parts: dict[str, Tensor]
    norm: Tensor  # of the gradients before clipping; 0 with a loss scaler, whose infinities are no fault


@dataclass
class Tally:
    """What has happened since the last report. Its numbers stay on the device until somebody asks for them."""

    since: float  # the stopwatch's seconds of training at that report
    losses: list[Tensor] = field(default_factory=list)
    norms: list[Tensor] = field(default_factory=list)  # of the gradients before clipping
    parts: dict[str, list[Tensor]] = field(default_factory=dict)  # not every iteration has all of them
    checked: int = 0  # iterations that the guard has seen

    @property
    def count(self) -> int:
        return len(self.losses)

    def add(self, outcome: Outcome) -> None:
        self.losses.append(outcome.loss)
        self.norms.append(outcome.norm)
        for name, value in outcome.parts.items():
            self.parts.setdefault(name, []).append(value)

    def check(self, guard: Guard) -> None:
        """Shows the guard what it has not seen yet. Raises Diverged."""
        new = [*self.losses[self.checked :], *self.norms[self.checked :]]
        self.checked = self.count
        values = torch.stack(new).tolist() if new else []
        for loss, norm in zip(values[: len(values) // 2], values[len(values) // 2 :], strict=True):
            guard.check(loss, norm)

    def means(self) -> tuple[float, dict[str, float]]:
        """(mean loss, mean of each part over the iterations that had it)"""
        loss, *parts = torch.stack(
            [torch.stack(v).mean() for v in (self.losses, *self.parts.values())]
        ).tolist()
        return loss, dict(zip(self.parts, parts, strict=True))
