"""The big button, which is Upscale or Stop."""

import pytest
from PySide6.QtGui import QGuiApplication

from app.controls.run import RunControls


@pytest.fixture
def controls(qtbot):
    """(the controls, what was asked of them, their clock as a list of one number)."""
    now, asked = [100.0], []
    run = RunControls(lambda: now[0])
    qtbot.addWidget(run)
    run.upscaleClicked.connect(lambda: (asked.append("upscale"), show(run, running=True)))
    run.stopClicked.connect(lambda: (asked.append("stop"), show(run, running=False)))
    show(run, running=False)
    return run, asked, now


def show(run, *, running):
    run.show_state(running=running, stopping=False, selected=1, without_result=1, can_run=True)


def test_a_double_click_starts_or_stops_and_does_not_do_both(controls):
    run, asked, now = controls
    interval = QGuiApplication.styleHints().mouseDoubleClickInterval() / 1000
    for _ in range(2):
        run.button.click()
        now[0] += 0.9 * interval
        run.button.click()
        now[0] += 0.2 * interval
    assert asked == ["upscale", "stop"]


def test_a_press_that_comes_as_the_job_ends_does_not_begin_another(controls):
    run, asked, now = controls
    show(run, running=True)
    now[0] += 60
    show(run, running=False)
    show(run, running=False)  # what can be done is shown again
    run.button.click()
    assert asked == []
