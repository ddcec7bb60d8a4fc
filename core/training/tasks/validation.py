"""Validation of the built-in model: held-out sets at several settings, compared with the bicubic enlargement."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from core.latents import pixel_shuffle
from core.training.tasks.measure import Batch, psnr_and_distance
from core.training.tasks.task import Distance, Task, Tick

SETTINGS = ((1, 0.5), (4, 0.2), (4, 0.5), (4, 1.0))  # (steps, kappa)


@dataclass(frozen=True)
class ValidationSet:
    """Held-out pairs in [-1, 1]: hq [N, 3, S, S], lq [N, 3, S / scale, S / scale]; `name` is for instance "mild"."""

    name: str
    hq: Tensor
    lq: Tensor


class SetsValidation:
    """Enlarges every set at every setting (steps, kappa) with the network as it is now.

    A call with a tick returns for each of them the PSNR in dB minus bicubic's and the feature distance as a share of
    bicubic's, and the "score", of which lower is better.
    """

    def __init__(
        self,
        task: Task,
        sets: list[ValidationSet],
        distance: Distance,
        settings: tuple[tuple[int, float], ...] = SETTINGS,
        batch: int = 8,
    ) -> None:
        self.task, self.sets, self.distance = task, sets, distance
        self.settings, self.batch = settings, Batch(batch, task.device)
        self.bicubic = {s.name: self._measure(s.hq, upsampled(s)) for s in sets}

    def __call__(self, tick: Tick) -> dict[str, float]:
        metrics: dict[str, float] = {}
        scores = []
        for pairs in self.sets:
            base_psnr, base_distance = self.bicubic[pairs.name]
            for steps, kappa in self.settings:
                psnr, distance = self._measure(pairs.hq, self._enlarged(pairs.lq, steps, kappa, tick))
                gain, ratio = psnr - base_psnr, distance / base_distance
                metrics[f"{pairs.name}/{steps}@{kappa}/psnr"] = gain
                metrics[f"{pairs.name}/{steps}@{kappa}/feature"] = ratio
                # 1 dB is worth as much as a tenth of bicubic's feature distance
                scores.append(ratio - 0.1 * gain)
        return {"score": sum(scores) / len(scores), **metrics}

    def _enlarged(self, lq: Tensor, steps: int, kappa: float, tick: Tick) -> Tensor:
        def enlarged(batch: int) -> Tensor:
            return torch.cat([self.task.enlarge(some, steps, kappa, tick) for some in lq.split(batch)])

        return self.batch.fit(enlarged)

    def _measure(self, hq: Tensor, result: Tensor) -> tuple[float, float]:
        return psnr_and_distance(result, hq, self.distance, self.batch)


def upsampled(pairs: ValidationSet) -> Tensor:
    """The bicubic enlargement of the inputs of a set, [N, 3, S, S]."""
    scale = pairs.hq.shape[2] // pairs.lq.shape[2]
    return pixel_shuffle.to_rgb(pixel_shuffle.upsample(pairs.lq, scale), scale)
