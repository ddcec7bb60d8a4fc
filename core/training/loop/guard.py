"""Notices a training that falls apart: a loss that is no number, or far above what it was."""

from __future__ import annotations

import math

EXPLODED = 50.0  # times the usual loss
SETTLED = 20  # iterations before "usual" means anything
MEMORY = 0.98


class Diverged(Exception):
    """The weights cannot be trusted any more."""


class Guard:
    """Keeps the usual loss, an exponential mean, and raises Diverged for one that is not sound."""

    def __init__(self) -> None:
        self.usual, self.seen = 0.0, 0

    def check(self, loss: float, gradient: float) -> None:
        """`gradient` is the norm before clipping."""
        if not (math.isfinite(loss) and math.isfinite(gradient)):
            raise Diverged("is no longer a number")
        if self.seen >= SETTLED and loss > EXPLODED * self.usual:
            raise Diverged(f"has risen from about {self.usual:.3g} to {loss:.3g}")
        self.seen += 1
        weight = max(1 - MEMORY, 1 / self.seen)
        self.usual += weight * (loss - self.usual)
