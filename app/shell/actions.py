"""The actions of the window, which have shortcuts and places in the top bar. What they do is connected elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QWidget

from app.kit.icons import icons


class WindowActions:
    """Actions belong to `window`; each has a text, most have keys, some an icon."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self.all: list[QAction] = []
        self.open = self._add(_tr("Open pictures…"), ["Ctrl+O"], "open")
        self.open_folder = self._add(_tr("Open folder…"), ["Ctrl+Shift+O"])
        self.paste = self._add(_tr("Paste"), ["Ctrl+V"])
        self.save = self._add(_tr("Save"), ["Ctrl+S"], "save")
        self.save_as = self._add(_tr("Save as…"), ["Ctrl+Shift+S"])
        self.export_all = self._add(_tr("Export all…"), ["Ctrl+E"], "export")
        self.upscale = self._add(_tr("Upscale"), ["Ctrl+Return", "Ctrl+Enter"])
        self.cancel = self._add(_tr("Stop"), ["Esc"])
        self.region = self._add(_tr("Try a region"), ["Ctrl+R"], "region")
        self.fit = self._add(_tr("Fit"), ["0", "Ctrl+0"], "fit")
        self.actual = self._add(_tr("100 %"), ["1", "Ctrl+1"])
        self.double = self._add(_tr("200 %"), ["2", "Ctrl+2"])
        self.zoom_in = self._add(_tr("Zoom in"), ["+", "=", "Ctrl++", "Ctrl+="], "zoom-in")
        self.zoom_out = self._add(_tr("Zoom out"), ["-", "Ctrl+-"], "zoom-out")
        self.split = self._add(_tr("Split"), ["Alt+1"], "split")
        self.side_by_side = self._add(_tr("Side by side"), ["Alt+2"], "side")
        self.blink = self._add(_tr("Blink"), ["Alt+3"], "blink")
        self.modes = QActionGroup(window)
        for action in (self.split, self.side_by_side, self.blink):
            action.setCheckable(True)
            self.modes.addAction(action)
        self.loupe = self._add(_tr("Loupe"), ["Ctrl+L"], "loupe")
        self.loupe.setCheckable(True)
        self.previous = self._add(_tr("Previous picture"), ["PgUp"])
        self.next = self._add(_tr("Next picture"), ["PgDown"])
        self.full_screen = self._add(_tr("Full screen"), ["F11"])
        self.theme = self._add(_tr("Dark or light"), [], "theme")
        self.help = self._add(_tr("Shortcuts"), ["F1"], "help")
        self.preferences = self._add(_tr("Preferences"), ["Ctrl+,"], "settings")
        self.log = self._add(_tr("Log"), ["Ctrl+Shift+L"], "log")
        self.log.setCheckable(True)
        self.quit = self._add(_tr("Quit"), ["Ctrl+Q"])

    def _add(self, text: str, keys: list[str], icon: str = "") -> QAction:
        action = QAction(text, self._window)
        sequences = [QKeySequence(key) for key in keys]
        action.setShortcuts(sequences)
        shown = [s for s in sequences if s.toString()]
        if shown:
            native = shown[0].toString(QKeySequence.SequenceFormat.NativeText)
            action.setToolTip(f"{text}  ({native})")
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        if icon:
            icons.put(action, icon)
        self._window.addAction(action)
        self.all.append(action)
        return action


def _tr(text: str) -> str:
    return QCoreApplication.translate("actions", text)
