"""What stands in the middle of a page that has no picture yet: what to do, in two sentences and a button."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.kit.basics import column, label, row, styled
from app.kit.icons import icons


class Invitation(QWidget):
    """`below` is for whatever a page adds under the button."""

    openClicked = Signal()

    def __init__(self, title: str, hint: str) -> None:
        super().__init__()
        styled(self, "emptyState")
        zone = QWidget()
        styled(zone, "dropZone")
        column(self, margins=(24, 24, 24, 24)).addWidget(zone)
        layout = column(zone, spacing=12, margins=(24, 24, 24, 24))
        layout.addStretch(2)
        for text in (label(title, "title"), label(hint, "muted")):
            text.setWordWrap(True)
            text.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(text)
        self.open_button = QPushButton(self.tr("Open pictures…"))
        icons.put(self.open_button, "open")
        self.open_button.clicked.connect(self.openClicked)
        layout.addLayout(row(1, self.open_button, 1))
        self.below = QVBoxLayout()
        self.below.setSpacing(12)
        layout.addLayout(self.below)
        layout.addStretch(3)
