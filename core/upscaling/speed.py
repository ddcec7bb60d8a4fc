"""How fast a model is on this device: measured once in about a second, remembered, and corrected by finished jobs."""

from __future__ import annotations

import logging
import math
import statistics
import time
from dataclasses import dataclass, replace

import numpy as np
import torch

from core.compute.device import free_cache
from core.compute.number_format import identity
from core.diffusion.schedule import ScheduleConfig
from core.errors import DeviceError
from core.jobs import CancelToken, SampleSettings
from core.storage.remembered import recall, remember
from core.upscaling.finish import color_fixed
from core.upscaling.loading import Loaded
from core.upscaling.passes import Pass
from core.upscaling.smaller_tiles import ran_out_of_memory

log = logging.getLogger(__name__)

REMEMBERED = "speeds"
SMALLEST, LARGEST = 64, 1024  # sides in pixels of what is measured
LONG_ENOUGH = 0.25  # seconds of a measurement that says something
BUDGET = 1.0  # seconds, after which none is begun
KEPT = 5  # finished jobs whose times count, by their median
FAR = 4.0  # a job that was held up counts as one that took so many times as long, no more
FEW = 3  # jobs of which most were FAR off: not they are wrong, but what is remembered
WORTH = 0.5  # seconds: a shorter job says nothing, where no longer one was expected
TINY = 128 * 128  # input pixels: of a smaller job most is what every job takes, however small
STARTED = 30.0  # seconds, of which starting the device, as in a process's first job, is a small part

_begun: set[str] = set()  # what has computed a job in this process, which is slower at the first one


@dataclass(frozen=True)
class Speed:
    """`each` is seconds for a million input pixels and a unit of Pass.costs, `finish` for a million pixels of the
    network's result. `ratios` are what the last jobs took over what these two had said."""

    each: float
    finish: float
    ratios: tuple[float, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether these can be times: a record may hold anything."""
        numbers = (self.each, self.finish, *self.ratios)
        return all(map(math.isfinite, numbers)) and self.each > 0 and min(numbers) >= 0

    @property
    def refuted(self) -> bool:
        """Whether the jobs since then lie so far off that this is worth nothing."""
        if len(self.ratios) < FEW:
            return False
        return not 1 / FAR < statistics.median(self.ratios) < FAR

    def seconds(self, pass_: Pass, steps: int, height: int, width: int) -> float:
        """What one pass over a picture of that size should take."""
        plain = self._plain(pass_, steps, height, width)
        return plain * (statistics.median(self.ratios) if self.ratios else 1.0)

    def _plain(self, pass_: Pass, steps: int, height: int, width: int) -> float:
        result = height * width * pass_.scale**2
        return (self.each * units(pass_, steps) * pass_.area(height, width) + self.finish * result) / 1e6


def units(pass_: Pass, steps: int) -> float:
    """The costs of a pass with so many steps, see Pass.costs."""
    first, each, last = pass_.costs
    return first + each * steps + last


def known(loaded: Loaded) -> Speed | None:
    """What has been remembered; None if nothing was, if it cannot be, or if jobs have refuted it."""
    found = recall(dict[str, Speed], REMEMBERED, {}).get(_key(loaded))
    return found if found is not None and found.sound and not found.refuted else None


def measured(loaded: Loaded, cancel: CancelToken) -> Speed:
    """The speed as it is remembered, else measured now. Raises Cancelled, and DeviceError where it cannot be."""
    speed = known(loaded)
    if speed is None:
        speed = _measure(loaded, cancel)
        log.info("Speed of %s: %s", _key(loaded), speed)
        _keep(loaded, speed)
    return speed


def learn(loaded: Loaded, passes: list[tuple[Pass, int, int]], steps: int, seconds: float) -> None:
    """Corrects what is remembered by a finished job, given its passes with their heights and widths. The first job of a
    process, unless it is long, and tiny ones teach nothing: what they take is for the most part not the work."""
    key = _key(loaded)
    first = key not in _begun
    _begun.add(key)
    if (first and seconds < STARTED) or sum(height * width for _, height, width in passes) < TINY:
        return
    speed = known(loaded)
    if speed is None:
        if seconds < WORTH:
            return
        work = sum(units(p, steps) * p.area(height, width) for p, height, width in passes)
        _keep(loaded, Speed(1e6 * seconds / work, 0.0, (1.0,)))
        return
    said = sum(speed._plain(p, steps, height, width) for p, height, width in passes)
    if max(seconds, said) < WORTH:
        return
    ratio = min(FAR, max(1 / FAR, seconds / said))
    if len(speed.ratios) == KEPT and abs(ratio / statistics.median(speed.ratios) - 1) < 0.1:
        return  # nothing new, and a queue may have thousands of pictures
    _keep(loaded, replace(speed, ratios=(*speed.ratios, ratio)[-KEPT:]))


@torch.inference_mode()
def _measure(loaded: Loaded, cancel: CancelToken) -> Speed:
    """The speed on gray squares: each time on one twice as large, until one takes long enough; then on the same until
    the time for it all is over. The fastest of the largest counts, as whatever else the machine does makes it slower.
    The first of all only warms up, unless it takes all the time there is."""
    began, side, best = time.perf_counter(), SMALLEST, _timed(loaded, SMALLEST, cancel)
    fresh = True  # no square of this size has been measured
    while time.perf_counter() - began < BUDGET:
        before = time.perf_counter()
        try:
            speed = _timed(loaded, side, cancel)
        except (RuntimeError, MemoryError, DeviceError) as error:
            if not ran_out_of_memory(error):
                raise
            free_cache(loaded.device)
            return best
        best = speed if fresh or speed.each < best.each else best
        fresh = time.perf_counter() - before < LONG_ENOUGH and side < LARGEST and not loaded.trained_side
        side *= 2 if fresh else 1
    return best


def _timed(loaded: Loaded, side: int, cancel: CancelToken) -> Speed:
    """One step for a square, and what follows the last step."""
    gray = np.full((side, side, 3), 0.5, np.float32)
    settings = SampleSettings(device=str(loaded.device))
    mask = np.eye(side, dtype=bool) if loaded.takes_mask else None
    schedule = loaded.recipe.schedule_as(ScheduleConfig).build(1, loaded.recipe.kappa)
    pass_ = loaded.new_pass(settings, gray.shape, cancel)
    whole = sum(pass_.costs) > pass_.costs[1]  # what goes before and after is in the costs already
    began = time.perf_counter()
    start = pass_.start(gray, mask)
    x0 = None
    for step in pass_.steps(start, schedule, lambda tile, tiles: cancel.raise_if_cancelled()):
        x0 = step.x0
        float(x0.flatten()[0])  # waits until the device has done it
    assert x0 is not None
    stepped = time.perf_counter()
    color_fixed(pass_.result(start, x0), gray, scale=pass_.scale, fix="wavelet", dtype=np.uint8)
    ended = time.perf_counter()
    work = units(pass_, 1) * pass_.area(side, side)
    if whole:
        return Speed(1e6 * (ended - began) / work, 0.0)
    return Speed(1e6 * (stepped - began) / work, 1e6 * (ended - stepped) / (side * pass_.scale) ** 2)


def _keep(loaded: Loaded, speed: Speed) -> None:
    speeds = recall(dict[str, Speed], REMEMBERED, {})
    remember(REMEMBERED, {key: vars(one) for key, one in {**speeds, _key(loaded): speed}.items()})


def _key(loaded: Loaded) -> str:
    """The model's file, the device with its driver and torch, and the number format."""
    dtype = str(loaded.dtype).removeprefix("torch.")
    return f"{loaded.digests['model'][:16]}, {loaded.device}, {identity(loaded.device)}, {dtype}"
