"""The guard against losses that are not sound."""

import numpy as np
import pytest

from core.training.loop.guard import Diverged, Guard


def test_the_guard_knows_an_explosion_from_an_ordinary_loss():
    guard = Guard()
    for loss in np.random.default_rng(0).uniform(0.5, 1.5, 100):
        guard.check(float(loss), 1.0)
    guard.check(8.0, 1.0)
    with pytest.raises(Diverged, match="risen"):
        guard.check(500.0, 1.0)
    with pytest.raises(Diverged, match="number"):
        guard.check(1.0, float("nan"))
