"""The queue as a list model over plain rows. All changes of a row go through here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    QUrl,
    Signal,
)

from app.kit.literal import literal
from app.queue.items import ACTIVE, Item, Result, State
from app.queue.text import status_text, tooltip_text
from core.images.framing import Framing

AnyIndex = QModelIndex | QPersistentModelIndex
ItemRole = int(Qt.ItemDataRole.UserRole) + 1
ROWS_MIME = "application/x-resshift-rows"
MOST_RANGES = 64  # gaps that are closed one by one
MOST_DRAGGED = 100  # results that become files when rows are dragged out


class QueueModel(QAbstractListModel):
    """Rows are Items. After changes that a count, or what is remembered of the queue, depends on `summaryChanged`
    follows, once for all of a moment."""

    itemsChanged = Signal(object)  # list of Items; as `list` Qt would convert each of them
    summaryChanged = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # The file that stands for a row when it is dragged out of the window.
        self.file_of: Callable[[Item], Path | None] = lambda item: None
        self._items: list[Item] = []
        self._rows: dict[str, int] = {}  # item_id -> row
        # Thousands of rows may change at once; what follows from them is worked out once.
        self._summary = QTimer(self, singleShot=True, interval=0)
        self._summary.timeout.connect(self.summaryChanged)

    # --- reading --------------------------------------------------------------------------------------------

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[Item]:
        return iter(self._items)

    def item(self, row: int) -> Item:
        return self._items[row]

    def items(self, first: int, last: int) -> list[Item]:
        """The items of the rows from `first` to `last`, both included, as far as there are such rows."""
        return self._items[max(first, 0) : last + 1]

    def row(self, item: Item) -> int | None:
        """The number of the item's row; None once it has been removed."""
        return self._rows.get(item.item_id)

    def index_of(self, item: Item) -> QModelIndex:
        row = self.row(item)
        return QModelIndex() if row is None else self.index(row)

    def by_picture(self) -> dict[tuple[Path, Framing], Item]:
        """The rows of pictures that are files, by these and how they are framed: of several alike the first."""
        rows: dict[tuple[Path, Framing], Item] = {}
        for item in self._items:
            if item.source is not None:
                rows.setdefault((item.source, item.framing), item)
        return rows

    def count(self, *states: State) -> int:
        return sum(item.state in states for item in self._items)

    def first(self, state: State) -> Item | None:
        return next((item for item in self._items if item.state is state), None)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._items):
            return None
        item = self._items[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return item.name
        if role == ItemRole:
            return item
        if role == Qt.ItemDataRole.ToolTipRole:
            return literal(tooltip_text(item))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{item.name}: {status_text(item)}"
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        base = super().flags(index)
        if index.isValid():
            return base | Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemNeverHasChildren
        return base | Qt.ItemFlag.ItemIsDropEnabled

    # --- changing -------------------------------------------------------------------------------------------

    def append(self, items: Sequence[Item]) -> None:
        """Add many rows in one go."""
        if not items:
            return
        start = len(self._items)
        self.beginInsertRows(QModelIndex(), start, start + len(items) - 1)
        self._items.extend(items)
        self._rows.update((item.item_id, start + i) for i, item in enumerate(items))
        self.endInsertRows()
        self._summary.start()

    def update(self, item: Item, **changes: Any) -> None:
        """Set attributes of a row. One that has been removed may still be changed; the view does not hear of it."""
        self.update_many([item], **changes)

    def update_many(self, items: Sequence[Item], **changes: Any) -> None:
        """Set the same attributes of many rows; the view and all listeners hear of it once."""
        counts = any(
            name in changes and any(getattr(item, name) is not changes[name] for item in items)
            for name in ("state", "settings", "following", "framing")
        )
        unknown = [name for name in changes if items and not hasattr(items[0], name)]
        if unknown:
            raise AttributeError(unknown[0])
        for name, value in changes.items():
            for item in items:
                setattr(item, name, value)
        # No tuples and no dicts: a hundred thousand of them would set off the collection of garbage among all rows.
        here = [item for item in items if item.item_id in self._rows]
        rows = [self._rows[item.item_id] for item in here]
        if rows:
            self.dataChanged.emit(self.index(min(rows)), self.index(max(rows)))
            self.itemsChanged.emit(here)
            if counts:
                self._summary.start()

    def add_result(self, item: Item, result: Result, *, at: int | None = None) -> None:
        """The newest is the last one, unless it belongs elsewhere among those there are."""
        item.results.insert(len(item.results) if at is None else at, result)
        self.update(item)
        self._summary.start()

    def remove_result(self, item: Item, result: Result) -> None:
        item.results = [r for r in item.results if r is not result]
        state = State.READY if item.state is State.DONE and not item.results else item.state
        self.update(item, state=state)
        self._summary.start()

    def remove(self, items: Iterable[Item]) -> list[Item]:
        """Take rows out, but for a running one. Returns those that were taken out."""
        gone = [i for i in items if i.state is not State.RUNNING and i.item_id in self._rows]
        ranges = _ranges(sorted(self._rows[item.item_id] for item in gone))
        if len(ranges) > MOST_RANGES:
            self._remove_scattered(gone)
        else:
            self._remove_ranges(ranges)
        if gone:
            self._summary.start()
        return gone

    def _remove_ranges(self, ranges: list[tuple[int, int]]) -> None:
        for first, last in reversed(ranges):
            self.beginRemoveRows(QModelIndex(), first, last)
            del self._items[first : last + 1]
            self._renumber()
            self.endRemoveRows()

    def _remove_scattered(self, gone: list[Item]) -> None:
        """Closing thousands of gaps one by one would hold the window up: the view begins anew instead."""
        ids = {item.item_id for item in gone}
        self.beginResetModel()
        self._items = [item for item in self._items if item.item_id not in ids]
        self._renumber()
        self.endResetModel()

    def move(self, items: Sequence[Item], before: int) -> None:
        """Put rows, in the order they have now, in front of row `before` (its number before the move)."""
        moved_ids = {item.item_id for item in items}
        head = [i for i in self._items[:before] if i.item_id not in moved_ids]
        moved = [i for i in self._items if i.item_id in moved_ids]
        tail = [i for i in self._items[before:] if i.item_id not in moved_ids]
        self._reorder(head + moved + tail)

    def _reorder(self, items: list[Item]) -> None:
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        kept = [self._items[index.row()] for index in old]
        self._items = items
        self._renumber()
        self.changePersistentIndexList(old, [self.index(self._rows[i.item_id]) for i in kept])
        self.layoutChanged.emit()

    def _renumber(self) -> None:
        self._rows = {item.item_id: row for row, item in enumerate(self._items)}

    # --- drag and drop --------------------------------------------------------------------------------------

    def supportedDropActions(self) -> Qt.DropAction:
        # Never a move: a file manager would take the saved file away, and the view would remove its rows.
        return Qt.DropAction.CopyAction

    def mimeTypes(self) -> list[str]:
        return [ROWS_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """What is dragged: rows for this list itself, files of results for everything else."""
        data = QMimeData()
        rows = sorted({index.row() for index in indexes})
        data.setData(ROWS_MIME, ",".join(map(str, rows)).encode())
        with_result = [self._items[row] for row in rows if self._items[row].results]
        files = [file for item in with_result[:MOST_DRAGGED] if (file := self.file_of(item)) is not None]
        if files:
            data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
        return data

    def canDropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: AnyIndex
    ) -> bool:
        return data.hasFormat(ROWS_MIME)

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: AnyIndex
    ) -> bool:
        """Reorder the rows that were dragged within the list."""
        rows = _parse_rows(data, len(self._items))
        if rows:
            target = row if row >= 0 else parent.row() if parent.isValid() else len(self._items)
            self.move([self._items[r] for r in rows], target)
        return bool(rows)

    @property
    def has_work(self) -> bool:
        return any(item.state in ACTIVE for item in self._items)


def _parse_rows(data: QMimeData, count: int) -> list[int]:
    text = bytes(data.data(ROWS_MIME).data()).decode("ascii", "replace")
    return [int(t) for t in text.split(",") if t.isdecimal() and int(t) < count]


def _ranges(rows: list[int]) -> list[tuple[int, int]]:
    """Sorted rows as (first, last) of each unbroken run."""
    if not rows:
        return []
    breaks = [(a, b) for a, b in pairwise(rows) if b != a + 1]
    firsts = [rows[0], *(b for _, b in breaks)]
    lasts = [*(a for a, _ in breaks), rows[-1]]
    return list(zip(firsts, lasts, strict=True))
