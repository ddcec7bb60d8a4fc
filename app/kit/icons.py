"""Icons by short names, in the theme's colours and as large as its letters, changed with it."""

from __future__ import annotations

import os
import weakref
from typing import Protocol

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QAbstractButton
from shiboken6 import isValid

os.environ.setdefault("QT_API", "pyside6")

SIDE = 16  # logical pixels of an icon on a button, where the system's font has the usual size
NAMES = {
    "open": "ph.folder-open",
    "save": "ph.floppy-disk",
    "export": "ph.export",
    "region": "ph.selection-plus",
    "crop": "ph.crop",
    "turn-left": "ph.arrow-counter-clockwise",
    "turn-right": "ph.arrow-clockwise",
    "mirror": "ph.arrows-out-line-horizontal",
    "split": "ph.square-half",
    "side": "ph.columns",
    "blink": "ph.stack",
    "fit": "ph.corners-out",
    "zoom-in": "ph.plus",
    "zoom-out": "ph.minus",
    "theme": "ph.circle-half",
    "help": "ph.question",
    "settings": "ph.gear-six",
    "pause": "ph.pause",
    "play": "ph.play",
    "stop": "ph.stop",
    "trash": "ph.trash",
    "down": "ph.caret-down",
    "right": "ph.caret-right",
    "left": "ph.caret-left",
    "dice": "ph.dice-five",
    "lock": "ph.lock",
    "unlock": "ph.lock-open",
    "close": "ph.x",
    "log": "ph.list-dashes",
    "upscale": "ph.image",
    "explore": "ph.grid-four",
    "models": "ph.cube",
    "train": "ph.graduation-cap",
    "swap": "ph.arrows-left-right",
    "drag": "ph.dots-six-vertical",
    "info": "ph.info",
    "warning": "ph.warning",
    "error": "ph.warning-circle",
    "picture": "ph.image",
    "reset": "ph.arrow-counter-clockwise",
    "adopt": "ph.sliders-horizontal",
    "copy": "ph.copy",
    "folder": "ph.folder-open",
    "loupe": "ph.magnifying-glass-plus",
    "add": "ph.plus",
    "brush": "ph.paint-brush",
    "faces": "ph.user-focus",
    "eraser": "ph.eraser",
    "undo": "ph.arrow-u-up-left",
    "redo": "ph.arrow-u-up-right",
}


class HasIcon(Protocol):
    def setIcon(self, icon: QIcon) -> None: ...


class Icons:
    """Remembers who shows which icon, so that a change of theme reaches them all."""

    def __init__(self) -> None:
        self._colour, self._faint, self._active = "#dddddd", "#777777", "#ffffff"
        self.size = QSize(SIDE, SIDE)  # on buttons
        self._users: weakref.WeakKeyDictionary[HasIcon, tuple[str, str]] = weakref.WeakKeyDictionary()

    def icon(self, name: str, colour: str = "") -> QIcon:
        """An icon in the theme's present colour. The QApplication must have been made."""
        import qtawesome

        icon: QIcon = qtawesome.icon(
            NAMES[name],
            color=colour or self._colour,
            color_disabled=self._faint,
            color_on=colour or self._active,
        )
        return icon

    def put(self, user: HasIcon, name: str, colour: str = "") -> None:
        """Show an icon on a button or an action, now and after each change of theme."""
        self._users[user] = name, colour
        self._show(user, name, colour)

    def _show(self, user: HasIcon, name: str, colour: str) -> None:
        user.setIcon(self.icon(name, colour))
        if isinstance(user, QAbstractButton):
            user.setIconSize(self.size)

    def restyle(self, colour: str, faint: str, active: str, side: int) -> None:
        """Follow the theme; `side` is that of an icon on a button, logical pixels."""
        self._colour, self._faint, self._active = colour, faint, active
        self.size = QSize(side, side)
        for user, (name, own) in list(self._users.items()):
            if isValid(user):
                self._show(user, name, own)
            else:  # Qt has deleted it
                del self._users[user]


icons = Icons()
