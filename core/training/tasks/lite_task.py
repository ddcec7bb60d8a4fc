"""Training of the Lite network: noise levels, kappas and states like those of sampling, and the loss."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from core.compute.crossing import number
from core.diffusion.noise import noise_field
from core.diffusion.sampler import sample
from core.diffusion.schedule import Schedule, ScheduleConfig, posterior_coefficients
from core.latents import pixel_shuffle, views
from core.models.recipe import Recipe
from core.networks.lite import LiteNetwork
from core.training.settings.config import TrainConfig
from core.training.tasks.adversary import Adversary
from core.training.tasks.task import Distance, Draw, FeatureDistance, Normal, Tick, upload

# Number of steps of a chain -> how often it is drawn, relative to the others.
STEP_COUNTS = {1: 1, 2: 2, 3: 2, 4: 4, 5: 2, 6: 2, 8: 2, 10: 1, 12: 1, 15: 3}
TEACHER_FROM = 0.25  # kappa up to which the target is the good picture alone
# A Gaussian with a sigma of 1 pixel. What it takes away from a picture is the finest band.
_TAPS = [math.exp(-(k**2) / 2) for k in range(-3, 4)]
GAUSSIAN = tuple(tap / sum(_TAPS) for tap in _TAPS)
FRAME = 32  # the feature distance looks at a crop that is so many pixels smaller than the patch, and shifted


Noise = Callable[[tuple[int, ...]], Tensor]
"""Makes standard normal noise of a shape."""


@dataclass(frozen=True)
class Levels:
    """The noise levels of an iteration: a chain, and the indices that a walk down it stops at, the trained one last."""

    chain: Schedule
    route: list[int]  # falling

    @property
    def etas(self) -> list[float]:
        """Of each stop."""
        return [float(self.chain.etas[i]) for i in self.route]

    @property
    def weight(self) -> float:
        """Of the trained level, by `bound_weights`."""
        return float(bound_weights(self.chain)[self.route[-1]])


def bound_weights(chain: Schedule) -> np.ndarray:
    """The weights [N] of the squared error of x0 in the variational bound, divided by their mean, which thus is 1."""
    if len(chain) == 1:
        return np.ones(1)
    weights = chain.loss_weights()
    return weights / weights.mean()


def draw_hops(rng: np.random.Generator, config: TrainConfig) -> int:
    """How many predictions lead to the states of an iteration: none with probability `config.top_share`, where sampling
    starts; else one, two, ... by `config.hop_odds`."""
    if rng.random() < config.top_share:
        return 0
    odds = np.array(config.hop_odds)
    return 1 + int(rng.choice(len(odds), p=odds / odds.sum()))


def draw_levels(
    rng: np.random.Generator,
    config: TrainConfig,
    schedule: ScheduleConfig,
    default: tuple[int, float],
    hops: int,
) -> Levels:
    """A chain, which all samples of an iteration share, and a walk of `hops` jumps down it.

    With probability `config.default_share` it is the chain of `default`, (steps, kappa), if that is long enough; else
    one with log-uniform kappa and a number of steps from STEP_COUNTS. A walk begins at the last level.
    """
    low, high = config.kappa_range
    long_enough = [n for n in STEP_COUNTS if n > hops]
    odds = np.array([STEP_COUNTS[n] for n in long_enough], float)
    usual = config.default_share > 0 and rng.random() < config.default_share
    if usual and default[0] > hops:
        steps, kappa = default
    else:
        steps = int(rng.choice(long_enough, p=odds / odds.sum()))
        kappa = float(np.exp(rng.uniform(np.log(low), np.log(high))))
    chain = schedule.build(steps, kappa)
    return Levels(chain, draw_route(rng, len(chain) - 1, hops))


def draw_route(rng: np.random.Generator, top: int, hops: int) -> list[int]:
    """The levels of a walk of so many jumps from `top` down to any level, and any in between: hops + 1 of them."""
    if not hops:
        return [top]
    end = int(rng.integers(top - hops + 1))
    between = rng.choice(np.arange(end + 1, top), hops - 1, replace=False)
    return [top, *sorted((int(i) for i in between), reverse=True), end]


def perceptual_weight(kappa: float, config: TrainConfig, iteration: int) -> float:
    """The weight of the feature distance for a kappa.

    At the least kappa of the range it is 0: what is asked for there is the squared error alone. From there it grows
    with the square of kappa, through `config.perceptual_weight` at 0.5. In the first iterations it rises from zero.
    """
    ramp = min(1.0, max(0, iteration - config.perceptual_start) / max(1, config.perceptual_ramp))
    least = min(config.kappa_range[0], 0.25) ** 2
    return config.perceptual_weight * ramp * max(0.0, (kappa**2 - least) / (0.25 - least))


def adversarial_share(kappa: float) -> float:
    """The share of the adversarial term that counts for a kappa: 0 up to kappa 0.5, 1/2 at 1, 1 from 2 on."""
    return min(1.0, max(0.0, 0.5 * math.log2(kappa / 0.5)))


def teacher_share(kappa: float) -> float:
    """How much of the target is the teacher's for a kappa: 0 up to kappa 0.25, 1/2 at 0.5, 1 from 1 on."""
    return min(1.0, max(0.0, 0.5 * math.log2(kappa / TEACHER_FROM)))


def target_of(hq: Tensor, share: Tensor) -> Tensor:
    """What a prediction is measured by, [B, 3, S, S]: the good picture, or, with taught pairs, [B, 6, S, S], a mixture
    of the good picture and the teacher's, of which the `share` [1] is the teacher's.

    Where much is lost, the good picture cannot be known, and the best guess of it by squared error is soft. The
    teacher's picture is a function of the poor one, so it can be learnt without an adversary, crisp edges included.
    """
    if hq.shape[1] == 3:
        return hq
    truth, taught = hq.chunk(2, dim=1)
    return torch.lerp(truth, taught, share)


def sharpened(rgb: Tensor, amount: float) -> Tensor:
    """[B, 3, H, W] in [-1, 1] with its finest band made stronger by `amount`, its share of itself.

    Whatever is learnt by an error is smoother than the truth, since what cannot be known is averaged away, and the mean
    over the sides of several steps is smoother once more. As a target a picture that is a little too sharp gives back
    what is lost so (Wang et al., "Real-ESRGAN", ICCV workshops 2021, train with sharpened pictures for that).
    """
    radius = len(GAUSSIAN) // 2
    blurred = F.pad(rgb, (radius,) * 4, mode="reflect")
    for dim in (2, 3):  # numbers beside tensors: nothing crosses to a device
        length = rgb.shape[dim]
        taps = [tap * blurred.narrow(dim, k, length) for k, tap in enumerate(GAUSSIAN)]
        blurred = torch.stack(taps).sum(0)
    return torch.lerp(rgb, blurred, -amount).clamp(-1, 1)


def grid_error(pred: Tensor, target: Tensor, scale: int) -> Tensor:
    """How strong an error repeats every `scale` pixels: pred and target [B, 3, H, W] -> [B].

    For each of the scale x scale positions within a cell, the mean error over the picture is taken, and the mean error
    over all positions subtracted; the result is the mean square of these. It is zero if no pattern repeats, and finds
    one even if its share of the squared error is small.
    """
    phases = F.pixel_unshuffle(pred - target, scale).mean((2, 3)).unflatten(1, (pred.shape[1], -1))
    return (phases - phases.mean(2, keepdim=True)).square().flatten(1).mean(1)


@dataclass(frozen=True)
class Kind:
    """The operations of an iteration: how many predictions lead to the state, and whether the feature distance and the
    adversary are asked."""

    hops: int
    looks: bool
    plays: bool


NUMBERS = 7  # of an iteration, before the etas


@dataclass(frozen=True)
class Drawn:
    """What was drawn for an iteration. Those of one `kind` are computed by the same operations on other numbers.

    numbers  float32 [NUMBERS + stops]: kappa, the weight of the level, those of the feature distance and of the
             adversary, the teacher's share, the place (y, x) of the crop that is looked at, and the etas of the walk
    noise    standard normal noise of a shape, for all samples
    """

    kind: Kind
    numbers: Tensor
    noise: Normal


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

    def loss(self, hq: Tensor, lq: Tensor, draw: Draw) -> tuple[Tensor, dict[str, Tensor]]:
        """See Task.loss. The parts are "mse" and, if they are used, "grid" (`grid_error`), "feature", "adversarial" and
        "critic"."""
        drawn = self.drawn(draw)
        numbers = upload(drawn.numbers, self.device)
        return self.measured(hq.to(self.device), lq.to(self.device), numbers, drawn.kind, drawn.noise)

    def drawn(self, draw: Draw) -> Drawn:
        """All that is random in an iteration."""
        config, rng = self.config, draw.shared()
        hops = draw_hops(rng, config)
        levels = draw_levels(rng, config, self.schedule, (self.recipe.steps, self.recipe.kappa), hops)
        kappa = levels.chain.kappa
        weight = perceptual_weight(kappa, config, draw.iteration) if config.loss == "journal" else 0.0
        looks = self.distance is not None and weight > 0
        share = adversarial_share(kappa) if draw.iteration >= config.adversarial_start else 0.0
        # A random place, so that the strides of the feature network do not always meet the same pixels of a cell.
        place = rng.integers(0, self._frame, 2)
        teacher = max(config.teacher_least, teacher_share(kappa))
        numbers = [kappa, levels.weight, weight, config.adversarial_weight * share, teacher]
        return Drawn(
            Kind(hops, looks, looks and self.adversary is not None and share > 0),
            torch.tensor([*numbers, *place.tolist(), *levels.etas], dtype=torch.float32),
            Normal(draw.each(), self.device),
        )

    def measured(
        self, hq: Tensor, lq: Tensor, numbers: Tensor, kind: Kind, noise: Noise
    ) -> tuple[Tensor, dict[str, Tensor]]:
        """The loss of what was drawn, see `Drawn`. All tensors lie on the device; nothing waits for it."""
        config = self.config
        kappa, level, weight, adversarial, teacher = numbers[:5].unbind()
        etas = numbers[NUMBERS:].unbind()
        scale = self.network.config.scale
        y = pixel_shuffle.upsample(lq, scale)
        x_t = self._walk(y, lq, etas, kappa, noise)
        rgb = pixel_shuffle.to_rgb(self._predict(x_t, y, lq, etas[-1], kappa), scale)
        target = target_of(hq, teacher)
        if config.sharpen > 0:
            target = sharpened(target, config.sharpen)
        mse = (rgb - target).square().mean()
        loss = mse / self.network.config.residual_std**2
        if config.loss == "kl":
            loss = loss * level
        parts = {"mse": mse.detach()}
        if kind.looks:
            rows, columns = (
                numbers[k].long() + torch.arange(config.patch - self._frame, device=self.device)
                for k in (5, 6)
            )
            seen, wanted = (
                (side.index_select(2, rows).index_select(3, columns) + 1) / 2 for side in (rgb, target)
            )
            looks, more = self._looks(seen, wanted, adversarial if kind.plays else None)
            # Divided by the sum of the weights, so that a large kappa does not count for more than a small one.
            loss = (loss + weight * looks) / (1 + weight)
            parts |= more
        if config.grid_weight > 0:
            off = grid_error(rgb, target, scale).mean()
            loss = loss + config.grid_weight * off / self.network.config.residual_std**2
            parts["grid"] = off.detach()
        return loss, parts

    @property
    def _frame(self) -> int:
        return min(FRAME, self.config.patch // 2)

    def _predict(self, x_t: Tensor, y: Tensor, lq: Tensor, eta: Tensor, kappa: Tensor) -> Tensor:
        return self._x0(x_t, y, lq, eta.view(1), (kappa * eta.sqrt()).view(1))

    def _x0(self, x_t: Tensor, y: Tensor, lq: Tensor, eta: Tensor, sigma: Tensor) -> Tensor:
        """The network's output in float32, in mixed precision. A recording makes its casts anew each time, so they are
        not remembered."""
        half = self.dtype != torch.float32
        with torch.autocast(self.device.type, dtype=self.dtype, enabled=half, cache_enabled=False):
            return self.network(x_t, y, lq, eta, sigma).float()

    @torch.no_grad()
    def _walk(self, y: Tensor, lq: Tensor, etas: Sequence[Tensor], kappa: Tensor, noise: Noise) -> Tensor:
        """x_t at the last of the levels `etas`, reached from the prior by jumps of the posterior.

        Every sub-sequence of levels is a valid chain, so even in a long chain one to three predictions suffice. As in
        sampling each looks from another side, and it is their mean that leads on.
        """
        shape = tuple(y.shape)
        x_t = y + kappa * etas[0].sqrt() * noise(shape)  # the prior's mean is exactly y
        mean = y
        for step, (above, below) in enumerate(pairwise(etas), start=1):
            side = views.side_of(step + 1)  # the trained prediction sees the picture as it is
            x0 = views.from_side(side, partial(self._predict, eta=above, kappa=kappa), x_t, y, lq)
            mean = torch.lerp(mean, x0, 1 / step)
            a, b, std = posterior_coefficients(above, below, kappa)
            x_t = a * x_t + b * mean + std * noise(shape)
        return x_t

    def _looks(
        self, pred: Tensor, target: Tensor, adversarial: Tensor | None
    ) -> tuple[Tensor, dict[str, Tensor]]:
        """How unlike the target the prediction looks, and the parts of that.

        It is the feature distance, plus the verdict of the critic with the weight `adversarial` unless that is None.
        Computed in float32, as in bfloat16 the gradient of the distance points some 60 degrees elsewhere.
        """
        assert self.distance is not None
        if adversarial is None or self.adversary is None:
            distance = self.distance(pred, target).mean()
            return distance, {"feature": distance.detach()}
        judge, views = self.distance, self.adversary.views
        assert isinstance(judge, FeatureDistance)
        with torch.no_grad():
            wanted = judge.features(target)
        seen = judge.features(pred)
        distance = judge.between(seen, wanted).mean()
        fake, real = views(pred, seen), views(target, wanted)
        verdict = self.adversary.judge(fake).mean()
        critic = self.adversary.learn(real, fake, len(pred) / self.config.batch)
        parts = {"feature": distance.detach(), "adversarial": verdict.detach(), "critic": critic}
        return distance + adversarial * verdict, parts

    @torch.no_grad()
    def enlarge(self, lq: Tensor, steps: int, kappa: float, tick: Tick) -> Tensor:
        """See Task.enlarge; the batch shares one noise plane."""
        lq = lq.to(self.device)
        scale = self.network.config.scale
        y = pixel_shuffle.upsample(lq, scale)
        schedule = self.schedule.build(steps, kappa)
        mean = torch.zeros_like(y)

        def predict(x_t: Tensor, i: int) -> Tensor:
            tick()
            step = len(schedule) - i
            eta, sigma = (number(v, self.device) for v in schedule.state(i))
            side = views.side_of(step)
            x0 = views.from_side(side, partial(self._x0, eta=eta, sigma=sigma), x_t, y, lq)
            return mean.lerp_(x0, 1 / step)

        def noise(draw: int, rows: slice) -> Tensor:
            return noise_field(0, draw, y.shape[1], rows, slice(0, y.shape[3]), device=self.device)

        x0 = y
        for step in sample(predict, y, schedule, noise):
            x0 = step.x0
        return pixel_shuffle.to_rgb(x0, scale)
