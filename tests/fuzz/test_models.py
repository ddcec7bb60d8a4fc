"""Changed model files are described and built, or refused, and nothing large is built on the way."""

from __future__ import annotations

import json
import random
from dataclasses import asdict
from pathlib import Path

import pytest
import torch

from core.diffusion.schedule import ScheduleConfig
from core.models.catalog import describe
from core.models.checkpoints import RECIPE_KEY, fill, load_state, read_recipe, save_checkpoint, write_tensors
from core.models.recipe import Recipe
from core.networks.lite_unet import LiteConfig, LiteUNet
from core.upscaling.networks import build_network
from tests.fuzz.outcomes import changed, counted, with_wrong_values

CONFIG = LiteConfig(widths=(8, 12), blocks=(1, 1), tail_width=8, embedding=8)
RECIPE = Recipe(
    "Tiny", "lite_unet", asdict(CONFIG), asdict(ScheduleConfig(kind="free", T=4)), kappa_range=(0.1, 2.0)
)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sound") / "tiny.safetensors"
    torch.manual_seed(0)
    save_checkpoint(path, LiteUNet(CONFIG).state_dict(), RECIPE)
    return path


def use(path: Path) -> None:
    """What a start and a job do with a model file."""
    describe(path, "own")
    recipe = read_recipe(path)
    network = build_network(recipe)
    fill(network, path, name=recipe.title)
    recipe.schedule_as(ScheduleConfig).build(recipe.steps, recipe.kappa)


def test_a_changed_file_is_used_or_refused(sound: Path, tmp_path: Path) -> None:
    data, path = sound.read_bytes(), tmp_path / "changed.safetensors"
    header = 8 + int.from_bytes(data[:8], "little")

    def work(generator: random.Random) -> None:
        where = generator.choice([8, header, header, len(data)])
        path.write_bytes(changed(data[:where], generator) + data[where:])
        use(path)

    use(sound)
    assert counted(work, 300)["refused"] > 0


def test_a_recipe_with_wrong_values_is_used_or_refused(sound: Path, tmp_path: Path) -> None:
    tensors, path = load_state(sound), tmp_path / "wrong.safetensors"
    recipe = json.loads(RECIPE.to_json())

    def work(generator: random.Random) -> None:
        write_tensors(path, tensors, {RECIPE_KEY: json.dumps(with_wrong_values(recipe, generator))})
        use(path)

    outcomes = counted(work, 300)
    assert outcomes["refused"] > 0
    assert outcomes["works"] > 0
