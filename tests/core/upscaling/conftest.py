"""What tests of jobs with restorers, and of Vulkan devices, share."""

from dataclasses import asdict
from pathlib import Path

import pytest

import core.models.catalog as catalog
from core.compute.vulkan import list_devices_here
from core.jobs import NO_VULKAN_VARIABLE
from core.models.checkpoints import save_checkpoint
from core.models.recipe import Recipe
from core.networks.restorers import build_restorer
from core.storage.folders import HOME_VARIABLE
from tests.core.closed_form import filled
from tests.core.networks.test_restorers import TINY
from tests.core.upscaling.vulkan_devices import surveyed


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


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of the test's own: what one has broken off no other goes on with."""
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.storage.remembered.user_cache", lambda: tmp_path / "cache")


@pytest.fixture
def vulkan_device(monkeypatch: pytest.MonkeyPatch) -> None:
    """The devices of this computer, looked for in this process. Skips a test where there is none."""
    monkeypatch.delenv(NO_VULKAN_VARIABLE, raising=False)
    devices = list_devices_here()
    if not devices:
        pytest.skip("there is no Vulkan device")
    surveyed(monkeypatch, *((device, None) for device in devices))
