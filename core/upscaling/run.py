"""A planned job being computed: some passes of the network, of some steps each, of some tiles each."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import numpy as np
import torch

from core.compute.device import free_cache
from core.errors import DeviceError
from core.events import JobStarted, Progress, StepPreview
from core.images import color
from core.images.alpha import enlarge_alpha, visible
from core.images.picture import Picture
from core.images.resize import resize
from core.images.wrapping import joined, with_copies_around
from core.jobs import CancelToken, Region, SampleSettings, UpscaleJob
from core.upscaling.finish import as_gray, color_fixing
from core.upscaling.journal import Journal, identity, open_journal
from core.upscaling.loading import Loaded
from core.upscaling.passes import Pass
from core.upscaling.plan import Plan
from core.upscaling.smaller_tiles import ran_out_of_memory
from core.upscaling.stopwatch import Stopwatch
from core.version import VERSION

log = logging.getLogger(__name__)

# Pixels of the input over which a seamless texture's edges are joined. Most networks make the same of what comes again;
# but what one with windows or a latent makes depends on where those lie, and they do not come again with the texture.
FADE = 8

# What further passes take for the verdict on the picture: what the network has made is neither a clean reduction nor a
# degraded one, and the judge has never met its like. So a region is what it is in the whole as well.
ENLARGED = 0.5


@dataclass
class Run:
    """One planned job. Call `result` or `computed` once; it raises Cancelled when the job is cancelled.

    turn  (which one, of how many) of the job's runs this is: they share its time, and the first one announces it
    """

    job: UpscaleJob
    plan: Plan
    loaded: Loaded
    settings: SampleSettings
    watch: Stopwatch
    cancel: CancelToken
    turn: tuple[int, int] = (0, 1)
    journals: list[Journal] = field(default_factory=list)
    # Rows and columns that the present pass's input lacks at the top and at the left, in its pixels; see `_trimmed`.
    trim: tuple[int, int] = field(default=(0, 0), init=False)

    def result(self) -> Picture:
        """The enlarged picture, cut to the wanted region and resized to the wanted size."""
        return self.computed()()

    def computed(self) -> Callable[[], Picture]:
        """Does all that takes the network and its device. What comes back makes the result of that: any thread may call
        it, once, while the network computes something else."""
        plan, source = self.plan, self.plan.picture
        pixels = visible(source)
        for number in range(plan.passes - 1):
            pixels = self._trimmed(self._enlarge(pixels, number)(), number + 1)
        return partial(self._finished, self._enlarge(pixels, plan.passes - 1))

    @torch.inference_mode()
    def _finished(self, last: Callable[[], np.ndarray]) -> Picture:
        """The result, once the last pass's pixels are made."""
        plan, source = self.plan, self.plan.picture
        pixels = last()
        factor = self.loaded.recipe.scale**plan.passes
        box = self._enlarged_box(factor, self.loaded.recipe.scale)
        rows, columns = slice(box.y, box.y + box.height), slice(box.x, box.x + box.width)
        pixels = joined(pixels, rows, columns, FADE * factor) if plan.seamless else pixels[rows, columns]
        self.watch.emit(Progress(self.job.job_id, "finish", 0.96))
        seamless, size = plan.seamless, plan.out_size
        pixels = with_copies_around(resize, pixels, size) if seamless else resize(pixels, size)
        if source.gray:
            pixels = as_gray(pixels)
        alpha = None if plan.alpha is None else enlarge_alpha(plan.alpha, size, seamless=seamless)
        about, dpi = source.about, self.settings.resolution
        if dpi is not None:
            about = replace(about, dpi=(dpi, dpi))
        return replace(source, pixels=np.ascontiguousarray(pixels), alpha=alpha, about=about)

    def _enlarged_box(self, factor: int, times: int = 1) -> Region:
        """The wanted part in the plan's picture enlarged by `factor`, in whole pixels of the present pass's input, or
        of what it makes of that, `times` as large."""
        x, y, width, height = self.plan.inner
        left, top = round(x * factor), round(y * factor)
        right, bottom = round((x + width) * factor), round((y + height) * factor)
        down, across = (side * times for side in self.trim)
        return Region(left - across, top - down, right - left, bottom - top)

    def _trimmed(self, pixels: np.ndarray, number: int) -> np.ndarray:
        """What pass `number` needs of what the one before has made: the wanted part and the model's context around it.
        The context that the first pass had has grown meanwhile, and would cost a multiple of what is wanted."""
        scale, grid = self.loaded.recipe.scale, self.loaded.grid
        if scale == 1:  # the passes are over faces of one picture
            return pixels
        factor = scale**number
        self.trim = self.trim[0] * scale, self.trim[1] * scale
        box = self._enlarged_box(factor)
        around = max(self.loaded.context, FADE * factor if self.plan.seamless else 0)
        parts = []
        for axis, (begin, length) in enumerate(((box.y, box.height), (box.x, box.width))):
            at = self.plan.origin[axis] * factor + self.trim[axis]  # where the pixels begin in the whole
            first = (at + begin - around) // grid * grid - at
            last = -(-(at + begin + length + around) // grid) * grid - at
            parts.append(slice(max(0, first), min(pixels.shape[axis], last)))
        self.trim = self.trim[0] + parts[0].start, self.trim[1] + parts[1].start
        return np.ascontiguousarray(pixels[parts[0], parts[1]])

    def forget(self) -> None:
        """Deletes the journals: the job is done or cancelled, and nobody will want to go on with it."""
        for journal in self.journals:
            journal.delete()

    @torch.inference_mode()
    def _enlarge(self, pixels: np.ndarray, number: int) -> Callable[[], np.ndarray]:
        """One pass of the network: uint8 or uint16 H x W x 3 -> what gives the same dtype, scale H x scale W x 3, see
        `color_fixing`."""
        lq = pixels.astype(np.float32) / np.float32(np.iinfo(pixels.dtype).max)
        clean = self.plan.clean if number == 0 or self.plan.clean is None else ENLARGED
        pass_ = self.loaded.new_pass(self.settings, pixels.shape, self.cancel, clean=clean)
        # So that a part gets the noise that it has in the whole.
        down, across = self.plan.origin
        grown = pass_.scale**number
        pass_.origin = down * grown + self.trim[0], across * grown + self.trim[1]
        if self.plan.period is not None:
            rows, columns = self.plan.period
            pass_.period = rows * grown, columns * grown
        clock = Clock(self, number, pass_)
        start = pass_.start(lq, self.plan.mask)
        self._take_up(pass_, start, pixels, clean)
        if number == 0 and self.turn[0] == 0:
            self._announce(pass_.tiles(start))
        clock.started()
        x0 = None
        for step in pass_.steps(start, self.plan.schedule, clock.tile_done):
            x0 = step.x0
            clock.step_done()
            if self.job.previews and step.number < step.steps:
                self._show(pass_, start, x0, step.number, number)
        assert x0 is not None
        # Around the hole of an inpainting is the input itself, and inside there is no colour to match.
        fix = "off" if self.plan.mask is not None else self.settings.color_fix
        result = pass_.result(start, x0)
        fixed = color_fixing(result, lq, scale=pass_.scale, fix=fix, dtype=pixels.dtype)
        if self.job.previews:
            self._show(pass_, start, x0, len(self.plan.schedule), number)
        return fixed

    def _take_up(self, pass_: Pass, start: Any, pixels: np.ndarray, clean: float | None) -> None:
        """Gives the pass its journal, and the size of tiles that the journal was begun with."""

        def name() -> str:
            return identity(pixels, self.plan.mask, {**self._facts(pass_), "clean": clean})

        steps = len(self.plan.schedule)
        journal = open_journal(steps * pass_.tiles(start), steps * pass_.kept(start), name)
        self.journals.append(journal)
        pass_.journal, pass_.tile = journal, journal.tile(pass_.tile)
        if journal.found:
            tiles = steps * pass_.tiles(start)
            log.info("Going on with %d of %d tiles of an earlier run.", min(journal.found, tiles), tiles)

    def _facts(self, pass_: Pass) -> dict[str, Any]:
        """All that decides the predictions of a pass beside its pixels. A tile size that was not asked for is left to
        the journal."""
        names = ("steps", "kappa", "seed", "stochasticity", "tile", "device", "dtype")
        settings = {name: getattr(self.settings, name) for name in names}
        versions = [VERSION, str(torch.__version__)]
        place = {"origin": pass_.origin, "period": pass_.period}
        return {**settings, **self.loaded.digests, **place, "versions": versions}

    def _announce(self, tiles: int) -> None:
        plan = self.plan
        self.watch.emit(
            JobStarted(
                self.job.job_id,
                self.job.name,
                plan.region.width,
                plan.region.height,
                *plan.out_size,
                steps=len(plan.schedule),
                tiles=tiles,
                device=str(self.loaded.device),
                dtype=str(self.loaded.dtype).removeprefix("torch."),
            )
        )

    def _show(self, pass_: Pass, start: Any, x0: torch.Tensor, step: int, number: int) -> None:
        """Emits a preview, or none where the memory does not suffice for it: the result counts for more."""
        tile = pass_.tile
        try:
            self._preview(pass_, start, x0, step, number)
        except (RuntimeError, MemoryError, DeviceError) as error:
            if not ran_out_of_memory(error):
                raise
            pass_.tile = tile  # decoding a latent halves it, too
            log.warning("Out of memory: going on without a preview of step %d.", step)
            free_cache(self.loaded.device)

    def _preview(self, pass_: Pass, start: Any, x0: torch.Tensor, step: int, number: int) -> None:
        """Emits a preview, in the last pass only: that one has the size of the result."""
        if number < self.plan.passes - 1:
            return
        factor = pass_.scale ** (self.plan.passes - 1)
        box = self._enlarged_box(factor)
        exact, largest = self.job.exact_previews, self.job.preview_side
        self._emit_preview(pass_.preview(start, x0, box, largest=largest, exact=exact), step)

    def _emit_preview(self, image: np.ndarray, step: int) -> None:
        """`image`: the wanted part as it is in this step, uint8 h x w x 3, in the input's colours."""
        if self.plan.picture.icc is not None:
            image = color.to_srgb8(replace(self.plan.picture, pixels=image, alpha=None))
        image = np.ascontiguousarray(image)
        image.setflags(write=False)
        self.watch.emit(StepPreview(self.job.job_id, step, len(self.plan.schedule), image))


class Clock:
    """Turns what has been done into events of progress.

    The runs of a job share the time equally, their passes by their numbers of pixels, and within a pass its parts by
    `Pass.costs`.
    """

    def __init__(self, run: Run, number: int, pass_: Pass) -> None:
        self.run, self.step, self.steps = run, 1, len(run.plan.schedule)
        self.pass_, self.taken, self.read = pass_, 0, 0.0
        costs = [float(pass_.scale**2) ** k for k in range(run.plan.passes)]
        turn, turns = run.turn
        whole = turns * sum(costs)
        self.before, self.share = turn / turns + sum(costs[:number]) / whole, costs[number] / whole
        first, each, last = pass_.costs
        parts = first + each * self.steps + last
        self.prepared, self.each = first / parts, each / parts
        self.began = run.watch.now()
        if first:
            self._tell(0.0, 0, 1)

    def started(self) -> None:
        """Says that the input is prepared."""
        if self.prepared:
            self._tell(self.prepared, 0, 1)

    def tile_done(self, tile: int, tiles: int) -> None:
        """Says that a tile of the present step is done, number `tile` of `tiles`."""
        taken = self.pass_.journal.taken
        self.read += self.each * (taken - self.taken) / tiles
        self.taken = taken
        self._tell(self.prepared + self.each * (self.step - 1 + tile / tiles), tile, tiles)

    def step_done(self) -> None:
        self.step += 1

    def _tell(self, done: float, tile: int, tiles: int) -> None:
        """Emits progress; `done` is the finished part of this pass, 0 to 1. The time left is estimated from what has
        been computed, not from what was read from the journal."""
        spent = self.run.watch.now() - self.began
        rest = 1 - self.before - self.share * done
        computed = self.share * (done - self.read)
        left = spent / computed * rest if computed > 1e-9 else None
        fraction = 0.02 + 0.93 * (self.before + self.share * done)
        step, steps = (self.step, self.steps) if tile else (0, 0)
        self.run.watch.emit(
            Progress(self.run.job.job_id, "sample", fraction, step, steps, tile, tiles if tile else 0, left)
        )
