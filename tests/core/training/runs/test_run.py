"""A run as a whole: one process in a folder, settings that may change, words from outside, and failures."""

import shutil
from dataclasses import replace

import pytest
import tiny

from core.data.dataset import Dataset
from core.data.source import DataSource
from core.data.user_pairs import UserPairs
from core.errors import TrainingError
from core.events import HardwareChosen, LogLine, RunState, TrainStep, Validated
from core.jobs import CancelToken
from core.models.checkpoints import load_state
from core.training.loop.state import newest_state
from core.training.processes import Processes
from core.training.run_folder import RunFolder
from core.training.runs import build
from core.training.runs import run as whole_run
from core.training.runs.run import train
from core.training.settings.config import TrainConfig


def test_two_processes_do_not_work_in_one_folder(place, tmp_path, monkeypatch):
    monkeypatch.setattr(whole_run, "LOCK_PATIENCE", 0.05)
    with RunFolder(tmp_path).lock():
        assert RunFolder(tmp_path).is_at_work()
        events = []
        with pytest.raises(TrainingError, match="Another process"):
            train(tiny.config_in(place), tmp_path, emit=events.append, cancel=CancelToken())
        assert events == []  # they would be among those of the run at work


def test_a_process_that_follows_says_nothing_before_the_run_is_its_own(place, tmp_path, monkeypatch):
    """Its main process has not got the lock and is gone."""

    class Following(Processes):
        def agree(self, value):
            raise TrainingError("Another process of this training has ended unexpectedly.")

    monkeypatch.setattr(whole_run.Processes, "join", lambda cpu: Following(rank=1, count=2))
    events = []
    with pytest.raises(TrainingError, match="ended unexpectedly"):
        train(tiny.config_in(place), tmp_path, emit=events.append, cancel=CancelToken())
    assert events == []


@pytest.mark.parametrize("change", [{"patch": 64}, {"mix": {"mild": 1.0}}])
def test_what_chooses_and_cuts_the_held_out_pictures_may_not_change(place, tmp_path, change):
    """The validations of a run would be of other pictures than the one it is compared with."""
    tiny.trained(tiny.config_in(place, iterations=2), tmp_path)
    with pytest.raises(TrainingError, match=f"{next(iter(change))}: "):
        tiny.trained(tiny.config_in(place, iterations=4, **change), tmp_path)


@pytest.mark.parametrize("change", [{"validation_share": 0.4}, {"correct_shifts": False}])
def test_a_change_that_an_earlier_version_let_through_is_taken_back(place, tmp_path, change):
    """The pictures have been divided, and the run has to go on all the same."""
    config = tiny.config_in(place, iterations=2)
    tiny.trained(config, tmp_path)
    events = tiny.trained(replace(config, iterations=4, **change), tmp_path)
    name = next(iter(change))
    assert [
        e.message for e in tiny.of(events, LogLine) if e.level == "warning" and f"with {name}" in e.message
    ]
    assert newest_state(tmp_path).facts["iteration"] == 4
    assert TrainConfig.load(RunFolder(tmp_path).config) == replace(config, iterations=4)


def test_incompatible_settings_are_refused_and_listed(place, tmp_path):
    tiny.trained(tiny.config_in(place, iterations=2), tmp_path)
    with pytest.raises(TrainingError, match=r"method: 'full' -> 'adapters'"):
        tiny.trained(tiny.config_in(place, iterations=2, method="adapters"), tmp_path)
    events = tiny.trained(tiny.config_in(place, iterations=4, lr=5e-4), tmp_path)
    assert any("lr: 0.001 -> 0.0005" in e.message for e in tiny.of(events, LogLine))
    assert newest_state(tmp_path).facts["iteration"] == 4


def test_a_loader_that_breaks_ends_the_run_with_its_sentence(place, tmp_path, monkeypatch):
    def broken(self, index, samples=None):
        raise TrainingError("8 pictures in a row cannot be read.")

    monkeypatch.setattr(UserPairs, "batch", broken)
    events = []
    with pytest.raises(TrainingError, match="in a row"):
        train(tiny.config_in(place, accumulate=1), tmp_path, emit=events.append, cancel=CancelToken())
    assert events[-1] == RunState("failed", "8 pictures in a row cannot be read.")


def test_the_control_file_stops_and_an_earlier_word_holds(place, tmp_path):
    folder = RunFolder(tmp_path)
    folder.say("stop")
    events = tiny.trained(tiny.config_in(place), tmp_path)
    assert tiny.of(events, RunState)[-1].state == "stopped"
    folder.say("run")
    assert tiny.of(tiny.trained(tiny.config_in(place), tmp_path), RunState)[-1].state == "finished"


def test_the_folder_keeps_the_settings_for_the_next_time(place, tmp_path):
    config = tiny.config_in(place)
    once = replace(config, iterations=2, seconds=1000.0)
    train(once, tmp_path, emit=lambda event: None, cancel=CancelToken(), kept=config)
    assert newest_state(tmp_path).facts["iteration"] == 2
    assert TrainConfig.load(RunFolder(tmp_path).config) == config


def test_a_held_out_picture_that_goes_away_changes_no_validation(place, tmp_path):
    """What was learnt would be judged by other pictures than the start was."""
    shutil.copytree(place / "pictures", tmp_path / "pictures")
    run, config = tmp_path / "run", tiny.config_in(place, iterations=4, validate_every=2)
    config = replace(config, source=DataSource("good", str(tmp_path / "pictures")).to_dict())
    tiny.trained(replace(config, iterations=2), run)
    whole = tiny.of(tiny.trained(config, shutil.copytree(run, tmp_path / "whole")), Validated)
    dataset = Dataset.load(RunFolder(run).dataset)
    dataset.path(dataset.validation[0].hq).unlink()
    assert tiny.of(tiny.trained(config, run), Validated) == whole


def test_settings_before_anything_was_learnt_decide_the_held_out_crops(place, tmp_path):
    folder = RunFolder(tmp_path)
    cancel = CancelToken()

    def stop(event):
        if isinstance(event, HardwareChosen):  # the crops are cut before the first validation heeds it
            cancel.cancel()

    tiny.trained(tiny.config_in(place), tmp_path, cancel=cancel, on=stop)
    assert not folder.has_begun()
    assert load_state(folder.held_out)["hq"].shape[1] == 32
    tiny.trained(tiny.config_in(place, iterations=1, patch=64), tmp_path)
    assert load_state(folder.held_out)["hq"].shape[1] == 64


@pytest.mark.parametrize("left", [0, 50, -1000])
def test_held_out_crops_that_are_damaged_are_cut_anew(place, tmp_path, left):
    folder = RunFolder(tmp_path)
    tiny.trained(tiny.config_in(place, iterations=2, validate_every=2), tmp_path)
    whole = folder.held_out.read_bytes()
    folder.held_out.write_bytes(whole[:left])
    events = tiny.trained(tiny.config_in(place, iterations=4, validate_every=2), tmp_path)
    assert tiny.of(events, RunState)[-1].state == "finished"
    assert [e for e in tiny.of(events, LogLine) if e.level == "warning" and "cut anew" in e.message]
    assert folder.held_out.read_bytes() == whole


def test_a_run_from_before_they_were_kept_says_that_some_are_gone(place, tmp_path, monkeypatch):
    config = tiny.config_in(place, iterations=2, validate_every=2)
    tiny.trained(config, tmp_path)
    RunFolder(tmp_path).held_out.unlink()
    real = build.held_out
    monkeypatch.setattr(build, "held_out", lambda *a, **k: real(*a, **k)[1:])
    events = tiny.trained(replace(config, iterations=4), tmp_path)
    assert any("11 crops judge the result instead of 12" in e.message for e in tiny.of(events, LogLine))


def test_pictures_that_vanish_lose_nothing_that_was_learnt(place, tmp_path, monkeypatch):
    real = UserPairs.batch

    def gone(self, index, samples=None):
        if index >= 3:
            self.notices.append("picture-1.png cannot be opened.")
            raise TrainingError("8 pictures in a row cannot be read.")
        return real(self, index, samples)

    monkeypatch.setattr(UserPairs, "batch", gone)
    config, events = tiny.config_in(place, iterations=8, accumulate=1, save_every=100), []
    with pytest.raises(TrainingError, match="in a row"):
        train(config, tmp_path, emit=events.append, cancel=CancelToken())
    assert newest_state(tmp_path).facts["iteration"] == 3
    assert any("picture-1.png" in e.message for e in tiny.of(events, LogLine))


def test_what_is_passed_over_is_said_with_the_next_report_and_once(place, tmp_path, monkeypatch):
    real = UserPairs.batch

    def passes_over(self, index, samples=None):
        if index == 0:
            self.notices.append("picture-1.png cannot be opened.")
        return real(self, index, samples)

    monkeypatch.setattr(UserPairs, "batch", passes_over)
    events = tiny.trained(tiny.config_in(place), tmp_path)
    said = [k for k, e in enumerate(events) if isinstance(e, LogLine) and "picture-1.png" in e.message]
    first = next(k for k, e in enumerate(events) if isinstance(e, TrainStep))
    assert len(said) == 1
    assert said[0] < first
