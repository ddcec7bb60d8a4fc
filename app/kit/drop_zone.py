"""A place that takes one dropped folder or table."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from app.kit.basics import styled


class DropZone(QWidget):
    """Accepts what `place_of` finds in a drop and passes it on."""

    dropped = Signal(Path)

    def __init__(self, name: str = "") -> None:
        super().__init__()
        if name:
            styled(self, name)
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._judge(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._judge(event)

    def dropEvent(self, event: QDropEvent) -> None:
        place = place_of(event.mimeData())
        if place is not None:
            event.acceptProposedAction()
            self.dropped.emit(place)

    @staticmethod
    def _judge(event: QDropEvent) -> None:
        if place_of(event.mimeData()) is not None:
            event.acceptProposedAction()
        else:
            event.ignore()


def place_of(mime: QMimeData) -> Path | None:
    """The folder or table in a drop; for a picture, the folder that it lies in; None for anything else."""
    files = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    if not files:
        return None
    first = files[0]
    return first if first.is_dir() or first.suffix.lower() in (".csv", ".tsv") else first.parent
