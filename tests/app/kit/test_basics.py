"""The building blocks: what has the focus or was opened is in view, and no text looks whole that is cut."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QToolTip, QVBoxLayout, QWidget

from app.kit.basics import DOT, Elided, ElidedCheckBox, ScrolledColumn, Section, column, combo, fill


class HighPanel(QWidget):
    """A button, and beside it a column that is higher than the window: fields, then a section."""

    def __init__(self) -> None:
        super().__init__()
        self.button = QPushButton("before")
        self.fields = [QLineEdit() for _ in range(20)]
        self.section = Section("more")
        inner = QWidget()
        inside = column(inner)
        for field in self.fields:
            inside.addWidget(field)
        body = column(self.section.body)
        for _ in range(3):
            body.addWidget(QLabel("what is in it"))
        inside.addWidget(self.section)
        self.scrolled = ScrolledColumn(inner)
        layout = QVBoxLayout(self)
        layout.addWidget(self.button)
        layout.addWidget(self.scrolled)
        self.resize(300, 200)

    def shows(self, widget: QWidget) -> bool:
        corner = widget.mapTo(self.scrolled.viewport(), QPoint(0, 0))
        return self.scrolled.viewport().rect().contains(widget.rect().translated(corner))


@pytest.fixture
def panel(qtbot):
    panel = HighPanel()
    qtbot.addWidget(panel)
    panel.show()
    panel.activateWindow()
    panel.button.setFocus()
    qtbot.waitUntil(panel.button.hasFocus)
    return panel


def test_what_gets_the_focus_from_elsewhere_comes_into_view(panel, monkeypatch):
    monkeypatch.setattr(QApplication, "mouseButtons", lambda: Qt.MouseButton.NoButton)
    panel.fields[0].setFocus()
    QTest.keyClick(panel.fields[0], Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert panel.button.hasFocus()
    panel.scrolled.verticalScrollBar().setValue(panel.scrolled.verticalScrollBar().maximum())
    QTest.keyClick(panel.button, Qt.Key.Key_Tab)
    QApplication.processEvents()
    assert panel.fields[0].hasFocus()
    assert panel.shows(panel.fields[0])
    panel.button.setFocus()
    panel.fields[15].setFocus(Qt.FocusReason.ShortcutFocusReason)
    QApplication.processEvents()
    assert panel.shows(panel.fields[15])


def test_what_is_clicked_stays_under_the_pointer(panel):
    half = next(f for f in panel.fields if not panel.shows(f))  # the first one that is cut off below
    QTest.mousePress(half, Qt.MouseButton.LeftButton, pos=QPoint(20, 2))
    QApplication.processEvents()
    assert half.hasFocus()
    assert panel.scrolled.verticalScrollBar().value() == 0


def test_what_a_person_opens_comes_into_view_with_its_heading(panel):
    section, bar = panel.section, panel.scrolled.verticalScrollBar()
    section.set_open(True)
    QApplication.processEvents()
    assert bar.value() == 0  # nobody has asked for it
    section.set_open(False)
    section.header.click()
    QApplication.processEvents()
    assert panel.shows(section.header)
    assert panel.shows(section.body)
    section.header.click()
    for _ in range(15):
        section.body.layout().addWidget(QLabel("too much for the window"))
    section.header.click()
    QApplication.processEvents()
    assert panel.shows(section.header)
    assert bar.value() > 0


def test_a_choice_that_is_cut_says_so_and_is_whole_in_its_tip(qtbot, monkeypatch):
    box = combo("Side")
    qtbot.addWidget(box)
    box.setToolTip("What is on the right.")
    whole = "1 · 4 steps · kappa 0.5 · seed 0"
    fill(box, [(whole, 0)], 0)
    tips = []
    monkeypatch.setattr(QToolTip, "showText", lambda at, text, widget: tips.append(text))
    for width in (600, 120):
        box.resize(width, 30)
        QApplication.sendEvent(
            box, QHelpEvent(QEvent.Type.ToolTip, QPoint(5, 5), box.mapToGlobal(QPoint(5, 5)))
        )
        assert (box.shown_text == whole) is (width == 600)
    assert box.shown_text.endswith("…")
    assert tips == [f"{whole}\nWhat is on the right."]


def test_the_text_of_a_box_that_does_not_fit_ends_in_dots_and_is_read_out_whole(qtbot):
    box = ElidedCheckBox("Move originals away")
    qtbot.addWidget(box)
    shown = []
    for width in (400, 90, 400):
        box.resize(width, 30)
        box.show()
        shown.append(box.text())
    assert shown[0] == shown[2] == box.accessibleName() == "Move originals away"
    assert shown[1].endswith("…")
    assert len(shown[1]) < len(shown[0])


def test_a_line_of_parts_leaves_whole_ones_out_and_keeps_the_first_and_the_last(qtbot):
    words = ["Sharpening", "step 1 of 4", "tile 4 of 12", "4:52 left"]
    line, plain = Elided(parts=True), Elided()

    def shown(label: Elided, room: str) -> str:
        qtbot.addWidget(label)
        label.resize(label.fontMetrics().horizontalAdvance(room) + 1, 20)
        label.set_whole(DOT.join(words))
        return label.text()

    for kept in (words, words[:2] + words[3:], words[:1] + words[3:]):
        assert shown(line, DOT.join(kept)) == DOT.join(kept)
    assert "…" in shown(line, "Sharpen")
    assert line.whole == DOT.join(words)
    assert "…" in shown(plain, DOT.join(words[:3]))
