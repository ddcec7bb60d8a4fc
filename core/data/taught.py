"""Training pairs whose targets were made beforehand by a teacher, see tools/lite_x4."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from core.errors import TrainingError


class TaughtPairs:
    """The pairs in `hq.npy`, uint8 [N, S, S, 3], and `lq.npy`, uint8 [N, S / scale, S / scale, 3], mapped into memory.

    Raises TrainingError if they are missing, damaged, or too small for patches of `patch` pixels.
    """

    def __init__(self, folder: Path, *, patch: int, scale: int) -> None:
        try:
            self.hq, self.lq = (np.load(folder / f"{side}.npy", mmap_mode="r") for side in ("hq", "lq"))
        except (OSError, ValueError) as error:
            raise TrainingError(f"{folder} holds no pairs made by a teacher.", detail=str(error)) from error
        count, side = self.lq.shape[:2]
        wanted = [(count, factor * side, factor * side, 3) for factor in (scale, 1)]
        if [self.hq.shape, self.lq.shape] != wanted or count == 0 or scale * side < patch:
            raise TrainingError(
                f"The pairs in {folder} do not suit patches of {patch} pixels at scale {scale}."
            )
        self.side, self.scale = patch // scale, scale

    def draw(self, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        """(hq, lq) of a patch, both flipped and turned in the same way, one of 8 at random."""
        k = int(rng.integers(len(self.lq)))
        y, x = (int(v) for v in rng.integers(self.lq.shape[1] - self.side + 1, size=2))
        flip, turns = rng.random() < 0.5, int(rng.integers(4))

        def cut(pictures: np.ndarray, factor: int) -> np.ndarray:
            rows, columns = (slice(v * factor, (v + self.side) * factor) for v in (y, x))
            patch = pictures[k, rows, columns]
            return np.ascontiguousarray(np.rot90(patch[:, ::-1] if flip else patch, turns))

        return cut(self.hq, self.scale), cut(self.lq, 1)


def save_taught(folder: Path, hq: np.ndarray, lq: np.ndarray) -> None:
    """Writes pairs, uint8 [N, S, S, 3] and [N, s, s, 3], and replaces those that are there."""
    folder.mkdir(parents=True, exist_ok=True)
    np.save(folder / "hq.npy", hq)
    np.save(folder / "lq.npy", lq)
