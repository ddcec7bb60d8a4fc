"""What the network is taught: noise levels, kappas and states as sampling will meet them, and the loss."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from core.diffusion.schedule import Schedule, ScheduleConfig, as_column, posterior_coefficients
from core.latents import pixel_shuffle
from core.networks.lite_unet import LiteUNet
from core.training.config import TrainConfig

# How often a chain of so many steps is drawn.
STEP_COUNTS = {1: 1, 2: 2, 3: 2, 4: 4, 5: 2, 6: 2, 8: 2, 10: 1, 12: 1, 15: 3}


class Distance(Protocol):
    """A differentiable distance between pictures [B, 3, H, W] in [0, 1]: one number a picture."""

    def __call__(self, pred: Tensor, target: Tensor) -> Tensor: ...


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


def draw_levels(
    rng: np.random.Generator, batch: int, config: TrainConfig, schedule: ScheduleConfig
) -> Levels:
    """Chains with log-uniform kappa and a drawn number of steps; the last level with probability `top_share`,
    else any of the others."""
    counts = np.array(list(STEP_COUNTS))
    odds = np.array(list(STEP_COUNTS.values()), float)
    low, high = np.log(config.kappa_range)
    chains, index = [], []
    for steps, kappa in zip(
        rng.choice(counts, batch, p=odds / odds.sum()), np.exp(rng.uniform(low, high, batch)), strict=True
    ):
        chain = schedule.build(int(steps), float(kappa))
        last = len(chain) - 1
        chains.append(chain)
        index.append(last if last == 0 or rng.random() < config.top_share else int(rng.integers(last)))
    return Levels(chains, np.array(index))


class Objective:
    """Walks to x_t, asks the network for x0 and measures it.

    Sampling builds every x_t below the prior from the network's own predictions and never from the true x0, so
    training states are made in the same way (roll-outs without gradient); the target stays the true x0. The
    perceptual term grows with kappa, which makes kappa the choice between faithful (squared error) and detailed
    (feature distance).
    """

    def __init__(
        self, network: LiteUNet, config: TrainConfig, schedule: ScheduleConfig, distance: Distance | None
    ) -> None:
        self.network, self.config, self.schedule, self.distance = network, config, schedule, distance

    def __call__(self, hq: Tensor, lq: Tensor, iteration: int) -> tuple[Tensor, dict[str, float]]:
        """hq [B, 3, S, S] and lq [B, 3, S / scale, S / scale] in [-1, 1] -> (loss, its parts)."""
        config = self.config
        rng = np.random.default_rng([config.seed, iteration])
        draws = torch.Generator().manual_seed(int(rng.integers(2**62)))
        levels = draw_levels(rng, len(hq), config, self.schedule)
        y = pixel_shuffle.upsample(lq, config.scale)
        x_t = self._walk(y, lq, levels, rng, draws)
        prediction = self._predict(x_t, y, lq, levels.eta(), levels.kappa)
        return self._loss(pixel_shuffle.to_rgb(prediction, config.scale), hq, levels.kappa, iteration, rng)

    def _predict(self, x_t: Tensor, y: Tensor, lq: Tensor, eta: Tensor, kappa: Tensor) -> Tensor:
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.config.bf16):
            return self.network(x_t, y, lq, eta, kappa * eta.sqrt()).float()

    @torch.no_grad()
    def _walk(
        self, y: Tensor, lq: Tensor, levels: Levels, rng: np.random.Generator, draws: torch.Generator
    ) -> Tensor:
        """x_t at each sample's level, reached from the prior in a few jumps of the posterior.

        Every sub-sequence of levels is a valid chain, so a long chain's state is reached in one to three
        predictions; `hop_odds` are the odds of one, two and three.
        """

        def noise() -> Tensor:
            return torch.randn(y.shape, generator=draws).contiguous(memory_format=torch.channels_last)

        # The prior's mean is exactly y.
        kappa = levels.kappa.view(-1, 1, 1, 1)
        x_t = y + kappa * levels.eta(levels.top).sqrt().view(-1, 1, 1, 1) * noise()
        routes = [
            draw_route(rng, int(top), int(i), self.config.hop_odds)
            for top, i in zip(levels.top, levels.index, strict=True)
        ]
        for hop in range(max(len(r) for r in routes) - 1):
            walking = np.flatnonzero([len(r) - 1 > hop for r in routes])
            here, there = (np.array([r[h] if len(r) > h else r[-1] for r in routes]) for h in (hop, hop + 1))
            at = torch.from_numpy(walking)
            eta_t, eta_s = levels.eta(here)[at], levels.eta(there)[at]
            x0 = self._predict(x_t[at], y[at], lq[at], eta_t, levels.kappa[at])
            a, b, std = posterior_coefficients(*(as_column(v, y) for v in (eta_t, eta_s, levels.kappa[at])))
            x_t[at] = a * x_t[at] + b * x0 + std * noise()[at]
        return x_t

    def _loss(
        self, rgb: Tensor, hq: Tensor, kappa: Tensor, iteration: int, rng: np.random.Generator
    ) -> tuple[Tensor, dict[str, float]]:
        config = self.config
        mse = (rgb - hq).square().flatten(1).mean(1)
        loss = (mse / self.network.config.residual_std**2).mean()
        parts = {"mse": float(mse.detach().mean())}
        weight = perceptual_weight(kappa, config, iteration)
        if self.distance is not None and float(weight.max()) > 0:
            # A random offset, so that no phase of the feature network's strides meets the same output phase twice.
            a, b = (int(v) for v in rng.integers(0, 32, 2))
            inside = (
                slice(None),
                slice(None),
                slice(a, a + config.patch - 32),
                slice(b, b + config.patch - 32),
            )
            # In float32: bfloat16 turns the gradient of this distance by some 60 degrees.
            distance = self.distance((rgb[inside] + 1) / 2, (hq[inside] + 1) / 2)
            loss = loss + (weight * distance).mean()
            parts["feature"] = float(distance.detach().mean())
        return loss, parts


def draw_route(rng: np.random.Generator, top: int, index: int, hop_odds: tuple[float, ...]) -> list[int]:
    """Levels from `top` down to `index`, both included, with some of those in between: the jumps of a walk."""
    if index == top:
        return [top]
    between = np.arange(index + 1, top)
    hops = rng.choice(len(hop_odds), p=np.array(hop_odds) / sum(hop_odds))
    stops = rng.choice(between, min(int(hops), len(between)), replace=False)
    return [top, *sorted((int(i) for i in stops), reverse=True), index]


def perceptual_weight(kappa: Tensor, config: TrainConfig, iteration: int) -> Tensor:
    """The feature distance's weight: proportional to sqrt(kappa / 0.5), zero at first, then ramped up."""
    ramp = min(1.0, max(0, iteration - config.perceptual_start) / max(1, config.perceptual_ramp))
    return config.perceptual_weight * ramp * (kappa / 0.5).sqrt()


def clamp_unit(x: Tensor) -> Tensor:
    """[-1, 1] -> [0, 1], clamped."""
    return F.hardtanh(x).add(1).div(2)


def parameter_count(network: nn.Module) -> int:
    return sum(p.numel() for p in network.parameters())
