"""Validation on held-out pictures of the person's own: PSNR, the feature distance, and pictures to look at."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor

from core.events import Emit, SamplesSaved
from core.images.formats.encode import save_picture
from core.images.picture import Picture
from core.training.tasks.measure import Batch, psnr_and_distance
from core.training.tasks.task import Distance, Task, Tick

SHOWN = 4  # pictures saved at each validation
NOTICEABLE = 0.003  # difference of the score that counts as better: some 0.03 dB


@dataclass(frozen=True)
class HeldOut:
    """Held-out pairs in [-1, 1]: hq [N, 3, S, S], lq [N, 3, S / scale, S / scale]."""

    hq: Tensor
    lq: Tensor


class OwnValidation:
    """Enlarges the held-out pictures with the network as it is now, at the model's default steps and kappa.

    A call with a tick returns these metrics:

    psnr     mean PSNR of RGB in dB
    gain     psnr minus that of the bicubic enlargement
    feature  mean feature distance as a share of bicubic's
    score    lower is better: feature - gain / 10 if the loss has the feature distance (1 dB is worth a tenth of
    bicubic's
             distance), else -gain / 10
    """

    def __init__(
        self, task: Task, pairs: HeldOut, distance: Distance, *, features_count: bool, batch: int = 4
    ) -> None:
        self.task, self.pairs, self.distance = task, pairs, distance
        self.features_count, self.batch = features_count, Batch(batch, task.device)
        enlarged = F.interpolate(pairs.lq, size=pairs.hq.shape[2:], mode="bicubic", align_corners=False)
        self.bicubic = self._measure(enlarged)
        self.last: Tensor | None = None

    def __call__(self, tick: Tick) -> dict[str, float]:
        recipe = self.task.recipe

        def enlarged(batch: int) -> Tensor:
            parts = self.pairs.lq.split(batch)
            return torch.cat([self.task.enlarge(lq, recipe.steps, recipe.kappa, tick) for lq in parts])

        self.last = self.batch.fit(enlarged)
        psnr, distance = self._measure(self.last)
        gain, feature = psnr - self.bicubic[0], distance / max(self.bicubic[1], 1e-9)
        score = (feature if self.features_count else 0.0) - gain / 10
        return {"score": score, "psnr": psnr, "gain": gain, "feature": feature}

    def save_samples(self, folder: Path, iteration: int, emit: Emit) -> None:
        """Writes the pictures of the last call as `iter-NNNNNNNN/NN.png`, and once the pairs, as hq-NN.png and
        lq-NN.png."""
        if self.last is None:
            return
        target = folder / f"iter-{iteration:08d}"
        target.mkdir(parents=True, exist_ok=True)
        for k in range(min(SHOWN, len(self.pairs.hq))):
            for name, picture in (("hq", self.pairs.hq), ("lq", self.pairs.lq)):
                path = folder / f"{name}-{k:02d}.png"
                if not path.exists():
                    _save(picture[k], path)
            _save(self.last[k], target / f"{k:02d}.png")
        emit(SamplesSaved(iteration, str(target)))

    def _measure(self, result: Tensor) -> tuple[float, float]:
        return psnr_and_distance(result, self.pairs.hq, self.distance, self.batch)


def _save(picture: Tensor, path: Path) -> None:
    pixels = picture.clamp(-1, 1).add(1).mul(127.5).round().byte().permute(1, 2, 0).contiguous().cpu().numpy()
    save_picture(Picture(pixels), path, format="png", overwrite=True)


def sentence(
    start: dict[str, float], best: dict[str, float], iteration: int, *, name: str
) -> tuple[bool, str]:
    """(whether the best validation is better than that of the start, a sentence that says so)."""
    dB, share = best["psnr"] - start["psnr"], best["feature"] / max(start["feature"], 1e-9)
    better = best["score"] < start["score"] - NOTICEABLE and iteration > 0
    if not better:
        return False, (
            f"Training did not make {name} better on your held-out pictures: keep the model you started from, or try "
            "more pictures or a longer run."
        )
    closeness = f"{abs(dB):.2f} dB {'closer to' if dB >= 0 else 'farther from'} the originals"
    look = f"{abs(1 - share):.0%} {'nearer to' if share <= 1 else 'farther from'} them in visible features"
    return True, (
        f"On your held-out pictures the trained model beats {name}: {closeness} ({best['psnr']:.2f} instead of "
        f"{start['psnr']:.2f} dB PSNR) and {look}. The best was found at iteration {iteration:,}."
    )
