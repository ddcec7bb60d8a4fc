"""The queue at work: stopping, pausing, failures, and files that change or vanish meanwhile."""

import threading

import pytest
from PySide6.QtCore import QRect
from window_use import drop, notices, run_to_end

from app.queue.items import Item, State
from app.queue.text import status_text
from core.events import Progress
from core.jobs import SampleSettings


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


def test_an_unlocked_seed_changes_with_every_run(with_picture, engine, qtbot):
    studio = with_picture
    studio.window.controls.seed.set_locked(False)
    seeds = set()
    for _ in range(3):
        run_to_end(studio, qtbot)
        seeds.add(engine.jobs[-1].settings.seed)
    assert len(seeds) == 3


def test_a_batch_names_its_failures_behind_details(studio, picture_file, engine, qtbot):
    engine.fail = lambda job: "b.png is too large." if job.source.name == "b.png" else ""
    drop(studio, picture_file("a.png"), picture_file("b.png"))
    qtbot.waitUntil(lambda: len(studio.model) == 2)
    studio.upscaling.run_all()
    qtbot.waitUntil(lambda: not studio.runner.busy)
    (told,) = [n for n in studio.window.picture.notices.notices if n.key == "queue"]
    assert told.text.startswith("Pictures done: 1 of 2, in ")
    assert told.detail.endswith("b.png: b.png is too large.")


def test_files_in_a_batch_that_could_not_be_read_are_counted_and_named(studio, picture_file, qtbot):
    """Whether their rows have been in view or not."""
    files = [picture_file(f"{number:02}.png") for number in range(40)]
    for number in (1, 38):
        files[number].write_bytes(b"no picture")
    drop(studio, *files)
    qtbot.waitUntil(lambda: len(studio.model) == 40 and studio.model.item(1).state is State.UNREADABLE)
    assert studio.model.item(38).state is State.READY
    studio.upscaling.run_all()
    studio.upscaling.run_all()  # once more changes nothing
    qtbot.waitUntil(lambda: not studio.runner.busy, timeout=20_000)
    (told,) = (n for n in studio.window.picture.notices.notices if n.key == "queue")
    assert told.text.startswith("Pictures done: 38 of 40, in ")
    assert told.text.endswith(", 2 failed")
    assert told.level == "warning"
    assert {line.partition(": ")[0] for line in told.detail.splitlines()} == {
        str(files[1]),
        str(files[38]),
    }


def test_a_row_that_was_not_asked_for_is_no_failure(two, picture_file, qtbot):
    two.model.append([Item(path=picture_file("bad.png"), state=State.UNREADABLE, message="No.")])
    summaries = []
    two.runner.finished.connect(summaries.append)
    run_to_end(two, qtbot)
    qtbot.waitUntil(lambda: bool(summaries))
    assert (summaries[0].done, summaries[0].failed, summaries[0].unreadable) == (1, 0, ())


@pytest.fixture
def first_finishing(studio, picture_file, engine, qtbot):
    """Three pictures: the first is computed but not finished, the second is at work and held."""
    drop(studio, *(picture_file(name) for name in ("a.png", "b.png", "c.png")))
    qtbot.waitUntil(lambda: len(studio.model) == 3)
    engine.finish_gate = threading.Event()
    studio.upscaling.run_all()
    qtbot.waitUntil(lambda: studio.runner.running_item is studio.model.item(1))
    engine.gate.clear()
    yield studio
    engine.finish_gate.set()
    engine.gate.set()
    qtbot.waitUntil(lambda: not studio.runner.busy)


def states(studio):
    return [item.state for item in studio.model]


def test_the_next_picture_is_at_work_while_a_result_is_finished(first_finishing, engine, qtbot):
    studio = first_finishing
    assert states(studio) == [State.RUNNING, State.RUNNING, State.WAITING]
    assert studio.window.controls.run.button.text() == "Stop"
    summaries = []
    studio.runner.finished.connect(summaries.append)
    engine.gate.set()
    engine.finish_gate.set()
    qtbot.waitUntil(lambda: not studio.runner.busy)
    assert states(studio) == [State.DONE] * 3
    assert [len(item.results) for item in studio.model] == [1, 1, 1]
    assert [(s.done, s.failed, s.cancelled) for s in summaries] == [(3, 0, 0)]
    assert [job.source.name for job in engine.jobs] == ["a.png", "b.png", "c.png"]


def test_stopping_the_one_at_work_leaves_the_result_that_is_finished(first_finishing, engine, qtbot):
    studio = first_finishing
    studio.runner.cancel_all()
    engine.gate.set()
    qtbot.wait(20)
    engine.finish_gate.set()
    qtbot.waitUntil(lambda: not studio.runner.busy)
    assert states(studio)[0] is State.DONE
    assert states(studio)[2] is State.READY


def test_stopping_waits_for_no_result_and_a_second_time_stops_that(first_finishing, engine, qtbot):
    studio = first_finishing
    button = studio.window.controls.run.button
    button.click()
    qtbot.waitUntil(lambda: states(studio) == [State.RUNNING, State.CANCELLED, State.READY])
    assert (button.text(), button.isEnabled()) == ("Stop", True)
    button.click()
    assert studio.runner.stopping
    assert not button.isEnabled()
    assert studio.engine._tokens[studio.model.item(0).job_id].cancelled


def test_one_whose_result_is_finished_can_be_stopped_alone(first_finishing, engine, qtbot):
    studio = first_finishing
    first, second, _ = studio.model
    studio.runner.cancel([first])
    assert studio.engine._tokens[first.job_id].cancelled
    assert not studio.engine._tokens[second.job_id].cancelled
    assert not studio.runner.stopping


def test_the_last_result_keeps_the_queue_busy_until_it_is_finished(with_picture, engine, qtbot):
    studio = with_picture
    engine.finish_gate = threading.Event()
    computed, summaries = [], []
    studio.engine.computed.connect(computed.append)
    studio.runner.finished.connect(summaries.append)
    studio.upscaling.run_selected()
    qtbot.waitUntil(lambda: len(computed) == 1)
    assert studio.runner.busy
    assert studio.comparison.item.state is State.RUNNING
    assert summaries == []
    engine.finish_gate.set()
    qtbot.waitUntil(lambda: not studio.runner.busy)
    assert studio.comparison.item.state is State.DONE
    assert [s.done for s in summaries] == [1]


def test_trying_a_region_of_a_failed_picture_leaves_why_it_failed(with_picture, engine, qtbot):
    studio = with_picture
    engine.fail = lambda job: "" if job.region else "There is not enough memory: choose a smaller scale."
    run_to_end(studio, qtbot)
    item = studio.comparison.item
    before = item.state, item.message, item.detail
    assert all(before)
    studio.upscaling.on_region(QRect(0, 0, 10, 10))
    assert studio.runner.busy
    qtbot.waitUntil(lambda: not studio.runner.busy)
    assert (item.state, item.message, item.detail) == before


def test_stopping_what_is_computed_aside_is_over_with_it(with_picture, engine, qtbot):
    studio = with_picture
    run_to_end(studio, qtbot)
    item, runner = studio.comparison.item, studio.runner
    engine.gate.clear()
    engine.at_step.clear()
    runner.compute_aside("first", item, SampleSettings(), None)
    qtbot.waitUntil(engine.at_step.is_set)  # what has not begun is stopped at once
    runner.cancel_running()
    assert runner.stopping
    qtbot.waitUntil(lambda: not runner.busy)
    runner.compute_aside("second", item, SampleSettings(), None)
    assert runner.busy
    assert not runner.stopping
    assert studio.window.controls.run.button.text() == "Stop"
    engine.gate.set()
    qtbot.waitUntil(lambda: not runner.busy)


@pytest.mark.parametrize("how", ["stopped", "removed", "all stopped"])
def test_what_was_done_is_told_when_the_last_that_wait_are_gone_while_it_is_paused(
    studio, picture_file, engine, qtbot, how
):
    drop(studio, *(picture_file(name) for name in ("a.png", "b.png", "c.png")))
    qtbot.waitUntil(lambda: len(studio.model) == 3)
    summaries, (first, second, third) = [], list(studio.model)
    studio.runner.finished.connect(summaries.append)
    engine.gate.clear()
    studio.upscaling.run_all()
    qtbot.waitUntil(engine.at_step.is_set)
    studio.runner.set_paused(True)
    studio.runner.cancel_running()
    qtbot.waitUntil(lambda: not studio.runner.busy)
    assert states(studio) == [State.CANCELLED, State.WAITING, State.WAITING]
    assert summaries == []
    if how == "stopped":
        studio.runner.cancel([second, third])
    elif how == "removed":
        studio.model.remove([second, third])
    else:
        studio.runner.cancel_all()
    qtbot.waitUntil(lambda: len(summaries) == 1)
    assert (summaries[0].done, summaries[0].cancelled) == (0, 1)
    engine.gate.set()
    studio.runner.set_paused(False)
    studio.runner.enqueue([first], SampleSettings())
    qtbot.waitUntil(lambda: len(summaries) == 2)
    assert (summaries[1].done, summaries[1].cancelled) == (1, 0)


def test_the_time_of_a_queue_counts_from_its_first_picture(two, engine, qtbot):
    """Also where the last one is begun while the result of the first is finished."""
    now, summaries = [100.0], []
    two.runner._tally._clock = lambda: now[0]
    two.runner.finished.connect(summaries.append)
    engine.finish_gate = threading.Event()
    engine.gate.clear()
    two.upscaling.run_all()
    now[0] = 130.0
    engine.gate.set()
    qtbot.waitUntil(lambda: len(engine.jobs) == 2)
    engine.finish_gate.set()
    qtbot.waitUntil(lambda: bool(summaries))
    assert (summaries[0].done, summaries[0].seconds) == (2, 30.0)


def test_a_picture_that_is_stopped_on_its_way_to_another_result_is_done_as_before(
    with_picture, engine, qtbot
):
    studio = with_picture
    run_to_end(studio, qtbot)
    studio.results.save()
    qtbot.waitUntil(lambda: not studio.saver.writing)
    engine.gate.clear()
    engine.at_step.clear()
    studio.upscaling.run_selected()
    qtbot.waitUntil(engine.at_step.is_set)
    studio.window.controls.run.button.click()
    qtbot.waitUntil(lambda: not studio.runner.busy)
    item = studio.comparison.item
    assert (item.state, len(item.results)) == (State.DONE, 1)
    assert status_text(item).startswith("saved")
