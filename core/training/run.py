"""A training run as a whole: data, network, objective, validation, trainer, and the model it leaves behind."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch

from core.data.folders import list_pairs
from core.data.pairs import PairStream, PatchSource
from core.diffusion.schedule import ScheduleConfig
from core.errors import TrainingError
from core.events import Emit, LogLine
from core.images.files import read_picture
from core.jobs import CancelToken
from core.models.checkpoints import load_into, load_state, save_checkpoint
from core.models.recipe import Recipe
from core.networks.lite_unet import LiteConfig, LiteUNet
from core.perceptual import PerceptualDistance
from core.training.config import TrainConfig
from core.training.objective import Objective
from core.training.state import newest_state
from core.training.trainer import Trainer, as_input
from core.training.validation import Validation, ValidationSet

SCHEDULE = ScheduleConfig(kind="free", T=4, kappa=0.5)


def train(config: TrainConfig, run: Path, *, emit: Emit, cancel: CancelToken) -> None:
    """Trains in `run`, or goes on with what is there. Raises TrainingError."""
    if config.threads:
        torch.set_num_threads(config.threads)
    torch.manual_seed(config.seed)
    network = LiteUNet(lite_config(config)).cast(torch.float32)
    if config.start:
        load_into(network, load_state(Path(config.start)), name=config.start)
    folder = Path(config.data)
    # Room for the border that the degradation works on and later cuts off.
    source = PatchSource(folder, smallest=config.patch + 8 * config.scale)
    batches = PairStream(
        source, batch=config.batch, patch=config.patch, mix=config.mix, scale=config.scale, seed=config.seed
    )
    distance = PerceptualDistance()
    validation = Validation(validation_sets(folder, config.scale), SCHEDULE, distance)
    emit(LogLine("info", f"{sum(p.numel() for p in network.parameters()):,} parameters."))
    run.mkdir(parents=True, exist_ok=True)
    (run / "config.json").write_text(config.to_json(), "utf-8")
    trainer = Trainer(
        network,
        Objective(network, config, SCHEDULE, distance),
        batches,
        config,
        run,
        schedule=SCHEDULE,
        emit=emit,
        cancel=cancel,
        validate=validation,
    )
    trainer.run()


def lite_config(config: TrainConfig) -> LiteConfig:
    """The network's part of a training configuration."""
    return LiteConfig(config.scale, config.widths, config.blocks, config.tail_width)


def validation_sets(folder: Path, scale: int) -> list[ValidationSet]:
    """The held-out pairs of a training set: `val/hq`, once with `val/lq_bicubic` and once with `val/lq_mild`."""
    sets = []
    for name in ("bicubic", "mild"):
        pairs = list_pairs(folder / "val" / f"lq_{name}", folder / "val" / "hq")
        lq, hq = (np.stack([read_picture(p[side]).pixels for p in pairs]) for side in (0, 1))
        if hq.shape[1:3] != (scale * lq.shape[1], scale * lq.shape[2]):
            raise TrainingError(f"The held-out pairs in {folder} do not differ by the scale {scale}.")
        sets.append(ValidationSet(name, as_input(hq), as_input(lq)))
    return sets


def export(
    run: Path, path: Path, *, title: str, licence: str, steps: int, kappa: float, newest: bool = False
) -> Recipe:
    """Writes the best averaged weights of a run (or the newest ones) as a model file with its recipe."""
    state = newest_state(run)
    if state is None:
        raise TrainingError(f"{run} holds no checkpoint that could be exported.")
    config = TrainConfig.from_dict(state.facts["config"])
    best = run / "best.safetensors"
    weights = state.tensors["ema"] if newest or not best.exists() else load_state(best)
    recipe = Recipe(
        title=title,
        architecture="lite_unet",
        config=asdict(lite_config(config)),
        schedule=asdict(SCHEDULE),
        steps=steps,
        kappa=kappa,
        kappa_range=config.kappa_range,
        licence=licence,
        trained={
            "iterations": state.facts["iteration"],
            "config": json.loads(config.to_json()) | {"data": ""},
        },
    )
    save_checkpoint(path, weights, recipe)
    return recipe
