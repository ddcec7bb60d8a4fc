"""A menu of models: one click has a picture enlarged by another one as well."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QMenu

from app.models.model_list import ModelChoice
from core.printable import printable


def fill_menu(menu: QMenu, models: list[ModelChoice], chosen: Callable[[str], None]) -> None:
    """`chosen` gets the key of a model."""
    menu.clear()
    for model in models:
        # An ampersand would underline the letter behind it.
        action = menu.addAction(printable(model.title, lines=False).replace("&", "&&"))
        action.triggered.connect(lambda _=False, key=model.key: chosen(key))
