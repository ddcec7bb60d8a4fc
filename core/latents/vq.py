"""The latent space of the official models: the VQ autoencoder, for pictures of any size."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from core.compute.crossing import download
from core.compute.faults import is_out_of_memory, out_of_memory
from core.compute.float32_fallback import finite
from core.latents.streaming import BAND_PIXELS, HELD_WHOLE, Stream, Tick
from core.networks.layers import precise
from core.networks.vqgan import VQAutoencoder

log = logging.getLogger(__name__)

PLAIN_PIXELS = 512 * 512  # pixels of the picture up to which the whole of it goes through the network at once
ATTENTION_KEYS = 65_536  # a latent of 256 x 256; exact attention of larger ones grows with their area squared
NARROWEST_BAND = 8_192  # pixels
# Measured shares of the widest field in float32 that decoding in bands holds at most; the second where fields are held
# in float16.
HELD, HELD_HALF = 1.5, 0.53


def _never() -> None:
    pass


@dataclass
class VQLatents:
    """Encodes pictures [1, 3, f h, f w] in [-1, 1] as latents [1, z, h, w], and back, in bounded memory.

    A picture of up to `plain_pixels` goes through the autoencoder at once, a larger one in bands, see
    core.latents.streaming. In the attention each pixel then looks at no more than `attention_keys` others, which lie on
    a regular grid over the whole picture. By default that is exact up to a latent of 256 x 256; above, it is an
    estimate from a sample. None makes it exact at any size.
    """

    network: VQAutoencoder
    plain_pixels: int = PLAIN_PIXELS
    attention_keys: int | None = ATTENTION_KEYS
    band_pixels: int = BAND_PIXELS

    @property
    def factor(self) -> int:
        return self.network.config.factor

    def held_bytes(self, pixels: int) -> float:
        """What decoding a picture of so many pixels holds beside a band: its widest field, and the one that is made
        from it. Measured by decoding in bands; a picture that is decoded at once takes no more."""
        field = 4.0 * pixels * self.network.config.channels
        return HELD_HALF * field if field > HELD_WHOLE else HELD * field

    @torch.no_grad()
    def encode(self, picture: Tensor, tick: Tick = _never) -> Tensor:
        """The latent of a picture [1, 3, H, W] in [-1, 1]: float32 [1, z, H / f, W / f], not quantised.

        `tick` is called between bands and may raise Cancelled. Raises DeviceError if even narrow bands do not fit into
        memory, or if the result holds values that are no numbers, even in float32.
        """

        def compute() -> Tensor:
            if picture.shape[2] * picture.shape[3] <= self.plain_pixels:
                return self.network.encode(picture)
            return self.network.quant_conv(self._stream(tick).run(self.network.encoder, picture))

        return self._safely(compute, "the encoder")

    @torch.no_grad()
    def decode(self, z: Tensor, tick: Tick = _never, *, quantise: bool = True) -> Tensor:
        """The picture of a latent [1, z, h, w]: float32 [1, 3, f h, f w], about in [-1, 1] but not clamped.

        `tick` and errors are those of `encode`.
        """

        def compute() -> Tensor:
            if z.shape[2] * z.shape[3] * self.factor**2 <= self.plain_pixels:
                return self.network.decode(z, quantise=quantise)
            codes = self.network.quantize(z) if quantise else z.float()
            return self._stream(tick).run(self.network.decoder, self.network.post_quant_conv(codes))

        return self._safely(compute, "the decoder")

    def _stream(self, tick: Tick) -> Stream:
        return Stream(self.network.dtype, tick, self.attention_keys, self.band_pixels)

    def _safely(self, compute: Callable[[], Tensor], where: str) -> Tensor:
        """compute(). If memory runs out it works in bands, then in narrower ones; if the result holds values that are
        no numbers, it is computed again in float32."""
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
    """The bicubic enlargement of lq [B, 3, h, w] whose latent is the chain's y. It is not clamped, so it may
    overshoot."""
    if scale == 1:
        return lq
    return F.interpolate(lq, scale_factor=scale, mode="bicubic", align_corners=False)


@dataclass(frozen=True)
class LatentPreview:
    """A linear map from the channels of a latent (and a constant one) to RGB: a quick look at a picture that is on its
    way, without the decoder."""

    matrix: Tensor  # float32 [3, z + 1], on the device of the latent that it was fitted to

    @classmethod
    def fit(cls, z: Tensor, picture: Tensor) -> LatentPreview:
        """The map that fits a latent z [1, z, h, w] best to the picture [1, 3, f h, f w] it was encoded from, averaged
        down to its size: least squares, with a small ridge term that keeps the map finite for a flat picture."""
        rgb = F.interpolate(picture.float(), size=z.shape[2:], mode="area")
        x = _with_one(z).to(precise(z.device))
        target = rgb[0].flatten(1).T.to(x.dtype)  # [N, 3]
        gram = x.T @ x
        ridge = 1e-4 * gram.diagonal().mean().clamp_min(1e-12)
        eye = torch.eye(len(gram), dtype=gram.dtype, device=gram.device)
        return cls(torch.linalg.solve(gram + ridge * eye, x.T @ target).T.float())

    def rgb(self, z: Tensor) -> np.ndarray:
        """The picture of a latent [1, z, h, w] in its own size: uint8 [h, w, 3]."""
        values = _with_one(z).float() @ self.matrix.T
        bytes_ = values.clamp(-1, 1).add(1).mul(127.5).round().byte()
        return download(bytes_.view(z.shape[2], z.shape[3], 3))


def _with_one(z: Tensor) -> Tensor:
    """[h w, z + 1]: the channels of each pixel of a latent [1, z, h, w], then a one."""
    flat = z[0].flatten(1).T
    return torch.cat([flat, torch.ones_like(flat[:, :1])], 1)
