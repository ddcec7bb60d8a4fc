"""A process that ends before its run is its own has written no events; the window notes why it failed."""

import pytest
from training_use import DATASET, write_events

from app.training.runs.glance import Glancer
from app.training.runs.launches import Launch, note_early_end, sizes
from core.events import RunState
from core.training.run_folder import RunFolder
from core.training.settings.config import TrainConfig


@pytest.fixture
def run(store):
    """A run that was stopped once, with a process that printed something."""
    run = store.make("x", TrainConfig(), DATASET, "")
    write_events(run, RunState("stopped"))
    RunFolder(run).log.write_text("An old sentence.\n")
    return run


def end(run, *, code, printed=""):
    launch = Launch(1, *sizes(run))
    with RunFolder(run).log.open("a") as log:
        log.write(printed)
    note_early_end(run, launch, code)
    glance = Glancer().glance(run)
    return glance.state, glance.message


def test_its_last_words_are_why_it_failed(run):
    assert end(run, code=1, printed="Unknown training setting 'x'.\n") == (
        "failed",
        "Unknown training setting 'x'.",
    )


def test_without_words_its_exit_code_has_to_do(qapp, run):
    state, message = end(run, code=-9)
    assert state == "failed"
    assert "exit code -9" in message


@pytest.mark.parametrize("code", [0, 130])
def test_one_that_ended_well_has_not_failed(run, code):
    assert end(run, code=code) == ("stopped", "")


def test_what_the_process_has_told_itself_stays(run):
    launch = Launch(1, *sizes(run))
    write_events(run, RunState("failed", "No pictures."))
    note_early_end(run, launch, 1)
    assert Glancer().glance(run).message == "No pictures."


def test_nothing_is_written_into_a_run_that_another_process_is_at_work_on(run):
    with RunFolder(run).lock():
        (run / "pid").write_text("1")
        before = sizes(run)
        note_early_end(run, Launch(1, *before), 1)
        assert sizes(run) == before
