"""What the grid shows of a sheet: for each cell its picture, or why there is none yet. No Qt widget."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

from app.explore.axes import Axis, Value, heading
from app.explore.plan import Cell, SheetPlan
from app.kit.text import number_text, seconds_text, steps_text
from app.kit.words import tr
from app.models.model_list import ModelChoice
from app.viewing.viewer.pyramid import Pyramid


class CellState(Enum):
    EMPTY = "empty"  # nobody has asked for it
    WAITING = "waiting"
    COMPUTING = "computing"
    DONE = "done"
    FAILED = "failed"


@dataclass
class CellView:
    cell: Cell
    state: CellState = CellState.EMPTY
    pyramid: Pyramid | None = None
    seconds: float = 0.0
    message: str = ""  # of a failure
    notices: tuple[str, ...] = ()  # sentences of the engine, such as that a kappa is an experiment


@dataclass
class Sheet:
    """A plan with its results. `across` and `down` are the headings; `out` is the size of each cell's picture."""

    plan: SheetPlan
    across: list[str]
    down: list[str]
    out: tuple[int, int]
    cells: list[CellView] = field(default_factory=list)

    @property
    def columns(self) -> int:
        return len(self.across)

    @property
    def rows(self) -> int:
        return len(self.down)

    @property
    def done(self) -> int:
        return sum(view.state is CellState.DONE for view in self.cells)


def make_sheet(plan: SheetPlan, models: Sequence[ModelChoice], out: tuple[int, int]) -> Sheet:
    def headings(axis: Axis, values: Sequence[Value]) -> list[str]:
        return [heading(axis, value, models) for value in values]

    return Sheet(
        plan,
        headings(plan.columns.axis, plan.columns.values),
        headings(plan.rows.axis, plan.rows.values),
        out,
        [CellView(cell) for cell in plan.cells],
    )


def short_text(sheet: Sheet, number: int) -> str:
    """A cell's name, by its headings: "kappa 0.5 · 4 steps"."""
    cell = sheet.cells[number].cell
    return " · ".join(t for t in (sheet.across[cell.column], sheet.down[cell.row]) if t)


def settings_text(cell: Cell, models: Sequence[ModelChoice]) -> str:
    """All that decides a cell: "ResShift Lite · 4 steps · kappa 1 · seed 3"."""
    title = next((m.title for m in models if m.key == cell.settings.model), cell.settings.model)
    if cell.at_once:
        return tr("{0} · no steps, no kappa, no seed").format(title)
    settings = cell.settings
    return " · ".join(
        (
            title,
            steps_text(settings.steps or 0),
            tr("kappa {0}").format(number_text(settings.kappa or 0.0)),
            tr("seed {0}").format(settings.seed),
        )
    )


def common_text(plan: SheetPlan, models: Sequence[ModelChoice]) -> str:
    """What all cells have in common, that is, what lies on no axis: "ResShift Lite · seed 3"."""
    axes = {plan.columns.axis, plan.rows.axis}
    settings = next((c.settings for c in plan.cells if not c.at_once), plan.cells[0].settings)
    values: dict[Axis, Value | None] = {
        Axis.MODEL: settings.model,
        Axis.STEPS: settings.steps,
        Axis.KAPPA: settings.kappa,
        Axis.SEED: settings.seed,
    }
    if Axis.MODEL in axes:  # each model may have its own
        values[Axis.STEPS] = values[Axis.KAPPA] = None
    if settings.steps is None:  # none of the models has a chain
        values[Axis.SEED] = None
    return " · ".join(heading(a, v, models) for a, v in values.items() if a not in axes and v is not None)


def state_text(view: CellView) -> str:
    """What stands in a cell, or at its corner once it has a picture."""
    if view.state is CellState.DONE:
        return tr("the same again") if view.cell.repeats else seconds_text(view.seconds)
    return {
        CellState.EMPTY: tr("not computed"),
        CellState.WAITING: tr("waiting"),
        CellState.COMPUTING: tr("computing…"),
        CellState.FAILED: tr("failed"),
    }[view.state]


def told_text(view: CellView, models: Sequence[ModelChoice]) -> str:
    """A cell in full, for the line below the grid and for screen readers."""
    parts = [settings_text(view.cell, models), view.message or state_text(view)]
    if view.cell.is_default:
        parts.insert(1, tr("the model's default"))
    return " · ".join((*parts, *view.notices))
