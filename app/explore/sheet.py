"""What the grid shows of a sheet: for each cell its picture, or why there is none yet. No Qt widget."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

from app.explore.axes import Axis, Value, heading
from app.explore.plan import Cell, SheetPlan
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
