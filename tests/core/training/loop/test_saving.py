"""Going on from a saved state: bit for bit, past damage, after a full disk and with other versions."""

import hashlib
import json
import shutil

import pytest
import tiny
import torch

from core.errors import TrainingError
from core.events import LogLine, RunState, TrainStep
from core.jobs import CancelToken
from core.training import control
from core.training.control import Control
from core.training.loop import saving
from core.training.loop.state import StateNotSaved, TrainState, newest_state, save_state
from core.training.runs.export import export
from core.training.tasks.own_validation import OwnValidation


def weights(run):
    return newest_state(run).tensors


def assert_same(a, b):
    for group in ("model", "ema", "optimizer"):
        assert a[group].keys() == b[group].keys()
        for key, value in a[group].items():
            assert torch.equal(value, b[group][key]), (group, key)


def test_it_goes_on_bit_for_bit(place, tmp_path):
    tiny.trained(tiny.config_in(place), tmp_path / "whole")
    cancel = CancelToken()
    stop = lambda e: cancel.cancel() if isinstance(e, TrainStep) and e.iteration == 4 else None  # noqa: E731
    tiny.trained(tiny.config_in(place), tmp_path / "parts", cancel, stop)
    assert newest_state(tmp_path / "parts").facts["iteration"] == 4
    events = tiny.trained(tiny.config_in(place), tmp_path / "parts")
    assert_same(weights(tmp_path / "whole"), weights(tmp_path / "parts"))
    assert any("from iteration 4" in e.message for e in tiny.of(events, LogLine))


def test_a_damaged_newest_checkpoint_is_passed_over_and_replaced(place, tmp_path):
    tiny.trained(tiny.config_in(place), tmp_path)
    newest = sorted(tmp_path.glob("ckpt-*"))[-1]
    (newest / "ema.safetensors").write_bytes(b"cut")
    events = tiny.trained(tiny.config_in(place), tmp_path)
    assert any("ckpt-00000008 is damaged" in e.message for e in tiny.of(events, LogLine))
    assert any("from iteration 6" in e.message for e in tiny.of(events, LogLine))
    assert newest_state(tmp_path).facts["iteration"] == 8


def test_a_full_disk_pauses_and_goes_on_when_there_is_room(place, tmp_path, monkeypatch):
    real, left = saving.save_state, [2]

    def full(run, state):
        if state.facts["iteration"] == 4 and left[0]:
            left[0] -= 1
            raise StateNotSaved("The training state cannot be saved: No space left on device.")
        return real(run, state)

    monkeypatch.setattr(saving, "save_state", full)
    monkeypatch.setattr(saving, "RETRY", 0.01)
    events = tiny.trained(tiny.config_in(place), tmp_path)
    states = [(e.state, e.message) for e in tiny.of(events, RunState)]
    assert [s for s, _ in states] == ["preparing", "running", "paused", "running", "finished"]
    assert "No space left" in states[2][1]
    assert newest_state(tmp_path).facts["iteration"] == 8


def test_a_disk_that_takes_no_new_file_pauses_the_run_at_the_best_weights_too(place, tmp_path, monkeypatch):
    """Here the whole drive is away when they are to be written."""
    drive, away = tmp_path / "drive", tmp_path / "away"
    run = drive / "run"

    def take_away(event):
        if isinstance(event, TrainStep) and event.iteration == 4:
            drive.rename(away)

    monkeypatch.setattr(Control, "wait", lambda self, seconds: away.rename(drive))
    monkeypatch.setattr(OwnValidation, "__call__", falling(OwnValidation.__call__))
    events = tiny.trained(tiny.config_in(place), run, on=take_away)
    states = tiny.of(events, RunState)
    assert [s.state for s in states] == ["preparing", "running", "paused", "running", "finished"]
    assert "best.safetensors" in states[2].message
    assert (run / "best.safetensors").exists()


def test_a_run_whose_folder_is_deleted_ends_and_does_not_make_it_anew(place, tmp_path, monkeypatch):
    run = tmp_path / "run"

    def delete(event):
        if isinstance(event, TrainStep) and event.iteration == 6:
            shutil.rmtree(run)

    monkeypatch.setattr(control, "EVERY", 0.0)
    events = tiny.trained(tiny.config_in(place), run, on=delete)
    assert tiny.of(events, RunState)[-1].state == "stopped"
    assert max(e.iteration for e in tiny.of(events, TrainStep)) == 6
    assert any("Ended without saving" in e.message for e in tiny.of(events, LogLine))
    assert not run.exists()


def falling(real):
    """A validation after which each result counts as better than the one before."""
    count = [0]

    def call(self, tick):
        count[0] += 1
        return {**real(self, tick), "score": -float(count[0])}

    return call


def test_a_run_whose_checkpoints_are_all_damaged_is_left_as_it_is(place, tmp_path):
    """Begun anew it would replace the best weights, the only thing left of it."""
    tiny.trained(tiny.config_in(place), tmp_path)
    for folder in tmp_path.glob("ckpt-*"):
        (folder / "ema.safetensors").write_bytes(b"cut")
    best, folders = (tmp_path / "best.safetensors").read_bytes(), sorted(tmp_path.glob("ckpt-*"))
    with pytest.raises(TrainingError, match=r"best\.safetensors"):
        tiny.trained(tiny.config_in(place, iterations=10), tmp_path)
    with pytest.raises(TrainingError, match=r"best\.safetensors"):
        export(tmp_path, tmp_path / "out.safetensors")
    assert (tmp_path / "best.safetensors").read_bytes() == best
    assert sorted(tmp_path.glob("ckpt-*")) == folders


def test_a_stop_is_heard_while_the_disk_is_full(place, tmp_path, monkeypatch):
    cancel = CancelToken()

    def full(run, state):
        raise StateNotSaved("No space left on device.")

    monkeypatch.setattr(saving, "save_state", full)
    stop = lambda e: cancel.cancel() if isinstance(e, RunState) and e.state == "paused" else None  # noqa: E731
    events = tiny.trained(tiny.config_in(place), tmp_path, cancel, stop)
    assert tiny.of(events, RunState)[-1].state == "stopped"
    assert any("lost" in e.message for e in tiny.of(events, LogLine))


def test_another_torch_version_is_said(place, tmp_path):
    tiny.trained(tiny.config_in(place, iterations=2), tmp_path)
    newest = sorted(tmp_path.glob("ckpt-*"))[-1]
    facts = json.loads((newest / "state.json").read_text())
    facts["environment"] = {"torch": "1.0"}
    data = json.dumps(facts).encode()
    manifest = json.loads((newest / "manifest.json").read_text())
    manifest["state.json"] = {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    (newest / "state.json").write_bytes(data)
    (newest / "manifest.json").write_text(json.dumps(manifest))
    events = tiny.trained(tiny.config_in(place, iterations=4), tmp_path)
    assert any("torch 1.0" in e.message and e.level == "warning" for e in tiny.of(events, LogLine))


def test_a_checkpoint_of_an_earlier_version_is_taken_up(place, tmp_path):
    """Its facts held iteration, best and config alone."""
    tiny.trained(tiny.config_in(place, iterations=2), tmp_path)
    state = newest_state(tmp_path)
    facts = {k: state.facts[k] for k in ("iteration", "best", "config")}
    save_state(tmp_path, TrainState(state.tensors, facts))
    tiny.trained(tiny.config_in(place, iterations=4), tmp_path)
    assert newest_state(tmp_path).facts["iteration"] == 4
