"""Numbers and units as words."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale

APP = Path(__file__).parents[3] / "app"


@pytest.fixture
def speak() -> Iterator[object]:
    """Takes another system's marks for the length of a test."""
    before = QLocale()
    yield lambda name: QLocale.setDefault(QLocale(name))
    QLocale.setDefault(before)


def test_one_step_is_not_called_steps(qapp):
    from app.kit.text import steps_text

    assert [steps_text(1), steps_text(4)] == ["1 step", "4 steps"]


@pytest.mark.parametrize(
    ("locale", "thousands", "decimals", "small"),
    [
        ("en_US", "12,000", "0.01234", "1e-07"),
        ("de_DE", "12.000", "0,01234", "1e-07"),
        ("fr_FR", "12\u202f000", "0,01234", "1e-07"),
        ("ja_JP", "12,000", "0.01234", "1e-07"),
    ],
)
def test_numbers_have_the_marks_of_the_country(speak, locale, thousands, decimals, small):
    from app.kit.text import count_text, digits_text, whole_text

    speak(locale)
    assert whole_text(12_000) == whole_text(11_999.6) == thousands
    assert whole_text(999) == "999"
    assert count_text(12_000, "", "{0} files") == f"{thousands} files"
    assert [digits_text(0.012341, 4), digits_text(1e-7, 4)] == [decimals, small]


@pytest.mark.parametrize("locale", ["en_US", "de_DE", "ar_EG", "fa_IR", "mr_IN", "my_MM"])
def test_no_digits_stay_that_are_not_needed_whatever_they_look_like(speak, locale):
    from app.kit.text import number_text

    speak(locale)
    zero, point = QLocale().zeroDigit(), QLocale().decimalPoint()
    two, half = (QLocale().toString(digit) for digit in (2, 5))
    assert [number_text(value) for value in (2, 0.5, 0)] == [two, f"{zero}{point}{half}", zero]


def test_no_number_is_written_as_in_english_only():
    """Python's own marks between thousands are the same in every language; `whole_text` has the right ones."""
    english = [
        f"{path.relative_to(APP)}:{node.lineno}"
        for path in APP.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if (
            isinstance(node, ast.FormattedValue) and node.format_spec and "," in ast.unparse(node.format_spec)
        )
        or (isinstance(node, ast.Constant) and isinstance(node.value, str) and ":,}" in node.value)
    ]
    assert english == []


def test_amounts_do_not_part_with_their_units():
    from app.kit.text import NO_BREAK, unparted

    said = "8.0 MB, 30 B, 498 kB or 75 % of it, by Bob …"
    parts = ["8.0~MB,", "30~B,", "498~kB", "or", "75~%", "of", "it,", "by", "Bob~…"]
    assert unparted(said).split(" ") == [part.replace("~", NO_BREAK) for part in parts]


def test_what_is_typed_comes_back_in_any_country(speak, qtbot):
    from app.training.expert_fields import PlainNumber

    for locale in ("en_US", "de_DE", "fr_FR"):
        speak(locale)
        field = PlainNumber(logarithmic=False)
        qtbot.addWidget(field)
        field.setRange(0, 1e6)
        for value in (0.0003, 0.5, 12_345.5):
            assert field.valueFromText(field.textFromValue(value)) == pytest.approx(value)
