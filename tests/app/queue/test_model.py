"""The queue's model under Qt's own checker."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from app.queue.items import Item, Result, State
from app.queue.model import ItemRole, QueueModel, _ranges
from core.jobs import SampleSettings


def items(count: int) -> list[Item]:
    return [Item(path=Path(f"/x/{number}.png")) for number in range(count)]


@pytest.fixture
def model(qapp):
    model = QueueModel()
    model.tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    return model


def names(model: QueueModel) -> list[str]:
    return [item.path.stem for item in model]


def test_ten_thousand_rows_arrive_in_one_insertion(model):
    inserted = []
    model.rowsInserted.connect(lambda parent, first, last: inserted.append((first, last)))
    model.append(items(10_000))
    assert inserted == [(0, 9_999)]
    assert model.rowCount() == 10_000
    assert model.row(model.item(9_999)) == 9_999


def test_rows_are_removed_but_a_running_one_stays(model):
    rows = items(6)
    model.append(rows)
    model.update(rows[2], state=State.RUNNING)
    gone = model.remove([rows[0], rows[1], rows[2], rows[5]])
    assert gone == [rows[0], rows[1], rows[5]]
    assert names(model) == ["2", "3", "4"]
    assert [model.row(row) for row in rows] == [None, None, 0, 1, 2, None]


@given(data=st.data())
@settings(max_examples=60)
def test_moving_keeps_every_row_and_the_order_of_the_moved(qapp, data):
    model = QueueModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    rows = items(data.draw(st.integers(1, 8)))
    model.append(rows)
    moved = data.draw(st.lists(st.sampled_from(rows), unique=True))
    before = data.draw(st.integers(0, len(rows)))
    first = model.item(0)
    followed = QPersistentModelIndex(model.index(0))  # as a view's selection does
    model.move(moved, before)
    after = list(model)
    assert sorted(i.item_id for i in after) == sorted(i.item_id for i in rows)
    assert [i for i in after if i in moved] == [i for i in rows if i in moved]
    assert model.item(followed.row()) is first
    model.deleteLater()


def test_a_drop_reorders(model):
    model.append(items(4))
    mime = model.mimeData([model.index(0), model.index(1)])
    assert model.dropMimeData(mime, Qt.DropAction.CopyAction, 4, 0, QModelIndex())
    assert names(model) == ["2", "3", "0", "1"]


def test_a_drop_with_nonsense_changes_nothing(model):
    from PySide6.QtCore import QMimeData

    model.append(items(2))
    mime = QMimeData()
    mime.setData("application/x-resshift-rows", b"7,x,-1,\xff")
    assert not model.dropMimeData(mime, Qt.DropAction.CopyAction, 0, 0, QModelIndex())
    assert names(model) == ["0", "1"]


def test_dragging_never_offers_a_move(model):
    assert model.supportedDropActions() == Qt.DropAction.CopyAction
    assert model.supportedDragActions() == Qt.DropAction.CopyAction


def test_roles_and_a_row_that_is_gone(model):
    model.append(items(1))
    item = model.item(0)
    index = model.index(0)
    assert index.data() == "0.png"
    assert index.data(ItemRole) is item
    assert "0.png: ready" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    model.remove([item])
    model.update(item, state=State.DONE)  # a late answer of a worker
    assert model.rowCount() == 0


def test_an_attribute_that_is_not_there_is_an_error(model):
    model.append(items(1))
    with pytest.raises(AttributeError):
        model.update(model.item(0), colour="red")


def test_removing_the_last_result_makes_the_picture_ready_again(model):
    model.append(items(1))
    item = model.item(0)
    result = Result("r", SampleSettings(), 4, 4, 1.0)
    model.update(item, state=State.DONE)
    model.add_result(item, result)
    model.remove_result(item, result)
    assert item.state is State.READY


def test_a_result_is_found_by_its_id_and_is_like_no_other():
    twins = [Result("a", SampleSettings(), 4, 4, 1.0) for _ in range(2)]
    item = Item(results=[twins[0], Result("b", SampleSettings(), 4, 4, 1.0)])
    assert item.result("a") is twins[0]
    assert item.result("c") is None
    assert twins[0] in item.results
    assert twins[1] not in item.results


def test_names_are_shown_escaped(model):
    model.append([Item(path=Path("/x/a\nb\u202egnp.exe"))])
    assert model.index(0).data() == "a\\nb\\u202egnp.exe"


@given(st.sets(st.integers(0, 30)))
def test_ranges_cover_exactly_the_rows(rows):
    covered = [n for first, last in _ranges(sorted(rows)) for n in range(first, last + 1)]
    assert covered == sorted(rows)


def test_thousands_of_changes_are_summed_up_once(qapp, qtbot):
    model = QueueModel()
    items = [Item(path=Path(f"/{number}.png")) for number in range(5_000)]
    told = []
    with qtbot.waitSignal(model.summaryChanged):
        model.append(items)
    model.summaryChanged.connect(lambda: told.append(model.count(State.WAITING)))
    for item in items:
        model.update(item, state=State.WAITING)
    qtbot.waitUntil(lambda: len(told) > 0)
    assert told == [5_000]


def test_thousands_of_gaps_are_removed_at_once(model):
    items = [Item(path=Path(f"/{number}.png")) for number in range(1_000)]
    model.append(items)
    resets = []
    model.modelReset.connect(lambda: resets.append(len(model)))
    assert model.remove(items[::2]) == items[::2]
    assert resets == [500]
    assert list(model) == items[1::2]
    assert [model.row(item) for item in model] == list(range(500))


def test_many_rows_change_in_one_go(qtbot):
    model = QueueModel()
    items = [Item(path=Path(f"{number}.png")) for number in range(5)]
    model.append(items)
    spans, told = [], []
    model.dataChanged.connect(lambda first, last: spans.append((first.row(), last.row())))
    model.itemsChanged.connect(told.append)
    with qtbot.waitSignal(model.summaryChanged):
        model.update_many([items[3], items[1]], state=State.WAITING, message="soon")
    assert spans == [(1, 3)]
    assert told == [[items[3], items[1]]]
    assert [item.state is State.WAITING for item in items] == [False, True, False, True, False]
    assert items[1].message == "soon"
    with pytest.raises(AttributeError):
        model.update_many(items, colour="red")
