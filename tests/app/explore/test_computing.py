"""A sheet at work: order, nothing twice, stopping, the queue, pictures and models that go."""

from dataclasses import replace

import pytest
from explore_use import HEAVY, LITE, RESTORER, asked, compute, open_page, set_axes, states
from window_use import add, run_to_end

from app.explore.axes import Axis
from app.explore.sheet import CellState
from core.jobs import Region, SampleSettings


@pytest.fixture
def page(with_picture, qtbot):
    return open_page(with_picture, qtbot)


def test_cells_fill_cheapest_first(with_picture, page, engine, qtbot):
    set_axes(with_picture, Axis.STEPS, "4 1 2", Axis.KAPPA, "0.5 1")
    compute(with_picture, qtbot)
    assert [(steps, kappa) for _, steps, kappa, _ in asked(engine)] == [
        (1, 0.5),
        (1, 1.0),
        (2, 0.5),
        (2, 1.0),
        (4, 0.5),
        (4, 1.0),
    ]
    assert set(states(with_picture)) == {CellState.DONE}
    assert {job.region for job in engine.jobs} == {with_picture.exploring.explorer.subject.region}
    image = with_picture.exploring.explorer.contents.image(0)
    assert (image.width(), image.height()) == with_picture.exploring.explorer.sheet.out


def test_nothing_is_computed_twice(with_picture, page, engine, qtbot):
    set_axes(with_picture, Axis.KAPPA, "0.5 1", Axis.STEPS, "1 2")
    compute(with_picture, qtbot)
    assert not page.side.button.isEnabled()
    set_axes(with_picture, Axis.SEED, "0 5", Axis.STEPS, "1 2")
    compute(with_picture, qtbot)
    set_axes(with_picture, Axis.STEPS, "2 1", Axis.KAPPA, "1 0.5 2")
    assert states(with_picture).count(CellState.DONE) == 4
    compute(with_picture, qtbot)
    given = asked(engine)
    assert len(given) == len(set(given)) == 4 + 2 + 2  # of each sheet, what the ones before had not


def test_another_region_is_another_sheet_and_the_first_is_still_there(with_picture, page, engine, qtbot):
    explorer = with_picture.exploring.explorer
    set_axes(with_picture, Axis.SEED, "1 2")
    first = explorer.subject.region
    compute(with_picture, qtbot)
    page.side.picker.regionChanged.emit(Region(0, 0, 16, 16))
    assert states(with_picture) == [CellState.EMPTY] * 2
    compute(with_picture, qtbot)
    assert engine.jobs[-1].region == Region(0, 0, 16, 16)
    page.side.regionReset.emit()
    assert explorer.subject.region == first
    assert states(with_picture) == [CellState.DONE] * 2


def test_a_restorer_is_computed_once(with_picture, page, engine, qtbot):
    with_picture.exploring.explorer.set_models([LITE, RESTORER])
    page.side.columns.set_axis(Axis.MODEL)
    page.side.columns.tick({"lite-x4", "restorer"})
    page.side.rows.set_axis(Axis.KAPPA)
    page.side.rows.set_typed({"kappa": "0.5 1 2"})
    page.side.planChanged.emit()
    compute(with_picture, qtbot)
    assert [model for model, *_ in asked(engine)].count("restorer") == 1
    assert len(engine.jobs) == 4
    assert set(states(with_picture)) == {CellState.DONE}
    texts = [view.cell.repeats for view in with_picture.exploring.explorer.sheet.cells if view.cell.at_once]
    assert texts == [False, True, True]


def test_stop_answers_at_once_and_keeps_what_there_is(with_picture, page, engine, qtbot):
    set_axes(with_picture, Axis.STEPS, "1 2 4")
    engine.gate.clear()
    page.side.button.click()
    qtbot.waitUntil(engine.at_step.is_set)
    assert states(with_picture) == [CellState.COMPUTING, CellState.WAITING, CellState.WAITING]
    assert page.side.button.text() == "Stop"
    with_picture.window.actions_.cancel.trigger()
    assert not with_picture.exploring.explorer.busy
    assert states(with_picture) == [CellState.EMPTY] * 3
    engine.gate.set()
    compute(with_picture, qtbot)
    assert set(states(with_picture)) == {CellState.DONE}


def test_other_values_while_it_computes_go_on_with_what_is_still_wanted(with_picture, page, engine, qtbot):
    set_axes(with_picture, Axis.STEPS, "1 2 4")
    engine.gate.clear()
    page.side.button.click()
    qtbot.waitUntil(engine.at_step.is_set)
    set_axes(with_picture, Axis.STEPS, "1 8")
    assert states(with_picture) == [CellState.COMPUTING, CellState.WAITING]
    engine.gate.set()
    qtbot.waitUntil(lambda: not with_picture.exploring.explorer.busy)
    assert [steps for _, steps, _, _ in asked(engine)] == [1, 8]


def test_a_value_that_is_being_typed_does_not_stop_what_is_computed(with_picture, page, engine, qtbot):
    set_axes(with_picture, Axis.STEPS, "1 2 4")
    engine.gate.clear()
    page.side.button.click()
    qtbot.waitUntil(engine.at_step.is_set)
    for typed in ("1 0", "1 8"):
        set_axes(with_picture, Axis.STEPS, typed)
        assert with_picture.exploring.explorer.busy
    engine.gate.set()
    qtbot.waitUntil(lambda: not with_picture.exploring.explorer.busy)
    assert [steps for _, steps, _, _ in asked(engine)] == [1, 8]


def test_a_failure_is_told_in_its_cell_and_tried_again(with_picture, page, engine, qtbot):
    set_axes(with_picture, Axis.STEPS, "1 2")
    engine.fail = lambda job: "The model is gone." if job.settings.steps == 1 else ""
    compute(with_picture, qtbot)
    assert states(with_picture) == [CellState.FAILED, CellState.DONE]
    assert with_picture.exploring.explorer.sheet.cells[0].message == "The model is gone."
    engine.fail = lambda job: ""
    compute(with_picture, qtbot)
    assert states(with_picture) == [CellState.DONE] * 2
    assert len(engine.jobs) == 3


def test_what_failed_is_tried_again_only_when_it_is_asked_for(with_picture, page, engine, qtbot):
    set_axes(with_picture, Axis.STEPS, "1 2")
    engine.fail = lambda job: "The model is gone." if job.settings.steps == 1 else ""
    engine.gate.clear()
    page.side.button.click()
    qtbot.waitUntil(lambda: states(with_picture) == [CellState.FAILED, CellState.COMPUTING])
    set_axes(with_picture, Axis.STEPS, "1 2 4")  # while it is at work
    assert states(with_picture) == [CellState.FAILED, CellState.COMPUTING, CellState.WAITING]
    engine.gate.set()
    qtbot.waitUntil(lambda: not with_picture.exploring.explorer.busy)
    assert [steps for _, steps, _, _ in asked(engine)] == [1, 2, 4]


def test_the_queue_comes_first(with_picture, page, engine, qtbot):
    studio = with_picture
    set_axes(studio, Axis.STEPS, "1 2")
    engine.gate.clear()
    studio.upscaling.run_selected()
    qtbot.waitUntil(engine.at_step.is_set)
    page.side.button.click()
    assert states(studio) == [CellState.WAITING] * 2
    assert "queue is at work" in page.side.status.whole
    engine.gate.set()
    qtbot.waitUntil(lambda: not studio.exploring.explorer.busy and not studio.runner.busy)
    assert [job.region is None for job in engine.jobs] == [True, False, False]


def test_a_paused_queue_holds_the_sheet(with_picture, page, engine, qtbot):
    studio = with_picture
    studio.runner.set_paused(True)
    page.side.button.click()
    assert "paused" in page.side.status.whole
    assert engine.jobs == []
    studio.runner.set_paused(False)
    qtbot.waitUntil(lambda: not studio.exploring.explorer.busy)
    assert set(states(studio)) == {CellState.DONE}


def test_where_the_pause_holds_a_picture_the_sheet_waits_for_the_pause(with_picture, page, engine, qtbot):
    studio = with_picture
    engine.gate.clear()
    studio.upscaling.run_selected()
    qtbot.waitUntil(engine.at_step.is_set)
    studio.runner.set_paused(True)
    page.side.button.click()
    assert "paused" in page.side.status.whole
    studio.runner.set_paused(False)
    assert "at work" in page.side.status.whole
    engine.gate.set()
    qtbot.waitUntil(lambda: not studio.exploring.explorer.busy and not studio.runner.busy)


def test_a_picture_of_the_queue_waits_for_one_cell_only(with_picture, page, engine, qtbot):
    studio = with_picture
    set_axes(studio, Axis.STEPS, "1 2 4")
    engine.gate.clear()
    page.side.button.click()
    qtbot.waitUntil(engine.at_step.is_set)
    studio.upscaling.run_selected()
    engine.gate.set()
    qtbot.waitUntil(lambda: not studio.exploring.explorer.busy and not studio.runner.busy)
    assert [job.region is None for job in engine.jobs] == [False, True, False, False]


def test_without_a_picture_the_page_says_what_to_do(studio, qtbot):
    studio.window.show_page("explore")
    page = studio.window.explore_page
    assert page.stack.currentWidget() is page.empty
    assert not page.side.button.isEnabled()
    studio.window.actions_.upscale.trigger()
    studio.exploring.explorer.save()
    assert not studio.exploring.explorer.busy


def test_a_picture_that_is_removed_takes_its_sheet_along(with_picture, page, engine, qtbot):
    studio = with_picture
    set_axes(studio, Axis.STEPS, "1 2")
    compute(studio, qtbot)
    set_axes(studio, Axis.STEPS, "1 2 4")
    engine.gate.clear()
    engine.at_step.clear()
    page.side.button.click()
    qtbot.waitUntil(engine.at_step.is_set)
    item = studio.comparison.item
    studio.window.queue.removed.emit(studio.model.remove([item]))
    assert not studio.exploring.explorer.busy
    assert studio.exploring.explorer.item is None
    assert page.stack.currentWidget() is page.empty
    engine.gate.set()
    assert all(key.item_id != item.item_id for key in studio.exploring.explorer.contents.results._kept)


def test_pictures_have_their_own_sheets(two, picture_file, engine, qtbot):
    studio = two
    open_page(studio, qtbot)
    set_axes(studio, Axis.STEPS, "1 2")
    compute(studio, qtbot)
    studio.window.queue.view.step(1)
    qtbot.waitUntil(lambda: studio.exploring.explorer.sheet is not None)
    assert states(studio) == [CellState.EMPTY] * 2
    studio.window.queue.view.step(-1)
    qtbot.waitUntil(lambda: studio.exploring.explorer.sheet is not None)
    assert states(studio) == [CellState.DONE] * 2


def test_a_model_that_is_gone_leaves_the_sheet(with_picture, page, engine, qtbot):
    explorer = with_picture.exploring.explorer
    explorer.set_models([LITE, HEAVY])
    page.side.rows.set_axis(Axis.NONE)
    page.side.columns.set_axis(Axis.MODEL)
    page.side.columns.tick({"lite-x4", "heavy"})
    assert explorer.sheet.across == ["ResShift Lite", "Heavy"]
    engine.gate.clear()
    page.side.button.click()
    qtbot.waitUntil(engine.at_step.is_set)
    explorer.set_models([LITE])
    assert explorer.sheet.across == ["ResShift Lite"]
    engine.gate.set()
    qtbot.waitUntil(lambda: not explorer.busy)
    assert [model for model, *_ in asked(engine)] == ["lite-x4"]


def test_a_model_that_was_replaced_is_computed_anew(with_picture, page, engine, qtbot):
    explorer = with_picture.exploring.explorer
    explorer.set_models([LITE])
    set_axes(with_picture, Axis.STEPS, "1 2")
    compute(with_picture, qtbot)
    explorer.set_models([replace(LITE, changed_ns=1)])  # and its digest is not known yet
    assert states(with_picture) == [CellState.EMPTY] * 2
    compute(with_picture, qtbot)
    explorer.set_models([replace(LITE, changed_ns=1, sha256="ab" * 32)])
    assert states(with_picture) == [CellState.DONE] * 2


def test_what_would_not_fit_into_memory_is_refused_in_place(with_picture, page, qtbot, monkeypatch):
    monkeypatch.setattr("app.explore.explorer.BUDGET", 1000)
    page.side.planChanged.emit()
    assert with_picture.exploring.explorer.sheet is None
    assert "smaller region" in page.side.note.text()
    assert not page.side.button.isEnabled()


def test_a_region_tried_on_the_picture_is_the_one_to_explore(with_picture, page, engine, qtbot):
    studio = with_picture
    assert studio.runner.try_region(
        studio.comparison.item, Region(3, 4, 20, 16), studio.window.controls.settings()
    )
    qtbot.waitUntil(lambda: not studio.runner.busy)
    assert studio.exploring.explorer.subject.region == Region(3, 4, 20, 16)


def test_the_size_follows_the_controls(with_picture, page, qtbot):
    controls = with_picture.window.controls
    region = with_picture.exploring.explorer.subject.region
    controls.size_chooser.set_value(SampleSettings(scale=2.0))
    controls.settingsChanged.emit()
    assert with_picture.exploring.explorer.sheet.out == (2 * region.width, 2 * region.height)


def test_the_queue_does_not_hear_of_cells(with_picture, page, engine, qtbot):
    run_to_end(with_picture, qtbot)
    results = list(with_picture.comparison.item.results)
    set_axes(with_picture, Axis.STEPS, "1 2")
    compute(with_picture, qtbot)
    assert with_picture.comparison.item.results == results


def test_a_picture_that_comes_while_exploring_is_explored(studio, picture_file, qtbot):
    studio.window.show_page("explore")
    add(studio, qtbot, picture_file())
    assert studio.window.page == "explore"
    qtbot.waitUntil(lambda: studio.exploring.explorer.sheet is not None)
