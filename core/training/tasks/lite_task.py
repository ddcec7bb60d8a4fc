"""Training of the Lite network: noise levels, kappas and states like those of sampling, and the loss."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from core.compute.crossing import number
from core.diffusion.noise import noise_field
from core.diffusion.sampler import sample
from core.diffusion.schedule import Schedule, ScheduleConfig, posterior_coefficients
from core.latents import pixel_shuffle
from core.models.recipe import Recipe
from core.networks.lite import LiteNetwork
from core.training.settings.config import TrainConfig
from core.training.tasks.adversary import Adversary
from core.training.tasks.predictor import Predictor, cuda_graph
from core.training.tasks.task import Distance, Draw, FeatureDistance, Normal, Tick, upload

# Number of steps of a chain -> how often it is drawn, relative to the others.
STEP_COUNTS = {1: 1, 2: 2, 3: 2, 4: 4, 5: 2, 6: 2, 8: 2, 10: 1, 12: 1, 15: 3}
TEACHER_FROM = 0.25  # kappa up to which the target is the good picture alone
FRAME = 32  # the feature distance looks at a crop that is so many pixels smaller than the patch, and shifted


@dataclass(frozen=True)
class Levels:
    """The noise levels of a batch: for each sample a chain, and the indices that its walk stops at, the trained last.

    All walks have as many stops, so that no sample waits for another.
    """

    chains: list[Schedule]
    routes: np.ndarray  # int [B, stops], falling

    @property
    def kappa(self) -> Tensor:
        """float32 [B]"""
        return torch.tensor([c.kappa for c in self.chains], dtype=torch.float32)

    @property
    def etas(self) -> Tensor:
        """float32 [stops, B]"""
        rows = [[c.etas[i] for i in route] for c, route in zip(self.chains, self.routes, strict=True)]
        return torch.tensor(rows, dtype=torch.float32).T.contiguous()

    def weights(self) -> Tensor:
        """float32 [B], the weight of each trained level by `bound_weights`."""
        last = self.routes[:, -1]
        return torch.tensor(
            [bound_weights(c)[i] for c, i in zip(self.chains, last, strict=True)], dtype=torch.float32
        )


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
    rngs: list[np.random.Generator],
    config: TrainConfig,
    schedule: ScheduleConfig,
    default: tuple[int, float],
    hops: int,
    taught: np.ndarray | None = None,
) -> Levels:
    """A chain and a walk of `hops` jumps for each sample, drawn by its generator.

    A share `config.default_share` of the samples gets the chain of `default`, (steps, kappa), if it is long enough; the
    others get one with log-uniform kappa and a number of steps from STEP_COUNTS. A walk begins at the last level. For
    samples that are `taught`, bool [B], kappa begins where the teacher has a say.
    """
    least, high = config.kappa_range
    long_enough = [n for n in STEP_COUNTS if n > hops]
    odds = np.array([STEP_COUNTS[n] for n in long_enough], float)
    chains, routes = [], []
    for k, rng in enumerate(rngs):
        low = least if taught is None or not taught[k] else min(high, max(least, TEACHER_FROM))
        usual = config.default_share > 0 and rng.random() < config.default_share
        if usual and default[0] > hops:
            steps, kappa = default
        else:
            steps = int(rng.choice(long_enough, p=odds / odds.sum()))
            kappa = float(np.exp(rng.uniform(np.log(low), np.log(high))))
        chain = schedule.build(steps, kappa)
        chains.append(chain)
        routes.append(draw_route(rng, len(chain) - 1, hops))
    return Levels(chains, np.array(routes))


def draw_route(rng: np.random.Generator, top: int, hops: int) -> list[int]:
    """The levels of a walk of so many jumps from `top` down to any level, and any in between: hops + 1 of them."""
    if not hops:
        return [top]
    end = int(rng.integers(top - hops + 1))
    between = rng.choice(np.arange(end + 1, top), hops - 1, replace=False)
    return [top, *sorted((int(i) for i in between), reverse=True), end]


def perceptual_weight(kappa: Tensor, config: TrainConfig, iteration: int) -> Tensor:
    """The weight of the feature distance for each kappa, [B].

    At the least kappa of the range it is 0: what is asked for there is the squared error alone. From there it grows
    with the square of kappa, through `config.perceptual_weight` at 0.5. In the first iterations it rises from zero.
    """
    ramp = min(1.0, max(0, iteration - config.perceptual_start) / max(1, config.perceptual_ramp))
    least = min(config.kappa_range[0], 0.25) ** 2
    return config.perceptual_weight * ramp * ((kappa**2 - least) / (0.25 - least)).clamp_min(0)


def adversarial_share(kappa: Tensor) -> Tensor:
    """The share of the adversarial term that counts for each kappa, [B]: 0 up to kappa 0.5, 1/2 at 1, 1 from 2 on."""
    return (0.5 * (kappa / 0.5).log2()).clamp(0, 1)


def teacher_share(kappa: Tensor) -> Tensor:
    """How much of the target is the teacher's, for each kappa, [B]: 0 up to kappa 0.25, 1/2 at 0.5, 1 from 1 on."""
    return (0.5 * (kappa / TEACHER_FROM).log2()).clamp(0, 1)


def is_taught(hq: Tensor) -> np.ndarray | None:
    """Which samples of good pictures have another picture of a teacher's, bool [B]; None where there is no teacher."""
    if hq.shape[1] == 3:
        return None
    truth, taught = hq.chunk(2, dim=1)
    return (truth != taught).flatten(1).any(1).cpu().numpy()


def target_of(hq: Tensor, kappa: Tensor) -> Tensor:
    """What a prediction is measured by, [B, 3, S, S]: the good picture, or, with taught pairs, [B, 6, S, S], a mixture
    of the good picture and the teacher's, which kappa [B] decides.

    Where much is lost, the good picture cannot be known, and the best guess of it by squared error is soft. The
    teacher's picture is a function of the poor one, so it can be learnt without an adversary, crisp edges included.
    """
    if hq.shape[1] == 3:
        return hq
    truth, taught = hq.chunk(2, dim=1)
    return torch.lerp(truth, taught, upload(teacher_share(kappa), hq.device)[:, None, None, None])


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
        record = cuda_graph if config.graph and device.type == "cuda" and config.accumulate == 1 else None
        self.predictor = Predictor(network, device, dtype, record)

    def loss(self, hq: Tensor, lq: Tensor, draw: Draw) -> tuple[Tensor, dict[str, Tensor]]:
        """See Task.loss. The parts are "mse" and, if they are used, "grid" (`grid_error`), "feature", "adversarial" and
        "critic"."""
        hq, lq = hq.to(self.device), lq.to(self.device)
        rngs = draw.each()
        default = (self.recipe.steps, self.recipe.kappa)
        hops = draw_hops(draw.shared(), self.config)
        levels = draw_levels(rngs, self.config, self.schedule, default, hops, is_taught(hq))
        y = pixel_shuffle.upsample(lq, self.network.config.scale)
        etas, kappa = upload(levels.etas, self.device), upload(levels.kappa, self.device)
        x_t = self._walk(y, lq, etas, kappa, Normal(rngs, self.device))
        prediction = self._predict(x_t, y, lq, etas[-1], kappa)
        rgb = pixel_shuffle.to_rgb(prediction, self.network.config.scale)
        return self._measured(rgb, target_of(hq, levels.kappa), levels, draw)

    def _predict(self, x_t: Tensor, y: Tensor, lq: Tensor, eta: Tensor, kappa: Tensor) -> Tensor:
        return self.predictor(x_t, y, lq, eta, kappa * eta.sqrt())

    @torch.no_grad()
    def _walk(self, y: Tensor, lq: Tensor, etas: Tensor, kappa: Tensor, noise: Normal) -> Tensor:
        """x_t at the last of the levels `etas` [stops, B], reached from the prior by jumps of the posterior.

        Every sub-sequence of levels is a valid chain, so even in a long chain one to three predictions suffice.
        """
        shape, columns = tuple(y.shape[1:]), etas[:, :, None, None, None]
        kappas = kappa[:, None, None, None]
        x_t = y + kappas * columns[0].sqrt() * noise(shape)  # the prior's mean is exactly y
        for hop in range(len(etas) - 1):
            x0 = self._predict(x_t, y, lq, etas[hop], kappa)
            a, b, std = posterior_coefficients(columns[hop], columns[hop + 1], kappas)
            x_t = a * x_t + b * x0 + std * noise(shape)
        return x_t

    def _measured(
        self, rgb: Tensor, hq: Tensor, levels: Levels, draw: Draw
    ) -> tuple[Tensor, dict[str, Tensor]]:
        config = self.config
        mse = (rgb - hq).square().flatten(1).mean(1)
        scaled = mse / self.network.config.residual_std**2
        if config.loss == "kl":
            scaled = scaled * upload(levels.weights(), self.device)
        parts = {"mse": mse.detach().mean()}
        weights = perceptual_weight(levels.kappa, config, draw.iteration)
        if config.loss == "journal" and self.distance is not None and float(weights.max()) > 0:
            # A random offset, so that the strides of the feature network do not always meet the same pixels of a cell.
            frame = min(FRAME, config.patch // 2)
            a, b = (int(v) for v in draw.shared().integers(0, frame, 2))
            side = config.patch - frame
            inside = (slice(None), slice(None), slice(a, a + side), slice(b, b + side))
            share = adversarial_share(levels.kappa) * (draw.iteration >= config.adversarial_start)
            looks, more = self._looks((rgb[inside] + 1) / 2, (hq[inside] + 1) / 2, share)
            weight = upload(weights, self.device)
            # Divided by the sum of the weights, so that a large kappa does not count for more than a small one.
            scaled = (scaled + weight * looks) / (1 + weight)
            parts |= more
        if config.grid_weight > 0:
            off = grid_error(rgb, hq, self.network.config.scale)
            scaled = scaled + config.grid_weight * off / self.network.config.residual_std**2
            parts["grid"] = off.detach().mean()
        return scaled.mean(), parts

    def _looks(self, pred: Tensor, target: Tensor, share: Tensor) -> tuple[Tensor, dict[str, Tensor]]:
        """How unlike the target the prediction looks, [B], and the parts of that.

        It is the feature distance, plus the verdict of the critic if the `share` (in main memory) is above 0.
        Computed in float32, as in bfloat16 the gradient of the distance points some 60 degrees elsewhere.
        """
        assert self.distance is not None
        if self.adversary is None:
            distance = self.distance(pred, target)
            return distance, {"feature": distance.detach().mean()}
        judge, views = self.distance, self.adversary.views
        assert isinstance(judge, FeatureDistance)
        with torch.no_grad():
            wanted = judge.features(target)
        seen = judge.features(pred)
        distance = judge.between(seen, wanted)
        parts = {"feature": distance.detach().mean()}
        parts["adversarial"] = parts["critic"] = torch.zeros_like(parts["feature"])
        playing = share.nonzero()[:, 0]
        if not len(playing):
            return distance, parts
        at = upload(playing, self.device)
        fake, real = ([v[at] for v in side] for side in (views(pred, seen), views(target, wanted)))
        verdict = self.adversary.judge(fake)
        parts["adversarial"] = verdict.detach().mean()
        parts["critic"] = self.adversary.learn(real, fake, torch.full_like(verdict, 1 / self.config.batch))
        weight = self.config.adversarial_weight * upload(share[playing], self.device)
        return distance.index_add(0, at, weight * verdict), parts

    @torch.no_grad()
    def enlarge(self, lq: Tensor, steps: int, kappa: float, tick: Tick) -> Tensor:
        """See Task.enlarge; the batch shares one noise plane."""
        lq = lq.to(self.device)
        scale = self.network.config.scale
        y = pixel_shuffle.upsample(lq, scale)
        schedule = self.schedule.build(steps, kappa)

        def predict(x_t: Tensor, i: int) -> Tensor:
            tick()
            eta, sigma = (number(v, self.device) for v in schedule.state(i))
            return self.predictor(x_t, y, lq, eta, sigma)

        def noise(draw: int, rows: slice) -> Tensor:
            return noise_field(0, draw, y.shape[1], rows, slice(0, y.shape[3]), device=self.device)

        x0 = y
        for step in sample(predict, y, schedule, noise):
            x0 = step.x0
        return pixel_shuffle.to_rgb(x0, scale)
