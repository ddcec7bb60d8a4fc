"""`bench --train`: the figures of a run's own settings, every term of its loss included."""

import json
from pathlib import Path

import pytest

from core.commands.bench_train import measure_training, seconds_an_iteration
from core.training.settings.config import TrainConfig

SETTINGS = {
    "architecture": "lite_plk",
    "plk": {"width": 8, "blocks": 2, "kernel": 3, "large_every": 2},
    "tail_width": 8,
    "iterations": 5,
    "batch": 2,
    "patch": 32,
    "precision": "float32",
    "device": "cpu",
    "loss": "conference",
}


def test_iterations_a_second_and_the_share_of_the_peak(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text(json.dumps(SETTINGS))
    figures = measure_training("lite", rounds=1, settings=file)
    assert figures["iterations_per_second"] == pytest.approx(1 / figures["seconds"])
    assert figures["samples_per_second"] == pytest.approx(2 / figures["seconds"])
    assert 0 < figures["share_of_peak"] < 1
    assert figures["gflop"] > 0
    assert figures["batch"] == 2


def test_an_iteration_takes_some_time() -> None:
    assert 0 < seconds_an_iteration(TrainConfig.from_dict(SETTINGS)) < 60
