"""Training of the Lite network: noise levels, kappas and states like those of sampling, and the loss."""

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
from core.networks.lite import LiteNetwork
from core.training.settings.config import TrainConfig
from core.training.tasks.adversary import Adversary
from core.training.tasks.task import Distance, Draw, FeatureDistance, Normal, Tick, autocast

# Number of steps of a chain -> how often it is drawn, relative to the others.
STEP_COUNTS = {1: 1, 2: 2, 3: 2, 4: 4, 5: 2, 6: 2, 8: 2, 10: 1, 12: 1, 15: 3}
STEP_ODDS = np.array(list(STEP_COUNTS.values()), float) / sum(STEP_COUNTS.values())
FRAME = 32  # the feature distance looks at a crop that is so many pixels smaller than the patch, and shifted


@dataclass(frozen=True)
class Levels:
    """The noise levels of a batch: for each sample a chain, and the index of its level in it."""

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
        """int [B], the index of the last level of each chain."""
        return np.array([len(c) - 1 for c in self.chains])

    def weights(self) -> Tensor:
        """float32 [B], the weight of each level by `bound_weights`."""
        return torch.tensor(
            [bound_weights(c)[i] for c, i in zip(self.chains, self.index, strict=True)], dtype=torch.float32
        )


def bound_weights(chain: Schedule) -> np.ndarray:
    """The weights [N] of the squared error of x0 in the variational bound, divided by their mean, which thus is 1."""
    if len(chain) == 1:
        return np.ones(1)
    weights = chain.loss_weights()
    return weights / weights.mean()


def draw_levels(
    rngs: list[np.random.Generator], config: TrainConfig, schedule: ScheduleConfig, default: tuple[int, float]
) -> Levels:
    """A chain and a level for each sample, drawn by its generator.

    A share `config.default_share` of the samples gets the chain of `default`, (steps, kappa); the others get one with
    log-uniform kappa and a number of steps from STEP_COUNTS. The level is the last one of the chain with probability
    `config.top_share`, else any of the others.
    """
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
    """The levels of a walk from `top` down to `index`, both included, with up to as many in between as there are
    `hop_odds`: those are the odds of none, one, two, ..."""
    if index == top:
        return [top]
    between = np.arange(index + 1, top)
    hops = rng.choice(len(hop_odds), p=np.array(hop_odds) / sum(hop_odds))
    stops = rng.choice(between, min(int(hops), len(between)), replace=False)
    return [top, *sorted((int(i) for i in stops), reverse=True), index]


def perceptual_weight(kappa: Tensor, config: TrainConfig, iteration: int) -> Tensor:
    """The weight of the feature distance for each kappa, [B].

    It is `config.perceptual_weight` at kappa 0.5 and grows with the square of kappa, so that squared error dominates at
    the low end of the range and features at the high end. In the first iterations it rises from zero.
    """
    ramp = min(1.0, max(0, iteration - config.perceptual_start) / max(1, config.perceptual_ramp))
    return config.perceptual_weight * ramp * (kappa / 0.5) ** 2


def adversarial_share(kappa: Tensor) -> Tensor:
    """The share of the adversarial term that counts for each kappa, [B]: 0 up to kappa 0.5, 1/2 at 1, 1 from 2 on."""
    return (0.5 * (kappa / 0.5).log2()).clamp(0, 1)


def grid_error(pred: Tensor, target: Tensor, scale: int) -> Tensor:
    """How strong an error repeats every `scale` pixels: pred and target [B, 3, H, W] -> [B].

    For each of the scale x scale positions within a cell, the mean error over the picture is taken, and the mean error
    over all positions subtracted; the result is the mean square of these. It is zero if no pattern repeats, and finds
    one even if its share of the squared error is small.
    """
    phases = F.pixel_unshuffle(pred - target, scale).mean((2, 3)).unflatten(1, (pred.shape[1], -1))
    return (phases - phases.mean(2, keepdim=True)).square().flatten(1).mean(1)


class LiteTask:
    """Makes a state x_t as sampling does, lets the network predict x0 from it, and measures that.

    In sampling every x_t below the prior comes from the network's own predictions and never from the true x0. So in
    training it is made in the same way, by predictions without gradient; the target stays the true x0. The weight of
    the feature distance grows with kappa, which makes kappa the choice between faithful (squared error) and detailed
    (feature distance and, above 0.5, the verdict of an adversary if the run has one).
    """

    def __init__(
        self,
        network: LiteNetwork,
        recipe: Recipe,
        config: TrainConfig,
        distance: Distance | None,
        *,
        device: torch.device,
        dtype: torch.dtype,
        adversary: Adversary | None = None,
    ) -> None:
        self.network, self.recipe, self.config, self.distance = network, recipe, config, distance
        self.schedule = recipe.schedule_as(ScheduleConfig)
        self.device, self.dtype, self.adversary = device, dtype, adversary

    def loss(self, hq: Tensor, lq: Tensor, draw: Draw) -> tuple[Tensor, dict[str, float]]:
        """See Task.loss. The parts are "mse" and, if they are used, "grid" (`grid_error`), "feature", "adversarial" and
        "critic"."""
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
        """x_t at the level of each sample, reached from the prior in a few jumps of the posterior.

        Every sub-sequence of levels is a valid chain, so even in a long chain one to three predictions suffice;
        `hop_odds` are the odds of one, two and three.
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
            # A random offset, so that the strides of the feature network do not always meet the same pixels of a cell.
            frame = min(FRAME, config.patch // 2)
            a, b = (int(v) for v in draw.shared().integers(0, frame, 2))
            side = config.patch - frame
            inside = (slice(None), slice(None), slice(a, a + side), slice(b, b + side))
            share = adversarial_share(levels.kappa) * (draw.iteration >= config.adversarial_start)
            looks, more = self._looks((rgb[inside] + 1) / 2, (hq[inside] + 1) / 2, share.to(self.device))
            # Divided by the sum of the weights, so that a large kappa does not count for more than a small one.
            scaled = (scaled + weight * looks) / (1 + weight)
            parts |= more
        if config.grid_weight > 0:
            off = grid_error(rgb, hq, self.network.config.scale)
            scaled = scaled + config.grid_weight * off / self.network.config.residual_std**2
            parts["grid"] = float(off.detach().mean())
        return scaled.mean(), parts

    def _looks(self, pred: Tensor, target: Tensor, share: Tensor) -> tuple[Tensor, dict[str, float]]:
        """How unlike the target the prediction looks, [B], and the parts of that.

        It is the feature distance, plus the verdict of the critic for samples whose `share` is above 0. Computed in
        float32, as in bfloat16 the gradient of the distance points some 60 degrees elsewhere.
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
