"""A run whose newest checkpoint is changed goes on from it, or from the one before, or from none."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path

import pytest
import torch

from core.training.loop.progress import Progress
from core.training.loop.state import TrainState, newest_state, save_state
from tests.fuzz.outcomes import changed, counted, with_wrong_values


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two checkpoints."""
    folder = tmp_path_factory.mktemp("run")
    for iteration in (5, 9):
        tensors = {group: {"w": torch.zeros(4)} for group in ("model", "ema", "optimizer")}
        save_state(folder, TrainState(tensors, vars(Progress(iteration=iteration))))
    return folder


def test_a_changed_checkpoint_never_ends_a_training(run: Path, tmp_path: Path) -> None:
    newest = sorted(p.name for p in run.glob("ckpt-*"))[-1]

    def work(generator: random.Random) -> None:
        copy = tmp_path / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(run, copy)
        path = generator.choice(sorted((copy / newest).iterdir()))
        if path.suffix == ".json" and generator.random() < 0.5:
            path.write_text(json.dumps(with_wrong_values(json.loads(path.read_text()), generator)))
        else:
            path.write_bytes(changed(path.read_bytes(), generator))
        state = newest_state(copy)
        assert state is not None
        assert state.facts["iteration"] in (5, 9)

    counted(work, 200)


@pytest.mark.parametrize("manifest", ["", "{}", "[1]", "null", '{"state.json": {}}', "[" * 100_000])
def test_a_manifest_that_is_none_lets_the_checkpoint_before_be_taken(
    run: Path, tmp_path: Path, manifest: str
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(run, copy)
    sorted(copy.glob("ckpt-*"))[-1].joinpath("manifest.json").write_text(manifest)
    told: list[str] = []
    state = newest_state(copy, notice=told.append)
    assert state is not None
    assert state.facts["iteration"] == 5
    assert len(told) == 1
