"""While one picture is computed the engine hears which file comes next, and only guesses suffer from a change."""

from dataclasses import replace

import pytest
from window_use import drop

from app.queue import runner
from app.queue.items import State


@pytest.fixture
def three(studio, picture_file, engine, qtbot):
    """Three pictures in the queue; the first is at work and held."""
    drop(studio, *(picture_file(name) for name in ("a.png", "b.png", "c.png")))
    qtbot.waitUntil(lambda: len(studio.model) == 3)
    engine.gate.clear()
    studio.upscaling.run_all()
    qtbot.waitUntil(engine.at_step.is_set)
    yield studio
    engine.gate.set()
    qtbot.waitUntil(lambda: not studio.runner.busy)


def next_step(engine, qtbot, name):
    """Lets the engine compute until it has been told to expect that file; None: none."""
    engine.gate.set()
    qtbot.waitUntil(lambda: bool(engine.expected) and _name(engine.expected[-1]) == name)


def _name(path):
    return None if path is None else path.name


def test_the_engine_hears_of_the_next_before_the_present_one_ends(three, engine):
    assert engine.told.wait(30)
    assert [_name(path) for path in engine.expected] == ["b.png"]
    assert three.model.item(0).state is State.RUNNING


def test_each_in_turn_and_none_at_the_end(three, engine, qtbot):
    next_step(engine, qtbot, None)
    qtbot.waitUntil(lambda: not three.runner.busy)
    assert [_name(path) for path in engine.expected] == ["b.png", "c.png", None]
    assert [item.state for item in three.model] == [State.DONE] * 3
    assert [job.source.name for job in engine.jobs] == ["a.png", "b.png", "c.png"]


def test_a_changed_order_is_followed(three, engine, qtbot):
    assert engine.told.wait(30)
    three.model.move([three.model.item(2)], 1)
    next_step(engine, qtbot, None)
    qtbot.waitUntil(lambda: not three.runner.busy)
    assert [job.source.name for job in engine.jobs] == ["a.png", "c.png", "b.png"]


@pytest.mark.parametrize("how", ["cancel", "remove"])
def test_one_that_waits_no_longer_is_not_begun(three, engine, qtbot, how):
    assert engine.told.wait(30)
    second = three.model.item(1)
    if how == "cancel":
        three.runner.cancel([second])
    else:
        three.model.remove([second])
    next_step(engine, qtbot, None)
    qtbot.waitUntil(lambda: not three.runner.busy)
    assert [job.source.name for job in engine.jobs] == ["a.png", "c.png"]


def test_when_all_is_cancelled_what_was_read_is_dropped(three, engine, qtbot):
    assert engine.told.wait(30)
    three.runner.cancel_all()
    qtbot.waitUntil(lambda: not three.runner.busy)
    qtbot.waitUntil(lambda: engine.expected[-1] is None)
    assert [job.source.name for job in engine.jobs] == ["a.png"]


def test_a_pause_keeps_what_is_read(three, engine, qtbot):
    assert engine.told.wait(30)
    three.runner.set_paused(True)
    engine.gate.set()
    assert three.model.item(1).state is State.WAITING
    assert _name(engine.expected[-1]) == "b.png"
    three.runner.set_paused(False)
    qtbot.waitUntil(lambda: not three.runner.busy)
    assert len(engine.jobs) == 3


def test_settings_changed_meanwhile_are_those_of_the_job(three, engine, qtbot):
    assert engine.told.wait(30)
    second = three.model.item(1)
    three.model.update(second, settings=replace(second.settings, seed=77))
    next_step(engine, qtbot, None)
    qtbot.waitUntil(lambda: not three.runner.busy)
    assert engine.jobs[1].settings.seed == 77


def test_a_large_picture_has_the_memory_for_itself(three, engine, qtbot, monkeypatch):
    assert engine.told.wait(30)
    qtbot.waitUntil(lambda: three.model.item(2).width > 0)  # its size is known with its thumbnail
    monkeypatch.setattr(runner, "LARGEST_AHEAD", 100)
    engine.expected.clear()
    engine.gate.set()
    qtbot.waitUntil(lambda: not three.runner.busy)
    assert set(engine.expected) <= {None}
