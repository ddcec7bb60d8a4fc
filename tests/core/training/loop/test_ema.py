"""The average of the weights."""

import pytest
import torch

from core.training.loop.ema import Ema, averaged


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


def test_a_network_has_its_averaged_weights_for_a_while():
    layer = torch.nn.Linear(1, 1, bias=False)
    ema = Ema(layer, 0.9)
    average = layer.weight.item()
    with torch.no_grad():
        layer.weight.fill_(7.0)
    parameter, place = layer.weight, layer.weight.data_ptr()
    with averaged(layer, ema):
        assert (layer.weight.item(), layer.training) == (average, False)
    assert layer.weight is parameter
    assert (layer.weight.item(), layer.training) == (7.0, True)
    assert layer.weight.data_ptr() == place  # where a recording finds it
    assert float(ema.shadow["weight"]) == average
