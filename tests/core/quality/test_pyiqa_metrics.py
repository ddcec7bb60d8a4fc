"""The adapter to pyiqa, with a stand-in for pyiqa that has its documented interface."""

import sys
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from core.errors import EngineError
from core.quality.pyiqa_metrics import HINT, Iqa

DARK = np.zeros((8, 12, 3), np.uint8)
LIGHT = np.full((8, 12, 3), 255, np.uint8)


def full_reference(target: Tensor, ref: Tensor) -> Tensor:
    assert target.shape == ref.shape == (1, 3, 8, 12)
    assert target.dtype == torch.float32
    assert 0 <= target.min() <= target.max() <= 1
    return (target - ref).mean().view(1, 1, 1, 1)


def no_reference(target: Tensor) -> Tensor:
    return target.mean().view(1)


def stand_in(**failing: Exception) -> Any:
    """A pyiqa of three metrics; those named raise instead of loading."""

    def create_metric(name: str, *, device: torch.device) -> Any:
        if name in failing:
            raise failing[name]
        print("Loading weights of", name)  # noqa: T201
        return {"lpips": full_reference, "clipiqa": no_reference, "musiq": no_reference}[name]

    return SimpleNamespace(create_metric=create_metric)


def test_lpips_compares_and_the_others_look_at_the_result(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "pyiqa", stand_in())
    iqa = Iqa()
    assert iqa.notices == []
    assert iqa.measure(LIGHT, DARK) == {"lpips": 1.0, "clipiqa": 1.0, "musiq": 1.0}
    assert iqa.measure(DARK, LIGHT) == {"lpips": -1.0, "clipiqa": 0.0, "musiq": 0.0}
    assert capsys.readouterr().out == "", "what pyiqa tells stays out of the table"


def test_without_pyiqa_one_sentence_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyiqa", None)
    iqa = Iqa()
    assert iqa.notices == [HINT]
    assert "pip install pyiqa" in HINT
    assert iqa.measure(LIGHT, DARK) == {}


def test_a_pyiqa_that_does_not_import_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        def find_spec(self, name: str, path: Any, target: ModuleType | None = None) -> None:
            if name == "pyiqa":
                raise RuntimeError("operator torchvision::nms does not exist")

    monkeypatch.delitem(sys.modules, "pyiqa", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Broken(), *sys.meta_path])
    iqa = Iqa()
    assert iqa.measure(LIGHT, DARK) == {}
    assert len(iqa.notices) == 1
    assert "torchvision::nms" in iqa.notices[0]


def test_a_metric_that_cannot_be_loaded_is_left_out_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyiqa", stand_in(musiq=OSError("no network")))
    iqa = Iqa()
    assert iqa.notices == ["MUSIQ is left out, since pyiqa could not load it: no network"]
    assert set(iqa.measure(LIGHT, DARK)) == {"lpips", "clipiqa"}


def test_a_picture_that_a_metric_refuses_is_named_by_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyiqa", stand_in())
    with pytest.raises(EngineError, match="LPIPS cannot be measured on a picture of 12 x 7"):
        Iqa().measure(LIGHT[:7], DARK)
