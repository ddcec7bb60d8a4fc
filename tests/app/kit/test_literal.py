"""Titles of models and names of files may look like HTML: every letter of them is shown."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from window_use import shown_tip

from app.kit.basics import Elided, combo, fill, forbid, label
from app.kit.literal import literal

ODD = '<b>x</b><img src="https://example.org/y.png">'


@pytest.mark.parametrize(
    "text",
    [ODD, f"{ODD}\nsecond line", f"first line\n{ODD}", "&lt;b&gt; &amp;", "a < b & c > d", "a.png", ""],
)
def test_a_tip_shows_every_letter(qapp, text):
    assert shown_tip(literal(text)) == text


@pytest.mark.parametrize("make", [label, Elided])
def test_a_label_shows_every_letter(qtbot, make):
    widget = make(ODD)
    qtbot.addWidget(widget)
    widget.resize(2000, 30)
    widget.show()
    assert widget.text() == ODD
    assert widget.sizeHint().width() >= widget.fontMetrics().horizontalAdvance(ODD)
    assert shown_tip(widget.toolTip()) in ("", ODD)


def test_the_tips_of_a_box_show_every_letter(qtbot, monkeypatch):
    box, tips = combo("Model"), []
    qtbot.addWidget(box)
    fill(box, [(ODD, 0)], 0)
    forbid(box, 0, ODD)
    box.resize(60, 30)
    monkeypatch.setattr(QToolTip, "showText", lambda at, text, widget: tips.append(text))
    QApplication.sendEvent(box, QHelpEvent(QEvent.Type.ToolTip, QPoint(5, 5), QPoint(5, 5)))
    assert [shown_tip(tip) for tip in tips] == [ODD]
    assert shown_tip(box.itemData(0, Qt.ItemDataRole.ToolTipRole)) == ODD
