"""Numbers and units as words."""


def test_one_step_is_not_called_steps(qapp):
    from app.kit.text import steps_text

    assert [steps_text(1), steps_text(4)] == ["1 step", "4 steps"]
