"""The row below the viewer that decides about a result: strength, faithful picture, grain, brush and proposals."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QPushButton, QSlider, QToolButton, QWidget

from app.kit.basics import column, combo, fill, icon_button, label, row, styled
from app.kit.icons import icons
from app.kit.measured import Measured
from app.kit.text import count_text
from app.kit.wheel_guard import WheelGuard
from core.finishing.finish import ENLARGEMENT, KAPPA, Finish

SLIDER, LEAST_SLIDER = 90, 60  # logical pixels
WORDS = Qt.ToolButtonStyle.ToolButtonTextBesideIcon


class StrengthBar(QWidget):
    """Says what a person wants; `show_finish` shows what is. Hidden where there is no result."""

    strengthChanged = Signal(float)
    faithfulChanged = Signal(str)
    grainChanged = Signal(bool)
    brushToggled = Signal(bool)
    clearWanted = Signal()
    undoWanted = Signal()
    proposalsWanted = Signal()
    allAccepted = Signal()
    allDismissed = Signal()

    def __init__(self) -> None:
        super().__init__()
        styled(self, "viewBar")
        # What the two lines are wide, with all their words and with few.
        self._with_words = self._with_few_words = (0, 0)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, 100)
        self.slider.setValue(100)
        self.slider.setPageStep(10)
        self.slider.setAccessibleName(self.tr("Strength"))
        self.slider.setToolTip(
            self.tr("How much of the model's picture is taken; the rest is the faithful one")
        )
        WheelGuard(self.slider)
        self.percent = label("", "muted")
        self.faithful = combo(self.tr("Faithful picture"))
        self.faithful.setMinimumContentsLength(10)
        self.faithful.setToolTip(
            self.tr("What the result is mixed with, and what stays where it is protected")
        )
        fill(
            self.faithful,
            [(self.tr("Enlargement"), ENLARGEMENT), (self.tr("Kappa 0.1"), KAPPA)],
            ENLARGEMENT,
        )
        self.grain = QCheckBox(self.tr("Keep the grain"))
        self.grain.setToolTip(self.tr("Bring the finest structure of the original back into the result"))
        self._make_brush_row()
        self._make_proposal_row()
        self.over = label(self.tr("over"), "muted")
        self._mixing, self._rest = mixing, rest = QWidget(), QWidget()
        line = row(label(self.tr("Strength")), self.slider, self.percent, self.over, self.faithful)
        line.setStretchFactor(self.slider, 3)
        line.setStretchFactor(self.faithful, 1)
        mixing.setLayout(line)
        rest.setLayout(row(self.grain, 1, self.brush, self.propose))
        self._first = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._first.setContentsMargins(12, 4, 8, 4)
        self._first.setSpacing(12)
        self._first.addWidget(mixing, 1)
        self._first.addWidget(rest)
        layout = column(self, spacing=0)
        layout.addLayout(self._first)
        layout.addWidget(self.brush_row)
        layout.addWidget(self.proposal_row)
        self._show_words(mixing=True, rest=True)
        self.slider.valueChanged.connect(self._on_slider)
        self.faithful.activated.connect(lambda: self.faithfulChanged.emit(self.faithful.currentData()))
        self.grain.clicked.connect(self.grainChanged)
        self.show_finish(Finish())
        Measured(self, self._measure)
        self.hide()

    def _make_brush_row(self) -> None:
        self.brush = QToolButton()
        self.brush.setText(self.tr("Protect"))
        self.brush.setAccessibleName(self.brush.text())
        self.brush.setToolTip(self.tr("Paint where the faithful picture shall stay, as on faces and text"))
        self.brush.setCheckable(True)
        self.brush.setProperty("flat", True)
        icons.put(self.brush, "brush")
        self.brush.toggled.connect(self._on_brush)
        self.hint = label(
            self.tr(
                "Paint what shall stay. Right button erases, [ and ] or Ctrl and the wheel size the brush."
            ),
            "hint",
            wrap=True,
        )
        self.undo_button = icon_button("reset", self.tr("Undo the last stroke (Ctrl+Z)"))
        self.clear_button = icon_button("trash", self.tr("Protect nothing"))
        self.undo_button.clicked.connect(self.undoWanted)
        self.clear_button.clicked.connect(self.clearWanted)
        self.brush_row = QWidget()
        line = row(self.hint, self.undo_button, self.clear_button, spacing=4, margins=(12, 0, 8, 4))
        line.setStretchFactor(self.hint, 1)
        self.brush_row.setLayout(line)
        self.brush_row.hide()

    def _make_proposal_row(self) -> None:
        self.propose = QToolButton()
        self.propose.setText(self.tr("Find faces and text"))
        self.propose.setAccessibleName(self.propose.text())
        self.propose.setProperty("flat", True)
        icons.put(self.propose, "faces")
        self.propose.setToolTip(
            self.tr("Propose faces and lines of text to protect; nothing is protected unasked")
        )
        self.propose.clicked.connect(self.proposalsWanted)
        self.found = label("", "hint", wrap=True)
        self.accept_all = QPushButton(self.tr("Protect all"))
        self.dismiss_all = QPushButton(self.tr("Dismiss"))
        self.dismiss_all.setProperty("flat", True)
        self.accept_all.clicked.connect(self.allAccepted)
        self.dismiss_all.clicked.connect(self.allDismissed)
        self.proposal_row = QWidget()
        line = row(self.found, self.accept_all, self.dismiss_all, margins=(12, 0, 8, 4))
        line.setStretchFactor(self.found, 1)
        self.proposal_row.setLayout(line)
        self.proposal_row.hide()

    # --- arranging ------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _measure(self) -> None:
        self.percent.setFixedWidth(self.percent.fontMetrics().horizontalAdvance("100 %") + 4)
        self._with_words, self._with_few_words = self._widths(words=True), self._widths(words=False)
        self._arrange()

    def _arrange(self) -> None:
        """Where one line has no room for all, there are two; what has none in its own line shows fewer words."""
        mixing, rest = self._with_words
        room = self.width() - self._beside
        way = QBoxLayout.Direction
        together = room >= mixing + self._first.spacing() + rest
        self._first.setDirection(way.LeftToRight if together else way.TopToBottom)
        self._show_words(mixing=room >= mixing, rest=room >= rest)

    def minimumSizeHint(self) -> QSize:
        """As narrow as two lines of few words are, or a wide row would keep the window from getting narrower."""
        return QSize(max(self._with_few_words) + self._beside, super().minimumSizeHint().height())

    @property
    def _beside(self) -> int:
        margins = self._first.contentsMargins()
        return margins.left() + margins.right()

    def _widths(self, *, words: bool) -> tuple[int, int]:
        shown = not self.over.isHidden(), self.propose.toolButtonStyle() is WORDS
        self._show_words(mixing=words, rest=words)
        widths = self._mixing.minimumSizeHint().width(), self._rest.minimumSizeHint().width()
        self._show_words(mixing=shown[0], rest=shown[1])
        return widths

    def _show_words(self, *, mixing: bool, rest: bool) -> None:
        self.over.setVisible(mixing)
        self.slider.setMinimumWidth(SLIDER if mixing else LEAST_SLIDER)
        for button in (self.brush, self.propose):
            button.setToolButtonStyle(WORDS if rest else Qt.ToolButtonStyle.ToolButtonIconOnly)

    # --- shown ----------------------------------------------------------------------------------------------

    def show_finish(self, finish: Finish) -> None:
        """Set all controls without a signal."""
        with QSignalBlocker(self.slider):
            self.slider.setValue(round(finish.strength * 100))
        self._show_percent()
        self.faithful.setCurrentIndex(self.faithful.findData(finish.faithful))
        self.grain.setChecked(finish.keep_grain)
        self.clear_button.setEnabled(finish.protect is not None)

    def show_computing(self, computing: bool, *, paused: bool = False) -> None:
        """The faithful picture is on its way, or waits while the queue is `paused`."""
        text = self.tr("Waiting…") if paused else self.tr("Computing…")
        self.faithful.setItemText(1, text if computing else self.tr("Kappa 0.1"))
        self.faithful.setEnabled(not computing)

    def show_found(self, count: int | None) -> None:
        """How many proposals there are; None: none has been asked for."""
        self.proposal_row.setVisible(count is not None)
        if count is None:
            return
        self.accept_all.setVisible(count > 0)
        if count == 0:
            self.found.setText(self.tr("No faces and no text were found."))
            return
        text = count_text(count, self.tr("1 place found."), self.tr("{0} places found."))
        self.found.setText(text + " " + self.tr("A click protects one, the right button dismisses it."))

    def set_brush(self, on: bool) -> None:
        self.brush.setChecked(on)

    @Slot(bool)
    def _on_brush(self, on: bool) -> None:
        self.brush_row.setVisible(on)
        self.brushToggled.emit(on)

    @Slot(int)
    def _on_slider(self, value: int) -> None:
        self._show_percent()
        self.strengthChanged.emit(value / 100)

    def _show_percent(self) -> None:
        self.percent.setText(self.tr("{0} %").format(self.slider.value()))
