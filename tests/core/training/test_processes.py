"""Two processes over gloo on this machine: the loss and the weights of one with the same batch, and no hanging."""

import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import tiny
import torch

from core.events import TrainStep, from_json
from core.jobs import CancelToken
from core.training.loop.state import newest_state
from core.training.processes import Processes
from core.training.run_folder import RunFolder
from core.training.runs.run import train
from tests.core.children import result_of

accelerate = pytest.importorskip("accelerate")
TOP = Path(__file__).resolve().parents[4]
forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="fork spares importing torch again")


def test_shares_are_contiguous_and_hold_every_sample_once():
    shares = [Processes(rank, 3).share_of(8) for rank in range(3)]
    assert shares == [[0, 1, 2], [3, 4, 5], [6, 7]]
    assert Processes().agree("x") == "x"
    assert Processes().sum([torch.ones(2)], [torch.tensor(1.0)]) == [1.0]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The runs of these tests go there."""
    return tmp_path_factory.mktemp("processes")


def settings(place, **changed):
    return tiny.config_in(place, accumulate=1, report_every=1, batch=5, **changed)


@pytest.fixture(scope="module")
def codes(place, folder):
    """Trains in two processes, to the end in `two` and until one dies in `dead` -> the exit codes by run."""
    jobs = []
    for name, iterations, dying in (("two", 4, (-1, 0)), ("dead", 50, (1, 3))):
        (folder / name).mkdir()
        jobs.append((settings(place, iterations=iterations), folder / name, 2, *dying))
    return dict(zip(("two", "dead"), result_of("ranks:one_by_one", jobs), strict=True))


def losses(run):
    return [e.loss for e, _ in RunFolder(run).read_events() if isinstance(e, TrainStep)]


@forks
def test_two_processes_train_as_one_does(place, folder, codes):
    assert codes["two"] == [0, 0]
    events = []
    train(settings(place, iterations=4), folder / "one", emit=events.append, cancel=CancelToken())
    alone = [e.loss for e in events if isinstance(e, TrainStep)]
    assert losses(folder / "two") == pytest.approx(alone, rel=1e-5)
    a, b = (newest_state(folder / name).tensors["ema"] for name in ("one", "two"))
    assert all(torch.allclose(a[k], b[k], atol=2e-4) for k in a)


@forks
def test_a_process_that_dies_ends_the_others_with_a_sentence(folder, codes):
    assert codes["dead"] == [1, -signal.SIGKILL]
    lines = (folder / "dead" / "events.jsonl").read_text().splitlines()
    last = from_json(lines[-1])
    assert last.state == "failed"
    assert "Another process of this training has ended unexpectedly" in last.message
    assert newest_state(folder / "dead").facts["iteration"] == 2


@pytest.mark.slow
@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="one core for each process")
def test_torchrun_starts_them_and_ends_them(place, folder):
    """The command line itself, to the end."""
    config = settings(place, iterations=6)
    (folder / "torchrun.json").write_text(config.to_json())
    command = [sys.executable, str(TOP / "main.py"), "train", str(folder / "torchrun"), "--nproc", "2"]
    command += ["--config", str(folder / "torchrun.json")]
    done = subprocess.run(command, cwd=TOP, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    assert len(losses(folder / "torchrun")) == 6
    assert json.loads(done.stdout.splitlines()[-1])["state"] == "finished"


@pytest.mark.slow
def test_two_machines_meet_and_train_as_one(place, folder):
    """Both on this one, each with one process, as `--nnodes 2` starts them; the same run folder, as from a share."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    run, wanted = folder / "machines", folder / "machines.json"
    wanted.write_text(settings(place, iterations=4).to_json(), "utf-8")
    command = [
        sys.executable,
        str(TOP / "main.py"),
        "train",
        str(run),
        "--config",
        str(wanted),
        "--nnodes",
        "2",
    ]
    command += ["--rdzv-endpoint", f"127.0.0.1:{port}"]
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    machines = [
        subprocess.Popen(
            [*command, "--node-rank", str(rank)],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        for rank in (0, 1)
    ]
    told = [machine.communicate(timeout=300)[0].decode() for machine in machines]
    assert [machine.returncode for machine in machines] == [0, 0], told
    events = []
    train(settings(place, iterations=4), folder / "alone", emit=events.append, cancel=CancelToken())
    assert losses(run) == pytest.approx([e.loss for e in events if isinstance(e, TrainStep)], rel=1e-4)
