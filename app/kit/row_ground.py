"""The ground of a row in a list: chosen, under the pointer, or with the keyboard's focus."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle

from app.kit.theme import Colours


def paint_row_ground(painter: QPainter, box: QRect, state: QStyle.StateFlag, colours: Colours) -> None:
    selected = bool(state & QStyle.StateFlag.State_Selected)
    if selected or state & QStyle.StateFlag.State_MouseOver:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.selected if selected else colours.hover))
        painter.drawRoundedRect(box, 6, 6)
    if state & QStyle.StateFlag.State_HasFocus and state & QStyle.StateFlag.State_KeyboardFocusChange:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(colours.accent), 1.5))
        painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), 6, 6)
