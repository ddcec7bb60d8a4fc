"""Where and how results are saved."""

import pytest

from app.controls.output import OutputControls
from app.preferences.preferences import OutputPreferences
from app.queue.items import Item
from core.jobs import SampleSettings


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


def test_only_what_the_format_has_is_shown(output):
    for name, depth, quality in (("png", True, False), ("jpeg", False, True), ("tiff", True, False)):
        output.set_output(OutputPreferences(format=name))
        assert output.depth_row.isHidden() is not depth
        assert output.quality_row.isHidden() is not quality


def test_output_preferences_go_in_and_come_out(output):
    wanted = OutputPreferences("folder", "/tmp/x", "{name}", "webp", 8, 80, False, True, True)
    output.set_output(wanted)
    assert output.output() == wanted
