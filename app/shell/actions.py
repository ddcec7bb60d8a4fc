"""The actions of the window, which have shortcuts and places in the top bar. What they do is connected elsewhere."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QWidget

from app.kit.icons import icons
from app.kit.words import tr


class WindowActions:
    """Actions belong to `window`; each has a text, most have keys, some an icon."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self.all: list[QAction] = []
        self.open = self._add(tr("Open pictures…"), ["Ctrl+O"], "open")
        self.open_folder = self._add(tr("Open folder…"), ["Ctrl+Shift+O"])
        self.watch_folder = self._add(tr("Watch a folder…"), ["Ctrl+Shift+W"])
        self.paste = self._add(tr("Paste"), ["Ctrl+V"])
        self.copy = self._add(tr("Copy the picture"), ["Ctrl+C"])
        self.save = self._add(tr("Save"), ["Ctrl+S"], "save")
        self.save_as = self._add(tr("Save as…"), ["Ctrl+Shift+S"])
        self.export_all = self._add(tr("Export all…"), ["Ctrl+E"], "export")
        self.upscale = self._add(tr("Upscale"), ["Ctrl+Return", "Ctrl+Enter"])
        self.cancel = self._add(tr("Stop"), ["Esc"])
        self.region = self._add(tr("Try a region"), ["Ctrl+R"], "region")
        self.framing = self._add(tr("Turn and crop"), [], "crop")  # opens the menu of the next five
        self.turn_left = self._add(tr("Turn left"), ["Alt+Left"], "turn-left")
        self.turn_right = self._add(tr("Turn right"), ["Alt+Right"], "turn-right")
        self.mirror = self._add(tr("Mirror"), ["Ctrl+Shift+M"], "mirror")
        self.crop = self._add(tr("Crop…"), ["Ctrl+Shift+C"], "crop")
        self.whole = self._add(tr("Whole picture"), [], "fit")
        self.framings = [self.turn_left, self.turn_right, self.mirror, self.crop, self.whole]
        self.fit = self._add(tr("Fit"), ["0", "Ctrl+0"], "fit")
        self.actual = self._add(tr("100 %"), ["1", "Ctrl+1"])
        self.double = self._add(tr("200 %"), ["2", "Ctrl+2"])
        self.zoom_in = self._add(tr("Zoom in"), ["+", "=", "Ctrl++", "Ctrl+="], "zoom-in")
        self.zoom_out = self._add(tr("Zoom out"), ["-", "Ctrl+-"], "zoom-out")
        self.split = self._add(tr("Split"), ["Alt+1"], "split")
        self.side_by_side = self._add(tr("Side by side"), ["Alt+2"], "side")
        self.blink = self._add(tr("Blink"), ["Alt+3"], "blink")
        self.modes = QActionGroup(window)
        for action in (self.split, self.side_by_side, self.blink):
            action.setCheckable(True)
            self.modes.addAction(action)
        self.previous_result = self._add(tr("Previous result on the left"), ["Ctrl+B"])
        self.compare = self._add(tr("Compare with a file…"), ["Ctrl+Shift+B"])
        self.loupe = self._add(tr("Loupe"), ["Ctrl+L"], "loupe")
        self.loupe.setCheckable(True)
        # of the pictures that are in view
        self.viewing = [self.fit, self.actual, self.double, self.zoom_in, self.zoom_out]
        self.viewing += [*self.modes.actions(), self.loupe]
        self.previous = self._add(tr("Previous picture"), ["PgUp"])
        self.next = self._add(tr("Next picture"), ["PgDown"])
        self.full_screen = self._add(tr("Full screen"), ["F11"])
        self.theme = self._add(tr("Dark or light"), [], "theme")
        self.help = self._add(tr("Shortcuts"), ["F1"], "help")
        self.preferences = self._add(tr("Preferences"), ["Ctrl+,"], "settings")
        self.log = self._add(tr("Log"), ["Ctrl+Shift+L"], "log")
        self.log.setCheckable(True)
        self.quit = self._add(tr("Quit"), ["Ctrl+Q"])

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
