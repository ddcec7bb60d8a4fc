"""The train command: presets, going on, estimates and exports, as a person types them."""

import json
import sys
from pathlib import Path

import numpy as np
import pytest
import torch

from core.cli import main
from core.events import from_json
from core.training.runs import build
from core.training.tasks.distances import GradientDistance

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "training"))
import tiny


@pytest.fixture
def place(tmp_path, monkeypatch):
    torch.set_num_threads(1)
    monkeypatch.setattr(build, "choose_distance", lambda device: (GradientDistance(), ""))
    tiny.write_pictures(tmp_path / "pictures")
    tiny.write_start(tmp_path / "start.safetensors")
    return tmp_path


def events(capsys):
    return [from_json(line) for line in capsys.readouterr().out.splitlines()]


def test_from_a_config_to_an_exported_model(place, capsys):
    config = tiny.config(place / "pictures", place / "start.safetensors", iterations=2, validate_every=2)
    (place / "config.json").write_text(config.to_json())
    run = str(place / "run")
    assert main(["train", run, "--config", str(place / "config.json")]) == 0
    said = events(capsys)
    assert said[-1].state == "finished"
    stored = [from_json(line) for line in (place / "run" / "events.jsonl").read_text().splitlines()]
    assert stored == said
    assert main(["train", run, "--iterations", "4"]) == 0
    assert json.loads((place / "run" / "config.json").read_text())["iterations"] == 4
    assert main(["train", run, "--export", str(place / "out.safetensors"), "--title", "T"]) == 0
    assert (place / "out.safetensors").exists()


def test_a_preset_checks_the_pictures_and_fits_the_model(place, capsys):
    arguments = ["--pictures", str(place / "pictures"), "--preset", "quick", "--iterations", "1"]
    start = ["--start", str(place / "start.safetensors"), "--threads", "1", "--estimate"]
    assert main(["train", str(place / "run"), *arguments, *start]) == 0
    (found,) = events(capsys)
    assert found.seconds > 0
    assert (place / "run" / "dataset.json").exists()


def test_what_is_missing_is_said(place, capsys):
    assert main(["train", str(place / "none")]) == 2
    assert "--preset" in capsys.readouterr().err
    assert main(["train", str(place / "run"), "--preset", "quick"]) == 2


def test_a_failure_is_an_event_and_an_exit_code(place, capsys):
    config = tiny.config(place / "nowhere", place / "start.safetensors")
    (place / "config.json").write_text(config.to_json())
    assert main(["train", str(place / "run"), "--config", str(place / "config.json")]) == 2
    assert events(capsys)[-1].state == "failed"


def test_upscale_shares_are_disjoint_and_complete():
    from core.commands.upscale_processes import shares

    parts = shares((1, 3), 2)
    chosen = np.array([[index % n == i for index in range(60)] for i, n in parts])
    assert (chosen.sum(0) == (np.arange(60) % 3 == 1)).all()
