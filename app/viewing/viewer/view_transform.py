"""Where a picture lies in the view: pure geometry in device pixels, free of Qt.

`zoom` is device pixels per picture pixel, so 1.0 is 100 % on every screen, however it is scaled.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

Point = tuple[float, float]
Size = tuple[float, float]

MAX_ZOOM = 64.0
MAX_FIT = 3.0  # a small picture is not blown up into blocks just to fill the view
LEAST_FIT_SIDE = 240  # device pixels: a tiny one is, until its longer side can be seen well
NEAREST_FROM = 3.0  # from this zoom on pixels are shown as squares
WHEEL_NOTCH = 120.0  # Qt's angle delta of one notch
NOTCHES_PER_DOUBLING = 3.0


@dataclass(frozen=True)
class ViewTransform:
    """view = content * zoom + (x, y); content in picture pixels, view in device pixels."""

    zoom: float = 1.0
    x: float = 0.0
    y: float = 0.0

    def to_view(self, point: Point) -> Point:
        return point[0] * self.zoom + self.x, point[1] * self.zoom + self.y

    def to_content(self, point: Point) -> Point:
        return (point[0] - self.x) / self.zoom, (point[1] - self.y) / self.zoom

    def zoomed_at(self, point: Point, zoom: float) -> ViewTransform:
        """Another zoom with the content below `point` (in the view) left where it is."""
        ratio = zoom / self.zoom
        return ViewTransform(
            zoom, point[0] - (point[0] - self.x) * ratio, point[1] - (point[1] - self.y) * ratio
        )

    def panned(self, dx: float, dy: float) -> ViewTransform:
        return replace(self, x=self.x + dx, y=self.y + dy)

    def recentred(self, old_view: Size, new_view: Size) -> ViewTransform:
        """The view has another size: its middle keeps showing the same content."""
        return self.panned((new_view[0] - old_view[0]) / 2, (new_view[1] - old_view[1]) / 2)

    def rescaled(self, factor: float) -> ViewTransform:
        """The content has `factor` times as many pixels a side: each part of it stays in place."""
        return replace(self, zoom=self.zoom / factor)

    def snapped(self) -> ViewTransform:
        """Moved to whole device pixels, so that 100 % is exact and panning does not shimmer."""
        return replace(self, x=float(math.floor(self.x + 0.5)), y=float(math.floor(self.y + 0.5)))

    def clamped(self, content: Size, view: Size) -> ViewTransform:
        """Content smaller than the view is centred; larger content leaves no gap at an edge."""
        x = _clamp_axis(self.x, content[0] * self.zoom, view[0])
        y = _clamp_axis(self.y, content[1] * self.zoom, view[1])
        return replace(self, x=x, y=y)


def _clamp_axis(offset: float, length: float, view: float) -> float:
    if length <= view:
        return (view - length) / 2
    return min(0.0, max(view - length, offset))


def fit_zoom(content: Size, view: Size) -> float:
    """The zoom that shows all of the content, at most MAX_FIT; tiny content in a larger whole factor."""
    room = min(view[0] / max(content[0], 1), view[1] / max(content[1], 1), MAX_ZOOM)
    if room <= MAX_FIT:
        return room
    return max(MAX_FIT, float(math.floor(min(room, LEAST_FIT_SIDE / max(content)))))


def shown_zoom(zoom: float, side: float) -> float:
    """Device pixels per content pixel along a side of so many content pixels: `zoom`, but where it would make the side
    thinner than one device pixel, and so invisible, enough for that one."""
    return max(zoom, 1.0 / max(side, 1.0))


def fitted(content: Size, view: Size) -> ViewTransform:
    """All of the content, centred."""
    return ViewTransform(fit_zoom(content, view)).clamped(content, view)


def limited(zoom: float, content: Size, view: Size) -> float:
    """Never smaller than fit (or 100 %, where fit enlarges), never above MAX_ZOOM."""
    return min(MAX_ZOOM, max(min(fit_zoom(content, view), 1.0), zoom))


def wheel_zoom(zoom: float, delta: float) -> float:
    """The zoom after a wheel turned by `delta` (Qt angle units); going past 100 % it stops there once."""
    after: float = zoom * 2.0 ** (delta / WHEEL_NOTCH / NOTCHES_PER_DOUBLING)
    return stop_at_one(zoom, after)


def stop_at_one(before: float, after: float) -> float:
    """1.0 if the zoom would pass it, otherwise `after`."""
    return 1.0 if (before - 1.0) * (after - 1.0) < 0 else after


def next_zoom(zoom: float, direction: int) -> float:
    """The next rung of the ladder ... 50, 71, 100, 141, 200 % ... up (+1) or down (-1)."""
    rung = math.log2(zoom) * 2
    near = round(rung)
    if abs(rung - near) > 1e-6:
        near = math.floor(rung) if direction > 0 else math.ceil(rung)
    return float(2.0 ** ((near + direction) / 2))


def is_smooth(zoom: float) -> bool:
    """Whether pixels are interpolated at this zoom (at exactly 100 % there is nothing to interpolate)."""
    return zoom < NEAREST_FROM


def pyramid_level(scale: float, levels: int) -> int:
    """The level (0: full size, each further one half as large) to draw at `scale` device px per full-size px.

    It is the smallest one that need not be enlarged, so at most 4 of its pixels fall on one of the screen.
    """
    if scale >= 1.0:
        return 0
    return min(levels - 1, math.floor(-math.log2(scale) + 1e-9))
