"""The pictures a viewer compares: before, after, a step's preview, a sampled region, a heat map."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QObject, QRect, QRectF, QSize, Signal, Slot
from PySide6.QtGui import QColor, QImage

from app.viewing.viewer.pyramid import Pyramid, PyramidBuilder
from app.viewing.viewer.shape import place_of

RGB = tuple[int, int, int]


class Layer(Enum):
    BEFORE = "before"
    AFTER = "after"
    PREVIEW = "preview"
    REGION = "region"
    HEATMAP = "heatmap"
    MARKS = "marks"
    FINISH = "finish"


class Side(Enum):
    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True)
class PixelReadout:
    """What lies below the pointer: position in result pixels, and 8-bit colours where a side has one."""

    x: int
    y: int
    before: RGB | None
    after: RGB | None


class Layers(QObject):
    """Holds each layer as a pyramid: full size at once, smaller levels as soon as they are built."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pyramids: dict[Layer, Pyramid] = {}
        self._of_own_shape: set[Layer] = set()
        self._result_size: QSize | None = None
        self.region = QRect()  # of the REGION layer, in result pixels
        self.region_label = ""
        self.heatmap_rect = QRect()  # of the HEATMAP layer, in result pixels; empty: the whole result
        self.finish_place = QRectF()  # of the FINISH layer, in result pixels
        self._builder = PyramidBuilder()
        self._builder.built.connect(self._on_built)

    def set_image(self, layer: Layer, image: QImage | None, *, own_shape: bool = False) -> None:
        """Replace a layer; None or a null image removes it. One of its `own_shape` keeps that: it is fitted into the
        result's area, and not stretched to it."""
        self._of_own_shape.discard(layer)
        if image is None or image.isNull():
            if self._pyramids.pop(layer, None) is not None:
                self.changed.emit()
            return
        pyramid = Pyramid((image,))
        self._pyramids[layer] = pyramid
        if own_shape:
            self._of_own_shape.add(layer)
        if not pyramid.complete:
            self._builder.request(layer, image)
        self.changed.emit()

    def replace_preview(self, result: QImage, *, own_shape: bool = False) -> None:
        """Put the result in the place of the preview, in one change."""
        self._pyramids.pop(Layer.PREVIEW, None)
        self.set_image(Layer.AFTER, result, own_shape=own_shape)

    def set_region(self, rect: QRect, image: QImage | None, label: str) -> None:
        """A sampled region, `rect` in result pixels; an empty rectangle removes it."""
        self.region, self.region_label = QRect(rect), label
        self._pyramids.pop(Layer.REGION, None)
        self.set_image(Layer.REGION, None if rect.isEmpty() else image)
        self.changed.emit()

    def move_region(self, rect: QRect) -> None:
        """The same region where the result has another size now, and the heat map that lies over it."""
        if self.heatmap_rect == self.region:
            self.heatmap_rect = QRect(rect)
        self.region = QRect(rect)
        self.changed.emit()

    def set_heatmap(self, image: QImage | None, rect: QRect) -> None:
        """A picture with transparency, laid over `rect` of the result; over all of it if that is empty."""
        self.heatmap_rect = QRect(rect)
        self.set_image(Layer.HEATMAP, image)

    def set_finish(self, place: QRectF, image: QImage | None) -> None:
        """A part of the result as it is being changed, at `place` in result pixels; None removes it."""
        self.finish_place = place
        self.set_image(Layer.FINISH, image)

    def set_result_size(self, size: QSize | None) -> None:
        if size != self._result_size:
            self._result_size = size
            self.changed.emit()

    def clear(self) -> None:
        self._pyramids.clear()
        self._of_own_shape.clear()
        self._result_size = None
        self.region, self.region_label = QRect(), ""
        self.changed.emit()

    @Slot(object, object)
    def _on_built(self, key: tuple[Layer, int], pyramid: Pyramid) -> None:
        layer, cache_key = key
        current = self._pyramids.get(layer)
        if current is not None and current.full.cacheKey() == cache_key:
            self._pyramids[layer] = pyramid
            self.changed.emit()

    def get(self, layer: Layer) -> Pyramid | None:
        return self._pyramids.get(layer)

    @property
    def size(self) -> QSize | None:
        """The common coordinate space in pixels: what was set, else the size of the best picture there is."""
        if not (Layer.BEFORE in self._pyramids or self.newest_after):
            return None
        if self._result_size is not None:
            return self._result_size
        first = self._pyramids.get(Layer.AFTER) or self._pyramids.get(Layer.BEFORE) or self.newest_after
        return first.full.size() if first else None

    @property
    def newest_after(self) -> Pyramid | None:
        """A preview, while there is one, stands in for the result."""
        return self._pyramids.get(Layer.PREVIEW) or self._pyramids.get(Layer.AFTER)

    def base(self, side: Side) -> Pyramid | None:
        """The picture of a side; a side that has none borrows the other's."""
        layer = self._base_layer(side)
        return None if layer is None else self._pyramids[layer]

    def _base_layer(self, side: Side) -> Layer | None:
        before_first = (Layer.BEFORE, Layer.PREVIEW, Layer.AFTER)
        after_first = (Layer.PREVIEW, Layer.AFTER, Layer.BEFORE)
        order = before_first if side is Side.BEFORE else after_first
        return next((layer for layer in order if layer in self._pyramids), None)

    def place(self, side: Side) -> QRectF:
        """Where the picture of a side lies, in result pixels: all over the result, or within it where it keeps a shape
        of its own."""
        size, layer = self.size, self._base_layer(side)
        if size is None or layer is None:
            return QRectF()
        if layer not in self._of_own_shape:
            return QRectF(0, 0, size.width(), size.height())
        full = self._pyramids[layer].full
        return place_of((full.width(), full.height()), (size.width(), size.height()))

    @property
    def compared(self) -> QRect | None:
        """The part of the result where there are two pictures to compare, in result pixels."""
        size = self.size
        if size is None or Layer.BEFORE not in self._pyramids:
            return None
        if self.newest_after:
            return QRect(0, 0, size.width(), size.height())
        return self.region if Layer.REGION in self._pyramids else None

    def readout(self, x: float, y: float) -> PixelReadout | None:
        """Colours at a point in result pixels, or None outside of the picture."""
        size = self.size
        if size is None or not (0 <= x < size.width() and 0 <= y < size.height()):
            return None
        has_before = Layer.BEFORE in self._pyramids
        before = self._colour_of(Side.BEFORE, x, y) if has_before else None
        after = self._colour_of(Side.AFTER, x, y) if self.newest_after else None
        if after is None and Layer.REGION in self._pyramids and self.region.contains(int(x), int(y)):
            across = (x - self.region.x()) / self.region.width()
            down = (y - self.region.y()) / self.region.height()
            after = _colour_at(self._pyramids[Layer.REGION], across, down)
        return PixelReadout(int(x), int(y), before, after)

    def _colour_of(self, side: Side, x: float, y: float) -> RGB | None:
        """The colour of a side's picture at a point in result pixels; None beside it."""
        place = self.place(side)
        across, down = (x - place.x()) / place.width(), (y - place.y()) / place.height()
        return _colour_at(self.base(side), across, down) if 0 <= across < 1 and 0 <= down < 1 else None


def _colour_at(pyramid: Pyramid | None, across: float, down: float) -> RGB | None:
    if pyramid is None:
        return None
    image = pyramid.full
    column, row = int(across * image.width()), int(down * image.height())
    colour = QColor(image.pixel(min(column, image.width() - 1), min(row, image.height() - 1)))
    return colour.red(), colour.green(), colour.blue()
