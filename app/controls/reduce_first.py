"""Proposes to reduce a picture that is softer than its size, and says when one is reduced."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from app.kit.basics import column, label, row
from app.kit.text import whole_text

Reduction = float | Literal["auto"]


class ReduceFirst(QWidget):
    """A sentence and a button; hidden where there is nothing to say."""

    wanted = Signal(object)  # what `reduce` of the settings is to be, by a person

    def __init__(self) -> None:
        super().__init__()
        self._value: Reduction = 1.0
        self._proposed = 1.0
        self._shown = True
        self.text = label("", "hint", wrap=True)
        self.button = QPushButton()
        self.button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        layout = column(self, spacing=4)
        layout.addWidget(self.text)
        layout.addLayout(row(self.button, 1))
        self.button.clicked.connect(self._on_clicked)
        self._refresh()

    @property
    def factor(self) -> float:
        """By what the picture that is shown is reduced, as far as that is known."""
        return self._proposed if self._value == "auto" else float(self._value)

    def set_value(self, value: Reduction, *, offered: bool) -> None:
        """Say what is chosen. `offered`: reducing has a meaning for the model."""
        self._value, self._shown = value, offered
        self._refresh()

    def set_proposed(self, factor: float) -> None:
        """Say what was measured of the picture that is shown; 1 where it is sharp or has not been measured."""
        self._proposed = factor
        self._refresh()

    @Slot()
    def _on_clicked(self) -> None:
        # Each picture by what is measured of it: those that are sharp stay as they are.
        self.wanted.emit("auto" if self._value == 1 else 1.0)

    def _refresh(self) -> None:
        self.setVisible(self._shown and self.factor_or_proposal < 1)
        percent = whole_text(100 * self.factor_or_proposal)
        if self._value == 1:
            text = self.tr(
                "This picture is softer than its size: reducing it to {0} % first gives crisper results."
            )
            self.button.setText(self.tr("Reduce first"))
        elif self._value == "auto":
            text = self.tr("This picture is softer than its size: it is reduced to {0} % first.")
            self.button.setText(self.tr("Do not reduce"))
        else:
            text = self.tr("Each picture is reduced to {0} % first.")
            self.button.setText(self.tr("Do not reduce"))
        self.text.setText(text.format(percent))

    @property
    def factor_or_proposal(self) -> float:
        return self._proposed if self._value == 1 else self.factor
