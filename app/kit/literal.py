"""Other people's words, such as names of files and titles of models, where Qt guesses whether a text is HTML."""

from __future__ import annotations

from PySide6.QtGui import Qt


def literal(text: str) -> str:
    """For a tool tip or a message box, which then shows `text` letter by letter."""
    return Qt.convertFromPlainText(text) if Qt.mightBeRichText(text) else text
