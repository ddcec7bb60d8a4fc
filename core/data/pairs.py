"""Training pairs drawn from a packed training set, the same batch for the same index whatever was drawn before."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from core.data.degradation import MILD, REALESRGAN, degrade, shrink
from core.errors import TrainingError

DEGRADATIONS = ("bicubic", "mild", "realesrgan")


@dataclass(frozen=True)
class PackedPicture:
    """Where a picture lies in pixels.bin: uint8 RGB, C order; `weight` says how often a pixel of it is drawn."""

    offset: int
    height: int
    width: int
    weight: float


class PatchSource:
    """Good patches of a packed training set: `index.json` and `pixels.bin`, mapped and not read."""

    def __init__(self, folder: Path, *, smallest: int) -> None:
        try:
            entries = json.loads((folder / "index.json").read_text("utf-8"))
            self.pixels = np.memmap(folder / "pixels.bin", np.uint8, "r")
        except (OSError, ValueError) as error:
            raise TrainingError(
                f"There is no training set in {folder}: build it first, see the model's README.", detail=str(error)
            ) from error
        pictures = [PackedPicture(e["offset"], e["height"], e["width"], e["weight"]) for e in entries]
        self.pictures = [p for p in pictures if min(p.height, p.width) >= smallest]
        if not self.pictures:
            raise TrainingError(f"No picture in {folder} is at least {smallest} pixels wide and high.")
        odds = np.array([p.weight * p.height * p.width for p in self.pictures])
        self.odds = odds / odds.sum()

    def draw(self, rng: np.random.Generator, size: int, *, tries: int = 8) -> np.ndarray:
        """A uint8 size x size x 3 patch, flipped and turned at random (8 ways).

        Of up to `tries` draws the first whose detail earns it, so flat and blurred patches are there, but seldom.
        """
        patch = self._crop(rng, size)
        for _ in range(tries - 1):
            if rng.random() < acceptance(patch):
                break
            patch = self._crop(rng, size)
        patch = patch[:, ::-1] if rng.random() < 0.5 else patch
        return np.ascontiguousarray(np.rot90(patch, int(rng.integers(4))))

    def _crop(self, rng: np.random.Generator, size: int) -> np.ndarray:
        p = self.pictures[rng.choice(len(self.pictures), p=self.odds)]
        picture = self.pixels[p.offset : p.offset + p.height * p.width * 3].reshape(p.height, p.width, 3)
        y, x = int(rng.integers(p.height - size + 1)), int(rng.integers(p.width - size + 1))
        return picture[y : y + size, x : x + size]


class PairStream:
    """Batches of (hq, lq), uint8 [B, S, S, 3] and [B, S/scale, S/scale, 3], from a mix of degradations.

    Degradation runs on patches with a border of `margin` LQ pixels, so that edges of patches are no special case.
    """

    def __init__(
        self,
        source: PatchSource,
        *,
        batch: int,
        patch: int,
        mix: dict[str, float],
        scale: int = 4,
        seed: int = 0,
        margin: int = 4,
    ) -> None:
        unknown = set(mix) - set(DEGRADATIONS)
        if unknown:
            raise TrainingError(f"Unknown degradation {sorted(unknown)[0]!r}: choose {', '.join(DEGRADATIONS)}.")
        self.source, self.count, self.patch, self.scale, self.seed = source, batch, patch, scale, seed
        self.border = margin
        self.names = list(mix)
        self.odds = np.array(list(mix.values()), float) / sum(mix.values())

    def batch(self, index: int) -> tuple[np.ndarray, np.ndarray]:
        """Batch number `index`."""
        rng = np.random.default_rng([self.seed, 1, index])
        pairs = [self._pair(rng) for _ in range(self.count)]
        return np.stack([hq for hq, _ in pairs]), np.stack([lq for _, lq in pairs])

    def _pair(self, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        outer = self.patch + 2 * self.border * self.scale
        hq = self.source.draw(rng, outer)
        lq = make_lq(hq, rng, self.names[rng.choice(len(self.names), p=self.odds)], scale=self.scale)
        b, B = self.border, self.border * self.scale
        return hq[B:-B, B:-B], lq[b:-b, b:-b]


def make_lq(hq: np.ndarray, rng: np.random.Generator, name: str, *, scale: int = 4) -> np.ndarray:
    """uint8 HQ -> uint8 LQ by the named degradation."""
    picture = hq.astype(np.float32) / 255
    if name == "bicubic":
        lq = shrink(picture, rng, scale)
    else:
        lq = degrade(picture, rng, MILD if name == "mild" else REALESRGAN, scale=scale)
    return (lq * 255).round().astype(np.uint8)


def acceptance(patch: np.ndarray) -> float:
    """How likely a patch is worth training on, 0.05 (flat, blurred, only noise) to 1, for uint8 H x W x 3."""
    if float(patch[::2, ::2].mean(2).std()) < 8:
        return 0.05
    return float(np.clip((detail(patch) - 2) / 8, 0.05, 1))


def detail(patch: np.ndarray) -> float:
    """Mean absolute Laplacian of the luma at half size: near zero where there is nothing to learn.

    About 2 in blurred backgrounds, 3 to 5 in clouds and grainy skies, 10 and more in ordinary scenes.
    """
    gray = cv2.cvtColor(np.ascontiguousarray(patch), cv2.COLOR_RGB2GRAY)
    half = cv2.resize(gray, (gray.shape[1] // 2, gray.shape[0] // 2), interpolation=cv2.INTER_AREA)
    return float(np.abs(cv2.Laplacian(half, cv2.CV_16S)).mean())
