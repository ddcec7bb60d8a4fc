"""The colours: legible in both themes. The keyboard's focus can be seen on every kind of control."""

import shutil

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette, QPixmapCache
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QSlider,
    QSpinBox,
    QTableWidget,
    QTextBrowser,
    QToolButton,
    QWidget,
)

from app.explore.sheet import CellState
from app.explore.sheet_painting import text_colour
from app.images.qimages import array_from_qimage
from app.kit.basics import Link, column, styled
from app.kit.theme import DARK, LIGHT, Theme, make_palette
from app.kit.value_slider import Track
from app.viewing.viewer.painting import canvas_colour


def luminance(colours: np.ndarray) -> np.ndarray:
    """As WCAG defines it, of colours from 0 to 1 (the last axis)."""
    linear = np.where(colours <= 0.04045, colours / 12.92, ((colours + 0.055) / 1.055) ** 2.4)
    return linear @ np.array([0.2126, 0.7152, 0.0722])


def contrast(one: str, other: str) -> float:
    """As WCAG defines it: 1 to 21."""
    low, high = sorted(float(luminance(np.array(QColor(name).getRgbF()[:3]))) for name in (one, other))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colours", [DARK, LIGHT])
@pytest.mark.parametrize("state", CellState)
def test_what_is_said_of_a_cell_is_legible(qapp, colours, state):
    palette = make_palette(colours)
    assert contrast(text_colour(state, palette).name(), canvas_colour(palette).name()) >= 4.5


@pytest.mark.parametrize("colours", [DARK, LIGHT])
def test_texts_are_legible_on_their_grounds(colours):
    for ground in (colours.panel, colours.raised, colours.selected):
        for ink in (colours.text, colours.muted, colours.good, colours.warning, colours.danger):
            assert contrast(ink, ground) >= 4.5, (ink, ground)
    for ink in (colours.text, colours.muted, colours.danger):  # in an empty cell of the contact sheet
        assert contrast(ink, colours.canvas) >= 4.5, ink
    assert contrast(colours.on_accent, colours.accent) >= 4.5


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_hints_in_empty_fields_are_legible(qapp, qtbot, theme):
    Theme(qapp).choose(theme)
    field = QLineEdit()
    qtbot.addWidget(field)
    field.ensurePolished()
    ink = field.palette().color(QPalette.ColorRole.PlaceholderText)
    assert ink.alpha() == 255
    for ground in (QPalette.ColorRole.Base, QPalette.ColorRole.Window, QPalette.ColorRole.Button):
        assert contrast(ink.name(), qapp.palette().color(ground).name()) >= 4.5


def test_the_sheet_finds_its_pictures_wherever_the_program_lies(qapp, qtbot, monkeypatch, tmp_path):
    from app.kit import theme

    def tick() -> bytes:
        box = QCheckBox()
        qtbot.addWidget(box)
        box.setChecked(True)
        box.resize(30, 30)
        return array_from_qimage(box.grab().toImage()).tobytes()

    without_pictures, odd, ours = tmp_path / "without", tmp_path / "a\"b\\c'd", theme.resources()
    shutil.copytree(ours / "theme", odd / "theme")
    shutil.copytree(ours / "theme", without_pictures / "theme", ignore=shutil.ignore_patterns("*.svg"))
    shown = []
    for place in (without_pictures, odd, ours):
        monkeypatch.setattr(theme, "resources", lambda place=place: place)
        QPixmapCache.clear()
        qapp.setStyleSheet("")
        Theme(qapp).choose("dark")
        shown.append(tick())
    assert shown[0] != shown[1] == shown[2]


def test_a_link_has_the_colour_of_the_theme_that_is_shown(qapp, qtbot):
    theme = Theme(qapp)
    theme.choose("light")
    link = Link("https://example.org/terms")
    qtbot.addWidget(link)
    link.show()
    link.grab()
    theme.choose("dark")
    qapp.processEvents()
    blue = array_from_qimage(link.grab().toImage()).astype(int)
    assert (np.abs(blue - np.array(QColor(DARK.accent).getRgb()[:3])).max(axis=2) < 8).any()


@pytest.mark.parametrize(("points", "pixels"), [(9, 13), (10, 13), (18, 24)])
def test_texts_follow_the_systems_font_where_it_is_larger_than_usual(
    qapp, system_font, qtbot, points, pixels
):
    system_font(points)
    Theme(qapp).choose("dark")
    for kind in (QLabel, QLineEdit, QComboBox, QSpinBox, QPushButton):
        widget = kind()
        qtbot.addWidget(widget)
        widget.ensurePolished()
        assert widget.fontInfo().pixelSize() == pixels, kind
        most, text = widget.maximumHeight(), widget.fontMetrics().height()
        assert min(most, widget.sizeHint().height()) >= text, kind
        assert kind is QLabel or min(most, widget.sizeHint().height()) <= text + 22, kind


def controls() -> dict[str, QWidget]:
    """One of each kind that the style sheet knows, by what it is."""
    found: dict[str, QWidget] = {
        "a slider with a band": Track(1, 15, 0),
        "slider": QSlider(Qt.Orientation.Horizontal),
    }
    fields = (QComboBox, QSpinBox, QDoubleSpinBox, QLineEdit, QPlainTextEdit, QTextBrowser, QTableWidget)
    found |= {kind.__name__: kind() for kind in fields}
    for checked in (False, True):
        buttons: dict[str, QAbstractButton] = {
            kind.__name__: kind() for kind in (QPushButton, QToolButton, QCheckBox, QRadioButton)
        }
        for kind in ("primary", "stop", "page", "danger", "section", "segment"):
            buttons[kind] = QPushButton()
            buttons[kind].setProperty("kind", kind)
        for flat in (QPushButton, QToolButton):
            buttons[f"flat {flat.__name__}"] = flat()
            buttons[f"flat {flat.__name__}"].setProperty("flat", True)
        buttons["card"] = QToolButton()
        buttons["card"].setObjectName("card")
        for name, button in buttons.items():
            button.setText("Text")
            button.setCheckable(True)
            button.setChecked(checked)
            found[f"{name}, checked" if checked else name] = button
    found["list"] = QListWidget()
    for text in ("One", "Two"):
        entry = QListWidgetItem(text, found["list"])
        entry.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable)
        entry.setCheckState(Qt.CheckState.Unchecked)
    return found


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_the_focus_is_seen_on_every_kind_of_control(qapp, qtbot, theme):
    Theme(qapp).choose(theme)
    window, inside = QWidget(), controls()
    qtbot.addWidget(window)
    styled(window, "panel")
    layout = column(window)
    for widget in inside.values():
        layout.addWidget(widget)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    unseen = []
    for name, widget in inside.items():
        widget.clearFocus()
        without = luminance(array_from_qimage(widget.grab().toImage()) / 255)
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        having = luminance(array_from_qimage(widget.grab().toImage()) / 255)
        ratio = (np.maximum(without, having) + 0.05) / (np.minimum(without, having) + 0.05)
        if not widget.hasFocus() or (ratio >= 2).sum() < 40:  # pixels: the outline of the smallest
            unseen.append(name)
    assert unseen == []


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=["dark", "light"])
def test_a_box_in_a_list_is_seen_before_it_is_ticked(qapp, qtbot, theme):
    Theme(qapp).choose("dark" if theme is DARK else "light")
    boxes = controls()["list"]
    qtbot.addWidget(boxes)
    image = boxes.grab().toImage()
    colours = {image.pixelColor(x, y).name() for x in range(40) for y in range(40)}
    assert theme.strong_line in colours
