"""One pass of an official model: pad the picture, encode it, sample in the latent, decode, crop."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

import numpy as np
import torch
from torch import Tensor

from core.compute.crossing import download, upload
from core.compute.float32_fallback import in_float32
from core.compute.recorded import Recorded
from core.diffusion.noise import noise_field
from core.diffusion.sampler import Step, sample
from core.diffusion.schedule import Schedule
from core.jobs import CancelToken, Region
from core.latents.blended_tiles import Box, TileDone, TiledPredictor, areas, plan, reflected
from core.latents.vq import LatentPreview, VQLatents, upsample
from core.networks.swin_unet import SwinUNet, SwinUNetConfig
from core.upscaling.journal import Journal, key_of
from core.upscaling.smaller_tiles import with_smaller_batches, with_smaller_tiles
from core.upscaling.whole_result import WholeResult, preview

TILE = 256  # largest side of a tile in latent pixels: some 0.7 GB of activations in float32
BYTES_PER_CHANNEL = 70  # of the network's activations in float32, for each pixel of the latent


@dataclass
class OfficialPass:
    """One run of an official model, a `Pass` of core.upscaling.passes.

    scale   of the model: 4 and 2 enlarge, 1 restores (inpainting, faces)
    tile    side of a tile in latent pixels, a multiple of `network.multiple`; halved if memory runs out
    origin  (row, column) of the picture on the noise plane, in pixels of the picture
    at_once latent pixels of tiles that the network gets at once on a device; halved if memory runs out
    dtype   number format of the network, in which all steps but the last are computed
    repeated  the network by recordings of its launches, for devices that can record; None: launch by launch
    period  see core.upscaling.passes.Pass
    """

    network: SwinUNet
    latents: VQLatents
    scale: int
    device: torch.device
    seed: int
    stochasticity: float
    cancel: CancelToken
    tile: int = TILE
    origin: tuple[int, int] = (0, 0)
    dtype: torch.dtype = torch.float32
    costs: tuple[float, float, float] = (3.4, 1.0, 6.6)  # in proportion to the number of operations
    journal: Journal = field(default_factory=Journal)
    at_once: int = TILE**2
    repeated: Recorded | None = None
    period: tuple[int, int] | None = None
    batch: int = field(default=1, init=False)

    @property
    def multiple(self) -> int:
        """The sides of the padded input are multiples of this."""
        return self.network.config.lq_size

    def start(self, lq: np.ndarray, mask: np.ndarray | None = None) -> Start:
        """Prepares a picture float32 H x W x 3 in [0, 1] and, for inpainting, a mask bool H x W that is true in the
        hole.

        The hole is painted black here, as the inpainting models expect it.
        """
        picture = torch.from_numpy(np.ascontiguousarray(lq)).permute(2, 0, 1)[None].float() * 2 - 1
        hole = None
        if mask is not None:
            hole = reflected(torch.from_numpy(np.ascontiguousarray(mask))[None, None].float(), self.multiple)
        picture = reflected(picture, self.multiple)
        if hole is not None:
            picture = torch.where(hole > 0, -1.0, picture)
        # Once there, the picture stays on the device to the end.
        picture = upload(picture, self.device)
        hole = None if hole is None else upload(hole, self.device)
        enlarged = upsample(picture, self.scale)
        y = self.latents.encode(enlarged, self.cancel.raise_if_cancelled)
        return Start(
            picture, None if hole is None else hole * 2 - 1, y, LatentPreview.fit(y, enlarged), lq.shape[:2]
        )

    def tiles(self, start: Start) -> int:
        """How many tiles each step takes, as planned."""
        return len(plan(start.y.shape[2], start.y.shape[3], self.tile, self.network.multiple))

    def kept(self, start: Start) -> int:
        """How many bytes the predictions of one step are. They are more than the latent, as tiles overlap."""
        channels, height, width = start.y.shape[1:]
        area = sum(areas(plan(height, width, self.tile, self.network.multiple)))
        return channels * area * start.y.element_size()

    def area(self, height: int, width: int) -> float:
        """See core.upscaling.passes.Pass."""
        per_pixel = self.scale / self.latents.factor
        return sum(self._areas(height, width)) / per_pixel**2

    def memory(self, height: int, width: int) -> float:
        """See core.upscaling.passes.Pass: the enlargement and the decoded result in float32, and the activations of a
        tile, or what the decoder holds after that."""
        pixels = height * width * self.scale**2
        tile = BYTES_PER_CHANNEL * self.network.config.model_channels * max(self._areas(height, width))
        return 3 * (3 * 4 * pixels) + max(tile, self.latents.held_bytes(pixels))

    def _areas(self, height: int, width: int) -> list[int]:
        """The tiles of a picture, in pixels of the latent."""
        rows, columns = (
            (side + -side % self.multiple) * self.scale // self.latents.factor for side in (height, width)
        )
        return areas(plan(rows, columns, self.tile, self.network.multiple))

    def steps(self, start: Start, schedule: Schedule, tile_done: TileDone) -> Iterator[Step]:
        """The steps of the chain in the latent, x0 being [1, z, h, w]; `result` takes the x0 of the last one."""
        y = start.y
        per_pixel = self.scale / self.latents.factor  # latent pixels for each pixel of the input
        top, left = (round(o * per_pixel) for o in self.origin)
        period = None
        if self.period is not None:  # the nearest one in whole pixels of the latent
            period = max(1, round(self.period[0] * per_pixel)), max(1, round(self.period[1] * per_pixel))

        def noise(draw: int, rows: slice) -> Tensor:
            shifted = slice(rows.start + top, rows.stop + top)
            columns = slice(left, left + y.shape[3])
            return noise_field(self.seed, draw, y.shape[1], shifted, columns, device=y.device, period=period)

        def predict(x_t: Tensor, i: int) -> Tensor:
            if i:
                return self._predicted(start, schedule, tile_done, x_t, i)
            # The last x0 is the result, and rounding errors in it make the autoencoder choose other codes. In float32
            # the result is a decibel better, for the time of two or three more steps in half precision.
            if self.repeated is not None and self.dtype != torch.float32:
                self.repeated.forget()  # the weights are about to be cast, and lie elsewhere afterwards
                self.repeated = None
            with in_float32(self.network):
                return self._predicted(start, schedule, tile_done, x_t, i)

        yield from sample(predict, y, schedule, noise, stochasticity=self.stochasticity)

    def _predicted(
        self, start: Start, schedule: Schedule, tile_done: TileDone, x_t: Tensor, i: int
    ) -> Tensor:
        """The network's x0 for the whole latent, with smaller tiles if memory runs out."""
        grid = self.network.multiple

        def done(number: int, count: int) -> None:
            tile_done(number, count)
            self.cancel.raise_if_cancelled()

        def compute() -> Tensor:
            self.batch = 1 if self.device.type == "cpu" else max(1, self.at_once // self.tile**2)
            predictor = JournalledPredictor(
                self.network,
                schedule,
                start.lq,
                self.tile,
                done,
                mask=start.mask,
                device=self.device,
                batch=self.batch,
                dtype=self.dtype,
                repeated=self.repeated,
                journal=self.journal,
            )
            try:
                return predictor(x_t, i)
            except RuntimeError:
                if self.repeated is not None:
                    self.repeated.forget()  # if memory has run out, theirs is wanted
                raise

        batched = partial(with_smaller_batches, self, compute)
        return with_smaller_tiles(self, batched, smallest=grid, multiple=grid)

    def result(self, start: Start, x0: Tensor) -> WholeResult:
        """The decoded picture of the last step's x0."""
        return WholeResult(self.picture(start, x0))

    def picture(self, start: Start, x0: Tensor) -> np.ndarray:
        """The decoded picture, float32 scale H x scale W x 3 in [0, 1]. Outside the hole of an inpainting it is the
        input."""
        rgb = self.latents.decode(x0, self.cancel.raise_if_cancelled).clamp_(-1, 1)
        if start.mask is not None:
            rgb = torch.where(start.mask > 0, rgb, start.lq)
        height, width = (side * self.scale for side in start.size)
        return download(rgb[0, :, :height, :width].permute(1, 2, 0).add(1).div_(2))

    def preview(self, start: Start, x0: Tensor, box: Region, *, largest: int, exact: bool) -> np.ndarray:
        """See core.upscaling.passes.Pass. An exact preview is decoded; else a linear map gives a pixel for each of the
        latent."""
        if exact:
            image = (self.picture(start, x0) * np.float32(255)).round().astype(np.uint8)
            per_pixel = float(self.scale)
        else:
            image = start.colours.rgb(x0)
            per_pixel = self.scale / self.latents.factor
        return preview(image, per_pixel, box, largest=largest)


@dataclass
class JournalledPredictor(TiledPredictor):
    """Takes from the journal what an earlier run predicted, and keeps there what the network predicts."""

    journal: Journal = field(default_factory=Journal)

    def _predicted(self, x_t: Tensor, i: int, boxes: list[Box], first: int, *, looked_at: bool) -> Tensor:
        keys = [key_of(i, r.start, c.start, r.stop - r.start, c.stop - c.start) for r, c in boxes]
        compute = partial(super()._predicted, x_t, i, boxes, first, looked_at=looked_at)
        return self.journal.predicted(keys, compute).to(x_t.device)


@dataclass(frozen=True)
class Start:
    """A prepared input: the padded picture in [-1, 1], its latent, a map for previews and the size before padding."""

    lq: Tensor  # [1, 3, H, W], like all the others on the device
    mask: Tensor | None  # [1, 1, H, W] with 1 in the hole and -1 elsewhere
    y: Tensor  # [1, z, h, w]
    colours: LatentPreview
    size: tuple[int, int]  # height, width


def plan_tile_size(*, free_bytes: int, config: SwinUNetConfig) -> int:
    """The side of a tile in latent pixels: what fits into a third of the free memory in float32, which the last step is
    always computed in. A multiple of `config.multiple` (64 for the released models), at most 256."""
    side = (free_bytes / 3 / (BYTES_PER_CHANNEL * config.model_channels)) ** 0.5
    return max(config.multiple, min(TILE, int(side) // config.multiple * config.multiple))
