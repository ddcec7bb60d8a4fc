"""Two cells of a sheet in the viewer, with the slider between them; the original can take a side, too."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.kit.basics import combo, fill, icon_button, row, styled
from app.kit.icons import icons
from app.viewing.viewer.viewer import PictureViewer

ORIGINAL = -1  # stands for the picture itself where a cell's number is asked for


class CompareView(QWidget):
    """Sides are numbers of cells, or ORIGINAL."""

    closeWanted = Signal()
    sidesChanged = Signal(int, int)  # left, right: by a person

    def __init__(self) -> None:
        super().__init__()
        self.viewer = PictureViewer()
        self.back_button = QPushButton(self.tr("Back to the sheet"))
        icons.put(self.back_button, "left")
        self.left_box, self.right_box = combo(self.tr("Left side")), combo(self.tr("Right side"))
        self.swap_button = icon_button("swap", self.tr("Swap the sides"))
        bar = QWidget()
        styled(bar, "viewBar")
        line = row(
            self.back_button, self.left_box, self.swap_button, self.right_box, spacing=6, margins=(8, 4, 8, 4)
        )
        bar.setLayout(line)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(bar)
        layout.addWidget(self.viewer, 1)
        self.back_button.clicked.connect(self.closeWanted)
        self.left_box.activated.connect(self._on_chosen)
        self.right_box.activated.connect(self._on_chosen)
        self.swap_button.clicked.connect(self._on_swap)

    @property
    def sides(self) -> tuple[int, int]:
        left, right = self.left_box.currentData(), self.right_box.currentData()
        return (ORIGINAL if left is None else left, ORIGINAL if right is None else right)

    def show_entries(self, entries: Sequence[tuple[str, int]], left: int, right: int) -> None:
        """The cells that there are to compare, and which two are chosen; the original comes first."""
        every = [(self.tr("Original"), ORIGINAL), *entries]
        fill(self.left_box, every, left)
        fill(self.right_box, every, right)

    def show_pictures(self, left: QImage | None, right: QImage | None, out: tuple[int, int]) -> None:
        """`out` is the size that both are seen at."""
        self.viewer.set_result_size(*out)
        self.viewer.set_before(left)
        self.viewer.set_after(right)
        self.viewer.set_labels(self.left_box.currentText(), self.right_box.currentText())

    @Slot()
    def _on_chosen(self) -> None:
        self.sidesChanged.emit(*self.sides)

    @Slot()
    def _on_swap(self) -> None:
        left, right = self.sides
        self.sidesChanged.emit(right, left)
