"""Training of the official U-Net in the latent space of its frozen autoencoder."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from core.diffusion.noise import noise_field
from core.diffusion.sampler import sample
from core.diffusion.schedule import ScheduleConfig, as_column, marginal
from core.latents.vq import upsample
from core.models.recipe import Recipe
from core.networks.swin_unet import SwinUNet
from core.networks.vqgan import VQAutoencoder
from core.training.settings.config import TrainConfig
from core.training.tasks.adversary import Adversary
from core.training.tasks.lite_task import bound_weights
from core.training.tasks.task import Distance, Draw, Normal, Tick, autocast


class LatentTask:
    """The published training: t is uniform over the steps, x_t is drawn from q(x_t | x0, y), the network predicts x0.

    `config.loss` is one of:

    conference  mean squared error of the latent (NeurIPS 2023)
    journal     the same, plus perceptual_weight times the feature distance between the decoded and clamped prediction
                and the picture; gradients go through the frozen decoder and straight through its codebook
    kl          squared error with the weights of the variational bound, whose mean is scaled to 1
    """

    def __init__(
        self,
        network: SwinUNet,
        autoencoder: VQAutoencoder,
        recipe: Recipe,
        config: TrainConfig,
        distance: Distance | None,
        *,
        device: torch.device,
        dtype: torch.dtype,
    ) -> None:
        self.network, self.recipe, self.config, self.distance = network, recipe, config, distance
        self.adversary: Adversary | None = None
        self.autoencoder = autoencoder.requires_grad_(False).eval()
        self.chain = recipe.schedule_as(ScheduleConfig).build()
        self.schedule = recipe.schedule_as(ScheduleConfig)
        self.device, self.dtype = device, dtype

    def loss(self, hq: Tensor, lq: Tensor, draw: Draw) -> tuple[Tensor, dict[str, Tensor]]:
        """See Task.loss. The parts are "mse", the squared error of the latent, and "feature", the feature distance."""
        hq, lq = hq.to(self.device), lq.to(self.device)
        x0 = self.encode(hq)
        y = self.encode(upsample(lq, self.recipe.scale))
        rngs = draw.each()
        t = np.array([int(rng.integers(len(self.chain))) for rng in rngs])
        noise = Normal(rngs, self.device)(tuple(x0.shape))
        x_t = marginal(x0, y, noise, eta=as_column(list(self.chain.etas[t]), x0), kappa=self.chain.kappa)
        predicted = self._predict(x_t, t, lq)
        loss = (predicted - x0).square().flatten(1).mean(1)
        parts = {"mse": loss.detach().mean()}
        if self.config.loss == "kl":
            loss = loss * torch.tensor(bound_weights(self.chain)[t], dtype=loss.dtype, device=self.device)
        weight = self.config.perceptual_weight
        if self.config.loss == "journal" and self.distance is not None and weight > 0:
            with autocast(self.device, self.dtype):
                picture = self.autoencoder.decode(predicted)
            distance = self.distance((picture.float().clamp(-1, 1) + 1) / 2, (hq + 1) / 2)
            loss = loss + weight * distance
            parts["feature"] = distance.detach().mean()
        return loss.mean(), parts

    @torch.no_grad()
    def encode(self, picture: Tensor) -> Tensor:
        """The latents of pictures [B, 3, f h, f w] in [-1, 1]: float32 [B, z, h, w]."""
        with autocast(self.device, self.dtype):
            return self.autoencoder.encode(picture).float()

    @torch.no_grad()
    def round_trip(self, picture: Tensor) -> Tensor:
        """Pictures [B, 3, H, W] in [-1, 1], encoded and decoded: no training of the network can get closer to them."""
        with autocast(self.device, self.dtype):
            return self.autoencoder.decode(self.encode(picture.to(self.device))).float().cpu()

    def _predict(self, x_t: Tensor, t: np.ndarray, lq: Tensor) -> Tensor:
        scales = as_column([self.chain.input_scale(int(i)) for i in t], x_t)
        clock = torch.tensor([self.chain.timesteps[int(i)] for i in t], device=self.device)
        with autocast(self.device, self.dtype):
            return self.network(x_t * scales, clock, lq).float()

    @torch.no_grad()
    def enlarge(self, lq: Tensor, steps: int, kappa: float, tick: Tick) -> Tensor:
        """See Task.enlarge; the batch shares one noise plane."""
        lq = lq.to(self.device)
        y = self.encode(upsample(lq, self.recipe.scale))
        schedule = self.schedule.build(steps, kappa)

        def predict(x_t: Tensor, i: int) -> Tensor:
            tick()
            clock = torch.tensor([schedule.timesteps[i]], device=self.device)
            with autocast(self.device, self.dtype):
                return self.network(x_t * schedule.input_scale(i), clock, lq).float()

        def noise(draw: int, rows: slice) -> Tensor:
            return noise_field(0, draw, y.shape[1], rows, slice(0, y.shape[3]), device=self.device)

        x0 = y
        for step in sample(predict, y, schedule, noise):
            x0 = step.x0
        tick()
        with autocast(self.device, self.dtype):
            return self.autoencoder.decode(x0).float()
