"""Keeps pictures that are ready to paint; the least recently used are forgotten first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from app.images import pictures
from app.kit.work import PATIENCE, Worker
from core.images.picture import Picture

BUDGET = 768 * 2**20  # bytes


class PictureCache(QObject):
    """Images by key (an item's or a result's id); what is missing is read by a worker."""

    def __init__(self, parent: QObject | None = None, *, budget: int = BUDGET) -> None:
        super().__init__(parent)
        self._budget = budget
        self._images: OrderedDict[str, QImage] = OrderedDict()
        self._asked: dict[str, list[tuple[Callable[[QImage], None], Callable[[Exception], None]]]] = {}
        self._worker = Worker(self, patience=PATIENCE)

    def put(self, key: str, image: QImage) -> None:
        self._images[key] = image
        self._images.move_to_end(key)
        while len(self._images) > 2 and self._bytes() > self._budget:
            self._images.popitem(last=False)

    def get(self, key: str) -> QImage | None:
        if key in self._images:
            self._images.move_to_end(key)
        return self._images.get(key)

    def forget(self, key: str) -> None:
        self._images.pop(key, None)

    def fetch(
        self,
        key: str,
        source: Path | Picture,
        done: Callable[[QImage], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Call `done` with the image, at once if it is here."""
        image = self.get(key)
        if image is not None:
            done(image)
            return
        callbacks = self._asked.setdefault(key, [])
        callbacks.append((done, failed))
        if len(callbacks) == 1:
            self._worker.start(
                lambda: _load(source),
                lambda loaded: self._arrived(key, loaded),
                lambda error: self._failed(key, error),
                priority=1,
            )

    def stop(self, timeout_ms: int) -> bool:
        return self._worker.stop(timeout_ms)

    def _arrived(self, key: str, image: QImage) -> None:
        self.put(key, image)
        for done, _ in self._asked.pop(key, []):
            done(image)

    def _failed(self, key: str, error: Exception) -> None:
        for _, failed in self._asked.pop(key, []):
            failed(error)

    def _bytes(self) -> int:
        return sum(image.sizeInBytes() for image in self._images.values())


def _load(source: Path | Picture) -> QImage:
    return pictures.to_qimage(source) if isinstance(source, Picture) else pictures.load_qimage(source)
