"""All frames of an animation, or pages of a document, in the window: what is offered, asked of the engine and said."""

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image
from window_use import notices

from app.queue.items import Item, State
from app.queue.memory import _read
from app.queue.text import progress_text
from app.results.places import frames_target
from core.events import JobDone, Progress
from core.finishing.finish import Finish
from core.images.picture import Picture
from core.presets import OutputPreferences


def animation(path, kind="GIF"):
    frames = [Image.fromarray(np.full((12, 16, 3), 60 * n, np.uint8)) for n in range(3)]
    frames[0].save(path, kind, save_all=True, append_images=frames[1:], duration=100)
    return path


@pytest.fixture
def moving(studio, tmp_path, qtbot):
    """The window with an animation whose first frame has a result."""
    studio.opening.add([animation(tmp_path / "cat.gif")])
    qtbot.waitUntil(lambda: studio.comparison.item is not None and studio.comparison.item.width == 16)
    studio.upscaling.run_selected()
    qtbot.waitUntil(lambda: not studio.runner.busy and studio.comparison.result is not None)
    return studio


def enlarge_all(studio, qtbot):
    shown = studio.window.picture.notices.notices
    ((title, act),) = next(n.actions for n in shown if "Only the first of 3 frames" in n.text)
    assert title == "Enlarge all of them"
    act()
    qtbot.waitUntil(lambda: not studio.runner.busy)


def test_the_notice_about_the_first_frame_offers_all_of_them(moving, engine, tmp_path, qtbot):
    item, before = moving.comparison.item, list(moving.comparison.item.results)
    enlarge_all(moving, qtbot)
    job = engine.jobs[-1]
    assert (job.whole, job.previews, job.source) == (True, False, item.path)
    assert (job.save.directory, job.save.format) == (tmp_path, "webp")
    assert (item.state, item.results, item.into) == (State.DONE, before, None)
    assert moving.comparison.result is before[-1]
    assert "cat.gif: all of it saved as cat_all.webp" in notices(moving)


def test_it_is_done_like_the_newest_result_as_it_was_decided_about(moving, engine, qtbot):
    result = moving.comparison.result
    result.finish = Finish(strength=0.5)
    moving.window.controls.kappa.set_value(1.7)
    enlarge_all(moving, qtbot)
    settings = engine.jobs[-1].settings
    assert settings == replace(result.settings, finish=Finish(strength=0.5))
    assert settings.kappa != 1.7


def test_the_menu_of_the_row_offers_it_where_there_are_more(moving, picture_file, qtbot):
    moving.opening.add([picture_file()])
    qtbot.waitUntil(lambda: len(moving.model) == 2)
    queue = moving.window.queue
    for row, offered in ((0, True), (1, False)):
        queue.view.choose(moving.model.item(row))
        assert (queue.frames_action in queue.menu().actions()) is offered


def test_it_can_be_stopped_and_the_result_stays(moving, engine, tmp_path, qtbot):
    engine.gate.clear()
    engine.at_step.clear()
    item = moving.comparison.item
    moving.upscaling.enlarge_frames(item)
    qtbot.waitUntil(engine.at_step.is_set)
    assert item.state is State.RUNNING
    moving.runner.cancel_running()
    qtbot.waitUntil(lambda: not moving.runner.busy)
    assert item.state is State.DONE
    assert not (tmp_path / "cat_all.webp").exists()
    assert moving.comparison.result is item.results[-1]


def test_where_it_failed_trying_again_does_all_of_them_again(moving, engine, qtbot):
    engine.fail = lambda job: "The disk is full." if job.whole else ""
    item = moving.comparison.item
    moving.upscaling.enlarge_frames(item)
    qtbot.waitUntil(lambda: item.state is State.FAILED)
    assert item.message == "The disk is full."
    engine.fail = lambda job: ""
    moving.upscaling.try_again([item])
    qtbot.waitUntil(lambda: not moving.runner.busy)
    assert [job.whole for job in engine.jobs] == [False, True, True]
    assert len(item.results) == 1


def test_upscale_while_it_waits_makes_a_result_instead(moving, engine, qtbot):
    item = moving.comparison.item
    moving.runner.set_paused(True)
    moving.upscaling.enlarge_frames(item)
    moving.upscaling.run_selected()
    moving.runner.set_paused(False)
    qtbot.waitUntil(lambda: not moving.runner.busy and len(item.results) == 2)
    assert [job.whole for job in engine.jobs] == [False, False]


def test_what_no_longer_waits_for_all_frames_forgets_them(moving):
    moving.runner.set_paused(True)
    moving.upscaling.enlarge_frames(moving.comparison.item)
    moving.runner.cancel_all()
    assert (moving.comparison.item.state, moving.comparison.item.into) == (State.DONE, None)


def test_that_it_failed_is_said_also_where_the_picture_is_done_once_more(moving, engine, qtbot):
    item = moving.comparison.item
    engine.gate.clear()
    engine.at_step.clear()
    moving.upscaling.enlarge_frames(item)
    qtbot.waitUntil(engine.at_step.is_set)
    moving.upscaling.run_selected()
    assert item.following
    moving.runner.failureHidden.emit(item, "The disk is full.")
    assert "cat.gif: The disk is full." in notices(moving)
    engine.gate.set()
    qtbot.waitUntil(lambda: not moving.runner.busy)


def test_of_a_picture_that_was_opened_in_part_no_more_is_offered(moving):
    item = moving.comparison.item
    assert item.has_more
    moving.model.update(item, picture=item.latest.picture or Picture(np.zeros((4, 4, 3), np.uint8)))
    assert not item.has_more


@pytest.mark.parametrize(
    "notice", ["Only the first of 2 pictures in the file is used.", "The profile is damaged."]
)
def test_of_other_notices_nothing_is_offered(moving, notice):
    item = moving.comparison.item
    item.results[:] = [replace(item.latest, notices=(notice,))]
    assert not item.has_more
    moving.reports.on_result(item, item.latest)
    shown = moving.window.picture.notices.notices
    assert next(one for one in shown if notice in one.text).actions == ()


def test_where_the_file_has_one_picture_by_now_not_all_of_it_is_said(moving, tmp_path):
    done = JobDone("id", "cat.gif", str(tmp_path / "cat.png"), 4, 4, 1.0)
    moving.results.on_frames_saved(moving.comparison.item, done)
    assert "cat.gif: saved as cat.png" in notices(moving)


def test_while_it_is_at_work_the_frame_is_said():
    event = Progress("id", "sample", 0.5, 2, 4, 1, 1, 8.0, frame=3, frames=5)
    assert progress_text(event) == "Sharpening · frame 3 of 5 · 0:08 left"


def test_upscale_afterwards_makes_a_result_again(moving, engine, qtbot):
    item = moving.comparison.item
    enlarge_all(moving, qtbot)
    moving.upscaling.run_selected()
    qtbot.waitUntil(lambda: not moving.runner.busy and len(item.results) == 2)
    assert not engine.jobs[-1].whole


def test_what_waits_for_all_frames_is_not_kept_as_a_picture_that_waits(moving, picture_file, qtbot):
    other = picture_file()
    moving.opening.add([other])
    qtbot.waitUntil(lambda: len(moving.model) == 2)
    moving.runner.set_paused(True)
    moving.upscaling.enlarge_frames(moving.model.item(0))
    moving.upscaling.run([moving.model.item(1)])
    assert [item.state for item in moving.model] == [State.WAITING, State.WAITING]
    qtbot.waitUntil(lambda: moving.waiting.looked)
    assert moving.waiting.finish(5000)
    found, _ = _read(moving.waiting._path)
    assert [waiting.path for waiting in found] == [other]
    moving.runner.cancel_all()


@pytest.mark.parametrize(
    ("name", "wished", "format"),
    [
        ("a.gif", "png", "webp"),
        ("a.gif", "same", "gif"),
        ("a.webp", "jpeg", "webp"),
        ("a.png", "jpeg", "png"),
        ("a.tif", "png", "tiff"),
        ("a.TIFF", "same", "tiff"),
        ("a.avif", "same", "webp"),
    ],
)
def test_the_format_suits_what_it_is(tmp_path, name, wished, format):
    output = OutputPreferences(format=wished, private=True, metadata=False, quality=80)
    into = frames_target(Item(path=tmp_path / name), output)
    assert (into.format, into.directory) == (format, tmp_path)
    assert (into.private, into.metadata, into.quality) == (True, False, 80)
