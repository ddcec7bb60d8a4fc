"""The latent space of the official models: a VQ autoencoder that copes with pictures of any size."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from core.compute.device import is_out_of_memory, out_of_memory
from core.compute.float32_fallback import finite
from core.latents.streaming import BAND_PIXELS, Stream, Tick
from core.networks.vqgan import VQAutoencoder

log = logging.getLogger(__name__)

PLAIN_PIXELS = 512 * 512  # of the picture, up to which the network runs as it is
ATTENTION_KEYS = 65_536  # a latent of 256 x 256; exact attention of larger ones grows with their area squared
NARROWEST_BAND = 8_192  # pixels


def _never() -> None:
    pass


@dataclass
class VQLatents:
    """Pictures [1, 3, f h, f w] in [-1, 1] <-> latents [1, z, h, w] with bounded memory.

    Up to `plain_pixels` the autoencoder runs whole; above, in bands with the norms of the whole picture. Each pixel
    of the middle attention then looks at no more than `attention_keys` others, on a regular grid over the whole
    picture: exact up to a latent of 256 x 256, an estimate from a sample beyond. None makes it exact at any size.
    """

    network: VQAutoencoder
    plain_pixels: int = PLAIN_PIXELS
    attention_keys: int | None = ATTENTION_KEYS
    band_pixels: int = BAND_PIXELS

    @property
    def factor(self) -> int:
        return self.network.config.factor

    @torch.no_grad()
    def encode(self, picture: Tensor, tick: Tick = _never) -> Tensor:
        """float32 [1, z, H / f, W / f], not quantised. `tick` is called between bands and may raise Cancelled.

        Raises DeviceError where even narrow bands do not fit the memory, or no numbers come out.
        """

        def compute() -> Tensor:
            if picture.shape[2] * picture.shape[3] <= self.plain_pixels:
                return self.network.encode(picture)
            return self.network.quant_conv(self._stream(tick).run(self.network.encoder, picture))

        return self._safely(compute, "the encoder")

    @torch.no_grad()
    def decode(self, z: Tensor, tick: Tick = _never, *, quantise: bool = True) -> Tensor:
        """float32 [1, 3, f h, f w], about [-1, 1] but not clamped. As `encode` otherwise."""

        def compute() -> Tensor:
            if z.shape[2] * z.shape[3] * self.factor**2 <= self.plain_pixels:
                return self.network.decode(z, quantise=quantise)
            codes = self.network.quantize(z) if quantise else z.float()
            return self._stream(tick).run(self.network.decoder, self.network.post_quant_conv(codes))

        return self._safely(compute, "the decoder")

    def _stream(self, tick: Tick) -> Stream:
        return Stream(self.network.dtype, tick, self.attention_keys, self.band_pixels)

    def _safely(self, compute: Callable[[], Tensor], where: str) -> Tensor:
        """Out of memory, in bands, then in narrower ones; values that are no numbers, once more in float32."""
        while True:
            try:
                return finite(self.network, self.network.dtype, compute, where=where)
            except (RuntimeError, MemoryError) as error:
                if not is_out_of_memory(error):
                    raise
                if not self.plain_pixels and self.band_pixels <= NARROWEST_BAND:
                    raise out_of_memory(error) from error
            if self.plain_pixels:
                self.plain_pixels = 0
            else:
                self.band_pixels //= 2
            log.warning("Out of memory in %s: going on with bands of %d pixels.", where, self.band_pixels)


def upsample(lq: Tensor, scale: int) -> Tensor:
    """The bicubic enlargement of [B, 3, h, w] that is encoded as y: not clamped, so it may overshoot."""
    if scale == 1:
        return lq
    return F.interpolate(lq, scale_factor=scale, mode="bicubic", align_corners=False)


@dataclass(frozen=True)
class LatentPreview:
    """A linear map from a latent's channels (and one) to RGB, good enough to watch a picture come about."""

    matrix: np.ndarray  # float32 [3, z + 1]

    @classmethod
    def fit(cls, z: Tensor, picture: Tensor) -> LatentPreview:
        """Least squares from a latent to the very picture it was encoded from, averaged down to its size.

        A little ridge keeps the map finite where the picture is flat.
        """
        rgb = F.interpolate(picture.float(), size=z.shape[2:], mode="area")
        x = _with_one(z).double()
        target = rgb[0].flatten(1).T.double()  # [N, 3]
        gram = x.T @ x
        ridge = torch.eye(len(gram), dtype=torch.float64) * (1e-4 * gram.diagonal().mean().clamp_min(1e-12))
        matrix = torch.linalg.solve(gram + ridge.to(gram.device), x.T @ target).T
        return cls(matrix.float().cpu().numpy())

    def rgb(self, z: Tensor) -> np.ndarray:
        """uint8 [h, w, 3] of a latent [1, z, h, w]."""
        values = _with_one(z).cpu().float() @ torch.from_numpy(self.matrix).T
        bytes_ = values.clamp(-1, 1).add(1).mul(127.5).round().byte()
        return bytes_.view(z.shape[2], z.shape[3], 3).numpy()


def _with_one(z: Tensor) -> Tensor:
    """[N, z + 1]: the channels of each pixel, then a one."""
    flat = z[0].flatten(1).T
    return torch.cat([flat, torch.ones_like(flat[:, :1])], 1)
