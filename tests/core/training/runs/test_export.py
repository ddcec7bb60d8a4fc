"""What a run leaves behind: a model that the program loads, with a card and nobody's folders in it."""

from dataclasses import replace

import pytest
import tiny
import torch

from core.errors import TrainingError
from core.events import RunState
from core.jobs import CancelToken
from core.models import catalog
from core.models.checkpoints import load_into, load_state, read_recipe, save_checkpoint
from core.training.run_folder import RunFolder
from core.training.runs.build import bare_network
from core.training.runs.estimate import estimate
from core.training.runs.export import export, install
from core.training.runs.run import train
from core.training.tasks import own_validation


@pytest.fixture(scope="module", params=["full", "adapters"])
def run(request, tmp_path_factory):
    place = tmp_path_factory.mktemp("export")
    tiny.write_pictures(place / "private-pictures")
    start = tiny.write_start(place / "start.safetensors")
    config = tiny.config(place / "private-pictures", start, iterations=4, method=request.param, rank=2)
    train(config, place / "run", emit=lambda event: None, cancel=CancelToken())
    return place / "run", config


def test_it_is_listed_with_its_recipe_and_card(run, tmp_path, monkeypatch):
    folder, _ = run
    monkeypatch.setattr(catalog, "own_folder", lambda: tmp_path)
    key, path = install(folder, "Old Letters!", folder=tmp_path)
    assert (key, path.name) == ("old-letters", "old-letters.safetensors")
    assert catalog.digests().known(path)
    assert "old-letters" in [m.key for m in catalog.list_models()]
    recipe = read_recipe(path)
    assert (recipe.title, recipe.steps, recipe.kappa, recipe.licence) == ("Old Letters!", 2, 0.5, "MIT")
    load_into(bare_network(recipe), load_state(path), name=key)
    card = (tmp_path / "old-letters.md").read_text("utf-8")
    assert card.startswith("# Old Letters!")
    assert "Trained on 4 pictures." in card
    assert "| before |" in card
    assert "private-pictures" not in card + recipe.to_json()
    assert install(folder, "Old Letters!", folder=tmp_path)[0] == "old-letters-2"


@pytest.mark.parametrize("title", ["Lite X4", "RealSR x4 v3", "SPAN", "imported", "broken"])
def test_no_model_of_another_answers_in_its_place(run, tmp_path, monkeypatch, title):
    folder, _ = run
    monkeypatch.setattr(catalog, "own_folder", lambda: tmp_path)
    (tmp_path / "imported").mkdir()
    (tmp_path / "imported" / "imported.safetensors").write_bytes(
        (folder.parent / "start.safetensors").read_bytes()
    )
    (tmp_path / "imported" / "broken.safetensors").write_bytes(b"no model")
    key, path = install(folder, title, folder=tmp_path)
    assert catalog.find_model(key).path == path
    assert key.endswith("-2")


def test_the_start_may_go_or_be_replaced_once_a_run_has_begun(tmp_path):
    """What was learnt is put upon the model that it was learnt from, whatever has its name now."""
    tiny.write_pictures(tmp_path / "pictures")
    start = tiny.write_start(tmp_path / "start.safetensors")
    for method in ("full", "adapters"):
        config = tiny.config(tmp_path / "pictures", start, iterations=4, method=method, rank=2)
        place = tmp_path / method
        train(config, place, emit=lambda event: None, cancel=CancelToken())
        export(place, tmp_path / f"{method}-before.safetensors")
        kept = start.read_bytes()
        state = load_state(start)
        save_checkpoint(start, {k: v + 1 for k, v in state.items()}, read_recipe(start))
        export(place, tmp_path / f"{method}-replaced.safetensors")
        start.unlink()
        export(place, tmp_path / f"{method}-gone.safetensors")
        assert (
            train(replace(config, iterations=6), place, emit=lambda e: None, cancel=CancelToken())
            == "finished"
        )
        start.write_bytes(kept)
        wanted = load_state(tmp_path / f"{method}-before.safetensors")
        for name in ("replaced", "gone"):
            found = load_state(tmp_path / f"{method}-{name}.safetensors")
            assert all(torch.equal(value, found[key]) for key, value in wanted.items())


@pytest.mark.parametrize("method", ["full", "adapters"])
def test_a_run_that_brought_nothing_better_is_no_model(place, tmp_path, monkeypatch, method):
    """Its best state is the start, bit for bit; before its first iteration so is the newest."""
    scores = iter(range(9))
    monkeypatch.setattr(
        own_validation.OwnValidation,
        "__call__",
        lambda self, tick: {"score": float(next(scores)), "psnr": 20.0, "feature": 1.0, "gain": 0.0},
    )
    monkeypatch.setattr(own_validation.OwnValidation, "save_samples", lambda *a: None)
    run, out, cancel = tmp_path / "run", tmp_path / "a.safetensors", CancelToken()
    config = tiny.config_in(place, iterations=4, method=method, rank=2)
    tiny.trained(config, run, cancel, on=lambda e: cancel.cancel() if e == RunState("running") else None)
    for newest in (False, True):
        with pytest.raises(TrainingError, match="learnt nothing yet"):
            export(run, out, newest=newest)
    train(config, run, emit=lambda e: None, cancel=CancelToken())
    with pytest.raises(TrainingError, match="of iteration 4: it is taken with --newest"):
        export(run, out)
    with pytest.raises(TrainingError, match="--newest"):
        install(run, "A", folder=tmp_path / "models")
    assert not out.exists()
    assert not list((tmp_path / "models").glob("*"))
    export(run, out, newest=True)
    RunFolder(run).best.write_bytes(b"half of it")
    with pytest.raises(TrainingError, match=r"is damaged, but its newest one.*--newest"):
        export(run, tmp_path / "b.safetensors")
    export(run, tmp_path / "b.safetensors", newest=True)


def test_the_newest_weights_can_be_asked_for(run, tmp_path):
    folder, _ = run
    recipe = export(
        folder, tmp_path / "a.safetensors", title="A", steps=1, kappa=0.3, licence="CC0", newest=True
    )
    assert (recipe.steps, recipe.kappa, recipe.licence) == (1, 0.3, "CC0")


def test_an_estimate_measures_without_leaving_states(run, tmp_path):
    folder, config = run
    found = estimate(config, tmp_path, emit=lambda event: None, cancel=CancelToken())
    assert found.seconds >= found.seconds_per_iteration * config.iterations > 0
    assert found.memory_bytes > 1e6
    assert found.ceiling is None
    kept = [*folder.glob("ckpt-*/*"), folder / "best.safetensors"]
    assert sum(p.stat().st_size for p in kept) < found.disk_bytes
    assert [p.name for p in tmp_path.iterdir()] == []


def test_an_empty_folder_cannot_be_exported(tmp_path):
    with pytest.raises(TrainingError, match="no checkpoint"):
        export(tmp_path, tmp_path / "a.safetensors")
