"""What a run's small files tell."""

import os
import sys

from training_use import DATASET, step, write_events

from app.training.launcher import Launcher
from app.training.runs.glance import Glancer, last_words
from core.events import ModelExported, RunState, Verdict
from core.models.catalog import find_model
from core.training.run_folder import RunFolder
from core.training.settings.config import TrainConfig


def test_a_killed_process_leaves_an_interrupted_run_with_its_last_words(store):
    run = store.make("x", TrainConfig(), DATASET, "")
    write_events(run, RunState("running"), step(30))
    (run / "pid").write_text("99999999")
    RunFolder(run).log.write_text("Traceback (most recent call last):\n  ...\nMemoryError: no room\n\n")
    glance = Glancer().glance(run)
    assert (glance.state, glance.message, glance.iteration) == ("interrupted", "MemoryError: no room", 30)
    assert not glance.at_work
    assert glance.memory == 0


def test_a_held_lock_means_at_work(store):
    run = store.make("x", TrainConfig(), DATASET, "")
    write_events(run, RunState("running"), step(30), Verdict(False, "Worse.", 3))
    with RunFolder(run).lock():
        (run / "pid").write_text("99999999")
        glance = Glancer().glance(run)
    assert glance.state == "running"
    assert glance.held
    assert glance.better is False


def test_looking_at_a_run_that_is_not_at_work_takes_no_lock(store):
    run = store.make("x", TrainConfig(), DATASET, "")
    Glancer().glance(run)
    assert not (run / "run.lock").exists()


def test_a_glance_reads_only_the_end_of_long_events(store):
    run = store.make("x", TrainConfig(), DATASET, "")
    write_events(run, RunState("running"), *(step(n) for n in range(2000)), ModelExported("mine", "p"))
    glance = Glancer().glance(run)
    assert glance.iteration == 1999
    assert glance.about.model == "mine"


def test_last_words_of_nothing(tmp_path):
    assert last_words(tmp_path / "none") == ""


def test_the_last_words_of_an_earlier_process_are_not_those_of_the_last(store):
    run = store.make("x", TrainConfig(), DATASET, "")
    launcher = Launcher([sys.executable, "-c", "import sys; sys.exit('None of the pictures can be read.')"])
    launcher.start(run)
    launcher.processes[-1].wait(20)
    assert last_words(RunFolder(run).log) == "None of the pictures can be read."
    launcher.command = (sys.executable, "-c", "")
    launcher.start(run)
    launcher.processes[-1].wait(20)
    assert last_words(RunFolder(run).log) == ""


def test_the_last_words_of_an_earlier_start_are_not_those_of_a_process_in_a_terminal(store):
    """What that one prints goes to the terminal, not to the log."""
    run = store.make("x", TrainConfig(), DATASET, "")
    write_events(run, RunState("running"), step(30))
    RunFolder(run).log.write_text("MemoryError: no room\n")
    (run / "pid").write_text("99999999")
    os.utime(RunFolder(run).log, (1000, 1000))
    os.utime(run / "pid", (2000, 2000))
    assert Glancer().glance(run).message == ""
    os.utime(RunFolder(run).log, (3000, 3000))
    assert Glancer().glance(run).message == "MemoryError: no room"


def test_settings_that_ask_for_more_iterations_are_seen(store):
    run = store.make("x", TrainConfig(iterations=30), DATASET, "")
    write_events(run, step(30), RunState("finished"))
    glancer = Glancer()
    assert (glancer.glance(run).planned, glancer.glance(run).can_go_on) == (30, False)
    RunFolder(run).config.write_text(TrainConfig(iterations=4000).to_json())
    assert glancer.glance(run).can_go_on
    RunFolder(run).config.write_text("nonsense")
    assert not glancer.glance(run).can_go_on


def test_with_a_verdict_the_model_that_it_began_with_is_named(store):
    run = store.make("x", TrainConfig(), DATASET, "")
    glancer = Glancer()
    write_events(run, Verdict(True, "Better.", 3))
    assert glancer.glance(run).start == ""
    RunFolder(run).start.write_bytes(find_model("lite-x4").path.read_bytes())
    assert glancer.glance(run).start == "ResShift Lite"
