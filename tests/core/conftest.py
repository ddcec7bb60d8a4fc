"""What tests of jobs and commands share: a catalog that holds one small network."""

import os
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest
import torch

import core.models.catalog as catalog
import core.models.unpickle as unpickle
from core.commands import upscale_processes
from core.diffusion.schedule import ScheduleConfig
from core.models.checkpoints import save_checkpoint
from core.models.recipe import Recipe
from core.networks.lite_unet import LiteConfig, LiteUNet
from core.storage.folders import HOME_VARIABLE
from tests.core.children import start_method

CONFIG = LiteConfig(widths=(16, 24), blocks=(1, 1), tail_width=8, embedding=16)


@pytest.fixture(scope="session", autouse=True)
def no_cache_of_the_persons(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Long jobs keep a journal in the user's cache: tests have one of their own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(HOME_VARIABLE, str(tmp_path_factory.mktemp("home")))
        yield


@pytest.fixture(scope="session", autouse=True)
def no_waiting_for_the_disk() -> Iterator[None]:
    """Thousands of small files are written and thrown away: no power failure is waited for."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda handle: None)
        yield


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A catalog with one small network of random weights."""
    folder = tmp_path / "models" / "tiny"
    folder.mkdir(parents=True)
    torch.manual_seed(0)
    network = LiteUNet(CONFIG)
    with torch.no_grad():
        for parameter in network.parameters():
            if not parameter.any():
                parameter.normal_(std=0.05)
    schedule = ScheduleConfig(kind="free", T=4, kappa=0.5)
    recipe = Recipe("Tiny", "lite_unet", asdict(CONFIG), asdict(schedule), kappa=0.5, kappa_range=(0.1, 2.0))
    save_checkpoint(folder / "tiny.safetensors", network.state_dict(), recipe)
    monkeypatch.setattr(catalog, "BUILT_IN_FOLDER", tmp_path / "models")
    monkeypatch.setattr(catalog, "own_folder", lambda: tmp_path / "own")
    return folder / "tiny.safetensors"


@pytest.fixture
def quick_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Readers of untrusted files and the parts of a batch start as tests.core.children says."""
    for module in (unpickle, upscale_processes):
        monkeypatch.setattr(module, "START_METHOD", start_method())
