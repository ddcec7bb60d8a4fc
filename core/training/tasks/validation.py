"""Validation of the built-in model: held-out sets sampled at several settings, against the bicubic enlargement."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from core.latents import pixel_shuffle
from core.training.tasks.task import Distance, Task, Tick

SETTINGS = ((1, 0.5), (4, 0.2), (4, 0.5), (4, 1.0))  # (steps, kappa)


@dataclass(frozen=True)
class ValidationSet:
    """Pairs in [-1, 1]: hq [N, 3, S, S], lq [N, 3, S / scale, S / scale]; named, e.g. "mild"."""

    name: str
    hq: Tensor
    lq: Tensor


class SetsValidation:
    """Called with a tick it gives, per set and setting, PSNR minus bicubic's and the feature distance as a share of
    bicubic's; "score" is what the best checkpoint minimises."""

    def __init__(
        self,
        task: Task,
        sets: list[ValidationSet],
        distance: Distance,
        settings: tuple[tuple[int, float], ...] = SETTINGS,
        batch: int = 8,
    ) -> None:
        self.task, self.sets, self.distance = task, sets, distance
        self.settings, self.batch = settings, batch
        self.bicubic = {s.name: self._measure(s.hq, upsampled(s)) for s in sets}

    def __call__(self, tick: Tick) -> dict[str, float]:
        metrics: dict[str, float] = {}
        scores = []
        for pairs in self.sets:
            base_psnr, base_distance = self.bicubic[pairs.name]
            for steps, kappa in self.settings:
                parts = [self.task.enlarge(lq, steps, kappa, tick) for lq in pairs.lq.split(self.batch)]
                psnr, distance = self._measure(pairs.hq, torch.cat(parts))
                gain, ratio = psnr - base_psnr, distance / base_distance
                metrics[f"{pairs.name}/{steps}@{kappa}/psnr"] = gain
                metrics[f"{pairs.name}/{steps}@{kappa}/feature"] = ratio
                # 1 dB is worth as much as a tenth of bicubic's feature distance
                scores.append(ratio - 0.1 * gain)
        return {"score": sum(scores) / len(scores), **metrics}

    @torch.no_grad()
    def _measure(self, hq: Tensor, result: Tensor) -> tuple[float, float]:
        """(mean PSNR on RGB in dB, mean feature distance)."""
        a, b = (x.clamp(-1, 1).add(1).div(2) for x in (result, hq))
        mse = (a - b).square().flatten(1).mean(1)
        psnr = float((-10 * mse.log10()).mean())
        where = self.task.device
        pairs = zip(a.split(self.batch), b.split(self.batch), strict=True)
        distance = torch.cat([self.distance(p.to(where), t.to(where)).float().cpu() for p, t in pairs])
        return psnr, float(distance.mean())


def upsampled(pairs: ValidationSet) -> Tensor:
    """The bicubic enlargement of a set's inputs."""
    scale = pairs.hq.shape[2] // pairs.lq.shape[2]
    return pixel_shuffle.to_rgb(pixel_shuffle.upsample(pairs.lq, scale), scale)
