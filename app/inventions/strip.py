"""The strip above the viewer that asks where a result invents: off, spread or consistency; scale and sentence below."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QWidget

from app.inventions.legend import Legend
from app.kit.basics import Elided, Segments, column, combo, fill, label, row, set_kind, styled
from app.kit.measured import Measured

OFF, SPREAD, CONSISTENCY = "off", "spread", "consistency"
SEEDS = (4, 8, 16)
CROWDED = 480  # logical pixels


class InventionStrip(QWidget):
    modeChosen = Signal(object)  # OFF, SPREAD or CONSISTENCY, by a person
    seedsChosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        styled(self, "viewBar")
        self.title = Elided(self.tr("Where it invents"), "muted")
        self.title.setToolTip(
            self.tr(
                "Spread: what differs when the picture is enlarged with other seeds.\n"
                "Consistency: how the result, made small again, differs from the picture."
            )
        )
        entries = [
            (self.tr("Off"), OFF),
            (self.tr("Spread"), SPREAD),
            (self.tr("Consistency"), CONSISTENCY),
        ]
        self.segments = Segments(entries, self.tr("Where it invents"))
        self.segments.set_value(OFF)
        self.seeds_box = combo(self.tr("Number of seeds"))
        fill(self.seeds_box, [(self.tr("{0} seeds").format(n), n) for n in SEEDS], SEEDS[0])
        self.seeds_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        Measured(self.seeds_box, self._measure)
        self.legend = Legend()
        self.sentence = label("", "hint", wrap=True)
        self.below = QWidget()
        line = row(self.legend, self.sentence, spacing=12)
        line.setStretchFactor(self.sentence, 1)
        self.below.setLayout(line)
        layout = column(self, spacing=4, margins=(12, 4, 8, 4))
        first = row(self.title, self.seeds_box, self.segments)
        first.setStretchFactor(self.title, 1)
        layout.addLayout(first)
        layout.addWidget(self.below)
        self.segments.chosen.connect(self.modeChosen)
        self.seeds_box.activated.connect(lambda _: self.seedsChosen.emit(self.seeds))
        self.show_mode(OFF)
        self.hide()

    def _measure(self) -> None:
        self.seeds_box.setMinimumWidth(self.seeds_box.sizeHint().width())  # in any language

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the buttons speak for themselves."""
        super().resizeEvent(event)
        narrow = self.width() < CROWDED
        self.title.setVisible(not narrow)
        self.legend.set_narrow(narrow)

    @property
    def seeds(self) -> int:
        return int(self.seeds_box.currentData())

    def show_mode(self, mode: str) -> None:
        """Show what is chosen, without a signal, and nothing about it yet."""
        self.segments.set_value(mode)
        self.seeds_box.setVisible(mode == SPREAD)
        self.below.setVisible(mode != OFF)
        self.say("")
        self.legend.hide()

    def say(self, text: str, *, warning: bool = False) -> None:
        self.sentence.setText(text)
        self.sentence.setAccessibleName(text)
        set_kind(self.sentence, "warning" if warning else "hint")
