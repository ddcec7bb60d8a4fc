"""Where and how results are saved."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from app.controls.output import OutputControls
from app.queue.items import Item
from core.jobs import SampleSettings
from core.presets import OutputPreferences


@pytest.fixture
def output(qtbot):
    output = OutputControls()
    qtbot.addWidget(output)
    return output


def test_the_name_has_a_live_example(output):
    output.show_example(Item(title="cat.jpg"), SampleSettings(scale=2, steps=4, kappa=0.5), (80, 60))
    output.name_field.setText("{name}_{width}x{height}_k{kappa}")
    assert output.example.text() == "cat_80x60_k0.5.png"
    output.format_box.setCurrentIndex(output.format_box.findData("jpeg"))
    output.format_box.activated.emit(1)
    assert output.example.text() == "cat_80x60_k0.5.jpg"
    output.name_field.setText("{nom}")
    assert "no field {nom}" in output.example.text()


def test_the_picture_may_decide_the_format(output):
    output.set_output(OutputPreferences(format="same"))
    settings = SampleSettings(scale=2, steps=4, kappa=0.5)
    output.show_example(Item(path=Path("cat.JPEG")), settings, (80, 60))
    assert output.example.text() == "cat_resshift_x2.jpg"
    output.show_example(Item(path=Path("cat.gif")), settings, (80, 60))
    assert output.example.text() == "cat_resshift_x2.png"
    output.show_example(None, settings, (80, 60))
    assert output.example.text().endswith(".jpg")
    assert not output.depth_row.isHidden()
    assert not output.quality_row.isHidden()
    assert output.output().format == "same"


def test_only_what_the_format_has_is_shown(output):
    for name, depth, quality in (("png", True, False), ("jpeg", False, True), ("tiff", True, False)):
        output.set_output(OutputPreferences(format=name))
        assert output.depth_row.isHidden() is not depth
        assert output.quality_row.isHidden() is not quality


def test_output_preferences_go_in_and_come_out(output):
    wanted = OutputPreferences("folder", "/tmp/x", "{name}", "webp", 8, 80, False, True, True)
    output.set_output(wanted)
    assert output.output() == wanted


def test_saving_into_a_folder_is_chosen_only_with_a_folder(output, monkeypatch):
    answer = [""]
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: answer[0])

    def choose(when: str) -> None:
        output.when_box.setCurrentIndex(output.when_box.findData(when))
        output.when_box.activated.emit(output.when_box.currentIndex())

    choose("beside")
    choose("folder")
    assert (output.output().when_done, output.output().folder) == ("beside", "")
    assert output.folder_button.isHidden()
    answer[0] = "/tmp/x"
    choose("folder")
    assert (output.output().when_done, output.output().folder) == ("folder", "/tmp/x")
    output.set_output(OutputPreferences("folder", ""))
    assert output.output().when_done == "keep"
