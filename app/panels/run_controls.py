"""The one big button: Upscale, and Stop in the same place; Try a region; all that has no result yet."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QPushButton, QWidget

from app.icons import icons
from app.widgets.basics import column, label, restyle, row


class RunControls(QWidget):
    upscaleClicked = Signal()
    stopClicked = Signal()
    regionClicked = Signal()
    allClicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._running = False
        self.button = QPushButton()
        self.button.setToolTip("Ctrl+Return")
        self.region_button = QPushButton(self.tr("Try a region"))
        self.region_button.setToolTip(self.tr("Draw a rectangle: it alone is sampled, in a second or two."))
        icons.put(self.region_button, "region")
        self.all_button = QPushButton()
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setRange(0, 1000)
        self.progress.setAccessibleName(self.tr("Progress"))
        self.status = label("", "hint")
        layout = column(self, spacing=8, margins=(16, 12, 12, 12))
        layout.addWidget(self.status)
        layout.addWidget(self.progress)
        layout.addLayout(row(self.region_button, self.all_button))
        layout.addWidget(self.button)
        self.button.clicked.connect(self._on_clicked)
        self.region_button.clicked.connect(self.regionClicked)
        self.all_button.clicked.connect(self.allClicked)
        self.show_state(running=False, stopping=False, selected=0, without_result=0, can_run=False)

    def _on_clicked(self) -> None:
        (self.stopClicked if self._running else self.upscaleClicked).emit()

    def show_state(
        self, *, running: bool, stopping: bool, selected: int, without_result: int, can_run: bool
    ) -> None:
        """`selected` pictures would be upscaled; `without_result` is how many have none yet."""
        self._running = running
        kind = "stop" if running else "primary"
        if self.button.property("kind") != kind:
            self.button.setProperty("kind", kind)
            restyle(self.button)
        if running:
            self.button.setText(self.tr("Stopping…") if stopping else self.tr("Stop"))
            self.button.setEnabled(not stopping)
        else:
            several = self.tr("Upscale {0} pictures").format(selected)
            self.button.setText(several if selected > 1 else self.tr("Upscale"))
            self.button.setEnabled(can_run)
        self.button.setAccessibleName(self.button.text())
        self.region_button.setEnabled(can_run and not running)
        self.region_button.setVisible(not running)
        self.all_button.setText(self.tr("Upscale all {0}").format(without_result))
        self.all_button.setToolTip(self.tr("Upscale every picture that has no result yet"))
        self.all_button.setVisible(without_result > 1 and without_result != selected and not running)
        self.progress.setVisible(running)
        self.status.setVisible(running)

    def show_progress(self, fraction: float, text: str) -> None:
        self.progress.setValue(round(fraction * 1000))
        self.status.setText(text)
