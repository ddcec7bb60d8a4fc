"""Whole runs of a tiny network: rates, averages, exact resume, roll-backs, pauses and full disks."""

import dataclasses
import hashlib
import json
import threading

import numpy as np
import pytest
import tiny
import torch

from core.data.user_pairs import UserPairs
from core.errors import Cancelled, TrainingError
from core.events import CheckpointSaved, LogLine, RunState, TrainStep, Validated, Verdict
from core.jobs import CancelToken
from core.training import control
from core.training.control import Control
from core.training.loop import saving
from core.training.loop.ema import Ema
from core.training.loop.guard import Diverged, Guard
from core.training.loop.learning_rate import learning_rate
from core.training.loop.state import StateNotSaved, TrainState, newest_state, save_state
from core.training.loop.trainer import Trainer
from core.training.run_folder import RunFolder
from core.training.runs import run as whole_run
from core.training.runs.run import train
from core.training.settings.config import TrainConfig, changes


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    folder = tmp_path_factory.mktemp("training")
    tiny.write_start(folder / "start.safetensors")
    tiny.write_pictures(folder / "pictures")
    return folder


def config(place, **changed):
    return tiny.config(place / "pictures", place / "start.safetensors", **changed)


def do(settings, run, cancel=None, on=None):
    """Trains and returns what was emitted; `on(event)` may interfere."""
    events = []

    def emit(event):
        events.append(event)
        if on is not None:
            on(event)

    train(settings, run, emit=emit, cancel=cancel or CancelToken())
    return events


def of(events, kind):
    return [e for e in events if isinstance(e, kind)]


def weights(run):
    return newest_state(run).tensors


def assert_same(a, b):
    for group in ("model", "ema", "optimizer"):
        assert a[group].keys() == b[group].keys()
        for key, value in a[group].items():
            assert torch.equal(value, b[group][key]), (group, key)


def test_the_learning_rate_rises_and_falls_along_a_cosine():
    settings = TrainConfig(lr=1.0, lr_end=0.1, warmup=4, iterations=14)
    assert [learning_rate(i, settings) for i in range(4)] == [0.25, 0.5, 0.75, 1.0]
    assert learning_rate(4, settings) == 1.0
    assert learning_rate(9, settings) == pytest.approx(0.55)
    assert learning_rate(14, settings) == pytest.approx(0.1)


def test_the_average_warms_up_and_then_decays():
    layer = torch.nn.Linear(1, 1, bias=False)
    with torch.no_grad():
        layer.weight.fill_(0.0)
    ema = Ema(layer, 0.9)
    with torch.no_grad():
        layer.weight.fill_(1.0)
    ema.update(layer, 0)  # decay 1/10
    assert float(ema.shadow["weight"]) == pytest.approx(0.9)
    ema.update(layer, 1000)  # decay 0.9
    assert float(ema.shadow["weight"]) == pytest.approx(0.91)


def test_a_run_reports_validates_saves_and_says_what_came_of_it(place, tmp_path):
    events = do(config(place), tmp_path)
    assert [e.state for e in of(events, RunState)] == ["preparing", "running", "finished"]
    assert [e.iteration for e in of(events, TrainStep)] == [2, 4, 6, 8]
    assert [e.iteration for e in of(events, Validated)] == [0, 4, 8]
    assert [e.iteration for e in of(events, CheckpointSaved)] == [0, 2, 4, 6, 8]
    assert set(of(events, Validated)[0].metrics) == {"score", "psnr", "gain", "feature"}
    assert len(of(events, Verdict)) == 1
    samples = tmp_path / "samples"
    assert (samples / "hq-00.png").exists()
    assert (samples / "iter-00000008" / "00.png").exists()
    assert not RunFolder(tmp_path).is_at_work()


def test_it_goes_on_bit_for_bit(place, tmp_path):
    do(config(place), tmp_path / "whole")
    cancel = CancelToken()
    stop = lambda e: cancel.cancel() if isinstance(e, TrainStep) and e.iteration == 4 else None  # noqa: E731
    do(config(place), tmp_path / "parts", cancel, stop)
    assert newest_state(tmp_path / "parts").facts["iteration"] == 4
    events = do(config(place), tmp_path / "parts")
    assert_same(weights(tmp_path / "whole"), weights(tmp_path / "parts"))
    assert any("from iteration 4" in e.message for e in of(events, LogLine))


def test_the_parts_of_a_batch_do_not_matter(place, tmp_path):
    do(config(place, iterations=2), tmp_path / "one")
    do(config(place, iterations=2, accumulate=3), tmp_path / "three")
    a, b = weights(tmp_path / "one")["model"], weights(tmp_path / "three")["model"]
    assert all(torch.allclose(a[k], b[k], atol=2e-4) for k in a)


def test_out_of_memory_works_the_batch_through_in_more_parts(place, tmp_path, monkeypatch):
    real = Trainer._gradients

    def fails_at_first(self, hq, lq):
        if self.progress.accumulate < 2:
            raise torch.OutOfMemoryError("out of memory")
        return real(self, hq, lq)

    monkeypatch.setattr(Trainer, "_gradients", fails_at_first)
    events = do(config(place, iterations=2), tmp_path)
    assert any("2 parts" in e.message for e in of(events, LogLine))
    assert newest_state(tmp_path).facts["accumulate"] == 2


def test_a_damaged_newest_checkpoint_is_passed_over_and_replaced(place, tmp_path):
    do(config(place), tmp_path)
    newest = sorted(tmp_path.glob("ckpt-*"))[-1]
    (newest / "ema.safetensors").write_bytes(b"cut")
    events = do(config(place), tmp_path)
    assert any("ckpt-00000008 is damaged" in e.message for e in of(events, LogLine))
    assert any("from iteration 6" in e.message for e in of(events, LogLine))
    assert newest_state(tmp_path).facts["iteration"] == 8


def test_no_number_goes_back_and_lowers_the_rate(place, tmp_path, monkeypatch):
    real, calls = Trainer._gradients, []

    def once_broken(self, hq, lq):
        loss, parts = real(self, hq, lq)
        calls.append(self.iteration)
        return (float("nan") if calls.count(3) == 1 and self.iteration == 3 else loss), parts

    monkeypatch.setattr(Trainer, "_gradients", once_broken)
    events = do(config(place), tmp_path)
    assert calls[:6] == [0, 1, 2, 3, 2, 3]
    facts = newest_state(tmp_path).facts
    assert (facts["iteration"], facts["lr_factor"], facts["rollbacks"]) == (8, 0.5, 1)
    assert any("no longer a number" in e.message for e in of(events, LogLine))


def test_a_loss_that_stays_broken_ends_with_a_sentence(place, tmp_path, monkeypatch):
    real = Trainer._gradients
    monkeypatch.setattr(Trainer, "_gradients", lambda self, hq, lq: (float("inf"), real(self, hq, lq)[1]))
    with pytest.raises(TrainingError, match="again and again"):
        do(config(place), tmp_path)
    assert newest_state(tmp_path).facts["iteration"] == 0


def test_the_guard_knows_an_explosion_from_an_ordinary_loss():
    guard = Guard()
    for loss in np.random.default_rng(0).uniform(0.5, 1.5, 100):
        guard.check(float(loss), 1.0)
    guard.check(8.0, 1.0)
    with pytest.raises(Diverged, match="risen"):
        guard.check(500.0, 1.0)
    with pytest.raises(Diverged, match="number"):
        guard.check(1.0, float("nan"))


def test_a_full_disk_pauses_and_goes_on_when_there_is_room(place, tmp_path, monkeypatch):
    real, left = saving.save_state, [2]

    def full(run, state):
        if state.facts["iteration"] == 4 and left[0]:
            left[0] -= 1
            raise StateNotSaved("The training state cannot be saved: No space left on device.")
        return real(run, state)

    monkeypatch.setattr(saving, "save_state", full)
    monkeypatch.setattr(saving, "RETRY", 0.01)
    events = do(config(place), tmp_path)
    states = [(e.state, e.message) for e in of(events, RunState)]
    assert [s for s, _ in states] == ["preparing", "running", "paused", "running", "finished"]
    assert "No space left" in states[2][1]
    assert newest_state(tmp_path).facts["iteration"] == 8


def test_a_stop_is_heard_while_the_disk_is_full(place, tmp_path, monkeypatch):
    cancel = CancelToken()

    def full(run, state):
        raise StateNotSaved("No space left on device.")

    monkeypatch.setattr(saving, "save_state", full)
    stop = lambda e: cancel.cancel() if isinstance(e, RunState) and e.state == "paused" else None  # noqa: E731
    events = do(config(place), tmp_path, cancel, stop)
    assert of(events, RunState)[-1].state == "stopped"
    assert any("lost" in e.message for e in of(events, LogLine))


def test_pause_waits_with_everything_saved_until_told_to_run(place, tmp_path, monkeypatch):
    monkeypatch.setattr(control, "EVERY", 0.01)
    folder = RunFolder(tmp_path)

    def interfere(event):
        if isinstance(event, TrainStep) and event.iteration == 4:
            folder.say("pause")
        if isinstance(event, RunState) and event.state == "paused":
            assert newest_state(tmp_path).facts["iteration"] >= 4
            threading.Timer(0.05, folder.say, ["run"]).start()

    events = do(config(place, iterations=40, validate_every=100, save_every=100), tmp_path, on=interfere)
    assert [e.state for e in of(events, RunState)] == [
        "preparing",
        "running",
        "paused",
        "running",
        "finished",
    ]


def test_the_control_file_stops_and_an_earlier_word_holds(place, tmp_path):
    folder = RunFolder(tmp_path)
    folder.say("stop")
    events = do(config(place), tmp_path)
    assert of(events, RunState)[-1].state == "stopped"
    folder.say("run")
    assert of(do(config(place), tmp_path), RunState)[-1].state == "finished"


def test_stop_is_heard_within_a_validation(place, tmp_path, monkeypatch):
    cancel, ticks = CancelToken(), []
    real = Control.raise_if_stopped

    def tick(self):
        ticks.append(1)
        if len(ticks) == 9:  # in the validation at iteration 4
            cancel.cancel()
        real(self)

    monkeypatch.setattr(Control, "raise_if_stopped", tick)
    events = do(config(place), tmp_path, cancel)
    assert of(events, RunState)[-1].state == "stopped"
    done = [e.iteration for e in of(events, Validated)]
    assert done in ([], [0])
    with pytest.raises(Cancelled):
        Control(None, cancel).raise_if_stopped()


def test_it_ends_early_when_nothing_gets_better(place, tmp_path):
    events = do(config(place, iterations=100, validate_every=1, patience=2, lr=1e-12), tmp_path)
    assert of(events, RunState)[-1].state == "finished"
    assert of(events, Validated)[-1].iteration < 10
    assert not of(events, Verdict)[0].better
    assert "did not make" in of(events, Verdict)[0].sentence


def test_two_processes_do_not_work_in_one_folder(place, tmp_path, monkeypatch):
    monkeypatch.setattr(whole_run, "LOCK_PATIENCE", 0.05)
    with RunFolder(tmp_path).lock():
        assert RunFolder(tmp_path).is_at_work()
        with pytest.raises(TrainingError, match="Another process"):
            do(config(place), tmp_path)


def test_incompatible_settings_are_refused_and_listed(place, tmp_path):
    do(config(place, iterations=2), tmp_path)
    with pytest.raises(TrainingError, match=r"method: 'full' -> 'adapters'"):
        do(config(place, iterations=2, method="adapters"), tmp_path)
    events = do(config(place, iterations=4, lr=5e-4), tmp_path)
    assert any("lr: 0.001 -> 0.0005" in e.message for e in of(events, LogLine))
    assert newest_state(tmp_path).facts["iteration"] == 4


def test_changes_names_what_may_not_change_first():
    found = changes(TrainConfig(), dataclasses.replace(TrainConfig(), lr=1.0, rank=4))
    assert [(c.name, c.allowed) for c in found] == [("rank", False), ("lr", True)]


def test_another_torch_version_is_said(place, tmp_path):
    do(config(place, iterations=2), tmp_path)
    newest = sorted(tmp_path.glob("ckpt-*"))[-1]
    facts = json.loads((newest / "state.json").read_text())
    facts["environment"] = {"torch": "1.0"}
    data = json.dumps(facts).encode()
    manifest = json.loads((newest / "manifest.json").read_text())
    manifest["state.json"] = {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    (newest / "state.json").write_bytes(data)
    (newest / "manifest.json").write_text(json.dumps(manifest))
    events = do(config(place, iterations=4), tmp_path)
    assert any("torch 1.0" in e.message and e.level == "warning" for e in of(events, LogLine))


def test_a_checkpoint_of_an_earlier_version_is_taken_up(place, tmp_path):
    """Its facts held iteration, best and config alone."""
    do(config(place, iterations=2), tmp_path)
    state = newest_state(tmp_path)
    facts = {k: state.facts[k] for k in ("iteration", "best", "config")}
    save_state(tmp_path, TrainState(state.tensors, facts))
    do(config(place, iterations=4), tmp_path)
    assert newest_state(tmp_path).facts["iteration"] == 4


def test_a_loader_that_breaks_ends_the_run_with_its_sentence(place, tmp_path, monkeypatch):
    def broken(self, index, samples=None):
        raise TrainingError("8 pictures in a row cannot be read.")

    monkeypatch.setattr(UserPairs, "batch", broken)
    events = []
    with pytest.raises(TrainingError, match="in a row"):
        train(config(place, accumulate=1), tmp_path, emit=events.append, cancel=CancelToken())
    assert events[-1] == RunState("failed", "8 pictures in a row cannot be read.")
