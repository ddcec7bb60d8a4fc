"""The parts of the training page that need no window: what events add up to, what a run's folder tells."""

import json
import math
import sys
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtTest import QAbstractItemModelTester

from app.kit.drop_zone import place_of
from app.training.launcher import Launcher
from app.training.runs.curves import smoothed, thinned
from app.training.runs.follower import PORTION, read_portion
from app.training.runs.glance import Glancer, RunGlance, last_words
from app.training.runs.progress import RunProgress, state_of
from app.training.runs.store import About, RunStore, load_queue, read_about, save_queue, write_about
from app.training.words import duration_text
from core.data.check import Finding
from core.data.dataset import Dataset, Item
from core.errors import TrainingError
from core.events import LogLine, ModelExported, RunState, SamplesSaved, TrainStep, Validated, Verdict, to_json
from core.own_command import MAIN
from core.training.run_folder import RunFolder
from core.training.settings.config import TrainConfig


def step(iteration: int, loss: float = 0.1) -> TrainStep:
    return TrainStep(iteration, 100, loss, {}, 1e-4, 2.0, 30.0)


def folded(*events) -> RunProgress:
    progress = RunProgress()
    for event in events:
        progress.take(event)
    return progress


def test_events_add_up_to_curves_and_a_state():
    progress = folded(
        RunState("running"),
        Validated(0, {"psnr": 24.0}, True),
        step(10, 0.2),
        step(20, 0.1),
        SamplesSaved(20, "x"),
        Validated(20, {"psnr": 25.0}, True),
        Validated(30, {"psnr": 24.5}, False),
    )
    assert progress.losses == [(10, 0.2), (20, 0.1)]
    assert progress.best == Validated(20, {"psnr": 25.0}, True)
    assert (progress.state, progress.iteration, progress.fraction) == ("running", 20, 0.2)
    assert progress.samples == [20]


def test_a_run_that_fell_back_loses_the_points_behind():
    progress = folded(
        step(10), step(20), Validated(20, {}, True), SamplesSaved(20, ""), step(30), step(15, 0.5)
    )
    assert [point[0] for point in progress.losses] == [10, 15]
    progress.take(Validated(20, {"psnr": 1.0}, False))
    assert progress.validations == [Validated(20, {"psnr": 1.0}, False)]


def test_a_new_start_forgets_the_old_warning_and_verdict():
    progress = folded(
        RunState("running"),
        LogLine("warning", "The disk is full."),
        Verdict(True, "Better.", 5),
        RunState("stopped"),
    )
    assert progress.warning == "The disk is full."
    progress.take(RunState("preparing"))
    assert progress.warning == ""
    assert progress.verdict is None


@pytest.mark.parametrize(
    ("last", "at_work", "launched", "queued", "expected"),
    [
        ("running", True, False, False, "running"),
        ("stopped", True, False, False, "starting"),  # a new process has not said anything yet
        ("", True, True, False, "starting"),
        ("interrupted", False, True, False, "starting"),
        ("stopped", False, False, True, "queued"),
        ("finished", False, False, False, "finished"),
        ("running", False, False, False, "interrupted"),
        ("paused", False, False, False, "interrupted"),
        ("", False, False, False, "new"),
    ],
)
def test_state_of_a_run(last, at_work, launched, queued, expected):
    assert state_of(last, at_work=at_work, launched=launched, queued=queued) == expected


# --- the folder ---------------------------------------------------------------------------------------------


@pytest.fixture
def store(tmp_path: Path) -> RunStore:
    return RunStore(tmp_path / "runs")


DATASET = Dataset("/pictures", 4, (Item("a.png", "", 64, 64),), (Item("b.png", "", 64, 64),))


def test_a_run_is_made_with_all_a_process_needs(store):
    run = store.make("Leaves & twigs", TrainConfig(iterations=7), DATASET, "2 pictures")
    assert run.name.endswith("-leaves-twigs")
    assert TrainConfig.load(RunFolder(run).config).iterations == 7
    assert Dataset.load(RunFolder(run).dataset) == DATASET
    assert read_about(run).title == "Leaves & twigs"
    assert store.make("Leaves & twigs", TrainConfig(), DATASET, "") != run
    assert len(store.folders()) == 2


def test_a_place_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "runs").write_text("a file is in the way")
    with pytest.raises(TrainingError, match="cannot be made in"):
        RunStore(tmp_path / "runs").make("x", TrainConfig(), DATASET, "")


def test_drafts_and_foreign_folders_are_no_runs(store):
    store.make_draft(TrainConfig(), DATASET)
    (store.root / "holiday").mkdir()
    assert store.folders() == []
    store.remove_draft()
    assert [p.name for p in store.root.iterdir()] == ["holiday"]


def test_drafts_of_killed_windows_are_cleared_away(store):
    mine = store.make_draft(TrainConfig(), DATASET)
    stale = store.root / ".draft-99999999"
    stale.mkdir()
    store.remove_old_drafts()
    assert mine.exists()
    assert not stale.exists()


def test_a_run_at_work_is_not_removed(store):
    run = store.make("x", TrainConfig(), DATASET, "")
    with RunFolder(run).lock(), pytest.raises(TrainingError, match="stop it first"):
        store.remove(run)
    store.remove(run)
    assert store.folders() == []


def test_damaged_notes_do_no_harm(store):
    run = store.make("x", TrainConfig(), DATASET, "")
    (run / "about.json").write_bytes(b"\xff{")
    assert read_about(run).title == run.name
    (run / "about.json").write_text('{"title": 5, "unknown": "x", "model": "m"}')
    assert read_about(run) == About(run.name, model="m")
    write_about(run, About("New"))
    assert read_about(run).title == "New"


def test_the_queue_survives_and_is_tolerant(store):
    runs = [store.make(name, TrainConfig(), DATASET, "") for name in ("one", "two")]
    save_queue(store.root, runs)
    assert load_queue(store.root) == runs
    store.remove(runs[0])
    assert load_queue(store.root) == runs[1:]
    (store.root / "queue.json").write_text(json.dumps(["../../etc", 5, runs[1].name]))
    assert load_queue(store.root) == runs[1:]
    (store.root / "queue.json").write_text("{")
    assert load_queue(store.root) == []


def write_events(run: Path, *events) -> None:
    with RunFolder(run).events.open("a", encoding="ascii") as file:
        file.writelines(to_json(event) + "\n" for event in events)


def test_a_killed_process_leaves_an_interrupted_run_with_its_last_words(store):
    run = store.make("x", TrainConfig(), DATASET, "")
    write_events(run, RunState("running"), step(30))
    RunFolder(run).log.write_text("Traceback (most recent call last):\n  ...\nMemoryError: no room\n\n")
    (run / "pid").write_text("99999999")
    glance = Glancer().glance(run)
    assert (glance.state, glance.message, glance.iteration) == ("interrupted", "MemoryError: no room", 30)
    assert not glance.at_work
    assert glance.memory == 0


def test_a_held_lock_means_at_work(store):
    run = store.make("x", TrainConfig(), DATASET, "")
    write_events(run, RunState("running"), step(30), Verdict(False, "Worse.", 3))
    with RunFolder(run).lock():
        (run / "pid").write_text("99999999")
        glance = Glancer().glance(run)
    assert glance.state == "running"
    assert glance.held
    assert glance.better is False


def test_looking_at_a_run_that_is_not_at_work_takes_no_lock(store):
    run = store.make("x", TrainConfig(), DATASET, "")
    Glancer().glance(run)
    assert not (run / "run.lock").exists()


def test_a_glance_reads_only_the_end_of_long_events(store):
    run = store.make("x", TrainConfig(), DATASET, "")
    write_events(run, RunState("running"), *(step(n) for n in range(2000)), ModelExported("mine", "p"))
    glance = Glancer().glance(run)
    assert glance.iteration == 1999
    assert glance.about.model == "mine"


def test_events_are_read_in_portions(store):
    run = store.make("x", TrainConfig(), DATASET, "")
    write_events(run, *(step(n) for n in range(PORTION + 50)))
    first, offset = read_portion(run, 0)
    second, end = read_portion(run, offset)
    assert (len(first), len(second)) == (PORTION, 50)
    assert read_portion(run, end) == ([], end)
    RunFolder(run).events.write_text("")
    assert read_portion(run, end) == ([], 0)  # shorter: read anew
    RunFolder(run).events.unlink()
    assert read_portion(run, end) == ([], end)  # gone: what has been seen stays


def test_last_words_of_nothing(tmp_path):
    assert last_words(tmp_path / "none") == ""


# --- small things -------------------------------------------------------------------------------------------


def test_the_program_starts_itself(monkeypatch):
    assert Launcher().command == (sys.executable, str(MAIN))
    assert MAIN.is_file()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert Launcher().command == (sys.executable,)


def test_a_program_that_is_not_there_is_an_error_with_a_sentence(tmp_path):
    with pytest.raises(TrainingError, match="could not be started"):
        Launcher([str(tmp_path / "nothing")]).start(tmp_path)


def test_thinning_keeps_peaks_and_smoothing_the_mean():
    points = np.stack([np.arange(10_000.0), np.zeros(10_000)], axis=1)
    points[4321, 1] = 5.0
    shown = thinned(points, 500)
    assert len(shown) <= 500
    assert [4321.0, 5.0] in shown.tolist()
    assert thinned(points[:100], 500) is not None
    line = np.stack([np.arange(200.0), np.arange(200.0) * 2], axis=1)
    assert np.allclose(smoothed(line)[10:-10], line[10:-10])
    assert smoothed(line[:3]).tolist() == line[:3].tolist()


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (12, "about 10 s"),
        (600, "about 10 min"),
        (3 * 3600 + 600, "about 3 h 10 min"),
        (30 * 3600 + 600, "about 30 h"),
    ],
)
def test_durations_are_said_roughly(seconds, words):
    assert duration_text(seconds) == words


def test_a_dropped_picture_stands_for_its_folder(picture_file):
    path = picture_file()
    mime = QMimeData()
    assert place_of(mime) is None
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    assert place_of(mime) == path.parent
    mime.setUrls([QUrl.fromLocalFile(str(path.parent))])
    assert place_of(mime) == path.parent
    mime.setUrls([QUrl.fromLocalFile(str(path.parent / "pairs.CSV"))])
    assert place_of(mime) == path.parent / "pairs.CSV"


def test_the_findings_table_is_a_sound_model(qapp):
    from app.training.setup.findings_table import FindingsModel

    model = FindingsModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    findings = (
        Finding("unreadable", "a.png", "It is damaged.", left_out=True),
        Finding("shift", "b.png", "It is shifted.", left_out=False, shift=(1, 0)),
    )
    model.set_findings(findings)
    fates = [model.data(model.index(row, 2)) for row in range(2)]
    assert fates == ["left out", "corrected"]
    model.set_corrected(False)
    assert model.data(model.index(1, 2)) == "used as it is"
    model.show_kind("shift")
    assert [model.data(model.index(0, column)) for column in range(2)] == ["b.png", "It is shifted."]
    assert model.rowCount() == 1
    del tester


def test_the_list_of_runs_is_a_sound_model(qapp):
    from app.training.runs.list_panel import GlanceRole, RunModel

    model = RunModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    first = RunGlance(Path("a"), About("A"), "running", "", 5, 10, None, 20.0)
    model.set_runs([first])
    assert model.data(model.index(0), 11) == "A, Training · 50 % · 0:20 left"  # AccessibleTextRole
    done = RunGlance(Path("a"), About("A"), "finished", "", 10, 10, True)
    model.set_runs([done])
    assert model.data(model.index(0), GlanceRole) is done
    model.set_runs([])
    assert model.rowCount() == 0
    del tester


def test_numbers_over_many_powers_of_ten(qtbot):
    from app.training.expert_fields import PlainNumber

    field = PlainNumber(logarithmic=True)
    qtbot.addWidget(field)
    field.setRange(1e-7, 1e-2)
    field.setValue(3e-4)
    assert field.text() == "0.0003"
    field.stepUp()
    assert math.isclose(field.value(), 3e-4 * 10**0.1, rel_tol=1e-4)
    field.lineEdit().setText("5e-5")
    field.interpretText()
    assert math.isclose(field.value(), 5e-5)
    field.lineEdit().setText("rubbish")
    field.interpretText()
    assert math.isclose(field.value(), 5e-5)


def test_expert_fields_leave_untouched_values_exact(qtbot):
    from app.training.expert_fields import ExpertFields

    fields = ExpertFields()
    qtbot.addWidget(fields)
    config = TrainConfig(lr=1.23456789e-4, threads=None, ema=0.9991234567)
    fields.set_config(config)
    assert fields.apply_to(config) == config
    changed = []
    fields.changed.connect(changed.append)
    fields.editor("batch").setValue(5)
    fields.editor("threads").setValue(2)
    assert changed == ["batch", "threads"]
    assert fields.apply_to(config).batch == 5
    assert fields.apply_to(config).threads == 2


def test_a_curve_is_painted_once_pyqtgraph_is_there(qtbot):
    from app.training.runs.curves import CurvePlot

    plot = CurvePlot("Loss", "Nothing yet.")
    qtbot.addWidget(plot)
    plot.resize(300, 200)
    plot.show()
    assert plot._empty.isVisibleTo(plot)
    points = [(float(i), 1.0 / (1 + i)) for i in range(50)]
    plot.show_points([*points, (50.0, math.nan)], smooth=True, level=0.5, best=(49.0, 0.02))
    qtbot.waitUntil(lambda: plot._plot is not None, timeout=60_000)
    assert not plot._empty.isVisibleTo(plot)
    x, y = plot._line.getData()
    assert (len(x), y[0]) == (50, 1.0)  # what is no number is left out
    assert plot._trend.getData()[0].tolist() == x.tolist()
    plot.show_points([])
    assert plot._empty.isVisibleTo(plot)
