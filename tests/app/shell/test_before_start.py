"""The estimate above the big button: what is asked, what is said, what does not suffice, and what goes first."""

from dataclasses import replace

import pytest
from window_use import run_to_end

from app.kit.text import about_text
from core.events import JobsEstimated


def line_of(studio) -> str:
    label = studio.window.controls.run.estimate
    return "" if label.isHidden() else label.text()


def test_it_is_said_before_the_start(with_picture, qtbot, engine):
    qtbot.waitUntil(
        lambda: "about 12\u00a0s, 1.4\u00a0GB of memory, file about 8\u00a0MB" in line_of(with_picture)
    )
    question = engine.questions[-1]
    assert question.sizes == ((40, 30),)
    assert question.format == "png"
    assert question.folder == str(with_picture.session.folder)


def test_nothing_is_said_without_a_picture(studio, qtbot):
    studio.before_start._ask()
    assert line_of(studio) == ""


def test_settings_are_asked_anew_and_the_newest_counts(with_picture, qtbot, engine):
    qtbot.waitUntil(lambda: line_of(with_picture) != "")
    controls = with_picture.window.controls
    controls.set_settings(replace(controls.settings(), steps=9))
    controls.settingsChanged.emit()
    qtbot.waitUntil(lambda: engine.questions[-1].settings.steps == 9)


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (JobsEstimated(5.0, 10, 9_000_000, 100, 1_000_000), "The disk has only 1.0 MB left"),
        (JobsEstimated(5.0, 9_000_000_000, 10, 2_000_000_000, 100), "Only 2.0 GB of memory are free"),
    ],
)
def test_what_does_not_suffice_is_said_in_place(with_picture, qtbot, engine, found, sentence):
    qtbot.waitUntil(lambda: line_of(with_picture) != "")
    engine.estimated = found
    with_picture.before_start._asked = None
    with_picture.before_start.ask_soon()
    qtbot.waitUntil(lambda: sentence in line_of(with_picture))
    assert with_picture.window.controls.run.estimate.property("kind") == "warning"


def test_a_job_goes_first_and_the_question_is_answered_after_it(with_picture, qtbot, engine):
    qtbot.waitUntil(lambda: line_of(with_picture) != "")
    engine.gate.clear()
    with_picture.before_start._asked = None
    asked = len(engine.questions)
    with_picture.before_start.ask_soon()
    qtbot.waitUntil(lambda: len(engine.questions) > asked)  # is being answered, and does not come to an end
    engine.at_step.clear()
    with_picture.upscaling.run_selected()
    qtbot.waitUntil(engine.at_step.is_set)
    assert line_of(with_picture) == ""  # while a job runs
    engine.gate.set()
    qtbot.waitUntil(lambda: not with_picture.runner.busy)
    qtbot.waitUntil(lambda: line_of(with_picture) != "")


def test_after_a_job_it_is_asked_anew(with_picture, qtbot, engine):
    qtbot.waitUntil(lambda: line_of(with_picture) != "")
    asked = len(engine.questions)
    run_to_end(with_picture, qtbot)
    qtbot.waitUntil(lambda: len(engine.questions) > asked)


@pytest.mark.parametrize(
    ("seconds", "text"), [(0.2, "1 s"), (12.3, "12 s"), (200, "3 min"), (7500, "2 h 5 min")]
)
def test_times_are_as_exact_as_an_estimate(seconds, text, qapp):
    assert about_text(seconds) == text


def test_what_was_said_of_other_settings_does_not_stay(with_picture, qtbot, engine):
    qtbot.waitUntil(lambda: line_of(with_picture) != "")
    engine.gate.clear()  # as while a contact sheet is at work: no answer for now
    with_picture.window.controls.size_chooser.choose(8.0)
    with_picture.before_start._ask()
    with_picture.before_start._stale.timeout.emit()
    assert line_of(with_picture) == ""
    engine.gate.set()
    qtbot.waitUntil(lambda: line_of(with_picture) != "")
