"""What a run leaves behind: a model that the program loads, with a card and nobody's folders in it."""

import pytest
import tiny

from core.errors import TrainingError
from core.jobs import CancelToken
from core.models import catalog
from core.models.checkpoints import load_into, load_state, read_recipe
from core.training.runs.build import bare_network
from core.training.runs.estimate import estimate
from core.training.runs.export import export, install
from core.training.runs.run import train


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
    key, path = install(folder, "Old Letters!", folder=tmp_path)
    assert (key, path.name) == ("old-letters", "old-letters.safetensors")
    monkeypatch.setattr(catalog, "own_folder", lambda: tmp_path)
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


def test_the_newest_weights_can_be_asked_for(run, tmp_path):
    folder, _ = run
    recipe = export(
        folder, tmp_path / "a.safetensors", title="A", steps=1, kappa=0.3, licence="CC0", newest=True
    )
    assert (recipe.steps, recipe.kappa, recipe.licence) == (1, 0.3, "CC0")


def test_an_estimate_measures_without_leaving_states(run, tmp_path):
    _, config = run
    found = estimate(config, tmp_path, emit=lambda event: None, cancel=CancelToken())
    assert found.seconds >= found.seconds_per_iteration * config.iterations > 0
    assert found.memory_bytes > 1e6
    assert found.ceiling is None
    assert [p.name for p in tmp_path.iterdir()] == ["dataset.json"]


def test_an_empty_folder_cannot_be_exported(tmp_path):
    with pytest.raises(TrainingError, match="no checkpoint"):
        export(tmp_path, tmp_path / "a.safetensors")
