"""What tests of the page Explore do again and again."""

from app.explore.axes import Axis
from app.explore.sheet import CellState
from app.models.model_list import ModelChoice

LITE = ModelChoice("lite-x4", "ResShift Lite", 4, 1, (1, 15), 0.5, (0.1, 2.0), size=4_000_000)
HEAVY = ModelChoice("heavy", "Heavy", 4, 4, (1, 4), 2.0, (2.0, 2.0), kind="official", size=400_000_000)
RESTORER = ModelChoice("restorer", "Restorer", 4, 1, (1, 1), 1.0, (1.0, 1.0), size=1_000_000, at_once=True)


def open_page(studio, qtbot):
    """Show the page and wait until the picture has been read; the page is returned."""
    studio.window.show_page("explore")
    qtbot.waitUntil(lambda: studio.exploring.explorer.sheet is not None)
    return studio.window.explore_page


def set_axes(studio, columns: Axis, across: str, rows: Axis = Axis.NONE, down: str = "") -> None:
    """Choose axes and type values, as a person would."""
    side = studio.window.explore_page.side
    for editor, axis, text in ((side.columns, columns, across), (side.rows, rows, down)):
        editor.set_axis(axis)
        if text:
            editor.set_typed({axis.value: text})
    side.planChanged.emit()


def compute(studio, qtbot) -> None:
    studio.window.explore_page.side.button.click()
    qtbot.waitUntil(lambda: not studio.exploring.explorer.busy)


def states(studio) -> list[CellState]:
    return [view.state for view in studio.exploring.explorer.sheet.cells]


def asked(engine) -> list[tuple]:
    """Model, steps, kappa and seed of all jobs the engine was given."""
    return [(j.settings.model, j.settings.steps, j.settings.kappa, j.settings.seed) for j in engine.jobs]
