"""A list that is too long to be laid out in one go."""

from PySide6.QtWidgets import QStyledItemDelegate

from app.queue.items import Item
from app.queue.model import QueueModel
from app.queue.view import ROWS_LAID_OUT, QueueView


class Painted(QStyledItemDelegate):
    """Notes which rows are painted."""

    def __init__(self, rows, view) -> None:
        super().__init__(view)
        self.rows = rows

    def paint(self, painter, option, index) -> None:
        self.rows.append(index.row())


def test_what_changes_in_a_row_moves_no_other(qapp, qtbot, tmp_path):
    model = QueueModel()
    view = QueueView(model)
    qtbot.addWidget(view)
    view.resize(200, 400)
    view.show()
    model.append([Item(path=tmp_path / f"{number}.png") for number in range(ROWS_LAID_OUT + 1000)])
    bar = view.verticalScrollBar()
    last = model.index(len(model) - 1, 0)
    qtbot.waitUntil(lambda: not view.visualRect(last).isEmpty())
    bar.setValue(bar.maximum())
    end = bar.maximum(), bar.value()
    assert view.visualRect(last).intersects(view.viewport().rect())
    for row in (0, len(model) - 1):
        model.update(model.item(row), fraction=0.5)
        assert (bar.maximum(), bar.value()) == end
        assert view.indexAt(view.viewport().rect().center()).row() > ROWS_LAID_OUT


def test_a_row_that_changes_is_painted_anew(qapp, qtbot, tmp_path):
    painted = []
    model = QueueModel()
    view = QueueView(model)
    view.setItemDelegate(Painted(painted, view))
    qtbot.addWidget(view)
    view.resize(200, 400)
    model.append([Item(path=tmp_path / f"{number}.png") for number in range(3)])
    view.show()
    qtbot.waitUntil(lambda: set(painted) == {0, 1, 2})
    painted.clear()
    model.update(model.item(1), fraction=0.5)
    qtbot.waitUntil(lambda: 1 in painted)
