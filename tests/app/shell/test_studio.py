"""The parts of the program together: keys, closing, removing, what is remembered."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QMessageBox
from window_use import drop, end, notices, run_to_end

from app.queue.items import State
from app.shell.pages import MODELS, TRAIN, UPSCALE
from app.system.folders import folders_below
from app.system.logs import LogLines
from core.errors import SaveError
from core.finishing.finish import Finish
from core.jobs import SampleSettings


def test_closing_while_a_job_runs_asks_first(with_picture, engine, qtbot, monkeypatch):
    studio = with_picture
    engine.gate.clear()
    studio.upscaling.run_selected()
    qtbot.waitUntil(engine.at_step.is_set)
    answers = [QMessageBox.StandardButton.No, QMessageBox.StandardButton.Yes]
    monkeypatch.setattr(QMessageBox, "question", lambda *a: answers.pop(0))
    assert not studio.window.close()
    assert studio.window.close()


def test_removing_rows_and_the_empty_state(with_picture, qtbot):
    studio = with_picture
    studio.window.queue.remove_selected()
    assert len(studio.model) == 0
    assert studio.window.picture.stack.currentWidget() is studio.window.picture.empty
    assert not studio.window.controls.run.button.isEnabled()


def test_settings_and_places_are_remembered(studio_maker, tmp_path, qtbot):
    studio = studio_maker()
    controls = studio.window.controls
    controls.kappa.set_value(0.7)
    controls.seed.set_value(99)
    controls.size_chooser.set_value(SampleSettings(scale=2.0))
    studio.window.show_page("models")
    studio.stop()
    again = studio_maker()
    settings = again.window.controls.settings()
    assert (settings.kappa, settings.seed, settings.scale) == (0.7, 99, 2.0)
    assert again.window.page == "models"


def test_escape_stops_only_the_running_job(studio, picture_file, engine, qtbot):
    drop(studio, picture_file("a.png"), picture_file("b.png"))
    qtbot.waitUntil(lambda: len(studio.model) == 2)
    engine.gate.clear()
    studio.upscaling.run_all()
    qtbot.waitUntil(engine.at_step.is_set)
    studio.window.actions_.cancel.trigger()
    qtbot.waitUntil(lambda: studio.model.item(0).state is State.CANCELLED)
    engine.gate.set()
    qtbot.waitUntil(lambda: studio.model.item(1).state is State.DONE)


@pytest.mark.parametrize("page", ["train", "models"])
def test_keys_do_nothing_to_a_page_that_is_not_shown(two, engine, qtbot, page):
    engine.gate.clear()
    two.window.show_page(page)
    two.window.actions_.upscale.trigger()
    assert not two.runner.busy
    two.window.show_page("upscale")
    two.upscaling.run_selected()
    qtbot.waitUntil(engine.at_step.is_set)
    two.window.show_page(page)
    two.window.actions_.cancel.trigger()
    assert not two.runner.stopping
    engine.gate.set()
    qtbot.waitUntil(lambda: not two.runner.busy)
    assert two.comparison.item.state is State.DONE


def test_on_the_training_page_pictures_can_be_looked_at_while_there_are_some(studio, qtbot):
    window, offered = studio.window, studio.window.actions_.fit.isEnabled
    window.show_page("train")
    qtbot.waitUntil(lambda: studio.training.panel is not None and studio.training.panel.isVisible())
    panel = studio.training.panel
    assert not offered()  # the form, and nothing has been checked
    panel.stack.setCurrentWidget(panel.run)
    assert not offered()  # before the first validation
    panel.run.samples.set_iterations([1])
    assert offered()
    panel.stack.setCurrentWidget(panel.setup)
    assert not offered()


@pytest.mark.parametrize("outlived", [True, False])
def test_closing_asks_about_results_that_would_be_lost(with_picture, qtbot, monkeypatch, outlived):
    studio, asked = with_picture, []
    answers = [QMessageBox.StandardButton.No, QMessageBox.StandardButton.Yes]
    monkeypatch.setattr(QMessageBox, "question", lambda *a: asked.append(a[2]) or answers.pop(0))
    studio.closing.outlived_by_results = outlived
    run_to_end(studio, qtbot)
    qtbot.waitUntil(lambda: not studio.saver.busy)
    assert studio.window.close() is outlived
    if not outlived:
        assert asked == ["1 result has not been saved and will be lost. Quit?"]
        with qtbot.waitSignal(studio.saver.saved):
            studio.results.save()
        assert studio.window.close()
        assert len(asked) == 1


def test_closing_asks_about_what_was_decided_since_a_result_was_saved(with_picture, qtbot, monkeypatch):
    studio, asked = with_picture, []
    answers = [QMessageBox.StandardButton.No, QMessageBox.StandardButton.Yes]
    monkeypatch.setattr(QMessageBox, "question", lambda *a: asked.append(a[2]) or answers.pop(0))
    run_to_end(studio, qtbot)
    with qtbot.waitSignal(studio.saver.saved):
        studio.results.save()
    result = studio.comparison.result
    saved = result.finish
    result.finish = Finish(0.4)
    assert not studio.window.close()
    assert asked == ["What was decided about 1 result since it was saved will be lost. Quit?"]
    result.finish = saved  # as it is in the file
    assert studio.window.close()
    assert len(asked) == 1


@pytest.mark.parametrize("what", ["savings", "a sheet"])
def test_closing_asks_about_what_is_still_under_way(with_picture, monkeypatch, qtbot, what):
    studio, asked = with_picture, []
    answers = [QMessageBox.StandardButton.No, QMessageBox.StandardButton.Yes]
    run_to_end(studio, qtbot)
    qtbot.waitUntil(lambda: not studio.saver.busy)
    monkeypatch.setattr(QMessageBox, "question", lambda *a: asked.append(a[2]) or answers.pop(0))
    if what == "savings":
        studio.results.save()
        assert studio.saver.writing == 1  # which alone would be waited for
        studio.results.save()
    else:
        monkeypatch.setattr(type(studio.exploring), "busy", True)
    assert not studio.window.close()
    assert studio.window.close()
    questions = {
        "savings": "2 results are still being saved. Quit?",
        "a sheet": "The sheet is still being computed. Stop it and quit?",
    }
    assert asked == [questions[what]] * 2


@pytest.mark.parametrize("when_done", ["keep", "beside"])
def test_a_result_that_cannot_be_shown_is_not_lost(with_picture, monkeypatch, qtbot, when_done):
    def fail(*_):
        raise RuntimeError("it cannot be shown")

    studio = with_picture
    output = studio.window.controls.output
    output.when_box.setCurrentIndex(output.when_box.findData(when_done))
    monkeypatch.setattr(studio.comparison, "on_result", fail)
    with qtbot.capture_exceptions() as raised:
        run_to_end(studio, qtbot)
    assert len(raised) == 1
    qtbot.waitUntil(lambda: not studio.saver.busy)
    result = studio.comparison.item.latest
    assert (result.kept or result.saved.path).is_file()


def test_closing_asks_about_a_result_that_could_not_be_kept(with_picture, qtbot, monkeypatch):
    from core.images import files

    def full(*args, **kwargs):
        raise SaveError("No space is left.")

    studio, asked = with_picture, []
    monkeypatch.setattr(
        QMessageBox, "question", lambda *a: asked.append(a[2]) or QMessageBox.StandardButton.Yes
    )
    with monkeypatch.context() as patch:
        patch.setattr(files, "save_picture", full)
        with qtbot.waitSignal(studio.saver.notKeptSafe):
            run_to_end(studio, qtbot)
    assert studio.window.close()
    assert asked == ["1 result has not been saved and will be lost. Quit?"]


@pytest.mark.parametrize("why", ["the lock of another computer", "a folder that cannot be written to"])
def test_a_window_with_a_folder_of_its_own_is_not_outlived_by_its_results_and_says_why(qapp, tmp_path, why):
    """No later start looks into that folder. Whether another computer's program still runs cannot be known here."""
    from fake_engine import FakeEngine

    from app.shell import application
    from app.system.single_instance import SingleInstance

    (tmp_path / "home").mkdir()
    data, lock = tmp_path / "home" / "data", tmp_path / "home" / "data" / "instance.lock"
    if "lock" in why:
        data.mkdir()
        lock.write_text("4242\nresshift-studio\nelsewhere\n")
        said = f"If it does not run there, close this window, delete {lock} and start again."
    else:
        data.write_text("no folder")  # nothing can be made below it, by whatever user
        said = f"Nothing can be kept, because {data} cannot be written to."
    folders = folders_below(tmp_path / "home")
    program = application.Program(qapp, folders, SingleInstance(folders.data), LogLines(), FakeEngine)
    try:
        program._tell()
        assert not program.studio.closing.outlived_by_results
        (notice,) = program.studio.window.picture.notices.notices
        assert said in notice.text
        assert notice.stays
    finally:
        end(program)
        folders.give_back()


def test_settings_that_cannot_be_written_are_told(tmp_path):
    from app.shell.application import temporary_folders

    (tmp_path / "config").write_text("no folder")
    folders = folders_below(tmp_path)
    notice = temporary_folders(folders)
    folders.give_back()
    assert notice is not None
    assert (
        notice.text
        == f"Settings and presets are not kept, because {tmp_path / 'config'} cannot be written to."
    )


def test_a_decision_after_saving_shows_in_the_queue(with_picture, qtbot):
    studio = with_picture
    run_to_end(studio, qtbot)
    with qtbot.waitSignal(studio.saver.saved):
        studio.window.actions_.save.trigger()
    item = studio.comparison.item
    told = []
    studio.model.itemsChanged.connect(told.extend)
    qtbot.waitUntil(lambda: not studio.saver.busy)
    told.clear()
    studio.window.picture.strength.slider.setValue(60)
    qtbot.waitUntil(lambda: item.latest.finish.changes and item in told)


@pytest.mark.parametrize("page", [MODELS, TRAIN])
def test_what_is_saved_from_another_page_is_shown(with_picture, qtbot, page):
    studio = with_picture
    run_to_end(studio, qtbot)
    studio.window.show_page(page)
    with qtbot.waitSignal(studio.saver.saved):
        studio.window.actions_.save.trigger()
    assert studio.window.page == UPSCALE


def test_what_was_wrong_with_the_engine_is_withdrawn_once_it_works(studio, engine):
    good = engine.status()
    studio.engine.ready.emit(replace(good, problem="The engine's process ended: try again."))
    assert "The engine's process ended: try again." in notices(studio)
    studio.engine.ready.emit(good)
    assert notices(studio) == []
