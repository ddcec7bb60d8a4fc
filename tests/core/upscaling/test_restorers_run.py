"""Each architecture of restorer runs as a job: in tiles, in both number formats, without steps and without noise."""

from pathlib import Path

import numpy as np
import pytest

from core.events import Event, JobDone
from core.images.picture import Picture
from core.jobs import CancelToken, SampleSettings, UpscaleJob
from core.models.checkpoints import save_checkpoint
from core.models.recipe import Recipe
from core.upscaling.upscaler import Upscaler
from tests.core.networks.test_restorers import TINY, network


@pytest.mark.parametrize("dtype", ["float32", "bfloat16"])
@pytest.mark.parametrize("name", TINY)
def test_it_runs(name: str, dtype: str, tmp_path: Path) -> None:
    from dataclasses import asdict

    from core.networks.restorers import CONFIGS

    config = TINY[name]
    architecture = next(key for key, kind in CONFIGS.items() if isinstance(config, kind))
    recipe = Recipe(
        "Tiny",
        architecture,
        asdict(config),
        {},
        latent="none",
        prediction="picture",
        scale=config.scale,
        steps=1,
    )
    path = tmp_path / "restorer.safetensors"
    save_checkpoint(path, network(name).state_dict(), recipe)
    pixels = np.random.default_rng(0).integers(0, 256, (37, 70, 3)).astype(np.uint8)
    events: list[Event] = []
    settings = SampleSettings(model=str(path), scale=config.scale, device="cpu", dtype=dtype, tile=32)
    Upscaler().run(UpscaleJob(None, settings, picture=Picture(pixels)), events.append, CancelToken())
    end = events[-1]
    assert isinstance(end, JobDone), end
    assert (end.width, end.height) == (70 * config.scale, 37 * config.scale)
