"""The estimate before a run: measured by a clock of the tests' own, bounded, and ready to be cancelled."""

import pytest
import tiny
import torch

from core.errors import Cancelled
from core.events import Estimated
from core.jobs import CancelToken
from core.training.control import Control
from core.training.loop.trainer import Trainer
from core.training.run_folder import RunFolder
from core.training.runs import build
from core.training.runs.estimate import BATCH, BUDGET, estimate


class Clock:
    """Stands still but for what is said to take time."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def place(tmp_path):
    tiny.write_start(tmp_path / "start.safetensors")
    tiny.write_pictures(tmp_path / "pictures")
    (tmp_path / "run").mkdir()
    return tmp_path


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def steps(monkeypatch, clock):
    """steps(seconds, then=...) makes iterations take so long -> the list of those begun."""
    begun = []

    def take(seconds, then=lambda: None):
        def step_once(self):
            begun.append(clock.now)
            clock.now += seconds
            then()

        monkeypatch.setattr(Trainer, "step_once", step_once)
        return begun

    return take


def do(place, clock, cancel=None, **changed):
    events = []
    found = estimate(
        tiny.config(place / "pictures", place / "start.safetensors", **changed),
        place / "run",
        emit=events.append,
        cancel=cancel or CancelToken(),
        clock=clock,
    )
    assert [e for e in events if isinstance(e, Estimated)] == [found]
    return found


def test_quick_iterations_are_measured_a_few_times(place, clock, steps):
    begun = steps(0.5)
    found = do(place, clock, iterations=1000)
    assert len(begun) == 4
    assert found.seconds_per_iteration == 0.5
    assert found.seconds == pytest.approx(500)  # validations take no time by this clock


def test_slow_iterations_are_measured_as_often_as_the_budget_allows(place, clock, steps):
    begun = steps(0.4 * BUDGET)
    do(place, clock)
    assert len(begun) == 3  # the last one begins within the budget


def test_the_slowest_ones_are_measured_once_after_warming_up(place, clock, steps):
    begun = steps(10 * BUDGET)
    assert do(place, clock, iterations=7).seconds == pytest.approx(70 * BUDGET)
    assert len(begun) == 2


def test_a_validation_is_scaled_from_a_part_of_it(place, clock, steps, monkeypatch):
    steps(0.0)
    asked = []

    class Validation:
        def __call__(self, tick):
            clock.now += 2.0

    def few(config, task, dataset, *, at_most):
        asked.append(at_most)
        return Validation()

    monkeypatch.setattr("core.training.runs.estimate.build_validation", few)
    monkeypatch.setattr("core.training.runs.estimate.validation_count", lambda config, dataset: 10 * BATCH)
    found = do(place, clock, iterations=8, validate_every=4)
    assert asked == [BATCH]
    assert found.seconds == pytest.approx(3 * 10 * 2.0)  # before the start, after 4 and after 8 iterations


def test_a_part_of_the_held_out_pairs_is_the_beginning_of_all(place):
    config = tiny.config(place / "pictures", place / "start.safetensors")

    dataset = build.prepare_dataset(
        config, RunFolder(place / "run"), lambda e: None, Control(None, CancelToken())
    )
    task = build.build_task(config, torch.device("cpu"), torch.float32, lambda e: None)
    whole, part = (build.build_validation(config, task, dataset, at_most=n) for n in (None, 3))
    assert len(whole.pairs.hq) == build.validation_count(config, dataset)
    assert torch.equal(part.pairs.hq, whole.pairs.hq[:3])


def test_cancelling_is_heard_between_two_iterations(place, clock, steps):
    cancel = CancelToken()
    begun = steps(0.1, then=cancel.cancel)
    with pytest.raises(Cancelled):
        do(place, clock, cancel)
    assert len(begun) == 1
