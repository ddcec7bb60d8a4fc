"""Estimates how long a run will take and how much memory, by a few real iterations. Nothing is saved."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import psutil
import torch

from core.data.dataset import Dataset
from core.events import Emit, Estimated, LogLine
from core.jobs import CancelToken
from core.training.control import Control
from core.training.loop import memory
from core.training.loop.state import KEEP
from core.training.loop.trainer import Trainer
from core.training.processes import Processes
from core.training.run_folder import RunFolder
from core.training.runs.build import (
    build_batches,
    build_task,
    build_validation,
    choose_hardware,
    choose_pictures,
    validation_count,
)
from core.training.runs.run import plan_parts, set_threads
from core.training.settings.config import TrainConfig
from core.training.tasks.latent_task import LatentTask
from core.training.tasks.own_validation import OwnValidation
from core.training.tasks.task import Task

ROUNDS = 3  # iterations measured at most, after one to warm up
BUDGET = 20.0  # seconds, after which no further iteration is begun
BATCH = 4  # held-out pairs that are looked at
LOW_CEILING = 30.0  # dB: below, the autoencoder itself visibly changes the pictures


Clock = Callable[[], float]
"""Seconds since some fixed moment."""


@memory.enough_memory()
def estimate(
    config: TrainConfig,
    run: Path,
    *,
    emit: Emit,
    cancel: CancelToken,
    dataset: Dataset | None = None,
    clock: Clock = time.perf_counter,
) -> Estimated:
    """Measures a few iterations and part of a validation, emits Estimated and returns it. Without `dataset` the
    pictures are those in the run's folder, or else are looked through.

    Two iterations are always measured, more of them only within BUDGET. Raises what a run raises, and Cancelled.
    """
    set_threads(config)
    control, processes = Control(None, cancel), Processes()
    folder = RunFolder(run)
    notices: list[str] = []
    dataset = dataset or choose_pictures(config, folder, emit, control)
    device, dtype = choose_hardware(config, processes, lambda event: _keep_warnings(event, notices))
    task = build_task(config, device, dtype, lambda event: _keep_warnings(event, notices))
    batches = build_batches(config, dataset)
    accumulate = config.accumulate or plan_parts(config, task, batches, processes)
    trainer = Trainer(
        task, batches, config, folder, emit=lambda event: None, control=control, accumulate=accumulate
    )
    task.network.train()
    each = _seconds_per_iteration(trainer.step_once, control, clock)
    control.raise_if_stopped()
    validation = build_validation(config, task, dataset, at_most=BATCH)
    task.network.eval()
    count = validation_count(config, dataset)
    looking = _seconds(lambda: validation(control.raise_if_stopped), clock) * max(1.0, count / BATCH)
    validations = config.iterations // config.validate_every + 1
    ceiling = _ceiling(task, validation)
    if ceiling is not None and ceiling < LOW_CEILING:
        notices.append(
            f"This model's autoencoder shows your pictures with {ceiling:.1f} dB at best: no training can get beyond "
            "that. Lite has no such limit."
        )
    found = Estimated(
        each,
        each * config.iterations + looking * validations,
        _peak_memory(task, accumulate),
        accumulate,
        f"{device} ({str(dtype).removeprefix('torch.')})",
        ceiling,
        tuple(notices),
        _disk(task),
    )
    emit(found)
    return found


def _ceiling(task: Task, validation: object) -> float | None:
    """PSNR in dB of some held-out pictures after encoding and decoding; None for models without an autoencoder."""
    if not (isinstance(task, LatentTask) and isinstance(validation, OwnValidation)):
        return None
    hq = validation.pairs.hq[:8]
    back = torch.cat([task.round_trip(p) for p in hq.split(1)]).clamp(-1, 1)
    mse = ((back - hq) / 2).square().flatten(1).mean(1).clamp_min(1e-10)
    return float((-10 * mse.log10()).mean())


def _peak_memory(task: Task, accumulate: int) -> int:
    if task.device.type == "cuda":
        return int(torch.cuda.max_memory_allocated(task.device))
    used = psutil.Process().memory_info()
    # For saving, the largest group of tensors is in memory twice.
    return int(getattr(used, "peak_wset", used.rss)) + memory.state_bytes(task) // 2


def _disk(task: Task) -> int:
    """Bytes of the checkpoints that are kept and the one that is being written, each with weights, average and moments,
    and of the best average. The pictures that are saved come to little beside them."""
    state = memory.state_bytes(task)
    return (KEEP + 1) * state + state // 4


def _seconds_per_iteration(step: Callable[[], object], control: Control, clock: Clock) -> float:
    """The fastest of some iterations. The first one does not count, since it warms up."""
    began, times = clock(), list[float]()
    while len(times) < 2 or (len(times) <= ROUNDS and clock() - began < BUDGET):
        control.raise_if_stopped()
        times.append(_seconds(step, clock))
    return min(times[1:])


def _seconds(work: Callable[[], object], clock: Clock) -> float:
    began = clock()
    work()
    return clock() - began


def _keep_warnings(event: object, notices: list[str]) -> None:
    if isinstance(event, LogLine) and event.level == "warning":
        notices.append(event.message)
