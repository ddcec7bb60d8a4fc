"""A field for the seed with dice and a lock: a locked seed stays, an unlocked one is drawn anew for every run."""

from __future__ import annotations

import secrets

from PySide6.QtCore import QRegularExpression, Signal, Slot
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QLineEdit, QWidget

from app.kit.basics import icon_button, row
from app.kit.icons import icons

LARGEST = 2**63 - 1
DICE = 10**6  # short enough to read out


class SeedEdit(QWidget):
    """A line edit and not a spin box: those end at 2**31."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.field = QLineEdit("0")
        self.field.setValidator(QRegularExpressionValidator(QRegularExpression(r"\d{0,19}"), self))
        self.field.setAccessibleName(self.tr("Seed"))
        self.field.setAcceptDrops(False)
        self.field.setToolTip(self.tr("The same seed and settings give the same result again."))
        self.dice = icon_button("dice", self.tr("Another seed"))
        self.lock = icon_button("unlock", self.tr("Keep this seed for every run"), checkable=True)
        self.setLayout(row(self.field, self.dice, self.lock, spacing=4))
        self.dice.clicked.connect(self.roll)
        self.lock.toggled.connect(self._on_locked)
        self.field.editingFinished.connect(self.changed)
        self.field.textEdited.connect(self._on_typed)

    @property
    def value(self) -> int:
        return min(LARGEST, int(self.field.text() or "0"))

    def set_value(self, seed: int) -> None:
        self.field.setText(str(seed))

    @property
    def locked(self) -> bool:
        return self.lock.isChecked()

    def set_locked(self, locked: bool) -> None:
        self.lock.setChecked(locked)

    def roll(self) -> None:
        self.set_value(secrets.randbelow(DICE))
        self.changed.emit()

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        """Whoever types a seed wants that one."""
        self.set_locked(bool(text))

    def _on_locked(self, locked: bool) -> None:
        icons.put(self.lock, "lock" if locked else "unlock")
        self.lock.setToolTip(
            self.tr("Every run uses this seed") if locked else self.tr("Keep this seed for every run")
        )
        self.changed.emit()
