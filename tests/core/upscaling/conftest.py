"""What tests of jobs with restorers share."""

from dataclasses import asdict
from pathlib import Path

import pytest

import core.models.catalog as catalog
from core.models.checkpoints import save_checkpoint
from core.models.recipe import Recipe
from core.networks.restorers import build_restorer
from tests.core.closed_form import filled
from tests.core.networks.test_restorers import TINY


@pytest.fixture(params=TINY)
def restorer(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """A catalog with one small restorer; the test gets its scale."""
    config, name = TINY[request.param], request.param.split()[0]
    folder = tmp_path / "models" / "tiny"
    folder.mkdir(parents=True)
    recipe = Recipe(
        "Tiny", name, asdict(config), {}, latent="none", prediction="picture", scale=config.scale, steps=1
    )
    save_checkpoint(folder / "tiny.safetensors", filled(build_restorer(config)).state_dict(), recipe)
    monkeypatch.setattr(catalog, "BUILT_IN_FOLDER", tmp_path / "models")
    monkeypatch.setattr(catalog, "own_folder", lambda: tmp_path / "own")
    return config.scale
