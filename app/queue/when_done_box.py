"""What shall happen when the queue is done: chosen for this once, at the foot of the queue."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.kit.basics import column, combo, fill, label
from app.system.power import SHUT_DOWN, SLEEP

NOTHING, CLOSE = "nothing", "close"


class WhenDoneBox(QWidget):
    """Shown while there is something to wait for."""

    chosen = Signal(str)  # NOTHING, SLEEP, SHUT_DOWN or CLOSE, by a person

    def __init__(self) -> None:
        super().__init__()
        title = self.tr("When the queue is done")
        self.box = combo(title)
        layout = column(self, spacing=2, margins=(8, 4, 8, 4))
        self.name = label(title, "hint", wrap=True)
        self.name.setBuddy(self.box)
        layout.addWidget(self.name)
        layout.addWidget(self.box)
        self.set_offers(())
        self.box.activated.connect(self._on_activated)
        # How many lines its text takes depends on the width; a policy of Maximum would go by the widest.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.hide()

    def set_offers(self, offers: Sequence[str]) -> None:
        """Of SLEEP and SHUT_DOWN those that can be chosen."""
        texts = {SLEEP: self.tr("Let the computer sleep"), SHUT_DOWN: self.tr("Shut the computer down")}
        entries = [(self.tr("Do nothing more"), NOTHING), (self.tr("Close the program"), CLOSE)]
        fill(self.box, [*entries, *((texts[what], what) for what in offers)], NOTHING)

    def show_choice(self, choice: str) -> None:
        self.box.setCurrentIndex(self.box.findData(choice))

    @Slot()
    def _on_activated(self) -> None:
        self.chosen.emit(self.box.currentData())
