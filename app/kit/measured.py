"""Sizes that follow from how large a text is written."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

STYLED = (QEvent.Type.Polish, QEvent.Type.StyleChange)


class Measured(QObject):
    """Calls `measure` as soon as the style sheet has given `widget` its font, and again after each change of it: while
    a window is built there is no sheet yet."""

    def __init__(self, widget: QWidget, measure: Callable[[], None]) -> None:
        super().__init__(widget)
        self._measure = measure
        self._measuring = False  # which may style what is measured
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in STYLED and not self._measuring:
            self._measuring = True
            for part in watched.findChildren(QWidget):
                part.ensurePolished()
            self._measure()
            self._measuring = False
        return False
