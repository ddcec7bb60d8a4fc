"""What a run computes on and in: what pays on its device, unless a person said otherwise. And its pool of pairs."""

import pytest
import torch

from core.errors import TrainingError
from core.events import HardwareChosen, LogLine
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


@pytest.mark.parametrize(("device", "dtype"), [("cuda", torch.float16), ("mps", torch.float32)])
def test_float16_that_was_chosen_for_a_device_is_taken_where_there_is_a_loss_scaler(
    monkeypatch, device, dtype
):
    monkeypatch.setattr(build, "choose_device", lambda wanted: (torch.device(device), ""))
    monkeypatch.setattr(build, "choose_dtype", lambda device: (torch.float16, ""))
    monkeypatch.setattr(torch.cuda, "set_device", lambda device: None)
    monkeypatch.setattr(torch.backends.cudnn, "benchmark", False)
    assert build.choose_hardware(TrainConfig(), Processes())[1] == dtype


def test_a_device_that_is_not_usable_is_said_and_so_is_what_takes_its_place():
    said = []
    device, _ = build.choose_hardware(
        TrainConfig(device="cuda:99", precision="float32"), Processes(), said.append
    )
    assert device.type == "cpu"
    assert [type(event) for event in said] == [LogLine, HardwareChosen]
    assert said[0].level == "warning"
    assert "cuda:99 is not usable here" in said[0].message
    assert said[1] == HardwareChosen("cpu", "float32")


def test_a_pool_that_does_not_fit_says_what_to_lower(monkeypatch):
    def full(*given, **settings):
        raise torch.OutOfMemoryError("CUDA out of memory")

    monkeypatch.setattr(build, "fill_pool", full)
    config = TrainConfig(pool=5000, workers=1)
    with (
        pytest.raises(TrainingError, match=r"5,000 pairs does not fit .* lower the training setting pool"),
        build.pool_of(config, None, torch.device("cpu"), lambda: None),
    ):
        pass
