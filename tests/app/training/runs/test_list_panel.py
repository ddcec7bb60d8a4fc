"""The list of runs."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from app.training.runs.glance import RunGlance
from app.training.runs.store import About


def test_the_list_of_runs_is_a_sound_model(qapp):
    from app.training.runs.list_panel import GlanceRole, RunModel

    model = RunModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    first = RunGlance(Path("a"), About("A"), "running", "", 5, 10, None, 20.0)
    model.set_runs([first])
    assert model.data(model.index(0), 11) == "A, Training · 50 % · 0:20 left"  # AccessibleTextRole
    done = RunGlance(Path("a"), About("A"), "finished", "", 10, 10, True)
    model.set_runs([done])
    assert model.data(model.index(0), GlanceRole) is done
    model.set_runs([])
    assert model.rowCount() == 0
    del tester


def test_an_empty_list_is_no_stop_for_the_keyboard(qtbot):
    from app.kit.theme import LIGHT
    from app.training.runs.list_panel import RunList

    panel = RunList(LIGHT)
    qtbot.addWidget(panel)
    assert panel.view.focusPolicy() == Qt.FocusPolicy.NoFocus
    panel.set_runs([RunGlance(Path("a"), About("A"), "finished", "", 10, 10, True)])
    assert panel.view.focusPolicy() == Qt.FocusPolicy.StrongFocus
    panel.set_runs([])
    assert panel.view.focusPolicy() == Qt.FocusPolicy.NoFocus
