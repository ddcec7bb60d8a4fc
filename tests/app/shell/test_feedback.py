"""What the window says: status line, phases, notices, log, and a word when nobody is looking."""

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialogButtonBox, QPushButton
from window_use import add, notices, run_to_end

from app.kit.details_dialog import DetailsDialog
from app.kit.notice_bar import MOST, Notice, NoticeBar, breakable
from app.queue.items import State
from app.queue.runner import QueueSummary
from app.queue.text import status_text
from app.results.export_run import ExportRun
from core.errors import SaveError


@pytest.fixture
def two(studio, picture_file, qtbot):
    add(studio, qtbot, picture_file("a.png"), picture_file("b.png"))
    return studio


def test_the_status_line_names_device_and_memory(studio, qtbot):
    qtbot.waitUntil(lambda: studio.window.status.whole == "Processor, 2 cores")
    assert studio.window.controls.device_note.text() == "Processor: a test."
    studio.status._show_memory()
    number, unit = studio.window.memory.text().split()
    assert float(number) > 10
    assert unit in ("MB", "GB")


def test_progress_says_step_time_left_and_what_waits(two, engine, qtbot):
    two.window.controls.steps.set_value(4)
    engine.gate.clear()
    two.upscaling.run_all()
    qtbot.waitUntil(engine.at_step.is_set)
    engine.at_step.clear()
    qtbot.waitUntil(lambda: "step 1 of 4" in two.window.controls.run.status.whole)
    assert two.window.status.whole == "a.png: 2 % · 1 more waiting"
    engine.gate.set()
    qtbot.waitUntil(lambda: not two.runner.busy)


def test_the_time_for_all_follows_those_that_are_done(two, qtbot):
    assert two.runner.seconds_left(3.0, 5) is None
    two.runner._seconds = [1.0, 3.0]
    assert two.runner.seconds_left(4.0, 5) == 14.0
    assert two.runner.seconds_left(None, 5) is None
    run_to_end(two, qtbot)
    two.runner._counts = {State.DONE: 1}
    two.runner._sum_up()
    assert two.runner.seconds_left(4.0, 5) is None  # the next queue begins anew


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
    assert status_text(two.comparison.item).startswith("done")


def test_an_export_ends_with_one_sentence_for_all(two, tmp_path, qtbot):
    two.upscaling.run_all()
    qtbot.waitUntil(lambda: two.model.count(State.DONE) == 2)
    two.results.export_into(tmp_path / "out")
    assert any(text.startswith("Saving 2 results to ") for text in notices(two))
    qtbot.waitUntil(lambda: any(text.startswith("2 results saved in ") for text in notices(two)))
    assert not any(text.startswith("Saved as") for text in notices(two))


def test_an_export_names_what_it_could_not_write(two, tmp_path, qtbot):
    two.upscaling.run_all()
    qtbot.waitUntil(lambda: two.model.count(State.DONE) == 2)
    (tmp_path / "file").write_text("no folder")
    two.results.export_into(tmp_path / "file" / "out")
    qtbot.waitUntil(lambda: any("2 failed" in text for text in notices(two)))
    (told,) = [n for n in two.window.picture.notices.notices if n.key == "export"]
    assert told.level == "warning"
    assert sorted(line.split(":")[0] for line in told.detail.splitlines()) == ["a.png", "b.png"]


def test_an_export_counts_only_its_own():
    export = ExportRun(None, {"x", "y"})
    assert not export.note("z")
    assert export.note("x")
    assert not export.over
    assert export.note("y", "y: no space")
    assert export.over
    assert export.sentence() == "1 of 2 results saved, 1 failed"


@pytest.mark.parametrize(
    ("seconds", "in_front", "told"), [(60, False, True), (60, True, False), (3, False, False)]
)
def test_the_end_of_a_long_queue_is_announced_when_the_window_is_not_in_front(
    studio, monkeypatch, seconds, in_front, told
):
    said = []
    monkeypatch.setattr(studio.announcer, "announce", said.append)
    monkeypatch.setattr(studio.window, "isActiveWindow", lambda: in_front)
    studio.reports.on_finished(QueueSummary(done=5, failed=0, cancelled=0, seconds=seconds))
    assert bool(said) is told
    assert all("5 of 5 pictures done" in text for text in said)


def test_announcing_does_no_harm_without_a_place_for_it(studio):
    studio.announcer.announce("done")
    studio.announcer.enabled = False
    studio.announcer.announce("done")


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


# --- notices ------------------------------------------------------------------------------------------------


def test_what_stays_is_not_pushed_out_by_newer_notices(qtbot):
    bar = NoticeBar()
    qtbot.addWidget(bar)
    bar.show_notice(Notice("Results were found.", key="unsaved", stays=True))
    for number in range(MOST + 2):
        bar.show_notice(Notice(f"News {number}", "warning", key=str(number)))
    texts = [notice.text for notice in bar.notices]
    assert texts[-1] == "Results were found."
    assert len(texts) == MOST + 1


def test_buttons_and_long_names_fit_into_a_narrow_window(qtbot):
    bar = NoticeBar()
    qtbot.addWidget(bar)
    bar.show_notice(
        Notice(
            "Saved as IMG_20240131_holiday_resshift_x4.png", actions=(("Show in the folder", lambda: None),)
        )
    )
    bar.resize(330, 80)
    bar.show()
    (button,) = [b for b in bar.findChildren(QPushButton) if b.text() == "Show in the folder"]
    assert button.width() >= button.sizeHint().width()
    assert bar.minimumSizeHint().width() <= 330


def test_only_long_words_may_be_broken():
    assert breakable("Saved as a_b.png: 1.5 s") == "Saved as a_b.png: 1.5 s"
    assert breakable("a_very_long_name_of_a.png").split("\u200b") == [
        "a_",
        "very_",
        "long_",
        "name_",
        "of_",
        "a.",
        "png",
    ]


def test_details_are_copied_with_their_sentence(studio, qtbot):
    dialog = DetailsDialog(studio.window, "It failed.", "Traceback: here")
    qtbot.addWidget(dialog)
    buttons = dialog.findChild(QDialogButtonBox)
    next(b for b in buttons.buttons() if b.text() == "Copy").click()
    assert QGuiApplication.clipboard().text() == "It failed.\n\nTraceback: here"


def test_the_log_panel_shows_what_happens_and_copies_it(studio, qtbot):
    panel, action = studio.window.log_panel, studio.window.actions_.log
    assert panel.isHidden()
    action.trigger()
    assert not panel.isHidden()
    panel._lines.lines.append("a line for the log")
    panel._lines.added.emit("a line for the log")
    qtbot.waitUntil(lambda: "a line for the log" in panel.text.toPlainText())
    panel._copy()
    assert "a line for the log" in QGuiApplication.clipboard().text()
    panel.close_button.click()
    assert panel.isHidden()
    assert not action.isChecked()
