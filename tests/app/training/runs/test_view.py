"""What is said of a run beside its curves."""

from pathlib import Path

from training_use import folded, step

from app.training.runs.glance import RunGlance
from app.training.runs.store import About
from core.events import HardwareChosen, LogLine, RunState


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
