"""The scale of a heat map: its colours as they lie over the picture, with levels below."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.images.qimages import qimage_from_array
from app.kit.text import number_text
from app.kit.theme import scaled
from core.inventions.heat_map import opacities, table

WIDTH, BAR = 168, 9  # logical pixels


class Legend(QWidget):
    """From 0, where the picture is left as it is, to `top` levels of 255 and more."""

    def __init__(self) -> None:
        super().__init__()
        import numpy as np

        self.top = 0.0
        self._colours = qimage_from_array(np.column_stack([table(), opacities()])[None])
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_narrow(False)
        self.hide()

    def set_narrow(self, narrow: bool) -> None:
        self.setFixedWidth(scaled(WIDTH // 2 if narrow else WIDTH))

    def show_top(self, top: float) -> None:
        self.top = top
        text = self.tr("Scale: from 0, clear, to {0} of 255 levels and more, bright yellow")
        self.setAccessibleName(text.format(number_text(top)))
        self.setToolTip(self.accessibleName())
        self.show()
        self.update()

    @property
    def marks(self) -> tuple[str, str, str]:
        """What stands at the beginning, in the middle and at the end."""
        end = self.tr("{0} levels").format(number_text(self.top))
        return number_text(0), number_text(self.top / 2), end

    def sizeHint(self) -> QSize:
        return QSize(scaled(WIDTH), BAR + 3 + self.fontMetrics().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            font = painter.font()
            font.setPixelSize(scaled(11))
            painter.setFont(font)
            bar = QRectF(0.5, 0.5, self.width() - 1, BAR)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(bar, self._colours)
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            painter.drawRect(bar)
            painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
            below = QRectF(0, BAR + 2, self.width(), self.height() - BAR - 2)
            places = (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight)
            for mark, place in zip(self.marks, places, strict=True):
                if self.width() < scaled(WIDTH) and place is Qt.AlignmentFlag.AlignHCenter:
                    continue
                painter.drawText(below, place | Qt.AlignmentFlag.AlignTop, mark)
