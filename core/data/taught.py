"""Pairs with a second target: what another restorer, the teacher, made of the poor picture."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np

from core.errors import TrainingError

NAMES = ("lq", "hq", "taught")


class Pairs(Protocol):
    """Numbered batches (hq, lq), as core.data.pairs.PairStream makes them."""

    def batch(self, index: int, samples: Sequence[int] | None = None) -> tuple[np.ndarray, np.ndarray]: ...


class TaughtPairs:
    """Poor pictures, the good ones they were made from, and what the teacher made of the poor ones.

    The folder holds lq.npy, uint8 [N, s, s, 3], and hq.npy and taught.npy, uint8 [N, s scale, s scale, 3], which are
    mapped into memory. Raises TrainingError if they are missing or do not fit together.
    """

    def __init__(self, folder: Path, *, scale: int) -> None:
        try:
            found = [np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False) for name in NAMES]
        except (OSError, ValueError) as error:
            raise TrainingError(f"The taught pairs in {folder} cannot be read.", detail=str(error)) from error
        self.lq, self.hq, self.taught = found
        count, side = self.lq.shape[0], self.lq.shape[1]
        large = (count, side * scale, side * scale, 3)
        if self.lq.shape != (count, side, side, 3) or self.hq.shape != large or self.taught.shape != large:
            raise TrainingError(f"The taught pairs in {folder} do not fit together: make them again.")
        self.scale = scale

    def draw(self, rng: np.random.Generator, patch: int) -> tuple[np.ndarray, np.ndarray]:
        """A crop of a pair, flipped and turned at random: (uint8 patch x patch x 6, the good picture and the teacher's
        behind each other, and uint8 patch / scale x patch / scale x 3)."""
        small, (count, side) = patch // self.scale, self.lq.shape[:2]
        k, y, x = int(rng.integers(count)), *(int(v) for v in rng.integers(side - small + 1, size=2))
        lq = self.lq[k, y : y + small, x : x + small]
        y, x = y * self.scale, x * self.scale
        hq = np.concatenate([a[k, y : y + patch, x : x + patch] for a in (self.hq, self.taught)], axis=2)
        turns, flip = int(rng.integers(4)), rng.random() < 0.5
        return _turned(hq, turns, flip=flip), _turned(lq, turns, flip=flip)


class WithTeacher:
    """Batches of which a share comes from taught pairs; for the others the good picture is what is taught, too.

    Its good pictures have six channels: the original and the teacher's.
    """

    def __init__(self, pairs: Pairs, taught: TaughtPairs, *, share: float, patch: int, seed: int) -> None:
        self.pairs, self.taught, self.share, self.patch, self.seed = pairs, taught, share, patch, seed

    def batch(self, index: int, samples: Sequence[int] | None = None) -> tuple[np.ndarray, np.ndarray]:
        """See core.data.pairs.PairStream.batch."""
        hq, lq = self.pairs.batch(index, samples)
        hq = np.concatenate([hq, hq], axis=3)
        for at, k in enumerate(range(len(hq)) if samples is None else samples):
            rng = np.random.default_rng([self.seed, 2, index, k])
            if rng.random() < self.share:
                hq[at], lq[at] = self.taught.draw(rng, self.patch)
        return hq, lq


def _turned(picture: np.ndarray, turns: int, *, flip: bool) -> np.ndarray:
    return np.ascontiguousarray(np.rot90(picture[:, ::-1] if flip else picture, turns))
