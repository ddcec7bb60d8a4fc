"""What a run computes in: what pays on its device, unless a person said otherwise."""

import pytest
import torch

from core.errors import TrainingError
from core.training.processes import Processes
from core.training.runs import build
from core.training.settings.config import TrainConfig


def chosen(**settings):
    return build.choose_hardware(TrainConfig(device="cpu", **settings), Processes())[1]


@pytest.mark.parametrize("pays", [torch.float32, torch.bfloat16])
def test_auto_is_what_the_devices_check_found(monkeypatch, pays):
    """On processors without bfloat16 it would take several times as long."""
    monkeypatch.setattr(build, "choose_dtype", lambda device: (pays, ""))
    assert chosen() == pays
    assert chosen(bf16=False) == torch.float32


def test_a_persons_choice_holds(monkeypatch):
    monkeypatch.setattr(build, "choose_dtype", lambda device: pytest.fail("it was not asked to choose"))
    assert chosen(precision="bfloat16") == torch.bfloat16
    assert chosen(precision="float32") == torch.float32
    with pytest.raises(TrainingError, match="graphics cards"):
        chosen(precision="float16")
