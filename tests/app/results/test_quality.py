"""How much a file may lose: asked when one result is saved as, for formats that have a choice."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget

from app.controls.output import OutputControls
from app.results.quality import QualityDialog, ask_quality
from app.results.save_dialog import ask_where
from core.images.files import read_picture
from core.images.names import EITHER, LOSSY, SUFFIXES
from core.presets import OutputPreferences

SIZE = (4000, 3000)


@pytest.fixture
def main_window(qtbot):
    """What the dialog lies over."""
    window = QWidget()
    qtbot.addWidget(window)
    return window


@pytest.fixture
def done(studio, picture_file, qtbot):
    """The window with one picture that has a result."""
    studio.opening.add([picture_file()])
    qtbot.waitUntil(lambda: studio.comparison.item is not None and studio.comparison.item.width == 40)
    studio.upscaling.run_selected()
    qtbot.waitUntil(lambda: not studio.runner.busy and studio.comparison.result is not None)
    qtbot.waitUntil(lambda: studio.comparison.result.kept is not None)
    return studio


@pytest.fixture
def made(main_window, qtbot):
    def make(**output):
        dialog = QualityDialog(main_window, OutputPreferences(**output), SIZE)
        qtbot.addWidget(dialog)
        return dialog

    return make


@pytest.mark.parametrize("form", LOSSY)
def test_it_offers_what_the_format_has(made, form):
    dialog = made(format=form, quality=70)
    box = dialog.fields.lossless_box
    assert box.isVisibleTo(dialog) == (form in EITHER)
    assert dialog.output() == OutputPreferences(format=form, quality=70)
    dialog.fields.quality_field.setValue(40)
    assert dialog.output().quality == 40


def test_without_loss_the_quality_does_not_count_and_the_file_is_larger(made):
    dialog = made(format="webp", quality=70)
    small = dialog.size_label.text()
    dialog.fields.lossless_box.click()
    assert dialog.output().lossless
    assert not dialog.fields.quality_field.isEnabled()
    assert dialog.size_label.text() != small
    dialog.fields.lossless_box.click()
    assert dialog.fields.quality_field.isEnabled()
    assert dialog.size_label.text() == small


def test_what_is_chosen_for_webp_does_not_disable_the_quality_of_a_jpeg(made):
    assert made(format="jpeg", lossless=True).fields.quality_field.isEnabled()


@pytest.mark.parametrize("form", ["png", "tiff"])
def test_formats_without_a_quality_are_not_asked_about(main_window, monkeypatch, form):
    monkeypatch.setattr(QualityDialog, "exec", lambda self: pytest.fail("nothing is to be asked"))
    output = OutputPreferences(format=form)
    assert ask_quality(main_window, output, SIZE) == output


@pytest.mark.parametrize("agreed", [True, False])
def test_one_file_is_saved_as_it_was_chosen_for_it(done, tmp_path, qtbot, monkeypatch, agreed):
    item, result = done.comparison.item, done.comparison.result
    before, exact = done.window.controls.output.output(), read_picture(result.kept).pixels
    path = tmp_path / "mine.jxl"

    def choose(dialog):
        dialog.fields.lossless_box.click()
        return agreed

    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a: (str(path), ""))
    monkeypatch.setattr(QualityDialog, "exec", choose)
    if not agreed:
        assert ask_where(done.window, item, result, before) is None
        done.results.save_as(item, result)
        assert not path.exists()
        return
    with qtbot.waitSignal(done.saver.saved):
        done.results.save_as(item, result)
    assert (read_picture(path).pixels == exact).all()
    assert done.window.controls.output.output() == before


def test_the_panel_offers_it_for_the_formats_that_can(qtbot):
    output = OutputControls()
    qtbot.addWidget(output)
    for form in (*SUFFIXES, "same"):
        output.set_output(OutputPreferences(format=form, lossless=True))
        box, field = output.quality_fields.lossless_box, output.quality_field
        assert box.isVisibleTo(output) == (form in (*EITHER, "same"))
        assert field.isEnabled() != box.isVisibleTo(output)
        assert output.output() == replace(OutputPreferences(format=form), lossless=True)
