"""Whichever decimal mark is typed or pasted, the number is the one that was meant."""

import weakref

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDoubleSpinBox

from app.kit.basics import prepare_spin_box
from app.kit.decimal_field import DECIMAL_MARKS, DecimalField
from app.kit.value_slider import NumberField
from app.training.expert_fields import PlainNumber

LOCALES = ("C", "en_US", "de_DE", "fr_FR", "de_CH", "en_ZA", "ar_EG", "fa_IR")
FIELDS = {
    "plain": DecimalField,
    "slider": lambda: NumberField(2, 3),
    "expert": lambda: PlainNumber(logarithmic=True),
}


@pytest.fixture(params=LOCALES)
def country(request):
    before = QLocale()
    QLocale.setDefault(QLocale(request.param))
    yield request.param
    QLocale.setDefault(before)


def make(kind, qtbot):
    field = FIELDS[kind]()
    qtbot.addWidget(field)
    field.setRange(0.25, 5000)
    if kind != "expert":  # no such field has one
        field.setSuffix("×")
    field.setValue(7)
    prepare_spin_box(field, "Scale")
    field.lineEdit().selectAll()
    return field


@pytest.mark.parametrize("kind", FIELDS)
@pytest.mark.parametrize("mark", [mark for mark in DECIMAL_MARKS if mark.isascii()])
def test_any_mark_can_be_typed(country, qtbot, kind, mark):
    field = make(kind, qtbot)
    QTest.keyClicks(field.lineEdit(), f"1{mark}5")
    QTest.keyClick(field.lineEdit(), Qt.Key.Key_Return)
    assert field.value() == 1.5


@pytest.mark.parametrize("kind", FIELDS)
@pytest.mark.parametrize("mark", DECIMAL_MARKS)
def test_any_mark_can_be_pasted(country, qtbot, kind, mark):
    field = make(kind, qtbot)
    QApplication.clipboard().setText(f"1{mark}5")
    field.lineEdit().paste()
    QTest.keyClick(field.lineEdit(), Qt.Key.Key_Return)
    assert field.value() == 1.5


@pytest.mark.parametrize("kind", FIELDS)
def test_a_large_number_comes_back_from_its_own_text(country, qtbot, kind):
    field = make(kind, qtbot)
    field.setValue(1234.5)
    QTest.keyClick(field.lineEdit(), Qt.Key.Key_Return)
    field.interpretText()
    assert field.value() == 1234.5
    zero, mark = QLocale().zeroDigit(), QLocale().decimalPoint()
    whole, _, rest = field.text().rstrip("×").partition(mark)
    assert (int(whole), rest.rstrip(f"0{zero}")) in [(1234, "5"), (1234, QLocale().toString(5))]


def test_two_marks_are_no_number(country, qtbot):
    field = make("plain", qtbot)
    QApplication.clipboard().setText("1.234,5")
    field.lineEdit().paste()
    QTest.keyClick(field.lineEdit(), Qt.Key.Key_Return)
    assert field.value() == 7


@pytest.mark.parametrize("kind", FIELDS)
def test_a_field_that_is_let_go_is_gone_at_once(qapp, kind):
    """One in a circle of references would be collected at any time, in the middle of its own events too."""
    field = FIELDS[kind]()
    prepare_spin_box(field, "Scale")
    gone = weakref.ref(field)
    del field
    assert gone() is None


def test_every_field_of_the_window_takes_any_mark(studio):
    fields = studio.window.findChildren(QDoubleSpinBox)
    assert len(fields) > 5
    for field in fields:
        assert isinstance(field, DecimalField | PlainNumber), field.accessibleName()
        assert not field.isGroupSeparatorShown()
