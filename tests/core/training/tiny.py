"""A tiny Lite model, a few pictures and settings for them: a whole run takes a second."""

from dataclasses import asdict, replace

import numpy as np
import torch

from core.data.source import DataSource
from core.diffusion.schedule import ScheduleConfig
from core.images.formats.encode import save_picture
from core.images.picture import Picture
from core.jobs import CancelToken
from core.models.checkpoints import save_checkpoint
from core.models.recipe import Recipe
from core.networks.lite_unet import LiteConfig, LiteUNet
from core.training.runs.run import train
from core.training.settings.config import TrainConfig

SIZES = LiteConfig(scale=4, widths=(16, 16), blocks=(1, 1), tail_width=8, embedding=32)


def write_start(path, seed=0):
    torch.manual_seed(seed)
    network = LiteUNet(SIZES)
    recipe = Recipe(
        "Tiny",
        "lite_unet",
        asdict(SIZES),
        asdict(ScheduleConfig(kind="free", T=2, kappa=0.5)),
        steps=2,
        kappa=0.5,
        kappa_range=(0.1, 2.0),
        licence="MIT",
    )
    save_checkpoint(path, network.state_dict(), recipe)
    return path


def busy(seed, width=64, height=64, cell=4):
    rng = np.random.default_rng(seed)
    blocks = rng.integers(0, 256, (height // cell + 1, width // cell + 1, 3), np.uint8)
    return np.ascontiguousarray(blocks.repeat(cell, 0).repeat(cell, 1)[:height, :width])


def write(path, pixels):
    path.parent.mkdir(parents=True, exist_ok=True)
    return save_picture(Picture(pixels), path, format="png")


def write_pictures(folder, count=5, **size):
    for k in range(count):
        write(folder / f"picture-{k}.png", busy(k, **size))
    return folder


def config(pictures, start, **changes):
    settings = TrainConfig(
        source=DataSource("good", str(pictures)).to_dict(),
        start=str(start),
        iterations=8,
        batch=4,
        patch=32,
        lr=1e-3,
        warmup=2,
        precision="float32",
        device="cpu",
        loss="conference",
        mix={"bicubic": 1.0},
        report_every=2,
        validate_every=4,
        save_every=2,
    )
    return replace(settings, **changes)


def config_in(place, **changes):
    """The settings of a run with the pictures and the start in `place`, see the fixture of that name."""
    return config(place / "pictures", place / "start.safetensors", **changes)


def trained(settings, run, cancel=None, on=None):
    """Trains and returns the events that were emitted; `on(event)` may interfere."""
    events = []

    def emit(event):
        events.append(event)
        if on is not None:
            on(event)

    train(settings, run, emit=emit, cancel=cancel or CancelToken())
    return events


def of(events, kind):
    return [e for e in events if isinstance(e, kind)]
