"""Fields for an expert's settings."""

import math

import pytest
from PySide6.QtCore import QLocale

from core.training.settings.config import TrainConfig


def test_numbers_over_many_powers_of_ten(qtbot):
    from app.training.expert_fields import PlainNumber

    field = PlainNumber(logarithmic=True)
    qtbot.addWidget(field)
    field.setRange(1e-7, 1e-2)
    field.setValue(3e-4)
    assert field.text() == "0.0003"
    field.stepUp()
    assert math.isclose(field.value(), 3e-4 * 10**0.1, rel_tol=1e-4)
    field.lineEdit().setText("5e-5")
    field.interpretText()
    assert math.isclose(field.value(), 5e-5)
    field.lineEdit().setText("rubbish")
    field.interpretText()
    assert math.isclose(field.value(), 5e-5)


def test_expert_fields_leave_untouched_values_exact(qtbot):
    from app.training.expert_fields import ExpertFields

    fields = ExpertFields()
    qtbot.addWidget(fields)
    config = TrainConfig(lr=1.23456789e-4, threads=None, ema=0.9991234567)
    fields.set_config(config)
    assert fields.apply_to(config) == config
    changed = []
    fields.changed.connect(changed.append)
    fields.editor("batch").setValue(5)
    fields.editor("threads").setValue(2)
    assert changed == ["batch", "threads"]
    assert fields.apply_to(config).batch == 5
    assert fields.apply_to(config).threads == 2


def test_words_that_are_chosen_are_shown_whole(qtbot):
    from app.training.expert_fields import ExpertFields

    fields = ExpertFields()
    qtbot.addWidget(fields)
    fields.resize(560, fields.sizeHint().height())
    fields.grab()  # lays it out
    for field in fields.fields:
        if field.choices:
            box = fields.editor(field.name)
            box.setSizeAdjustPolicy(box.SizeAdjustPolicy.AdjustToContents)
            assert box.width() >= box.sizeHint().width(), field.name


@pytest.mark.parametrize(("country", "marks"), [("en_US", True), ("C", False)])
def test_numbers_and_their_limits_are_written_alike(qtbot, country, marks):
    from app.training.expert_fields import ExpertFields

    before = QLocale()
    QLocale.setDefault(QLocale(country))
    try:
        fields = ExpertFields()
        qtbot.addWidget(fields)
        editor = fields.editor("iterations")
        editor.setValue(2500)
        assert ("2,500" in editor.text()) == marks
        assert ("1,000,000" in editor.toolTip()) == marks
    finally:
        QLocale.setDefault(before)
