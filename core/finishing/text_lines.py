"""Finds lines of text.

Letters are spots of ink: connected pixels that differ from the mean around them. Spots make a line if several of like
height and tone stand beside each other on one line, so that little is taken for text that is none.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from core.images.alpha import visible
from core.images.depth import to_depth
from core.images.picture import Picture
from core.images.resize import resize

SIDE = 1600  # pixels: a smaller picture is enlarged up to twice, a larger one shrunk
LEAST_LETTERS = 5  # of a line
HEIGHTS = (8, 160)  # pixels of a letter at that size
WINDOW = 61  # pixels of the surroundings that ink is compared with
LEAST_CONTRAST = 50  # of 255, between ink and ground
MOST_RATIO = 2.0  # between the heights of neighbours
STRANGERS = 0.25  # spots among the letters of a line that are none of them, for one letter

Box = tuple[float, float, float, float]
"""Left, top, right and bottom in pixels."""


@dataclass(frozen=True)
class Spot:
    """The box of something that may be a letter, how dark it is (0 to 255), and whether it is light on a dark ground;
    its tone is then counted from white."""

    x: int
    y: int
    width: int
    height: int
    tone: float
    light: bool

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


def text_lines(picture: Picture) -> list[Box]:
    """Boxes around lines of text, in pixels of the picture, those with most letters first."""
    factor = min(2.0, SIDE / max(picture.width, picture.height))
    size = (max(1, round(picture.width * factor)), max(1, round(picture.height * factor)))
    gray = cv2.cvtColor(resize(to_depth(visible(picture), 8), size), cv2.COLOR_RGB2GRAY)
    return [
        (left / factor, top / factor, right / factor, bottom / factor)
        for left, top, right, bottom in lines_of(spots(gray))
    ]


def spots(gray: np.ndarray) -> list[Spot]:
    """What stands out evenly from its ground in a gray picture (uint8 H x W), dark and light."""
    return [*_dark_spots(gray, light=False), *_dark_spots(255 - gray, light=True)]


def _dark_spots(gray: np.ndarray, *, light: bool) -> list[Spot]:
    """Connected pixels that are darker than their surroundings, of the shape and evenness of letters."""
    ink = (gray < cv2.blur(gray, (WINDOW, WINDOW)).astype(np.int16) - LEAST_CONTRAST // 2).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    width, height, area = (
        stats[:, index].astype(float) for index in (cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT, cv2.CC_STAT_AREA)
    )
    fill, shape = area / (width * height), width / height
    fits = (height >= HEIGHTS[0]) & (height <= HEIGHTS[1]) & (shape >= 0.08) & (shape <= 2.2)
    fits &= (fill >= 0.12) & (fill <= 0.98)
    fits[0] = False  # the ground
    if not fits.any():
        return []
    flat = labels.ravel()
    sums = np.bincount(flat, gray.ravel(), count)
    found = []
    for index in np.flatnonzero(fits):
        x, y, w, h = (int(value) for value in stats[index, :4])
        tone, (ground, spread) = sums[index] / area[index], _ground(gray, x, y, w, h)
        if ground - tone >= LEAST_CONTRAST and spread <= 0.25 * (ground - tone):
            found.append(Spot(x, y, w, h, float(tone), light))
    return found


def _ground(gray: np.ndarray, x: int, y: int, width: int, height: int) -> tuple[float, float]:
    """The middle tone just around a box, and how far its pixels are from that in the middle."""
    top, left = max(0, y - 2), max(0, x - 2)
    around = gray[top : y + height + 2, left : x + width + 2]
    edge = np.concatenate([around[0], around[-1], around[:, 0], around[:, -1]])
    middle = float(np.median(edge))
    return middle, float(np.median(np.abs(edge - middle)))


def lines_of(found: list[Spot]) -> list[Box]:
    """(left, top, right, bottom) of each row of at least LEAST_LETTERS spots, those with most letters first."""
    chains: list[list[Spot]] = []
    for spot in sorted(found, key=lambda s: s.x):
        fitting = [chain for chain in chains if _follows(chain[-1], spot)]
        if fitting:
            min(fitting, key=lambda chain: spot.x - chain[-1].x).append(spot)
        else:
            chains.append([spot])
    lines = [chain for chain in chains if len(chain) >= LEAST_LETTERS and _is_text(chain)]
    lines = [line for line in lines if _stands_alone(line, found)]
    lines.sort(key=len, reverse=True)
    return [_around(line) for line in lines]


def _around(line: list[Spot]) -> Box:
    return (
        float(min(s.x for s in line)),
        float(min(s.y for s in line)),
        float(max(s.x + s.width for s in line)),
        float(max(s.y + s.height for s in line)),
    )


def _stands_alone(line: list[Spot], found: list[Spot]) -> bool:
    """Whether little else lies among the letters: in grass or noise any spots make rows, with others all over them."""
    left, top, right, bottom = _around(line)
    alike = (s for s in found if s.light == line[0].light)  # the holes in letters are of the other kind
    over = sum(s.x < right and s.x + s.width > left and s.y < bottom and s.y + s.height > top for s in alike)
    return over - len(line) <= STRANGERS * len(line)


def _follows(last: Spot, spot: Spot) -> bool:
    """Whether a spot may be the next letter of a line."""
    tall = max(last.height, spot.height)
    gap = spot.x - (last.x + last.width)
    alike = tall / min(last.height, spot.height) <= MOST_RATIO
    same_ink = last.light == spot.light and abs(last.tone - spot.tone) < 50
    level = abs(last.middle - spot.middle) <= 0.35 * tall
    return alike and same_ink and level and -0.1 * tall <= gap <= 1.2 * tall


def _is_text(line: list[Spot]) -> bool:
    """Most letters stand on one level line, differ in width and have little above or below it; bars, windows and
    leaves seldom do all three."""
    heights = np.array([s.height for s in line], float)
    tops = np.array([s.y for s in line], float)
    xs = np.array([s.x for s in line], float)
    if xs[-1] - xs[0] < heights.mean():
        return False
    slope = _slope(xs, tops + heights)
    off = min(_spread(tops - slope * xs), _spread(tops + heights - slope * xs))
    widths = np.array([s.width for s in line], float)
    high = float((tops + heights - slope * xs).max() - (tops - slope * xs).min())
    level = off < 0.08 * heights.mean() and abs(slope) < 0.1 and high < 2.2 * float(np.median(heights))
    return level and float(widths.std() / widths.mean()) > 0.12


def _slope(xs: np.ndarray, ys: np.ndarray) -> float:
    """The middle slope between any two points (Theil and Sen): letters that hang below the line do not tilt it."""
    first, second = np.triu_indices(len(xs), 1)
    apart = xs[second] - xs[first]
    usable = apart > 0
    return float(np.median((ys[second] - ys[first])[usable] / apart[usable]))


def _spread(values: np.ndarray) -> float:
    """The middle distance from the middle value."""
    return float(np.median(np.abs(values - np.median(values))))
