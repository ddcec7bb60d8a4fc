"""Marks on a picture, as records that travel: strokes of a round brush and boxes, in the pixels of the picture."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from core.errors import SettingsError
from core.images.framing import Framing, framing_in
from core.storage import records

MOST_STROKES = 2_000
MOST_POINTS = 50_000  # of all strokes together
FARTHEST = 1_000_000.0  # pixels from the corner
DIGITS = 1  # of a pixel that are kept
EXACT = 6  # likewise, where marks go along with their picture: turned and turned back they are the same


@dataclass(frozen=True)
class Stroke:
    """A mark of a brush that is pulled along `points`; or, with `box`, the upright rectangle between two corners.

    points   (x, y) in pixels of the picture; its upper left corner is (0, 0), and points may lie outside
    radius   of the brush in pixels, to where its effect ends; not used by a box
    feather  0 to 1: the share of the radius over which the effect fades. Of a box: the share of half its shorter side
             by which it fades outwards
    erase    takes away what strokes before have marked

    Raises SettingsError for values that make no sense.
    """

    points: tuple[tuple[float, float], ...]
    radius: float = 1.0
    feather: float = 0.5
    erase: bool = False
    box: bool = False

    def __post_init__(self) -> None:
        numbers = (self.radius, self.feather, *(value for point in self.points for value in point))
        if not self.points or not all(math.isfinite(n) and abs(n) <= FARTHEST for n in numbers):
            raise SettingsError("A stroke must have points that lie near its picture.")
        if self.radius <= 0 or not 0 <= self.feather <= 1:
            raise SettingsError("A stroke must have a radius above 0, and a feather from 0 to 1.")
        if self.box and len(self.points) != 2:
            raise SettingsError("A box has two corners.")


@dataclass(frozen=True)
class Marks:
    """Strokes in their order, and the width and height of the picture that they were painted on.

    framing  how that picture was framed, while they are on their way to another: see `leaving` and `on`. None: they
             are with the picture that they belong to

    Raises SettingsError for more than a person can have painted: the record may come from a stranger's file.
    """

    width: int
    height: int
    strokes: tuple[Stroke, ...] = ()
    framing: Framing | None = None

    def __post_init__(self) -> None:
        if not (1 <= self.width <= FARTHEST and 1 <= self.height <= FARTHEST):
            raise SettingsError("Marks need the size of their picture.")
        if len(self.strokes) > MOST_STROKES:
            raise SettingsError(f"There are {len(self.strokes)} strokes, more than {MOST_STROKES}.")
        if sum(len(stroke.points) for stroke in self.strokes) > MOST_POINTS:
            raise SettingsError(f"The strokes have more than {MOST_POINTS} points.")

    def fit(self, width: int, height: int) -> bool:
        """Whether they were made on a picture of this size."""
        return (self.width, self.height) == (width, height)

    def turned(self) -> Marks:
        """On the same picture, turned by a quarter clockwise."""
        return self._on(self.height, self.width, lambda x, y: (self.height - y, x))

    def mirrored(self) -> Marks:
        """On the same picture, whose left and right have changed places."""
        return self._on(self.width, self.height, lambda x, y: (self.width - x, y))

    def shifted(self, x: float, y: float, width: int, height: int) -> Marks:
        """On a picture of width x height in which all lies further right and down by x and y."""
        return self._on(width, height, lambda px, py: (px + x, py + y))

    def leaving(self, written: Mapping[str, Any]) -> Marks:
        """On their way from a result with these settings to others, whose pictures may be framed otherwise."""
        return self if self.framing is not None else replace(self, framing=framing_in(written))

    def on(self, framing: Framing, width: int, height: int) -> Marks | None:
        """At home on a picture that is framed so and has width x height then: over the same parts of it. None where
        they were painted on a picture of another size, or that cannot be known."""
        own, marks = self.framing, replace(self, framing=None)
        if own is None or own == framing:
            return marks if self.fit(width, height) else None
        whole = own.whole_of(self.width, self.height)
        try:  # it may come from a stranger's file
            if (
                whole is None
                or whole != framing.whole_of(width, height)
                or not self.fit(*own.size_of(*whole))
            ):
                return None
            return marks.framed(own, framing)
        except SettingsError:
            return None

    def framed(self, before: Framing, after: Framing) -> Marks | None:
        """On the same picture, framed otherwise than before. None where a crop is taken back and it is not known what
        it was drawn in."""
        upright = self.mirrored() if before.mirror else self
        upright = upright._turned_by(-before.turn)
        left, top, *_ = before.crop or (0, 0)
        if (box := after.crop) is None:
            whole = before.whole_of(self.width, self.height)
            if whole is None:
                return None
            box = 0, 0, *whole
        x, y, width, height = box
        turned = upright.shifted(left - x, top - y, width, height)._turned_by(after.turn)
        return turned.mirrored() if after.mirror else turned

    def _turned_by(self, degrees: int) -> Marks:
        marks = self
        for _ in range(degrees % 360 // 90):
            marks = marks.turned()
        return marks

    def _on(self, width: int, height: int, place: Callable[[float, float], tuple[float, float]]) -> Marks:
        def placed(stroke: Stroke) -> Stroke:
            points = (place(*point) for point in stroke.points)
            return replace(stroke, points=tuple((round(x, EXACT), round(y, EXACT)) for x, y in points))

        return Marks(width, height, tuple(placed(stroke) for stroke in self.strokes))


def marks_in(written: Mapping[str, Any]) -> Marks | None:
    """What was filled in of a picture whose result holds these settings; None if nothing was, or the mask was a file,
    of which a result keeps the name alone. They are with the picture as it was framed then."""
    try:
        return records.convert(Marks, written["mask"])
    except (KeyError, records.RecordError):
        return None


def marks_digest(marks: Marks) -> str:
    """The SHA-256 of the record of marks in hexadecimal digits, alike before and after they were written and read."""
    as_read = records.decode(Marks, records.encode(marks))  # whole numbers have become fractions
    told = asdict(as_read)
    if marks.framing is None:  # as in results of earlier versions
        del told["framing"]
    return hashlib.sha256(records.encode(told)).hexdigest()


def simplified(points: list[tuple[float, float]], tolerance: float) -> tuple[tuple[float, float], ...]:
    """The points of a path without those that lie within `tolerance` (pixels) of the straight way between others.

    Ramer-Douglas-Peucker, without recursion; both ends stay. Coordinates are rounded to DIGITS.
    """
    keep = {0, len(points) - 1}
    spans = [(0, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        far, at = tolerance, -1
        for index in range(first + 1, last):
            distance = _from_line(points[index], points[first], points[last])
            if distance > far:
                far, at = distance, index
        if at >= 0:
            keep.add(at)
            spans += [(first, at), (at, last)]
    return tuple((round(x, DIGITS), round(y, DIGITS)) for x, y in (points[i] for i in sorted(keep)))


def _from_line(point: tuple[float, float], start: tuple[float, float], end: tuple[float, float]) -> float:
    """The distance of a point from the piece of line between two others."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = dx * dx + dy * dy
    along = 0.0
    if length:
        along = ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / length
    along = min(1.0, max(0.0, along))
    return math.hypot(point[0] - start[0] - along * dx, point[1] - start[1] - along * dy)
