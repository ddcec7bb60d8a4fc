"""Checkpoints: whole or not there, whatever happens while they are written."""

import contextlib
import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import killed
import numpy as np
import pytest
import torch

from core.errors import TrainingError
from core.training.loop import state as module
from core.training.loop.state import StateNotSaved, newest_state, save_state
from core.training.run_folder import RunFolder

TOP = Path(__file__).resolve().parents[4]


def test_the_two_newest_are_kept(tmp_path):
    for k in (1, 2, 3):
        save_state(tmp_path, killed.state(k, 4))
    assert [p.name for p in sorted(tmp_path.iterdir())] == ["ckpt-00000002", "ckpt-00000003"]


@pytest.mark.parametrize("damage", ["cut", "missing", "flipped", "no manifest", "not json"])
def test_a_damaged_one_is_passed_over_with_a_notice(tmp_path, damage):
    for k in (1, 2):
        save_state(tmp_path, killed.state(k, 64))
    file = tmp_path / "ckpt-00000002" / "model.safetensors"
    data = bytearray(file.read_bytes())
    if damage == "cut":
        file.write_bytes(data[:-9])
    elif damage == "missing":
        file.unlink()
    elif damage == "flipped":
        data[-1] ^= 1
        file.write_bytes(data)
    else:
        manifest = file.with_name("manifest.json")
        manifest.unlink() if damage == "no manifest" else manifest.write_text("{")
    notices = []
    assert newest_state(tmp_path, notice=notices.append).facts["iteration"] == 1
    assert len(notices) == 1
    assert "ckpt-00000002 is damaged" in notices[0]
    assert "ckpt-00000001 is taken" in notices[0]


@pytest.mark.parametrize("best", [True, False])
def test_where_all_are_damaged_that_is_said_and_none_is_said_to_be_taken(tmp_path, best):
    assert newest_state(tmp_path) is None
    for k in (1, 2):
        save_state(tmp_path, killed.state(k, 64))
        (tmp_path / f"ckpt-{k:08d}" / "ema.safetensors").write_bytes(b"cut")
    if best:
        RunFolder(tmp_path).best.write_bytes(b"weights")
    notices = []
    with pytest.raises(TrainingError, match=r"ckpt-00000002: .*ckpt-00000001: ") as error:
        newest_state(tmp_path, notice=notices.append)
    assert notices == []
    assert ("best.safetensors" in str(error.value)) == best
    assert "begin the run anew" in str(error.value)


@pytest.mark.parametrize("name", ["manifest.json", "state.json", "model.safetensors"])
def test_one_that_cannot_be_read_just_now_is_not_damaged(tmp_path, monkeypatch, name):
    for k in (1, 2):
        save_state(tmp_path, killed.state(k, 64))
    real, notices = Path.read_bytes, []

    def away(self):
        if self == tmp_path / "ckpt-00000002" / name:
            raise OSError(errno.EIO, "Input/output error")
        return real(self)

    monkeypatch.setattr(Path, "read_bytes", away)
    with pytest.raises(TrainingError, match="ckpt-00000002 cannot be read: Input/output error"):
        newest_state(tmp_path, notice=notices.append)
    monkeypatch.undo()
    assert notices == []
    assert newest_state(tmp_path).facts["iteration"] == 2


def test_going_on_from_an_older_one_clears_the_damaged_one_away(tmp_path):
    for k in (5, 9):
        save_state(tmp_path, killed.state(k, 4))
    (tmp_path / "ckpt-00000009" / "manifest.json").unlink()
    save_state(tmp_path, killed.state(7, 4))
    assert [p.name for p in sorted(tmp_path.iterdir())] == ["ckpt-00000005", "ckpt-00000007"]
    assert newest_state(tmp_path).facts["iteration"] == 7


@pytest.mark.parametrize("fails_at", [0, 1, 2, 3, 4])
def test_a_full_disk_at_any_file_leaves_the_earlier_ones_and_no_rubbish(tmp_path, monkeypatch, fails_at):
    save_state(tmp_path, killed.state(1, 4))
    real, left = module._write_synced, [fails_at]

    def full(path, data):
        if left[0] == 0:
            path.write_bytes(data[: len(data) // 2])
            raise OSError(28, "No space left on device")
        left[0] -= 1
        real(path, data)

    monkeypatch.setattr(module, "_write_synced", full)
    with pytest.raises(StateNotSaved, match="No space left on device"):
        save_state(tmp_path, killed.state(2, 4))
    assert [p.name for p in tmp_path.iterdir()] == ["ckpt-00000001"]
    monkeypatch.undo()
    save_state(tmp_path, killed.state(2, 4))
    assert newest_state(tmp_path).facts["iteration"] == 2


def test_a_run_that_was_deleted_is_not_made_anew(tmp_path):
    with pytest.raises(StateNotSaved, match="No such file or directory"):
        save_state(tmp_path / "run", killed.state(1, 4))
    assert not (tmp_path / "run").exists()


def test_too_little_room_is_known_before_writing(tmp_path, monkeypatch):
    monkeypatch.setattr(module.shutil, "disk_usage", lambda path: type("Usage", (), {"free": 10})())
    with pytest.raises(StateNotSaved, match="are needed"):
        save_state(tmp_path, killed.state(1, 4))


def kill_at_random_moments(run, times, seed, size):
    """Kills the writer `times` times, each after some states and a random while -> the most that was lost."""
    rng = np.random.default_rng(seed)
    done, worst = 0, 0
    for _ in range(times):
        command = [sys.executable, str(TOP / "tests/core/training/killed.py"), str(run), str(size)]
        environment = {**os.environ, "PYTHONPATH": str(TOP)}
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
            for _ in range(int(rng.integers(1, 4))):
                done = int(process.stdout.readline())
            # then somewhere within the writing of the next
            done = max(done, _wait_and_kill(process, float(rng.uniform(0, 0.02)), done))
        found = newest_state(run)
        iteration = found.facts["iteration"]
        for group in found.tensors.values():
            assert torch.equal(group["w"], torch.full((size,), float(iteration)))
        worst = max(worst, done - iteration)
        done = iteration
    return worst


def _wait_and_kill(process, seconds, done):
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(seconds)
    process.send_signal(signal.SIGKILL)
    said = process.stdout.read().split("\n")[:-1]
    return int(said[-1]) if said else done


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
@pytest.mark.slow
def test_two_hundred_kills_lose_nothing_that_was_done(tmp_path):
    assert kill_at_random_moments(tmp_path, 200, 0, 300_000) == 0


@pytest.mark.skipif(not hasattr(os, "fork"), reason="fork")
def test_killed_at_twenty_moments_a_sound_state_is_found(tmp_path):
    """Forked, since that spares importing torch twenty times; the moments are system calls of the writing."""
    moments = ["mkdir", "write", "sync_folder", "rename", "rmtree"]
    save_state(tmp_path, killed.state(1, 1000))
    iteration = 1
    for number in range(20):
        moment, count = moments[number % len(moments)], number // len(moments)
        child = os.fork()
        if child == 0:
            _die_at(moment, count)
            try:
                for k in range(5):
                    save_state(tmp_path, killed.state(iteration + k + 1, 1000))
            finally:
                os._exit(1)
        _, status = os.waitpid(child, 0)
        assert os.WTERMSIG(status) == signal.SIGKILL
        found = newest_state(tmp_path)
        assert found.facts["iteration"] >= iteration, (moment, count)
        iteration = found.facts["iteration"]
        for group in found.tensors.values():
            assert torch.equal(group["w"], torch.full((1000,), float(iteration)))


def _die_at(moment, count):
    """In this process, the (count + 1)-th such call ends in SIGKILL, half done."""
    left = [count]

    def dies(real):
        def call(*arguments, **options):
            if left[0] == 0:
                if moment == "write":
                    path, data = arguments
                    path.write_bytes(data[: len(data) // 2])
                os.kill(os.getpid(), signal.SIGKILL)
            left[0] -= 1
            return real(*arguments, **options)

        return call

    if moment == "mkdir":
        Path.mkdir = dies(Path.mkdir)
    elif moment == "rename":
        Path.rename = dies(Path.rename)
    elif moment == "rmtree":
        module.shutil.rmtree = dies(module.shutil.rmtree)
    else:
        name = {"write": "_write_synced", "sync_folder": "_sync_folder"}[moment]
        setattr(module, name, dies(getattr(module, name)))


def test_a_checkpoint_of_the_same_iteration_stays_until_the_new_one_is_in_its_place(tmp_path, monkeypatch):
    """Windows refuses to put a folder where a file of the old one is in use."""
    path = save_state(tmp_path, killed.state(3, 4))
    real = Path.rename

    def refuse(self, target):
        if self.suffix == ".tmp":
            raise PermissionError("it is in use")
        return real(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", refuse)
        with pytest.raises(StateNotSaved):
            save_state(tmp_path, killed.state(3, 4))
    assert newest_state(tmp_path).facts["iteration"] == 3
    assert save_state(tmp_path, killed.state(3, 4)) == path
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


def test_a_checkpoint_whose_exchange_was_broken_off_comes_back(tmp_path):
    path = save_state(tmp_path, killed.state(3, 4))
    path.rename(path.with_suffix(".old"))
    save_state(tmp_path, killed.state(4, 4))
    assert [p.name for p in sorted(tmp_path.iterdir())] == [path.name, "ckpt-00000004"]
