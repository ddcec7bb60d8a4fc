"""The window says of a check what the command line says."""

import pytest
from PySide6.QtCore import QLocale

from app.kit import text
from app.training.setup.report_text import summary_text
from core.data.check import KINDS, Finding, Report
from core.data.dataset import Item
from core.data.source import DataSource


@pytest.mark.parametrize(
    "source",
    [DataSource("good", "p"), DataSource("folders", "p", hq="hq", lq="lq")],
)
@pytest.mark.parametrize("examined", [1_000, 2_000])
@pytest.mark.parametrize("kinds", [(), KINDS, ("duplicate", "duplicate")])
def test_in_english_they_are_the_same_words(qapp, monkeypatch, source, examined, kinds) -> None:
    monkeypatch.setattr(text, "QLocale", lambda: QLocale("en_US"))
    findings = tuple(Finding(kind, "a.png", "", left_out=True) for kind in kinds)
    report = Report(source, 4, (), (), findings, examined, 2_000)
    assert summary_text(report) == report.summary()


def test_numbers_have_the_marks_of_the_country(qapp, monkeypatch) -> None:
    monkeypatch.setattr(text, "QLocale", lambda: QLocale("de_DE"))
    report = Report(DataSource("good", "p"), 4, (), (), (), 1_000, 2_000)
    assert "2.000" in summary_text(report)
    assert "1.000 were looked at" in summary_text(report)


@pytest.mark.parametrize(("count", "few"), [(8, True), (19, True), (20, False)])
@pytest.mark.parametrize(("side", "megapixels"), [(64, "0.0"), (150, "0."), (2_000, "")])
def test_sizes_below_a_megapixel_and_few_pictures_are_said(
    qapp, monkeypatch, count, few, side, megapixels
) -> None:
    monkeypatch.setattr(text, "QLocale", lambda: QLocale("en_US"))
    items = tuple(Item(f"{k}.png", "", side, side) for k in range(count))
    report = Report(DataSource("good", "p"), 4, items, tuple(range(count)), (), count, count)
    assert summary_text(report) == report.summary()
    assert f"({megapixels}" in report.summary()
    assert "(0 megapixels)" not in report.summary()
    assert ("from about 20 on" in report.summary()) == few
