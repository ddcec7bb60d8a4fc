"""What is written over the two sides of the viewer."""

from __future__ import annotations

from app.kit.words import tr
from app.queue.items import Result
from app.queue.news import RegionResult
from app.viewing.compare_bar import ORIGINAL, describe
from app.viewing.sides import Sides


def side_caption(sides: Sides, side: str, *, mixing: str, right: bool = False) -> str:
    """Of the original, a result or a file. `mixing` is the id of a result that what has been decided is not seen of
    yet, "" for none; `right` says that it stands there, where a result is to come if there is none."""
    item, result = sides.item, sides.result_on(side)
    if result is not None and result.result_id == mixing:
        return tr("Mixing…")
    if (file := sides.file_on(side)) is not None:
        return file.caption
    results = item.results if item else []
    if result is None:
        to_come = right and sides.now[0] == ORIGINAL and not results
        return tr("Result") if to_come else tr("Original")
    if len(results) < 2:
        return tr("Result")
    return tr("Result {0}").format(results.index(result) + 1)


def step_caption(step: int, steps: int) -> str:
    return tr("Step {0} of {1}").format(step, steps)


def region_caption(result: RegionResult) -> str:
    """What a region was sampled with, and how long that took."""
    shown = Result("", result.settings, 0, 0, result.seconds)
    return describe(0, shown).partition(" · ")[2]
