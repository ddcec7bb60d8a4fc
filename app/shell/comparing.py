"""Brings pictures into the comparison that are no results: files that are chosen or dropped, and other rows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Slot

from app.queue.intake import Intake
from app.queue.items import Item
from app.queue.opening import Opening
from app.shell.main_window import MainWindow
from app.viewing.compare_bar import ORIGINAL
from app.viewing.comparison import Comparison
from core.images.framing import AS_IT_IS, Framing
from core.images.picture import Picture
from core.images.scan import Refused
from core.storage.paths import display_name


class Comparing(QObject):
    """Each becomes a choice for the sides of the row that is shown, until that row is removed."""

    def __init__(
        self,
        window: MainWindow,
        opening: Opening,
        intake: Intake,
        comparison: Comparison,
        warn: Callable[[str], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window, self._opening = window, opening
        self._comparison, self._warn = comparison, warn
        self._pairs: list[tuple[Path, Path]] = []  # until the first is in the queue, or has been refused
        window.actions_.compare.triggered.connect(lambda: self._ask(None))
        window.picture.bar.fileWanted.connect(self._ask)
        window.comparedDropped.connect(self._on_dropped)
        window.queue.compareWanted.connect(self._compare_rows)
        intake.added.connect(self._on_added)
        intake.finished.connect(self._on_listed)

    def _ask(self, right: bool | None) -> None:
        path = self._opening.ask_file(self.tr("Compare with a file"))
        if path is not None:
            self._comparison.compare_with(path, display_name(path), right=right)

    @Slot(list, bool)
    def _on_dropped(self, paths: list[Path], right: bool) -> None:
        """One file goes onto the half that it was let go on, of two each onto one."""
        if len(paths) > 2:
            self._warn(self.tr("Only one or two files can be compared at a time."))
            return
        for path, side in zip(paths, (False, True) if len(paths) == 2 else (right,), strict=True):
            self._comparison.compare_with(path, display_name(path), right=side)

    @Slot(object)
    def _compare_rows(self, items: list[Item]) -> None:
        """The picture of the second row, framed as it is there, becomes a choice of the first one."""
        first, second = items
        source = second.picture if second.picture is not None else second.path
        if source is not None:
            self._show_beside(first, source, second.name, second.framing)

    def _show_beside(
        self, item: Item, source: Path | Picture, name: str, framing: Framing = AS_IT_IS
    ) -> None:
        """Show the picture of a row on the left and another one on the right."""
        self._window.queue.view.choose(item)
        self._comparison.set_sides(ORIGINAL, self._comparison.sides[1])
        self._comparison.compare_with(source, name, framing=framing, right=True)

    # --- two files that the program is started with ---------------------------------------------------------

    @Slot(list)
    def open_pair(self, paths: list[Path]) -> None:
        """Make the first a row, and compare it with the second."""
        first, second = paths
        self._pairs.append((first, second))
        self._opening.on_other_start([first])

    @Slot(object)
    def _on_added(self, items: list[Item]) -> None:
        for pair in list(self._pairs):
            first, second = pair
            item = next((item for item in items if first in (item.path, item.base)), None)
            if item is not None:
                self._pairs.remove(pair)
                self._show_beside(item, second, display_name(second))

    @Slot(int, list)
    def _on_listed(self, count: int, refused: list[Refused]) -> None:
        """A picture that could not be added is forgotten: it may be added by itself another time."""
        gone = {one.path for one in refused}
        self._pairs = [pair for pair in self._pairs if str(pair[0]) not in gone]
