"""Pairs from one's own pictures: repeatable, aligned, and unbothered by a file that went away."""

import numpy as np
import pytest

from core.data.cache import PictureCache
from core.data.dataset import Dataset, Item
from core.data.user_pairs import REUSE, Sampling, UserPairs, example_pairs, held_out, mirrored
from core.errors import TrainingError
from core.images.formats.encode import save_picture
from core.images.picture import Picture

SAMPLING = Sampling(patch=32, scale=4, batch=3, mix={"bicubic": 1.0}, seed=5)


def busy(seed, height=96, width=120):
    rng = np.random.default_rng(seed)
    return np.ascontiguousarray(
        rng.integers(0, 256, (height // 4, width // 4, 3), np.uint8).repeat(4, 0).repeat(4, 1)
    )


def write(path, pixels):
    save_picture(Picture(pixels), path, format="png")


@pytest.fixture
def good(tmp_path):
    for k in range(4):
        write(tmp_path / f"{k}.png", busy(k))
    entries = tuple(Item(f"{k}.png", "", 120, 96) for k in range(4))
    return Dataset(str(tmp_path), 4, entries[:3], entries[3:])


def test_samples_depend_on_their_numbers_alone(good):
    hq, lq = UserPairs(good, SAMPLING).batch(7)
    assert hq.shape == (3, 32, 32, 3)
    assert lq.shape == (3, 8, 8, 3)
    other = UserPairs(good, SAMPLING)
    other.batch(3)
    for k in range(3):
        part, small = other.batch(7, [k])
        np.testing.assert_array_equal(part[0], hq[k])
        np.testing.assert_array_equal(small[0], lq[k])
    assert not np.array_equal(other.batch(8)[0], hq)


def test_what_is_shown_before_the_start_is_what_training_sees(good):
    shown = example_pairs(good, SAMPLING, 4)
    hq, lq = UserPairs(good, SAMPLING).batch(1)
    np.testing.assert_array_equal(shown[3].hq, hq[0])
    np.testing.assert_array_equal(shown[3].lq, lq[0])


@pytest.mark.parametrize("shift", [(0, 0), (5, -6), (-7, 3), (4, 8)])
def test_crops_of_a_pair_show_the_same_place(tmp_path, shift):
    """The poor picture holds its own coordinates of the good one, so alignment can be read off the pixels."""
    dx, dy = shift
    y, x = np.mgrid[0:96, 0:120]
    hq = np.stack([x, y, np.zeros_like(x)], -1).astype(np.uint8)
    ys, xs = np.mgrid[0:24, 0:30] * 4
    # enlarged(x) = hq(x - d), so pixel (j, i) of the poor picture begins at hq (4 j - dx, 4 i - dy)
    lq = np.stack([xs - dx, ys - dy, np.zeros_like(xs)], -1).clip(0, 255).astype(np.uint8)
    write(tmp_path / "hq.png", hq)
    write(tmp_path / "lq.png", lq)
    item = Item("hq.png", "lq.png", 120, 96, shift)
    pairs = held_out(Dataset(str(tmp_path), 4, (item,), (item,)), SAMPLING)
    for pair in pairs:
        np.testing.assert_array_equal(pair.hq[::4, ::4], pair.lq)


@pytest.mark.parametrize(("hq", "lq"), [((192, 240), (24, 30)), ((96, 120), (48, 60)), ((92, 120), (24, 30))])
def test_a_pair_of_which_one_was_replaced_after_the_check_is_passed_over(tmp_path, hq, lq):
    """Its crops would show different places."""
    for name, size, small in (("0", (96, 120), (24, 30)), ("1", hq, lq)):
        for side, shape in (("hq", size), ("lq", small)):
            write(tmp_path / f"{side}{name}.png", np.zeros((*shape, 3), np.uint8))
    items = tuple(Item(f"hq{k}.png", f"lq{k}.png", 120, 96) for k in range(2))
    source = UserPairs(Dataset(str(tmp_path), 4, items, items), SAMPLING)
    for k in range(3):
        source.batch(k)
    assert source.notices == ["The pair hq1.png no longer has the sizes it was checked with."]


def test_small_pairs_are_mirrored_on_at_the_same_place():
    hq, lq = busy(0, 40, 40), busy(0, 40, 40)[::4, ::4]
    large, small = mirrored(hq, 64), mirrored(lq, 16)
    assert large.shape == (64, 64, 3)
    np.testing.assert_array_equal(large[2::4, 2::4], small)


def test_a_file_that_went_away_is_replaced_and_named_once(good, tmp_path):
    (tmp_path / "1.png").unlink()
    source = UserPairs(good, SAMPLING)
    for k in range(4):
        source.batch(k)
    assert len(source.notices) == 1
    assert "1.png" in source.notices[0]


def test_nothing_left_to_read_is_an_error(good, tmp_path):
    for path in tmp_path.glob("*.png"):
        path.unlink()
    with pytest.raises(TrainingError, match="in a row"):
        UserPairs(good, SAMPLING).batch(0)
    with pytest.raises(TrainingError, match="held out"):
        held_out(good, SAMPLING)


def test_the_cache_stays_within_its_budget_and_keeps_what_is_used(tmp_path):
    reads = []

    def read(path):
        reads.append(path.name)
        return np.zeros((10, 10, 3), np.uint8)

    cache = PictureCache(700, read)
    for name in ("a", "b", "a", "c", "a", "b"):
        cache.get(tmp_path / name)
    assert reads == ["a", "b", "c", "b"]
    assert cache.held_bytes <= 700
    with pytest.raises(ValueError, match="read-only"):
        cache.get(tmp_path / "a")[0, 0] = 1


def test_pictures_that_do_not_fit_the_cache_are_drawn_from_several_times(good):
    source = UserPairs(good, SAMPLING, cache=PictureCache(40_000))
    assert source.reuse == REUSE
    reads = []
    real = source.cache._read
    source.cache._read = lambda path: reads.append(path) or real(path)
    for index in range(REUSE):
        source.pair(index, 0)
    assert len(reads) == 1
