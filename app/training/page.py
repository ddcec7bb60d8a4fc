"""The page of training. It is empty until it is shown for the first time, so that the window starts no later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.kit.basics import styled

if TYPE_CHECKING:
    from app.training.panel import TrainPanel


class TrainPage(QWidget):
    """A place for the panel, which `firstShown` asks for."""

    firstShown = Signal()
    inView = Signal(bool)
    pictureInView = Signal(bool)  # one of its viewers has come into view, or left it

    def __init__(self) -> None:
        super().__init__()
        styled(self, "pages")
        self.panel: TrainPanel | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)

    def set_panel(self, panel: TrainPanel) -> None:
        self.panel = panel
        self._layout.addWidget(panel)
        for viewer in panel.viewers:
            viewer.inView.connect(self.pictureInView)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.panel is None:
            self.firstShown.emit()
        self.inView.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.inView.emit(False)
