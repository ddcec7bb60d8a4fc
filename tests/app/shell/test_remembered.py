"""What the window looks like is remembered."""

import pytest
from PySide6.QtCore import QByteArray, QDataStream, QIODevice, QRect
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import (
    QApplication,
)

from app.images.qimages import array_from_qimage
from app.kit.theme import DARK, LIGHT
from app.preferences.preferences import WindowState
from app.shell.main_window import DEFAULT_SIZE
from core.presets import OutputPreferences


def test_the_button_changes_between_dark_and_light_and_it_is_remembered(studio):
    assert studio.theme.is_dark
    seen = {}
    for colours in (LIGHT, DARK):
        studio.window.actions_.theme.trigger()
        assert studio.theme.colours is colours
        assert QApplication.palette().color(QPalette.ColorRole.Window) == QColor(colours.panel)
        seen[colours.panel] = array_from_qimage(studio.window.grab().toImage())[..., :3].mean()
    assert seen[LIGHT.panel] > 200
    assert seen[DARK.panel] < 60
    assert studio.preferences.value.theme == "dark"


def test_open_sections_and_what_is_in_them_are_remembered(studio_maker):
    first = studio_maker()
    controls = first.window.controls
    assert not controls.output_section.header.isChecked()
    controls.advanced_section.set_open(True)
    controls.output_section.set_open(True)
    wanted = OutputPreferences(when_done="subfolder", name="{name}_big", format="jpeg", quality=70)
    controls.output.set_output(wanted)
    first.stop()
    again = studio_maker().window.controls
    assert again.advanced_section.header.isChecked()
    assert again.output_section.header.isChecked()
    assert again.output.output() == wanted


def remembered_place(place: QRect, screen_width: int, screen_number: int = 0) -> str:
    """A window's place as Qt writes it, on a screen of that width; see QWidget.saveGeometry."""
    data = QByteArray()
    stream = QDataStream(data, QIODevice.OpenModeFlag.WriteOnly)
    stream.writeUInt32(0x1D9D0CB)
    stream.writeUInt16(3)  # the version
    stream.writeUInt16(0)
    for _ in ("with its frame", "without"):
        stream << place
    stream.writeInt32(screen_number)
    stream.writeUInt8(0)  # not maximized
    stream.writeUInt8(0)  # no full screen
    stream.writeInt32(screen_width)
    stream << place
    return bytes(data.toBase64().data()).decode()


@pytest.mark.parametrize(
    ("place", "screen_width", "screen_number"),
    [
        (None, 0, 0),  # the first start
        (QRect(100, 100, 720, 500), 800, 0),
        (QRect(100, 100, 1320, 840), 800, 0),
        (QRect(100, 100, 1320, 840), 1920, 0),  # the screen has another size, or another scale, now
        (QRect(2500, 300, 720, 500), 800, 1),  # the screen is gone
        (QRect(-1500, -900, 720, 500), 800, 1),
    ],
)
def test_the_window_is_within_the_screen_whatever_is_remembered(studio, place, screen_width, screen_number):
    window = studio.window
    window.hide()
    window.resize(DEFAULT_SIZE)  # as a new one
    written = "" if place is None else remembered_place(place, screen_width, screen_number)
    window.restore(WindowState(geometry=written))
    screen = window.screen().availableGeometry()
    assert window.size() == window.size().boundedTo(screen.size())
    assert window.size() == window.size().expandedTo(window.minimumSize())
    if place is not None and screen_width == screen.width():  # else the system finds its place
        assert screen.contains(window.geometry())
        assert window.geometry().top() > screen.top()  # there is room for its title


def test_a_window_that_fills_the_screen_is_left_to_do_so(studio, monkeypatch):
    window, told = studio.window, []
    window.showMaximized()
    state = window.state()
    window.showNormal()
    for name in ("setGeometry", "resize"):
        monkeypatch.setattr(window, name, lambda *_, name=name: told.append(name))
    window.restore(state)
    assert window.isMaximized()
    assert told == []
