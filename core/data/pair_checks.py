"""Compares the two pictures of a pair: whether they show the same, how far they are shifted, and how much their colours
differ."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

LARGEST_CROP = 512  # side in pixels of the middle part of the poor picture that the shift is searched with
COARSE = (
    12  # pixels of the shorter side in which two pictures are compared: noise and blur hardly reach there
)
# Poor pictures with a smaller side, and good ones of less contrast, tell nothing.
SMALLEST, CONTRAST = (
    32,
    12.0,
)
# Correlations below which two pictures show different things. Of 400 pairs each of photographs and what the strong
# degradation makes of them (128 to 512 pixels) none was below; of different photographs 99 % were.
UNLIKE = 0.5
LESS_LIKE, UNLIKE_FINE = 0.85, 0.3  # both: alike as one sky above the ground is like another


@dataclass(frozen=True)
class PairFacts:
    """The shift in HQ pixels, see core.data.dataset.Item, and the mean difference poor - good in 8-bit levels, (R, G,
    B); `same` is False where the two show different things, and then the others say nothing."""

    shift: tuple[int, int]
    colour: tuple[float, float, float]
    same: bool = True


def fits(size: tuple[int, int], lq_size: tuple[int, int], scale: int) -> bool:
    """Whether a pair differs by the scale, apart from a remainder that the reduction cut off."""
    return all(0 <= s - scale * q < scale and q > 0 for s, q in zip(size, lq_size, strict=True))


def compare(hq: np.ndarray, lq: np.ndarray, scale: int) -> PairFacts:
    """Compares a pair: LQ uint8 [h, w, 3] and HQ uint8, at least [scale h, scale w, 3]."""
    h, w = lq.shape[:2]
    hq = hq[: h * scale, : w * scale]
    small = cv2.resize(hq, (w, h), interpolation=cv2.INTER_AREA)
    shift = find_shift(hq, small, lq, scale)
    poor, good = _overlap(lq, small, round(shift[0] / scale), round(shift[1] / scale))
    if show_the_same(good, poor) is False:
        return PairFacts((0, 0), (0.0, 0.0, 0.0), same=False)
    red, green, blue = (float(c) for c in (poor.astype(np.float32) - good).reshape(-1, 3).mean(0))
    return PairFacts(shift, (red, green, blue))


def show_the_same(good: np.ndarray, poor: np.ndarray) -> bool | None:
    """Whether two uint8 pictures [h, w, 3] of one size, aligned, are of the same thing; None where they are too small
    or too flat to tell.

    What counts is how their gray levels go together in a very small copy, so that brightness, contrast and colour,
    blur, noise and compression of one of them make no difference.
    """
    shorter = min(good.shape[:2])
    if shorter < SMALLEST:
        return None
    size = [max(COARSE, round(side * COARSE / shorter)) for side in good.shape[1::-1]]
    a, b = (cv2.resize(_gray(p), size, interpolation=cv2.INTER_AREA) for p in (good, poor))
    if a.std() < CONTRAST:
        return None
    coarse, fine = _correlation(a, b), _correlation(a - cv2.blur(a, (5, 5)), b - cv2.blur(b, (5, 5)))
    return not (coarse < UNLIKE or (coarse < LESS_LIKE and fine < UNLIKE_FINE))


def _correlation(a: np.ndarray, b: np.ndarray) -> float:
    x, y = a - a.mean(), b - b.mean()
    return float((x * y).sum() / max(1e-6, float(np.linalg.norm(x) * np.linalg.norm(y))))


def find_shift(hq: np.ndarray, small: np.ndarray, lq: np.ndarray, scale: int) -> tuple[int, int]:
    """The shift (dx, dy) of a pair in HQ pixels; `small` is HQ reduced to the size of LQ.

    It is found by phase correlation in the size of LQ, and refined in that of HQ. Unless it lowers the squared error by
    at least a tenth, it is not trusted and (0, 0) is returned.
    """
    a, b = _middle(_gray(small)), _middle(_gray(lq))
    window = cv2.createHanningWindow((a.shape[1], a.shape[0]), cv2.CV_32F)
    (dx, dy), _ = cv2.phaseCorrelate(a, b, window)
    centre = (round(dx * scale), round(dy * scale))
    limit = min(a.shape) * scale // 4
    if max(abs(centre[0]), abs(centre[1])) > limit:
        return (0, 0)
    enlarged = cv2.resize(
        _gray(lq), (lq.shape[1] * scale, lq.shape[0] * scale), interpolation=cv2.INTER_CUBIC
    )
    good = cv2.GaussianBlur(_gray(hq), (0, 0), scale / 3)
    reach = range(-(scale // 2), scale // 2 + 1)
    tried = {
        (centre[0] + i, centre[1] + j): _error(good, enlarged, centre[0] + i, centre[1] + j)
        for i in reach
        for j in reach
    }
    tried.setdefault((0, 0), _error(good, enlarged, 0, 0))
    best = min(tried, key=lambda s: tried[s])
    return best if tried[best] < 0.9 * tried[0, 0] else (0, 0)


def _error(hq: np.ndarray, enlarged: np.ndarray, dx: int, dy: int) -> float:
    """The variance of enlarged(x) - hq(x - d) over the part where both exist; d = (dx, dy)."""
    moved, fixed = _overlap(enlarged, hq, dx, dy)
    return float((moved - fixed).var())


def _overlap(moved: np.ndarray, fixed: np.ndarray, dx: int, dy: int) -> tuple[np.ndarray, np.ndarray]:
    """The parts of two pictures of the same size that show the same place, if moved(x) = fixed(x - d)."""
    h, w = fixed.shape[:2]
    rows, cols = slice(max(0, dy), h + min(0, dy)), slice(max(0, dx), w + min(0, dx))
    back_rows, back_cols = slice(max(0, -dy), h + min(0, -dy)), slice(max(0, -dx), w + min(0, -dx))
    return moved[rows, cols], fixed[back_rows, back_cols]


def _gray(picture: np.ndarray) -> np.ndarray:
    return cv2.cvtColor(np.ascontiguousarray(picture), cv2.COLOR_RGB2GRAY).astype(np.float32)


def _middle(gray: np.ndarray) -> np.ndarray:
    h, w = (min(side, LARGEST_CROP) for side in gray.shape)
    y, x = (gray.shape[0] - h) // 2, (gray.shape[1] - w) // 2
    return np.ascontiguousarray(gray[y : y + h, x : x + w])
