"""Two cells of the sheet side by side: which two, and what steps through them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QImage

from app.explore.compare_view import ORIGINAL
from app.explore.contents import Contents
from app.explore.page import ExplorePage
from app.explore.sheet import CellState, CellView
from app.explore.subject import Subject
from app.explore.words import short_text


class Comparing(QObject):
    """The right side is always the chosen cell of the grid, so that both views step together."""

    def __init__(
        self, page: ExplorePage, contents: Contents, subject: Subject, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._page, self._contents, self._subject = page, contents, subject
        page.sheet.compareWanted.connect(self.compare)
        page.compare.sidesChanged.connect(self._show)
        page.compare.closeWanted.connect(page.show_grid)
        page.compare_button.clicked.connect(self._on_clicked)
        page.stepWanted.connect(self.step)

    @property
    def _cells(self) -> list[CellView]:
        return self._contents.sheet.cells if self._contents.sheet else []

    def _is_done(self, number: int) -> bool:
        return 0 <= number < len(self._cells) and self._cells[number].state is CellState.DONE

    @Slot(int)
    def step(self, by: int) -> None:
        """To the next cell that has a picture: in the grid, or on the right side of the comparison."""
        self._page.sheet.step(by)
        if self._page.comparing:
            self._show(self._page.compare.sides[0], self._page.sheet.current)

    @Slot()
    def _on_clicked(self) -> None:
        self.compare(self._page.sheet.current, ORIGINAL)

    @Slot(int, int)
    def compare(self, number: int, other: int) -> None:
        """A cell with another. ORIGINAL for the other leaves the choice: the cell chosen before, else the model's
        default, else the picture itself."""
        if not self._is_done(number) or not (other == ORIGINAL or self._is_done(other)):
            return
        if other == ORIGINAL:
            self._show(self._partner(number), number)
        else:
            self._show(number, other)
        self._page.show_compare()

    def _partner(self, number: int) -> int:
        before = self._page.sheet.other
        defaults = [n for n, view in enumerate(self._cells) if view.cell.is_default]
        for other in [*([before] if before is not None else []), *defaults]:
            if other != number and self._is_done(other):
                return other
        return ORIGINAL

    @Slot(int, int)
    def _show(self, left: int, right: int) -> None:
        sheet, page = self._contents.sheet, self._page
        if sheet is None:
            return
        page.compare.show_entries(self._entries(), left, right)
        page.compare.show_pictures(self._image(left), self._image(right), sheet.out)
        if right != ORIGINAL:
            page.sheet.choose(right)

    def _image(self, number: int) -> QImage | None:
        return self._subject.original if number == ORIGINAL else self._contents.image(number)

    def _entries(self) -> list[tuple[str, int]]:
        sheet = self._contents.sheet
        numbers = [n for n in range(len(self._cells)) if self._is_done(n)]
        return [(short_text(sheet, n), n) for n in numbers] if sheet else []

    def refresh(self) -> None:
        """After cells have come: they can be chosen, too."""
        if self._page.comparing:
            self._page.compare.show_entries(self._entries(), *self._page.compare.sides)
