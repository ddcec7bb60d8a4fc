"""How much memory is planned with: never more than the system lets this process have."""

from pathlib import Path

import psutil
import pytest
import torch

from core.compute import device
from core.compute.device import free_memory


def test_a_containers_limit_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "memory.max").write_text("1000\n")
    (tmp_path / "memory.current").write_text("400\n")
    assert 600 in device._allowances(tmp_path)
    (tmp_path / "memory.max").write_text("max\n")
    assert 600 not in device._allowances(tmp_path)
    monkeypatch.setattr(device, "_allowances", lambda: [12_345])
    assert free_memory(torch.device("cpu")) == 12_345


def test_a_limit_that_is_passed_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(device, "_allowances", lambda: [-5])
    assert free_memory(torch.device("cpu")) == 0


def test_without_limits_it_is_what_the_machine_has(tmp_path: Path) -> None:
    assert 0 < free_memory(torch.device("cpu")) <= psutil.virtual_memory().total
