"""How much a file may lose: asked when one result is saved as, for formats that have a choice."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget

from app.controls.output import OutputControls
from app.results.quality import QualityDialog, ask_quality
from app.results.save_dialog import ask_where
from app.results.writing import Fit
from core.images.files import read_picture
from core.images.formats.fitting import FileTooLargeError
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


@pytest.fixture
def limited(main_window, qtbot):
    """A dialog with a search that is answered by hand, the questions that it got, and what it was answered by."""
    asked = []
    dialog = QualityDialog(
        main_window,
        OutputPreferences(format="webp", quality=90),
        SIZE,
        lambda *question: asked.append(question),
    )
    qtbot.addWidget(dialog)
    dialog._soon.setInterval(0)
    return dialog, asked


def test_the_quality_for_a_size_is_found_before_anything_is_saved(limited, qtbot):
    dialog, asked = limited
    assert dialog.limit.most is None
    dialog.limit.box.click()
    dialog.limit.field.setValue(0.5)
    assert not dialog.save_button.isEnabled()
    qtbot.waitUntil(lambda: len(asked) == 1)
    output, most, cancel, found, _ = asked[0]
    assert (output.quality, most, cancel.cancelled) == (90, 500_000, False)
    found(Fit(71, 498_000))
    assert dialog.save_button.isEnabled()
    assert dialog.size_label.text() == "Quality 71: a file of 498\u00a0kB"
    assert dialog.output().quality == 71
    dialog.fields.quality_field.setValue(80)  # asked anew, and an answer to the old question is none
    assert cancel.cancelled
    found(Fit(71, 498_000))
    assert not dialog.save_button.isEnabled()
    qtbot.waitUntil(lambda: len(asked) == 2)
    asked[1][4](FileTooLargeError(2_000_000, 500_000, 30))
    assert dialog.size_label.text().startswith(
        "Even with quality 30 the file has 2.0\u00a0MB. Enlarge the picture less"
    )
    assert not dialog.save_button.isEnabled()
    dialog.fields.lossless_box.click()  # there is no quality to be found
    assert dialog.save_button.isEnabled()
    assert dialog.output() == OutputPreferences(format="webp", quality=80, lossless=True)


def test_closing_the_dialog_ends_the_search(limited, qtbot):
    dialog, asked = limited
    dialog.limit.box.click()
    qtbot.waitUntil(lambda: len(asked) == 1)
    dialog.reject()
    assert asked[0][2].cancelled


def test_the_file_is_the_one_that_was_found(done, tmp_path, qtbot, monkeypatch):
    item, result, path = done.comparison.item, done.comparison.result, tmp_path / "mine.jpg"
    fits = []

    def choose(dialog):
        dialog.limit.box.click()
        dialog.limit.field.setDecimals(6)
        dialog.limit.field.setMinimum(0)
        for _ in range(2):
            dialog._look()
            qtbot.waitUntil(dialog.save_button.isEnabled)
            fits.append(dialog._fit)
            dialog.limit.field.setValue((fits[0].bytes - 1) / 1_000_000)
        dialog._fit = fits[1]
        return True

    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a: (str(path), ""))
    monkeypatch.setattr(QualityDialog, "exec", choose)
    with qtbot.waitSignal(done.saver.saved):
        done.results.save_as(item, result)
    assert fits[1].quality < fits[0].quality == 95
    assert path.stat().st_size == fits[1].bytes < fits[0].bytes
    assert not done.saver.at_risk(result)
