"""The learning rate."""

import pytest

from core.training.loop.learning_rate import learning_rate
from core.training.settings.config import TrainConfig


def test_the_learning_rate_rises_and_falls_along_a_cosine():
    settings = TrainConfig(lr=1.0, lr_end=0.1, warmup=4, iterations=14)
    assert [learning_rate(i, settings) for i in range(4)] == [0.25, 0.5, 0.75, 1.0]
    assert learning_rate(4, settings) == 1.0
    assert learning_rate(9, settings) == pytest.approx(0.55)
    assert learning_rate(14, settings) == pytest.approx(0.1)
