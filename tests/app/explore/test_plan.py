"""The grid of settings: defaults, what is typed, order by cost, and results that are the same."""

from dataclasses import replace

import pytest
from explore_use import HEAVY, LITE, RESTORER
from PySide6.QtCore import QLocale

from app.explore.axes import NOTHING, Along, Axis, default_values, heading, read_values, values_text
from app.explore.axis_editor import AxisEditor
from app.explore.plan import cheapest_first, make_plan
from core.jobs import SampleSettings

MODELS = [LITE, HEAVY, RESTORER]
BASE = SampleSettings(steps=4, kappa=1.0, seed=7)


@pytest.fixture(autouse=True)
def english():
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English))
    yield
    QLocale.setDefault(before)


def test_default_values_span_the_models_range_and_contain_its_default():
    for model in (LITE, HEAVY):
        kappas = default_values(Axis.KAPPA, model, BASE)
        steps = default_values(Axis.STEPS, model, BASE)
        assert model.default_kappa in kappas
        assert model.default_steps in steps
        assert (steps[0], steps[-1]) == model.steps_range
        assert list(kappas) == sorted(set(kappas))
        assert 2 <= len(kappas) <= 4
    assert default_values(Axis.KAPPA, LITE, BASE)[::3] == LITE.kappa_range
    assert min(default_values(Axis.KAPPA, HEAVY, BASE)) < 2.0 < max(default_values(Axis.KAPPA, HEAVY, BASE))
    assert default_values(Axis.SEED, LITE, BASE) == (7, 8, 9, 10)


def test_a_default_far_from_the_usual_values_is_among_them():
    odd = ModelWith(default_steps=11)
    assert 11 in default_values(Axis.STEPS, odd, BASE)


def ModelWith(**changes):
    from dataclasses import replace

    return replace(LITE, **changes)


@pytest.mark.parametrize(
    ("axis", "text", "values"),
    [
        (Axis.KAPPA, "0.5 1 1.5", (0.5, 1.0, 1.5)),
        (Axis.KAPPA, "0.5, 1;1.5", (0.5, 1.0, 1.5)),
        (Axis.KAPPA, "0.5,1", (0.5, 1.0)),
        (Axis.STEPS, "4 1 4", (4, 1)),
        (Axis.SEED, "  9 ", (9,)),
    ],
)
def test_values_are_read_as_they_are_typed(axis, text, values):
    assert read_values(axis, text) == (values, "")


@pytest.mark.parametrize(
    ("axis", "text", "part"),
    [
        (Axis.KAPPA, "one", "“one” is not a number"),
        (Axis.KAPPA, "nan", "not a number"),
        (Axis.KAPPA, "0", "out of range"),
        (Axis.STEPS, "1.5", "not a number"),
        (Axis.STEPS, "51", "1 to 50"),
        (Axis.SEED, "-1", "out of range"),
        (Axis.SEED, "", "at least one"),
        (Axis.SEED, "1 2 3 4 5 6 7 8 9", "At most 8"),
    ],
)
def test_what_cannot_be_read_is_a_sentence(axis, text, part):
    values, problem = read_values(axis, text)
    assert values == ()
    assert part in problem


def test_a_comma_is_a_decimal_mark_where_the_language_has_it_so():
    QLocale.setDefault(QLocale(QLocale.Language.German))
    along = Along(Axis.KAPPA, (0.5, 1.0, 1.25))
    assert "0,5" in values_text(along)
    assert read_values(Axis.KAPPA, values_text(along)) == (along.values, "")
    assert read_values(Axis.KAPPA, "0,5, 1,25") == ((0.5, 1.25), "")


def test_what_is_remembered_is_the_same_in_every_language(qtbot):
    editor = AxisEditor("COLUMNS", (Axis.KAPPA, Axis.STEPS))
    qtbot.addWidget(editor)
    editor.set_context(MODELS, BASE)
    QLocale.setDefault(QLocale(QLocale.Language.German))
    editor.field.setText("1,5 2,125")
    editor.field.textEdited.emit("1,5 2,125")
    stored = editor.typed()
    assert stored == {"kappa": "1.5 2.125"}
    QLocale.setDefault(QLocale(QLocale.Language.English))
    editor.set_typed(stored)
    assert editor.field.text() == "1.5   2.125"
    QLocale.setDefault(QLocale(QLocale.Language.German))
    editor.set_typed(stored)
    assert editor.field.text() == "1,5   2,125"
    editor.set_typed({"kappa": "1,5 2,5"})  # nothing that was stored
    assert editor.typed() == {}


def test_commas_part_whole_numbers_in_every_language():
    QLocale.setDefault(QLocale(QLocale.Language.German))
    assert read_values(Axis.STEPS, "1,2,4") == ((1, 2, 4), "")
    assert read_values(Axis.SEED, "7,8 9") == ((7, 8, 9), "")


def test_no_kappa_is_shown_as_another(qapp):
    assert heading(Axis.KAPPA, 0.125, MODELS) == "kappa 0.125"
    assert values_text(Along(Axis.KAPPA, (0.05, 0.333))) == "0.05   0.333"


def test_cells_go_row_by_row_and_are_whole():
    plan = make_plan(BASE, Along(Axis.KAPPA, (0.5, 1.0)), Along(Axis.STEPS, (1, 4)), MODELS)
    assert [(c.settings.kappa, c.settings.steps) for c in plan.cells] == [
        (0.5, 1),
        (1.0, 1),
        (0.5, 4),
        (1.0, 4),
    ]
    assert plan.cell(1, 0) is plan.cells[2]
    assert {c.settings.seed for c in plan.cells} == {7}
    assert [c.is_default for c in plan.cells] == [True, False, False, False]


def test_the_cheapest_come_first():
    plan = make_plan(BASE, Along(Axis.STEPS, (15, 1, 4)), Along(Axis.SEED, (1, 2)), MODELS)
    assert [c.settings.steps for c in cheapest_first(plan, set())] == [1, 1, 4, 4, 15, 15]
    assert [c.settings.seed for c in cheapest_first(plan, set())][:2] == [1, 2]


def test_a_light_model_comes_before_a_heavy_one_and_models_do_not_alternate():
    plan = make_plan(BASE, Along(Axis.MODEL, ("heavy", "lite-x4")), Along(Axis.SEED, (1, 2, 3)), MODELS)
    assert [c.settings.model for c in cheapest_first(plan, set())] == ["lite-x4"] * 3 + ["heavy"] * 3


def test_what_is_known_is_left_out():
    plan = make_plan(BASE, Along(Axis.STEPS, (1, 4)), NOTHING, MODELS)
    known = {plan.cells[0].settings}
    assert [c.settings.steps for c in cheapest_first(plan, known)] == [4]


def test_a_restorer_is_one_result_whatever_the_axes_say():
    plan = make_plan(BASE, Along(Axis.MODEL, ("restorer", "lite-x4")), Along(Axis.KAPPA, (0.5, 1, 2)), MODELS)
    assert [c.repeats for c in plan.cells] == [False, False, True, False, True, False]
    assert sum(c.settings.model == "restorer" for c in cheapest_first(plan, set())) == 1


def test_a_model_with_fixed_levels_takes_no_more_steps_than_it_has():
    base = SampleSettings(model="heavy", steps=4, kappa=2.0)
    plan = make_plan(base, Along(Axis.STEPS, (2, 4, 8, 15)), NOTHING, MODELS)
    assert [c.settings.steps for c in plan.cells] == [2, 4, 4, 4]
    assert len(cheapest_first(plan, set())) == 2


def test_steps_and_kappa_of_the_controls_go_to_another_model_only_where_it_knows_them():
    base = SampleSettings(model="lite-x4", steps=15, kappa=0.3)
    plan = make_plan(base, Along(Axis.MODEL, ("lite-x4", "heavy")), NOTHING, MODELS)
    assert [(c.settings.steps, c.settings.kappa) for c in plan.cells] == [(15, 0.3), (4, 2.0)]


def test_a_model_without_kappa_is_one_result_along_kappa_but_has_steps_and_seeds():
    free = replace(HEAVY, key="free", has_kappa=False, steps_range=(1, 50))
    models = [*MODELS, free]
    base = SampleSettings(model="free", steps=15, kappa=0.7)
    plan = make_plan(base, Along(Axis.KAPPA, (0.5, 1.0)), Along(Axis.STEPS, (4, 15)), models)
    assert [c.repeats for c in plan.cells] == [False, True, False, True]
    assert {c.settings.kappa for c in plan.cells} == {None}
    assert [c.settings.steps for c in plan.cells] == [4, 4, 15, 15]
    assert default_values(Axis.KAPPA, free, base) == (1,)
