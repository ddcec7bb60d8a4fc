"""Deciding about a result in the window: seen at once, saved, dragged out, and there again after a restart."""

import threading
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtTest import QTest
from window_use import add, drop, notices, run_to_end

from app.images.qimages import array_from_qimage, qimage_from_array
from app.queue.items import Item
from app.viewing.finishing import scene_making
from app.viewing.finishing.proposing import Proposing
from app.viewing.finishing.scene import Scene
from app.viewing.finishing.strength_bar import StrengthBar
from app.viewing.viewer.layers import Layer
from app.viewing.viewer.viewer import PictureViewer
from core.errors import Cancelled
from core.finishing.finish import ENLARGEMENT, FAITHFUL_KAPPA, KAPPA, Finish
from core.finishing.strokes import Marks, Stroke
from core.images.files import read_picture, read_settings
from core.images.framing import Framing
from core.images.picture import Picture
from core.images.resize import resize
from core.images.source import SOURCE, digest_of
from core.jobs import SampleSettings
from core.presets import OutputPreferences


@pytest.fixture
def done(with_picture, qtbot, engine):
    """A result that is not what the enlargement is, kept safe."""
    run = engine._run

    def darker(job, emit, cancel):
        def tell(event):
            picture = getattr(event, "picture", None)
            if picture is not None:
                picture.pixels[:] = picture.pixels // (3 if job.settings.kappa == FAITHFUL_KAPPA else 2)
            emit(event)

        run(job, tell, cancel)

    engine._run = darker
    run_to_end(with_picture, qtbot)
    qtbot.waitUntil(lambda: with_picture.comparison.result is not None)
    qtbot.waitUntil(lambda: with_picture.comparison.result.kept is not None)
    return with_picture


def shown(studio, side=Layer.AFTER):
    return array_from_qimage(studio.window.picture.viewer.layers.get(side).full).astype(int)


def begin_with(studio, finish):
    """Let new results begin with this finish."""
    studio.upscaling.adopt(replace(studio.window.controls.settings(), finish=finish))


def enlarged(studio):
    source = read_picture(studio.comparison.item.path).pixels
    return resize(source, (160, 120)).astype(int)


def test_what_is_in_memory_of_another_picture_is_not_mixed_in(done, picture_file, qtbot):
    item, result = done.comparison.item, done.comparison.result
    result.written[SOURCE] = digest_of(item.path)
    picture_file("a.png", 30, 40)  # in its place, and shown since
    before = shown(done)
    with qtbot.waitSignal(done.tools.finishing.told) as told:
        done.window.picture.strength.slider.setValue(0)
    assert "a.png has been changed" in told.args[0]
    assert np.array_equal(shown(done), before)
    assert result.finish == Finish()
    assert done.window.picture.strength.slider.value() == 100


def test_a_faithful_picture_that_shows_nowhere_is_not_computed(done, engine, qtbot):
    begin_with(done, Finish(1.0, KAPPA, keep_grain=True))
    jobs = len(engine.jobs)
    run_to_end(done, qtbot)
    assert len(engine.jobs) == jobs + 1
    assert done.comparison.result.finish.keep_grain


def wait_for_whole(studio, qtbot):
    finishing = studio.tools.finishing
    qtbot.waitUntil(lambda: finishing._finished.of(studio.comparison.result) is not None)


def test_the_row_is_there_where_there_is_a_result(with_picture, qtbot):
    bar = with_picture.window.picture.strength
    assert bar.isHidden()
    run_to_end(with_picture, qtbot)
    qtbot.waitUntil(lambda: not bar.isHidden())
    assert bar.slider.value() == 100


def test_the_slider_mixes_what_is_seen_and_then_the_whole(done, qtbot):
    viewer, model = done.window.picture.viewer, shown(done)
    done.window.picture.strength.slider.setValue(0)
    qtbot.waitUntil(lambda: viewer.layers.get(Layer.FINISH) is not None)
    wait_for_whole(done, qtbot)
    qtbot.waitUntil(lambda: viewer.layers.get(Layer.FINISH) is None)
    assert np.array_equal(shown(done), enlarged(done))
    done.window.picture.strength.slider.setValue(50)
    wait_for_whole(done, qtbot)
    assert np.abs(shown(done) - (model + enlarged(done)) / 2).max() <= 1
    done.window.picture.strength.slider.setValue(100)
    qtbot.waitUntil(lambda: np.array_equal(shown(done), model))


def test_saving_gives_the_mixed_picture_and_says_how(done, qtbot):
    done.window.picture.strength.slider.setValue(25)
    done.window.picture.strength.grain.click()
    with qtbot.waitSignal(done.saver.saved):
        done.results.save()
    result = done.comparison.result
    saved = read_picture(result.saved.path).pixels
    kept = read_picture(result.kept).pixels  # the model's own is still there, so the slider can go on
    assert not np.array_equal(saved, kept)
    finish = SampleSettings.from_dict(read_settings(result.saved.path)).finish
    assert (finish.strength, finish.keep_grain) == (0.25, True)
    done.window.picture.strength.slider.setValue(100)
    done.window.picture.strength.grain.click()
    with qtbot.waitSignal(done.saver.saved):
        done.results.save()
    assert np.array_equal(read_picture(result.saved.path).pixels, kept)


def test_after_saving_the_models_own_picture_the_slider_goes_on_from_that_file(done, qtbot):
    with qtbot.waitSignal(done.saver.saved):
        done.results.save()
    result = done.comparison.result
    first = result.saved.path
    done.window.picture.strength.slider.setValue(0)
    with qtbot.waitSignal(done.saver.saved):
        done.results.save()
    assert result.saved.path != first
    assert np.array_equal(read_picture(result.saved.path).pixels, enlarged(done))
    assert result.file == first


def test_dragging_out_gives_the_mixed_picture(done, qtbot):
    done.window.picture.strength.slider.setValue(0)
    item = done.comparison.item
    assert done.results.file_of(item) is None  # it is being written
    qtbot.waitUntil(lambda: done.results.file_of(item) is not None)
    assert np.array_equal(read_picture(done.results.file_of(item)).pixels, enlarged(done))


def test_painting_protects_and_undo_takes_it_back(done, qtbot):
    picture = done.window.picture
    model = shown(done)
    picture.strength.brush.click()
    picture.viewer.brush.set_radius(100)
    middle = picture.viewer.rect().center()
    QTest.mouseClick(picture.viewer, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)
    result = done.comparison.result
    assert result.finish.protects
    wait_for_whole(done, qtbot)
    qtbot.waitUntil(lambda: not np.array_equal(shown(done), model))
    assert np.abs(shown(done)[60, 80] - enlarged(done)[60, 80]).max() <= 1
    assert np.array_equal(shown(done)[2, 2], model[2, 2])
    QTest.keyClick(picture.viewer, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert result.finish.protect is None
    qtbot.waitUntil(lambda: np.array_equal(shown(done), model))


def test_it_is_there_again_after_a_crash(done, studio_maker, qtbot):
    done.window.picture.strength.slider.setValue(30)
    kept_id = done.comparison.result.result_id
    qtbot.waitUntil(lambda: done.session.found()[0].finish.strength == 0.3)
    again = studio_maker()
    offer = next(n for n in again.window.picture.notices.notices if n.key == "unsaved")
    offer.actions[0][1]()
    qtbot.waitUntil(lambda: again.comparison.result is not None)
    assert again.comparison.result.result_id == kept_id
    assert again.window.picture.strength.slider.value() == 30
    wait_for_whole(again, qtbot)
    qtbot.waitUntil(
        lambda: not np.array_equal(shown(again), read_picture(again.comparison.result.kept).pixels)
    )


def test_the_picture_for_little_kappa_is_computed_once_and_kept(done, engine, qtbot):
    result, model = done.comparison.result, shown(done)
    jobs = len(engine.jobs)
    done.tools.finishing._on_faithful(KAPPA)
    qtbot.waitUntil(lambda: result.finish.faithful == KAPPA)
    assert [job.settings.kappa for job in engine.jobs[jobs:]] == [FAITHFUL_KAPPA]
    assert len(done.comparison.item.results) == 1
    done.window.picture.strength.slider.setValue(0)
    wait_for_whole(done, qtbot)
    qtbot.waitUntil(lambda: np.abs(shown(done) - model * 2 / 3).max() <= 2)
    done.tools.finishing._on_faithful(ENLARGEMENT)
    done.tools.finishing._on_faithful(KAPPA)
    assert len(engine.jobs) == jobs + 1
    qtbot.waitUntil(lambda: done.session.found()[0].faithful is not None)


@pytest.mark.parametrize(("low", "high", "told"), [(2.0, 2.0, True), (0.1, 2.0, False)])
def test_little_kappa_is_told_to_be_an_experiment_where_it_was_not_trained(
    done, qtbot, monkeypatch, low, high, told
):
    model = SimpleNamespace(kappa_range=(low, high))
    monkeypatch.setattr("app.viewing.finishing.faithful_kappa.find_model", lambda key: model)
    done.tools.finishing._on_faithful(KAPPA)
    qtbot.waitUntil(lambda: done.comparison.result.finish.faithful == KAPPA)
    assert any("trained with kappa 2: the faithful picture for kappa 0.1" in n for n in notices(done)) == told


def test_new_results_begin_like_the_one_whose_settings_were_taken(done, qtbot):
    item = done.comparison.item
    done.window.picture.strength.slider.setValue(40)
    dab = Stroke(((9.0, 9.0),), radius=4)
    done.tools.finishing._decide(protect=Marks(40, 30, (dab,)))
    done.upscaling.adopt_result(done.comparison.result.result_id)
    run_to_end(done, qtbot)
    assert len(item.results) == 2
    assert item.latest.finish == item.results[0].finish


def test_that_new_results_begin_with_a_finish_is_said_and_can_be_put_off(done, qtbot):
    begin_with(done, Finish())
    assert not any(n.key == "finish" for n in done.window.picture.notices.notices)
    begin_with(done, Finish(0.2))
    (told,) = (n for n in done.window.picture.notices.notices if n.key == "finish")
    told.actions[0][1]()
    run_to_end(done, qtbot)
    assert done.comparison.item.latest.finish == Finish()


def test_marks_of_a_picture_of_another_size_are_left_out_and_this_is_said(done, qtbot, picture_file):
    done.tools.finishing._decide(protect=Marks(40, 30, (Stroke(((9.0, 9.0),), radius=4),)))
    done.upscaling.adopt_result(done.comparison.result.result_id)
    add(done, qtbot, picture_file("b.png", 50, 30))
    done.window.queue.view.choose(done.model.item(1))
    run_to_end(done, qtbot)
    assert done.model.item(1).latest.finish.protect is None
    assert any("another size" in text for text in notices(done))


@pytest.mark.parametrize(
    ("way", "turned"),
    [
        ("these settings", "turn_left"),
        ("these settings", "mirror"),
        ("another model", "turn_left turn_left"),
        ("dropped", "mirror"),
    ],
)
def test_what_is_protected_stays_over_its_part_of_a_row_that_is_framed_otherwise(way, turned, done, qtbot):
    item, dab = done.comparison.item, Stroke(((9.0, 4.0),), radius=4)
    done.tools.finishing._decide(protect=Marks(40, 30, (dab,)))
    first = done.comparison.result
    if way == "dropped":
        with qtbot.waitSignal(done.saver.saved):
            done.results.save()
        with qtbot.waitSignal(done.intake.settingsFound):
            drop(done, first.saved.path)
        offer = next(n for n in done.window.picture.notices.notices if n.key == "settings")
        offer.actions[0][1]()
        done.window.queue.view.choose(item)
    elif way == "these settings":
        done.upscaling.adopt_result(first.result_id)
    for action in turned.split():
        getattr(done.window.actions_, action).trigger()
    if way == "another model":
        done.upscaling.run_with_model([item], "lite-x2")
    else:
        done.upscaling.run_selected()
    qtbot.waitUntil(lambda: len(item.results) == 2 and not done.runner.busy)
    expected = {
        "mirror": Marks(40, 30, (replace(dab, points=((31.0, 4.0),)),)),
        "turn_left turn_left": Marks(40, 30, (replace(dab, points=((31.0, 26.0),)),)),
        "turn_left": Marks(30, 40, (replace(dab, points=((4.0, 31.0),)),)),
    }
    assert item.latest.finish.protect == expected[turned]
    assert first.finish.protect == Marks(40, 30, (dab,))


def test_a_dropped_result_offers_its_finish_too(done, qtbot):
    done.window.picture.strength.slider.setValue(35)
    with qtbot.waitSignal(done.saver.saved):
        done.results.save()
    with qtbot.waitSignal(done.intake.settingsFound):
        drop(done, done.comparison.result.saved.path)
    offer = next(n for n in done.window.picture.notices.notices if n.key == "settings")
    offer.actions[0][1]()
    run_to_end(done, qtbot)
    assert done.comparison.item.latest.finish.strength == 0.35


def test_proposals_are_shown_and_protect_only_what_is_clicked(done, qtbot, monkeypatch):
    boxes = (
        Stroke(((2.0, 2.0), (18.0, 8.0)), box=True),
        Stroke(((2.0, 20.0), (18.0, 28.0)), box=True),
        Stroke(((25.0, 2.0), (38.0, 8.0)), box=True),
    )
    monkeypatch.setattr("core.finishing.proposals.proposed", lambda picture: boxes)
    picture, result = done.window.picture, done.comparison.result
    picture.strength.propose.click()
    qtbot.waitUntil(lambda: len(picture.viewer.proposals.boxes) == 3)
    assert not result.finish.protects
    assert "3" in picture.strength.found.text()
    at = picture.viewer.proposals.boxes[2]
    picture.viewer.set_result_size(
        2 * picture.viewer.layers.size.width(), picture.viewer.layers.size.height()
    )
    assert picture.viewer.proposals.boxes[2] == QRectF(2 * at.x(), at.y(), 2 * at.width(), at.height())
    click(picture.viewer, 0, Qt.MouseButton.LeftButton)
    assert result.finish.protect.strokes == (boxes[0],)
    click(picture.viewer, 0, Qt.MouseButton.RightButton)
    assert result.finish.protect.strokes == (boxes[0],)
    picture.strength.accept_all.click()
    assert result.finish.protect.strokes == (boxes[0], boxes[2])
    assert picture.viewer.proposals.boxes == []
    assert picture.strength.proposal_row.isHidden()


def test_what_is_found_in_a_picture_is_shown_only_on_it_as_it_was_framed_then(qtbot, monkeypatch):
    monkeypatch.setattr(
        "core.finishing.proposals.proposed", lambda picture: (Stroke(((2, 2), (8, 8)), box=True),)
    )
    viewer, bar = PictureViewer(), StrengthBar()
    qtbot.addWidget(viewer)
    qtbot.addWidget(bar)
    proposing, item = (
        Proposing(viewer, bar),
        Item(picture=Picture(np.zeros((30, 40, 3), np.uint8)), width=40, height=30),
    )
    for framing in (Framing(turn=90), Framing()):
        proposing.show_item(item)
        bar.proposalsWanted.emit()
        proposing.show_item(item, framing)  # another result of it is looked at meanwhile
        qtbot.waitUntil(lambda: not proposing._worker.busy)
        assert len(proposing._strokes) == (0 if framing.changes else 1)


def click(viewer, index, button):
    port = viewer.viewport
    place = port.to_logical(port.to_device(viewer.proposals.boxes[index])).center()
    at = QPoint(round(place.x()), round(place.y()))
    QTest.mouseClick(viewer, button, Qt.KeyboardModifier.NoModifier, at)


def test_what_is_saved_by_itself_with_a_finish_leaves_the_models_own_picture_to_go_on_from(
    with_picture, qtbot
):
    studio = with_picture
    begin_with(studio, Finish(0.0))
    studio.window.controls.output.set_output(OutputPreferences(when_done="beside"))
    with qtbot.waitSignal(studio.saver.saved):
        run_to_end(studio, qtbot)
    result = studio.comparison.result
    assert np.array_equal(read_picture(result.saved.path).pixels, enlarged(studio))
    qtbot.waitUntil(lambda: result.kept is not None)
    assert result.file == result.kept
    # It is saved: nothing to be offered at the next start.
    qtbot.waitUntil(lambda: studio.session.found() == [])


def test_a_result_that_is_saved_keeps_the_faithful_picture_of_little_kappa(done, engine, qtbot):
    result = done.comparison.result
    with qtbot.waitSignal(done.saver.saved):
        done.results.save()
    for ask in (lambda: done.tools.finishing._on_faithful(KAPPA), lambda: None):
        ask()
        qtbot.waitUntil(lambda: result.finish.faithful == KAPPA)
        qtbot.waitUntil(lambda: not done.saver.busy)
        done.window.picture.strength.slider.setValue(50)
        assert result.finish.faithful == KAPPA
        with qtbot.waitSignal(done.saver.saved):
            done.results.save()
        qtbot.waitUntil(lambda: not done.saver.busy)
    assert result.saved_as_it_is is not None


def test_after_saving_the_faithful_picture_of_little_kappa_can_be_asked_for_again(done, engine, qtbot):
    result = done.comparison.result
    done.tools.finishing._on_faithful(KAPPA)
    qtbot.waitUntil(lambda: result.finish.faithful == KAPPA)
    with qtbot.waitSignal(done.saver.saved):
        done.results.save()
    qtbot.waitUntil(lambda: not done.saver.busy)
    result.faithful = None
    done.window.picture.strength.slider.setValue(50)
    assert result.finish.faithful == ENLARGEMENT
    jobs = len(engine.jobs)
    done.tools.finishing._on_faithful(KAPPA)
    qtbot.waitUntil(lambda: result.finish.faithful == KAPPA)
    assert len(engine.jobs) == jobs + 1


def test_a_step_of_the_walk_is_not_hidden_by_the_mixed_part(done, qtbot):
    viewer = done.window.picture.viewer
    done.window.picture.strength.slider.setValue(0)
    qtbot.waitUntil(lambda: viewer.layers.get(Layer.FINISH) is not None)
    place = viewer.rect().center() + QPoint(60, 0)
    red = qimage_from_array(np.full((120, 160, 3), (250, 0, 0), np.uint8))
    viewer.set_preview(red)
    assert viewer.grab().toImage().pixelColor(place).red() > 240


def test_a_result_that_has_left_the_cache_is_read_again(done, qtbot):
    result, model = done.comparison.result, shown(done)
    done.cache.forget(result.result_id)
    done.window.picture.strength.slider.setValue(0)
    wait_for_whole(done, qtbot)
    assert np.array_equal(shown(done), enlarged(done))
    done.cache.forget(result.result_id)
    done.window.picture.strength.slider.setValue(100)
    qtbot.waitUntil(lambda: np.array_equal(shown(done), model))


def test_both_results_that_are_compared_have_their_finish(done, qtbot):
    begin_with(done, Finish(0.0))
    run_to_end(done, qtbot)
    first, second = done.comparison.item.results
    done.comparison.set_sides(second.result_id, first.result_id)
    qtbot.waitUntil(lambda: np.array_equal(shown(done, Layer.BEFORE), enlarged(done)))
    done.window.picture.strength.slider.setValue(0)
    wait_for_whole(done, qtbot)
    qtbot.waitUntil(lambda: np.array_equal(shown(done), shown(done, Layer.BEFORE)))


def test_while_a_region_is_shown_nothing_is_decided(done, qtbot):
    bar, result = done.window.picture.strength, done.comparison.result
    bar.brush.click()
    done.upscaling.on_region(QRect(20, 20, 60, 60))
    qtbot.waitUntil(lambda: not done.runner.busy)
    assert bar.isHidden()
    assert not done.window.picture.viewer.brush.active
    bar.slider.setValue(30)
    assert result.finish == Finish()
    assert done.window.picture.viewer.layers.get(Layer.AFTER) is None
    done.comparison.close_region()
    assert not bar.isHidden()
    assert bar.slider.value() == 100


def test_what_is_saved_by_itself_waits_for_its_faithful_picture(with_picture, qtbot):
    studio = with_picture
    begin_with(studio, Finish(0.5, KAPPA))
    studio.window.controls.output.set_output(OutputPreferences(when_done="beside"))
    with qtbot.waitSignal(studio.saver.saved):
        run_to_end(studio, qtbot)
    result = studio.comparison.result
    assert SampleSettings.from_dict(read_settings(result.saved.path)).finish == Finish(0.5, KAPPA)
    assert result.saved_as_it_is.name == "a_resshift_x4.png"


@pytest.mark.parametrize("stopped", [True, False])
def test_without_its_faithful_picture_it_is_saved_as_is_said_or_kept_safe(
    with_picture, engine, qtbot, stopped
):
    studio = with_picture
    begin_with(studio, Finish(0.5, KAPPA))
    studio.window.controls.output.set_output(OutputPreferences(when_done="beside"))
    engine.fail = lambda job: "It went wrong." if job.settings.kappa == FAITHFUL_KAPPA else ""
    if stopped:
        studio.tools.finishing.kappa.wanted.connect(lambda key, *_: studio.runner.asideEnded.emit(key, ""))
    run_to_end(studio, qtbot)
    qtbot.waitUntil(lambda: not studio.saver.busy)
    assert (studio.comparison.result.saved is None) is stopped
    said = "not saved yet" if stopped else "It went wrong"
    assert any(said in text for text in notices(studio))


def test_a_row_keeps_the_finish_that_it_was_put_into_the_queue_with(two, engine, qtbot):
    engine.gate.clear()
    begin_with(two, Finish(0.2))
    two.upscaling.run(list(two.model))
    begin_with(two, Finish(0.7))
    engine.gate.set()
    qtbot.waitUntil(lambda: not two.runner.busy)
    assert [item.latest.finish for item in two.model] == [Finish(0.2)] * 2


def test_while_the_queue_is_paused_the_faithful_picture_waits_and_this_is_said(done, qtbot):
    bar = done.window.picture.strength
    done.runner.set_paused(True)
    done.tools.finishing._on_faithful(KAPPA)
    assert bar.faithful.itemText(1) == "Waiting…"
    assert any("paused" in text for text in notices(done))
    done.runner.set_paused(False)
    assert bar.faithful.itemText(1) == "Computing…"
    qtbot.waitUntil(lambda: done.comparison.result.finish.faithful == KAPPA)


def test_a_faithful_picture_that_arrives_for_a_discarded_result_is_kept_when_it_is_taken_back(
    done, engine, qtbot
):
    result = done.comparison.result
    engine.gate.clear()
    done.tools.finishing._on_faithful(KAPPA)
    done.leaving.discard(result.result_id)
    engine.gate.set()
    qtbot.waitUntil(lambda: result.finish.faithful == KAPPA)
    done.forgetting.take_back()
    assert done.saver.finish(5000)
    (kept,) = done.session.found()
    assert (kept.finish.faithful, kept.faithful) == (KAPPA, result.faithful)


def test_the_slider_is_followed_while_a_whole_picture_is_mixed_and_that_is_given_up(done, qtbot, monkeypatch):
    mixing, gate, given_up, whole = threading.Event(), threading.Event(), [], Scene.whole

    def held(scene, finish, check):
        mixing.set()
        assert gate.wait(30)
        try:
            check()
        except Cancelled:
            given_up.append(finish.strength)
            raise
        return whole(scene, finish, check)

    monkeypatch.setattr(Scene, "whole", held)
    layers, slider = done.window.picture.viewer.layers, done.window.picture.strength.slider
    slider.setValue(60)
    qtbot.waitUntil(mixing.is_set)
    before = layers.get(Layer.FINISH)
    slider.setValue(0)
    qtbot.waitUntil(lambda: layers.get(Layer.FINISH) is not before)
    gate.set()
    wait_for_whole(done, qtbot)
    assert given_up == [0.6]
    assert np.array_equal(shown(done), enlarged(done))


def test_what_is_decided_is_said_to_be_mixed_until_it_is_seen(done, qtbot, monkeypatch):
    gate, make = threading.Event(), scene_making.make_scene
    monkeypatch.setattr(
        scene_making, "make_scene", lambda *args, **kept: gate.wait(30) and make(*args, **kept)
    )
    done.tools.finishing._slow.setInterval(0)
    viewer = done.window.picture.viewer
    done.window.picture.strength.slider.setValue(60)
    qtbot.waitUntil(lambda: viewer.labels[1] == "Mixing…")
    gate.set()
    qtbot.waitUntil(lambda: viewer.labels[1] == "Result")
    wait_for_whole(done, qtbot)
    assert viewer.labels == ("Original", "Result")


def test_without_the_original_all_is_as_it_was_before_and_this_is_said_once(done, qtbot, monkeypatch):
    bar, finishing, result = done.window.picture.strength, done.tools.finishing, done.comparison.result
    bar.slider.setValue(60)
    wait_for_whole(done, qtbot)
    before = shown(done)
    finishing._scene = None
    done.cache.forget(done.comparison.item.item_id)
    done.comparison.item.path.unlink()
    for _ in range(2):
        with qtbot.waitSignal(finishing.told):
            bar.slider.setValue(20)
        assert (result.finish, bar.slider.value()) == (Finish(0.6), 60)
    with qtbot.waitSignal(finishing.told):
        finishing._decide(protect=Marks(40, 30, (Stroke(((9.0, 9.0),), radius=4),)))
    assert result.finish == Finish(0.6)
    qtbot.waitUntil(lambda: done.session.found()[0].finish == Finish(0.6))
    assert np.array_equal(shown(done), before)
    told = notices(done)
    assert len(told) == len(set(told)) > 0


def test_back_to_what_is_mixed_already_is_there_at_once(done, qtbot):
    slider, finishing = done.window.picture.strength.slider, done.tools.finishing
    slider.setValue(60)
    wait_for_whole(done, qtbot)
    mixed = shown(done)
    slider.setValue(100)
    qtbot.waitUntil(lambda: not np.array_equal(shown(done), mixed))
    slider.setValue(60)
    assert np.array_equal(shown(done), mixed)
    qtbot.waitUntil(lambda: not finishing._live_busy)
    assert done.window.picture.viewer.layers.get(Layer.FINISH) is None
