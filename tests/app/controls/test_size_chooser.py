"""A factor or a target size."""

import pytest

from app.controls.size_chooser import SizeChooser


@pytest.fixture
def chooser(qtbot):
    chooser = SizeChooser()
    qtbot.addWidget(chooser)
    return chooser


def test_from_size_to_size(chooser):
    chooser.set_input((300, 200))
    assert chooser.summary.text() == "from 300 × 200 to 1200 × 800"
    chooser.segments._group.button(3).click()
    assert chooser.summary.text().startswith("from 300 × 200 to 2400 × 1600")
    assert "several passes" in chooser.summary.text()


def test_a_target_keeps_the_shape(chooser):
    chooser.set_input((300, 200))
    chooser.segments._group.button(5).click()
    assert chooser.target == (1200, 800)
    chooser.width_field.setValue(600)
    assert chooser.target == (600, 400)
    chooser.height_field.setValue(100)
    assert chooser.target == (150, 100)
