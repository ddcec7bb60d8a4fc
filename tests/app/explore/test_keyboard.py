"""The page Explore without a mouse, in the smallest window, and in other words."""

import pytest
from explore_use import compute, open_page
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from app.kit.theme import LIGHT


@pytest.fixture
def page(with_picture, qtbot):
    page = open_page(with_picture, qtbot)
    compute(with_picture, qtbot)
    return page


def wants_tab(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isVisible() and widget.isEnabled()


def test_the_tab_key_reaches_every_control_of_the_page(with_picture, page, qtbot):
    window = with_picture.window
    window.activateWindow()
    page.sheet.setFocus()
    qtbot.waitUntil(page.sheet.hasFocus)
    reached = set()
    for _ in range(100):
        reached.add(QApplication.focusWidget())
        window.focusNextChild()
        if QApplication.focusWidget() is page.sheet:
            break
    else:
        pytest.fail("the focus does not come round")
    missed = [w for w in page.findChildren(QWidget) if wants_tab(w) and w not in reached]
    assert [(type(w).__name__, w.accessibleName()) for w in missed if w.parentWidget() not in reached] == []
    assert {page.side.picker, page.side.columns.box, page.side.rows.field, page.adopt_button} <= reached


def test_the_focus_is_seen_on_sheet_and_region(with_picture, page):
    with_picture.window.activateWindow()
    for widget in (page.sheet, page.side.picker):
        widget.clearFocus()
        plain = widget.grab().toImage()
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        assert widget.grab().toImage() != plain


def test_what_is_painted_follows_the_theme(with_picture, page):
    dark = page.sheet.grab().toImage().pixelColor(2, 2).lightness()
    with_picture.theme.choose("light")
    light = page.sheet.grab().toImage().pixelColor(2, 2)
    assert light.name() == LIGHT.panel
    assert light.lightness() > dark


def test_the_smallest_window_still_shows_every_cell(with_picture, page):
    window = with_picture.window
    window.resize(window.minimumSize())
    QApplication.processEvents()
    boxes = [page.sheet._box(number) for number in range(len(with_picture.exploring.explorer.sheet.cells))]
    assert all(page.sheet.rect().contains(box) for box in boxes)
    assert len({box.size().toTuple() for box in boxes}) == 1
    assert not page.zoom.isVisible()
    assert page.adopt_button.text() == page.compare_button.text() == ""
    assert page.adopt_button.accessibleName() == "Use these settings"
    window.resize(1320, 840)
    QApplication.processEvents()
    assert page.zoom.isVisible()
    assert page.adopt_button.text() == "Use these settings"
