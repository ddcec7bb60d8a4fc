"""The bar below the picture while a crop is drawn: what to do, and how it ends."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from app.kit.basics import column, label, row, styled


class CropBar(QWidget):
    cropClicked = Signal()
    wholeClicked = Signal()
    cancelClicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        styled(self, "readoutBar")
        hint = label(self.tr("Pull the edges, move the frame, or draw another one."), "muted", wrap=True)
        self.crop_button = QPushButton(self.tr("Crop"))
        self.crop_button.setProperty("kind", "primary")
        self.crop_button.setToolTip(self.tr("Enlarge this part alone (Enter). The file stays as it is."))
        self.whole_button = QPushButton(self.tr("Whole picture"))
        self.whole_button.setToolTip(self.tr("Take the crop back"))
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self.cancel_button.setToolTip(self.tr("Leave it as it was (Esc)"))
        for button in (self.crop_button, self.whole_button, self.cancel_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # the bar goes with a click, and the focus with it
        layout = column(self, spacing=4, margins=(12, 4, 8, 4))
        layout.addWidget(hint)  # in a narrow window there is no room for it beside them
        layout.addLayout(row(1, self.cancel_button, self.whole_button, self.crop_button))
        self.crop_button.clicked.connect(self.cropClicked)
        self.whole_button.clicked.connect(self.wholeClicked)
        self.cancel_button.clicked.connect(self.cancelClicked)
        self.hide()
