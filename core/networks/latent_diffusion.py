"""Latent diffusion for super-resolution (LDM): the U-Net and the VQ autoencoder of diffusers, with DDIM's steps.

Rombach et al., "High-Resolution Image Synthesis with Latent Diffusion Models" (2022), section 4.4. The chain walks in
the autoencoder's latent, which has the size of the low-resolution picture; that picture is given to the U-Net beside
the state. The parts are those of diffusers' LDMSuperResolutionPipeline.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import ModuleType
from typing import Any, Self

import torch
from torch import Tensor, nn

from core.networks.optional import optional

GRID = 32  # pixels of the input that a tile is a multiple of, as in diffusers' pipeline
MOST_LEVELS, MOST_LAYERS, MOST_TIMES = 8, 16, 10_000
EXTRA = "ldm"
PARTS = ("UNet2DModel", "VQModel", "DDIMScheduler")  # of diffusers


@dataclass(frozen=True)
class LatentDiffusionConfig:
    """The configurations of the three parts, as diffusers stores them."""

    unet: dict[str, Any]
    vqvae: dict[str, Any]
    scheduler: dict[str, Any]

    def __post_init__(self) -> None:
        for part in (self.unet, self.vqvae):
            if not 1 <= len(part.get("block_out_channels", ())) <= MOST_LEVELS:
                raise ValueError("its parts have no levels, or too many")
            if not 1 <= int(part.get("layers_per_block", 1)) <= MOST_LAYERS:
                raise ValueError(f"its levels have {part['layers_per_block']} layers")
        if not 1 <= int(self.scheduler.get("num_train_timesteps", 1000)) <= MOST_TIMES:
            raise ValueError(f"it was trained with {self.scheduler['num_train_timesteps']} steps")
        seen, made = int(self.unet.get("in_channels", 0)), int(self.unet.get("out_channels", 0))
        if seen != made + 3 or made != int(self.vqvae.get("latent_channels", 0)):
            raise ValueError(f"its U-Net takes {seen} channels and makes {made}")

    @property
    def scale(self) -> int:
        return int(2 ** (len(self.vqvae["block_out_channels"]) - 1))


def package() -> ModuleType:
    """diffusers, with the parts that are needed. Raises ModelError where it is not installed, or cannot be loaded."""
    return optional("diffusers", *PARTS, extra=EXTRA, purpose="A latent diffusion model")


class LatentDiffusion(nn.Module):
    """The two networks, and what makes DDIM's steps. Raises ModelError where diffusers is not installed.

    multiple  the sides of a tile are multiples of this many pixels of the input
    """

    multiple = GRID

    def __init__(self, config: LatentDiffusionConfig) -> None:
        super().__init__()
        self.config, self.scale = config, config.scale
        diffusers = package()
        self._schedulers = diffusers.DDIMScheduler
        self.unet = diffusers.UNet2DModel.from_config(config.unet)
        self.vqvae = diffusers.VQModel.from_config(config.vqvae)
        self.channels: int = config.vqvae["latent_channels"]
        self.typical_width = int(config.unet["block_out_channels"][0])

    def cast(self, dtype: torch.dtype) -> Self:
        """Makes the U-Net compute in `dtype` from now on. The autoencoder stays in float32: rounding in what it decodes
        would make it choose other codes."""
        nn.Module.to(self.unet, dtype=dtype)  # theirs warns of layers that this one has not
        return self

    def scheduler(self, steps: int) -> Any:
        """DDIM's scheduler, set to so many steps."""
        scheduler = self._schedulers.from_config(self.config.scheduler)
        scheduler.set_timesteps(steps)
        return scheduler

    def forward(self, x_t: Tensor, lq: Tensor, t: int) -> Tensor:
        """The noise in the state x_t [B, z, h, w] at time t, beside lq [B, 3, h, w] in [-1, 1]: as x_t, float32."""
        kind = next(self.unet.parameters()).dtype
        return self.unet(torch.cat([x_t, lq], 1).to(kind), t).sample.float()

    def decode(self, z: Tensor) -> Tensor:
        """The picture of a latent [B, z, h, w]: [B, 3, scale h, scale w], about [-1, 1]."""
        return self.vqvae.decode(z.float()).sample.float()
