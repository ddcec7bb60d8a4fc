"""Two processes over gloo on this machine: the loss and the weights of one with the same batch, and no hanging."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import tiny
import torch

from core.events import TrainStep, from_json
from core.jobs import CancelToken
from core.training.processes import Processes
from core.training.run import train
from core.training.run_folder import RunFolder
from core.training.state import newest_state

accelerate = pytest.importorskip("accelerate")
TOP = Path(__file__).resolve().parents[3]
forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="fork spares importing torch again")


def test_shares_are_contiguous_and_hold_every_sample_once():
    shares = [Processes(rank, 3).share_of(8) for rank in range(3)]
    assert shares == [[0, 1, 2], [3, 4, 5], [6, 7]]
    assert Processes().agree("x") == "x"
    assert Processes().sum([torch.ones(2)], [1.0]) == [1.0]


def settings(tmp_path, **changed):
    tiny.write_pictures(tmp_path / "pictures")
    start = tiny.write_start(tmp_path / "start.safetensors")
    return tiny.config(tmp_path / "pictures", start, accumulate=1, report_every=1, batch=5, **changed)


def fork_ranks(config, run, *spoiled):
    """Trains in two processes -> their exit codes; see ranks.py."""
    path = run / "wanted.json"
    path.write_text(config.to_json(), "utf-8")
    command = [sys.executable, Path(__file__).with_name("ranks.py"), path, run, "2", *map(str, spoiled)]
    done = subprocess.run(
        command, env={**os.environ, "PYTHONPATH": str(TOP)}, check=True, capture_output=True, text=True
    )
    return json.loads(done.stdout)


def losses(run):
    return [e.loss for e, _ in RunFolder(run).read_events() if isinstance(e, TrainStep)]


@forks
def test_two_processes_train_as_one_does(tmp_path):
    config = settings(tmp_path, iterations=4)
    (tmp_path / "two").mkdir()
    assert fork_ranks(config, tmp_path / "two") == [0, 0]
    events = []
    train(config, tmp_path / "one", emit=events.append, cancel=CancelToken())
    alone = [e.loss for e in events if isinstance(e, TrainStep)]
    assert losses(tmp_path / "two") == pytest.approx(alone, rel=1e-5)
    a, b = (newest_state(tmp_path / name).tensors["ema"] for name in ("one", "two"))
    assert all(torch.allclose(a[k], b[k], atol=2e-4) for k in a)


@forks
def test_a_process_that_dies_ends_the_others_with_a_sentence(tmp_path):
    config = settings(tmp_path, iterations=50)
    (tmp_path / "run").mkdir()

    assert fork_ranks(config, tmp_path / "run", 1, 3) == [1, -signal.SIGKILL]
    lines = (tmp_path / "run" / "events.jsonl").read_text().splitlines()
    last = from_json(lines[-1])
    assert last.state == "failed"
    assert "Another process of this training has ended unexpectedly" in last.message
    assert newest_state(tmp_path / "run").facts["iteration"] == 2


@pytest.mark.slow
def test_torchrun_starts_them_and_ends_them(tmp_path):
    """The command line itself, to the end."""
    config = settings(tmp_path, iterations=6)
    (tmp_path / "config.json").write_text(config.to_json())
    command = [sys.executable, str(TOP / "main.py"), "train", str(tmp_path / "run"), "--nproc", "2"]
    command += ["--config", str(tmp_path / "config.json")]
    done = subprocess.run(command, cwd=TOP, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    assert len(losses(tmp_path / "run")) == 6
    assert json.loads(done.stdout.splitlines()[-1])["state"] == "finished"
