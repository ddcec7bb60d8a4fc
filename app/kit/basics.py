"""Small building blocks that make all panels look alike."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QHelpEvent, QKeyEvent, QPaintEvent, QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSpinBox,
    QStyle,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QStylePainter,
    QToolButton,
    QToolTip,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from app.kit.icons import icons
from app.kit.literal import literal
from app.kit.wheel_guard import WheelGuard
from core.printable import printable

GAP = 8
DOT = " · "  # between the parts of a line
FIELD_FRAME = 28  # logical pixels of a field beside its text
Margins = tuple[int, int, int, int]  # left, top, right, bottom


def label(text: str = "", kind: str = "", *, wrap: bool = False) -> QLabel:
    """A text that is shown letter by letter. `kind` is one of the style sheet's: heading, title, muted, hint, warning,
    danger, good."""
    result = QLabel()
    result.setTextFormat(Qt.TextFormat.PlainText)
    result.setText(printable(text))
    result.setProperty("kind", kind)
    result.setWordWrap(wrap)
    return result


def set_kind(widget: QWidget, kind: str) -> None:
    """Change the kind of a label or a button, and with it how it looks."""
    if widget.property("kind") != kind:
        widget.setProperty("kind", kind)
        restyle(widget)


def restyle(widget: QWidget) -> None:
    """Apply the style sheet again: it does not notice a changed property by itself."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def styled(widget: QWidget, name: str) -> None:
    """Give a widget the style sheet's ground for `name`; a plain QWidget would not paint it."""
    widget.setObjectName(name)
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)


def rule() -> QFrame:
    line = QFrame()
    line.setObjectName("rule")
    return line


def upright_rule() -> QFrame:
    line = QFrame()
    line.setObjectName("uprightRule")
    return line


def icon_button(icon: str, tip: str, *, checkable: bool = False) -> QToolButton:
    """A flat button without text; the tip is its accessible name."""
    button = QToolButton()
    button.setProperty("flat", True)
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    button.setCheckable(checkable)
    icons.put(button, icon)
    return button


def menu_of(groups: Iterable[Sequence[QAction]], parent: QWidget) -> QMenu:
    """A menu of these actions, with a line between the groups."""
    menu = QMenu(parent)
    for group in groups:
        menu.addSeparator()  # Qt shows none at the top
        menu.addActions(group)
    return menu


def row(*widgets: QWidget | int, spacing: int = GAP, margins: Margins = (0, 0, 0, 0)) -> QHBoxLayout:
    """Widgets side by side; a number is a stretch."""
    layout = QHBoxLayout()
    layout.setContentsMargins(*margins)
    layout.setSpacing(spacing)
    for widget in widgets:
        if isinstance(widget, int):
            layout.addStretch(widget)
        else:
            layout.addWidget(widget)
    return layout


def column(parent: QWidget, *, spacing: int = GAP, margins: Margins = (0, 0, 0, 0)) -> QVBoxLayout:
    layout = QVBoxLayout(parent)
    layout.setContentsMargins(*margins)
    layout.setSpacing(spacing)
    return layout


class ScrolledColumn(QScrollArea):
    """`inner` with a bar beside it where it is too high, in the middle where it is narrow; never narrower than what is
    inside, whose texts have any length. What gets the focus, other than by a click, comes into view."""

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        self._inner = inner
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)

    @Slot(QWidget, QWidget)
    def _on_focus(self, before: QWidget | None, now: QWidget | None) -> None:
        """Qt scrolls only for a Tab key that was pressed in here. What is clicked stays under the pointer, and what
        had the focus when the window was left stays where it was scrolled to."""
        by_click = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        if before is not None and now is not None and not by_click and self._inner.isAncestorOf(now):
            self.bring_into_view(now)

    def bring_into_view(self, *widgets: QWidget) -> None:
        """Scroll to widgets inside as soon as they are laid out; to the last one where there is no room for all."""

        def scroll() -> None:
            for widget in filter(isValid, widgets):  # one may be gone by then
                middle = widget.mapTo(self._inner, widget.rect().center())
                self.ensureVisible(middle.x(), middle.y(), 0, widget.height() // 2 + GAP)

        QTimer.singleShot(0, self, scroll)

    def minimumSizeHint(self) -> QSize:
        inside = self._inner.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        return QSize(inside, super().minimumSizeHint().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)


class ElidedComboBox(QComboBox):
    """A text that does not fit ends in "…", since half a number reads like another one; the whole is its tip."""

    def __init__(self) -> None:
        super().__init__()
        self.stepping = False  # a key or the wheel steps from entry to entry now, without the list

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.stepping = True
        super().keyPressEvent(event)
        self.stepping = False

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.stepping = True
        super().wheelEvent(event)
        self.stepping = False

    def minimumSizeHint(self) -> QSize:
        """Qt computes both alike, but keeps this one where `minimumContentsLength` is set anew."""
        return self.sizeHint()

    def _option(self) -> QStyleOptionComboBox:
        """What is painted, with the text cut where it has to be."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        place = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        frame = 2  # a pixel at each side
        room = self.style().subControlRect(place[0], option, place[1], self).width() - frame
        text: str = option.currentText
        option.currentText = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
        return option

    @property
    def shown_text(self) -> str:
        return str(self._option().currentText)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        with painter:
            option = self._option()
            painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
            painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and self.shown_text != self.currentText():
            text = "\n".join(filter(None, (self.currentText(), self.toolTip())))
            QToolTip.showText(event.globalPos(), literal(text), self)
            return True
        return super().event(event)


def combo(accessible_name: str) -> ElidedComboBox:
    """A box that ignores the wheel until it has the focus, and does not grow with its longest entry."""
    box = ElidedComboBox()
    box.setAccessibleName(accessible_name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(6)
    box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    WheelGuard(box)
    return box


def prepare_spin_box(field: QSpinBox | QDoubleSpinBox, accessible_name: str) -> None:
    """Guard it from the wheel, and give its text the distance that the other fields have."""
    field.setAccessibleName(accessible_name)
    field.setKeyboardTracking(False)
    field.lineEdit().setTextMargins(4, 0, 0, 0)
    WheelGuard(field)


def show_whole_placeholder(field: QLineEdit) -> None:
    """Make a field wide enough for what it says while it is empty. To be called before it is laid out."""
    field.ensurePolished()  # with the style sheet's font
    field.setMinimumWidth(field.fontMetrics().horizontalAdvance(field.placeholderText()) + FIELD_FRAME)


def fill(box: QComboBox, entries: Sequence[tuple[str, Any]], current: Any) -> None:
    """Replace the entries (text, data) without a signal; `current` is chosen if there, else the first."""
    with QSignalBlocker(box):
        box.clear()
        for text, data in entries:
            box.addItem(text, data)
        box.setCurrentIndex(max(0, box.findData(current)))


def forbid(box: QComboBox, row: int, reason: str) -> None:
    """Greys an entry out, with the reason to read; "" offers it again."""
    model = box.model()
    if isinstance(model, QStandardItemModel):
        model.item(row).setEnabled(not reason)
    box.setItemData(row, literal(reason), Qt.ItemDataRole.ToolTipRole)


class Segments(QWidget):
    """A row of joined buttons of which one is chosen."""

    chosen = Signal(object)  # the value, when a person chooses

    def __init__(self, entries: Sequence[tuple[str, Any]], accessible_name: str) -> None:
        super().__init__()
        self.setAccessibleName(accessible_name)
        self._group = QButtonGroup(self)
        self._values = [value for _, value in entries]
        layout = row(spacing=0)
        self.setLayout(layout)
        for number, (text, _) in enumerate(entries):
            button = QPushButton(text)
            button.setCheckable(True)
            button.setProperty("kind", "segment")
            place = "first" if number == 0 else "last" if number == len(entries) - 1 else "middle"
            button.setProperty("place", place)
            button.setAccessibleName(f"{accessible_name} {text}")
            self._group.addButton(button, number)
            layout.addWidget(button, 1)
        self._group.idClicked.connect(self._on_clicked)

    def _on_clicked(self, number: int) -> None:
        self.chosen.emit(self._values[number])

    def set_tip(self, value: Any, tip: str) -> None:
        """Say what a button does that its text does not."""
        button = self._group.button(self._values.index(value))
        button.setToolTip(tip)
        button.setAccessibleDescription(tip)

    @property
    def value(self) -> Any:
        number = self._group.checkedId()
        return self._values[number] if number >= 0 else None

    def set_value(self, value: Any) -> None:
        """No button is chosen for a value that has none."""
        number = self._values.index(value) if value in self._values else -1
        if number >= 0:
            self._group.button(number).setChecked(True)
        elif (checked := self._group.checkedButton()) is not None:
            self._group.setExclusive(False)
            checked.setChecked(False)
            self._group.setExclusive(True)


class Section(QWidget):
    """A heading that opens and closes what is below it."""

    toggled = Signal(bool)

    def __init__(self, title: str) -> None:
        super().__init__()
        self.header = QPushButton(title)
        self.header.setCheckable(True)
        self.header.setProperty("kind", "section")
        self.body = QWidget()
        layout = column(self, spacing=4)
        layout.addWidget(self.header)
        layout.addWidget(self.body)
        self.header.toggled.connect(self._on_toggled)
        self.header.clicked.connect(self._on_clicked)
        self._on_toggled(False)

    def set_open(self, opened: bool) -> None:
        self.header.setChecked(opened)

    def _on_toggled(self, opened: bool) -> None:
        self.body.setVisible(opened)
        icons.put(self.header, "down" if opened else "right")
        self.toggled.emit(opened)

    def _on_clicked(self, opened: bool) -> None:
        """A person wants to see what is in there, which may lie below what is in view."""
        around = self.parentWidget()
        while around is not None and not isinstance(around, ScrolledColumn):
            around = around.parentWidget()
        if opened and around is not None:
            around.bring_into_view(self.body, self.header)


class Link(QLabel):
    """A web address that opens in the browser. Its colour is the theme's, after a change of it too: Qt would keep the
    one that it was first laid out with."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self._address = html.escape(address)
        self.setOpenExternalLinks(True)
        self._lay_out()

    def _lay_out(self) -> None:
        self.clear()
        self.setText(f'<a href="{self._address}">{self._address}</a>')

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._lay_out()


class ElidedCheckBox(QCheckBox):
    """A box that makes nothing wider: a text that does not fit ends in "…"."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._whole = text
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        room = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxContents, option, self).width()
        self.setText(self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room))


class Elided(QLabel):
    """One line of text that is cut in the middle where it does not fit; the whole is its tip. With `parts`, which stand
    between dots, whole ones are left out first, those before the last one."""

    def __init__(self, text: str = "", kind: str = "", *, parts: bool = False) -> None:
        super().__init__()
        self._has_parts = parts
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("kind", kind)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._whole = ""
        self.set_whole(text)

    def set_whole(self, text: str) -> None:
        self._whole = printable(text)
        self.setToolTip(literal(self._whole))
        self.setAccessibleName(self._whole)
        self._cut()

    @property
    def whole(self) -> str:
        return self._whole

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        text, metrics = self._whole, self.fontMetrics()
        parts = text.split(DOT) if self._has_parts else []
        while len(parts) > 2 and metrics.horizontalAdvance(text) > self.width():
            del parts[-2]
            text = DOT.join(parts)
        self.setText(metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, self.width()))
