"""Using a sheet: choosing, stepping, zooming, comparing, taking over, saving, and what is remembered."""

import numpy as np
import pytest
from explore_use import compute, open_page, set_axes
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QFontMetricsF, QImage
from PySide6.QtWidgets import QFileDialog

from app.explore.axes import Axis
from app.explore.compare_view import ORIGINAL
from app.explore.region_picker import RegionPicker
from app.explore.sheet_picture import GAP, SheetPicture, measure
from app.images.qimages import array_from_qimage
from app.kit.theme import LIGHT
from core.jobs import Region, SampleSettings


@pytest.fixture
def page(with_picture, qtbot):
    """A sheet of kappa and steps, 3 x 2, computed."""
    page = open_page(with_picture, qtbot)
    set_axes(with_picture, Axis.KAPPA, "0.5 1 2", Axis.STEPS, "1 4")
    compute(with_picture, qtbot)
    return page


def middle_of(page, number: int) -> QPoint:
    return page.sheet._box(number).center()


def test_a_click_chooses_and_tells_what_it_is(page, qtbot):
    qtbot.mouseClick(page.sheet, Qt.MouseButton.LeftButton, pos=middle_of(page, 4))
    assert page.sheet.current == 4
    assert "4 steps" in page.caption.whole
    assert "kappa 1" in page.caption.whole
    assert page.sheet.accessibleDescription().startswith("kappa 1 · 4 steps")


def test_two_keys_step_through_the_cells_in_the_grid_and_in_the_comparison(page, with_picture, qtbot):
    page.sheet.choose(0)
    qtbot.keyClick(page.sheet, Qt.Key.Key_Period)
    assert page.sheet.current == 1
    qtbot.keyClick(page.sheet, Qt.Key.Key_Comma)
    qtbot.keyClick(page.sheet, Qt.Key.Key_Comma)
    assert page.sheet.current == 5
    with_picture.exploring.explorer.comparing.compare(5, ORIGINAL)
    left = page.compare.sides[0]
    qtbot.keyClick(page.compare.viewer, Qt.Key.Key_Period)
    assert page.compare.sides == (left, 0)
    qtbot.keyClick(page.compare.viewer, Qt.Key.Key_Comma)
    assert page.compare.sides == (left, 5)
    assert page.sheet.current == 5


def test_cells_without_a_picture_are_stepped_over(with_picture, page, qtbot):
    set_axes(with_picture, Axis.KAPPA, "0.5 0.7 1", Axis.STEPS, "1")
    page.sheet.choose(0)
    page.sheet.step(1)
    assert page.sheet.current == 2


def test_arrows_walk_the_grid_and_stop_at_its_edge(page, qtbot):
    page.sheet.choose(0)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Right):
        qtbot.keyClick(page.sheet, key)
    assert page.sheet.current == 5


def test_all_cells_have_one_zoom_and_the_place_below_the_pointer_stays(page):
    view = page.sheet.viewport
    at = QPointF(20, 30)
    page.sheet.set_zoom(4.0, at)
    before = view.to_content(at)
    page.sheet.set_zoom(8.0, at)
    assert (view.to_content(at) - before).manhattanLength() < 1
    shown = array_from_qimage(page.sheet.grab().toImage())
    first, fourth = page.sheet._box(1), page.sheet._box(4)
    cells = [shown[b.y() + 4 : b.y() + 24, b.x() + 4 : b.x() + 84] for b in (first, fourth)]
    assert np.array_equal(*cells)  # the pretended engine makes the same of both


def test_the_buttons_of_the_top_bar_act_on_the_sheet(with_picture, page):
    actions = with_picture.window.actions_
    actions.actual.trigger()
    assert page.sheet.zoom == 1.0
    actions.zoom_in.trigger()
    assert page.sheet.zoom > 1.0
    actions.fit.trigger()
    assert page.sheet.viewport.is_fitted


def test_ctrl_and_a_click_compare_at_the_same_zoom(page, qtbot):
    page.sheet.choose(0)
    page.sheet.set_zoom(6.0)
    page.sheet.pan(40, 20)
    centre = page.sheet.viewport.visible.center()
    qtbot.mouseClick(
        page.sheet, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, middle_of(page, 5)
    )
    assert page.comparing
    assert page.compare.sides == (0, 5)
    viewer = page.compare.viewer
    assert viewer.labels == ("kappa 0.5 · 1 step", "kappa 2 · 4 steps")
    assert viewer.zoom == 6.0
    viewer.set_zoom(4.0)
    page.show_grid()
    assert page.sheet.zoom == 4.0
    assert (page.sheet.viewport.visible.center() - centre).manhattanLength() < 30


def test_compare_takes_the_cell_before_then_the_default_then_the_original(with_picture, page):
    explorer = with_picture.exploring.explorer
    default = next(n for n, v in enumerate(explorer.sheet.cells) if v.cell.is_default)
    page.sheet.choose(4)
    page.sheet.choose(2)
    page.compare_button.click()
    assert page.compare.sides == (4, 2)
    page.show_grid()
    page.sheet.other = None
    explorer.comparing.compare(1, ORIGINAL)
    assert page.compare.sides == (default, 1)
    page.sheet.other = None
    explorer.comparing.compare(default, ORIGINAL)
    assert page.compare.sides == (ORIGINAL, default)
    assert page.compare.viewer.labels[0] == "Original"


def test_another_region_ends_the_comparison_of_the_one_before(with_picture, page):
    explorer = with_picture.exploring.explorer
    explorer.comparing.compare(1, 2)
    assert page.comparing
    explorer.subject.on_picked(Region(0, 0, 12, 10))
    assert not page.comparing


def test_escape_leaves_the_comparison(with_picture, page):
    with_picture.exploring.explorer.comparing.compare(1, 2)
    assert page.comparing
    with_picture.window.actions_.cancel.trigger()
    assert not page.comparing


def test_swapped_sides_are_shown(with_picture, page):
    with_picture.exploring.explorer.comparing.compare(1, 2)
    page.compare.swap_button.click()
    assert page.compare.sides == (2, 1)
    assert page.compare.viewer.labels == ("kappa 2 · 1 step", "kappa 1 · 1 step")


def test_a_double_click_takes_the_settings_over(with_picture, page, qtbot):
    qtbot.mouseDClick(page.sheet, Qt.MouseButton.LeftButton, pos=middle_of(page, 5))
    qtbot.mouseRelease(page.sheet, Qt.MouseButton.LeftButton, pos=middle_of(page, 5))
    settings = with_picture.window.controls.settings()
    assert (settings.kappa, settings.steps) == (2.0, 4)
    assert with_picture.window.page == "upscale"
    assert with_picture.window.controls.seed.locked


def test_taking_over_leaves_the_size_alone(with_picture, page):
    controls = with_picture.window.controls
    controls.size_chooser.set_value(SampleSettings(target=(100, 75)))
    controls.settingsChanged.emit()
    page.sheet.choose(2)
    page.adopt_button.click()
    assert controls.settings().target == (100, 75)
    assert controls.settings().kappa == 2.0


def test_the_sheet_is_saved_with_its_labels_at_full_size(with_picture, page, tmp_path, qtbot, monkeypatch):
    wanted = tmp_path / "out" / "mine"
    wanted.parent.mkdir()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a: (str(wanted), "PNG (*.png)"))
    with qtbot.waitSignal(with_picture.exploring.saver.saved) as saved:
        with_picture.window.actions_.save.trigger()
    path = saved.args[0]
    assert path == wanted.with_name("mine.png")
    image = QImage(str(path))
    sheet = with_picture.exploring.explorer.sheet
    plain = SheetPicture("", "", tuple(sheet.across), tuple(sheet.down), (), sheet.out, LIGHT)
    box = measure(plain).cell(1, 2, sheet.out)
    cell = array_from_qimage(image.copy(box))
    assert np.array_equal(cell, array_from_qimage(with_picture.exploring.explorer.contents.image(5)))
    heading = array_from_qimage(image.copy(box.x(), 0, box.width(), measure(plain).top))
    assert heading.std() > 0
    beside = array_from_qimage(image.copy(0, box.y(), measure(plain).left, box.height()))
    assert beside.std() > 0
    assert "mine.png" in page.notices.notices[0].text


@pytest.mark.parametrize("text", ["1 step", "2 steps", "2 Schritte", "kappa 0.35", "seed 123456", "8 étapes"])
def test_a_heading_that_has_room_stays_on_one_line(qapp, text):
    sheet = SheetPicture("", "", ("",), (text,), (), (576, 432), LIGHT)
    measures = measure(sheet)
    room = QRect(0, 0, measures.left - 2 * GAP, 432)
    box = QFontMetricsF(measures.font).boundingRect(room.toRectF(), int(Qt.TextFlag.TextWordWrap), text)
    assert box.height() < measures.line


def test_saving_without_an_ending_never_takes_anothers_place(
    with_picture, page, tmp_path, qtbot, monkeypatch
):
    (tmp_path / "mine.png").write_bytes(b"precious")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a: (str(tmp_path / "mine"), ""))
    with qtbot.waitSignal(with_picture.exploring.saver.saved) as saved:
        page.side.save_button.click()
    assert saved.args[0] == tmp_path / "mine-1.png"
    assert (tmp_path / "mine.png").read_bytes() == b"precious"


def test_the_picture_itself_is_never_written_over(with_picture, page, qtbot, monkeypatch):
    source = with_picture.comparison.item.path
    before = source.read_bytes()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a: (str(source), ""))
    page.side.save_button.click()
    qtbot.waitUntil(lambda: bool(page.notices.notices))
    assert page.notices.notices[0].level == "error"
    assert source.read_bytes() == before


def test_ctrl_s_is_there_for_the_sheet_and_for_results_each_on_its_page(with_picture, page):
    save = with_picture.window.actions_.save
    assert save.isEnabled()
    with_picture.window.show_page("upscale")
    assert not save.isEnabled()


def test_both_sides_never_have_the_same_axis(page):
    side = page.side
    side.columns.box.setCurrentIndex(side.columns.box.findData(Axis.STEPS))
    side.columns.box.activated.emit(side.columns.box.currentIndex())
    assert (side.columns.axis, side.rows.axis) == (Axis.STEPS, Axis.KAPPA)
    side.rows.box.setCurrentIndex(side.rows.box.findData(Axis.NONE))
    side.rows.box.activated.emit(side.rows.box.currentIndex())
    side.rows.box.setCurrentIndex(side.rows.box.findData(Axis.STEPS))
    side.rows.box.activated.emit(side.rows.box.currentIndex())
    assert (side.columns.axis, side.rows.axis) == (Axis.KAPPA, Axis.STEPS)


def test_wrong_values_are_told_in_place_and_reset(with_picture, page):
    editor = page.side.columns
    editor.field.setText("half")
    editor.field.textEdited.emit("half")
    assert "not a number" in editor.hint.text()
    assert with_picture.exploring.explorer.sheet is None
    assert "not a number" in page.side.note.text()
    editor.reset_button.click()
    assert with_picture.exploring.explorer.sheet is not None
    assert len(with_picture.exploring.explorer.sheet.across) > 1


def test_the_region_is_drawn_moved_and_resized(page, with_picture, qtbot):
    picker, subject = page.side.picker, with_picture.exploring.explorer.subject
    picker.set_region(Region(0, 0, 16, 16))
    page.side.picker.regionChanged.emit(picker.region)
    qtbot.keyClick(picker, Qt.Key.Key_Right)
    assert subject.region == Region(1, 0, 16, 16)
    qtbot.keyClick(picker, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert subject.region == Region(1, 0, 16, 17)
    place = picker._place()
    corner = QPoint(round(place.right()) - 2, round(place.bottom()) - 2)
    qtbot.mouseClick(picker, Qt.MouseButton.LeftButton, pos=corner)
    assert subject.region == Region(24, 13, 16, 17)  # of 40 x 30: as far as the edge lets it


def test_axes_and_typed_values_are_remembered(studio_maker, picture_file, qtbot):
    first = studio_maker()
    side = first.window.explore_page.side
    side.columns.set_axis(Axis.SEED)
    side.rows.set_axis(Axis.NONE)
    side.columns.set_typed({"seed": "3 4"})
    first.stop()
    again = studio_maker().window.explore_page.side
    assert (again.columns.axis, again.rows.axis) == (Axis.SEED, Axis.NONE)
    assert again.columns.along().values == (3, 4)


@pytest.mark.parametrize("then", ["another picture", "the same, which can be read now"])
def test_an_error_goes_with_the_picture_that_could_not_be_read(two, qtbot, then):
    queue, page = two.window.queue.view, two.window.explore_page
    queue.choose(two.model.item(0))
    open_page(two, qtbot)
    path = two.model.item(1).path
    whole = path.read_bytes()
    path.write_bytes(b"no picture")
    two.cache.forget(two.model.item(1).item_id)
    queue.choose(two.model.item(1))
    qtbot.waitUntil(lambda: [notice.key for notice in page.notices.notices] == ["read"])
    if then == "another picture":
        queue.choose(two.model.item(0))
    else:
        path.write_bytes(whole)
        two.window.show_page("upscale")
        open_page(two, qtbot)
    assert not page.notices.notices


@pytest.mark.parametrize(("width", "height"), [(1, 3000), (3000, 1), (1, 1)])
def test_a_region_of_a_thin_picture_can_be_drawn(qtbot, width, height):
    picker = RegionPicker()
    qtbot.addWidget(picker)
    picker.resize(240, 168)
    picker.show_picture(QImage(4, 4, QImage.Format.Format_RGB32), width, height)
    assert min(picker._place().width(), picker._place().height()) >= 1
    first, last = (QPoint(60, 42), QPoint(180, 126))
    qtbot.mousePress(picker, Qt.MouseButton.LeftButton, pos=first)
    qtbot.mouseMove(picker, last)
    with qtbot.waitSignal(picker.regionChanged) as drawn:
        qtbot.mouseRelease(picker, Qt.MouseButton.LeftButton, pos=last)
    region = drawn.args[0]
    assert (region.width, region.height) == (min(width, 1500), min(height, 1500))


def test_of_a_picture_that_was_replaced_the_cells_are_computed_anew(
    page, with_picture, engine, picture_file, qtbot
):
    explorer = with_picture.exploring.explorer
    count = len(engine.jobs)
    picture_file("a.png", 60, 20)
    explorer.compute()
    qtbot.waitUntil(lambda: explorer.subject.shown.full.width() == 60)
    assert explorer.subject.region.y + explorer.subject.region.height <= 20
    compute(with_picture, qtbot)
    assert len(engine.jobs) >= count + 6
