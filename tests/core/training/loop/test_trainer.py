"""The loop on whole runs of a tiny network: reports, parts of a batch, roll-backs, pauses and ends."""

import threading
from functools import partial
from types import SimpleNamespace

import pytest
import tiny
import torch

from core.errors import Cancelled, TrainingError
from core.events import CheckpointSaved, LogLine, RunState, TrainStep, Validated, Verdict
from core.jobs import CancelToken
from core.training import control
from core.training.control import Control
from core.training.loop import saving
from core.training.loop.guard import Diverged, Guard
from core.training.loop.progress import Outcome, Stopwatch, Tally
from core.training.loop.state import StateNotSaved, newest_state
from core.training.loop.trainer import Trainer
from core.training.loop.validating import Validator
from core.training.processes import Processes
from core.training.run_folder import RunFolder
from core.training.runs import run as whole_run
from core.training.tasks.lite_task import LiteTask


def weights(run):
    return newest_state(run).tensors


def test_a_run_reports_validates_saves_and_says_what_came_of_it(place, tmp_path):
    events = tiny.trained(tiny.config_in(place), tmp_path)
    assert [e.state for e in tiny.of(events, RunState)] == ["preparing", "running", "finished"]
    assert [e.iteration for e in tiny.of(events, TrainStep)] == [2, 4, 6, 8]
    assert [e.iteration for e in tiny.of(events, Validated)] == [0, 4, 8]
    assert [e.iteration for e in tiny.of(events, CheckpointSaved)] == [0, 2, 4, 6, 8]
    assert set(tiny.of(events, Validated)[0].metrics) == {"score", "psnr", "gain", "feature"}
    assert len(tiny.of(events, Verdict)) == 1
    samples = tmp_path / "samples"
    assert (samples / "hq-00.png").exists()
    assert (samples / "iter-00000008" / "00.png").exists()
    assert not RunFolder(tmp_path).is_at_work()


def test_the_parts_of_a_batch_do_not_matter(place, tmp_path):
    tiny.trained(tiny.config_in(place, iterations=2), tmp_path / "one")
    tiny.trained(tiny.config_in(place, iterations=2, accumulate=3), tmp_path / "three")
    a, b = weights(tmp_path / "one")["model"], weights(tmp_path / "three")["model"]
    assert all(torch.allclose(a[k], b[k], atol=2e-4) for k in a)


def test_out_of_memory_works_the_batch_through_in_more_parts(place, tmp_path, monkeypatch):
    real = Trainer._gradients

    def fails_at_first(self, hq, lq):
        if self.progress.accumulate < 2:
            raise torch.OutOfMemoryError("out of memory")
        return real(self, hq, lq)

    monkeypatch.setattr(Trainer, "_gradients", fails_at_first)
    events = tiny.trained(tiny.config_in(place, iterations=2), tmp_path)
    assert any("2 parts" in e.message for e in tiny.of(events, LogLine))
    assert newest_state(tmp_path).facts["accumulate"] == 2


def test_no_number_goes_back_and_lowers_the_rate(place, tmp_path, monkeypatch):
    real, calls = Trainer._gradients, []

    def once_broken(self, hq, lq):
        loss, parts = real(self, hq, lq)
        calls.append(self.iteration)
        return (torch.tensor(float("nan")) if calls.count(3) == 1 and self.iteration == 3 else loss), parts

    monkeypatch.setattr(Trainer, "_gradients", once_broken)
    events = tiny.trained(tiny.config_in(place), tmp_path)
    assert calls[:6] == [0, 1, 2, 3, 2, 3]
    facts = newest_state(tmp_path).facts
    assert (facts["iteration"], facts["lr_factor"], facts["rollbacks"]) == (8, 0.5, 1)
    assert any("no longer a number" in e.message for e in tiny.of(events, LogLine))


def test_a_loss_that_stays_broken_ends_with_a_sentence(place, tmp_path, monkeypatch):
    real = Trainer._gradients
    monkeypatch.setattr(
        Trainer, "_gradients", lambda self, hq, lq: (torch.tensor(float("inf")), real(self, hq, lq)[1])
    )
    with pytest.raises(TrainingError, match="again and again"):
        tiny.trained(tiny.config_in(place), tmp_path)
    assert newest_state(tmp_path).facts["iteration"] == 0


def test_pause_waits_with_everything_saved_until_told_to_run(place, tmp_path, monkeypatch):
    monkeypatch.setattr(control, "EVERY", 0.01)
    folder = RunFolder(tmp_path)

    def interfere(event):
        if isinstance(event, TrainStep) and event.iteration == 4:
            folder.say("pause")
        if isinstance(event, RunState) and event.state == "paused":
            assert newest_state(tmp_path).facts["iteration"] >= 4
            threading.Timer(0.05, folder.say, ["run"]).start()

    events = tiny.trained(
        tiny.config_in(place, iterations=40, validate_every=100, save_every=100), tmp_path, on=interfere
    )
    assert [e.state for e in tiny.of(events, RunState)] == [
        "preparing",
        "running",
        "paused",
        "running",
        "finished",
    ]


def test_stop_is_heard_within_a_validation(place, tmp_path, monkeypatch):
    cancel, ticks = CancelToken(), []
    real = Control.raise_if_stopped

    def tick(self):
        ticks.append(1)
        if len(ticks) == 9:  # in the validation at iteration 4
            cancel.cancel()
        real(self)

    monkeypatch.setattr(Control, "raise_if_stopped", tick)
    events = tiny.trained(tiny.config_in(place), tmp_path, cancel)
    assert tiny.of(events, RunState)[-1].state == "stopped"
    done = [e.iteration for e in tiny.of(events, Validated)]
    assert done in ([], [0])
    with pytest.raises(Cancelled):
        Control(None, cancel).raise_if_stopped()


def test_a_validation_that_fails_loses_nothing_that_was_learnt(place, tmp_path, monkeypatch):
    real = LiteTask.enlarge

    def fails_later(self, lq, *given):
        if (tmp_path / "ckpt-00000000").exists():
            raise torch.OutOfMemoryError("CUDA out of memory")
        return real(self, lq, *given)

    monkeypatch.setattr(LiteTask, "enlarge", fails_later)
    with pytest.raises(TrainingError, match="not enough memory"):
        tiny.trained(tiny.config_in(place, save_every=100), tmp_path)
    assert newest_state(tmp_path).facts["iteration"] == 4


@pytest.mark.parametrize("at", [4, 8])
def test_a_validation_that_a_stop_cut_short_is_done_when_the_run_goes_on(place, tmp_path, at):
    """At the last iteration, too: no run is finished before it has been judged."""
    config, cancel = tiny.config_in(place), CancelToken()
    stop = lambda e: cancel.cancel() if isinstance(e, TrainStep) and e.iteration == at else None  # noqa: E731
    first = tiny.trained(config, tmp_path / "cut", cancel, stop)
    assert tiny.of(first, RunState)[-1].state == "stopped"
    assert at not in [e.iteration for e in tiny.of(first, Validated)]
    rest = tiny.trained(config, tmp_path / "cut")
    assert tiny.of(rest, RunState)[-1].state == "finished"
    whole = tiny.trained(config, tmp_path / "whole")
    assert tiny.of(first, Validated) + tiny.of(rest, Validated) == tiny.of(whole, Validated)
    assert tiny.of(rest, Verdict) == tiny.of(whole, Verdict)
    facts = [newest_state(tmp_path / name).facts for name in ("cut", "whole")]
    assert facts[0] == facts[1]
    assert tiny.of(tiny.trained(config, tmp_path / "cut"), Validated) == []


def test_it_ends_early_when_nothing_gets_better(place, tmp_path):
    events = tiny.trained(
        tiny.config_in(place, iterations=100, validate_every=1, patience=2, lr=1e-12), tmp_path
    )
    assert tiny.of(events, RunState)[-1].state == "finished"
    assert tiny.of(events, Validated)[-1].iteration < 10
    assert not tiny.of(events, Verdict)[0].better
    assert "did not make" in tiny.of(events, Verdict)[0].sentence


def test_started_again_it_has_all_its_patience_again(place, tmp_path):
    config = tiny.config_in(place, iterations=100, validate_every=1, patience=2, lr=1e-12)
    ended = tiny.of(tiny.trained(config, tmp_path), Validated)[-1].iteration
    again = tiny.trained(config, tmp_path)
    assert [e.iteration for e in tiny.of(again, Validated)] == [ended + 1, ended + 2]
    assert tiny.of(again, RunState)[-1].state == "finished"


def test_a_roll_back_to_where_it_had_ended_leaves_it_all_its_patience(place, tmp_path, monkeypatch):
    config = tiny.config_in(place, iterations=100, validate_every=2, save_every=50, patience=2, lr=1e-12)
    ended = tiny.of(tiny.trained(config, tmp_path), Validated)[-1].iteration
    real, broken = Trainer.iterate, []

    def once_broken(self, hq, lq):
        if self.iteration == ended + 1 and not broken:
            broken.append(True)
            raise Diverged("is no number")
        return real(self, hq, lq)

    monkeypatch.setattr(Trainer, "iterate", once_broken)
    again = tiny.trained(config, tmp_path)
    assert broken
    assert [e.iteration for e in tiny.of(again, Validated)] == [ended + 2, ended + 4]


def test_a_pause_does_not_save_weights_that_nobody_has_looked_at():
    """Other devices than the processor are waited for only now and then, so a bad loss may still be unseen."""
    saved = []
    trainer = SimpleNamespace(
        processes=Processes(),
        control=SimpleNamespace(asked=lambda: "pause"),
        learner=SimpleNamespace(guard=Guard()),
        saver=SimpleNamespace(save=lambda: saved.append(1)),
    )
    tally = Tally(0.0)
    tally.add(Outcome(torch.tensor(float("nan")), {}, torch.tensor(1.0)))
    with pytest.raises(Diverged):
        Trainer._told(trainer, tally)
    assert saved == []


class Clock:
    """Stands still until it is put forward."""

    now = 0.0

    def __call__(self):
        return self.now


def test_a_stopwatch_stands_still_in_pauses():
    clock = Clock()
    watch = Stopwatch(clock)
    clock.now = 2.0
    with watch.paused():
        clock.now = 10.0
    clock.now = 11.0
    assert watch.seconds == 3.0


@pytest.mark.parametrize("reason", ["told", "full disk"])
def test_a_pause_is_no_time_of_training(place, tmp_path, monkeypatch, reason):
    """Neither against the limit of seconds nor in the rate and the time left. An iteration takes a second here."""
    clock, folder, real, saved = Clock(), RunFolder(tmp_path), Trainer._gradients, saving.save_state
    paused = []

    def work(self, hq, lq):
        clock.now += 1
        return real(self, hq, lq)

    def wait(self, seconds):
        clock.now += 1000
        paused.append(seconds)
        folder.say("run")

    def full_once(run, state):
        if reason == "full disk" and state.facts["iteration"] == 4 and not paused:
            raise StateNotSaved("No space left on device.")
        return saved(run, state)

    def pause(event):
        if reason == "told" and isinstance(event, TrainStep) and event.iteration == 4:
            folder.say("pause")

    monkeypatch.setattr(Trainer, "_gradients", work)
    monkeypatch.setattr(control, "EVERY", 0.0)
    monkeypatch.setattr(Control, "wait", wait)
    monkeypatch.setattr(saving, "save_state", full_once)
    monkeypatch.setattr(whole_run, "Trainer", partial(Trainer, clock=clock))
    events = tiny.trained(tiny.config_in(place, seconds=50.0), tmp_path, on=pause)
    assert len(paused) == 1
    assert tiny.of(events, RunState)[-1].state == "finished"
    steps = tiny.of(events, TrainStep)
    assert [s.samples_per_second for s in steps] == [4.0] * 4
    assert [s.seconds_left for s in steps] == [6.0, 4.0, 2.0, 0.0]


def test_validating_and_saving_are_no_time_of_iterations_but_of_what_is_left(place, tmp_path, monkeypatch):
    """An iteration takes a second here, a validation 100 and a checkpoint 7."""
    clock, gradients, validate = Clock(), Trainer._gradients, Validator.validate
    saved = saving.save_state

    def slow(seconds, real):
        def work(*arguments):
            clock.now += seconds
            return real(*arguments)

        return work

    monkeypatch.setattr(Trainer, "_gradients", slow(1, gradients))
    monkeypatch.setattr(Validator, "validate", slow(100, validate))
    monkeypatch.setattr(saving, "save_state", slow(7, saved))
    monkeypatch.setattr(whole_run, "Trainer", partial(Trainer, clock=clock))
    # Reports at 2, 4, 6, 8, 9; validations at 4, 8 and at the end, each after its report.
    events = tiny.trained(tiny.config_in(place, iterations=9), tmp_path)
    steps = tiny.of(events, TrainStep)
    assert [s.samples_per_second for s in steps] == [4.0] * 5
    assert [s.seconds_left for s in steps] == [307.0, 305.0, 203.0, 201.0, 100.0]


def test_after_a_roll_back_other_numbers_are_drawn_and_the_schedule_goes_on(place, tmp_path, monkeypatch):
    """What begins at an iteration, as the feature distance does, must not take the run for one far beyond it."""
    real, draws = LiteTask.loss, []

    def once_broken(self, hq, lq, draw):
        loss, parts = real(self, hq, lq, draw)
        draws.append(draw)
        return (loss * float("nan") if len(draws) == 4 else loss), parts

    monkeypatch.setattr(LiteTask, "loss", once_broken)
    config = tiny.config_in(place, loss="journal", perceptual_start=1000, adversarial_start=1000)
    events = tiny.trained(config, tmp_path)
    assert [d.iteration for d in draws] == [0, 1, 2, 3, 2, 3, 4, 5, 6, 7]
    assert len({float(d.shared().random()) for d in draws}) == len(draws)
    assert len({float(d.each()[0].random()) for d in draws}) == len(draws)
    assert all(set(s.parts) == {"mse"} for s in tiny.of(events, TrainStep))


def parts_used(monkeypatch):
    """A list that gets the number of parts of every batch that is worked through."""
    real, used = Trainer._gradients, []

    def spy(self, hq, lq):
        used.append(self.progress.accumulate)
        return real(self, hq, lq)

    monkeypatch.setattr(Trainer, "_gradients", spy)
    return used


@pytest.mark.parametrize(("stored", "wanted"), [(1, 4), (4, 1)])
def test_the_parts_of_a_batch_that_are_set_count_when_a_run_goes_on(
    place, tmp_path, monkeypatch, stored, wanted
):
    tiny.trained(tiny.config_in(place, iterations=2, accumulate=stored), tmp_path)
    used = parts_used(monkeypatch)
    tiny.trained(tiny.config_in(place, iterations=4, accumulate=wanted), tmp_path)
    assert used == [wanted, wanted]


@pytest.mark.parametrize(("stored", "planned"), [(1, 4), (4, 1)])
def test_parts_that_are_planned_are_as_many_as_were_needed_before_or_are_now(
    place, tmp_path, monkeypatch, stored, planned
):
    monkeypatch.setattr(whole_run, "plan_parts", lambda *given: stored)
    tiny.trained(tiny.config_in(place, iterations=2, accumulate=0), tmp_path)
    monkeypatch.setattr(whole_run, "plan_parts", lambda *given: planned)
    used = parts_used(monkeypatch)
    tiny.trained(tiny.config_in(place, iterations=4, accumulate=0), tmp_path)
    assert used == [4, 4]


def test_a_roll_back_keeps_the_parts_that_the_memory_asked_for(place, tmp_path, monkeypatch):
    real, calls = Trainer._gradients, []

    def tight_and_once_broken(self, hq, lq):
        calls.append((self.iteration, self.progress.accumulate))
        if self.iteration == 3 and self.progress.accumulate < 2:
            raise torch.OutOfMemoryError("out of memory")
        loss, parts = real(self, hq, lq)
        broken = calls[-1] == (3, 2) and calls.count((3, 2)) == 1
        return (torch.tensor(float("nan")) if broken else loss), parts

    monkeypatch.setattr(Trainer, "_gradients", tight_and_once_broken)
    tiny.trained(tiny.config_in(place), tmp_path)
    assert calls[3:7] == [(3, 1), (3, 2), (2, 2), (3, 2)]
