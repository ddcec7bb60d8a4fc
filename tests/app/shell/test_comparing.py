"""Ways for a picture into the comparison that make no result of it: dropped, chosen, another row, a start with two."""

from unittest.mock import MagicMock

import pytest
from PySide6.QtCore import QObject, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog
from window_use import mime_of, notices

from app.queue.items import Item
from app.shell import application
from app.shell.comparing import Comparing
from app.viewing.compare_bar import ORIGINAL
from app.viewing.viewer.layers import Layer
from core.images.framing import Framing
from core.images.scan import Refused


def names(studio) -> tuple[str, ...]:
    return studio.window.picture.viewer.labels


def hold(studio, *paths, across: float, shift: bool, drop: bool) -> str:
    """Hold files over the picture, `across` from its left edge to its right, or drop them; the hint that is shown."""
    viewer, mime = studio.window.picture.viewer, mime_of(*paths)
    spot = viewer.mapTo(studio.window, QPoint(round(viewer.width() * across), viewer.height() // 2))
    held = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    rest = Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, held
    if drop:
        studio.window.dropEvent(QDropEvent(QPointF(spot), *rest))
    else:
        studio.window.dragMoveEvent(QDragMoveEvent(spot, *rest))
    return viewer.state.hint


def test_files_rows_and_pairs_are_compared(two, picture_file, qtbot, monkeypatch):
    studio, window, model = two, two.window, two.model
    window.queue.view.choose(model.item(0))
    dropped = picture_file("dropped.png")
    assert hold(studio, dropped, across=0.9, shift=False, drop=False) == "Hold Shift to compare with it"
    assert hold(studio, dropped, across=0.9, shift=True, drop=False) == "Compare with it on the right"
    assert hold(studio, dropped, across=0.9, shift=True, drop=True) == ""
    assert names(studio) == ("Original", "dropped.png")
    hold(studio, picture_file("left.png"), across=0.1, shift=True, drop=True)
    assert names(studio) == ("left.png", "dropped.png")
    pair = picture_file("one.png"), picture_file("other.png")
    hold(studio, *pair, across=0.9, shift=True, drop=True)
    assert names(studio) == ("one.png", "other.png")
    hold(studio, *pair, dropped, across=0.1, shift=True, drop=True)
    assert any("one or two" in text for text in notices(studio))
    assert names(studio) == ("one.png", "other.png")

    asked = str(picture_file("asked.png"))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_, **__: (asked, ""))
    window.actions_.compare.trigger()
    assert names(studio) == ("asked.png", "other.png")

    window.queue.view.selectAll()
    assert window.queue.compare_action in window.queue.menu().actions()
    window.queue.compare_action.trigger()
    assert studio.comparison.item is model.item(0)
    assert names(studio) == ("Original", "b.png")

    assert len(model) == 2
    assert all(not item.results for item in model)
    studio.comparing.open_pair([picture_file("c.png"), picture_file("d.png")])
    qtbot.waitUntil(lambda: len(model) == 3 and names(studio) == ("Original", "d.png"))
    assert studio.comparison.item is model.item(2)
    studio.comparing.open_pair([picture_file("e.png").with_name("gone.png"), picture_file("d.png")])
    qtbot.waitUntil(lambda: any("gone.png" in text for text in notices(studio)))
    assert studio.comparison.item is model.item(2)

    window.queue.view.choose(model.item(0))
    assert studio.comparison.sides[0] == ORIGINAL
    assert names(studio)[1] == "b.png"  # come back to with the newest
    window.queue.view.choose(model.item(1))
    assert names(studio) == ("Original", "Result")


def test_a_row_is_compared_as_it_is_turned_and_cropped(two, qtbot):
    studio, model = two, two.model
    second = model.item(1)
    qtbot.waitUntil(lambda: second.width > 0)
    studio.window.queue.view.choose(second)
    second.framing = Framing(turn=90)
    studio.comparison.look_anew(second)
    studio.window.queue.view.selectAll()
    studio.window.queue.compare_action.trigger()
    assert studio.comparison.item is model.item(0)
    qtbot.waitUntil(lambda: studio.window.picture.viewer.layers.get(Layer.AFTER) is not None)
    shown = studio.window.picture.viewer.layers.get(Layer.AFTER).full
    assert (shown.width(), shown.height()) == (second.height, second.width)


@pytest.mark.parametrize("arguments", [["compare", "a.png"], ["compare", "a.png", "b.png", "c.png"]])
def test_a_start_to_compare_takes_two_files(arguments, capsys):
    assert [path.name for path in application._parse(["compare", "a.png", "b.png"])[0]] == ["a.png", "b.png"]
    assert application._parse(["a.png", "compare"])[1] is False
    with pytest.raises(SystemExit) as ended:
        application._parse(arguments)
    assert ended.value.code == 2
    assert "compare" in capsys.readouterr().err


def test_a_pair_is_forgotten_once_its_first_is_refused_and_none_takes_the_place_of_another(tmp_path):
    class Intake(QObject):
        added, finished = Signal(object), Signal(int, list)

    class Opening:
        ask_file = on_other_start = staticmethod(lambda _: None)

    intake, shown = Intake(), []
    window = MagicMock()
    comparing = Comparing(window, Opening(), intake, MagicMock(sides=(ORIGINAL, ORIGINAL)), lambda _: None)
    comparing._show_beside = lambda item, second, name: shown.append((item.path.name, name))
    one, gone, two, other = (tmp_path / name for name in ("one", "gone", "two", "other"))
    for first in (one, gone, two):
        comparing.open_pair([first, other])
    intake.finished.emit(0, [Refused(str(gone), "It does not exist.")])
    for path in (two, gone, one):
        intake.added.emit([Item(path=path)])
    assert shown == [("two", "other"), ("one", "other")]
