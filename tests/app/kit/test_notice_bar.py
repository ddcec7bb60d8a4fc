"""Notices: which are shown, what they offer, and that they fit."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QPushButton, QWidget

from app.kit.notice_bar import MOST, Notice, NoticeBar, breakable


def test_what_stays_is_not_pushed_out_by_newer_notices(qtbot):
    bar = NoticeBar()
    qtbot.addWidget(bar)
    bar.show_notice(Notice("Results were found.", key="unsaved", stays=True))
    for number in range(MOST + 2):
        bar.show_notice(Notice(f"News {number}", "warning", key=str(number)))
    texts = [notice.text for notice in bar.notices]
    assert texts[-1] == "Results were found."
    assert len(texts) == MOST + 1


def test_buttons_and_long_names_fit_into_a_narrow_window(qtbot):
    bar = NoticeBar()
    qtbot.addWidget(bar)
    bar.show_notice(
        Notice(
            "Saved as IMG_20240131_holiday_resshift_x4.png", actions=(("Show in the folder", lambda: None),)
        )
    )
    bar.resize(330, 80)
    bar.show()
    (button,) = [b for b in bar.findChildren(QPushButton) if b.text() == "Show in the folder"]
    assert button.width() >= button.sizeHint().width()
    assert bar.minimumSizeHint().width() <= 330


def test_only_long_words_may_be_broken():
    assert breakable("Saved as a_b.png: 1.5 s") == "Saved as a_b.png: 1.5 s"
    assert breakable("a_very_long_name_of_a.png").split("\u200b") == [
        "a_",
        "very_",
        "long_",
        "name_",
        "of_",
        "a.",
        "png",
    ]


@pytest.fixture
def bar(qtbot):
    bar = NoticeBar()
    qtbot.addWidget(bar)
    return bar


def test_the_newest_notices_are_shown_and_old_ones_make_room(bar):
    for number in range(6):
        bar.show_notice(Notice(f"{number}"))
    assert [n.text for n in bar.notices] == ["5", "4", "3"][:MOST]


def test_a_click_on_what_then_goes_takes_no_focus(bar):
    """Qt would hand it on to whatever comes first in the window."""
    bar.show_notice(Notice("A", detail="more", actions=(("Do it", lambda: None),)))
    buttons = bar.findChildren(QAbstractButton)
    assert len(buttons) == 3
    assert not any(button.focusPolicy() & Qt.FocusPolicy.ClickFocus for button in buttons)


def test_one_key_has_one_notice(bar):
    bar.show_notice(Notice("first", key="save"))
    bar.show_notice(Notice("second", key="save"))
    assert [n.text for n in bar.notices] == ["second"]
    bar.close_notice("save")
    assert bar.notices == []
    assert bar.isHidden()


def test_details_and_actions(bar, qtbot):
    ran = []
    bar.show_notice(Notice("sentence", "error", detail="trace", actions=(("Retry", lambda: ran.append(1)),)))
    from PySide6.QtWidgets import QPushButton

    buttons = {b.text(): b for b in bar.findChildren(QPushButton)}
    with qtbot.waitSignal(bar.detailsWanted) as told:
        qtbot.mouseClick(buttons["Details"], Qt.MouseButton.LeftButton)
    assert told.args == ["sentence", "trace"]
    qtbot.mouseClick(buttons["Retry"], Qt.MouseButton.LeftButton)
    assert ran == [1]
    assert bar.notices == []


def test_text_of_a_notice_is_no_markup(bar):
    from PySide6.QtWidgets import QLabel

    bar.show_notice(Notice("<b>x</b>.png cannot be read"))
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in bar.findChildren(QLabel))


@pytest.mark.parametrize("key", ["", "a"])
def test_a_sentence_stands_once_and_with_what_can_be_done(bar, key):
    plain, full = Notice("gone", "warning", key=key), Notice("gone", "error", key="b", detail="trace")
    bar.show_notice(plain)
    bar.show_notice(Notice("gone", "warning", key="c"))
    assert [n.key for n in bar.notices] == ["c"]
    bar.show_notice(full)
    bar.show_notice(plain)
    assert bar.notices == [full]
    bar.show_notice(Notice("something else", key="b"))
    assert [n.text for n in bar.notices] == ["something else"]


def test_a_notice_waits_until_it_has_been_in_sight(qtbot):
    """The bar may lie on a page that is not shown: whoever comes back to it is still told."""
    page = QWidget()
    qtbot.addWidget(page)
    bar = NoticeBar()
    bar.setParent(page)
    for notice in (Notice("Done."), Notice("A warning.", "warning"), Notice("A question.", stays=True)):
        bar.show_notice(notice)
    clocks = {frame.notice.text: frame._leaving for frame in bar._frames}
    assert not any(clock.isActive() for clock in clocks.values())
    page.show()
    assert [text for text, clock in clocks.items() if clock.isActive()] == ["Done."]
    page.hide()
    assert not clocks["Done."].isActive()
    page.show()
    clocks["Done."].timeout.emit()
    assert [notice.text for notice in bar.notices] == ["A question.", "A warning."]
