"""Training pairs drawn from a packed training set. A batch depends on its number and the seed alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import cv2
import numpy as np
from msgspec import Meta

from core.data.degradation import MILD, REALESRGAN, degrade, shrink
from core.errors import TrainingError
from core.storage import records

PARAMS = {"mild": MILD, "realesrgan": REALESRGAN}
DEGRADATIONS = ("bicubic", *PARAMS)
FLAT = 0.05  # the probability that a patch without detail is kept


@dataclass(frozen=True)
class PackedPicture:
    """A picture in pixels.bin: uint8 RGB in C order, from byte `offset` on. `weight` says how often its pixels are
    drawn."""

    offset: int
    height: int
    width: int
    weight: float


class PatchSource:
    """Patches of a packed training set, the files `index.json` and `pixels.bin`; the latter is mapped into memory.

    Pictures with a side below `smallest` are left out. Raises TrainingError if the set is missing or damaged.
    """

    def __init__(self, folder: Path, *, smallest: int) -> None:
        found = _read_index(folder / "index.json")
        try:
            self.pixels = np.memmap(folder / "pixels.bin", np.uint8, "r")
        except (OSError, ValueError) as error:
            raise TrainingError(f"{folder / 'pixels.bin'} cannot be read.", detail=str(error)) from error
        if any(p.offset + p.height * p.width * 3 > self.pixels.size for p in found):
            raise TrainingError(
                f"{folder / 'pixels.bin'} is shorter than its index says: build the set again."
            )
        self.pictures = [p for p in found if min(p.height, p.width) >= smallest]
        if not self.pictures:
            raise TrainingError(f"No picture in {folder} is at least {smallest} pixels wide and high.")
        odds = np.array([p.weight * p.height * p.width for p in self.pictures])
        self.odds = odds / odds.sum()

    def draw(self, rng: np.random.Generator, size: int, *, tries: int = 8) -> np.ndarray:
        """A patch, uint8 size x size x 3, flipped and turned at random in one of 8 ways.

        Up to `tries` patches are drawn until one is accepted by its detail. So flat and blurred ones are rare.
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

    `mix` gives the odds of each of DEGRADATIONS. Patches are degraded with a border of `margin` LQ pixels, which is
    then cut off, so that nothing special happens at their edges. So the pictures of the source need sides of at least
    patch + 2 margin scale. Raises TrainingError for a mix or patch that does not fit.
    """

    def __init__(
        self,
        source: PatchSource,
        *,
        batch: int,
        patch: int,
        mix: Mapping[str, float],
        scale: int = 4,
        seed: int = 0,
        margin: int = 4,
    ) -> None:
        check_mix(mix)
        if patch % scale:
            raise TrainingError(f"The patch of {patch} pixels must be a multiple of the scale, {scale}.")
        self.source, self.count, self.patch, self.scale, self.seed = source, batch, patch, scale, seed
        self.margin = margin
        self.mix = mix

    def batch(self, index: int, samples: Sequence[int] | None = None) -> tuple[np.ndarray, np.ndarray]:
        """Batch number `index`, or some samples of it.

        It depends on the number, the seed and the settings alone. So training resumes exactly, and several processes
        can share a batch.
        """
        numbers = range(self.count) if samples is None else samples
        pairs = [self._pair(np.random.default_rng([self.seed, 1, index, k])) for k in numbers]
        return np.stack([hq for hq, _ in pairs]), np.stack([lq for _, lq in pairs])

    def _pair(self, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        kind = drawn_kind(rng, self.mix)
        hq = self.source.draw(rng, self.patch + 2 * self.margin * self.scale)
        lq = make_lq(hq, rng, kind, scale=self.scale)
        return _inner(hq, self.margin * self.scale), _inner(lq, self.margin)


def check_mix(mix: Mapping[str, float], *, known: Sequence[str] = DEGRADATIONS) -> None:
    """Raises TrainingError unless `mix` gives odds (not negative, not all zero) for names in `known`."""
    unknown = sorted(set(mix) - set(known))
    if unknown:
        raise TrainingError(f"Unknown degradation {unknown[0]!r}: choose {', '.join(known)}.")
    if not mix or min(mix.values()) < 0 or sum(mix.values()) <= 0:
        raise TrainingError("The mix of degradations needs at least one share above zero, none below.")


def drawn_kind(rng: np.random.Generator, mix: Mapping[str, float]) -> str:
    """One of the degradations of `mix`, by their odds."""
    odds = np.array(list(mix.values()), float)
    return list(mix)[rng.choice(len(odds), p=odds / odds.sum())]


def make_lq(hq: np.ndarray, rng: np.random.Generator, name: str, *, scale: int = 4) -> np.ndarray:
    """uint8 HQ -> uint8 LQ by the degradation of that name. "bicubic" is sometimes area averaging or Lanczos."""
    picture = hq.astype(np.float32) / 255
    if name == "bicubic":
        lq = shrink(picture, rng, scale)
    else:
        lq = degrade(picture, rng, PARAMS[name], scale=scale)
    return (lq * 255).round().astype(np.uint8)


def acceptance(patch: np.ndarray) -> float:
    """The probability that a patch, uint8 H x W x 3, is used: from FLAT, if it is flat, blurred or only grain, to 1."""
    gray = _luma(patch)
    if float(gray.std()) < 8:
        return FLAT
    return float(np.clip((_laplacian(gray) - 2) / 8, FLAT, 1))


def detail(patch: np.ndarray) -> float:
    """The mean absolute Laplacian of the luma at half size: near zero if there is nothing to learn from a patch.

    It is about 2 in blurred backgrounds, 3 to 5 in clouds and grainy skies, 10 and more in ordinary scenes.
    """
    return _laplacian(_luma(patch))


def _luma(patch: np.ndarray) -> np.ndarray:
    return cv2.cvtColor(np.ascontiguousarray(patch), cv2.COLOR_RGB2GRAY)


def _laplacian(gray: np.ndarray) -> float:
    # At half size, most of the grain is gone.
    half = cv2.resize(gray, (gray.shape[1] // 2, gray.shape[0] // 2), interpolation=cv2.INTER_AREA)
    return float(np.abs(cv2.Laplacian(half, cv2.CV_16S)).mean())


def _inner(picture: np.ndarray, border: int) -> np.ndarray:
    return picture[border : picture.shape[0] - border, border : picture.shape[1] - border]


@dataclass(frozen=True)
class _Entry:
    """A picture's line in index.json; what else it says is for people."""

    offset: Annotated[int, Meta(ge=0)]
    height: Annotated[int, Meta(ge=1)]
    width: Annotated[int, Meta(ge=1)]
    weight: float
    split: str = "train"


def _read_index(path: Path) -> list[PackedPicture]:
    try:
        entries = records.read(list[_Entry], path)
        return [PackedPicture(e.offset, e.height, e.width, e.weight) for e in entries if e.split == "train"]
    except FileNotFoundError as error:
        raise TrainingError(f"There is no training set in {path.parent}: build it first.") from error
    except records.RecordError as error:
        raise TrainingError(f"{path} is damaged: build the training set again.", detail=str(error)) from error
