"""With an inpainting model, what is to be filled in is painted, kept with its picture, and given to the engine."""

from dataclasses import asdict, replace

import pytest
from explore_use import compute, open_page, set_axes
from PySide6.QtCore import QPointF, QRect
from PySide6.QtWidgets import QMessageBox
from window_use import add, notices, run_to_end

from app.explore.axes import Axis
from app.inventions.strip import SPREAD
from app.models.model_list import MISSING
from app.queue.items import State
from core.finishing.finish import KAPPA
from core.finishing.strokes import Marks, Stroke
from core.jobs import SampleSettings

INPAINT = replace(MISSING, key="fill", title="Inpainting", scale=1, task="inpaint")
FACE = replace(MISSING, key="face", title="Faces", scale=1, task="face")


@pytest.fixture
def studio(studio, engine, qtbot, picture_file):
    studio.window.controls.set_models([MISSING, INPAINT, FACE])
    engine.gate.set()
    add(studio, qtbot, picture_file("a.png", 400, 300))
    qtbot.waitUntil(lambda: studio.window.picture.viewer.layers.size is not None)
    return studio


def paint(studio, start=(100, 100), end=(200, 150)):
    """A stroke as the viewer's brush says it, in pixels of what the viewer shows."""
    studio.window.picture.viewer.brush.painted.emit(path(studio, start, end), 20.0, False)


def erase(studio):
    """A wider one over the same."""
    studio.window.picture.viewer.brush.painted.emit(path(studio, (100, 100), (200, 150)), 40.0, True)


def path(studio, start, end):
    size = studio.window.picture.viewer.layers.size
    return [(x * size.width() / 400, y * size.height() / 300) for x, y in (start, end)]


def test_the_brush_is_there_with_an_inpainting_model_alone(studio):
    bar, controls = studio.window.picture.mask_bar, studio.window.controls
    assert not bar.isVisible()
    assert not studio.window.picture.viewer.brush.active
    controls.choose_model("fill")
    assert bar.isVisible()
    assert studio.window.picture.viewer.brush.active
    assert not controls.size_chooser.isVisible()
    assert not controls.color_fix.isVisible()
    assert controls.run.button.text() == "Fill in"
    assert "Nothing is marked yet" in bar.hint.text()
    controls.choose_model("lite-x4")
    assert not bar.isVisible()
    assert not studio.window.picture.viewer.brush.active
    assert controls.size_chooser.isVisible()
    assert controls.run.button.text() == "Upscale"


def test_nothing_runs_without_a_mask(studio, engine):
    studio.window.controls.choose_model("fill")
    studio.upscaling.run_selected()
    assert not studio.runner.busy
    assert engine.jobs == []
    assert any("nothing is marked" in text for text in notices(studio))


def test_what_is_painted_goes_to_the_engine_and_stays_with_its_picture(studio, engine, qtbot, picture_file):
    controls, bar = studio.window.controls, studio.window.picture.mask_bar
    item = studio.model.item(0)
    controls.choose_model("fill")
    paint(studio)
    assert item.marks is not None
    (stroke,) = item.marks.strokes
    assert stroke.points == ((100.0, 100.0), (200.0, 150.0))
    assert stroke.feather == 0
    assert "will be filled in" in bar.hint.text()
    run_to_end(studio, qtbot)
    job = engine.jobs[-1]
    assert job.mask == item.marks
    assert (job.settings.model, job.settings.scale, job.settings.target) == ("fill", 1.0, None)
    assert not studio.window.picture.viewer.brush.active  # the result is looked at
    bar.paint_button.click()
    assert studio.window.picture.viewer.brush.active
    bar.clear_button.click()
    assert item.marks.strokes == ()
    bar.undo_button.click()
    assert len(item.marks.strokes) == 1
    bar.redo_button.click()
    assert item.marks.strokes == ()
    bar.undo_button.click()
    add(studio, qtbot, picture_file("b.png", 40, 30))
    studio.window.queue.view.choose(studio.model.item(1))
    assert studio.tools.filling.editor.marks == Marks(40, 30)
    studio.window.queue.view.choose(item)
    assert not studio.tools.filling.editor.active  # it has a result
    controls.choose_model("lite-x4")
    run_to_end(studio, qtbot)
    assert engine.jobs[-1].mask is None


def test_the_eraser_takes_marks_away(studio):
    studio.window.controls.choose_model("fill")
    brush = studio.window.picture.viewer.brush
    studio.window.picture.mask_bar.erase_button.click()
    brush.press(QPointF(10, 10), erase=False)
    brush.release(studio.window.picture.viewer.state.viewport)
    (stroke,) = studio.model.item(0).marks.strokes
    assert stroke.erase
    studio.upscaling.run_selected()
    assert any("nothing is marked" in text for text in notices(studio))


def test_marks_that_are_all_erased_again_are_none(studio):
    studio.window.controls.choose_model("fill")
    hint = studio.window.picture.mask_bar.hint
    paint(studio)
    assert "will be filled in" in hint.text()
    erase(studio)
    assert len(studio.model.item(0).marks.strokes) == 2
    assert "Nothing is marked yet" in hint.text()
    paint(studio)
    assert "will be filled in" in hint.text()


@pytest.mark.parametrize("erased", [False, True])
@pytest.mark.parametrize("region", [None, QRect(10, 10, 80, 80)])
def test_nothing_and_no_region_runs_where_all_is_erased(studio, engine, erased, region):
    studio.window.controls.choose_model("fill")
    if erased:
        paint(studio)
        erase(studio)
    if region is None:
        studio.upscaling.run_selected()
    else:
        studio.upscaling.on_region(region)
    assert not studio.runner.busy
    assert engine.jobs == []
    assert any("nothing is marked" in text for text in notices(studio))


def test_the_result_of_a_region_is_looked_at_without_the_marks(studio, qtbot):
    studio.window.controls.choose_model("fill")
    paint(studio)
    studio.upscaling.on_region(QRect(100, 100, 800, 400))
    qtbot.waitUntil(lambda: studio.comparison.region_result is not None)
    assert not studio.window.picture.viewer.brush.active
    assert studio.window.picture.mask_bar.paint_button.isEnabled()


def test_escape_stops_a_filling_in_and_then_leaves_the_brush(studio, engine, qtbot):
    studio.window.controls.choose_model("fill")
    brush, item = studio.window.picture.viewer.brush, studio.model.item(0)
    paint(studio)
    engine.gate.clear()
    studio.upscaling.run_selected()
    qtbot.waitUntil(engine.at_step.is_set)
    assert brush.active
    studio.window.actions_.cancel.trigger()
    qtbot.waitUntil(lambda: item.state is State.CANCELLED)
    assert brush.active
    studio.window.actions_.cancel.trigger()
    assert not brush.active


@pytest.mark.parametrize("given_up", [False, True])
def test_a_result_waits_for_the_end_of_a_stroke(studio, engine, qtbot, given_up):
    studio.window.controls.choose_model("fill")
    viewer, item = studio.window.picture.viewer, studio.model.item(0)
    paint(studio)
    engine.gate.clear()
    studio.upscaling.run_selected()
    viewer.brush.press(QPointF(10, 10), erase=False)
    engine.gate.set()
    qtbot.waitUntil(lambda: bool(item.results))
    assert viewer.brush.painting
    if given_up:
        viewer.brush.cancel()
    else:
        viewer.brush.release(viewer.viewport)
    assert not viewer.brush.active
    assert len(item.marks.strokes) == (1 if given_up else 2)


def test_strokes_can_be_taken_back_after_something_else_was_looked_at(studio, qtbot, picture_file):
    studio.window.controls.choose_model("fill")
    bar, item = studio.window.picture.mask_bar, studio.model.item(0)
    paint(studio)
    paint(studio)
    bar.undo_button.click()
    bar.paint_button.click()
    bar.paint_button.click()
    add(studio, qtbot, picture_file("b.png", 40, 30))
    studio.window.queue.view.choose(studio.model.item(1))
    assert not bar.undo_button.isEnabled()  # this one has a history of its own
    studio.window.queue.view.choose(item)
    qtbot.waitUntil(bar.redo_button.isEnabled)
    bar.redo_button.click()
    assert len(item.marks.strokes) == 2
    bar.undo_button.click()
    bar.undo_button.click()
    assert item.marks.strokes == ()


def test_marks_outlive_the_program_with_what_waits(studio, engine, studio_maker, qtbot, monkeypatch):
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.Yes)  # at its end
    studio.window.controls.choose_model("fill")
    paint(studio)
    qtbot.waitUntil(lambda: studio.waiting.looked)
    engine.gate.clear()
    studio.upscaling.run_selected()
    qtbot.waitUntil(engine.at_step.is_set)
    studio.waiting.write()
    assert studio.waiting._worker.finish(5000)
    marks = studio.model.item(0).marks
    again = studio_maker()
    qtbot.waitUntil(lambda: bool(again.waiting.found))
    (entry,) = again.waiting.found
    assert entry.marks == marks
    assert entry.settings.model == "fill"


def test_marks_come_back_with_an_unsaved_result(tmp_path):
    from app.results.session import KeptResult
    from app.results.unsaved import items_of

    marks = Marks(40, 30, (Stroke(((1.0, 2.0),), 3.0),))
    source = tmp_path / "a.png"
    source.write_bytes(b"")
    kept = KeptResult(
        "r", tmp_path / "r.png", source, "", 4, 3, 1.0, SampleSettings(), {"mask": asdict(marks)}
    )
    assert items_of([kept])[0].marks == marks
    assert items_of([replace(kept, written={"mask": "a.png"})])[0].marks is None


def test_a_face_model_says_what_it_does_and_keeps_the_size(studio, engine, qtbot):
    controls = studio.window.controls
    controls.size_chooser.choose(8.0)
    controls.choose_model("face")
    assert "faces that are found" in controls.task_note.text()
    assert not controls.size_chooser.isVisible()
    assert controls.run.button.text() == "Restore"
    run_to_end(studio, qtbot)
    assert engine.jobs[-1].settings.scale == 1
    controls.choose_model("lite-x4")
    assert controls.settings().scale == 8


def test_whatever_is_computed_of_a_filled_picture_is_given_its_marks(studio, engine, qtbot):
    """Seeds, the cells of a sheet, the faithful picture: an inpainting model cannot do without."""
    studio.window.controls.choose_model("fill")
    paint(studio)
    run_to_end(studio, qtbot)
    item = studio.model.item(0)
    studio.tools.inventions.choose(SPREAD)
    qtbot.waitUntil(lambda: not studio.tools.inventions.seeds.running)
    studio.tools.finishing._on_faithful(KAPPA)
    qtbot.waitUntil(lambda: not studio.runner.busy)
    studio.exploring.explorer.set_models([MISSING, INPAINT, FACE])
    open_page(studio, qtbot)
    set_axes(studio, Axis.SEED, "1 2")
    compute(studio, qtbot)
    assert len(engine.jobs) > 5
    assert {job.mask for job in engine.jobs} == {item.marks}
    known = len(engine.jobs)
    compute(studio, qtbot)
    assert len(engine.jobs) == known
    studio.model.update(item, marks=replace(item.marks, strokes=()))
    set_axes(studio, Axis.SEED, "1 2")
    compute(studio, qtbot)  # other marks, other cells
    assert [job.mask for job in engine.jobs[known:]] == [item.marks] * 2


def test_what_is_computed_to_a_result_is_given_its_own_marks(studio, engine, qtbot):
    """And not those that have been painted since."""
    studio.window.controls.choose_model("fill")
    paint(studio)
    run_to_end(studio, qtbot)
    item = studio.model.item(0)
    marks = item.marks
    studio.model.update(item, marks=replace(marks, strokes=marks.strokes * 2))
    studio.tools.finishing._on_faithful(KAPPA)
    studio.tools.inventions.choose(SPREAD)
    qtbot.waitUntil(lambda: not studio.runner.busy and not studio.tools.inventions.seeds.running)
    assert len(engine.jobs) > 4
    assert {job.mask for job in engine.jobs} == {marks}
