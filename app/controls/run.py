"""The big button, which is Upscale or Stop, and two smaller ones: try a region, and upscale all without a result."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QProgressBar, QPushButton, QWidget

from app.kit.basics import GAP, Elided, column, label, restyle, row, set_kind
from app.kit.icons import icons

LEFT, RIGHT = 16, 12  # margins


class RunControls(QWidget):
    upscaleClicked = Signal()
    stopClicked = Signal()
    regionClicked = Signal()
    allClicked = Signal()

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self.clock = clock  # in seconds
        self._running = False
        self._swapped_at: float | None = None  # when the big button last became Stop, or was Stop no more
        self._task = "upscale"
        self._idle_text = ""  # of the button for all, while nothing runs
        self.button = QPushButton()
        native = QKeySequence.SequenceFormat.NativeText
        self.button.setToolTip(QKeySequence("Ctrl+Return").toString(native))
        self.region_button = QPushButton(self.tr("Try a region"))
        self.region_button.setToolTip(self.tr("Draw a rectangle: it alone is sampled, in a second or two."))
        icons.put(self.region_button, "region")
        self.all_button = QPushButton()
        for button in (self.button, self.region_button, self.all_button):
            # A click leaves the focus where it was: keys such as Space are for the picture, not for another run.
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setRange(0, 1000)
        self.progress.setAccessibleName(self.tr("Progress"))
        self.status = Elided("", "hint", parts=True)
        self.estimate = label("", "hint", wrap=True)  # what it will take, while nothing runs
        tip = self.tr("Time, memory and size of the file, by a short measurement on this device.")
        self.estimate.setToolTip(tip)
        self.estimate.hide()
        layout = column(self, spacing=GAP, margins=(LEFT, 12, RIGHT, 12))
        layout.addWidget(self.status)
        layout.addWidget(self.progress)
        layout.addWidget(self.estimate)
        layout.addLayout(row(self.region_button, self.all_button))
        layout.addWidget(self.button)
        self.button.clicked.connect(self._on_clicked)
        self.region_button.clicked.connect(self.regionClicked)
        self.all_button.clicked.connect(self.allClicked)
        self.show_state(running=False, stopping=False, selected=0, without_result=0, can_run=False)

    def minimumSizeHint(self) -> QSize:
        """Keeps the width while a picture is worked on, or the picture would jump to the side."""
        hint, metrics, button = super().minimumSizeHint(), self.all_button.fontMetrics(), self.all_button
        frame = button.minimumSizeHint().width() - metrics.horizontalAdvance(button.text())
        idle = frame + metrics.horizontalAdvance(self._idle_text)
        both = self.region_button.minimumSizeHint().width() + GAP + idle + LEFT + RIGHT
        return QSize(max(hint.width(), both), hint.height())

    def _on_clicked(self) -> None:
        """The second press of a double click, or of a key, was meant for what the button said before."""
        meant = QGuiApplication.styleHints().mouseDoubleClickInterval() / 1000
        if self._swapped_at is not None and self.clock() - self._swapped_at < meant:
            return
        (self.stopClicked if self._running else self.upscaleClicked).emit()

    def set_task(self, task: str) -> None:
        """Say what the model does: upscale, inpaint or face. The next `show_state` shows it."""
        self._task = task

    def _verbs(self) -> tuple[str, str, str]:
        """For one picture, for several and for all; {0} is how many."""
        if self._task == "inpaint":
            return self.tr("Fill in"), self.tr("Fill in {0} pictures"), self.tr("Fill in all {0}")
        if self._task == "face":
            return self.tr("Restore"), self.tr("Restore {0} pictures"), self.tr("Restore all {0}")
        return self.tr("Upscale"), self.tr("Upscale {0} pictures"), self.tr("Upscale all {0}")

    def show_state(
        self, *, running: bool, stopping: bool, selected: int, without_result: int, can_run: bool
    ) -> None:
        """`selected` pictures would be upscaled; `without_result` is how many have none yet."""
        if running != self._running:
            self._swapped_at = self.clock()
        self._running = running
        kind = "stop" if running else "primary"
        if self.button.property("kind") != kind:
            self.button.setProperty("kind", kind)
            restyle(self.button)
        if running:
            self.button.setText(self.tr("Stopping…") if stopping else self.tr("Stop"))
            self.button.setEnabled(not stopping)
        else:
            one, several, _ = self._verbs()
            self.button.setText(several.format(selected) if selected > 1 else one)
            self.button.setEnabled(can_run)
        self.button.setAccessibleName(self.button.text())
        self.region_button.setEnabled(can_run and not running)
        # The longer text and the button beside it are never shown together, or the panel would grow for a moment.
        self.region_button.setVisible(not running and self.region_button.isVisible())
        self._show_all_button(running, selected, without_result)
        self.region_button.setVisible(not running)
        self.progress.setVisible(running)
        self.status.setVisible(running)
        self.estimate.setVisible(not running and bool(self.estimate.text()))

    def _show_all_button(self, running: bool, selected: int, without_result: int) -> None:
        """While a job runs, pictures that came later can still be added to the queue."""
        self._idle_text = self._verbs()[2].format(without_result)
        adding = self.tr("Add {0} to the queue").format(without_result)
        self.all_button.setText(adding if running else self._idle_text)
        self.all_button.setToolTip(self.tr("Every picture that has no result yet"))
        useful = without_result > 0 if running else without_result > 1 and without_result != selected
        self.all_button.setVisible(useful)

    def show_estimate(self, text: str, *, warning: bool = False) -> None:
        """Say above the buttons what the chosen pictures will take; "" for nothing."""
        self.estimate.setText(text)
        set_kind(self.estimate, "warning" if warning else "hint")
        self.estimate.setVisible(not self._running and bool(text))

    def show_progress(self, fraction: float, text: str) -> None:
        self.progress.setValue(round(fraction * 1000))
        self.status.set_whole(text)
