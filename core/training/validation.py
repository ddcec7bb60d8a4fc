"""Validation: held-out pairs sampled at several settings, measured against the bicubic enlargement."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from core.diffusion.noise import noise_field
from core.diffusion.sampler import sample
from core.diffusion.schedule import Schedule, ScheduleConfig
from core.latents import pixel_shuffle
from core.networks.lite_unet import LiteUNet
from core.training.objective import Distance, clamp_unit

SETTINGS = ((1, 0.5), (4, 0.2), (4, 0.5), (4, 1.0))  # (steps, kappa)


@dataclass(frozen=True)
class ValidationSet:
    """Pairs in [-1, 1]: hq [N, 3, S, S], lq [N, 3, S / scale, S / scale]; named, e.g. "mild"."""

    name: str
    hq: Tensor
    lq: Tensor


def enlarge(
    network: LiteUNet, lq: Tensor, schedule: Schedule, *, seed: int = 0, stochasticity: float = 1.0
) -> Tensor:
    """[B, 3, h, w] in [-1, 1] -> [B, 3, scale h, scale w], unclamped; the batch shares one noise plane."""
    scale = network.config.scale
    y = pixel_shuffle.upsample(lq, scale)
    columns = slice(0, y.shape[3])

    def predict(x_t: Tensor, i: int) -> Tensor:
        eta, sigma = (torch.tensor([v]) for v in schedule.state(i))
        with torch.autocast("cpu", dtype=torch.bfloat16):
            return network(x_t, y, lq, eta, sigma).float()

    x0 = y
    for step in sample(
        predict,
        y,
        schedule,
        lambda k, rows: noise_field(seed, k, y.shape[1], rows, columns),
        stochasticity=stochasticity,
    ):
        x0 = step.x0
    return pixel_shuffle.to_rgb(x0, scale)


class Validation:
    """Called with a network it gives, per set and setting, PSNR minus bicubic's and the feature distance as
    a share of bicubic's; "score" is what the best checkpoint minimises."""

    def __init__(
        self,
        sets: list[ValidationSet],
        schedule: ScheduleConfig,
        distance: Distance,
        settings: tuple[tuple[int, float], ...] = SETTINGS,
        batch: int = 8,
    ) -> None:
        self.sets, self.schedule, self.distance = sets, schedule, distance
        self.settings, self.batch = settings, batch
        self.bicubic = {s.name: self._measure(s.hq, upsampled(s)) for s in sets}

    def __call__(self, network: LiteUNet) -> dict[str, float]:
        metrics: dict[str, float] = {}
        scores = []
        for pairs in self.sets:
            base_psnr, base_distance = self.bicubic[pairs.name]
            for steps, kappa in self.settings:
                schedule = self.schedule.build(steps, kappa)
                result = torch.cat([enlarge(network, lq, schedule) for lq in pairs.lq.split(self.batch)])
                psnr, distance = self._measure(pairs.hq, result)
                gain, ratio = psnr - base_psnr, distance / base_distance
                metrics[f"{pairs.name}/{steps}@{kappa}/psnr"] = gain
                metrics[f"{pairs.name}/{steps}@{kappa}/feature"] = ratio
                # 1 dB is worth as much as a tenth of bicubic's feature distance
                scores.append(ratio - 0.1 * gain)
        return {"score": sum(scores) / len(scores), **metrics}

    @torch.no_grad()
    def _measure(self, hq: Tensor, result: Tensor) -> tuple[float, float]:
        """(mean PSNR on RGB in dB, mean feature distance)."""
        a, b = clamp_unit(result), clamp_unit(hq)
        mse = (a - b).square().flatten(1).mean(1)
        psnr = float((-10 * mse.log10()).mean())
        pairs = zip(a.split(self.batch), b.split(self.batch), strict=True)
        distance = torch.cat([self.distance(p, t).float() for p, t in pairs])
        return psnr, float(distance.mean())


def upsampled(pairs: ValidationSet) -> Tensor:
    """The bicubic enlargement of a set's inputs."""
    scale = pairs.hq.shape[2] // pairs.lq.shape[2]
    return pixel_shuffle.to_rgb(pixel_shuffle.upsample(pairs.lq, scale), scale)
