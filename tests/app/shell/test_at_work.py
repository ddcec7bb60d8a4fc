"""The computer stays awake while anything is computed."""

from window_use import run_to_end


def test_the_computer_stays_awake_only_while_a_picture_is_worked_on(two, engine, qtbot, monkeypatch):
    calls = []
    monkeypatch.setattr(two.awake, "_hold", lambda: calls.append("hold"))
    monkeypatch.setattr(two.awake, "_release", lambda: calls.append("release"))
    engine.gate.clear()
    two.upscaling.run_selected()
    qtbot.waitUntil(engine.at_step.is_set)
    assert calls == ["hold"]
    engine.gate.set()
    qtbot.waitUntil(lambda: not two.runner.busy)
    qtbot.waitUntil(lambda: calls == ["hold", "release"])
    two.preferences.value.keep_awake = False
    run_to_end(two, qtbot)
    assert calls == ["hold", "release"]


def test_the_computer_may_sleep_while_the_queue_is_paused_and_as_soon_as_it_is_allowed(
    two, engine, qtbot, monkeypatch
):
    held = []
    monkeypatch.setattr(two.awake, "_hold", lambda: held.append(True))
    monkeypatch.setattr(two.awake, "_release", held.clear)
    engine.gate.clear()
    two.upscaling.run_selected()
    assert held
    two.runner.set_paused(True)
    assert not held
    two.runner.set_paused(False)
    assert held
    two.preferences.value.keep_awake = False
    two.remembered.applied.emit()
    assert not held


def test_the_computer_stays_awake_while_seeds_are_computed(two, engine, qtbot, monkeypatch):
    run_to_end(two, qtbot)
    held = []
    monkeypatch.setattr(two.awake, "_hold", lambda: held.append(True))
    monkeypatch.setattr(two.awake, "_release", held.clear)
    engine.gate.clear()
    two.tools.inventions.choose("spread")
    qtbot.waitUntil(lambda: bool(held))
    two.tools.inventions.stop_seeds()
    assert not held
