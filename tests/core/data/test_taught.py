"""Taught pairs: crops that fit, a share of the batches, and folders that are refused."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from core.data.taught import TaughtPairs, WithTeacher
from core.errors import TrainingError

SCALE = 4
CLEAN = {"bicubic": 1.0}


class Flat:
    """Batches whose pictures are all zero."""

    def batch(self, index: int, samples: Sequence[int] | None = None) -> tuple[np.ndarray, np.ndarray]:
        count = 6 if samples is None else len(samples)
        return np.zeros((count, 16, 16, 3), np.uint8), np.zeros((count, 4, 4, 3), np.uint8)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Five pairs whose good and taught pictures are the poor one, enlarged, and that plus one."""
    lq = np.random.default_rng(0).integers(1, 200, (5, 8, 8, 3)).astype(np.uint8)
    hq = lq.repeat(SCALE, axis=1).repeat(SCALE, axis=2)
    for name, pixels in (("lq", lq), ("hq", hq), ("taught", hq + 1)):
        np.save(tmp_path / f"{name}.npy", pixels)
    return tmp_path


def test_a_crop_of_all_three_is_the_same_place_turned_alike(folder: Path) -> None:
    pairs = TaughtPairs(folder, scale=SCALE, mix=CLEAN)
    for seed in range(20):
        both, lq = pairs.draw(np.random.default_rng(seed), 16)
        assert both.shape == (16, 16, 6)
        assert lq.shape == (4, 4, 3)
        assert np.array_equal(both[..., :3], lq.repeat(SCALE, axis=0).repeat(SCALE, axis=1))
        assert np.array_equal(both[..., 3:], both[..., :3] + 1)


def test_the_share_of_the_samples_is_taught_and_the_others_teach_themselves(folder: Path) -> None:
    batches = WithTeacher(Flat(), TaughtPairs(folder, scale=SCALE, mix=CLEAN), share=0.5, patch=16, seed=3)
    taught = 0
    for index in range(50):
        hq, lq = batches.batch(index)
        assert hq.shape == (6, 16, 16, 6)
        assert lq.shape == (6, 4, 4, 3)
        for good, poor in zip(hq, lq, strict=True):
            if poor.any():
                taught += 1
                assert np.array_equal(good[..., 3:], good[..., :3] + 1)
            else:
                assert not good.any()
    assert 120 < taught < 180


def test_a_sample_is_the_same_whatever_was_asked_for_with_it(folder: Path) -> None:
    batches = WithTeacher(Flat(), TaughtPairs(folder, scale=SCALE, mix=CLEAN), share=0.5, patch=16, seed=3)
    whole = batches.batch(7)
    part = batches.batch(7, [4, 1])
    assert all(np.array_equal(p, w[[4, 1]]) for p, w in zip(part, whole, strict=True))


@pytest.fixture
def reductions(folder: Path) -> Path:
    """Good pictures that rise from left to right and from top to bottom, without poor ones."""
    rows, columns = np.mgrid[0:64, 0:64]
    ramp = np.stack([rows * 3, columns * 3, rows + columns], axis=2).astype(np.uint8)
    (folder / "lq.npy").unlink()
    np.save(folder / "hq.npy", np.stack([ramp, ramp]))
    np.save(folder / "taught.npy", np.stack([ramp + 1, ramp + 1]))
    return folder


def test_without_poor_pictures_they_are_made_of_the_good_ones(reductions: Path) -> None:
    pairs = TaughtPairs(reductions, scale=SCALE, mix=CLEAN)
    for seed in range(10):
        both, lq = pairs.draw(np.random.default_rng(seed), 16)
        assert np.array_equal(both[..., 3:], both[..., :3] + 1)
        reduced = both[..., :3].reshape(4, SCALE, 4, SCALE, 3).mean((1, 3))
        assert np.abs(reduced - lq).max() < 1.5


def test_they_are_made_anew_each_time_and_by_the_mix(reductions: Path) -> None:
    pairs = TaughtPairs(reductions, scale=SCALE, mix={"mild": 1.0})
    drawn = [pairs.draw(np.random.default_rng(seed), 32) for seed in (1, 1, 2)]
    assert np.array_equal(drawn[0][1], drawn[1][1])
    reduced = drawn[0][0][..., :3].reshape(8, SCALE, 8, SCALE, 3).mean((1, 3))
    assert np.abs(reduced - drawn[0][1]).max() > 1.5  # it has noise
    assert not np.array_equal(drawn[0][1], drawn[2][1])


@pytest.mark.parametrize("fault", ["missing", "size", "count", "pickle", "cut"])
def test_a_folder_that_does_not_hold_them_is_refused(folder: Path, fault: str) -> None:
    file = folder / "taught.npy"
    pixels = np.load(file)
    if fault == "missing":
        file.unlink()
    elif fault == "size":
        np.save(file, pixels[:, :-1])
    elif fault == "count":
        np.save(file, pixels[:-1])
    elif fault == "pickle":
        np.save(file, np.array([{}], object), allow_pickle=True)
    else:
        file.write_bytes(file.read_bytes()[:-100])
    with pytest.raises(TrainingError, match="taught pairs"):
        TaughtPairs(folder, scale=SCALE, mix=CLEAN)
