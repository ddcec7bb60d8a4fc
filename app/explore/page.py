"""The page "Explore": the sheet or two of its cells in the middle, what decides it on the right."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.explore.axes import Axis
from app.explore.compare_view import CompareView
from app.explore.sheet_view import SheetView
from app.explore.side_panel import SidePanel
from app.kit.basics import Elided, icon_button, label, row, styled
from app.kit.icons import icons
from app.kit.invitation import Invitation
from app.kit.notice_bar import NoticeBar
from app.preferences.preferences import ExploreState
from app.viewing.viewer.viewer import PictureViewer
from app.viewing.viewer.viewport import Viewport

STEP_BACK, STEP_ON = Qt.Key.Key_Comma, Qt.Key.Key_Period
# Logical pixels of the middle: in a narrower window the words about the cell come first.
ROOM_FOR_ZOOM, ROOM_FOR_WORDS = 640, 480


class ExplorePage(QWidget):
    inView = Signal(bool)
    viewChanged = Signal()  # the sheet, or two of its cells
    stepWanted = Signal(int)  # -1 or 1: the cell before, the next one

    def __init__(self) -> None:
        super().__init__()
        styled(self, "pages")
        self.notices = NoticeBar()
        self.sheet = SheetView()
        self.compare = CompareView()
        self.empty = Invitation(
            self.tr("A part of your picture, in many settings at once"),
            self.tr(
                "Drop a picture here, or open one. A region of it is then sampled with several kappas, steps, "
                "seeds or models, side by side: a click takes over what looks best."
            ),
        )
        self.side = SidePanel()
        self.caption = Elided("", "muted")
        self.zoom = label("", "muted")
        self.previous_button = icon_button("left", self.tr("The cell before  (,)"))
        self.next_button = icon_button("right", self.tr("The next cell  (.)"))
        self.compare_button = QPushButton(self.tr("Compare"))
        self.compare_button.setToolTip(
            self.tr("The chosen cell beside the one chosen before it; Ctrl and a click compare at once")
        )
        self.adopt_button = QPushButton(self.tr("Use these settings"))
        self.adopt_button.setToolTip(self.tr("Take them over for the whole picture; so does a double click"))
        for button, icon in (
            (self.compare_button, "split"),
            (self.adopt_button, "adopt"),
        ):
            icons.put(button, icon)
            button.setAccessibleName(button.text())
        self.stack = QStackedWidget()
        for widget in (self.empty, self.sheet, self.compare):
            self.stack.addWidget(widget)
        self._lay_out()
        self.previous_button.clicked.connect(lambda: self.stepWanted.emit(-1))
        self.next_button.clicked.connect(lambda: self.stepWanted.emit(1))
        self.sheet.zoomChanged.connect(self._on_zoom)
        self.compare.viewer.zoomChanged.connect(self._on_zoom)

    def _lay_out(self) -> None:
        self.bar = QWidget()
        styled(self.bar, "readoutBar")
        line = row(
            self.previous_button,
            self.next_button,
            self.caption,
            self.zoom,
            self.compare_button,
            self.adopt_button,
            spacing=6,
            margins=(8, 4, 8, 4),
        )
        line.setStretchFactor(self.caption, 1)
        self.bar.setLayout(line)
        middle = QWidget()
        inside = QVBoxLayout(middle)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(self.notices)
        inside.addWidget(self.stack, 1)
        inside.addWidget(self.bar)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        for number, part in enumerate((middle, self.side)):
            self.splitter.addWidget(part)
            self.splitter.setCollapsible(number, False)
            self.splitter.setStretchFactor(number, 1 - number)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.splitter)

    # --- what is in view ------------------------------------------------------------------------------------

    @property
    def viewer(self) -> SheetView | PictureViewer:
        """What the buttons for zoom act on."""
        return self.compare.viewer if self.comparing else self.sheet

    @property
    def comparing(self) -> bool:
        return self.stack.currentWidget() is self.compare

    def show_empty(self) -> None:
        self.stack.setCurrentWidget(self.empty)
        self.bar.hide()

    def show_grid(self) -> None:
        """The sheet, seen as the comparison was."""
        was_comparing = self.comparing
        self.bar.show()
        self.stack.setCurrentWidget(self.sheet)
        if was_comparing:
            copy_view(self.compare.viewer.viewport, self.sheet.viewport)
            self.sheet.cells_changed()
            self.sheet.setFocus()
            self.viewChanged.emit()
        self._on_zoom(self.sheet.zoom)

    def show_compare(self) -> None:
        """The comparison, seen as the sheet was."""
        if not self.comparing:
            self.stack.setCurrentWidget(self.compare)
            copy_view(self.sheet.viewport, self.compare.viewer.viewport)
            self.compare.viewer.update()
            self.compare.viewer.setFocus()
            self.viewChanged.emit()
        self._on_zoom(self.compare.viewer.zoom)

    def show_current(self, text: str, *, done: bool, all_done: int) -> None:
        """What is said of the chosen cell, and what can be done with it and with `all_done` cells."""
        self.caption.set_whole(text)
        self.adopt_button.setEnabled(bool(text))
        self.compare_button.setEnabled(done)
        self.compare_button.setVisible(not self.comparing)
        self.side.save_button.setEnabled(all_done > 0)
        for button in (self.previous_button, self.next_button):
            button.setEnabled(all_done > 1)

    def _on_zoom(self, zoom: float) -> None:
        self.zoom.setText(self.tr("zoom {0} %").format(round(self.viewer.zoom * 100)))

    # --- what is remembered ---------------------------------------------------------------------------------

    def state(self) -> ExploreState:
        side = self.side
        return ExploreState(
            columns=side.columns.axis.value,
            rows=side.rows.axis.value,
            column_values=side.columns.typed(),
            row_values=side.rows.typed(),
        )

    def restore(self, state: ExploreState) -> None:
        """What is not known is passed over."""
        known = {axis.value: axis for axis in Axis}
        across, down = known.get(state.columns), known.get(state.rows)
        if across is not None and down is not None and across is not down and across is not Axis.NONE:
            self.side.columns.set_axis(across)
            self.side.rows.set_axis(down)
        self.side.columns.set_typed(state.column_values)
        self.side.rows.set_typed(state.row_values)

    # --- events ---------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys that step through the cells, wherever on the page no field takes them as letters."""
        if event.key() in (STEP_BACK, STEP_ON) and not event.modifiers():
            self.stepWanted.emit(-1 if event.key() == STEP_BACK else 1)
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.inView.emit(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - self.side.width()
        self.zoom.setVisible(room >= ROOM_FOR_ZOOM)
        for button, least in ((self.compare_button, ROOM_FOR_ZOOM), (self.adopt_button, ROOM_FOR_WORDS)):
            button.setText(button.accessibleName() if room >= least else "")

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.inView.emit(False)


def copy_view(source: Viewport, target: Viewport) -> None:
    """See through `target` what `source` shows: fitted, or with the same zoom and the same middle."""
    if source.is_fitted or source.content is None or target.content is None:
        target.fit()
        return
    target.zoom_at(source.zoom)
    away = target.visible.center() - source.visible.center()
    target.pan(away.x() * target.zoom / target.dpr, away.y() * target.zoom / target.dpr)
