"""What is said of a run beside its curves."""

from dataclasses import replace
from pathlib import Path

import pytest
from training_use import folded, step

from app.training.runs.glance import RunGlance
from app.training.runs.store import About
from core.events import HardwareChosen, LogLine, RunState, Validated, Verdict


def test_what_a_run_computes_on_and_what_it_warned_of_stay_in_view(qtbot):
    """However long ago that was: a glance reads the end of the events alone."""
    from app.training.runs.view import RunView

    view = RunView()
    qtbot.addWidget(view)
    view.set_run(Path("a"))
    view.show_progress(
        folded(
            RunState("preparing"),
            LogLine("warning", "The device cuda:1 is not usable here."),
            HardwareChosen("cpu", "bfloat16"),
            RunState("running"),
            step(10),
        )
    )
    view.show_glance(RunGlance(Path("a"), About("A"), "running", "", 10, 100, None))
    assert "cpu (bfloat16)" in view.facts.whole
    assert view.message.text() == "The device cuda:1 is not usable here."


@pytest.fixture
def view(qtbot):
    from app.training.runs.view import RunView

    view = RunView()
    qtbot.addWidget(view)
    view.set_run(Path("a"))
    return view


def glance(state, **more):
    return RunGlance(Path("a"), About("A"), state, "", 10, 100, None, **more)


def test_a_name_that_was_cleared_is_not_suggested_again(view):
    view.show_glance(glance("stopped"))
    assert view.model_name.text() == "A"
    view.model_name.clear()
    view.show_glance(glance("stopped"))
    assert view.model_name.text() == ""
    view.set_run(Path("b"))
    view.show_glance(glance("stopped"))
    assert view.model_name.text() == "A"


VERDICT = Verdict(True, "In English.", 400, {"psnr": 24.0, "feature": 0.5}, {"psnr": 25.25, "feature": 0.3})


def test_the_verdict_is_said_by_the_window_itself(view):
    view.show_progress(folded(VERDICT))
    view.show_glance(glance("finished", start="Leaves"))
    assert "beats Leaves: 25.25 instead of 24 dB PSNR, and 60 %" in view.verdict.text()
    view.show_progress(folded(replace(VERDICT, better=False)))
    assert "did not make Leaves better" in view.verdict.text()


@pytest.mark.parametrize(
    ("psnr", "feature", "said"),
    [
        (23.5, 0.3, "has 60 % of its visible difference, although its PSNR is lower, 23.5 instead of 24 dB"),
        (26.0, 0.55, "26 instead of 24 dB PSNR, although it has 110 % of its visible difference"),
    ],
)
def test_a_verdict_that_goes_two_ways_says_the_deciding_figure_first(view, psnr, feature, said):
    view.show_progress(folded(replace(VERDICT, best={"psnr": psnr, "feature": feature})))
    view.show_glance(glance("finished", start="Leaves"))
    assert said in view.verdict.text()


def test_a_stopped_run_without_anything_to_use_says_why(view):
    stopped = glance("stopped", first_check=500)
    view.show_progress(folded(Validated(0, {"psnr": 20.0}, True), step(10), RunState("stopped")))
    view.show_glance(stopped)
    assert "the first check would have been at iteration 500" in view.message.text()
    validations = (Validated(0, {"psnr": 20.0}, True), Validated(10, {"psnr": 19.0}, False))
    view.show_progress(folded(*validations, RunState("stopped")))
    assert "no state was better than the start" in view.message.text()
    view.show_progress(folded(*validations, Validated(20, {"psnr": 21.0}, True), RunState("stopped")))
    assert not view.message.isVisibleTo(view)
    assert view.keep_button.isVisibleTo(view)


def test_that_the_newest_state_is_taken_is_said_before(view):
    validations = (Validated(0, {"psnr": 20.0}, True), Validated(10, {"psnr": 19.0}, False))
    view.show_progress(folded(step(10), *validations, replace(VERDICT, better=False)))
    view.show_glance(glance("finished", start="Leaves"))
    assert "the newest one, of iteration 10, is taken" in view.result_note.text()


@pytest.mark.parametrize(("verdict", "start"), [(VERDICT, ""), (replace(VERDICT, best={}), "Leaves")])
def test_where_the_window_does_not_know_enough_the_engine_s_verdict_stands(view, verdict, start):
    view.show_progress(folded(verdict))
    view.show_glance(glance("finished", start=start))
    assert view.verdict.text() == "In English."


def test_a_verdict_does_not_hide_a_warning(view):
    view.show_progress(folded(LogLine("warning", "1.png is passed over."), VERDICT))
    view.show_glance(glance("finished"))
    assert view.message.isVisibleTo(view)
    assert "1.png" in view.message.text()


@pytest.mark.parametrize(("planned", "goes_on"), [(10, False), (20, True), (0, False)])
def test_a_finished_run_goes_on_where_its_settings_ask_for_more(view, planned, goes_on):
    view.show_glance(glance("finished", planned=planned))
    assert view.go_on_button.isVisibleTo(view) == goes_on


def test_a_warning_does_not_hide_why_the_run_rests(view):
    """The glance has the warning as its message, where the run has said nothing else."""
    warning = "This run goes on with another torch."
    view.show_progress(folded(RunState("preparing"), LogLine("warning", warning), RunState("paused")))
    view.show_glance(replace(glance("paused"), message=warning), for_pictures=True)
    assert "while pictures are enlarged" in view.message.text()
    assert view.message.text().endswith(warning)


def test_why_a_run_paused_by_itself_goes_before_the_pictures(view):
    reason = "The disk is full."
    view.show_progress(folded(RunState("paused", reason)))
    view.show_glance(replace(glance("paused"), message=reason), for_pictures=True)
    assert view.message.text() == reason
