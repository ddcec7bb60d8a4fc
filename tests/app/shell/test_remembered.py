"""What the window looks like is remembered."""

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import (
    QApplication,
)

from app.images.qimages import array_from_qimage
from app.kit.theme import DARK, LIGHT
from app.preferences.preferences import OutputPreferences


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
