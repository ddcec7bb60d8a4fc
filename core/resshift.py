"""The official models' way from a picture to its result: pad, encode, sample in the latent, decode, crop."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from core.diffusion.noise import noise_field
from core.diffusion.sampler import Step, sample
from core.diffusion.schedule import Schedule
from core.jobs import CancelToken
from core.latents.tiles import TileDone, TiledPredictor, plan, reflected
from core.latents.vq import LatentPreview, VQLatents, upsample
from core.networks.swin_unet import SwinUNet

TILE = 256  # latent pixels: some 0.7 GB of activations in float32


@dataclass
class ResShiftPass:
    """One run of an official model.

    scale   of the model: 4 and 2 enlarge, 1 restores (inpainting, faces)
    origin  (row, column) of the picture on the noise plane, in its own pixels
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

    @property
    def multiple(self) -> int:
        """Sides of the padded input are multiples of this."""
        return self.network.config.lq_size

    def start(self, lq: np.ndarray, mask: np.ndarray | None = None) -> Start:
        """float32 H x W x 3 in [0, 1] (and, for inpainting, a mask H x W, true in the hole) -> what sampling needs.

        The hole is blackened here, as the inpainting models expect it.
        """
        picture = torch.from_numpy(np.ascontiguousarray(lq)).permute(2, 0, 1)[None].float() * 2 - 1
        hole = None
        if mask is not None:
            hole = reflected(torch.from_numpy(np.ascontiguousarray(mask))[None, None].float(), self.multiple)
        picture = reflected(picture, self.multiple)
        if hole is not None:
            picture = torch.where(hole > 0, -1.0, picture)
        enlarged = upsample(picture, self.scale).to(self.device)
        y = self.latents.encode(enlarged, self.cancel.raise_if_cancelled)
        return Start(
            picture, None if hole is None else hole * 2 - 1, y, LatentPreview.fit(y, enlarged), lq.shape[:2]
        )

    def tiles(self, start: Start) -> int:
        """How many tiles each step takes."""
        return len(plan(start.y.shape[2], start.y.shape[3], self.tile))

    def steps(self, start: Start, schedule: Schedule, tile_done: TileDone) -> Iterator[Step]:
        """The chain's steps in the latent; the last one's x0 is what `picture` takes."""

        def done(number: int, count: int) -> None:
            tile_done(number, count)
            self.cancel.raise_if_cancelled()

        y = start.y
        predict = TiledPredictor(
            self.network, schedule, start.lq, self.tile, done, mask=start.mask, device=self.device
        )
        per_pixel = self.scale / self.latents.factor  # latent pixels to a pixel of the input
        top, left = (round(o * per_pixel) for o in self.origin)

        def noise(draw: int, rows: slice) -> Tensor:
            shifted = slice(rows.start + top, rows.stop + top)
            columns = slice(left, left + y.shape[3])
            return noise_field(self.seed, draw, y.shape[1], shifted, columns).to(y.device)

        yield from sample(predict, y, schedule, noise, stochasticity=self.stochasticity)

    def picture(self, start: Start, x0: Tensor) -> np.ndarray:
        """The result: float32 scale H x scale W x 3 in [0, 1]. Outside an inpainting's hole it is the input itself."""
        rgb = self.latents.decode(x0, self.cancel.raise_if_cancelled).cpu().clamp_(-1, 1)
        if start.mask is not None:
            rgb = torch.where(start.mask > 0, rgb, start.lq)
        height, width = (side * self.scale for side in start.size)
        return rgb[0, :, :height, :width].permute(1, 2, 0).add(1).div(2).numpy()

    def preview(self, start: Start, x0: Tensor) -> np.ndarray:
        """uint8 h x w x 3 of a step's x0, one pixel for each of the latent, cropped as the result is."""
        rows, columns = (-(-side * self.scale // self.latents.factor) for side in start.size)
        return start.colours.rgb(x0[:, :, :rows, :columns])


@dataclass(frozen=True)
class Start:
    """A prepared input: padded pictures in [-1, 1], its latent, the map for previews and the size before padding."""

    lq: Tensor  # [1, 3, H, W] on the CPU
    mask: Tensor | None  # [1, 1, H, W], 1 in the hole, -1 elsewhere
    y: Tensor  # [1, z, h, w]
    colours: LatentPreview
    size: tuple[int, int]  # height, width
