"""Pairs made by a teacher: cut from both sides alike, a part of the mix, refused where they do not fit."""

import numpy as np
import pytest

from core.data.pairs import PairStream, PatchSource
from core.data.taught import TaughtPairs, save_taught
from core.errors import TrainingError
from tests.core.data.test_pairs import busy, pack

SCALE = 4


@pytest.fixture
def folder(tmp_path):
    """Three pairs whose good side is the poor one, every pixel four times as wide and high."""
    lq = np.random.default_rng(0).integers(0, 256, (3, 10, 10, 3), np.uint8)
    save_taught(tmp_path / "taught", lq.repeat(SCALE, 1).repeat(SCALE, 2), lq)
    return tmp_path / "taught"


def test_both_sides_show_the_same_place_in_eight_ways(folder):
    pairs, rng = TaughtPairs(folder, patch=24, scale=SCALE), np.random.default_rng(1)
    seen = set()
    for _ in range(200):
        hq, lq = pairs.draw(rng)
        assert hq.shape == (24, 24, 3)
        assert np.array_equal(hq, lq.repeat(SCALE, 0).repeat(SCALE, 1))
        seen.add(lq.tobytes())
    assert len(seen) > 150  # of 3 pictures, 25 places, 8 ways
    whole = TaughtPairs(folder, patch=40, scale=SCALE)
    assert len({whole.draw(rng)[1].tobytes() for _ in range(300)}) == 24


def test_they_are_as_much_of_a_batch_as_the_mix_says(folder):
    pack(folder.parent, [busy(np.random.default_rng(2), 80, 80)])
    lq = np.zeros((1, 10, 10, 3), np.uint8)
    save_taught(folder, lq.repeat(SCALE, 1).repeat(SCALE, 2), lq)
    taught = TaughtPairs(folder, patch=24, scale=SCALE)
    mix = {"bicubic": 0.5, "taught": 0.5}
    stream = PairStream(PatchSource(folder.parent, smallest=56), batch=200, patch=24, mix=mix, taught=taught)
    hq, _ = stream.batch(0)
    assert 80 < sum(not patch.any() for patch in hq) < 120


@pytest.mark.parametrize("patch", [44, 24])
def test_pairs_that_do_not_fit_are_refused(folder, patch):
    if patch == 24:
        np.save(folder / "hq.npy", np.zeros((3, 40, 36, 3), np.uint8))
    with pytest.raises(TrainingError, match=f"do not suit patches of {patch} pixels"):
        TaughtPairs(folder, patch=patch, scale=SCALE)


def test_a_set_without_them_cannot_mix_them(folder, tmp_path):
    with pytest.raises(TrainingError, match="holds no pairs made by a teacher"):
        TaughtPairs(tmp_path / "nowhere", patch=24, scale=SCALE)
    pack(tmp_path, [busy(np.random.default_rng(2), 80, 80)])
    with pytest.raises(TrainingError, match="taught"):
        PairStream(PatchSource(tmp_path, smallest=56), batch=1, patch=24, mix={"taught": 1.0})
