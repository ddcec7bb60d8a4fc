"""Pictures that are asked for with other settings while they wait or are at work."""

import threading
from dataclasses import replace

import pytest
from window_use import notices

from app.queue.items import Item, State
from app.queue.memory import _read
from app.queue.text import status_text, tooltip_text
from core.finishing.finish import Finish
from core.finishing.strokes import Marks, Stroke
from core.jobs import SampleSettings


@pytest.fixture
def at_work(two, engine, qtbot):
    """Both pictures have been asked for with kappa 1: the first is at work, the second waits."""
    two.window.controls.kappa.set_value(1.0)
    two.window.controls.seed.set_locked(True)
    engine.gate.clear()
    two.upscaling.run_all()
    qtbot.waitUntil(engine.at_step.is_set)
    assert [item.state for item in two.model] == [State.RUNNING, State.WAITING]
    two.window.queue.view.selectAll()
    return two


def press(studio, kappa: float) -> None:
    """Ctrl+Return with this kappa."""
    studio.window.controls.kappa.set_value(kappa)
    studio.window.actions_.upscale.trigger()


def let_go(studio, engine, qtbot) -> None:
    engine.gate.set()
    qtbot.waitUntil(lambda: not studio.runner.busy)


def kappas(item: Item) -> list[float | None]:
    return [result.settings.kappa for result in item.results]


def test_what_waits_takes_the_settings_over_and_what_is_at_work_is_done_once_more(at_work, engine, qtbot):
    first, second = at_work.model
    press(at_work, 1.5)
    assert status_text(first).endswith(" % · then again")
    assert "once more afterwards" in tooltip_text(first)
    assert "again" not in status_text(second)
    summaries = []
    at_work.runner.finished.connect(summaries.append)
    let_go(at_work, engine, qtbot)
    assert [kappas(item) for item in at_work.model] == [[1.0, 1.5], [1.5]]
    assert [item.state for item in at_work.model] == [State.DONE, State.DONE]
    assert [item.following for item in at_work.model] == [(), ()]
    qtbot.waitUntil(lambda: len(summaries) == 1)
    assert (summaries[0].done, summaries[0].failed) == (2, 0)  # pictures, and not results


@pytest.mark.parametrize("seed_is_chosen", [True, False])
def test_a_second_press_with_the_same_settings_does_nothing(at_work, engine, qtbot, seed_is_chosen):
    at_work.window.controls.seed.set_locked(seed_is_chosen)  # else each press draws another one
    press(at_work, 1.0)
    assert at_work.model.item(0).following == ()
    press(at_work, 1.5)
    press(at_work, 1.5)
    let_go(at_work, engine, qtbot)
    assert [kappas(item) for item in at_work.model] == [[1.0, 1.5], [1.5]]


def test_another_finish_alone_is_no_reason_and_is_taken_over(at_work, engine, qtbot):
    item = at_work.model.item(0)
    at_work.runner.enqueue([item], replace(item.settings, finish=Finish(strength=0.5)))
    assert item.following == ()
    let_go(at_work, engine, qtbot)
    assert [result.finish.strength for result in item.results] == [0.5]


def test_a_seed_that_was_chosen_is_another_setting(at_work, engine, qtbot):
    at_work.window.controls.seed.set_value(4711)
    press(at_work, 1.0)
    let_go(at_work, engine, qtbot)
    assert at_work.model.item(0).latest.settings.seed == 4711
    assert len(at_work.model.item(0).results) == 2


def test_the_last_press_decides(at_work, engine, qtbot):
    press(at_work, 1.5)
    press(at_work, 1.0)  # which is being made
    let_go(at_work, engine, qtbot)
    assert [kappas(item) for item in at_work.model] == [[1.0], [1.0]]


def test_marks_that_were_painted_meanwhile_are_another_wish(at_work, engine, qtbot):
    at_work.runner.mask_of = lambda item, settings: item.marks
    first = at_work.model.item(0)
    first.marks = Marks(40, 30, (Stroke(((5, 5), (9, 9)), 4.0),))
    press(at_work, 1.0)
    let_go(at_work, engine, qtbot)
    assert len(first.results) == 2
    assert engine.jobs[1].mask == first.marks


def test_it_is_done_once_more_even_if_it_fails(at_work, engine, qtbot):
    first = at_work.model.item(0)
    at_work.runner.cancel(list(at_work.model))
    qtbot.waitUntil(lambda: not at_work.runner.busy)
    held, summaries = threading.Event(), []
    engine.fail = lambda job: "No." if held.wait(30) and job.settings.kappa == 1.0 else ""
    at_work.runner.finished.connect(summaries.append)
    press(at_work, 1.0)
    press(at_work, 1.5)
    held.set()
    let_go(at_work, engine, qtbot)
    assert (first.state, first.message, kappas(first)) == (State.DONE, "", [1.5])
    assert not any("No." in text for text in notices(at_work))
    qtbot.waitUntil(lambda: len(summaries) == 1)
    assert (summaries[0].done, summaries[0].failed) == (2, 0)


@pytest.mark.parametrize("how", ["Esc", "Stop", "the row's menu"])
def test_what_is_stopped_is_not_done_once_more(at_work, engine, qtbot, how):
    press(at_work, 1.5)
    if how == "Esc":
        at_work.window.actions_.cancel.trigger()
    elif how == "Stop":
        at_work.window.controls.run.button.click()
    else:
        at_work.window.queue.cancel_action.trigger()
    let_go(at_work, engine, qtbot)
    first, second = at_work.model
    assert (first.state, first.following) == (State.CANCELLED, ())
    assert kappas(second) == ([1.5] if how == "Esc" else [])


def test_stop_leaves_no_second_time_to_a_picture_whose_result_is_being_finished(at_work, engine, qtbot):
    engine.finish_gate = threading.Event()
    engine.gate.set()
    qtbot.waitUntil(lambda: at_work.runner.running_item is at_work.model.item(1))
    qtbot.waitUntil(lambda: len(engine.jobs) == 2)  # or it ends before it has begun
    at_work.window.queue.view.choose(at_work.model.item(0))
    press(at_work, 1.5)
    assert at_work.model.item(0).following
    at_work.runner.cancel_all()
    engine.finish_gate.set()
    qtbot.waitUntil(lambda: not at_work.runner.busy)
    assert kappas(at_work.model.item(0)) == [1.0]
    assert len(engine.jobs) == 2


def test_a_press_after_stop_begins_anew(at_work, engine, qtbot):
    at_work.runner.cancel_all()
    press(at_work, 1.0)  # the engine has not answered yet
    let_go(at_work, engine, qtbot)
    assert [kappas(item) for item in at_work.model] == [[1.0], [1.0]]


def test_what_is_removed_is_not_done_once_more(at_work, engine, qtbot):
    press(at_work, 1.5)
    at_work.window.queue.view.choose(at_work.model.item(0))
    at_work.window.queue.remove_selected()
    qtbot.waitUntil(lambda: len(at_work.model) == 1)
    let_go(at_work, engine, qtbot)
    assert [job.source.name for job in engine.jobs] == ["a.png", "b.png"]


def test_what_would_be_done_once_more_with_a_model_that_is_deleted_is_not(at_work, engine, qtbot):
    first = at_work.model.item(0)
    at_work.runner.cancel([at_work.model.item(1)])
    at_work.runner.enqueue([first], SampleSettings(model="another"))
    at_work.models.deleted.emit("another")
    assert (first.state, first.following) == (State.RUNNING, ())
    assert any("waited for the model that was deleted" in text for text in notices(at_work))
    let_go(at_work, engine, qtbot)
    assert len(first.results) == 1


def test_while_the_queue_is_paused_the_second_time_waits(at_work, engine, qtbot):
    engine.finish_gate = threading.Event()
    press(at_work, 1.5)
    engine.gate.set()
    qtbot.waitUntil(lambda: at_work.runner.running_item is at_work.model.item(1))
    at_work.runner.set_paused(True)
    engine.finish_gate.set()
    qtbot.waitUntil(lambda: at_work.model.item(0).state is State.WAITING)
    assert kappas(at_work.model.item(0)) == [1.0]
    at_work.runner.set_paused(False)
    qtbot.waitUntil(lambda: not at_work.runner.busy)
    assert kappas(at_work.model.item(0)) == [1.0, 1.5]


def test_the_time_counts_from_the_first_time(at_work, engine, qtbot):
    begun, summaries = at_work.runner._tally.began_at, []
    at_work.runner.finished.connect(summaries.append)
    press(at_work, 1.5)
    let_go(at_work, engine, qtbot)
    assert at_work.runner._tally.began_at == begun


def test_the_queue_remembers_the_settings_that_were_taken_over(at_work, qtbot):
    memory = at_work.waiting
    qtbot.waitUntil(lambda: memory.looked)
    memory.write()
    memory._timer.stop()
    press(at_work, 1.5)
    qtbot.waitUntil(memory._timer.isActive)  # it hears of that by itself
    assert memory.finish(5000)
    found, _ = _read(memory._path)
    assert [(w.path.name, w.settings.kappa) for w in found] == [("a.png", 1.5), ("b.png", 1.5)]


def by(model: str, item: Item) -> SampleSettings:
    return replace(item.settings, model=model)


def models(item: Item) -> list[str]:
    return [result.settings.model for result in item.results]


def test_results_by_other_models_come_one_after_the_other(at_work, engine, qtbot):
    first, second = at_work.model
    for item in (first, second):
        for model in ("b", "c", "b"):
            at_work.runner.enqueue_too(item, by(model, item))
    press(at_work, 1.5)  # is a wish of the first model's own
    let_go(at_work, engine, qtbot)
    assert models(first) == ["lite-x4", "c", "b", "lite-x4"]
    assert models(second) == ["lite-x4", "c", "b"]
    assert (first.following, second.following) == ((), ())


def test_what_is_being_made_is_not_asked_for_twice(at_work, engine, qtbot):
    first = at_work.model.item(0)
    at_work.runner.enqueue_too(first, first.settings)
    assert first.following == ()


def test_a_failure_of_one_of_several_models_is_told(at_work, engine, qtbot):
    first = at_work.model.item(0)
    for model in ("b", "c"):
        at_work.runner.enqueue_too(first, by(model, first))
    engine.fail = lambda job: "No." if job.settings.model == "b" else ""
    let_go(at_work, engine, qtbot)
    assert models(first) == ["lite-x4", "c"]
    assert any("No." in text for text in notices(at_work))


@pytest.mark.parametrize("how", ["Stop", "the row's menu"])
def test_what_waits_for_several_models_waits_for_none_when_it_is_stopped(at_work, engine, qtbot, how):
    first, second = at_work.model
    for item in (first, second):
        at_work.runner.enqueue_too(item, by("b", item))
    if how == "Stop":
        at_work.window.controls.run.button.click()
    else:
        at_work.window.queue.cancel_action.trigger()
    let_go(at_work, engine, qtbot)
    assert (models(first), models(second)) == ([], [])
    assert (first.following, second.following) == ((), ())


def test_of_several_models_the_deleted_one_alone_is_given_up(at_work, engine, qtbot):
    first, second = at_work.model
    at_work.runner.enqueue_too(first, by("b", first))
    at_work.runner.enqueue_too(first, by("c", first))
    at_work.runner.enqueue([second], by("b", second))
    at_work.runner.enqueue_too(second, by("c", second))
    at_work.models.deleted.emit("b")
    assert any(
        text.startswith("2 pictures waited for the model that was deleted") for text in notices(at_work)
    )
    let_go(at_work, engine, qtbot)
    assert (models(first), models(second)) == (["lite-x4", "c"], ["c"])


def test_all_that_waits_for_a_picture_is_remembered_and_taken_up(at_work, engine, qtbot):
    first, second = at_work.model
    for item in (first, second):
        at_work.runner.enqueue_too(item, by("b", item))
    at_work.waiting.write()
    assert at_work.waiting._worker.finish(5000)
    found, _ = _read(at_work.waiting._path)
    assert [(w.path.name, w.settings.model) for w in found] == [
        ("a.png", "lite-x4"),
        ("a.png", "b"),
        ("b.png", "lite-x4"),
        ("b.png", "b"),
    ]
    let_go(at_work, engine, qtbot)
    at_work.waiting.found = found
    at_work.waiting.offered.emit()
    assert "2 pictures were still to be enlarged when the program ended." in notices(at_work)  # and not 4
    at_work.model.remove([first, second])
    at_work.leftovers._take_up()
    assert len(at_work.model) == 2  # and not four
    qtbot.waitUntil(lambda: not at_work.runner.busy)
    assert [models(item) for item in at_work.model] == [["lite-x4", "b"]] * 2


def test_a_row_that_is_taken_back_waits_for_no_other_model(at_work, engine, qtbot):
    let_go(at_work, engine, qtbot)
    first = at_work.model.item(0)
    at_work.runner.set_paused(True)
    for model in ("b", "c"):
        at_work.runner.enqueue_too(first, by(model, first))
    at_work.window.queue.view.choose(first)
    at_work.window.queue.remove_selected()
    at_work.forgetting.take_back()
    assert (first.state, first.following) == (State.DONE, ())
    at_work.runner.cancel_all()


def test_settings_of_a_model_that_wait_twice_become_one_wish(at_work, engine, qtbot):
    second = at_work.model.item(1)
    at_work.runner.enqueue_too(second, by("b", second))
    at_work.runner.enqueue([second], by("b", second))
    let_go(at_work, engine, qtbot)
    assert models(second) == ["b"]
