"""Curves over iterations, by pyqtgraph, which is imported in a thread when the first of them is shown."""

from __future__ import annotations

import logging
import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QPalette, QPen, QShowEvent
from PySide6.QtWidgets import QWidget

from app.kit.basics import column, label, row
from app.kit.text import digits_text, number_text, whole_text
from app.kit.work import Worker

log = logging.getLogger(__name__)

MOST_POINTS = 3000  # of a curve that is painted; more cannot be told apart on a screen
LEAST_LENGTH = 10  # iterations that the axis shows at least
Points = Sequence[tuple[float, float]]


class PlotLibrary(QObject):
    """Imports pyqtgraph once, off the main thread: it takes up to a second."""

    loaded = Signal()
    module: Any = None
    problem = ""

    def __init__(self) -> None:
        super().__init__()
        self._worker: Worker | None = None

    def load(self) -> None:
        if self.module is None and self._worker is None:
            self._worker = Worker(self)
            self._worker.start(_import_pyqtgraph, self._on_loaded, self._on_failed)

    def _on_loaded(self, module: Any) -> None:
        self.module = module
        self.loaded.emit()

    def _on_failed(self, error: Exception) -> None:
        log.error("pyqtgraph cannot be loaded: %s", error)
        self.problem = str(error)
        self.loaded.emit()


def _import_pyqtgraph() -> Any:
    import pyqtgraph  # a plain import: a frozen build finds it by this line

    return pyqtgraph


_libraries: list[PlotLibrary] = []


def plot_library() -> PlotLibrary:
    """The library for the whole program, which the first curve makes."""
    if not _libraries:
        _libraries.append(PlotLibrary())
    return _libraries[0]


class CurvePlot(QWidget):
    """One plot with a title: a faint curve of all values, a strong one that is smoothed, marks and a level."""

    def __init__(self, title: str, empty: str) -> None:
        super().__init__()
        self.title = label(title, "heading")
        self.readout = label("", "hint")
        self.readout.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._empty = label(empty, "muted", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAccessibleName(title)
        self._layout = column(self, spacing=4)
        self._layout.addLayout(row(self.title, 1, self.readout))
        self._layout.addWidget(self._empty, 1)
        self._plot: Any = None
        self._points: np.ndarray = np.zeros((0, 2))
        self._smooth, self._marks = False, False
        self._best: tuple[float, float] | None = None
        self._level: float | None = None
        self.setMinimumHeight(120)

    @property
    def points(self) -> np.ndarray:
        """The points before they are thinned out: [N, 2], iteration and value."""
        return self._points

    def show_points(
        self,
        points: Points,
        *,
        smooth: bool = False,
        marks: bool = False,
        best: tuple[float, float] | None = None,
        level: float | None = None,
    ) -> None:
        """Show these points. smooth: a second line for the trend. marks: a dot at each value. level: a dashed line."""
        array = np.asarray(points, np.float64).reshape(-1, 2)
        self._points = array[np.isfinite(array).all(axis=1)]
        self._smooth, self._marks, self._best, self._level = smooth, marks, best, level
        self._draw()

    # --- making ---------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        library = plot_library()
        if self._plot is None and not library.problem:
            library.loaded.connect(self._on_loaded, Qt.ConnectionType.UniqueConnection)
            library.load()
            self._on_loaded()

    def _on_loaded(self) -> None:
        library = plot_library()
        if library.problem:
            self._empty.setText(self.tr("The curves cannot be painted: {0}").format(library.problem))
        elif library.module is not None and self._plot is None:
            self._make(library.module)
            self._draw()

    def _make(self, pg: Any) -> None:
        self._plot = plot = pg.PlotWidget(self, background=None)
        plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        plot.setMenuEnabled(False)
        plot.setMouseEnabled(x=False, y=False)
        plot.hideButtons()
        plot.setAccessibleName(self.title.text())
        plot.wheelEvent = lambda event: event.ignore()  # it scrolls the page
        plot.showGrid(x=True, y=True, alpha=0.12)
        for side in ("left", "bottom"):
            plot.getAxis(side).enableAutoSIPrefix(False)
        plot.getAxis("left").setWidth(52)
        bottom = plot.getAxis("bottom")
        bottom.tickSpacing = whole_only(bottom.tickSpacing)
        self._line = plot.plot([], [])
        self._trend = plot.plot([], [])
        self._dot = plot.plot([], [], pen=None, symbol="o", symbolSize=9)
        self._dashes = pg.InfiniteLine(angle=0)
        plot.addItem(self._dashes, ignoreBounds=False)
        plot.scene().sigMouseMoved.connect(self._on_moved)
        plot.hide()
        self._layout.addWidget(plot, 1)
        self._recolour()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._plot is not None:
            self._recolour()

    def _recolour(self) -> None:
        accent = self.palette().color(QPalette.ColorRole.Highlight)
        text = self.palette().color(QPalette.ColorRole.WindowText)
        quiet, faint = QColor(text), QColor(accent)
        quiet.setAlphaF(0.65)
        faint.setAlphaF(0.28)
        self._plot.setBackground(self.palette().color(QPalette.ColorRole.Base))
        self._strong, self._faint = _pen(accent, 2), _pen(faint, 1)
        for side in ("left", "bottom"):
            self._plot.getAxis(side).setTextPen(quiet)
            self._plot.getAxis(side).setPen(quiet)
        dashed = _pen(quiet, 1)
        dashed.setStyle(Qt.PenStyle.DashLine)
        self._dashes.setPen(dashed)
        self._trend.setPen(self._strong)
        self._dot.setSymbolBrush(self.palette().color(QPalette.ColorRole.Base))
        self._dot.setSymbolPen(self._strong)
        self._line.setSymbolBrush(accent)
        self._line.setSymbolPen(None)
        self._draw()

    # --- drawing --------------------------------------------------------------------------------------------

    def _draw(self) -> None:
        there = len(self._points) > 0
        self._empty.setVisible(not there or self._plot is None)
        if self._plot is None:
            return
        self._plot.setVisible(there)
        shown = thinned(self._points, MOST_POINTS)
        self._line.setPen(self._faint if self._smooth else self._strong)
        self._line.setSymbol("o" if self._marks or len(shown) == 1 else None)  # one point makes no line
        self._line.setSymbolSize(5)
        self._line.setData(shown[:, 0], shown[:, 1])
        trend = smoothed(shown) if self._smooth else shown[:0]
        self._trend.setData(trend[:, 0], trend[:, 1])
        best = [self._best] if self._best is not None else []
        self._dot.setData([b[0] for b in best], [b[1] for b in best])
        self._dashes.setVisible(self._level is not None)
        if self._level is not None:
            self._dashes.setValue(self._level)
        if there:
            self._plot.setXRange(0, max(LEAST_LENGTH, float(self._points[-1, 0])))
        if self._smooth and there:
            self._show_without_outliers(shown[:, 1])

    def _show_without_outliers(self, values: np.ndarray) -> None:
        """Choose a range that leaves outliers out: a single one must not flatten the curve."""
        low, high = np.percentile(values, (0, 99))
        room = max(high - low, abs(high) * 0.05, 1e-9) * 0.08
        self._plot.setYRange(low - room, high + room, padding=0)

    def _on_moved(self, position: QPointF) -> None:
        if not len(self._points) or not self._plot.sceneBoundingRect().contains(position):
            self.readout.setText("")
            return
        x = self._plot.getPlotItem().vb.mapSceneToView(position).x()
        at = int(np.abs(self._points[:, 0] - x).argmin())
        iteration, value = self._points[at]
        self.readout.setText(f"{whole_text(iteration)}: {value_text(value)}")


Spacing = Callable[[float, float, float], list[tuple[float, float]]]
"""The distances between the marks of an axis and where they begin, by its range and its length in pixels."""


def whole_only(spacing: Spacing) -> Spacing:
    """The same for an axis of whole numbers."""

    def whole(low: float, high: float, size: float) -> list[tuple[float, float]]:
        return [(each, begin) for each, begin in spacing(low, high, size) if each >= 1]

    return whole


def _pen(colour: QColor, width: float) -> QPen:
    pen = QPen(colour, width)
    pen.setCosmetic(True)
    return pen


def value_text(value: float) -> str:
    """A value as text, with enough digits to tell neighbours apart."""
    if abs(value) >= 1:
        return number_text(value)
    return digits_text(value, 4)


def thinned(points: np.ndarray, most: int) -> np.ndarray:
    """At most about `most` of the points: the least and the greatest value of each stretch."""
    if len(points) <= most:
        return points
    stretch = math.ceil(len(points) / (most // 2))
    chosen: list[int] = []
    for begin in range(0, len(points), stretch):
        values = points[begin : begin + stretch, 1]
        chosen += sorted({begin + int(values.argmin()), begin + int(values.argmax())})
    return points[chosen]


def smoothed(points: np.ndarray) -> np.ndarray:
    """A centred running mean over a twentieth of the points; at the ends over as many as there are."""
    width = max(1, len(points) // 20) // 2
    if width == 0:
        return points
    sums = np.concatenate([[0.0], np.cumsum(points[:, 1])])
    at = np.arange(len(points))
    low, high = np.maximum(at - width, 0), np.minimum(at + width + 1, len(points))
    return np.stack([points[:, 0], (sums[high] - sums[low]) / (high - low)], axis=1)
