"""The region that is tried alone and compared with the original: its result, its overlay, and the view's way back."""

from __future__ import annotations

from PySide6.QtGui import QImage

from app.queue.news import RegionResult
from app.viewing.shown import Shown
from app.viewing.viewer.viewer import PictureViewer
from app.viewing.viewer.viewport import Place
from core.jobs import Region


class TriedRegion:
    """One at a time, of the picture that is shown; `Shown.region` says which."""

    def __init__(self, viewer: PictureViewer, shown: Shown) -> None:
        self._viewer, self._shown = viewer, shown
        self.result: RegionResult | None = None  # while it is shown
        self.begun: tuple[str, int] | None = None  # the newest job of a region, and its steps
        self._closed: Region | None = None  # while it was being sampled
        self._place: Place | None = None  # where the view was before it was brought to the region

    @property
    def image(self) -> QImage | None:
        """The picture of its result; None before there is one."""
        return None if self.result is None else self.result.image

    def begin(self, region: Region) -> None:
        """Another one is shown, or the same anew, without a result as yet."""
        self._shown.region, self.result, self._closed = region, None, None

    def end(self) -> None:
        """The sides are shown again."""
        self._shown.region = self.result = None

    def forget(self) -> None:
        """Another picture is shown: the view does not go back to where it was on this one."""
        self.end()
        self._place = None

    def close(self) -> None:
        """The person does not want to see it any more; `end` follows."""
        self._closed = self._shown.region

    def is_closed(self, region: Region) -> bool:
        return region == self._closed

    # --- in the viewer --------------------------------------------------------------------------------------

    def paint(self, region: Region, image: QImage | None, text: str) -> None:
        """Lay a picture of the region over where it lies, None for a frame alone, with a text."""
        self._viewer.set_region_overlay(self._shown.rect_of(region), image, text)

    def move(self) -> None:
        """What it lies on has another size."""
        if self._shown.region is not None:
            self._viewer.layers.move_region(self._shown.rect_of(self._shown.region))

    def bring_into_view(self, region: Region) -> None:
        """What was zoomed to a region tried before stays so: the way back leads to where the person was themselves."""
        self._place = self._place or self._viewer.bring_into_view(self._shown.rect_of(region))

    def go_back(self) -> None:
        """Bring the view back."""
        if self._place is not None:
            self._viewer.go_back(self._place)
            self._place = None
