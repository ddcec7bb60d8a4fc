"""The grid of settings that a sheet shows: which cells there are, which are the same, and what each costs."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace

from app.explore.axes import Along, Axis, Value
from app.models.model_list import ModelChoice, find
from core.jobs import SampleSettings


@dataclass(frozen=True)
class Cell:
    """`settings` are whole: nothing is left to the model's defaults. Cells with the same settings are one result."""

    row: int
    column: int
    settings: SampleSettings
    cost: float  # steps times the model's weight: for comparing cells with each other
    is_default: bool  # it has the model's default steps and kappa
    repeats: bool  # an earlier cell has the same settings, since the model ignores what differs
    at_once: bool  # the model has no steps, no kappa and no seed


@dataclass(frozen=True)
class SheetPlan:
    """`cells` row by row, from the left."""

    columns: Along
    rows: Along
    cells: tuple[Cell, ...]

    def cell(self, row: int, column: int) -> Cell:
        return self.cells[row * len(self.columns.values) + column]

    def marks_default(self) -> bool:
        """Whether the default is one of several: not where only seeds or models differ."""
        return bool({self.columns.axis, self.rows.axis} & {Axis.KAPPA, Axis.STEPS})


def make_plan(base: SampleSettings, columns: Along, rows: Along, models: Sequence[ModelChoice]) -> SheetPlan:
    """All cells of a sheet. `base` gives what lies on no axis."""
    cells: list[Cell] = []
    seen: set[SampleSettings] = set()
    for row, down in enumerate(rows.values):
        for column, across in enumerate(columns.values):
            chosen = {columns.axis: across, rows.axis: down}
            model = find(list(models), str(chosen.get(Axis.MODEL, base.model)))
            settings = whole_settings(base, chosen, model)
            cells.append(
                Cell(
                    row,
                    column,
                    settings,
                    cost=(settings.steps or 1) * float(max(model.size, 1)),
                    is_default=_is_default(settings, model),
                    repeats=settings in seen,
                    at_once=model.at_once,
                )
            )
            seen.add(settings)
    return SheetPlan(columns, rows, tuple(cells))


def whole_settings(base: SampleSettings, chosen: Mapping[Axis, Value], model: ModelChoice) -> SampleSettings:
    """`base` with the chosen values. What a model ignores is the same in all its cells, so that equal results have
    equal settings.

    Steps and kappa of `base` belong to its own model: another one takes them over only where it was trained for them.
    """
    if model.at_once:
        return replace(base, model=model.key, steps=None, kappa=None, seed=0, stochasticity=1.0)
    own = model.key == base.model
    steps, kappa = base.steps, base.kappa
    if steps is None or not (own or _within(steps, model.steps_range)):
        steps = model.default_steps
    if kappa is None or not (own or _within(kappa, model.kappa_range)):
        kappa = model.default_kappa
    steps, kappa = int(chosen.get(Axis.STEPS, steps)), float(chosen.get(Axis.KAPPA, kappa))
    low, high = model.kappa_range
    if model.has_kappa and low == high:  # its levels are those it was trained with: it knows no more steps
        steps = min(steps, model.steps_range[1])
    seed = int(chosen.get(Axis.SEED, base.seed))
    return replace(base, model=model.key, steps=steps, kappa=kappa if model.has_kappa else None, seed=seed)


def _within(value: float, limits: tuple[float, float]) -> bool:
    return limits[0] <= value <= limits[1]


def _is_default(settings: SampleSettings, model: ModelChoice) -> bool:
    return settings.steps == model.default_steps and settings.kappa in (model.default_kappa, None)


def cheapest_first(plan: SheetPlan, known: Container[SampleSettings]) -> list[Cell]:
    """The cells that have to be computed, each result once. Of equal cost those of one model stay together, since
    another model has to be loaded first."""
    return sorted(
        (cell for cell in plan.cells if not cell.repeats and cell.settings not in known),
        key=lambda cell: (cell.cost, cell.settings.model, cell.row, cell.column),
    )
