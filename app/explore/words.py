"""What is said of a sheet and its cells."""

from __future__ import annotations

from collections.abc import Sequence

from app.explore.axes import Axis, Value, heading
from app.explore.plan import Cell, SheetPlan
from app.explore.sheet import CellState, CellView, Sheet
from app.kit.text import kappa_text, number_text, seconds_text, steps_text, time_left_text
from app.kit.words import tr
from app.models.model_list import ModelChoice


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
            tr("kappa {0}").format(kappa_text(settings.kappa or 0.0)),
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


def larger_text(scale: float) -> str:
    return tr("the same size") if scale == 1 else tr("{0} times larger").format(number_text(scale))


def rest_text(sheet: Sheet, scale: float, models: Sequence[ModelChoice]) -> str:
    """What lies on no axis of a sheet, or that there is nothing to vary."""
    if all(view.cell.at_once for view in sheet.cells):
        return tr("This model restores at once, whatever kappa, steps and seed: compare it with others.")
    larger = larger_text(scale)
    rest = " · ".join(text for text in (common_text(sheet.plan, models), larger) if text)
    return tr("All else is as on the page Upscale: {0}.").format(rest)


def work_text(cells: Sequence[CellView], hold: str, *, held_up: bool) -> str:
    """How far the computing of cells is. `hold` says why none may be begun, `held_up` that all wait for that."""
    if hold == "paused":
        return tr("The queue is paused: the sheet waits")
    if held_up:
        return tr("The queue is at work: the sheet waits")
    finished = [view for view in cells if view.state is CellState.DONE]
    text = tr("{0} of {1}").format(len(finished), len(cells))
    cost = sum(view.cell.cost for view in finished)
    if cost:
        left = sum(view.cell.cost for view in cells) - cost
        seconds = sum(view.seconds for view in finished) / cost * left
        text += tr(" · about {0} left").format(time_left_text(seconds))
    return text
