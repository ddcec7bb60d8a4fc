"""The average of the weights."""

import pytest
import torch

from core.training.loop.ema import Ema


def test_the_average_warms_up_and_then_decays():
    layer = torch.nn.Linear(1, 1, bias=False)
    with torch.no_grad():
        layer.weight.fill_(0.0)
    ema = Ema(layer, 0.9)
    with torch.no_grad():
        layer.weight.fill_(1.0)
    ema.set_iteration(0)  # decay 1/10
    ema.update(layer)
    assert float(ema.shadow["weight"]) == pytest.approx(0.9)
    ema.set_iteration(1000)  # decay 0.9
    ema.update(layer)
    assert float(ema.shadow["weight"]) == pytest.approx(0.91)
