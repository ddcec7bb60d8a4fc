"""The colours: legible in both themes."""

import numpy as np
import pytest
from PySide6.QtGui import QColor

from app.explore.sheet import CellState
from app.explore.sheet_painting import text_colour
from app.kit.theme import DARK, LIGHT, make_palette
from app.viewing.viewer.painting import canvas_colour


def contrast(one: str, other: str) -> float:
    """As WCAG defines it: 1 to 21."""

    def luminance(name: str) -> float:
        parts = np.array(QColor(name).getRgbF()[:3])
        linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
        return float(linear @ [0.2126, 0.7152, 0.0722])

    low, high = sorted((luminance(one), luminance(other)))
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
