"""Names of files, titles of models and of runs that look like HTML: the window shows every letter of them."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QMessageBox, QWidget
from window_use import add, run_to_end, shown_tip

from app.kit.basics import Link
from app.models.model_list import list_models
from app.queue.items import Item
from app.results.save_dialog import ask_where
from app.shell.pages import EXPLORE, MODELS, UPSCALE
from app.training.runs.glance import RunGlance
from app.training.runs.list_panel import RunModel
from app.training.runs.store import About
from app.training.setup.findings_table import FindingsModel
from core.data.check import Finding

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no file can be called so")

ODD = '<b>x<img src="y">'  # without a slash, so that a file can be called so
TIP = Qt.ItemDataRole.ToolTipRole


@pytest.fixture
def odd_window(studio, picture_file, qtbot):
    """A picture and a model with odd names; all pages have been shown."""
    models = [replace(list_models()[0], key=key, title=f"{key} {ODD}", kind="own") for key in ("one", "two")]
    studio.models.changed.emit(models)
    studio.window.models_page.set_models(models, [])
    add(studio, qtbot, picture_file(f"{ODD}.png"))
    run_to_end(studio, qtbot)
    for page in (MODELS, EXPLORE, UPSCALE):
        studio.window.show_page(page)
    return studio


def test_no_label_and_no_tip_takes_a_name_for_html(odd_window, qtbot):
    window = odd_window.window
    labels = [part for part in window.findChildren(QLabel) if not isinstance(part, Link)]
    guessing = [part.text() for part in labels if part.textFormat() != Qt.TextFormat.PlainText]
    assert guessing == []
    assert any(ODD in part.text() for part in labels)
    tips = [part.toolTip() for part in window.findChildren(QWidget)]
    odd = [tip for tip in tips if "img" in tip]
    assert odd
    assert all(ODD in shown_tip(tip) for tip in odd)


def lists() -> dict[str, object]:
    """What the lists of the window say in tips about something with an odd name."""
    runs, findings = RunModel(), FindingsModel()
    runs.set_runs([RunGlance(Path("a"), About(ODD), "finished", ODD, 10, 10, True)])
    findings.set_findings((Finding("unreadable", ODD, ODD, left_out=True),))
    return {"runs": runs, "findings": findings}


@pytest.mark.parametrize("name", ["runs", "findings"])
def test_the_tips_of_a_list_show_every_letter(qapp, name):
    model = lists()[name]
    assert ODD in shown_tip(model.data(model.index(0, 0), TIP))
    assert model.data(model.index(0, 0)) == ODD


def test_the_tip_of_a_picture_shows_every_letter(studio):
    item = Item(path=Path(f"{ODD}.png"), message=ODD)
    studio.model.append([item])
    tip = shown_tip(studio.model.data(studio.model.index(0), TIP))
    assert tip.count(ODD) == 2


def test_a_question_about_a_file_shows_every_letter(odd_window, tmp_path, monkeypatch):
    studio, asked = odd_window, []
    (tmp_path / f"{ODD}.png").write_bytes(b"")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a: (str(tmp_path / ODD), "PNG (*.png)"))

    def question(parent, title, text, *rest):
        asked.append(shown_tip(text))
        return QMessageBox.StandardButton.No

    monkeypatch.setattr(QMessageBox, "question", question)
    item = studio.comparison.item
    assert ask_where(studio.window, item, item.latest, studio.window.controls.output.output()) is None
    assert len(asked) == 1
    assert asked[0].startswith(f"{ODD}.png exists already.")
