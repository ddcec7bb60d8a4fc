"""Notices a training that diverges: its loss is no number, or far above what it was."""

from __future__ import annotations

import math

EXPLODED = 50.0  # how many times the usual loss is too much
SETTLED = 20  # iterations before the usual loss is known
MEMORY = 0.98  # decay of the exponential mean


class Diverged(Exception):
    """The training has diverged, and the weights cannot be trusted any more."""


class Guard:
    """Knows the usual loss, as an exponential mean over the iterations (`seen` of them)."""

    def __init__(self) -> None:
        self.usual, self.seen = 0.0, 0

    def check(self, loss: float, gradient: float) -> None:
        """Raises Diverged if the loss, or the norm of the gradient before clipping, is no number, or the loss far too
        high."""
        if not (math.isfinite(loss) and math.isfinite(gradient)):
            raise Diverged("is no longer a number")
        if self.seen >= SETTLED and loss > EXPLODED * self.usual:
            raise Diverged(f"has risen from about {self.usual:.3g} to {loss:.3g}")
        self.seen += 1
        weight = max(1 - MEMORY, 1 / self.seen)
        self.usual += weight * (loss - self.usual)
