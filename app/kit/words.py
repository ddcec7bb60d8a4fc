"""The window's language for what is not a QObject."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def tr(text: str) -> str:
    """The text in the window's language. It is a literal at each call, so that it is found for translators."""
    return QCoreApplication.translate("studio", text)


def translated(text: str) -> str:
    """Words of the engine's in the window's language: those that `engine_words` of tools/translations.py names."""
    return QCoreApplication.translate("studio", text)
