"""The list of models along one side of the sheet."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from app.explore.axes import Axis
from app.explore.axis_editor import AxisEditor
from app.models.model_list import MISSING
from core.jobs import SampleSettings


@pytest.fixture
def models(qapp, qtbot):
    """An editor with two models, one of which is chosen, that has a long title."""
    editor = AxisEditor("COLUMNS", [Axis.KAPPA, Axis.MODEL])
    qtbot.addWidget(editor)
    long = replace(MISSING, key="long", title="ResShift Lite (scans of letters with a rather long name)")
    editor.set_context([long, replace(MISSING, key="other", title="Other")], SampleSettings(model="long"))
    editor.set_axis(Axis.MODEL)
    editor.resize(240, 300)
    editor.show()
    return editor


def test_the_last_model_stays_ticked(models):
    """The sheet has it in any case."""
    entry = models.list.item(0)
    entry.setCheckState(Qt.CheckState.Unchecked)
    assert entry.checkState() == Qt.CheckState.Checked
    models.list.item(1).setCheckState(Qt.CheckState.Checked)
    entry.setCheckState(Qt.CheckState.Unchecked)
    assert entry.checkState() == Qt.CheckState.Unchecked
    assert models.along().values == ("other",)


def test_a_long_title_is_shortened(models):
    """A bar to scroll it sideways would take the place of a model."""
    assert not models.list.horizontalScrollBar().isVisible()
    assert models.list.visualItemRect(models.list.item(1)).bottom() <= models.list.viewport().height()
