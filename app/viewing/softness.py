"""Measures of each picture that is shown whether it is softer than its size, in a worker."""

from __future__ import annotations

import weakref

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage

from app.kit.work import Worker
from app.queue.items import Item
from app.viewing.picture_cache import PictureCache


class Softness(QObject):
    """Remembers what was measured for as long as the picture is in the queue."""

    measured = Signal(object, float)  # Item, the factor it should be reduced by; 1: not at all

    def __init__(self, cache: PictureCache, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cache = cache
        cache.renewed.connect(self._on_renewed)
        self._worker = Worker(self)
        self._factors: weakref.WeakKeyDictionary[Item, float] = weakref.WeakKeyDictionary()

    def factor_of(self, item: Item | None) -> float:
        """What was measured; 1 for what has not been."""
        return 1.0 if item is None else self._factors.get(item, 1.0)

    @Slot(object, int, int)
    def look_at(self, item: Item, width: int, height: int) -> None:
        """Measure a picture that has just been loaded."""
        image = self._cache.get(item.item_id)
        if image is None or item in self._factors:
            return
        self._factors[item] = 1.0

        def done(factor: float) -> None:
            now = self._cache.get(item.item_id)
            if item in self._factors and (now is None or now is image):
                self._factors[item] = factor
                self.measured.emit(item, factor)

        self._worker.start(lambda: _reduction(image), done)

    def look_anew(self, item: Item) -> None:
        """It is framed otherwise than before: what was measured is of other pixels."""
        self._factors.pop(item, None)

    @Slot(str)
    def _on_renewed(self, item_id: str) -> None:
        """It is another picture by now, which has not been measured."""
        for item in [item for item in self._factors if item.item_id == item_id]:
            del self._factors[item]

    def stop(self, timeout_ms: int) -> bool:
        return self._worker.stop(timeout_ms)


def _reduction(image: QImage) -> float:
    """What is seen decides: colours below full transparency are not looked at."""
    from app.images.qimages import bgra_view
    from core.images.alpha import bleed
    from core.images.softness import reduction_of

    view = bgra_view(image)
    pixels = view[..., 2::-1]
    return reduction_of(bleed(pixels, view[..., 3]) if image.hasAlphaChannel() else pixels)
