"""The history of training runs: a list with the newest at the top, and a button for a new one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSignalBlocker,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QListView,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.kit.basics import column, label, row, styled
from app.kit.icons import icons
from app.kit.literal import literal
from app.kit.row_ground import paint_row_ground
from app.kit.theme import Colours, scaled
from app.training.runs.glance import RunGlance
from app.training.runs.words import history_text, state_kind

GlanceRole = Qt.ItemDataRole.UserRole + 1
TEXT_HEIGHT = 36  # of two lines and a bar of progress, with the usual size of letters
Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class RunModel(QAbstractListModel):
    """Rows are glances; a changed one is repainted alone."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._runs: list[RunGlance] = []

    def set_runs(self, runs: list[RunGlance]) -> None:
        if [r.path for r in runs] != [r.path for r in self._runs]:
            self.beginResetModel()
            self._runs = runs
            self.endResetModel()
            return
        changed = [n for n, (new, old) in enumerate(zip(runs, self._runs, strict=True)) if new != old]
        self._runs = runs
        for number in changed:
            self.dataChanged.emit(self.index(number), self.index(number))

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._runs)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        run = self._runs[index.row()]
        if role == GlanceRole:
            return run
        if role == Qt.ItemDataRole.DisplayRole:
            return run.about.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{run.about.title}, {history_text(run)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            lines = (run.about.title, run.about.created.replace("T", " ")[:16], run.message)
            return literal("\n".join(filter(None, lines)))
        return None

    def row_of(self, run: Path | None) -> int:
        return next((n for n, r in enumerate(self._runs) if r.path == run), -1)


class RunDelegate(QStyledItemDelegate):
    """Title, state and, while it goes on, a bar."""

    def __init__(self, colours: Colours, parent: Any) -> None:
        super().__init__(parent)
        self.colours = colours

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(160, 22 + scaled(TEXT_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        run: RunGlance = index.data(GlanceRole)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = option.rect.adjusted(4, 2, -4, -2)
        paint_row_ground(painter, box, option.state, self.colours)
        self._paint_text(painter, box.adjusted(10, 0, -10, 0), run, option.font)
        painter.restore()

    def _paint_text(self, painter: QPainter, box: QRect, run: RunGlance, font: QFont) -> None:
        small = QFont(font)
        small.setPixelSize(scaled(12))
        metrics, small_metrics = QFontMetrics(font), QFontMetrics(small)
        height = metrics.height() + 2 + small_metrics.height() + (8 if run.at_work else 0)
        name = QRect(box.left(), box.center().y() - height // 2 + 1, box.width(), metrics.height())
        line = QRect(box.left(), name.bottom() + 3, box.width(), small_metrics.height())
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(font)
        painter.setPen(QColor(self.colours.text))
        cut = Qt.TextElideMode.ElideRight
        painter.drawText(name, left, metrics.elidedText(run.about.title, cut, box.width()))
        painter.setFont(small)
        painter.setPen(QColor(self._colour(run)))
        painter.drawText(line, left, small_metrics.elidedText(history_text(run), cut, box.width()))
        if run.at_work:
            self._paint_bar(painter, QRectF(box.left(), line.bottom() + 5, box.width(), 4), run.fraction)

    def _colour(self, run: RunGlance) -> str:
        c = self.colours
        if run.at_work:
            return c.accent
        return {"good": c.good, "danger": c.danger, "warning": c.warning}.get(state_kind(run), c.muted)

    def _paint_bar(self, painter: QPainter, box: QRectF, fraction: float) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.colours.hover))
        painter.drawRoundedRect(box, 2, 2)
        painter.setBrush(QColor(self.colours.accent))
        painter.drawRoundedRect(QRectF(box.left(), box.top(), box.width() * fraction, box.height()), 2, 2)


class RunList(QWidget):
    """One run is chosen, or the form for a new one (None)."""

    chosen = Signal(object)  # Path or None
    removeWanted = Signal(Path)

    def __init__(self, colours: Colours) -> None:
        super().__init__()
        styled(self, "panel")
        self.setMinimumWidth(168)
        self._wanted: Path | None = None
        self.model = RunModel(self)
        self.view = QListView()
        self.view.setModel(self.model)
        self.view.setAccessibleName(self.tr("Training runs"))
        self.view.setMouseTracking(True)
        self.view.setUniformItemSizes(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.delegate = RunDelegate(colours, self.view)
        self.view.setItemDelegate(self.delegate)
        self.new_button = QPushButton(self.tr("New training"))
        self.new_button.setCheckable(True)
        icons.put(self.new_button, "add")
        self.hint = label(self.tr("Your trainings will stand here."), "hint", wrap=True)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = column(self, spacing=8, margins=(4, 8, 4, 8))
        layout.addLayout(row(self.new_button, margins=(4, 0, 4, 0)))
        layout.addLayout(row(label(self.tr("RUNS"), "heading"), 1, margins=(8, 4, 4, 0)))
        layout.addWidget(self.view, 1)
        layout.addWidget(self.hint)
        self.new_button.clicked.connect(lambda: self.choose(None))
        self.view.selectionModel().currentChanged.connect(self._on_current)
        self._take_focus(False)
        self.choose(None)

    def sizeHint(self) -> QSize:
        return QSize(232, 600)

    @property
    def run(self) -> Path | None:
        return self._wanted

    def set_runs(self, runs: list[RunGlance]) -> None:
        """Show these runs. The choice stays; if the chosen run is gone, the form for a new one is chosen."""
        wanted = self._wanted
        with QSignalBlocker(self.view.selectionModel()):
            self.model.set_runs(runs)
        self.hint.setVisible(not runs)
        self._take_focus(bool(runs))
        if wanted is not None:
            self.choose(wanted if self.model.row_of(wanted) >= 0 else None)

    def _take_focus(self, runs: bool) -> None:
        """An empty list shows no focus, so it takes none."""
        if not runs and self.view.hasFocus():
            self.new_button.setFocus()
        self.view.setFocusPolicy(Qt.FocusPolicy.StrongFocus if runs else Qt.FocusPolicy.NoFocus)

    def choose(self, run: Path | None) -> None:
        changed = run != self._wanted
        self._wanted = run
        at = self.model.row_of(run)
        if at >= 0:
            if self.view.currentIndex().row() != at:
                self.view.setCurrentIndex(self.model.index(at))
        else:
            self.view.clearSelection()
            self.view.selectionModel().clearCurrentIndex()
        self._wanted = run
        self.new_button.setChecked(run is None)
        if changed:
            self.chosen.emit(run)

    def set_colours(self, colours: Colours) -> None:
        self.delegate.colours = colours
        self.view.viewport().update()

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, current: QModelIndex, previous: QModelIndex) -> None:
        if current.isValid():
            self.choose(current.data(GlanceRole).path)
