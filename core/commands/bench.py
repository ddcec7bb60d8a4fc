"""`bench`: how fast a model samples compared with this machine's plain convolutions, its memory, the cold start."""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from core.commands.figures_file import check_figures_file, write_figures
from core.jobs import CancelToken, SampleSettings


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--model", default=SampleSettings().model, help="key or file [%(default)s]")
    parser.add_argument("--side", type=at_least_one, default=256, help="side of the input in pixels [256]")
    parser.add_argument("--steps", type=at_least_one, help="steps of the chain [the model's]")
    parser.add_argument("--rounds", type=at_least_one, default=3, help="how often it is measured [3]")
    parser.add_argument(
        "--device", default="auto", help="auto, cpu, cuda, cuda:1, mps, xpu, vulkan, vulkan:1 [auto]"
    )
    parser.add_argument("--dtype", default="auto", help="auto, float32, bfloat16, float16 [auto]")
    parser.add_argument(
        "--queue", type=at_least_one, metavar="N", help="also measure a queue of N files, of 512 x 512 pixels"
    )
    parser.add_argument("--queue-side", type=at_least_one, default=512, help=argparse.SUPPRESS)
    parser.add_argument(
        "--train", choices=("lite", "official"), help="measure training of that network instead"
    )
    parser.add_argument(
        "--config", type=Path, metavar="FILE", help="with --train: measure a run with these training settings"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures")


def at_least_one(text: str) -> int:
    """A whole number from 1 on, as an argument."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 1 on")
    return int(text)


def run(options: argparse.Namespace) -> int:
    check_figures_file(options.json)
    if options.train:
        from core.commands.bench_train import measure_training

        figures = measure_training(options.train, rounds=options.rounds, settings=options.config)
    else:
        figures = measure(options)
    write_figures(options.json, figures)
    for name, value in figures.items():
        print(f"{name}: {value:.3f}" if isinstance(value, float) else f"{name}: {value}")
    return 0


def measure(options: argparse.Namespace) -> dict[str, Any]:
    """All figures of one run on this machine. The shares of the peak hold even if the speed of the machine varies."""
    from torch.utils.flop_counter import FlopCounterMode

    from core.commands.bench_breakdown import breakdown
    from core.commands.bench_peak import peak_convolution
    from core.models.catalog import find_model
    from core.upscaling.locating import locate
    from core.upscaling.upscaler import Upscaler

    side = options.side
    settings = SampleSettings(
        model=options.model,
        scale=float(find_model(options.model).scale),
        steps=options.steps,
        device=options.device,
        dtype=options.dtype,
    )
    began = time.perf_counter()
    engine = Upscaler()
    engine.warm_up(settings)
    warm_up = time.perf_counter() - began
    with FlopCounterMode(display=False) as counter:
        _upscale(engine, settings, side)
    seconds = min(_upscale(engine, settings, side) for _ in range(options.rounds))
    loaded = engine.loaded(locate(settings))
    flops = counter.get_total_flops()
    # torch has no convolutions on Vulkan devices.
    place = "cpu" if loaded.device.type == "vulkan" else loaded.device
    peak = peak_convolution(place, loaded.dtype, *loaded.typical_convolution(side))
    parts = breakdown(loaded, settings, side, peak=peak, rounds=options.rounds)
    figures = {
        "device": str(loaded.device),
        "dtype": str(loaded.dtype).removeprefix("torch."),
        "input": f"{side}x{side}",
        "steps": settings.steps or loaded.recipe.steps,
        "seconds": seconds,
        "seconds_per_megapixel": seconds / ((side * loaded.recipe.scale) ** 2 / 1e6),
        "gflop": flops / 1e9,
        "gflop_per_second": flops / 1e9 / seconds,
        "peak_convolution_gflop_per_second": peak / 1e9,
        "share_of_peak": flops / seconds / peak,
        **parts,
        **_on_device(engine, settings, options, loaded),
        "memory_mb": _peak_memory() / 1e6,
        "warm_up_seconds": warm_up,
        "cold_start_seconds": _cold_start(),
    }
    if place == loaded.device:
        return figures
    # torch counts only what it computes itself.
    return {name: figure for name, figure in figures.items() if "gflop" not in name and "share" not in name}


def _on_device(
    engine: Any, settings: SampleSettings, options: argparse.Namespace, loaded: Any
) -> dict[str, Any]:
    """What concerns graphics devices, and the queue if it was asked for."""
    from core.commands.bench_breakdown import step_launches
    from core.commands.bench_device import crossings, queue_seconds

    figures: dict[str, Any] = {}
    if loaded.device.type not in ("cpu", "vulkan"):
        figures |= crossings(lambda: _upscale(engine, settings, options.side))
        figures["launches_a_step"] = step_launches(loaded, settings, options.side)
    if options.queue:
        figures["queue"] = f"{options.queue} of {options.queue_side}x{options.queue_side}"
        figures["queue_seconds"] = queue_seconds(engine, settings, options.queue_side, options.queue)
    return figures


def _upscale(engine: Any, settings: SampleSettings, side: int) -> float:
    """Seconds that one square of noise takes."""
    import numpy as np

    from core.errors import EngineError
    from core.events import JobDone, JobFailed
    from core.images.picture import Picture
    from core.jobs import UpscaleJob

    pixels = np.random.default_rng(0).integers(0, 256, (side, side, 3)).astype(np.uint8)
    ends: list[Any] = []
    began = time.perf_counter()
    job = UpscaleJob(None, settings, picture=Picture(pixels), mask=_mask_of(engine, settings, side))
    engine.run(job, ends.append, CancelToken())
    if isinstance(ends[-1], JobFailed):
        raise EngineError(ends[-1].message)
    assert isinstance(ends[-1], JobDone)
    return time.perf_counter() - began


def _peak_memory() -> int:
    """The most bytes of memory this process has held at once."""
    import psutil

    if sys.platform == "win32":
        return int(psutil.Process().memory_info().peak_wset)
    if sys.platform == "linux":  # getrusage would count the process that this one was forked from
        lines = Path("/proc/self/status").read_text("ascii").splitlines()
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:"))
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def _mask_of(engine: Any, settings: SampleSettings, side: int) -> Any:
    """A mask over the upper half if the model takes one, else None."""
    import numpy as np

    from core.images.picture import Picture
    from core.upscaling.locating import locate

    if not engine.loaded(locate(settings)).takes_mask:
        return None
    mask = np.zeros((side, side, 3), np.uint8)
    mask[: side // 2] = 255
    return Picture(mask)


def _cold_start() -> float:
    """Seconds that a new process takes to import the engine."""
    command = [sys.executable, "-c", "import core.upscaling.upscaler"]
    began = time.perf_counter()
    subprocess.run(command, check=True, cwd=Path(__file__).resolve().parents[2])
    return time.perf_counter() - began
