"""`bench` on a graphics device: bytes that cross to it and back, launches of a step, and a queue of pictures."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.utils._python_dispatch import TorchDispatchMode

from core.errors import EngineError
from core.events import Event, JobFailed
from core.images.formats.encode import save_picture
from core.images.picture import Picture
from core.jobs import CancelToken, SampleSettings, SaveSettings, UpscaleJob


class Crossed(TorchDispatchMode):
    """Counts the bytes that go from the processor to a device (`up`) and back (`down`), and how often."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.up = self.down = self.crossings = 0

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        out = func(*args, **(kwargs or {}))
        tensors = [a for a in (*args[:2], out) if isinstance(a, Tensor)]
        places = {t.device.type for t in tensors}
        if isinstance(out, Tensor) and len(places) > 1 and "cpu" in places:
            self.crossings += 1
            if out.device.type == "cpu":
                self.down += out.nbytes
            else:
                self.up += out.nbytes
        return out


def crossings(work: Callable[[], Any]) -> dict[str, float]:
    """What crosses while work() runs."""
    with Crossed() as crossed:
        work()
    return {
        "to_device_mb": crossed.up / 1e6,
        "from_device_mb": crossed.down / 1e6,
        "crossings": crossed.crossings,
    }


def launches(work: Callable[[], Any], device: torch.device) -> int:
    """How many launches work() orders on a CUDA device; on others, how many operations of torch."""
    from torch.profiler import ProfilerActivity, profile

    on_cuda = device.type == "cuda"
    activities = [ProfilerActivity.CPU, *([ProfilerActivity.CUDA] if on_cuda else [])]
    with profile(activities=activities) as seen:
        work()
    names = ("LaunchKernel", "GraphLaunch") if on_cuda else ("aten::",)
    return sum(e.count for e in seen.key_averages() if any(name in e.key for name in names))


def queue_seconds(engine: Any, settings: SampleSettings, side: int, count: int) -> float:
    """Seconds from the first file to the last result on disk, for so many square PNG files of that side."""
    rng = np.random.default_rng(0)
    failed: list[str] = []

    def emit(event: Event) -> None:
        if isinstance(event, JobFailed):
            failed.append(event.message)

    with TemporaryDirectory() as name:
        folder = Path(name)
        sources = [folder / f"{n:03}.png" for n in range(count)]
        for source in sources:
            # As smooth as a photograph: noise would measure the compression of PNG alone.
            coarse = Picture(rng.integers(0, 256, (side // 16, side // 16, 3)).astype(np.uint8))
            save_picture(_enlarged(coarse, side), source, format="png")
        save = SaveSettings(folder / "results", format="png")
        (folder / "results").mkdir()
        jobs = [UpscaleJob(source, settings, save, previews=False) for source in sources]
        began = time.perf_counter()
        engine.run_all(jobs, emit, CancelToken())
        seconds = time.perf_counter() - began
        done = len(list((folder / "results").iterdir()))
    if failed or done != count:
        raise EngineError(failed[0] if failed else f"The queue made {done} results of {count}.")
    return seconds


def _enlarged(picture: Picture, side: int) -> Picture:
    from core.images.resize import resize

    return replace(picture, pixels=resize(picture.pixels, (side, side)))
