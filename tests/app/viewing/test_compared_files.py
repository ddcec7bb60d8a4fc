"""Files as sides of a comparison: how large they are shown, and what becomes of those that cannot be read."""

import numpy as np
import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage

from app.queue.items import Item, Result
from app.viewing.compare_bar import ASK, ORIGINAL, CompareBar
from app.viewing.compared_files import MOST, ComparedFiles, extent_of
from app.viewing.comparison import Comparison
from app.viewing.filmstrip import Filmstrip
from app.viewing.picture_cache import PictureCache
from app.viewing.viewer.layers import Layer, Layers, Side
from app.viewing.viewer.shape import alike
from app.viewing.viewer.viewer import PictureViewer
from core.images.framing import AS_IT_IS, Framing
from core.images.picture import Picture
from core.jobs import SampleSettings


@pytest.fixture
def comparison(qtbot):
    """One without a window around it, its picture of 40 x 30 pixels on the left."""
    viewer, filmstrip, bar, cache = PictureViewer(), Filmstrip(), CompareBar(), PictureCache()
    for widget in (viewer, filmstrip, bar):
        qtbot.addWidget(widget)
    made = Comparison(viewer, filmstrip, bar, cache)
    pixels = np.zeros((30, 40, 3), np.uint8)
    made.show(Item(picture=Picture(pixels), title="row", width=40, height=30))
    qtbot.waitUntil(lambda: viewer.layers.get(Layer.BEFORE) is not None)
    yield made
    assert cache.stop(5000)


def shown(comparison: Comparison, side: Side) -> tuple[int, int]:
    image = comparison._viewer.layers.base(side).full
    return image.width(), image.height()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ((40, 30), (160, 120), True),
        ((255, 191), (1023, 767), True),  # reduced by 4 and rounded down
        ((2, 1000), (10, 4003), True),  # of a thin one nearly nothing is left to tell the shape by
        ((1920, 1080), (1920, 1072), True),  # some programs cut to a multiple of 16
        ((40, 30), (30, 40), False),
        ((1, 1000), (1000, 1000), False),
    ],
)
def test_a_shape_is_another_one_only_where_more_than_rounding_differs(one, other, same):
    assert alike(one, other) is alike(other, one) is same
    assert (extent_of(other, one) == other) is same


@pytest.mark.parametrize("size", [(300, 400), (7, 9), (60_000, 1), (1, 60_000)])
@pytest.mark.parametrize("picture", [(40, 30), (60_000, 1)])
def test_beside_another_shape_the_extent_is_the_pictures_and_has_a_bound(size, picture):
    width, height = extent_of(size, picture)
    assert alike(picture, (width, height))
    assert max(width, height) <= max(max(picture), 4 * max(size))


def test_another_shape_is_fitted_into_the_middle_and_read_there(qapp):
    layers = Layers()
    white = QImage(10, 20, QImage.Format.Format_RGB32)
    white.fill(0xFFFFFF)
    layers.set_image(Layer.BEFORE, white, own_shape=True)
    layers.set_image(Layer.AFTER, white.scaled(40, 40))
    assert layers.place(Side.BEFORE) == QRectF(10, 0, 20, 40)
    assert layers.place(Side.AFTER) == QRectF(0, 0, 40, 40)
    assert [layers.readout(x, 5).before for x in (5, 10, 29, 30)] == [None, (255,) * 3, (255,) * 3, None]
    layers.set_image(Layer.BEFORE, white)
    assert layers.place(Side.BEFORE) == QRectF(0, 0, 40, 40)


def test_files_are_known_again_and_the_oldest_make_room(tmp_path):
    files, item = ComparedFiles(), Item()
    first = files.add(item, tmp_path / "0", "0")
    assert files.add(item, tmp_path / "0", "0") is first
    turned = files.add(item, tmp_path / "0", "0", framing=Framing(turn=90))
    assert turned is not first
    for number in range(MOST):
        files.add(item, tmp_path / f"{number + 1}", "x")
    oldest = files.of(item)[2]
    assert files.make_room(item, seen=[first.side]) == [turned, oldest]
    assert len(files.of(item)) == MOST
    assert files.of(item)[0] is first
    assert files.make_room(item, seen=[]) == []
    assert files.of(Item()) == []
    pasted = [Picture(np.zeros((2, 2, 3), np.uint8)) for _ in range(2)]
    assert files.add(item, pasted[0], "a") is files.add(item, pasted[0], "a")
    assert files.add(item, pasted[1], "b") is files.of(item)[-1]


def test_the_bar_offers_files_and_asks_for_one_without_losing_the_choice(qtbot, tmp_path):
    bar, files, asked, chosen, gone = CompareBar(), ComparedFiles(), [], [], []
    qtbot.addWidget(bar)
    file = files.add(Item(), tmp_path / "other.png", "other.png")
    bar.fileWanted.connect(asked.append)
    bar.sidesChanged.connect(lambda *sides: chosen.append(sides))
    bar.discardWanted.connect(gone.append)
    bar.show_results([], ORIGINAL, ORIGINAL)
    assert bar.after_box.currentText() == "No result yet"
    bar.show_results([], ORIGINAL, file.side, files=[file])
    assert bar.after_box.currentText() == "other.png"
    for box, right in ((bar.before_box, False), (bar.after_box, True)):
        box.setCurrentIndex(box.findData(ASK))
        box.activated.emit(box.currentIndex())
        assert asked[-1] is right
        assert bar.sides == (ORIGINAL, file.side)
    bar.after_box.setFocus()
    qtbot.keyClick(bar.after_box, Qt.Key.Key_End)  # in passing
    assert bar.sides == (ORIGINAL, file.side)
    assert len(asked) == 2
    assert chosen == []
    assert not bar.adopt_button.isEnabled()  # it has no settings
    bar.discard_button.click()
    assert gone == [file.side]
    bar.swap_button.click()
    assert chosen == [(file.side, ORIGINAL)]


def test_a_file_is_compared_and_one_more_comes_onto_the_left(comparison, picture_file, qtbot):
    comparison.compare_with(picture_file("four times.png", 160, 120), "four times.png")
    qtbot.waitUntil(lambda: comparison.file_size == (160, 120))
    assert comparison._viewer.labels == ("Original", "four times.png")
    assert comparison._viewer.layers.size.toTuple() == (160, 120)
    assert comparison.result is None  # nothing to save, copy or drag out
    comparison.compare_with(picture_file("small.png", 20, 15), "small.png")
    qtbot.waitUntil(lambda: shown(comparison, Side.BEFORE) == (20, 15))
    assert comparison._viewer.labels == ("small.png", "four times.png")
    assert comparison._viewer.layers.size.toTuple() == (160, 120)
    comparison.forget(comparison.item)
    comparison.refresh_results(comparison.item)
    assert comparison.sides == (ORIGINAL, ORIGINAL)


@pytest.mark.parametrize("kind", ["missing", "broken", "vanished"])
def test_a_file_that_cannot_be_read_is_said_and_what_was_there_comes_back(
    comparison, picture_file, qtbot, kind
):
    comparison.compare_with(picture_file("good.png"), "good.png")
    qtbot.waitUntil(lambda: comparison.file_size is not None)
    before, path = comparison.sides, picture_file("bad.png")
    if kind == "broken":
        path.write_bytes(b"\x89PNG\r\n")
    else:
        path.unlink()
    if kind == "vanished":
        path = path.with_name("good.png")
        comparison._cache.forget(before[1])  # as for want of room
        path.unlink()
    with qtbot.waitSignal(comparison.told) as told:
        comparison.compare_with(path, path.name, right=True if kind == "vanished" else None)
    assert path.name in told.args[0].text
    expected = (ORIGINAL, ORIGINAL) if kind == "vanished" else before
    qtbot.waitUntil(lambda: comparison.sides == expected)


def test_another_shape_is_said_once(comparison, picture_file, qtbot):
    told = []
    comparison.told.connect(told.append)
    path = picture_file("upright.png", 30, 40)
    for right in (True, False, True):
        comparison.compare_with(path, "upright.png", right=right)
        qtbot.waitUntil(lambda: shown(comparison, Side.AFTER) == (30, 40))
    assert ["upright.png" in notice.text for notice in told] == [True]


def test_a_picture_that_was_turned_has_another_shape_only_beside_what_is_shown(
    comparison, picture_file, qtbot
):
    told, item, path = [], comparison.item, picture_file("alike.png", 80, 60)
    comparison.told.connect(told.append)
    comparison.compare_with(path, "alike.png", right=True)
    qtbot.waitUntil(lambda: shown(comparison, Side.AFTER) == (80, 60))
    file = comparison.sides[1]
    for framing, size in ((Framing(turn=90), (30, 40)), (AS_IT_IS, (40, 30))):
        item.framing, (item.width, item.height) = framing, size
        comparison.look_anew(item)
        qtbot.waitUntil(lambda size=size: shown(comparison, Side.BEFORE) == size)
        assert len(told) == (0 if framing.changes else 1)
        comparison.set_sides(ORIGINAL, file)
        assert len(told) == 1


def test_a_result_that_comes_meanwhile_stays_when_a_file_fails(comparison, picture_file, qtbot):
    item, path = comparison.item, picture_file("bad.png")
    path.write_bytes(b"\x89PNG\r\n")
    with qtbot.waitSignal(comparison.told):
        comparison.compare_with(path, "bad.png", right=False)
        made = Result("made", SampleSettings(), 40, 30, 0.1, picture=item.picture)
        item.results.append(made)
        comparison.on_result(item, made, None)
    assert comparison.sides == (ORIGINAL, "made")
    assert comparison._bar.sides == (ORIGINAL, "made")
    assert comparison._bar.after_box.findText("bad.png") == -1


def test_one_file_too_many_takes_none_away_that_is_looked_at(comparison, picture_file, qtbot):
    comparison.compare_with(picture_file("left.png"), "left.png", right=False)
    for number in range(MOST):
        comparison.compare_with(picture_file(f"{number}.png"), f"{number}.png", right=True)
        qtbot.waitUntil(lambda: comparison._viewer.layers.get(Layer.AFTER) is not None)
    assert comparison._viewer.labels == ("left.png", f"{MOST - 1}.png")
    offered = [comparison._bar.before_box.itemText(i) for i in range(comparison._bar.before_box.count())]
    assert "left.png" in offered
    assert "0.png" not in offered
