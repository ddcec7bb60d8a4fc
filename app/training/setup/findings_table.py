"""What a check found, file by file: a table that costs the same for ten findings and a hundred thousand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from app.kit.literal import literal
from core.printable import printable

if TYPE_CHECKING:
    from core.data.check import Finding

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class FindingsModel(QAbstractTableModel):
    """Rows are findings; the columns are file, what it is, what becomes of it."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._all: tuple[Finding, ...] = ()
        self._shown: list[Finding] = []
        self._corrected = True

    def set_corrected(self, corrected: bool) -> None:
        """Say whether shifts between the pictures of a pair will be corrected."""
        self._corrected = corrected
        if self._shown:
            self.dataChanged.emit(self.index(0, 2), self.index(len(self._shown) - 1, 2))

    def set_findings(self, findings: tuple[Finding, ...], kind: str = "") -> None:
        """Show these findings, all or those of one kind."""
        self.beginResetModel()
        self._all = findings
        self._shown = [f for f in findings if not kind or f.kind == kind]
        self.endResetModel()

    def show_kind(self, kind: str) -> None:
        self.set_findings(self._all, kind)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else 3

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return (self.tr("File"), self.tr("What it is"), self.tr("Outcome"))[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        finding = self._shown[index.row()]
        texts = (printable(finding.file, lines=False), finding.message, self._fate(finding))
        text = texts[index.column()]
        return literal(text) if role == Qt.ItemDataRole.ToolTipRole else text

    def _fate(self, finding: Finding) -> str:
        if finding.left_out:
            return self.tr("left out")
        return (
            self.tr("corrected") if finding.kind == "shift" and self._corrected else self.tr("used as it is")
        )


def findings_table(model: FindingsModel, accessible_name: str) -> QTableView:
    """A read-only view of the model."""
    table = QTableView()
    table.setModel(model)
    table.setAccessibleName(accessible_name)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(26)
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
    table.setColumnWidth(0, 200)
    table.setColumnWidth(2, 120)
    return table
