"""What a model makes of three small pictures, on its card: seen, offered, being computed, or why it cannot be shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from app.kit.basics import column, label, row, set_kind
from app.models.sample_store import PARTS, part_file
from app.models.sample_strip import SampleStrip
from app.models.work_box import card_button


class SampleBox(QWidget):
    """`computable`: the model is here and enlarges, so that it can be asked; else `otherwise` may say why it cannot."""

    wanted = Signal()  # compute it
    unwanted = Signal()  # stop computing it
    moved = Signal(int)  # the divider, by a person

    def __init__(self, title: str, *, computable: bool, otherwise: str = "") -> None:
        super().__init__()
        self._title, self._computable, self._otherwise = title, computable, otherwise
        self.strip: SampleStrip | None = None
        self._busy = False
        self.text = label("", "hint", wrap=True)
        self.button = card_button(self.tr("Show what it does"), title, self._on_clicked)
        self.button.setToolTip(self.tr("Computes three small examples with this model"))
        line = row(self.button, self.text)
        line.setStretch(1, 1)
        self._body = column(self, margins=(0, 4, 0, 4))
        self._body.addLayout(line)
        self.show_none()

    def show_none(self, sentence: str = "") -> None:
        """Nothing has been computed; `sentence` says what went wrong, if anything did."""
        self._drop_strip()
        self._show(sentence or self._otherwise, "danger" if sentence else "hint", busy=False)

    def show_work(self, done: int, *, held_up: bool) -> None:
        """So many pictures are done; `held_up`: the rest waits for other work."""
        text = self.tr("Waiting: pictures come first.")
        if not held_up:
            text = self.tr("Computing example {0} of {1}…").format(done + 1, len(PARTS))
        self._show(text, "hint", busy=True)

    def show_pictures(self, after: Sequence[QImage], divider: int) -> None:
        """The results; the divider at so many hundredths."""
        inside = self.button.hasFocus()
        self._drop_strip()
        before = [QImage(str(part_file(part))) for part in PARTS]
        self.strip = SampleStrip(self._title, before, after)
        self.strip.setValue(divider)
        self.strip.moved.connect(self.moved)
        self._body.insertWidget(0, self.strip)
        self._show("", "hint", busy=False)
        if inside:
            self.strip.setFocus()

    def set_divider(self, place: int) -> None:
        if self.strip is not None:
            self.strip.setValue(place)

    @property
    def busy(self) -> bool:
        return self._busy

    def _drop_strip(self) -> None:
        if self.strip is not None:
            self.strip.hide()
            self.strip.deleteLater()
            self.strip = None

    def _show(self, text: str, kind: str, *, busy: bool) -> None:
        self._busy = busy
        self.button.setVisible(self._computable and self.strip is None)
        self.button.setText(self.tr("Stop") if busy else self.tr("Show what it does"))
        self.button.setAccessibleName(f"{self.button.text()}: {self._title}")
        self.text.setText(text)
        set_kind(self.text, kind)
        self.text.setVisible(bool(text))
        self.setVisible(self.strip is not None or self._computable or bool(text))

    @Slot()
    def _on_clicked(self) -> None:
        (self.unwanted if self._busy else self.wanted).emit()
