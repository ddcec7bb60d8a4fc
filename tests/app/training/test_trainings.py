"""The training page in the whole window, with a process that only pretends to train."""

import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox, QPushButton
from training_use import LONG, ROOT, asks, begin, folded, state, step, wait_for

from app.shell.pages import TRAIN
from app.training.launcher import Launcher
from app.training.runs.glance import RunGlance
from app.training.runs.store import About, load_queue, read_about
from core.events import Validated
from core.training.run_folder import RunFolder
from core.training.settings.config import TrainConfig


def test_a_run_from_start_to_verdict(ready, view, qtbot):
    run = begin(ready, qtbot)
    wait_for(ready, qtbot, run, "finished")
    qtbot.waitUntil(lambda: view.verdict.text().startswith("It is better"), timeout=LONG)
    assert view.result.isVisibleTo(view)
    qtbot.waitUntil(lambda: [p[0] for p in view.loss.points] == list(range(1, 11)), timeout=LONG)
    assert view.validation.points.tolist() == [[i, 24 + i / 10] for i in (0, 2, 4, 6, 8, 10)]
    qtbot.waitUntil(lambda: view.samples.iteration == 10, timeout=LONG)
    assert "Train" in [button.text() for button in ready.window._page_group.buttons()]
    assert TrainConfig.load(RunFolder(run).config).iterations == 10


def test_the_held_out_pictures_can_be_scrubbed(ready, view, qtbot):
    run = begin(ready, qtbot)
    wait_for(ready, qtbot, run, "finished")
    samples = view.samples
    qtbot.waitUntil(lambda: samples.viewer.labels[1] == "Iteration 10", timeout=LONG)
    assert samples.picture_box.count() == 2
    samples.slider.setValue(0)
    qtbot.waitUntil(lambda: samples.viewer.labels[1] == "Iteration 0", timeout=LONG)
    samples.compared.set_value("good")
    samples.compared.chosen.emit("good")
    qtbot.waitUntil(lambda: samples.viewer.labels[0] == "Original", timeout=LONG)


def test_pause_resume_and_stop(ready, view, qtbot):
    run = begin(ready, qtbot, hold_at=4)
    wait_for(ready, qtbot, run, "running")
    view.pause_button.click()
    wait_for(ready, qtbot, run, "paused")
    assert view.go_on_button.isVisibleTo(view)
    assert not view.pause_button.isVisibleTo(view)
    view.go_on_button.click()
    (run / "go").touch()
    wait_for(ready, qtbot, run, "running", "finished")
    view.stop_button.click()
    wait_for(ready, qtbot, run, "stopped", "finished")


def test_a_stopped_run_goes_on_where_it_was(ready, view, qtbot):
    run = begin(ready, qtbot, hold_at=7)
    wait_for(ready, qtbot, run, "running")
    qtbot.waitUntil(lambda: RunFolder(run).events.read_text().count("CheckpointSaved") == 3, timeout=LONG)
    view.stop_button.click()
    wait_for(ready, qtbot, run, "stopped")
    (run / "go").touch()
    view.go_on_button.click()
    wait_for(ready, qtbot, run, "finished")
    qtbot.waitUntil(lambda: len(view.loss.points) == 10, timeout=LONG)


def test_a_process_that_dies_leaves_a_run_that_can_be_resumed(ready, view, qtbot):
    run = begin(ready, qtbot, die_at=5)
    wait_for(ready, qtbot, run, "interrupted")
    assert "RuntimeError: the loader is gone" in view.message.text()
    assert view.go_on_button.isVisibleTo(view)
    view.go_on_button.click()
    wait_for(ready, qtbot, run, "finished")


def test_a_failure_is_a_sentence(ready, view, qtbot):
    run = begin(ready, qtbot, fail="None of the pictures can be read.")
    wait_for(ready, qtbot, run, "failed")
    assert view.message.text() == "None of the pictures can be read."


def test_a_window_opened_later_attaches_to_the_run(ready, window_maker, qtbot):
    run = begin(ready, qtbot, hold_at=6)
    wait_for(ready, qtbot, run, "running")
    qtbot.waitUntil(lambda: len(ready.training.panel.run.loss.points) == 5, timeout=LONG)
    assert ready.training.stop(LONG)  # as closing the window does
    later = window_maker()
    # The page has been made before the first look, and opens with the run all the same.
    qtbot.waitUntil(lambda: later.training.panel.runs.run == run, timeout=LONG)
    wait_for(later, qtbot, run, "running")
    view = later.training.panel.run
    qtbot.waitUntil(lambda: len(view.loss.points) == 5, timeout=LONG)
    assert view.stop_button.isVisibleTo(view)
    (run / "go").touch()
    wait_for(later, qtbot, run, "finished")


def test_one_at_a_time_the_others_wait_in_a_queue_that_is_kept(ready, form, qtbot):
    first = begin(ready, qtbot, hold_at=3)
    wait_for(ready, qtbot, first, "running")
    ready.training.panel.runs.choose(None)
    assert form.bar.start_button.text() == "Add to the queue"
    second = begin(ready, qtbot)
    wait_for(ready, qtbot, second, "queued")
    root = ready.training.store.root
    qtbot.waitUntil(lambda: load_queue(root) == [second])
    assert len(ready.training.launcher.processes) == 1
    (first / "go").touch()
    wait_for(ready, qtbot, second, "finished")
    assert state(ready, first) == "finished"
    assert load_queue(root) == []


def test_a_waiting_run_can_be_taken_out_again(ready, view, qtbot):
    first = begin(ready, qtbot, hold_at=3)
    wait_for(ready, qtbot, first, "running")
    ready.training.panel.runs.choose(None)
    second = begin(ready, qtbot)
    wait_for(ready, qtbot, second, "queued")
    view.leave_button.click()
    wait_for(ready, qtbot, second, "new")
    assert view.go_on_button.isVisibleTo(view)


def test_the_result_becomes_a_model_that_is_used_at_once(ready, view, qtbot, monkeypatch):
    used, there = [], {"my-leaves"}
    monkeypatch.setattr("app.training.runs.view.taken_keys", lambda: there)
    ready.training.modelWanted.connect(used.append)
    run = begin(ready, qtbot)
    wait_for(ready, qtbot, run, "finished")
    qtbot.waitUntil(lambda: view.result.isVisibleTo(view), timeout=LONG)
    view.model_name.setText("My Leaves")
    view.use_button.click()
    qtbot.waitUntil(lambda: used == ["my-leaves"], timeout=LONG)
    qtbot.waitUntil(lambda: read_about(run).model == "my-leaves")
    wait_for(ready, qtbot, run, "finished")
    qtbot.waitUntil(lambda: "my-leaves" in view.result_note.text(), timeout=LONG)
    assert view.keep_button.isHidden()
    there.clear()  # it has been deleted, and can be made again
    view._show_result()
    assert not view.keep_button.isHidden()
    assert "my-leaves" not in view.result_note.text()
    there.add("my-leaves")
    view._show_result()
    assert not view.keep_button.isVisibleTo(view)


def test_a_run_is_removed_after_a_question(ready, view, qtbot, monkeypatch):
    questions = asks(monkeypatch, QMessageBox.StandardButton.Yes)
    run = begin(ready, qtbot)
    wait_for(ready, qtbot, run, "finished")
    qtbot.waitUntil(view.remove_button.isEnabled)
    view.remove_button.click()
    qtbot.waitUntil(lambda: not run.exists(), timeout=LONG)
    qtbot.waitUntil(lambda: ready.training.panel.runs.run is None, timeout=LONG)
    assert "saved states" in questions[0]


def test_a_run_that_fails_while_another_page_is_in_view_is_told(ready, qtbot):
    run = begin(ready, qtbot, hold_at=2, die_at=2)
    wait_for(ready, qtbot, run, "running")
    ready.window.show_page("upscale")
    (run / "go").touch()
    wait_for(ready, qtbot, run, "interrupted")
    notices = ready.window.picture.notices.notices
    assert any("was interrupted" in notice.text for notice in notices)
    notices[0].actions[0][1]()
    assert ready.window.page == TRAIN


def test_a_run_at_work_whose_folder_vanishes_is_told_and_others_are_not(ready, qtbot):
    run = begin(ready, qtbot, hold_at=2)
    wait_for(ready, qtbot, run, "running")
    told = []
    ready.training.announced.connect(told.append)
    shutil.rmtree(run)
    for process in ready.training.launcher.processes:
        process.kill()  # it pretends, and waits for a file in there
    qtbot.waitUntil(lambda: bool(told), timeout=LONG)
    assert "folder is no longer there" in told[0]
    assert [notice.text for notice in ready.training.panel.notices.notices] == told
    ready.training.watcher.runs = []
    ready.training._on_look()
    assert len(told) == 1


@pytest.mark.slow
def test_a_real_run_of_a_few_steps(ready, form, view, qtbot):
    """The real process on real pictures: measured events, samples, a verdict."""
    ready.training.launcher.command = Launcher().command
    for name, value in {
        "iterations": 2,
        "batch": 1,
        "patch": 64,
        "validate_every": 1,
        "save_every": 1,
    }.items():
        form.thoroughness.expert.editor(name).setValue(value)
    form.thoroughness.expert.editor("threads").setValue(1)
    run = begin(ready, qtbot)
    long = 900_000
    qtbot.waitUntil(lambda: state(ready, run) in ("finished", "failed", "interrupted"), timeout=long)
    assert state(ready, run) == "finished", view.message.text()
    qtbot.waitUntil(lambda: bool(view.verdict.text()), timeout=LONG)
    qtbot.waitUntil(lambda: len(view.validation.points) >= 2, timeout=LONG)
    assert (RunFolder(run).samples / "hq-00.png").is_file()


def test_a_training_rests_while_pictures_are_enlarged(ready, engine, picture_file, qtbot):
    run = begin(ready, qtbot, hold_at=3)
    wait_for(ready, qtbot, run, "running")
    engine.gate.clear()
    ready.opening.add([picture_file("busy.png")])
    qtbot.waitUntil(lambda: bool(ready.window.queue.view.selected_items))
    ready.upscaling.run_selected()
    try:
        wait_for(ready, qtbot, run, "paused")
    finally:
        engine.gate.set()
        qtbot.waitUntil(lambda: not ready.runner.busy, timeout=LONG)
    wait_for(ready, qtbot, run, "running")


def test_settings_of_a_run_are_changed_as_far_as_it_can_go_on(ready, qtbot, monkeypatch):
    from app.training.runs import settings_dialog as dialogs

    run = begin(ready, qtbot, hold_at=3)
    wait_for(ready, qtbot, run, "running")
    ready.training.panel.run.stop_button.click()
    wait_for(ready, qtbot, run, "stopped")

    def change(dialog) -> bool:
        assert not dialog.fields.editor("method").isEnabled()
        dialog.fields.editor("lr").setValue(1e-5)
        return True

    monkeypatch.setattr(dialogs.RunSettingsDialog, "exec", change)
    questions = asks(monkeypatch, QMessageBox.StandardButton.Ok)
    ready.training.panel.run.settings_button.click()
    assert TrainConfig.load(RunFolder(run).config).lr == 1e-5
    assert "Learning rate: 1e-5 instead of 0.0001" in questions[0]


def test_the_top_bar_acts_on_the_viewer_in_view(ready):
    window = ready.window
    assert window.viewer is ready.training.panel.setup.dataset.viewer
    window.actions_.side_by_side.trigger()
    assert window.viewer.mode is window.picture.viewer.mode
    window.show_page("upscale")
    assert window.viewer is window.picture.viewer


def test_a_run_without_notes_is_shown_by_its_folder(window_maker, studio, qtbot):
    run = studio.training.store.root / "by-hand"
    run.mkdir(parents=True)
    (run / "config.json").write_text(TrainConfig().to_json())
    wait_for(studio, qtbot, run, "new")
    assert studio.training.watcher.find(run).about == About("by-hand")


def test_the_window_s_start_pays_for_none_of_it(tmp_path):
    code = (
        "import sys; from app.shell.application import *; import app.shell.studio;"
        "print([m for m in ('torch', 'pyqtgraph', 'core.training.settings.config', 'app.training.panel')"
        " if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_page_imports_no_torch(tmp_path):
    code = (
        "import sys; import app.training.panel, app.training.setup.preparation, app.training.runs.settings_dialog;"
        "import core.training.settings.presets, core.training.settings.fields;"
        "import core.data.check, core.data.user_pairs, pyqtgraph;"
        "print('torch' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def stopped_early(studio, qtbot):
    """A run that was stopped after its second validation, at iteration 4 of 10."""
    run = begin(studio, qtbot, hold_at=5)
    wait_for(studio, qtbot, run, "running")
    qtbot.waitUntil(lambda: RunFolder(run).events.read_text().count("CheckpointSaved") == 2, timeout=LONG)
    studio.training.panel.run.stop_button.click()
    wait_for(studio, qtbot, run, "stopped")
    return run


def test_a_model_of_an_early_state_does_not_bar_that_of_a_better_one(ready, view, qtbot, monkeypatch):
    used, there = [], {"my-leaves"}
    monkeypatch.setattr("app.training.runs.view.taken_keys", lambda: there)
    ready.training.modelWanted.connect(used.append)
    run = stopped_early(ready, qtbot)
    qtbot.waitUntil(lambda: view.keep_button.isVisibleTo(view), timeout=LONG)
    view.model_name.setText("My Leaves")
    view.keep_button.click()
    qtbot.waitUntil(lambda: (read_about(run).model, read_about(run).model_iteration) == ("my-leaves", 4))
    wait_for(ready, qtbot, run, "stopped")
    qtbot.waitUntil(lambda: not view.keep_button.isVisibleTo(view), timeout=LONG)
    (run / "go").touch()
    view.go_on_button.click()
    wait_for(ready, qtbot, run, "finished")
    qtbot.waitUntil(lambda: view.keep_button.isVisibleTo(view), timeout=LONG)
    assert "earlier" in view.result_note.text()
    view.model_name.setText("Better Leaves")
    there.add("better-leaves")
    view.use_button.click()
    qtbot.waitUntil(lambda: used == ["better-leaves"], timeout=LONG)
    qtbot.waitUntil(lambda: read_about(run).model_iteration == 10)


def test_a_second_click_on_resume_changes_nothing(ready, view, qtbot):
    run = stopped_early(ready, qtbot)
    qtbot.waitUntil(lambda: view.go_on_button.isVisibleTo(view), timeout=LONG)
    watcher = ready.training.watcher
    view.go_on_button.click()
    view.go_on_button.click()
    assert watcher.queue == []
    wait_for(ready, qtbot, run, "running")
    watcher.start(run)
    assert watcher.queue == []


def test_a_second_click_on_start_makes_no_second_run(ready, form, view, qtbot):
    training, clicks = ready.training, []
    made = training.setup.started

    def again() -> None:
        clicks.append(form.bar.start_button.isEnabled())
        form.bar.startWanted.emit()

    made.connect(again)
    form.bar.start_button.click()
    assert not form.bar.start_button.isEnabled()
    qtbot.waitUntil(lambda: training.panel.runs.run is not None, timeout=LONG)
    wait_for(ready, qtbot, training.panel.runs.run, "running", "finished")
    assert clicks == [False]
    assert len(training.store.folders()) == 1
    training.panel.runs.choose(None)
    assert form.bar.start_button.isEnabled()


def test_a_new_model_can_be_started_from_at_once(ready, form):
    other = replace(form._models[0], key="pages", title="Scanned pages")
    ready.models.changed.emit([*form._models, other])
    assert form.model_box.findData("pages") >= 0


def test_a_training_that_begins_while_pictures_are_enlarged_rests_and_says_why(ready, view, qtbot):
    busy = [True]
    ready.training.pictures_first._enlarging = lambda: bool(busy)
    run = begin(ready, qtbot, hold_at=3)
    wait_for(ready, qtbot, run, "paused")
    assert "while pictures are enlarged" in view.message.text()
    busy.clear()
    ready.training.pictures_first.look()
    wait_for(ready, qtbot, run, "running")


def test_resume_holds_while_pictures_are_enlarged(ready, view, qtbot):
    """Of a run that was paused by hand before, too."""
    run = begin(ready, qtbot, hold_at=3)
    wait_for(ready, qtbot, run, "running")
    view.pause_button.click()
    wait_for(ready, qtbot, run, "paused")
    first = ready.training.pictures_first
    first._enlarging = lambda: True
    first.look()
    view.go_on_button.click()
    wait_for(ready, qtbot, run, "running")
    first.look()
    assert RunFolder(run).asked() == "run"
    assert not first.holds(run)


def test_a_finished_run_goes_on_once_it_may_take_more_iterations(ready, view, qtbot, monkeypatch):
    from app.training.runs import settings_dialog as dialogs

    run = begin(ready, qtbot)
    wait_for(ready, qtbot, run, "finished")
    assert not view.go_on_button.isVisibleTo(view)

    def change(dialog) -> bool:
        assert not dialog.fields.editor("validation_share").isEnabled()
        dialog.fields.editor("iterations").setValue(20)
        return True

    monkeypatch.setattr(dialogs.RunSettingsDialog, "exec", change)
    asks(monkeypatch, QMessageBox.StandardButton.Ok)
    view.settings_button.click()
    qtbot.waitUntil(lambda: view.go_on_button.isVisibleTo(view), timeout=LONG)
    view.go_on_button.click()
    qtbot.waitUntil(lambda: ready.training.watcher.find(run).iteration == 20, timeout=LONG)
    wait_for(ready, qtbot, run, "finished")


def test_where_nothing_was_better_than_the_start_the_newest_state_is_made_a_model(studio, view, monkeypatch):
    asked = []
    monkeypatch.setattr(studio.training.making, "make", lambda *a, **more: asked.append((a, more)))
    run = RunGlance(Path("a"), About("A"), "finished", "", 40, 40, False, start="Leaves")
    progress = folded(step(40), *(Validated(i, {"psnr": 20.0}, i == 0) for i in (0, 40)))
    studio.training.follower.progress = progress
    monkeypatch.setattr(type(studio.training), "_run", run)
    studio.training._make_model("Mine", False)
    assert asked == [((Path("a"), "Mine"), {"iteration": 40, "use": False, "newest": True})]
    progress.take(Validated(60, {"psnr": 21.0}, True))
    studio.training._make_model("Mine", True)
    assert asked[1][1] == {"iteration": 60, "use": True, "newest": False}


def test_where_the_best_state_is_of_no_use_the_newest_one_is_offered(studio, monkeypatch):
    making, asked = studio.training.making, []
    monkeypatch.setattr(making._asking, "ask", lambda run, *arguments: asked.append(arguments))
    making.make(Path("a"), "Mine", iteration=4, use=False)
    making._on_ended("It is damaged: it is taken with --newest.")
    (button,) = [b for b in studio.training.panel.notices.findChildren(QPushButton) if "newest" in b.text()]
    button.click()
    assert asked == [("--install", "Mine"), ("--install", "Mine", "--newest")]
    making._on_ended("It is taken with --newest.")
    assert making._run is None
    making.make(Path("a"), "Mine", iteration=4, use=False)
    making._on_ended("The disk is full.")
    assert "newest" not in " ".join(
        b.text() for b in studio.training.panel.notices._frames[0].findChildren(QPushButton)
    )
