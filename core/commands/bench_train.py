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
from core.training.loop.pool import PairPool
from core.training.loop.trainer import Trainer
from core.training.processes import Processes
from core.training.run_folder import RunFolder
from core.training.runs.build import SCHEDULE, build_task, choose_hardware
from core.training.settings.config import TrainConfig
from core.training.tasks.distances import choose_distance
from core.training.tasks.latent_task import LatentTask
from core.training.tasks.lite_task import LiteTask
from core.training.tasks.task import Task

BATCH = {"lite": 16, "official": 2}
PATCH = {"lite": 128, "official": 256}
WARM = 2  # blocks before those that are timed: the kinds of iterations are recorded there
BLOCK = {"cuda": 40}  # iterations that are timed together [2]: nothing there waits for the end of one


def measure_training(which: str, *, rounds: int = 3, settings: Path | None = None) -> dict[str, Any]:
    """The figures of the fastest of some rounds of iterations, from pairs that lie on the device already.

    which     "lite" or "official": an untrained network of full size and the loss "journal"
    settings  a file of training settings, which are then measured instead, at their last iteration, with all terms

    The speed does not depend on the weights. Making the pairs is left out: that is done beside the training or before.
    """
    from torch.utils.flop_counter import FlopCounterMode

    if settings is not None:
        config = TrainConfig.load(settings)
    else:
        config = TrainConfig(batch=BATCH[which], patch=PATCH[which], perceptual_start=0, perceptual_ramp=1)
    device, dtype = choose_hardware(config, Processes())
    if settings is not None:
        task = build_task(replace(config, start="", train_only=""), device, dtype, lambda event: None)
    else:
        task = _task(which, config, device, dtype)
    count = BLOCK.get(device.type, 2)
    with FlopCounterMode(display=False) as counter:
        _Iterations(task, replace(config, graph=False), count).do(count)
    flops = counter.get_total_flops() / count  # the counter sees nothing of what is recorded
    iterations = _Iterations(task, config, (WARM + rounds) * count)
    iterations.do(WARM * count)
    seconds = min(iterations.do(count) for _ in range(rounds)) / count
    channels = task.network.config.width if isinstance(task, LiteTask) else 160
    peak = peak_convolution(device, dtype, channels, 256)
    return {
        "device": str(device),
        "dtype": str(dtype).removeprefix("torch."),
        "parameters": sum(p.numel() for p in task.network.parameters()),
        "batch": config.batch,
        "patch": config.patch,
        "seconds": seconds,
        "iterations_per_second": 1 / seconds,
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


def seconds_an_iteration(config: TrainConfig) -> float:
    """How long an iteration with these settings takes on this machine, on average over some of them."""
    device, dtype = choose_hardware(config, Processes())
    task = build_task(config, device, dtype, lambda event: None)
    count = BLOCK.get(device.type, 2)
    iterations = _Iterations(task, config, (WARM + 1) * count)
    iterations.do(WARM * count)
    return iterations.do(count) / count


class _Iterations:
    """The last so many iterations of a run, with one batch of noise. Nothing is written."""

    def __init__(self, task: Task, config: TrainConfig, count: int) -> None:
        generator = torch.Generator().manual_seed(0)
        last = max(config.iterations, count)
        channels = 6 if config.taught else 3
        hq, lq = (
            torch.randint(0, 256, (config.batch, c, side, side), generator=generator, dtype=torch.uint8).to(
                task.device
            )
            for c, side in ((channels, config.patch), (3, config.patch // config.scale))
        )
        self.device = task.device
        self.trainer = Trainer(
            task,
            PairPool(hq, lq, batch=config.batch, seed=0),
            replace(config, accumulate=1, iterations=last),
            RunFolder(Path()),
            emit=lambda event: None,
            control=Control(None, CancelToken()),
        )
        self.trainer.progress.iteration = last - count
        task.network.train()

    def do(self, count: int) -> float:
        """Does so many of them, and returns the seconds they took."""
        _settle(self.device)
        began = time.perf_counter()
        for _ in range(count):
            self.trainer.step_once()
        _settle(self.device)
        return time.perf_counter() - began


def _settle(device: torch.device) -> None:
    if device.type == "cuda":
        torch.cuda.synchronize(device)
