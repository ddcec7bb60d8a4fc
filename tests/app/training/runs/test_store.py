"""The folder of runs: made, listed, removed, noted."""

import json

import pytest
from training_use import DATASET

from app.training.runs.store import About, RunStore, load_queue, read_about, save_queue, write_about
from core.data.dataset import Dataset
from core.errors import TrainingError
from core.training.run_folder import RunFolder
from core.training.settings.config import TrainConfig


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
    assert read_about(run) == About(run.name)
    write_about(run, About("New"))
    assert read_about(run).title == "New"


def test_the_queue_survives_and_is_tolerant(store):
    runs = [store.make(name, TrainConfig(), DATASET, "") for name in ("one", "two")]
    save_queue(store.root, runs)
    assert load_queue(store.root) == runs
    store.remove(runs[0])
    assert load_queue(store.root) == runs[1:]
    (store.root / "queue.json").write_text(json.dumps(["../../etc", runs[1].name]))
    assert load_queue(store.root) == runs[1:]
    for wrong in (5, None, ["x"], {"run": 1}, "", ".", "..", "a\0b", "\ud800"):
        (store.root / "queue.json").write_text(json.dumps([wrong, runs[1].name]))
        assert load_queue(store.root) == runs[1:], wrong
    (store.root / "queue.json").write_text("{")
    assert load_queue(store.root) == []
