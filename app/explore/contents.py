"""Fills the cells of a sheet with what is known of them: results, failures, and what is at work."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage

from app.explore.plan import Cell, cheapest_first
from app.explore.results import CellKey, CellResult, CellResults
from app.explore.runner import SheetRunner
from app.explore.sheet import CellState, CellView, Sheet
from app.queue.items import Item
from app.viewing.viewer.pyramid import Pyramid, PyramidBuilder
from core.finishing.strokes import Marks
from core.jobs import Region, SampleSettings

MaskOf = Callable[[Item, SampleSettings], Marks | None]
"""What is to be filled in, where the model of the settings does that."""


class Contents(QObject):
    """One sheet at a time, of one picture and region; the results of others are kept for when they come back."""

    changed = Signal()  # a picture looks better now: its smaller versions are there

    def __init__(self, runner: SheetRunner, mask_of: MaskOf, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner, self._mask_of = runner, mask_of
        self.results = CellResults()
        self.sheet: Sheet | None = None
        self._place: tuple[Item, Region] | None = None
        self._failures: dict[CellKey, str] = {}
        self._pyramids: dict[CellKey, Pyramid] = {}
        self._builder = PyramidBuilder()
        self._builder.built.connect(self._on_pyramid)
        runner.done.connect(self._on_done)
        runner.failed.connect(self._on_failed)

    def set_sheet(self, sheet: Sheet | None, item: Item | None, region: Region | None) -> bool:
        """Whether it is of another place than the one before."""
        place, before = None if item is None or region is None else (item, region), self._place
        self.sheet, self._place = (None, None) if place is None else (sheet, place)
        needed = set(self.keys())
        self._pyramids = {key: made for key, made in self._pyramids.items() if key in needed}
        self.fill()
        return self._place != before

    def key(self, cell: Cell) -> CellKey:
        """Only where there is a sheet."""
        assert self._place is not None
        item, region = self._place
        return CellKey(item.item_id, region, cell.settings, self._mask_of(item, cell.settings))

    def keys(self) -> Iterator[CellKey]:
        return (self.key(view.cell) for view in self.sheet.cells) if self.sheet else iter(())

    # --- cells ----------------------------------------------------------------------------------------------

    def fill(self) -> None:
        """Bring the state of every cell up to date."""
        waiting = self._runner.waiting
        for view in self.sheet.cells if self.sheet else []:
            key = self.key(view.cell)
            result = self.results.get(key)
            view.message = ""
            if result is not None:
                view.state, view.seconds, view.notices = CellState.DONE, result.seconds, result.notices
                view.pyramid = self._pyramid(key, result)
            else:
                view.pyramid = None
                self._fill_unfinished(view, key, waiting)

    def _fill_unfinished(self, view: CellView, key: CellKey, waiting: Collection[Hashable]) -> None:
        if key == self._runner.computing:
            view.state = CellState.COMPUTING
        elif key in waiting:
            view.state = CellState.WAITING
        elif key in self._failures:
            view.state, view.message = CellState.FAILED, self._failures[key]
        else:
            view.state = CellState.EMPTY

    def missing(self) -> list[Cell]:
        """What has to be computed, cheapest first. What failed is asked for again by a person only."""
        if self.sheet is None:
            return []
        known = (CellState.DONE, CellState.FAILED)
        return cheapest_first(
            self.sheet.plan, {view.cell.settings for view in self.sheet.cells if view.state in known}
        )

    def image(self, number: int) -> QImage | None:
        """The picture of a cell, once it has one."""
        if self.sheet is None or not 0 <= number < len(self.sheet.cells):
            return None
        result = self.results.get(self.key(self.sheet.cells[number].cell))
        return None if result is None else result.image

    def forget_failures(self) -> None:
        self._failures.clear()
        self.fill()

    # --- what arrives ---------------------------------------------------------------------------------------

    @Slot(object, object)
    def _on_done(self, key: CellKey, result: CellResult) -> None:
        self._pyramids.pop(key, None)  # that of another file or model which had this place before
        self.results.put(key, result, set(self.keys()))

    @Slot(object, str)
    def _on_failed(self, key: CellKey, message: str) -> None:
        self._failures[key] = message

    def _pyramid(self, key: CellKey, result: CellResult) -> Pyramid:
        """The picture itself at once, with smaller ones as soon as they are built."""
        if key not in self._pyramids:
            self._pyramids[key] = Pyramid((result.image,))
            if not self._pyramids[key].complete:
                self._builder.request(key, result.image)
        return self._pyramids[key]

    @Slot(object, object)
    def _on_pyramid(self, asked: tuple[CellKey, int], pyramid: Pyramid) -> None:
        if asked[0] in self._pyramids:
            self._pyramids[asked[0]] = pyramid
            self.fill()
            self.changed.emit()
