"""One pass of a Lite model: a picture is enlarged by sampling in pixel-shuffle space, tile by tile."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

import numpy as np
import torch
from torch import Tensor

from core.compute.crossing import ferry_for, holds, upload
from core.compute.device import free_cache
from core.diffusion.noise import noise_field
from core.diffusion.sampler import Step, sample
from core.diffusion.schedule import Schedule
from core.errors import DeviceError
from core.jobs import CancelToken, Region
from core.latents import pixel_shuffle, views
from core.latents.blended_tiles import TileDone
from core.latents.margin_tiles import Tile, continued, plan_tiles
from core.upscaling.journal import Journal, key_of
from core.upscaling.lite_plan import MARGIN, SMALLEST_TILE, batches, fields_held
from core.upscaling.pixel_field import REACH, FieldResult, band_rows, field_dtype, preview
from core.upscaling.predictor import NoiseState, Predictor
from core.upscaling.smaller_tiles import ran_out_of_memory, with_smaller_batches, with_smaller_tiles

log = logging.getLogger(__name__)

HELD = 0.65  # of what a tile is planned with: as much the built-in model really takes on the processor
CPU = torch.device("cpu")


@dataclass
class LitePass:
    """One enlargement by the network's scale, a `Pass` of core.upscaling.passes.

    tile           side of a tile in low-resolution pixels; halved if memory runs out
    stochasticity  0 to 1, see Schedule.transition
    at_once        pixels of tiles of one shape that the network may get as a batch, on a device; halved if memory runs
                   out
    home           where the fields lie from the first step to the last: the predictor's home or the processor. If the
                   memory of a device does not suffice, it becomes the processor
    clean          what the predictor's judge said of the whole picture, 0 to 1; None: it is asked about each tile
    averaged       whether there is more than one step, for the plan: then their mean is held as well
    period         see core.upscaling.passes.Pass

    Each step looks at the picture from another side, and its x0 is the mean of what has been predicted so far, see
    core.latents.views: what a step adds is another opinion. Which side comes first is the seed's choice, as the
    noise is.
    """

    predictor: Predictor
    tile: int
    seed: int
    stochasticity: float
    cancel: CancelToken
    home: torch.device = CPU
    at_once: int = 0
    origin: tuple[int, int] = (0, 0)
    clean: float | None = None
    averaged: bool = False
    costs: tuple[float, float, float] = (0.0, 1.0, 0.0)
    journal: Journal = field(default_factory=Journal)
    period: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        self.scale: int = self.predictor.scale
        self.device = self.predictor.device
        self.batch = 1

    @property
    def resident(self) -> bool:
        """Whether the fields lie on a device."""
        return self.home.type != "cpu"

    @property
    def streaming(self) -> bool:
        """Whether the fields lie in the processor's memory and the tiles are computed on a device of torch."""
        return not self.resident and self.predictor.home.type != "cpu"

    def start(self, lq: np.ndarray, mask: np.ndarray | None = None) -> Start:
        """The picture float32 H x W x 3 in [0, 1], brought home. There are no Lite models that take a mask."""
        return Start(upload(self._pad(lq), self.home), *lq.shape[:2])

    def tiles(self, start: Start) -> int:
        """How many tiles each step takes, as planned."""
        return -(-start.height // self.tile) * -(-start.width // self.tile)

    def kept(self, start: Start) -> int:
        """How many bytes the predictions of one step are."""
        values = 3 * self.scale**2 * start.height * start.width
        return values * field_dtype(values).itemsize

    def area(self, height: int, width: int) -> float:
        """See core.upscaling.passes.Pass."""
        return float(sum(t.outer_height * t.outer_width for t in self._tiles(height, width)))

    def memory(self, height: int, width: int) -> float:
        """See core.upscaling.passes.Pass: the fields, and the activations of the largest tile or batch."""
        values = 3 * self.scale**2 * height * width
        areas = [t.outer_height * t.outer_width for t in self._tiles(height, width)]
        largest = max(*areas, min(self.at_once, sum(areas)))
        held = HELD * self.predictor.bytes_per_pixel * largest
        return fields_held(averaged=self.averaged) * values * field_dtype(values).itemsize + held

    def _tiles(self, height: int, width: int) -> list[Tile]:
        """The tiles of a picture, whose sides are rounded up to multiples of `predictor.multiple`."""
        m = self.predictor.multiple
        padded = height + -height % m, width + -width % m
        return plan_tiles(*padded, tile=self.tile, margin=MARGIN, multiple=m)

    def steps(self, start: Start, schedule: Schedule, tile_done: TileDone) -> Iterator[Step]:
        """The steps of the chain.

        Their x0 are fields [1, 3 scale^2, h, w] at home; h and w are H and W rounded up to multiples of
        `predictor.multiple`.
        """
        done, forgot = 0, False
        planned = self.tile, self.at_once

        def tell(step: int, number: int, count: int) -> None:
            if step > done:
                tile_done(number, count)

        while True:
            try:
                for step in self._chain(start.lq.to(self.home), schedule, tell):
                    if step.number > done:
                        done = step.number
                        yield step
                return
            except (RuntimeError, MemoryError, DeviceError) as error:
                if not self.resident or not ran_out_of_memory(error):
                    raise
            # Noise is indexed by position, so the chain comes by the same states again.
            self.tile, self.at_once = planned
            if self.predictor.forget() and not forgot:
                log.warning("Out of memory: going on without what was recorded.")
                forgot = True
            else:
                log.warning("The picture does not fit into the device's memory: going on tile by tile.")
                self.home = CPU
            free_cache(self.device)

    def _chain(self, lq: Tensor, schedule: Schedule, tell: Callable[[int, int, int], None]) -> Iterator[Step]:
        """The chain for a picture [1, 3, h, w] in [-1, 1]; tell(step, tile, tiles) after each tile."""
        y = self._y_field(lq)
        x0 = torch.empty_like(y)  # of one step
        mean = torch.zeros_like(y) if len(schedule) > 1 else x0
        top, left = self.origin

        def noise(draw: int, rows: slice) -> Tensor:
            shifted = slice(rows.start + top, rows.stop + top)
            columns = slice(left, left + y.shape[3])
            made = noise_field(
                self.seed,
                draw,
                y.shape[1],
                shifted,
                columns,
                device=self.home,
                by=self.predictor.squares,
                period=self.period,
            )
            return made.to(y.dtype)

        def predict(x_t: Tensor, i: int) -> Tensor:
            step = len(schedule) - i
            tile_done = partial(tell, step)
            state = NoiseState(*schedule.state(i), self.clean)
            level = _Level(x_t, y, lq, i, state, views.side_of(step, self.seed))
            compute = partial(self._predict, level, x0, tile_done)
            with_smaller_tiles(self, partial(with_smaller_batches, self, compute), smallest=SMALLEST_TILE)
            return x0 if mean is x0 else mean.lerp_(x0, 1 / step)

        band = band_rows(y.shape[3], y.shape[1], self.home)
        yield from sample(predict, y, schedule, noise, stochasticity=self.stochasticity, band=band)

    def result(self, start: Start, field: Tensor) -> FieldResult:
        """The pixels of a finished field, made band by band when they are asked for."""
        return FieldResult(field, self.scale, start.height, start.width, start.lq)

    def preview(self, start: Start, field: Tensor, box: Region, *, largest: int, exact: bool) -> np.ndarray:
        """See core.upscaling.passes.Pass."""
        return preview(field, self.scale, box, largest=largest)

    def _pad(self, lq: np.ndarray) -> Tensor:
        """The picture as [1, 3, h, w] in [-1, 1], continued by reflection up to multiples of `predictor.multiple`.

        No more is added: at the edges of the picture the network meets its own zero padding, as it did at the edges of
        its training patches.
        """
        padded = torch.from_numpy(continued(lq, self.predictor.multiple))
        return padded.permute(2, 0, 1)[None].mul(2).sub(1)

    def _y_field(self, padded: Tensor) -> Tensor:
        """The bicubic enlargement as a field, made in bands; the kernel reaches 4 rows beyond a band."""
        scale = self.scale
        height, width = padded.shape[2:]
        channels = 3 * scale**2
        dtype = field_dtype(channels * height * width)
        y = torch.empty(
            (1, channels, height, width), dtype=dtype, device=padded.device, memory_format=torch.channels_last
        )
        rows = band_rows(width, channels, padded.device)
        for start in range(0, height, rows):
            stop = min(start + rows, height)
            low, high = max(0, start - REACH), min(height, stop + REACH)
            band = pixel_shuffle.upsample(padded[:, :, low:high], scale)
            y[:, :, start:stop] = band[:, :, start - low : stop - low]
        return y

    def _predict(self, level: _Level, out: Tensor, tile_done: TileDone) -> None:
        """Fills `out` with the network's x0 for the whole field.

        On a device all tiles are ordered before anything is waited for: whether their values are numbers is asked once.
        """
        if self.streaming:
            self._stream(level, out, tile_done)
        elif not self.resident:
            self._fill(level, out, tile_done, looked_at=True)
        elif not holds(self._fill(level, out, tile_done, looked_at=False)):
            self._fill(level, out, lambda number, count: None, looked_at=True)

    def _x0(self, level: _Level, parts: list[Tensor], *, where: str | None) -> Tensor:
        """What the predictor makes of a tile's x_t, y and lq from the side of the level; see `Predictor.x0`."""

        def predict(x_t: Tensor, y: Tensor, lq: Tensor) -> Tensor:
            return self.predictor.x0(x_t, y, lq, level.state, where=where)

        return views.from_side(level.side, predict, *parts)

    def _stream(self, level: _Level, out: Tensor, tile_done: TileDone) -> None:
        """Fills `out` tile by tile through the device: while one is computed the next is on its way there and the one
        before on its way back, where it is looked at whether its values are numbers."""
        tiles = self._tiles(*out.shape[2:])
        ferry = ferry_for(self.device)
        keys = [key_of(level.index, tile.y, tile.x, tile.height, tile.width) for tile in tiles]

        def finish(number: int, arrived: Callable[[], Tensor]) -> None:
            tile = tiles[number]

            def compute() -> Tensor:
                core = arrived()
                if bool(core.isfinite().all()):
                    return core
                x0 = self._x0(level, level.parts(tile), where=f"tile {number + 1}")
                return x0[:, :, *tile.inner].to(out.device, out.dtype)

            out[:, :, *tile.core].copy_(self.journal.predicted([keys[number]], compute))

        todo = []
        for number, tile in enumerate(tiles):
            if (known := self.journal.recall(keys[number])) is None:
                todo.append(number)
            else:
                self.journal.taken += 1
                out[0, :, *tile.core].copy_(known)
                tile_done(number + 1 - len(todo), len(tiles))
        told = len(tiles) - len(todo)
        coming = ferry.bring(level.parts(tiles[todo[0]])) if todo else None
        before: tuple[int, Callable[[], Tensor]] | None = None
        for n, number in enumerate(todo):
            self.cancel.raise_if_cancelled()
            assert coming is not None
            parts = coming()
            if n + 1 < len(todo):
                coming = ferry.bring(level.parts(tiles[todo[n + 1]]))
            inner = self._x0(level, parts, where=None)[:, :, *tiles[number].inner]
            # A copy: a recording overwrites its output at the next call, which is ordered before this has been read.
            dense = torch.contiguous_format
            going = ferry.fetch(inner.to(out.dtype, copy=True, memory_format=dense))
            if before is not None:
                finish(*before)
                tile_done(told + n, len(tiles))
            before = number, going
        if before is not None:
            finish(*before)
            tile_done(len(tiles), len(tiles))

    def _fill(self, level: _Level, out: Tensor, tile_done: TileDone, *, looked_at: bool) -> Tensor:
        """Fills `out`, and returns whether all of its values are numbers, a flag that has not been waited for. If
        `looked_at`, each tile is waited for, and computed again in float32 if its values are none."""
        tiles = self._tiles(*out.shape[2:])
        groups = [[tile] for tile in tiles] if looked_at else batches(tiles, self.at_once)
        self.batch = max(map(len, groups))
        sound, number = [], 0
        for group in groups:
            self.cancel.raise_if_cancelled()

            def compute(group: list[Tile] = group, number: int = number) -> Tensor:
                where = f"tile {number + 1}" if looked_at else None
                parts = [_stacked(list(alike)) for alike in zip(*map(level.parts, group), strict=True)]
                x0 = self._x0(level, parts, where=where)
                cores = [x0[n : n + 1, :, *tile.inner] for n, tile in enumerate(group)]
                return _stacked(cores).to(out.device, out.dtype)

            keys = [key_of(level.index, tile.y, tile.x, tile.height, tile.width) for tile in group]
            predicted = self.journal.predicted(keys, compute)
            for tile, core in zip(group, predicted, strict=True):
                done = out[0, :, *tile.core]
                done.copy_(core)
                if not looked_at:
                    sound.append(done.isfinite().all())
                number += 1
                tile_done(number, len(tiles))
        return torch.stack(sound).all() if sound else torch.tensor(True)


@dataclass(frozen=True)
class _Level:
    """What is predicted from at one level of the chain: the fields x_t and y, the picture, the level's index in the
    schedule and its noise state, and the side that the picture is looked at from, see core.latents.views."""

    x_t: Tensor
    y: Tensor
    lq: Tensor
    index: int
    state: NoiseState
    side: int

    def parts(self, tile: Tile) -> list[Tensor]:
        """x_t, y and lq of a tile and what lies around it."""
        return [field[:, :, *tile.outer] for field in (self.x_t, self.y, self.lq)]


def _stacked(tensors: list[Tensor]) -> Tensor:
    """[1, C, h, w] each as a batch; a single one is not copied."""
    return tensors[0] if len(tensors) == 1 else torch.cat(tensors)


@dataclass(frozen=True)
class Start:
    """A picture at home: lq [1, 3, h, w] in [-1, 1], with h and w its height and width rounded up."""

    lq: Tensor
    height: int
    width: int
