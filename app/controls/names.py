"""The names before fields: one column, as wide as the widest of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel

from app.kit.measured import Measured
from app.kit.theme import scaled

WIDEST = 100  # logical pixels: a longer name goes on in a second line, or its field would have no room


def align(names: Sequence[QLabel]) -> None:
    """Give them one width, in which no word of any language is cut."""

    def measure() -> None:
        for name in names:
            name.setWordWrap(name.sizeHint().width() > scaled(WIDEST))
        width = max((n.minimumSizeHint() if n.wordWrap() else n.sizeHint()).width() for n in names)
        for name in names:
            name.setFixedWidth(width)

    Measured(names[0], measure)
