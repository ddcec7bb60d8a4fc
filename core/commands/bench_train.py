"""`bench --train`: the speed of a training iteration, and its share of the machine's speed in convolutions."""

from __future__ import annotations

import time
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import psutil
import torch

from core.commands.bench_peak import peak_convolution
from core.diffusion.schedule import ScheduleConfig
from core.jobs import CancelToken
from core.models.recipe import Recipe
from core.networks.lite import CONFIGS, build_lite
from core.networks.swin_unet import SwinUNet, SwinUNetConfig
from core.networks.vqgan import VQAutoencoder, VQConfig
from core.storage import records
from core.training.control import Control
from core.training.loop.batches import as_input
from core.training.loop.trainer import Trainer
from core.training.processes import Processes
from core.training.run_folder import RunFolder
from core.training.runs.build import SCHEDULE, choose_hardware
from core.training.settings.config import TrainConfig
from core.training.tasks.distances import choose_distance
from core.training.tasks.latent_task import LatentTask
from core.training.tasks.lite_task import LiteTask
from core.training.tasks.task import Task

BATCH = {"lite": 16, "official": 2}
PATCH = {"lite": 128, "official": 256}


def measure_training(which: str, *, rounds: int = 3) -> dict[str, Any]:
    """The figures of the fastest of some iterations, for an untrained network of full size and the loss "journal".

    The speed does not depend on the weights. Making the batches is left out: threads do that beside the network.
    """
    from torch.utils.flop_counter import FlopCounterMode

    config = TrainConfig(batch=BATCH[which], patch=PATCH[which], perceptual_start=0, perceptual_ramp=1)
    device, dtype = choose_hardware(config, Processes())
    task = _task(which, config, device, dtype)
    iterate = _iteration(task, config)
    iterate()
    with FlopCounterMode(display=False) as counter:
        iterate()
    seconds = min(_seconds(iterate) for _ in range(rounds))
    flops = counter.get_total_flops()
    channels = 96 if which == "lite" else 160
    peak = peak_convolution(device, dtype, channels, 256)
    return {
        "device": str(device),
        "dtype": str(dtype).removeprefix("torch."),
        "parameters": sum(p.numel() for p in task.network.parameters()),
        "batch": config.batch,
        "patch": config.patch,
        "seconds": seconds,
        "samples_per_second": config.batch / seconds,
        "gflop": flops / 1e9,
        "gflop_per_second": flops / 1e9 / seconds,
        "peak_convolution_gflop_per_second": peak / 1e9,
        "share_of_peak": flops / seconds / peak,
        "memory_mb": psutil.Process().memory_info().rss / 1e6,
    }


def _task(which: str, config: TrainConfig, device: torch.device, dtype: torch.dtype) -> Task:
    distance, _ = choose_distance(device)
    torch.manual_seed(0)
    if which == "lite":
        lite = build_lite(records.convert(CONFIGS[config.architecture], config.network_sizes())).cast(
            torch.float32
        )
        lite.to(device)
        recipe = Recipe("Lite", config.architecture, asdict(lite.config), asdict(SCHEDULE))
        return LiteTask(lite, recipe, config, distance, device=device, dtype=dtype)
    recipe = Recipe("Official", "swin_unet", {}, asdict(ScheduleConfig(T=4, min_noise=0.2)), latent="vq")
    network, autoencoder = SwinUNet(SwinUNetConfig()), VQAutoencoder(VQConfig())
    network.to(device, memory_format=torch.channels_last)  # type: ignore[call-overload]
    autoencoder.to(device)
    return LatentTask(network, autoencoder, recipe, config, distance, device=device, dtype=dtype)


def _iteration(task: Task, config: TrainConfig) -> Any:
    """A function that does one iteration of the trainer, on a fixed batch. Nothing is written."""
    generator = torch.Generator().manual_seed(0)
    side = config.patch
    hq = torch.randint(0, 256, (config.batch, side, side, 3), generator=generator, dtype=torch.uint8).numpy()
    lq = hq[:, :: config.scale, :: config.scale].copy()
    trainer = Trainer(
        task,
        _NoBatches(),
        replace(config, accumulate=1),
        RunFolder(Path()),
        emit=lambda event: None,
        control=Control(None, CancelToken()),
    )
    task.network.train()
    return lambda: trainer.iterate(as_input(hq), as_input(lq))


class _NoBatches:
    def batch(self, index: int, samples: Any = None) -> Any:
        raise NotImplementedError("the batch is fixed")


def _seconds(work: Any) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
