"""What the status line and the bar above the big button say."""

from window_use import run_to_end

from app.queue.text import status_text
from core.errors import SaveError
from core.events import Progress
from core.jobs import UpscaleJob


def test_the_status_line_names_device_and_memory(studio, qtbot):
    qtbot.waitUntil(lambda: studio.window.status.whole == "Processor, 2 cores")
    assert studio.window.controls.device_note.text() == "Processor: a test."
    studio.status._show_memory()
    number, unit = studio.window.memory.text().split()
    assert unit in ("MB", "GB")
    assert float(number) > (10 if unit == "MB" else 0)


def test_progress_says_step_time_left_and_what_waits(two, engine, qtbot):
    two.window.controls.steps.set_value(4)
    engine.gate.clear()
    two.upscaling.run_all()
    qtbot.waitUntil(engine.at_step.is_set)
    engine.at_step.clear()
    qtbot.waitUntil(lambda: "step 1 of 4" in two.window.controls.run.status.whole)
    assert two.window.status.whole == "a.png: 2 % · 1 more waiting"
    two.runner.set_paused(True)
    two.status.on_progress(two.model.item(0), Progress(engine.jobs[0].job_id, "sample", 0.25, 1, 4))
    assert (two.window.status.whole, two.window.controls.run.status.whole) == ("Paused", "Paused")
    assert status_text(two.model.item(0)) == "2 % · paused"
    two.runner.set_paused(False)
    assert two.window.status.whole == "a.png: 25 % · 1 more waiting"
    assert "step 1 of 4" in two.window.controls.run.status.whole
    assert status_text(two.model.item(0)) == "2 %"
    engine.gate.set()
    qtbot.waitUntil(lambda: not two.runner.busy)


def test_saving_is_a_phase_with_a_name(two, qtbot):
    run_to_end(two, qtbot)
    item = two.comparison.item
    with qtbot.waitSignal(two.saver.saved):
        two.results.save()
        assert status_text(item) == "saving…"
        assert two.window.status.whole == "Saving 1 result…"
    assert status_text(item) == "saved · 0.5 s"
    assert two.window.status.whole == "Processor, 2 cores"


def test_a_failed_save_is_no_longer_saving(two, qtbot, monkeypatch):
    run_to_end(two, qtbot)
    qtbot.waitUntil(lambda: two.comparison.result.kept is not None)
    from core.images import files

    def full(*args, **kwargs):
        raise SaveError("No space is left.")

    monkeypatch.setattr(files, "save_picture", full)
    with qtbot.waitSignal(two.saver.failed):
        two.results.save()
    assert two.saver.writing == 0
    assert status_text(two.comparison.item).startswith("not saved")


def test_what_waits_for_the_engine_is_not_said_to_load_a_model(with_picture, engine, qtbot):
    studio, item = with_picture, with_picture.comparison.item
    engine.gate.clear()
    studio.engine.submit(UpscaleJob(item.path))  # a cell of Explore, say
    qtbot.waitUntil(engine.at_step.is_set)
    studio.upscaling.run_selected()
    assert studio.window.controls.run.status.whole == "Waiting for the engine"
    assert status_text(item) == "waiting"
    studio.runner._on_progress(Progress(item.job_id, "load", 0.01))
    assert studio.window.controls.run.status.whole == "Loading the model"
    assert status_text(item) == "1 %"
    engine.gate.set()
    qtbot.waitUntil(lambda: not studio.runner.busy)
