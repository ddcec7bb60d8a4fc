"""What the events of a run add up to."""

import pytest
from training_use import folded, step

from app.training.runs.progress import state_of
from core.events import HardwareChosen, LogLine, RunState, SamplesSaved, Validated, Verdict


def test_events_add_up_to_curves_and_a_state():
    progress = folded(
        RunState("running"),
        Validated(0, {"psnr": 24.0}, True),
        step(10, 0.2),
        step(20, 0.1),
        SamplesSaved(20, "x"),
        Validated(20, {"psnr": 25.0}, True),
        Validated(30, {"psnr": 24.5}, False),
    )
    assert progress.losses == [(10, 0.2), (20, 0.1)]
    assert progress.best == Validated(20, {"psnr": 25.0}, True)
    assert (progress.state, progress.iteration, progress.fraction) == ("running", 20, 0.2)
    assert progress.samples == [20]


def test_a_run_that_fell_back_loses_the_points_behind():
    progress = folded(
        step(10), step(20), Validated(20, {}, True), SamplesSaved(20, ""), step(30), step(15, 0.5)
    )
    assert [point[0] for point in progress.losses] == [10, 15]
    progress.take(Validated(20, {"psnr": 1.0}, False))
    assert progress.validations == [Validated(20, {"psnr": 1.0}, False)]


def test_a_new_start_forgets_the_old_warning_and_verdict():
    progress = folded(
        RunState("running"),
        LogLine("warning", "The disk is full."),
        Verdict(True, "Better.", 5),
        RunState("stopped"),
    )
    assert progress.warning == "The disk is full."
    progress.take(RunState("preparing"))
    assert progress.warning == ""
    assert progress.verdict is None


def test_what_is_warned_of_while_a_run_gets_ready_stays():
    """That it computes on the processor, say, because the card cannot be used."""
    progress = folded(
        RunState("preparing"),
        LogLine("warning", "The processor is used."),
        HardwareChosen("cpu", "float32"),
        RunState("running"),
        step(10),
    )
    assert (progress.warning, progress.hardware) == ("The processor is used.", "cpu (float32)")


@pytest.mark.parametrize(
    ("last", "at_work", "launched", "queued", "expected"),
    [
        ("running", True, False, False, "running"),
        ("stopped", True, False, False, "starting"),  # a new process has not said anything yet
        ("", True, True, False, "starting"),
        ("interrupted", False, True, False, "starting"),
        ("stopped", False, False, True, "queued"),
        ("finished", False, False, False, "finished"),
        ("running", False, False, False, "interrupted"),
        ("paused", False, False, False, "interrupted"),
        ("", False, False, False, "new"),
    ],
)
def test_state_of_a_run(last, at_work, launched, queued, expected):
    assert state_of(last, at_work=at_work, launched=launched, queued=queued) == expected
