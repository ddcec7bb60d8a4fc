"""The view of one picture through one or two panes of a widget, and the ways between the coordinates.

content: pixels of the result. device: pixels of the screen, from the widget's corner. logical: Qt's pixels.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize

from app.viewing.viewer import view_transform
from app.viewing.viewer.view_transform import ViewTransform

PANE_GAP = 4  # logical pixels between two panes
REGION_MARGIN = 0.8  # the part of the view that a region fills when it is brought into view


@dataclass(frozen=True)
class Place:
    """Where a person was in a picture."""

    is_fitted: bool
    width: float  # of the picture, in device pixels
    centre: tuple[float, float]  # of the view, in shares of the picture


class Viewport:
    """Keeps zoom and place through every change of the picture, the panes and the screen."""

    def __init__(self) -> None:
        self.content: QSize | None = None
        self.is_fitted = True
        self.two_panes = False
        self.dpr = 1.0
        self._logical_size = QSize(1, 1)
        self._view = ViewTransform()

    @property
    def zoom(self) -> float:
        """Device pixels per content pixel: 1.0 is 100 %."""
        return self._view.zoom

    # --- panes ----------------------------------------------------------------------------------------------

    def pane(self, index: int) -> QRectF:
        """The left (0) or right (1) pane in device pixels; without `two_panes` both are the whole widget."""
        width = round(self._logical_size.width() * self.dpr)
        height = round(self._logical_size.height() * self.dpr)
        if not self.two_panes:
            return QRectF(0, 0, width, height)
        gap = round(PANE_GAP * self.dpr)
        half = (width - gap) // 2
        return QRectF(index * (half + gap), 0, half, height)

    @property
    def pane_size(self) -> tuple[float, float]:
        pane = self.pane(0)
        return max(pane.width(), 1.0), max(pane.height(), 1.0)

    def pane_point(self, position: QPointF) -> tuple[float, float]:
        """Logical pixels to device pixels, counted from the corner of the pane they are in."""
        x, second = position.x() * self.dpr, self.pane(1)
        left = second.left() if x >= second.left() else 0.0
        return x - left, position.y() * self.dpr

    @property
    def _centre(self) -> tuple[float, float]:
        return self.pane_size[0] / 2, self.pane_size[1] / 2

    @property
    def _content_size(self) -> tuple[float, float]:
        return (float(self.content.width()), float(self.content.height())) if self.content else (1.0, 1.0)

    @property
    def shown_zooms(self) -> tuple[float, float]:
        """Device pixels per content pixel across and down: both `zoom`, but for a picture that would be too thin to be
        seen."""
        width, height = self._content_size
        return view_transform.shown_zoom(self.zoom, width), view_transform.shown_zoom(self.zoom, height)

    # --- changes --------------------------------------------------------------------------------------------

    def lay_out(self, content: QSize | None, widget: QSize, dpr: float, *, two_panes: bool) -> None:
        """Take over new sizes. What is seen stays in place, or stays fitted; another shape is fitted anew."""
        old_content, old_pane = self.content, self.pane_size
        self.content, self._logical_size, self.dpr, self.two_panes = content, widget, dpr, two_panes
        if content is None:
            self.is_fitted = True
        elif self.is_fitted or old_content is None or not same_shape(old_content, content):
            self.fit()
        else:
            view = self._view.rescaled(content.width() / old_content.width())
            self._view = view.recentred(old_pane, self.pane_size)
            self.zoom_at(view.zoom)

    def fit(self) -> None:
        self._view = view_transform.fitted(self._content_size, self.pane_size)
        self.is_fitted = True

    def zoom_at(self, zoom: float, at: QPointF | None = None) -> None:
        """Zoom within the limits; the content at `at` (logical pixels; default: the middle) stays."""
        zoom = view_transform.limited(zoom, self._content_size, self.pane_size)
        point = self._centre if at is None else self.pane_point(at)
        self._view = self._view.zoomed_at(point, zoom).clamped(self._content_size, self.pane_size)
        self.is_fitted = zoom == view_transform.fit_zoom(self._content_size, self.pane_size)

    def pan(self, dx: float, dy: float) -> None:
        """Move the picture by logical pixels, as far as its edges allow."""
        view = self._view.panned(dx * self.dpr, dy * self.dpr)
        self._view = view.clamped(self._content_size, self.pane_size)

    def show(self, rect: QRect) -> None:
        """Bring a rectangle of the content into the middle, with room around it and at most at 200 %."""
        self._centre_on(QRectF(rect).center(), self.zoom_for(rect))

    def zoom_for(self, rect: QRect) -> float:
        """The zoom that `show` takes."""
        across, down = self.pane_size[0] / rect.width(), self.pane_size[1] / rect.height()
        wanted = min(2.0, min(across, down) * REGION_MARGIN)
        return view_transform.limited(wanted, self._content_size, self.pane_size)

    def _centre_on(self, centre: QPointF, zoom: float) -> None:
        middle = self._centre
        view = ViewTransform(zoom, middle[0] - centre.x() * zoom, middle[1] - centre.y() * zoom)
        self._view = view.clamped(self._content_size, self.pane_size)
        self.is_fitted = False

    @property
    def place(self) -> Place:
        """Where the view is, for `go_back`."""
        (x, y), (width, height) = self._content_at(self._centre), self._content_size
        return Place(self.is_fitted, self.zoom * width, (x / width, y / height))

    def go_back(self, place: Place) -> None:
        """Show what was shown there, even if the picture is larger or smaller by now."""
        width, height = self._content_size
        zoom = view_transform.limited(place.width / width, self._content_size, self.pane_size)
        if place.is_fitted:
            self.fit()
        else:
            self._centre_on(QPointF(place.centre[0] * width, place.centre[1] * height), zoom)

    @property
    def can_pan(self) -> bool:
        """Whether the picture is larger than its pane."""
        width, height = self._content_size
        pane = self.pane_size
        return width * self.zoom > pane[0] + 0.5 or height * self.zoom > pane[1] + 0.5

    # --- coordinates ----------------------------------------------------------------------------------------

    def to_content(self, position: QPointF) -> QPointF:
        """Logical pixels to content pixels."""
        return QPointF(*self._content_at(self.pane_point(position)))

    def _content_at(self, point: tuple[float, float]) -> tuple[float, float]:
        """Device pixels of a pane to content pixels."""
        view, (across, down) = self._view.snapped(), self.shown_zooms
        return (point[0] - view.x) / across, (point[1] - view.y) / down

    def to_device(self, rect: QRectF, pane: int = 0) -> QRectF:
        """A rectangle of the content, in device pixels."""
        view, (across, down) = self._view.snapped(), self.shown_zooms
        left = view.x + self.pane(pane).left()
        return QRectF(
            left + rect.x() * across, view.y + rect.y() * down, rect.width() * across, rect.height() * down
        )

    def content_rect(self, pane: int = 0) -> QRectF:
        """The whole picture, in device pixels."""
        return self.to_device(QRectF(0, 0, *self._content_size), pane)

    def to_logical(self, rect: QRectF) -> QRectF:
        """Device pixels to logical ones."""
        dpr = self.dpr
        return QRectF(rect.x() / dpr, rect.y() / dpr, rect.width() / dpr, rect.height() / dpr)

    @property
    def visible(self) -> QRectF:
        """The part of the content that is on the screen, in its pixels."""
        pane, (across, down) = self.pane_size, self.shown_zooms
        seen = QRectF(*self._content_at((0.0, 0.0)), pane[0] / across, pane[1] / down)
        return seen.intersected(QRectF(0, 0, *self._content_size))


def same_shape(a: QSize, b: QSize) -> bool:
    """Whether `b` is `a` scaled, give or take the rounding to whole pixels."""
    factor = b.width() / a.width()
    return abs(a.height() * factor - b.height()) <= max(1.0, factor)
