"""`bench`: how a model's time divides into encoding, a step, the last step and decoding, and what a step does."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

import numpy as np
import torch
from torch.utils.flop_counter import FlopCounterMode

from core.commands.bench_device import launches
from core.commands.bench_operations import operation_shares
from core.diffusion.schedule import ScheduleConfig
from core.jobs import CancelToken, SampleSettings
from core.networks.swin_unet import SwinUNet
from core.upscaling.loading import Loaded
from core.upscaling.predictor import TorchPredictor

PARTS = ("encode", "step", "last_step", "decode")
Watch = Callable[[str, Callable[[], Any]], Any]
"""watch(part, work) does the work, records what it cost, and returns its result."""


def breakdown(
    loaded: Loaded, settings: SampleSettings, side: int, *, peak: float, rounds: int
) -> dict[str, Any]:
    """For each part: seconds (the best of some rounds), GFLOP, GFLOP/s and its share of `peak` (FLOP/s).

    For an official model on the processor also the share that each kind of operation has of a step's time.
    The input is a square of that side.
    """
    flops: dict[str, float] = {}

    def count(part: str, work: Callable[[], Any]) -> Any:
        with FlopCounterMode(display=False) as counter:
            done = work()
        flops[part] = counter.get_total_flops()
        return done

    best = dict.fromkeys(PARTS, float("inf"))

    def clock(part: str, work: Callable[[], Any]) -> Any:
        began = time.perf_counter()
        done = work()
        best[part] = min(best[part], time.perf_counter() - began)
        return done

    predictor = loaded.predictor
    with predictor.repeated.launched() if isinstance(predictor, TorchPredictor) else nullcontext():
        _walk(loaded, settings, side, count)
    for _ in range(rounds):
        _walk(loaded, settings, side, clock)
    figures: dict[str, Any] = {}
    for part in flops:
        seconds = best[part]
        figures[f"{part}_seconds"] = seconds
        if not flops[part]:
            continue  # Lite has nothing to encode or decode
        figures[f"{part}_gflop"] = flops[part] / 1e9
        figures[f"{part}_gflop_per_second"] = flops[part] / seconds / 1e9
        figures[f"{part}_share_of_peak"] = flops[part] / seconds / peak
    if isinstance(loaded.network, SwinUNet) and loaded.device.type == "cpu":
        figures |= step_operations(loaded, settings, side)
    return figures


def step_operations(loaded: Loaded, settings: SampleSettings, side: int) -> dict[str, float]:
    """The share that each kind of operation has of a step's time, see core.commands.bench_operations."""
    shares: dict[str, float] = {}

    def profiled(part: str, work: Callable[[], Any]) -> Any:
        if part != "step":
            return work()
        done: list[Any] = []
        shares.update(operation_shares(lambda: done.append(work())))
        return done[0]

    _walk(loaded, settings, side, profiled)
    return {f"step_time_in_{kind}": share for kind, share in shares.items()}


def step_launches(loaded: Loaded, settings: SampleSettings, side: int) -> int:
    """How many launches a step orders, when its shapes have been seen before."""
    counted = 0

    def count(part: str, work: Callable[[], Any]) -> Any:
        nonlocal counted
        if part != "step":
            return work()
        done: list[Any] = []
        counted = launches(lambda: done.append(work()), loaded.device)
        return done[0]

    _walk(loaded, settings, side, count)
    return counted


@torch.inference_mode()
def _walk(loaded: Loaded, settings: SampleSettings, side: int, watch: Watch) -> None:
    """Samples in three steps, of which `watch` sees the last two: in the first one memory is allocated for the first
    time. The last one may be computed more exactly than the others, see OfficialPass.steps. What restores at once has
    one step alone."""
    pixels = np.random.default_rng(0).random((side, side, 3), np.float32)
    mask = None
    if loaded.takes_mask:
        mask = np.zeros((side, side), bool)
        mask[: side // 2] = True
    pass_ = loaded.new_pass(settings, pixels.shape, CancelToken())
    schedule = loaded.recipe.schedule_as(ScheduleConfig).build(3, settings.kappa or loaded.recipe.kappa)
    start = watch("encode", lambda: pass_.start(pixels, mask))
    steps = pass_.steps(start, schedule, lambda tile, tiles: None)
    if not loaded.recipe.at_once:
        next(steps)
        watch("step", lambda: next(steps))
    last = watch("step" if loaded.recipe.at_once else "last_step", lambda: next(steps))
    # A band is computed when it is asked for.
    watch("decode", lambda: [band.shape for _, band, _ in pass_.result(start, last.x0).bands()])
