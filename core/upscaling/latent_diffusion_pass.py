"""One pass of a latent diffusion model: DDIM's chain in the latent, whose tiles are blended, then the decoder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

import numpy as np
import torch
from torch import Tensor

from core.compute.crossing import download, upload
from core.compute.float32_fallback import finite
from core.diffusion.noise import noise_field
from core.diffusion.sampler import Step
from core.diffusion.schedule import Schedule
from core.jobs import CancelToken, Region
from core.latents.blended_tiles import Box, TileDone, areas, gaussian, plan, reflected
from core.latents.vq import LatentPreview
from core.networks.latent_diffusion import LatentDiffusion
from core.upscaling.journal import Journal, key_of
from core.upscaling.smaller_tiles import with_smaller_tiles
from core.upscaling.whole_result import WholeResult, preview

TILE = 128  # largest side of a tile in pixels of the input, twice that of the pictures in training
ENOUGH = 6_000_000_000  # bytes of free memory that suffice for such a tile


@dataclass
class LatentDiffusionPass:
    """One run of a latent diffusion model, a `Pass` of core.upscaling.passes.

    tile           side of a tile in pixels of the input, a multiple of `network.multiple`; halved if memory runs out
    stochasticity  DDIM's eta, 0 to 1
    dtype          number format of the U-Net; the autoencoder computes in float32
    """

    network: LatentDiffusion
    device: torch.device
    dtype: torch.dtype
    tile: int
    seed: int
    stochasticity: float
    cancel: CancelToken
    origin: tuple[int, int] = (0, 0)
    costs: tuple[float, float, float] = (0.0, 1.0, 2.0)
    journal: Journal = field(default_factory=Journal)
    period: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        self.scale: int = self.network.scale
        grid = self.network.multiple
        self.tile = max(grid, self.tile // grid * grid)

    def start(self, lq: np.ndarray, mask: np.ndarray | None = None) -> Start:
        """The picture float32 H x W x 3 in [0, 1], on the device. There are no such models that take a mask."""
        picture = torch.from_numpy(np.ascontiguousarray(lq)).permute(2, 0, 1)[None].float().mul(2).sub(1)
        return Start(upload(reflected(picture, self.network.multiple), self.device), lq.shape[:2])

    def tiles(self, start: Start) -> int:
        """How many tiles each step takes, as planned."""
        return len(self._boxes(*start.lq.shape[2:]))

    def kept(self, start: Start) -> int:
        """How many bytes the predictions of one step are. They are more than the latent, as tiles overlap."""
        return 4 * self.network.channels * sum(self._areas(*start.size))

    def area(self, height: int, width: int) -> float:
        """See core.upscaling.passes.Pass."""
        return float(sum(self._areas(height, width)))

    def memory(self, height: int, width: int) -> float:
        """See core.upscaling.passes.Pass: the decoded result, its weights and its sum, and a tile's activations."""
        large = 4 * 3 * height * width * self.scale**2
        return 2.5 * large + ENOUGH / 2 / TILE**2 * max(self._areas(height, width))

    @torch.no_grad()
    def steps(self, start: Start, schedule: Schedule, tile_done: TileDone) -> Iterator[Step]:
        """The steps of the chain, as many as the schedule has, their x0 being latents [1, z, h, w]."""
        scheduler = self.network.scheduler(len(schedule))
        times = [int(t) for t in scheduler.timesteps]
        x_t = self._drawn(start, 0) * scheduler.init_noise_sigma
        for number, t in enumerate(times, start=1):
            compute = partial(self._noise_in, x_t, t, start, len(times) - number, tile_done)
            noise = with_smaller_tiles(
                self, compute, smallest=self.network.multiple, multiple=self.network.multiple
            )
            eta, drawn = self.stochasticity, self._drawn(start, number)
            moved = scheduler.step(noise, t, x_t, eta=eta, variance_noise=drawn)
            # The state behind the last step is what diffusers' pipeline decodes.
            yield Step(
                number,
                len(times),
                moved.pred_original_sample if number < len(times) else moved.prev_sample,
                x_t,
            )
            x_t = moved.prev_sample

    def result(self, start: Start, x0: Tensor) -> WholeResult:
        """The decoded picture of the last step's x0."""
        return WholeResult(self.picture(start, x0))

    def picture(self, start: Start, x0: Tensor) -> np.ndarray:
        """The decoded picture, float32 scale H x scale W x 3 in [0, 1], put together on the processor."""

        def compute() -> Tensor:
            def decoded(number: int, box: Box) -> Tensor:
                self.cancel.raise_if_cancelled()
                where = f"part {number} of the decoder's picture"
                part = x0[:, :, *box]
                return finite(self.network, self.dtype, lambda: self.network.decode(part), where=where).cpu()

            return blended(self._boxes(*start.lq.shape[2:]), decoded, channels=3, factor=self.scale)

        rgb = with_smaller_tiles(
            self, compute, smallest=self.network.multiple, multiple=self.network.multiple
        )
        height, width = (side * self.scale for side in start.size)
        return download(rgb[0, :, :height, :width].clamp_(-1, 1).permute(1, 2, 0).add(1).div_(2))

    def preview(self, start: Start, x0: Tensor, box: Region, *, largest: int, exact: bool) -> np.ndarray:
        """See core.upscaling.passes.Pass. An exact preview is decoded; else a linear map gives a pixel for each of the
        latent."""
        if not exact:
            return preview(LatentPreview.fit(x0, start.lq).rgb(x0), 1, box, largest=largest)
        image = (self.picture(start, x0) * np.float32(255)).round().astype(np.uint8)
        return preview(image, self.scale, box, largest=largest)

    def _boxes(self, height: int, width: int) -> list[Box]:
        """The tiles of a picture, whose sides are rounded up."""
        grid = self.network.multiple
        return plan(-(-height // grid) * grid, -(-width // grid) * grid, self.tile, grid)

    def _areas(self, height: int, width: int) -> list[int]:
        return areas(self._boxes(height, width))

    def _drawn(self, start: Start, draw: int) -> Tensor:
        """Standard normal noise for the whole latent, by its position in the picture."""
        (top, left), (height, width) = self.origin, start.lq.shape[2:]
        rows, columns = slice(top, top + height), slice(left, left + width)
        channels, device, period = self.network.channels, self.device, self.period
        return noise_field(self.seed, draw, channels, rows, columns, device=device, period=period)

    def _noise_in(self, x_t: Tensor, t: int, start: Start, i: int, tile_done: TileDone) -> Tensor:
        """The network's noise for the whole latent at time t, the step with `i` more to come."""
        boxes = self._boxes(*start.lq.shape[2:])

        def predicted(number: int, box: Box) -> Tensor:
            self.cancel.raise_if_cancelled()
            rows, columns = box
            key = key_of(i, rows.start, columns.start, rows.stop - rows.start, columns.stop - columns.start)
            run = partial(self.network, x_t[:, :, *box], start.lq[:, :, *box], t)
            compute = partial(finite, self.network, self.dtype, run, where=f"tile {number}")
            noise = self.journal.predicted([key], compute).to(x_t)
            tile_done(number, len(boxes))
            return noise

        return blended(boxes, predicted, channels=self.network.channels)


@dataclass(frozen=True)
class Start:
    """A picture on the device, [1, 3, H, W] in [-1, 1], with its size (height, width) before it was padded."""

    lq: Tensor
    size: tuple[int, int]


def blended(
    boxes: list[Box], compute: Callable[[int, Box], Tensor], *, channels: int, factor: int = 1
) -> Tensor:
    """compute(number, box) of all boxes as one tensor [1, channels, factor h, factor w], where it computes them. Where
    boxes overlap, Gaussian weights blend them."""
    if len(boxes) == 1:
        return compute(1, boxes[0])
    height, width = (factor * max(box[axis].stop for box in boxes) for axis in (0, 1))
    total = weights = torch.empty(0)
    for number, box in enumerate(boxes, start=1):
        part = compute(number, box)
        if number == 1:
            total = part.new_zeros(1, channels, height, width)
            weights = part.new_zeros(1, 1, height, width)
        weight = gaussian(part.shape[2], part.device)[:, None] * gaussian(part.shape[3], part.device)
        rows, columns = (slice(factor * span.start, factor * span.stop) for span in box)
        total[:, :, rows, columns] += weight * part
        weights[:, :, rows, columns] += weight
    return total.div_(weights)


def plan_tile_size(*, free_bytes: int) -> int:
    """The side of a tile in pixels of the input."""
    return TILE if free_bytes >= ENOUGH else TILE // 2
