"""A field of numbers with decimals, for which any decimal mark will do, typed or pasted."""

from __future__ import annotations

from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QDoubleSpinBox

DECIMAL_MARKS = ".,٫"  # one of these in every country; the last one goes with Arabic digits


class DecimalField(QDoubleSpinBox):
    """Writes every decimal mark as the one of its locale, before Qt looks at it. Qt takes the other mark for one
    between thousands and drops it: 1.5 would become 15 where people write 1,5. So it shows none of these."""

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        return super().validate(self._with_own_mark(text), position)

    def _with_own_mark(self, text: str) -> str:
        for mark in DECIMAL_MARKS:
            text = text.replace(mark, self.locale().decimalPoint())
        return text
