"""Looks for faces and text in the picture, and proposes to protect them: boxes that a click takes or dismisses."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QRectF, Signal, Slot

from app.images import pictures
from app.kit.work import PATIENCE, Worker, computing
from app.queue.items import Item
from app.viewing.finishing.strength_bar import StrengthBar
from app.viewing.viewer.viewer import PictureViewer
from core.finishing.strokes import Stroke
from core.images.framing import AS_IT_IS, Framing
from core.images.picture import Picture


class Proposing(QObject):
    """Of one picture at a time. Nothing is protected before the person has taken it."""

    taken = Signal(list)  # of Stroke
    told = Signal(str)  # a sentence

    def __init__(self, viewer: PictureViewer, bar: StrengthBar, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._viewer, self._bar = viewer, bar
        self._item: Item | None = None
        self._framing = AS_IT_IS
        self._strokes: list[Stroke] = []
        self._worker = Worker(self, patience=PATIENCE)
        bar.proposalsWanted.connect(self._look)
        bar.allAccepted.connect(self._take_all)
        bar.allDismissed.connect(self.dismiss)
        viewer.proposals.clicked.connect(self._on_clicked)

    def show_item(self, item: Item | None, framing: Framing = AS_IT_IS) -> None:
        """Another picture is shown, framed so: what was proposed for the one before is gone."""
        self._item, self._framing = item, framing
        self.dismiss()

    @Slot()
    def dismiss(self) -> None:
        self._show(None)

    def stop(self, timeout_ms: int) -> bool:
        return self._worker.stop(timeout_ms)

    @Slot()
    def _look(self) -> None:
        item, framing = self._item, self._framing
        source = None if item is None else item.picture or item.path
        if source is None:
            return

        def found(strokes: tuple[Stroke, ...]) -> None:
            if (self._item, self._framing) == (item, framing):
                self._show(list(strokes))

        self._worker.start(
            lambda: _proposed(source, framing), found, lambda error: self.told.emit(str(error))
        )

    def _show(self, strokes: list[Stroke] | None) -> None:
        """Boxes on the picture, and how many; None: none, and nothing is said of them."""
        self._strokes = strokes or []
        item, shares = self._item, []
        w, h = (0, 0) if item is None else item.size_for(self._framing)
        if w:
            for (x0, y0), (x1, y1) in (stroke.points for stroke in self._strokes):
                shares.append(QRectF(x0 / w, y0 / h, (x1 - x0) / w, (y1 - y0) / h))
        self._viewer.proposals.show(shares)
        self._bar.show_found(None if strokes is None else len(strokes))

    @Slot(int, bool)
    def _on_clicked(self, index: int, taken: bool) -> None:
        stroke = self._strokes[index]
        rest = [s for s in self._strokes if s is not stroke]
        if taken:
            self.taken.emit([stroke])
        self._show(rest or None)

    @Slot()
    def _take_all(self) -> None:
        strokes = self._strokes
        self._show(None)
        self.taken.emit(strokes)


def _proposed(source: Picture | Path, framing: Framing) -> tuple[Stroke, ...]:
    from core.finishing.proposals import proposed

    picture = pictures.read_framed(source, framing)
    with computing():
        return proposed(picture)
