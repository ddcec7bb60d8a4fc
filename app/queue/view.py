"""The list of pictures: reorders its own rows, lets every other drop through to the window."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView

from app.queue.items import Item
from app.queue.model import ROWS_MIME, ItemRole, QueueModel

ROWS_LAID_OUT = 5000  # in one go


class QueueView(QListView):
    currentItemChanged = Signal(object)  # Item or None

    def __init__(self, model: QueueModel) -> None:
        super().__init__()
        self._queue = model
        self.setModel(model)
        self.setUniformItemSizes(True)  # rows are laid out without asking each for its size
        # Laid out in one go, 100,000 rows hold the window up for some tenths of a second.
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(ROWS_LAID_OUT)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.CopyAction)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Pictures in the queue"))
        self.selectionModel().currentChanged.connect(self._on_current_changed)

    @property
    def current_item(self) -> Item | None:
        item: Item | None = self.currentIndex().data(ItemRole)
        return item

    @property
    def selected_items(self) -> list[Item]:
        """The selected pictures in the order of the queue."""
        # By ranges: asking for ten thousand indexes takes a tenth of a second.
        selection = self.selectionModel().selection()
        ranges = [selection.at(number) for number in range(selection.count())]
        ranges.sort(key=lambda r: r.top())
        return [item for r in ranges for item in self._queue.items(r.top(), r.bottom())]

    def choose(self, item: Item) -> None:
        index = self._queue.index_of(item)
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.scrollTo(index)

    def step(self, rows: int) -> None:
        """Go to the previous (-1) or the next (1) picture."""
        row = min(max(self.currentIndex().row() + rows, 0), len(self._queue) - 1)
        if row >= 0:
            self.choose(self._queue.item(row))

    def dataChanged(
        self,
        first: QModelIndex | QPersistentModelIndex,
        last: QModelIndex | QPersistentModelIndex,
        roles: Sequence[int] = (),
    ) -> None:
        """No row's height depends on its data. QListView would lay all rows out anew, and with batches let go of what
        lies beyond the first one until its turn comes: a long list would jump back to there."""
        QAbstractItemView.dataChanged(self, first, last, roles)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters are keys of the picture beside it here, and do not look for a name."""
        if event.text().isprintable() and event.text().strip():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _on_current_changed(self, *_: object) -> None:
        self.currentItemChanged.emit(self.current_item)

    # Only our own rows are for this list; files and pictures are for the window as a whole.

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._let_through(event, super().dragEnterEvent)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._let_through(event, super().dragMoveEvent)

    def dropEvent(self, event: QDropEvent) -> None:
        self._let_through(event, super().dropEvent)

    def _let_through(self, event: QDropEvent, handle: object) -> None:
        if event.source() is self and event.mimeData().hasFormat(ROWS_MIME):
            handle(event)  # type: ignore[operator]
        else:
            event.ignore()
