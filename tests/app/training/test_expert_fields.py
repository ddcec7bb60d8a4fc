"""Fields for an expert's settings."""

import math

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
