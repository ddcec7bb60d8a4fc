"""Where it invents, in the whole window with the fake engine: seeds, maps, legend, cancel, what is kept."""

import gc
import threading
import weakref

import numpy as np
import pytest
from PySide6.QtCore import QRect
from window_use import add, run_to_end

from app.images.qimages import rgba_array_from_qimage
from app.inventions.found import add_seed, place_text
from app.inventions.strip import CONSISTENCY, OFF, SPREAD
from app.queue.items import State
from app.viewing.viewer.layers import Layer
from core.errors import Cancelled
from core.finishing.blend import enlargement
from core.images.files import read_picture
from core.images.picture import Picture
from core.inventions.consistency import Consistency, compare
from core.inventions.spread import Spread


@pytest.fixture
def done(with_picture, engine, qtbot):
    """A picture with a result, from an engine whose results depend on the seed."""
    engine.varies = True
    run_to_end(with_picture, qtbot)
    with_picture.saver.finish(5000)
    qtbot.waitUntil(lambda: with_picture.tools.inventions._shown is not None)
    return with_picture


def heat_map(studio) -> np.ndarray | None:
    """RGBA of what lies over the result."""
    pyramid = studio.window.picture.viewer.layers.get(Layer.HEATMAP)
    return None if pyramid is None else rgba_array_from_qimage(pyramid.full)


def strip_of(studio):
    return studio.tools.inventions._strip


def choose(studio, mode: str) -> None:
    """As a person does: with the button."""
    strip = strip_of(studio)
    strip.segments._group.button([OFF, SPREAD, CONSISTENCY].index(mode)).click()


def sampled(studio, qtbot) -> None:
    qtbot.waitUntil(lambda: not studio.tools.inventions.seeds.running)


def test_there_is_nothing_to_ask_before_a_result(with_picture):
    assert strip_of(with_picture).isHidden()


def test_while_the_queue_is_paused_the_seeds_wait_and_say_so(done, engine, qtbot):
    done.runner.set_paused(True)
    before = len(engine.jobs)
    choose(done, SPREAD)
    assert not done.tools.inventions.seeds.running
    assert "wait" in strip_of(done).sentence.text()
    done.runner.set_paused(False)
    sampled(done, qtbot)
    qtbot.waitUntil(lambda: len(engine.jobs) == before + 3)


def test_the_spread_of_four_seeds_lies_over_the_result(done, engine, qtbot):
    before = len(engine.jobs)
    choose(done, SPREAD)
    sampled(done, qtbot)
    jobs = engine.jobs[before:]
    first = done.comparison.right_result.settings.seed
    assert [job.settings.seed for job in jobs] == [first + 1, first + 2, first + 3]  # the result is the first
    found = heat_map(done)
    assert found.shape[:2] == (120, 160)
    assert found[:50, :, 3].mean() > 50
    assert not found[65:, :, 3].any()  # the lower half is the same for all seeds: clear
    assert "made up by the model" in strip_of(done).sentence.text()
    assert "4 seeds" in strip_of(done).sentence.text()
    assert strip_of(done).legend.isVisible()
    assert strip_of(done).legend.marks[2] == "16 levels"
    assert len(done.comparison.item.results) == 1


def test_a_result_is_seen_in_the_viewer_through_the_map(done, qtbot):
    viewer = done.window.picture.viewer
    viewer.set_divider(0.0)
    plain = viewer.grab().toImage()
    choose(done, SPREAD)
    sampled(done, qtbot)
    over = viewer.grab().toImage()
    box = viewer.viewport.to_logical(viewer.viewport.content_rect())
    high = (int(box.center().x()), int(box.top() + box.height() * 0.25))
    low = (int(box.center().x()), int(box.top() + box.height() * 0.9))
    assert plain.pixelColor(*high) != over.pixelColor(*high)
    assert plain.pixelColor(*low) == over.pixelColor(*low)


def test_nothing_is_computed_twice(done, engine, qtbot):
    choose(done, SPREAD)
    sampled(done, qtbot)
    count = len(engine.jobs)
    choose(done, OFF)
    assert heat_map(done) is None
    choose(done, SPREAD)
    assert heat_map(done) is not None
    assert len(engine.jobs) == count
    box = strip_of(done).seeds_box
    box.setCurrentIndex(1)
    box.activated.emit(1)
    sampled(done, qtbot)
    assert len(engine.jobs) == count + 4  # from four seeds to eight


def test_escape_stops_at_once_and_what_was_found_stays(done, engine, qtbot):
    strip = strip_of(done)
    engine.gate.clear()
    engine.at_step.clear()
    choose(done, SPREAD)
    qtbot.waitUntil(engine.at_step.is_set)
    assert "Seed 2 of 4" in strip.sentence.text()
    done.window.actions_.cancel.trigger()
    assert not done.tools.inventions.seeds.running
    assert "Stopped" in strip.sentence.text()
    engine.gate.set()
    count = len(engine.jobs)
    choose(done, SPREAD)  # goes on
    sampled(done, qtbot)
    assert len(engine.jobs) == count + 3
    assert "4 seeds" in strip.sentence.text()


def test_escape_without_seeds_is_that_of_the_page(done, engine, qtbot):
    engine.gate.clear()
    done.upscaling.run_selected()
    qtbot.waitUntil(lambda: done.comparison.item.state is State.RUNNING)
    done.window.actions_.cancel.trigger()
    qtbot.waitUntil(lambda: not done.runner.busy)
    assert len(done.comparison.item.results) == 1


def test_a_job_of_ones_own_goes_first(done, engine, qtbot):
    engine.gate.clear()
    engine.at_step.clear()
    choose(done, SPREAD)
    qtbot.waitUntil(engine.at_step.is_set)
    done.upscaling.run_selected()
    assert not done.tools.inventions.seeds.running
    engine.gate.set()
    qtbot.waitUntil(lambda: not done.runner.busy)
    assert len(done.comparison.item.results) == 2


def test_a_region_has_a_spread_of_its_own(done, engine, qtbot):
    done.window.picture.viewer.regionSelected.emit(QRect(40, 20, 64, 48))
    qtbot.waitUntil(lambda: done.comparison.region_result is not None)
    before = len(engine.jobs)
    choose(done, SPREAD)
    sampled(done, qtbot)
    jobs = engine.jobs[before:]
    assert len(jobs) == 4
    assert {job.region for job in jobs} == {done.comparison.region_result.region}
    layers = done.window.picture.viewer.layers
    assert layers.heatmap_rect == layers.region
    done.comparison.close_region()
    assert heat_map(done) is None
    assert strip_of(done).segments.value == OFF


def test_a_model_without_chance_says_so(done, engine, qtbot):
    from dataclasses import replace

    result = done.comparison.right_result
    result.settings = replace(result.settings, model="gone", kappa=None, steps=1)
    before = len(engine.jobs)
    choose(done, SPREAD)
    assert "no seed plays a part" in strip_of(done).sentence.text()
    assert len(engine.jobs) == before


def test_a_model_with_steps_and_no_kappa_has_seeds(done, engine, qtbot):
    from dataclasses import replace

    result = done.comparison.right_result
    result.settings = replace(result.settings, kappa=None)
    choose(done, SPREAD)
    sampled(done, qtbot)
    assert "made up by the model" in strip_of(done).sentence.text()


def test_a_seed_that_fails_is_told_in_place(done, engine, qtbot):
    engine.fail = lambda job: "The card is gone."
    choose(done, SPREAD)
    qtbot.waitUntil(lambda: strip_of(done).sentence.text() == "The card is gone.")
    assert not done.tools.inventions.seeds.running


def test_the_consistency_is_compared_in_a_worker(done, qtbot):
    choose(done, CONSISTENCY)
    qtbot.waitUntil(lambda: heat_map(done) is not None)
    assert heat_map(done).shape[:2] == (30, 40)  # the picture's own size
    assert heat_map(done)[:10, :, 3].mean() > heat_map(done)[20:, :, 3].mean()
    assert "Made small again" in strip_of(done).sentence.text()
    choose(done, OFF)
    choose(done, CONSISTENCY)
    assert heat_map(done) is not None  # kept


def test_a_result_of_the_same_size_is_not_judged(done, engine, qtbot):
    done.window.controls.size_chooser.choose(1.0)
    run_to_end(done, qtbot)
    qtbot.waitUntil(lambda: done.comparison.right_result is done.comparison.item.latest)
    choose(done, CONSISTENCY)
    sentence = strip_of(done).sentence
    qtbot.waitUntil(lambda: heat_map(done) is not None)
    assert sentence.text().startswith("The result differs from the picture by ")
    assert sentence.text().endswith(" of 255 levels.")


def test_the_consistency_is_that_of_what_is_saved(done, qtbot):
    """With what has been decided about the result: at strength 0 it is the enlargement."""
    source = read_picture(done.comparison.item.path)
    enlarged = Picture(enlargement(source, (160, 120), 8))
    sentence = strip_of(done).sentence
    choose(done, CONSISTENCY)
    qtbot.waitUntil(lambda: "Made small again" in sentence.text())
    as_the_model_made_it = sentence.text()
    done.window.picture.strength.slider.setValue(0)
    assert heat_map(done) is None
    qtbot.waitUntil(lambda: "Made small again" in sentence.text())
    assert sentence.text() != as_the_model_made_it
    assert f"by {compare(source, enlarged).rms:.1f} of" in sentence.text()
    done.window.picture.strength.slider.setValue(100)
    qtbot.waitUntil(lambda: sentence.text() == as_the_model_made_it)


def test_the_consistency_of_a_region(done, qtbot):
    done.window.picture.viewer.regionSelected.emit(QRect(40, 20, 64, 48))
    qtbot.waitUntil(lambda: done.comparison.region_result is not None)
    choose(done, CONSISTENCY)
    qtbot.waitUntil(lambda: heat_map(done) is not None)
    region = done.comparison.region_result.region
    assert heat_map(done).shape[:2] == (region.height, region.width)


def test_another_picture_is_not_computed_unasked(done, engine, qtbot, picture_file):
    choose(done, SPREAD)
    sampled(done, qtbot)
    add(done, qtbot, picture_file("b.png"))
    done.window.queue.view.step(1)
    qtbot.waitUntil(lambda: done.comparison.item.name == "b.png")
    assert strip_of(done).isHidden()
    count = len(engine.jobs)
    done.window.queue.view.step(-1)
    qtbot.waitUntil(lambda: done.comparison.item.name == "a.png")
    assert strip_of(done).segments.value == OFF
    assert len(engine.jobs) == count


def test_a_row_that_goes_takes_its_maps_along(done, qtbot):
    choose(done, SPREAD)
    sampled(done, qtbot)
    assert done.tools.inventions._samplings
    done.window.queue.removed.emit([done.comparison.item])
    assert not done.tools.inventions._samplings


def test_equal_results_are_told_as_that():
    spread, picture = Spread(), Picture(np.full((4, 4, 3), 9, np.uint8))
    assert add_seed(spread, picture) is None
    found = add_seed(spread, picture)
    assert found is not None
    assert found.text == "All seeds give the same result."
    assert not rgba_array_from_qimage(found.image)[..., 3].any()


@pytest.mark.parametrize(
    ("right", "down", "place"),
    [(0.0, 0.0, "at the upper left"), (0.5, 0.5, "in the middle"), (1.0, 1.0, "at the lower right")],
)
def test_places_in_words(right, down, place):
    assert place_text(right, down) == place


@pytest.mark.parametrize("shown", ["picture", "region"])
def test_what_was_found_is_told_of_what_it_was_found_in(done, qtbot, monkeypatch, shown):
    monkeypatch.setattr(Consistency, "in_one_place", True)
    if shown == "region":
        done.window.picture.viewer.regionSelected.emit(QRect(0, 0, 160, 120))
        qtbot.waitUntil(lambda: done.comparison.region_result is not None)
    sentence = strip_of(done).sentence
    choose(done, SPREAD)
    sampled(done, qtbot)
    assert f"% of the {shown} (" in sentence.text()
    choose(done, CONSISTENCY)
    qtbot.waitUntil(lambda: "Most of it lies" in sentence.text())
    assert ("of the region." in sentence.text()) is (shown == "region")


def test_a_training_rests_while_seeds_are_computed(done, engine, qtbot, monkeypatch):
    first, looks = done.training.pictures_first, []
    monkeypatch.setattr(first, "_pause", lambda: looks.append("pause"))
    monkeypatch.setattr(first, "_recall", lambda: looks.append("look"))
    engine.gate.clear()
    choose(done, SPREAD)
    assert looks[-1] == "pause"
    done.window.actions_.cancel.trigger()
    assert looks[-1] == "look"  # and no pause
    choose(done, SPREAD)
    engine.gate.set()
    sampled(done, qtbot)
    assert looks[-1] == "look"
    assert not first._enlarging()


def test_a_comparison_that_nobody_looks_at_any_more_is_given_up(done, qtbot, monkeypatch):
    begun, gate, given_up = threading.Event(), threading.Event(), []

    def held(source, result, check):
        begun.set()
        assert gate.wait(30)
        try:
            return compare(source, result, check)
        except Cancelled:
            given_up.append(1)
            raise

    monkeypatch.setattr("core.inventions.consistency.compare", held)
    choose(done, CONSISTENCY)
    qtbot.waitUntil(begun.is_set)
    done.window.picture.strength.slider.setValue(0)
    gate.set()
    qtbot.waitUntil(lambda: heat_map(done) is not None)
    assert given_up == [1]
    assert [finish.strength for _, finish in done.tools.inventions._checks] == [0.0]


@pytest.mark.parametrize("how", ["removed", "discarded"])
def test_what_was_made_of_a_result_goes_with_it_and_comes_back_with_it(done, qtbot, how):
    inventions, finishing = done.tools.inventions, done.tools.finishing
    item, result = done.comparison.item, done.comparison.result
    done.window.picture.strength.slider.setValue(40)
    qtbot.waitUntil(lambda: finishing._finished.of(result) is not None)
    choose(done, CONSISTENCY)
    qtbot.waitUntil(lambda: heat_map(done) is not None)
    image = weakref.ref(finishing._finished.of(result))
    if how == "removed":
        done.window.queue._remove([item])
    else:
        done.leaving.discard(result.result_id)
    qtbot.waitUntil(lambda: not (finishing._worker.busy or inventions._reader.busy))
    assert not inventions._checks
    assert not finishing._finished._kept
    gc.collect()
    assert image() is None
    done.forgetting.take_back()
    qtbot.waitUntil(lambda: done.comparison.result is result)
    qtbot.waitUntil(lambda: finishing._finished.of(result) is not None)
    assert done.window.picture.strength.slider.value() == 40


def test_what_was_found_of_a_region_goes_when_it_is_closed(done, qtbot):
    done.window.picture.viewer.regionSelected.emit(QRect(40, 20, 64, 48))
    qtbot.waitUntil(lambda: done.comparison.region_result is not None)
    choose(done, CONSISTENCY)
    qtbot.waitUntil(lambda: len(done.tools.inventions._checks) == 1)
    done.comparison.close_region()
    assert not any(name == "" for name, _ in done.tools.inventions._checks)
