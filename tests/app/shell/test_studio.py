"""The whole window with a fake engine: from a dropped file to a saved result."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QRect, Qt, QUrl
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QMessageBox

from app.queue.items import State
from app.viewing.compare_bar import ORIGINAL
from core.events import Progress
from core.jobs import Region


def mime_of(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def drop(studio, *paths: Path) -> None:
    studio.window.dropped.emit(mime_of(*paths))


@pytest.fixture
def with_picture(studio, picture_file, qtbot):
    drop(studio, picture_file())
    qtbot.waitUntil(lambda: studio.comparison.item is not None and studio.comparison.item.width == 40)
    return studio


def run_to_end(studio, qtbot) -> None:
    studio.upscaling.run_selected()
    qtbot.waitUntil(lambda: not studio.runner.busy)


def notices(studio) -> list[str]:
    return [notice.text for notice in studio.window.picture.notices.notices]


def test_a_dropped_picture_is_shown_and_chosen(with_picture):
    studio = with_picture
    assert len(studio.model) == 1
    assert studio.window.picture.stack.currentWidget() is studio.window.picture.viewer
    assert studio.window.controls.size_chooser.summary.text() == "from 40 × 30 to 160 × 120"
    assert studio.window.controls.run.button.isEnabled()


def test_upscale_shows_each_step_and_then_the_result(with_picture, engine, qtbot):
    studio = with_picture
    run_to_end(studio, qtbot)
    item = studio.comparison.item
    assert item.state is State.DONE
    assert len(item.results) == 1
    assert (item.latest.width, item.latest.height) == (160, 120)
    assert studio.window.picture.filmstrip.steps == item.latest.settings.steps
    assert studio.comparison.result is item.latest
    assert not studio.window.picture.filmstrip.isHidden()


def test_the_steps_can_be_looked_at_afterwards(with_picture, qtbot):
    studio = with_picture
    studio.window.controls.steps.set_value(4)  # whatever the model's default is
    run_to_end(studio, qtbot)
    viewer, strip = studio.window.picture.viewer, studio.window.picture.filmstrip
    strip.select(1)
    assert viewer.labels[1] == "Step 1 of 4"
    strip.select(-1)
    assert viewer.labels[1] == "Result"


def test_stop_answers_within_a_step_and_keeps_the_picture(with_picture, engine, qtbot):
    studio = with_picture
    engine.gate.clear()
    studio.upscaling.run_selected()
    qtbot.waitUntil(engine.at_step.is_set)
    qtbot.waitUntil(lambda: studio.runner.busy)
    assert studio.window.controls.run.button.text() == "Stop"
    studio.window.controls.run.button.click()
    qtbot.waitUntil(lambda: not studio.runner.busy)
    assert studio.comparison.item.state is State.CANCELLED
    assert studio.comparison.item.results == []
    assert studio.window.controls.run.button.text() == "Upscale"
    assert notices(studio) == []


def test_several_results_of_one_picture_are_compared(with_picture, qtbot):
    studio = with_picture
    run_to_end(studio, qtbot)
    studio.window.controls.kappa.set_value(1.5)
    run_to_end(studio, qtbot)
    item = studio.comparison.item
    first, second = item.results
    assert first.settings.kappa != second.settings.kappa == 1.5
    bar = studio.window.picture.bar
    assert bar.sides == (ORIGINAL, second.result_id)
    bar.before_box.setCurrentIndex(bar.before_box.findData(first.result_id))
    bar.before_box.activated.emit(bar.before_box.currentIndex())
    assert bar.sides == (first.result_id, second.result_id)
    assert studio.window.picture.viewer.labels == ("Result 1", "Result 2")
    bar.adoptWanted.emit(first.result_id)
    assert studio.window.controls.settings().kappa == first.settings.kappa
    bar.discardWanted.emit(second.result_id)
    assert item.results == [first]


def test_a_failure_is_a_sentence_in_place_and_can_be_tried_again(with_picture, engine, qtbot):
    studio = with_picture
    engine.fail = lambda job: "This one is too large: choose a smaller scale."
    run_to_end(studio, qtbot)
    item = studio.comparison.item
    assert item.state is State.FAILED
    assert any("too large" in text for text in notices(studio))
    engine.fail = lambda job: ""
    retry = studio.window.picture.notices.notices[0].actions[0]
    assert retry[0] == "Try again"
    retry[1]()
    qtbot.waitUntil(lambda: not studio.runner.busy)
    assert item.state is State.DONE
    assert item.message == ""


def test_an_engine_that_raises_does_not_stop_the_queue(studio, picture_file, engine, qtbot):
    drop(studio, picture_file("a.png"), picture_file("b.png"))
    qtbot.waitUntil(lambda: len(studio.model) == 2)
    engine.raises = RuntimeError("segments")
    studio.upscaling.run_all()
    qtbot.waitUntil(lambda: studio.model.item(1).state is State.FAILED)
    assert "Something went wrong in the engine" in studio.model.item(0).message
    assert "segments" in studio.model.item(0).detail
    engine.raises = None
    studio.upscaling.run(list(studio.model))
    qtbot.waitUntil(lambda: studio.model.item(1).state is State.DONE)


def test_quick_save_writes_beside_the_picture_and_never_over_it(with_picture, qtbot):
    studio = with_picture
    run_to_end(studio, qtbot)
    source = studio.comparison.item.path
    before = source.read_bytes()
    for name in ("a_resshift_x4.png", "a_resshift_x4-1.png"):
        with qtbot.waitSignal(studio.saver.saved):
            studio.window.actions_.save.trigger()
        assert studio.comparison.result.saved_to == source.parent / name
    assert cv2.imread(str(source.parent / "a_resshift_x4.png")).shape == (120, 160, 3)
    assert source.read_bytes() == before


def test_a_saved_result_offers_its_settings_when_it_is_dropped(with_picture, qtbot):
    studio = with_picture
    studio.window.controls.seed.set_value(77)
    studio.window.controls.kappa.set_value(0.5)
    run_to_end(studio, qtbot)
    with qtbot.waitSignal(studio.saver.saved):
        studio.results.save()
    studio.window.controls.seed.set_value(1)
    studio.window.controls.kappa.set_value(1.5)
    with qtbot.waitSignal(studio.intake.settingsFound):
        drop(studio, studio.comparison.result.saved_to)
    offer = next(n for n in studio.window.picture.notices.notices if n.key == "settings")
    assert "seed 77" in offer.text
    offer.actions[0][1]()
    settings = studio.window.controls.settings()
    assert (settings.seed, settings.kappa) == (77, 0.5)


def test_results_are_kept_safe_until_they_are_saved(with_picture, qtbot):
    studio = with_picture
    run_to_end(studio, qtbot)
    result = studio.comparison.result
    qtbot.waitUntil(lambda: result.kept is not None)
    assert result.picture is None
    assert [k.result_id for k in studio.session.found()] == [result.result_id]
    with qtbot.waitSignal(studio.saver.saved):
        studio.results.save()
    qtbot.waitUntil(lambda: studio.session.found() == [])


def test_an_unsaved_result_is_offered_at_the_next_start(with_picture, studio_maker, qtbot):
    run_to_end(with_picture, qtbot)
    result = with_picture.comparison.result
    qtbot.waitUntil(lambda: result.kept is not None)
    again = studio_maker()  # the first one has not ended well: it is still there
    offer = next(n for n in again.window.picture.notices.notices if n.key == "unsaved")
    offer.actions[0][1]()
    item = again.model.item(0)
    assert item.path == with_picture.comparison.item.path
    assert item.latest.settings == result.settings
    qtbot.waitUntil(lambda: again.comparison.result is item.latest)
    with qtbot.waitSignal(again.saver.saved):
        again.results.save()
    assert again.session.found() == []


def test_a_region_is_sampled_alone_and_shown_in_place(with_picture, engine, qtbot):
    studio = with_picture
    studio.window.picture.viewer.regionSelected.emit(QRect(40, 20, 81, 41))
    qtbot.waitUntil(lambda: engine.jobs != [] and not studio.runner.busy)
    job = engine.jobs[0]
    assert job.region == Region(10, 5, 20, 10)
    viewer = studio.window.picture.viewer
    assert viewer.layers.region == QRect(40, 20, 80, 40)
    assert studio.comparison.item.results == []
    assert studio.comparison.item.state is State.READY


def test_a_region_of_a_target_size_keeps_the_factor(with_picture, engine, qtbot):
    studio = with_picture
    studio.window.controls.size_chooser.set_value(4.0, (80, 60))
    studio.upscaling.on_settings()
    studio.window.picture.viewer.regionSelected.emit(QRect(0, 0, 20, 20))
    qtbot.waitUntil(lambda: engine.jobs != [] and not studio.runner.busy)
    assert engine.jobs[0].settings.target is None
    assert engine.jobs[0].settings.scale == 2.0


def test_pausing_holds_the_job_and_the_queue(studio, picture_file, engine, qtbot):
    drop(studio, picture_file("a.png"), picture_file("b.png"))
    qtbot.waitUntil(lambda: len(studio.model) == 2)
    engine.gate.clear()
    studio.upscaling.run_all()
    qtbot.waitUntil(lambda: engine.at_step.is_set() and studio.window.queue.pause.isEnabled())
    studio.window.queue.pause.click()
    engine.gate.set()
    qtbot.wait(30)
    assert studio.model.item(0).state is State.RUNNING
    studio.window.queue.pause.click()
    qtbot.waitUntil(lambda: studio.model.item(1).state is State.DONE)


def test_cancelling_a_paused_job_works(with_picture, engine, qtbot):
    studio = with_picture
    studio.window.controls.steps.set_value(4)  # whatever the model's default is
    engine.gate.clear()
    studio.upscaling.run_selected()
    qtbot.waitUntil(engine.at_step.is_set)
    studio.runner.set_paused(True)
    engine.gate.set()
    studio.runner.cancel_running()
    qtbot.waitUntil(lambda: not studio.runner.busy)
    assert studio.comparison.item.state is State.CANCELLED


def test_a_file_that_is_deleted_while_it_waits_fails_alone(studio, picture_file, engine, qtbot):
    first, second, third = (picture_file(name) for name in ("a.png", "b.png", "c.png"))
    drop(studio, first, second, third)
    qtbot.waitUntil(lambda: len(studio.model) == 3)
    engine.gate.clear()
    studio.upscaling.run_all()
    qtbot.waitUntil(engine.at_step.is_set)
    second.unlink()
    engine.gate.set()
    qtbot.waitUntil(lambda: studio.model.item(2).state is State.DONE)
    assert [item.state for item in studio.model] == [State.DONE, State.FAILED, State.DONE]
    assert "b.png is no longer there" in studio.model.item(1).message


@pytest.mark.parametrize(("content", "width"), [(b"no picture any more", None), ("another", 64)])
def test_a_file_that_changes_while_it_waits_is_taken_as_it_is_then(
    studio, picture_file, engine, qtbot, content, width
):
    first, second = picture_file("a.png"), picture_file("b.png")
    drop(studio, first, second)
    qtbot.waitUntil(lambda: len(studio.model) == 2)
    engine.gate.clear()
    studio.upscaling.run_all()
    qtbot.waitUntil(engine.at_step.is_set)
    if width is None:
        second.write_bytes(content)
    else:
        picture_file("b.png", width=width)
    engine.gate.set()
    qtbot.waitUntil(lambda: not studio.runner.busy)
    assert studio.model.item(0).state is State.DONE
    changed = studio.model.item(1)
    if width is None:
        assert changed.state in (State.FAILED, State.UNREADABLE)
        assert "b.png" in changed.message
    else:
        assert changed.state is State.DONE
        assert (changed.width, changed.latest.width) == (64, 256)


@pytest.mark.parametrize("phase", ["decode", "load", "sample", "finish", "save"])
def test_cancel_in_each_phase_leaves_no_output(with_picture, engine, qtbot, monkeypatch, phase, tmp_path):
    studio = with_picture
    output = studio.window.controls.output.output()
    output.when_done = "beside"
    studio.window.controls.output.set_output(output)

    def stays_in_phase(job, emit, cancel):
        emit(Progress(job.job_id, phase, 0.5, 1, 4, 1, 1))
        engine.at_step.set()
        while not engine.gate.wait(0.01):
            cancel.raise_if_cancelled()

    monkeypatch.setattr(engine, "_run", stays_in_phase)
    engine.gate.clear()
    studio.upscaling.run_selected()
    qtbot.waitUntil(lambda: engine.at_step.is_set() and studio.comparison.item.phase == phase)
    studio.runner.cancel_running()
    qtbot.waitUntil(lambda: not studio.runner.busy)
    assert studio.comparison.item.state is State.CANCELLED
    assert [path.name for path in studio.comparison.item.path.parent.iterdir()] == ["a.png"]


def test_cancel_while_the_engine_is_loading_answers_at_once(studio_maker, engine, picture_file, qtbot):
    engine.warm_up = lambda settings: engine.gate.wait(30)
    engine.gate.clear()
    studio = studio_maker()
    drop(studio, picture_file())
    qtbot.waitUntil(lambda: studio.comparison.item is not None)
    studio.upscaling.run_selected()
    assert studio.runner.busy
    studio.runner.cancel_running()
    assert not studio.runner.busy
    assert studio.comparison.item.state is State.CANCELLED
    assert engine.jobs == []


def test_what_is_no_picture_is_named_and_the_rest_goes_on(studio, picture_file, tmp_path, qtbot):
    good, text = picture_file("good.png"), tmp_path / "notes.png"
    text.write_text("not a picture")
    drop(studio, text, good, tmp_path / "missing.png")
    qtbot.waitUntil(lambda: len(studio.model) == 2)
    qtbot.waitUntil(lambda: any("missing.png does not exist" in t for t in notices(studio)))
    qtbot.waitUntil(lambda: studio.model.item(0).state is State.UNREADABLE)
    assert "notes.png" in studio.model.item(0).message
    studio.upscaling.run_all()
    qtbot.waitUntil(lambda: studio.model.item(1).state is State.DONE)
    assert studio.model.item(0).state is State.UNREADABLE


def test_a_folder_is_listed_with_all_below_it(studio, picture_file, tmp_path, qtbot):
    picture_file("one.png")
    picture_file("deep/er/two.jpg")
    (tmp_path / "pictures" / "readme.txt").write_text("x")
    drop(studio, tmp_path / "pictures")
    qtbot.waitUntil(lambda: len(studio.model) == 2)
    assert [item.base for item in studio.model] == [tmp_path / "pictures"] * 2


def test_a_pasted_picture_can_be_upscaled(studio, qtbot):
    image = QImage(12, 10, QImage.Format.Format_RGB32)
    image.fill(QColor(10, 20, 30))
    QGuiApplication.clipboard().setImage(image)
    studio.window.actions_.paste.trigger()
    qtbot.waitUntil(lambda: len(studio.model) == 1)
    item = studio.model.item(0)
    assert np.array_equal(item.picture.pixels[0, 0], [10, 20, 30])
    run_to_end(studio, qtbot)
    assert item.state is State.DONE


def test_an_image_dragged_out_of_a_browser_is_taken(studio, qtbot):
    mime = QMimeData()
    mime.setUrls([QUrl("https://example.org/a.png")])
    image = QImage(12, 10, QImage.Format.Format_RGB32)
    image.fill(QColor(1, 2, 3))
    mime.setImageData(image)
    studio.window.dropped.emit(mime)
    qtbot.waitUntil(lambda: len(studio.model) == 1)


def test_a_link_alone_is_refused_with_a_reason(studio, qtbot):
    mime = QMimeData()
    mime.setUrls([QUrl("https://example.org/a.png")])
    studio.window.dropped.emit(mime)
    assert any("lies on the network" in text for text in notices(studio))


def test_export_writes_all_results_and_keeps_the_tree(studio, picture_file, tmp_path, qtbot):
    picture_file("one.png")
    picture_file("deep/two.png")
    drop(studio, tmp_path / "pictures")
    qtbot.waitUntil(lambda: len(studio.model) == 2)
    studio.upscaling.run_all()
    qtbot.waitUntil(lambda: studio.model.count(State.DONE) == 2)
    studio.results.export_into(tmp_path / "out")
    qtbot.waitUntil(lambda: all(i.latest.saved_to for i in studio.model))
    assert (tmp_path / "out" / "one_resshift_x4.png").is_file()
    assert (tmp_path / "out" / "deep" / "two_resshift_x4.png").is_file()


def test_results_save_themselves_where_that_is_wanted(with_picture, qtbot):
    studio = with_picture
    output = studio.window.controls.output
    output.when_box.setCurrentIndex(output.when_box.findData("beside"))
    with qtbot.waitSignal(studio.saver.saved):
        studio.upscaling.run_selected()
    assert studio.comparison.item.latest.saved_to.is_file()
    assert studio.session.found() == []


def test_a_folder_that_cannot_be_written_to_is_found_out_before_computing(
    with_picture, engine, tmp_path, qtbot
):
    studio = with_picture
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where a folder should be")
    output = studio.window.controls.output
    chosen = output.output()
    chosen.when_done, chosen.folder = "folder", str(blocked / "out")
    output.set_output(chosen)
    run_to_end(studio, qtbot)
    assert engine.jobs == []
    assert studio.comparison.item.state is State.FAILED
    assert "Choose another folder" in studio.comparison.item.message


def test_a_full_disk_loses_nothing(with_picture, qtbot, monkeypatch, tmp_path):
    studio = with_picture
    run_to_end(studio, qtbot)
    result = studio.comparison.result
    qtbot.waitUntil(lambda: result.kept is not None)
    from core.errors import SaveError
    from core.images import files

    def full(*args, **kwargs):
        raise SaveError("No space is left: choose another folder.")

    with monkeypatch.context() as patch:
        patch.setattr(files, "save_picture", full)
        with qtbot.waitSignal(studio.saver.failed):
            studio.results.save()
    notice = studio.window.picture.notices.notices[0]
    assert "No space is left" in notice.text
    assert notice.actions[0][0] == "Save elsewhere…"
    target = tmp_path / "elsewhere.png"
    with qtbot.waitSignal(studio.saver.saved):
        studio.saver.save_as(studio.comparison.item, result, target, studio.window.controls.output.output())
    assert cv2.imread(str(target)).shape == (120, 160, 3)


def test_the_session_folder_may_be_full_too(with_picture, qtbot, monkeypatch):
    studio = with_picture
    from core.errors import SaveError
    from core.images import files

    def full(*args, **kwargs):
        raise SaveError("No space is left.")

    with monkeypatch.context() as patch:
        patch.setattr(files, "save_picture", full)
        with qtbot.waitSignal(studio.saver.notKeptSafe):
            run_to_end(studio, qtbot)
    assert studio.comparison.result.picture is not None
    with qtbot.waitSignal(studio.saver.saved):
        studio.results.save()


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
    controls.size_chooser.set_value(2.0, None)
    studio.window.show_page("models")
    studio.stop()
    again = studio_maker()
    settings = again.window.controls.settings()
    assert (settings.kappa, settings.seed, settings.scale) == (0.7, 99, 2.0)
    assert again.window.page == "models"


def test_an_unlocked_seed_changes_with_every_run(with_picture, engine, qtbot):
    studio = with_picture
    studio.window.controls.seed.set_locked(False)
    seeds = set()
    for _ in range(3):
        run_to_end(studio, qtbot)
        seeds.add(engine.jobs[-1].settings.seed)
    assert len(seeds) == 3


def test_previews_can_be_switched_off(with_picture, engine, qtbot):
    studio = with_picture
    studio.runner.previews = False
    run_to_end(studio, qtbot)
    assert engine.jobs[0].previews is False
    assert studio.window.picture.filmstrip.isHidden()


def test_the_dragged_file_has_a_good_name(with_picture, qtbot):
    studio = with_picture
    run_to_end(studio, qtbot)
    item, result = studio.comparison.item, studio.comparison.result
    qtbot.waitUntil(lambda: result.kept is not None)
    path = studio.saver.file_for_dragging(item, result, studio.window.controls.output.output())
    assert path.name == "a_resshift_x4.png"
    assert cv2.imread(str(path)).shape == (120, 160, 3)
    mime = studio.model.mimeData([studio.model.index(0)])
    assert mime.urls()[0].toLocalFile().endswith("a_resshift_x4.png")


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


def test_keys_reach_the_actions(with_picture, engine, qtbot):
    studio = with_picture
    studio.window.activateWindow()
    with qtbot.waitSignal(studio.runner.finished):
        qtbot.keyClick(studio.window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(studio.window, Qt.Key.Key_1)
    assert studio.window.picture.viewer.zoom == 1.0


def test_a_batch_names_its_failures_behind_details(studio, picture_file, engine, qtbot):
    engine.fail = lambda job: "b.png is too large." if job.source.name == "b.png" else ""
    drop(studio, picture_file("a.png"), picture_file("b.png"))
    qtbot.waitUntil(lambda: len(studio.model) == 2)
    studio.upscaling.run_all()
    qtbot.waitUntil(lambda: not studio.runner.busy)
    (told,) = [n for n in studio.window.picture.notices.notices if n.key == "queue"]
    assert told.text.startswith("1 of 2 pictures done")
    assert told.detail.endswith("b.png: b.png is too large.")


def test_sampling_is_announced_before_the_first_step_is_through(with_picture, engine, qtbot):
    studio = with_picture
    engine.gate.clear()
    studio.upscaling.run_selected()
    status = studio.window.controls.run.status
    qtbot.waitUntil(lambda: status.whole.startswith("Sharpening"))
    assert studio.comparison.item.phase == "sample"
    engine.gate.set()
    qtbot.waitUntil(lambda: not studio.runner.busy)  # else closing the window asks
