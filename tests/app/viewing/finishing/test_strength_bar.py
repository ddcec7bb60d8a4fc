"""The row below the viewer has room for its words at any width."""

import pytest

from app.viewing.finishing.strength_bar import StrengthBar


@pytest.mark.parametrize("width", [440, 680, 754, 900, 1200])
def test_no_button_is_cut_off(qtbot, width):
    bar = StrengthBar()
    qtbot.addWidget(bar)
    bar.resize(width, 100)
    bar.show()
    for part in (bar.grain, bar.brush, bar.propose, bar.faithful):
        assert part.width() >= part.minimumSizeHint().width()


def test_how_many_were_found_is_said(qtbot):
    bar = StrengthBar()
    qtbot.addWidget(bar)
    bar.show_found(0)
    assert bar.found.text() == "No faces and no text were found."
    assert bar.accept_all.isHidden()
    bar.show_found(1)
    assert bar.found.text().startswith("1 place found.")
    assert not bar.accept_all.isHidden()
