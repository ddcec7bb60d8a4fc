"""What belongs to a step: the loss scaler of float16, and that all optimisers take it or none."""

from types import SimpleNamespace

import pytest
import torch
from torch import nn

from core.training.loop.learner import Learner, needs_scaler
from core.training.settings.config import TrainConfig


def task_on(device, dtype, network=None):
    return SimpleNamespace(network=network, device=torch.device(device), dtype=dtype, adversary=None)


@pytest.mark.parametrize(
    ("device", "dtype", "needed"),
    [("cuda", torch.float16, True), ("cuda", torch.bfloat16, False), ("cpu", torch.float16, False)],
)
def test_float16_on_a_card_has_a_scaler_whoever_chose_it(device, dtype, needed):
    """The format is the task's: the settings may only say "auto"."""
    assert needs_scaler(task_on(device, dtype)) == needed


@pytest.mark.parametrize("optimizer", ["adamw", "muon"])
def test_an_overflow_in_one_gradient_leaves_all_weights_and_lowers_the_scale(optimizer):
    network = nn.Sequential(nn.Conv2d(3, 4, 3), nn.Conv2d(4, 3, 3))
    learner = Learner(task_on("cpu", torch.float32, network), TrainConfig(optimizer=optimizer))
    learner.scaler = torch.amp.GradScaler("cpu", init_scale=1024.0)  # as on a card in float16
    learner.scaler.scale(torch.ones(()))  # makes its factor
    before = {k: p.detach().clone() for k, p in network.named_parameters()}

    def step(broken):
        for p in network.parameters():
            p.grad = torch.ones_like(p)
        if broken:
            network[0].weight.grad[0, 0, 0, 0] = float("nan")
        learner.unscale()
        learner.step()

    step(broken=True)
    assert all(torch.equal(p, before[k]) for k, p in network.named_parameters())
    assert learner.scaler.get_scale() == 512.0
    step(broken=False)
    assert not any(torch.equal(p, before[k]) for k, p in network.named_parameters())
