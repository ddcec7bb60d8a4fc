"""Training pairs from the person's own pictures. A batch depends on its number and the seed alone. Free of torch."""

from __future__ import annotations

import logging
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from core.data.cache import PictureCache
from core.data.dataset import Dataset, Item
from core.data.pair_checks import fits
from core.data.pairs import acceptance, check_mix, make_lq
from core.errors import PictureError, TrainingError
from core.storage.paths import display_path

log = logging.getLogger(__name__)

MARGIN = 4  # LQ pixels around a patch that are degraded with it and then cut off
REUSE = 8  # iterations in a row that draw from the same pictures, if not all fit into the cache
TRIES = 8  # pictures that are tried in place of one that can no longer be read
HELD_OUT = 12  # pairs that a validation looks at, at least
CROPS = 4  # crops that are tried to find one with some detail


@dataclass(frozen=True)
class Sampling:
    """How patches are drawn: the side of the good patch in pixels, and, where pairs are made, the odds of
    degradations."""

    patch: int
    scale: int
    batch: int
    mix: Mapping[str, float]
    seed: int = 0


class UserPairs:
    """Batches of (hq, lq), uint8 [B, S, S, 3] and [B, S / scale, S / scale, 3], from a `Dataset`.

    A picture is drawn in proportion to the square root of its area. If the pictures do not fit into the cache, REUSE
    iterations in a row draw patches from the same pictures, so that each is decoded only once for them. A file that can
    no longer be read is replaced by another, with a sentence in `notices`.
    """

    def __init__(self, dataset: Dataset, sampling: Sampling, *, cache: PictureCache | None = None) -> None:
        if not dataset.train:
            raise TrainingError("There are no pictures to learn from.")
        if not dataset.paired:
            check_mix(sampling.mix)
        self.dataset, self.sampling = dataset, sampling
        self.cache = cache or PictureCache()
        areas = np.array([i.width * i.height for i in dataset.train], float)
        # By the square root, so that one panorama does not outweigh a hundred small pictures.
        odds = np.sqrt(np.maximum(areas, 1))
        self.odds = odds / odds.sum()
        self.reuse = REUSE if dataset.pixels * 3 > self.cache.budget else 1
        self.notices: list[str] = []
        self._bad: set[str] = set()
        self._lock = threading.Lock()

    def batch(self, index: int, samples: Sequence[int] | None = None) -> tuple[np.ndarray, np.ndarray]:
        """Batch number `index`, or some samples of it. It depends on the number, the seed and the settings alone."""
        pairs = [self.pair(index, k) for k in (range(self.sampling.batch) if samples is None else samples)]
        return np.stack([hq for hq, _ in pairs]), np.stack([lq for _, lq in pairs])

    def pair(self, index: int, sample: int) -> tuple[np.ndarray, np.ndarray]:
        """(hq, lq) of one sample of batch `index`. Raises TrainingError if TRIES pictures in a row cannot be read."""
        seed = self.sampling.seed
        choose = np.random.default_rng([seed, 3, index // self.reuse, sample])
        rng = np.random.default_rng([seed, 4, index, sample])
        for _ in range(TRIES):
            item = self.dataset.train[int(choose.choice(len(self.odds), p=self.odds))]
            try:
                return self._crops(item, rng)
            except PictureError as error:
                self._note(item, error)
        raise TrainingError(
            f"{TRIES} pictures in a row cannot be read. Are the training pictures still in {self.dataset.folder}?"
        )

    def _crops(self, item: Item, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        hq = self.cache.get(self.dataset.path(item.hq))
        if item.lq:
            lq = self.cache.get(self.dataset.path(item.lq))
            return turned(*aligned_crop(hq, lq, item, self.sampling, rng), rng)
        side = self.sampling.patch + 2 * MARGIN * self.sampling.scale
        patch = _detailed(hq, side, rng)
        patch, _ = turned(patch, patch, rng)
        names = list(self.sampling.mix)
        odds = np.array(list(self.sampling.mix.values()), float)
        name = names[rng.choice(len(names), p=odds / odds.sum())]
        lq = make_lq(patch, rng, name, scale=self.sampling.scale)
        return _inner(patch, MARGIN * self.sampling.scale), _inner(lq, MARGIN)

    def _note(self, item: Item, error: PictureError) -> None:
        with self._lock:
            if item.hq not in self._bad:
                log.warning("%s is passed over: %s", item.hq, error)
                self._bad.add(item.hq)
                self.notices.append(str(error))


def aligned_crop(
    hq: np.ndarray, lq: np.ndarray, item: Item, sampling: Sampling, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Crops (hq, lq) of a pair that show the same place, with its shift corrected. Small pictures are continued by
    reflection. Raises PictureError if the files no longer have the sizes that were checked."""
    scale, side = sampling.scale, sampling.patch // sampling.scale
    if not fits(hq.shape[:2], lq.shape[:2], scale):  # one was replaced: the two would show different places
        raise _otherwise(item)
    dx, dy = item.shift
    # enlarged(x) = hq(x - shift); in LQ pixels, the part that both show
    top, left = (max(0, -(-d // scale)) for d in (dy, dx))
    bottom = min(lq.shape[0], (hq.shape[0] + dy) // scale)
    right = min(lq.shape[1], (hq.shape[1] + dx) // scale)
    if bottom - top < 8 or right - left < 8:
        raise _otherwise(item)
    y = top + int(rng.integers(max(1, bottom - top - side + 1)))
    x = left + int(rng.integers(max(1, right - left - side + 1)))
    h, w = min(side, bottom - top), min(side, right - left)
    small = lq[y : y + h, x : x + w]
    rows = slice(y * scale - dy, (y + h) * scale - dy)
    large = hq[rows, x * scale - dx : (x + w) * scale - dx]
    return mirrored(large, side * scale), mirrored(small, side)


def _otherwise(item: Item) -> PictureError:
    return PictureError(f"The pair {display_path(item.hq)} no longer has the sizes it was checked with.")


def mirrored(picture: np.ndarray, side: int) -> np.ndarray:
    """The picture, continued by reflection below and to the right if a side is shorter than `side`."""
    down, across = max(0, side - picture.shape[0]), max(0, side - picture.shape[1])
    if not (down or across):
        return picture
    # The border pixel is repeated, so that both pictures of a pair are mirrored at the same place.
    return np.asarray(cv2.copyMakeBorder(picture, 0, down, 0, across, cv2.BORDER_REFLECT))


def turned(hq: np.ndarray, lq: np.ndarray, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Both pictures flipped and turned in the same way, one of 8 at random."""
    if rng.random() < 0.5:
        hq, lq = hq[:, ::-1], lq[:, ::-1]
    times = int(rng.integers(4))
    return np.ascontiguousarray(np.rot90(hq, times)), np.ascontiguousarray(np.rot90(lq, times))


def _detailed(hq: np.ndarray, side: int, rng: np.random.Generator) -> np.ndarray:
    """A crop of side x side. Up to CROPS are drawn until one is accepted by its detail."""
    hq = mirrored(hq, side)
    patch = hq
    for _ in range(CROPS):
        y = int(rng.integers(hq.shape[0] - side + 1))
        x = int(rng.integers(hq.shape[1] - side + 1))
        patch = hq[y : y + side, x : x + side]
        if rng.random() < acceptance(patch):
            break
    return patch


def _inner(picture: np.ndarray, border: int) -> np.ndarray:
    return picture[border : picture.shape[0] - border, border : picture.shape[1] - border]


@dataclass(frozen=True)
class ExamplePair:
    """A pair to look at: the input of the network and the wanted result, uint8 H x W x 3 each."""

    name: str
    lq: np.ndarray
    hq: np.ndarray


def held_out_count(dataset: Dataset) -> int:
    """How many pairs `held_out` returns if every picture can be read."""
    return len(dataset.validation) * _rounds(dataset)


def _rounds(dataset: Dataset) -> int:
    return -(-HELD_OUT // max(1, len(dataset.validation)))


def held_out(
    dataset: Dataset,
    sampling: Sampling,
    cache: PictureCache | None = None,
    *,
    at_most: int | None = None,
) -> list[ExamplePair]:
    """Pairs of the validation pictures: at least HELD_OUT, with several crops of each picture if there are fewer.

    Their order and crops depend on the data set alone. Poor versions are made by plain reduction and, every second one,
    by the mild degradation, if the mix has both. `at_most` asks for the first pairs only. Pictures that cannot be read
    are left out; raises TrainingError if none is left.
    """
    names = [n for n in ("bicubic", "mild") if sampling.mix.get(n)] or list(sampling.mix)
    pairs: list[ExamplePair] = []
    cache = cache or PictureCache(64_000_000)
    for number, item in enumerate(dataset.validation * _rounds(dataset)):
        if len(pairs) == at_most:
            break
        rng = np.random.default_rng([0, 5, number])
        try:
            pairs.append(_held_out_pair(dataset, item, names[number % len(names)], sampling, cache, rng))
        except PictureError as error:
            log.warning("%s is passed over: %s", item.hq, error)
    if not pairs:
        raise TrainingError(
            f"None of the pictures held out for validation can be read. Are they still in {dataset.folder}?"
        )
    return pairs


def _held_out_pair(
    dataset: Dataset,
    item: Item,
    degradation: str,
    sampling: Sampling,
    cache: PictureCache,
    rng: np.random.Generator,
) -> ExamplePair:
    hq = cache.get(dataset.path(item.hq))
    if item.lq:
        lq = cache.get(dataset.path(item.lq))
        large, small = aligned_crop(hq, lq, item, sampling, rng)
        return ExamplePair(item.hq, small, large)
    border = MARGIN * sampling.scale
    patch = np.ascontiguousarray(_detailed(hq, sampling.patch + 2 * border, rng))
    lq = make_lq(patch, rng, degradation, scale=sampling.scale)
    return ExamplePair(item.hq, _inner(lq, MARGIN), _inner(patch, border))


def example_pairs(dataset: Dataset, sampling: Sampling, count: int = 6) -> list[ExamplePair]:
    """The first pairs of a training with this sampling, exactly as it would see them."""
    source = UserPairs(dataset, sampling)
    out = []
    for k in range(count):
        hq, lq = source.pair(k // sampling.batch, k % sampling.batch)
        out.append(ExamplePair(f"{k + 1}", lq, hq))
    return out
