"""Training of the Lite network: noise levels, kappas and states as sampling will meet them, and the loss."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from core.diffusion.noise import noise_field
from core.diffusion.sampler import sample
from core.diffusion.schedule import Schedule, ScheduleConfig, as_column, posterior_coefficients
from core.latents import pixel_shuffle
from core.models.recipe import Recipe
from core.networks.lite_unet import LiteUNet
from core.training.settings.config import TrainConfig
from core.training.tasks.adversary import Adversary
from core.training.tasks.task import Distance, Draw, FeatureDistance, Normal, Tick, autocast

# How often a chain of so many steps is drawn.
STEP_COUNTS = {1: 1, 2: 2, 3: 2, 4: 4, 5: 2, 6: 2, 8: 2, 10: 1, 12: 1, 15: 3}
STEP_ODDS = np.array(list(STEP_COUNTS.values()), float) / sum(STEP_COUNTS.values())
FRAME = 32  # pixels by which the feature distance's crop is smaller than the patch, so that it can be shifted


@dataclass(frozen=True)
class Levels:
    """Noise states of a batch: for each sample the chain it belongs to and the index within."""

    chains: list[Schedule]
    index: np.ndarray  # int [B]

    @property
    def kappa(self) -> Tensor:
        return torch.tensor([c.kappa for c in self.chains], dtype=torch.float32)

    def eta(self, index: np.ndarray | None = None) -> Tensor:
        index = self.index if index is None else index
        return torch.tensor([c.etas[i] for c, i in zip(self.chains, index, strict=True)], dtype=torch.float32)

    @property
    def top(self) -> np.ndarray:
        """The index of each chain's last level."""
        return np.array([len(c) - 1 for c in self.chains])

    def weights(self) -> Tensor:
        """The variational bound's weight of each level, in units of its chain's mean; 1 for a chain of one."""
        return torch.tensor(
            [bound_weights(c)[i] for c, i in zip(self.chains, self.index, strict=True)], dtype=torch.float32
        )


def bound_weights(chain: Schedule) -> np.ndarray:
    """w_t of the squared error of x0 in the variational bound, over their mean: mean 1 whatever the chain."""
    if len(chain) == 1:
        return np.ones(1)
    weights = chain.loss_weights()
    return weights / weights.mean()


def draw_levels(
    rngs: list[np.random.Generator], config: TrainConfig, schedule: ScheduleConfig, default: tuple[int, float]
) -> Levels:
    """Chains of the default (steps, kappa) for `default_share` of the samples; for the others with log-uniform kappa
    and a drawn number of steps. Of each the last level with probability `top_share`, else any of the others."""
    low, high = np.log(config.kappa_range)
    chains, index = [], []
    for rng in rngs:
        if config.default_share > 0 and rng.random() < config.default_share:
            steps, kappa = default
        else:
            steps = int(rng.choice(list(STEP_COUNTS), p=STEP_ODDS))
            kappa = float(np.exp(rng.uniform(low, high)))
        chain = schedule.build(steps, kappa)
        last = len(chain) - 1
        chains.append(chain)
        index.append(last if last == 0 or rng.random() < config.top_share else int(rng.integers(last)))
    return Levels(chains, np.array(index))


def draw_route(rng: np.random.Generator, top: int, index: int, hop_odds: tuple[float, ...]) -> list[int]:
    """Levels from `top` down to `index`, both included, with some of those in between: the jumps of a walk."""
    if index == top:
        return [top]
    between = np.arange(index + 1, top)
    hops = rng.choice(len(hop_odds), p=np.array(hop_odds) / sum(hop_odds))
    stops = rng.choice(between, min(int(hops), len(between)), replace=False)
    return [top, *sorted((int(i) for i in stops), reverse=True), index]


def perceptual_weight(kappa: Tensor, config: TrainConfig, iteration: int) -> Tensor:
    """The feature distance's weight: grows with kappa squared, `perceptual_weight` at 0.5; ramped up from zero.

    Squared, so that squared error rules at the low end of the range and features at the high end.
    """
    ramp = min(1.0, max(0, iteration - config.perceptual_start) / max(1, config.perceptual_ramp))
    return config.perceptual_weight * ramp * (kappa / 0.5) ** 2


def adversarial_share(kappa: Tensor) -> Tensor:
    """How much of the adversarial term counts: 0 up to kappa 0.5, 1/2 at 1, 1 from 2 on."""
    return (0.5 * (kappa / 0.5).log2()).clamp(0, 1)


def grid_error(pred: Tensor, target: Tensor, scale: int) -> Tensor:
    """How far the scale x scale output phases are off on average, each by itself: [B, 3, H, W] each -> [B].

    The mean error over the picture of each phase, less that of all phases, squared and averaged: zero unless a
    pattern repeats every `scale` pixels, however small its share of the squared error is.
    """
    phases = F.pixel_unshuffle(pred - target, scale).mean((2, 3)).unflatten(1, (pred.shape[1], -1))
    return (phases - phases.mean(2, keepdim=True)).square().flatten(1).mean(1)


class LiteTask:
    """Walks to x_t, asks the network for x0 and measures it.

    Sampling builds every x_t below the prior from the network's own predictions and never from the true x0, so
    training states are made in the same way (roll-outs without gradient); the target stays the true x0. The
    perceptual term grows with kappa, which makes kappa the choice between faithful (squared error) and detailed
    (feature distance, and above 0.5 an adversary's verdict where the run has one).
    """

    def __init__(
        self,
        network: LiteUNet,
        recipe: Recipe,
        config: TrainConfig,
        distance: Distance | None,
        *,
        device: torch.device,
        dtype: torch.dtype,
        adversary: Adversary | None = None,
    ) -> None:
        self.network, self.recipe, self.config, self.distance = network, recipe, config, distance
        self.schedule = ScheduleConfig(**recipe.schedule)
        self.device, self.dtype, self.adversary = device, dtype, adversary

    def loss(self, hq: Tensor, lq: Tensor, draw: Draw) -> tuple[Tensor, dict[str, float]]:
        """See Task.loss. The parts are the plain squared error, the grid error and the feature distance."""
        hq, lq = hq.to(self.device), lq.to(self.device)
        rngs = draw.each()
        default = (self.recipe.steps, self.recipe.kappa)
        levels = draw_levels(rngs, self.config, self.schedule, default)
        y = pixel_shuffle.upsample(lq, self.network.config.scale)
        x_t = self._walk(y, lq, levels, rngs)
        prediction = self._predict(x_t, y, lq, levels.eta(), levels.kappa)
        rgb = pixel_shuffle.to_rgb(prediction, self.network.config.scale)
        return self._measured(rgb, hq, levels, draw)

    def _predict(self, x_t: Tensor, y: Tensor, lq: Tensor, eta: Tensor, kappa: Tensor) -> Tensor:
        eta, sigma = eta.to(self.device), (kappa * eta.sqrt()).to(self.device)
        with autocast(self.device, self.dtype):
            return self.network(x_t, y, lq, eta, sigma).float()

    @torch.no_grad()
    def _walk(self, y: Tensor, lq: Tensor, levels: Levels, rngs: list[np.random.Generator]) -> Tensor:
        """x_t at each sample's level, reached from the prior in a few jumps of the posterior.

        Every sub-sequence of levels is a valid chain, so a long chain's state is reached in one to three
        predictions; `hop_odds` are the odds of one, two and three.
        """
        routes = [
            draw_route(rng, int(top), int(i), self.config.hop_odds)
            for rng, top, i in zip(rngs, levels.top, levels.index, strict=True)
        ]
        noise, shape = Normal(rngs), tuple(y.shape[1:])
        # The prior's mean is exactly y.
        spread = as_column(levels.kappa * levels.eta(levels.top).sqrt(), y)
        x_t = y + spread * noise(shape).to(self.device)
        for hop in range(max(len(r) for r in routes) - 1):
            walking = [k for k, r in enumerate(routes) if len(r) - 1 > hop]
            here, there = (np.array([r[h] if len(r) > h else r[-1] for r in routes]) for h in (hop, hop + 1))
            at = torch.tensor(walking)
            eta_t, eta_s, kappa = levels.eta(here)[at], levels.eta(there)[at], levels.kappa[at]
            x0 = self._predict(x_t[at], y[at], lq[at], eta_t, kappa)
            a, b, std = posterior_coefficients(*(as_column(v, y) for v in (eta_t, eta_s, kappa)))
            x_t[at] = a * x_t[at] + b * x0 + std * noise(shape, walking).to(self.device)
        return x_t

    def _measured(
        self, rgb: Tensor, hq: Tensor, levels: Levels, draw: Draw
    ) -> tuple[Tensor, dict[str, float]]:
        config = self.config
        mse = (rgb - hq).square().flatten(1).mean(1)
        scaled = mse / self.network.config.residual_std**2
        if config.loss == "kl":
            scaled = scaled * levels.weights().to(self.device)
        parts = {"mse": float(mse.detach().mean())}
        weight = perceptual_weight(levels.kappa, config, draw.iteration).to(self.device)
        if config.loss == "journal" and self.distance is not None and float(weight.max()) > 0:
            # A random offset, so that no phase of the feature network's strides meets the same output phase twice.
            frame = min(FRAME, config.patch // 2)
            a, b = (int(v) for v in draw.shared().integers(0, frame, 2))
            side = config.patch - frame
            inside = (slice(None), slice(None), slice(a, a + side), slice(b, b + side))
            share = adversarial_share(levels.kappa) * (draw.iteration >= config.adversarial_start)
            looks, more = self._looks((rgb[inside] + 1) / 2, (hq[inside] + 1) / 2, share.to(self.device))
            # Over the weights' sum: all kappas pull the network alike, not the largest alone.
            scaled = (scaled + weight * looks) / (1 + weight)
            parts |= more
        if config.grid_weight > 0:
            off = grid_error(rgb, hq, self.network.config.scale)
            scaled = scaled + config.grid_weight * off / self.network.config.residual_std**2
            parts["grid"] = float(off.detach().mean())
        return scaled.mean(), parts

    def _looks(self, pred: Tensor, target: Tensor, share: Tensor) -> tuple[Tensor, dict[str, float]]:
        """How unlike the original it looks, [B]: the feature distance, and what the critic says where `share` is not 0.

        In float32: bfloat16 turns the gradient of this distance by some 60 degrees.
        """
        assert self.distance is not None
        playing = share > 0
        if self.adversary is None:
            distance = self.distance(pred, target)
            return distance, {"feature": float(distance.detach().mean())}
        judge, views = self.distance, self.adversary.views
        assert isinstance(judge, FeatureDistance)
        with torch.no_grad():
            wanted = judge.features(target)
        seen = judge.features(pred)
        distance = judge.between(seen, wanted)
        parts = {"feature": float(distance.detach().mean()), "adversarial": 0.0, "critic": 0.0}
        if not bool(playing.any()):
            return distance, parts
        fake, real = ([v[playing] for v in side] for side in (views(pred, seen), views(target, wanted)))
        verdict = torch.zeros_like(distance)
        verdict[playing] = self.adversary.judge(fake)
        count = torch.full_like(share[playing], 1 / self.config.batch)
        parts["adversarial"] = float(verdict.detach()[playing].mean())
        parts["critic"] = self.adversary.learn(real, fake, count)
        return distance + self.config.adversarial_weight * share * verdict, parts

    @torch.no_grad()
    def enlarge(self, lq: Tensor, steps: int, kappa: float, tick: Tick) -> Tensor:
        """See Task.enlarge; the batch shares one noise plane."""
        lq = lq.to(self.device)
        scale = self.network.config.scale
        y = pixel_shuffle.upsample(lq, scale)
        schedule = self.schedule.build(steps, kappa)

        def predict(x_t: Tensor, i: int) -> Tensor:
            tick()
            eta, sigma = (torch.tensor([v], device=self.device) for v in schedule.state(i))
            with autocast(self.device, self.dtype):
                return self.network(x_t, y, lq, eta, sigma).float()

        def noise(draw: int, rows: slice) -> Tensor:
            return noise_field(0, draw, y.shape[1], rows, slice(0, y.shape[3])).to(self.device)

        x0 = y
        for step in sample(predict, y, schedule, noise):
            x0 = step.x0
        return pixel_shuffle.to_rgb(x0, scale).cpu()
