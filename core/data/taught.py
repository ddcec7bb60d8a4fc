"""Pairs with a second target: what another restorer, the teacher, made of a poor picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np

from core.data.pairs import drawn_kind, make_lq
from core.errors import TrainingError

NAMES = ("lq", "hq", "taught")
MARGIN = 4  # LQ pixels at the edge of a poor picture that is made from a patch: there is nothing beyond it to blur in


class Pairs(Protocol):
    """Numbered batches (hq, lq), as core.data.pairs.PairStream makes them."""

    def batch(self, index: int, samples: Sequence[int] | None = None) -> tuple[np.ndarray, np.ndarray]: ...


class TaughtPairs:
    """Good pictures, and what the teacher made of poor versions of them.

    The folder holds hq.npy and taught.npy, uint8 [N, s scale, s scale, 3], which are mapped into memory. With an
    lq.npy, uint8 [N, s, s, 3], the poor pictures are those that the teacher saw. Without it the teacher saw clean
    reductions, and poor pictures are made anew each time by the odds of `mix` (see core.data.pairs.PairStream): where
    the teacher's picture is the mean of the good ones that fit a clean reduction, the best guess from a poorer one has
    the same mean whichever of the two is the target, but without the detail that nobody can know, so it is learnt from
    fewer pairs. Raises TrainingError if files are missing or do not fit together.
    """

    def __init__(self, folder: Path, *, scale: int, mix: Mapping[str, float]) -> None:
        names = NAMES if (folder / "lq.npy").exists() else NAMES[1:]
        try:
            found = {name: np.load(folder / f"{name}.npy", "r", allow_pickle=False) for name in names}
        except (OSError, ValueError) as error:
            raise TrainingError(f"The taught pairs in {folder} cannot be read.", detail=str(error)) from error
        self.hq, self.taught, self.lq = found["hq"], found["taught"], found.get("lq")
        count, side = self.hq.shape[0], self.hq.shape[1] // scale
        fits = self.hq.shape == self.taught.shape == (count, side * scale, side * scale, 3)
        if not fits or (self.lq is not None and self.lq.shape != (count, side, side, 3)):
            raise TrainingError(f"The taught pairs in {folder} do not fit together: make them again.")
        self.scale, self.side, self.mix = scale, side, mix

    def draw(self, rng: np.random.Generator, patch: int) -> tuple[np.ndarray, np.ndarray]:
        """A crop of a pair, flipped and turned at random: (uint8 patch x patch x 6, the good picture and the teacher's
        behind each other, and uint8 patch / scale x patch / scale x 3)."""
        small, k = patch // self.scale, int(rng.integers(len(self.hq)))
        margin = 0 if self.lq is not None else min(MARGIN, (self.side - small) // 2)
        y, x = (margin + int(v) for v in rng.integers(self.side - 2 * margin - small + 1, size=2))
        poor = self.lq[k] if self.lq is not None else self._made(rng, self.hq[k])
        lq = poor[y : y + small, x : x + small]
        y, x = y * self.scale, x * self.scale
        hq = np.concatenate([a[k, y : y + patch, x : x + patch] for a in (self.hq, self.taught)], axis=2)
        turns, flip = int(rng.integers(4)), rng.random() < 0.5
        return _turned(hq, turns, flip=flip), _turned(lq, turns, flip=flip)

    def _made(self, rng: np.random.Generator, hq: np.ndarray) -> np.ndarray:
        return make_lq(np.ascontiguousarray(hq), rng, drawn_kind(rng, self.mix), scale=self.scale)


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
