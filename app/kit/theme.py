"""The program's own look: one set of colours for dark and one for light, a palette and a style sheet, whose sizes
follow the system's font."""

from __future__ import annotations

import string
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass

from PySide6.QtCore import QDir, QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication

from app.kit.icons import SIDE, icons
from app.system.folders import resources


@dataclass(frozen=True)
class Colours:
    """What the style sheet calls $ground, $panel and so on."""

    ground: str  # behind everything
    canvas: str  # around the picture
    panel: str  # side panels, bars
    raised: str  # buttons, fields
    hover: str
    line: str
    strong_line: str
    text: str
    muted: str
    faint: str
    accent: str
    accent_hover: str
    on_accent: str
    selected: str
    good: str
    warning: str
    danger: str


DARK = Colours(
    ground="#17191d",
    canvas="#111316",
    panel="#1d2025",
    raised="#292d34",
    hover="#333841",
    line="#2c3038",
    strong_line="#434954",
    text="#e6e8eb",
    muted="#a3abb6",
    faint="#6d7580",
    accent="#5c9dff",
    accent_hover="#78aeff",
    on_accent="#08172e",
    selected="#25344d",
    good="#6fc38a",
    warning="#e3b25c",
    danger="#f2777a",
)
LIGHT = Colours(
    ground="#eceef1",
    canvas="#dfe2e6",
    panel="#f7f8fa",
    raised="#ffffff",
    hover="#e8ebf0",
    line="#d9dde3",
    strong_line="#b6bdc8",
    text="#1b1f24",
    muted="#56606c",
    faint="#8b949f",
    accent="#1f63d6",
    accent_hover="#1854bb",
    on_accent="#ffffff",
    selected="#d5e3fb",
    good="#17673a",
    warning="#7f5400",
    danger="#b3282e",
)


# Pixels, where the system's font has the usual size: of letters, and of lines in fields and buttons.
SIZES = {
    "tiny": 11,
    "small": 12,
    "usual": 13,
    "large": 15,
    "title": 20,
    "field": 20,
    "small_button": 16,
    "button": 18,
    "tall_button": 30,
    "arrow": 12,
    "small_arrow": 9,
    "stepper": 16,
    "drop_down": 20,
}
CHECK = 16  # a side of a box to be checked


class Theme(QObject):
    """Applies the colours to the whole application and follows the system where that is wanted."""

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._choice = "system"
        self.colours = DARK
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(self._on_system_changed)

    @property
    def choice(self) -> str:
        return self._choice

    @property
    def is_dark(self) -> bool:
        return self.colours is DARK

    def choose(self, choice: str) -> None:
        """system, dark or light."""
        schemes = {"dark": Qt.ColorScheme.Dark, "light": Qt.ColorScheme.Light}
        self._choice = choice
        # The window frame and the system's own dialogs follow, too.
        self._app.styleHints().setColorScheme(schemes.get(choice, Qt.ColorScheme.Unknown))
        self._apply()

    @contextmanager
    def put_on_at_the_end(self) -> Iterator[None]:
        """For building a window: a style sheet is applied to a widget again for each parent that it gets, which takes
        as long as all else; here it is applied once, at the end."""
        self._app.setStyleSheet("")
        try:
            yield
        finally:
            self._app.setStyleSheet(style_sheet(self.colours))

    @Slot()
    def toggle(self) -> None:
        self.choose("light" if self.is_dark else "dark")

    @Slot()
    def _on_system_changed(self) -> None:
        if self._choice == "system":
            self._apply()

    def _apply(self) -> None:
        light = self._app.styleHints().colorScheme() == Qt.ColorScheme.Light
        dark = not light if self._choice == "system" else self._choice == "dark"
        self.colours = DARK if dark else LIGHT
        self._app.setPalette(make_palette(self.colours))
        self._app.setStyleSheet(style_sheet(self.colours))
        icons.restyle(self.colours.text, self.colours.faint, self.colours.accent, scaled(SIDE))
        self.changed.emit()


def make_palette(c: Colours) -> QPalette:
    role = QPalette.ColorRole
    colours = {
        role.Window: c.panel,
        role.WindowText: c.text,
        role.Base: c.canvas,
        role.AlternateBase: c.panel,
        role.Text: c.text,
        role.Button: c.raised,
        role.ButtonText: c.text,
        role.BrightText: c.danger,
        role.ToolTipBase: c.raised,
        role.ToolTipText: c.text,
        role.PlaceholderText: c.muted,  # of lesser texts that are painted, too
        role.Highlight: c.accent,
        role.HighlightedText: c.on_accent,
        role.Link: c.accent,
        role.LinkVisited: c.accent,
        role.Light: c.hover,
        role.Midlight: c.raised,
        role.Mid: c.line,
        role.Dark: c.line,
        role.Shadow: c.canvas,
        role.Accent: c.accent,
    }
    palette = QPalette()
    for key, value in colours.items():
        palette.setColor(key, QColor(value))
    for key in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, key, QColor(c.faint))
    return palette


def scaled(pixels: int) -> int:
    """As many pixels as stand for `pixels` where the system's font is larger than the usual one; never fewer."""
    font = QFontInfo(QApplication.font()).pixelSize()
    return round(pixels * max(1.0, font / SIZES["usual"]))


def style_sheet(c: Colours) -> str:
    folder = resources() / "theme"
    template = string.Template((folder / "studio.qss").read_text(encoding="utf-8"))
    tone = "dark" if c is DARK else "light"
    QDir.setSearchPaths("theme", [str(folder)])  # a path itself may have marks that break the sheet
    sizes = {name: scaled(pixels) for name, pixels in SIZES.items()}
    check = scaled(CHECK)
    sizes |= {"check": check, "round": check // 2}
    # Within a border of 1 pixel, of 4 with a dot, and of 2 where that has the focus.
    sizes |= {"radio": check - 2, "dot": check - 8, "dot_focus": check - 4}
    return template.substitute(asdict(c) | sizes, folder="theme:", tone=tone)
