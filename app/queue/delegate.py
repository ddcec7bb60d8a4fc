"""Paints a row of the queue: thumbnail, name, state and progress."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from app.kit.icons import icons
from app.kit.picture_square import paint_square, square_path
from app.kit.row_ground import paint_row_ground
from app.kit.theme import Colours, scaled
from app.queue.items import Item, State
from app.queue.model import ItemRole
from app.queue.text import status_text

TEXT_HEIGHT = 36  # of two lines and a bar of progress, with the usual size of letters
THUMBNAIL, SMALL_THUMBNAIL = 48, 36
NARROW = 190
PADDING = 8


class QueueDelegate(QStyledItemDelegate):
    """Asks for thumbnails of the rows that are painted, and of no others."""

    thumbnailWanted = Signal(object)  # Item

    def __init__(self, colours: Colours, parent: object = None) -> None:
        super().__init__(parent)  # type: ignore[arg-type]
        self.colours = colours

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(160, 28 + scaled(TEXT_HEIGHT))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        item: Item = index.data(ItemRole)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        box = option.rect.adjusted(4, 2, -4, -2)
        paint_row_ground(painter, box, option.state, self.colours)
        side = THUMBNAIL if box.width() >= NARROW else SMALL_THUMBNAIL
        picture = QRect(box.left() + PADDING, box.center().y() - side // 2 + 1, side, side)
        self._paint_thumbnail(painter, picture, item)
        left = picture.right() + PADDING + 2
        text = QRect(left, box.top(), box.right() - PADDING - left, box.height())
        self._paint_text(painter, text, item, option.font)
        painter.restore()

    def _paint_thumbnail(self, painter: QPainter, box: QRect, item: Item) -> None:
        if item.thumbnail is not None:
            paint_square(painter, box, item.thumbnail)
            return
        painter.fillPath(square_path(box), QColor(self.colours.line))
        if item.state is State.UNREADABLE:  # a blank square would look like a blank picture
            icons.icon("warning", self.colours.warning).paint(painter, box.adjusted(12, 12, -12, -12))
        else:
            self.thumbnailWanted.emit(item)

    def _paint_text(self, painter: QPainter, box: QRect, item: Item, font: QFont) -> None:
        name_metrics = QFontMetrics(font)
        small = QFont(font)
        small.setPixelSize(scaled(12))
        small_metrics = QFontMetrics(small)
        running = item.state is State.RUNNING
        height = name_metrics.height() + 2 + small_metrics.height() + (8 if running else 0)
        top = box.center().y() - height // 2 + 1
        painter.setFont(font)
        painter.setPen(QColor(self.colours.text))
        name = QRect(box.left(), top, box.width(), name_metrics.height())
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(name, flags, short_name(item.name, name_metrics, name.width()))
        painter.setFont(small)
        painter.setPen(QColor(self._state_colour(item)))
        line = QRect(box.left(), name.bottom() + 3, box.width(), small_metrics.height())
        text = small_metrics.elidedText(status_text(item), Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, flags, text)
        if running:
            self._paint_progress(
                painter, QRectF(box.left(), line.bottom() + 5, box.width(), 4), item.fraction
            )

    def _state_colour(self, item: Item) -> str:
        return {
            State.DONE: self.colours.good,
            State.RUNNING: self.colours.accent,
            State.FAILED: self.colours.danger,
            State.UNREADABLE: self.colours.warning,
        }.get(State.READY if item.is_outdated else item.state, self.colours.muted)

    def _paint_progress(self, painter: QPainter, box: QRectF, fraction: float) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.colours.hover))
        painter.drawRoundedRect(box, 2, 2)
        painter.setBrush(QColor(self.colours.accent))
        painter.drawRoundedRect(QRectF(box.left(), box.top(), box.width() * fraction, box.height()), 2, 2)


def short_name(name: str, metrics: QFontMetrics, width: int) -> str:
    """`name` shortened to `width` pixels. The suffix goes first, as numbers at a name's end tell pictures apart."""
    for text in (name, name.rpartition(".")[0]):
        if text and metrics.horizontalAdvance(text) <= width:
            return text
    name = name.rpartition(".")[0] or name
    return metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, width)
