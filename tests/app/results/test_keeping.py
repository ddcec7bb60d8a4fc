"""Whatever is saved, removed or closed, and in whatever order: the exact pixels of a wanted result are somewhere, and
those of one that is not wanted are gone."""

import threading
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from window_use import add, notices, run_to_end

from app.queue.items import State
from app.results import writing as writing_module
from app.results.forgetting import KEY
from app.results.writing import TakenPaths
from core.errors import SaveError
from core.images import files


class Writing:
    """Stands in for the function that writes pictures. Those that `held` names wait for the gate, those that `refused`
    names fail."""

    def __init__(self, real) -> None:
        self.real, self.gate, self.begun = real, threading.Event(), threading.Event()
        self.held = self.refused = lambda path: False

    def __call__(self, picture, path, **options):
        if self.held(path):
            self.begun.set()
            assert self.gate.wait(30)
        if self.refused(path):
            raise SaveError("No space is left.")
        return self.real(picture, path, **options)


@pytest.fixture
def writing(with_picture, monkeypatch):
    made = Writing(files.save_picture)
    monkeypatch.setattr(files, "save_picture", made)
    yield made
    made.gate.set()


def output_of(studio, **changes):
    return replace(studio.window.controls.output.output(), **changes)


@pytest.fixture
def in_session(with_picture):
    folder = with_picture.session.folder
    return lambda path: path.is_relative_to(folder)


def upscale(studio, qtbot, *, kept: bool = True):
    run_to_end(studio, qtbot)
    result = studio.comparison.result
    if kept:
        qtbot.waitUntil(lambda: result.kept is not None)
    return studio.comparison.item, result


def settle(studio, qtbot) -> None:
    qtbot.waitUntil(lambda: not studio.saver.busy)


def pixels(path: Path) -> np.ndarray:
    return cv2.imread(str(path), cv2.IMREAD_UNCHANGED)


def saved(studio, qtbot):
    """A picture with a result that is saved and nowhere else: the row, the result and its exact pixels."""
    item, result = upscale(studio, qtbot)
    exact = pixels(result.kept)
    with qtbot.waitSignal(studio.saver.saved):
        studio.results.save()
    settle(studio, qtbot)
    return item, result, exact


def exported(studio, item, result, path: Path, qtbot) -> np.ndarray:
    """The pixels of the result without a finish, as a file of its own gets them."""
    result.finish = replace(result.finish, strength=1.0)
    with qtbot.waitSignal(studio.saver.saved):
        studio.saver.save_as(item, result, path, output_of(studio))
    return pixels(path)


# --- over one's own file ------------------------------------------------------------------------------------


@pytest.mark.parametrize("changes", [{"format": "png"}, {"bit_depth": 16}, {"private": True}])
@pytest.mark.parametrize("strength", [1.0, 0.2])
def test_saving_over_ones_own_file_keeps_the_exact_pixels(with_picture, tmp_path, qtbot, changes, strength):
    studio = with_picture
    item, result, exact = saved(studio, qtbot)
    assert result.kept is None
    result.finish = replace(result.finish, strength=strength)
    for _ in range(2):  # the second finish is not laid over the first
        with qtbot.waitSignal(studio.saver.saved):
            studio.saver.save_as(item, result, result.saved.path, output_of(studio, **changes))
        settle(studio, qtbot)
    assert np.array_equal(exported(studio, item, result, tmp_path / "exact.png", qtbot), exact)


def test_what_is_written_behind_the_replacement_of_its_file_is_made_of_the_exact_pixels(
    with_picture, writing, tmp_path, qtbot
):
    studio = with_picture
    item, result, exact = saved(studio, qtbot)
    writing.held = lambda path: path == result.saved.path
    result.finish = replace(result.finish, strength=0.2)
    studio.saver.save_as(item, result, result.saved.path, output_of(studio))
    assert writing.begun.wait(30)
    result.finish = replace(result.finish, strength=1.0)
    studio.saver.save_as(item, result, tmp_path / "exact.png", output_of(studio))
    writing.gate.set()
    settle(studio, qtbot)
    assert np.array_equal(pixels(tmp_path / "exact.png"), exact)


def test_where_the_exact_pixels_find_no_room_their_file_is_not_replaced(
    with_picture, writing, in_session, qtbot
):
    studio = with_picture
    item, result, _ = saved(studio, qtbot)
    before = result.saved.path.read_bytes()
    writing.refused = in_session
    result.finish = replace(result.finish, strength=0.2)
    with qtbot.waitSignal(studio.saver.failed):
        studio.saver.save_as(item, result, result.saved.path, output_of(studio))
    assert result.saved.path.read_bytes() == before
    assert result.file == result.saved.path


def test_exact_pixels_that_made_room_in_vain_are_not_offered_again(with_picture, writing, tmp_path, qtbot):
    studio = with_picture
    item, result, exact = saved(studio, qtbot)
    writing.refused = lambda path: path == result.saved.path
    result.finish = replace(result.finish, strength=0.2)
    with qtbot.waitSignal(studio.saver.failed):
        studio.saver.save_as(item, result, result.saved.path, output_of(studio))
    settle(studio, qtbot)
    assert studio.session.found() == []
    assert np.array_equal(exported(studio, item, result, tmp_path / "exact.png", qtbot), exact)


# --- over the file of another result ------------------------------------------------------------------------


@pytest.fixture
def another(with_picture, engine, qtbot):
    """The window with two results of one picture that differ, and the exact pixels of each."""
    engine.varies = True
    made = []
    for seed in (1, 2):
        with_picture.window.controls.seed.set_value(seed)
        item, result = upscale(with_picture, qtbot)
        made.append((result, pixels(result.kept)))
    assert not np.array_equal(made[0][1], made[1][1])
    return with_picture, item, *made


def save_over(studio, item, result, path: Path, **changes) -> None:
    studio.saver.save_as(item, result, path, output_of(studio, **changes))


@pytest.mark.parametrize("changes", [{}, {"format": "jpeg", "quality": 20}, {"bit_depth": 16}])
@pytest.mark.parametrize("at_once", [False, True])
def test_a_result_outlives_that_another_is_saved_over_its_file(another, tmp_path, qtbot, changes, at_once):
    studio, item, (first, exact), (second, other) = another
    path = tmp_path / "out.img"
    for result in (first, second):
        save_over(studio, item, result, path, **changes)
        if not at_once:
            settle(studio, qtbot)
    settle(studio, qtbot)
    assert first.saved is None  # it is in no file of the person's any more
    assert second.saved.path == path
    assert [kept.result_id for kept in studio.session.found()] == [first.result_id]
    assert np.array_equal(exported(studio, item, first, tmp_path / "first.png", qtbot), exact)
    assert np.array_equal(exported(studio, item, second, tmp_path / "second.png", qtbot), other)


def test_a_result_outlives_that_something_fails_when_its_file_has_been_replaced(
    another, tmp_path, monkeypatch, qtbot
):
    studio, item, (first, exact), (second, other) = another
    path = tmp_path / "out.png"
    save_over(studio, item, first, path)
    settle(studio, qtbot)

    def fails(path: Path) -> None:
        raise OSError("the drive does not answer")

    with monkeypatch.context() as patch, qtbot.waitSignal(studio.saver.failed):
        patch.setattr(writing_module, "_as_it_is", fails)
        save_over(studio, item, second, path)
        settle(studio, qtbot)
    assert np.array_equal(exported(studio, item, first, tmp_path / "first.png", qtbot), exact)
    assert np.array_equal(exported(studio, item, second, tmp_path / "second.png", qtbot), other)


def test_a_result_that_was_thrown_away_can_be_taken_back_when_its_file_has_been_replaced(
    another, picture_file, tmp_path, qtbot
):
    studio, item, (first, exact), _ = another
    path = tmp_path / "out.png"
    save_over(studio, item, first, path)
    settle(studio, qtbot)
    add(studio, qtbot, picture_file("b.png"))
    studio.window.queue.view.choose(studio.model.item(1))
    newcomer, result = upscale(studio, qtbot)
    studio.window.queue.view.choose(item)
    studio.window.queue.remove_selected()
    assert item not in list(studio.model)
    save_over(studio, newcomer, result, path)
    settle(studio, qtbot)
    studio.forgetting.take_back()
    assert item in list(studio.model)
    assert np.array_equal(exported(studio, item, first, tmp_path / "first.png", qtbot), exact)


def test_a_result_that_has_another_file_as_well_stays_saved(another, tmp_path, qtbot):
    studio, item, (first, exact), (second, _) = another
    for result, name in ((first, "a.png"), (first, "b.png"), (second, "a.png")):
        save_over(studio, item, result, tmp_path / name)
        settle(studio, qtbot)
    assert first.saved.path == tmp_path / "b.png"
    assert studio.session.found() == []
    assert np.array_equal(exported(studio, item, first, tmp_path / "c.png", qtbot), exact)


@pytest.mark.parametrize("fails", ["to be kept", "to be written"])
def test_where_replacing_the_file_of_another_result_fails_that_is_as_it_was(
    another, tmp_path, monkeypatch, qtbot, fails
):
    studio, item, (first, exact), (second, _) = another
    path, folder = tmp_path / "out.png", studio.session.folder
    save_over(studio, item, first, path)
    settle(studio, qtbot)
    made = Writing(files.save_picture)
    made.refused = lambda where: where.is_relative_to(folder) is (fails == "to be kept")
    with monkeypatch.context() as patch:
        patch.setattr(files, "save_picture", made)
        with qtbot.waitSignal(studio.saver.failed):
            save_over(studio, item, second, path)
        settle(studio, qtbot)
    assert first.saved.path == path
    assert np.array_equal(pixels(path), exact)
    assert [kept.result_id for kept in studio.session.found()] == [second.result_id]


def test_a_file_that_another_program_has_changed_is_not_taken_for_the_result(with_picture, tmp_path, qtbot):
    studio = with_picture
    item, result, exact = saved(studio, qtbot)
    cv2.imwrite(str(result.saved.path), 255 - exact[:-1])
    with qtbot.waitSignal(studio.saver.failed) as told:
        studio.saver.save_as(item, result, tmp_path / "again.png", output_of(studio))
    assert "a_resshift_x4.png has been changed since the result was saved" in told.args[2]
    assert not (tmp_path / "again.png").exists()


def test_a_faithful_picture_outlives_that_its_result_finds_no_room(with_picture, writing, in_session, qtbot):
    studio = with_picture
    item, result = upscale(studio, qtbot)
    result.faithful = files.read_picture(result.kept)
    studio.saver.keep_faithful(result)
    settle(studio, qtbot)
    with qtbot.waitSignal(studio.saver.saved):
        studio.results.save()
    settle(studio, qtbot)
    writing.refused = in_session
    result.finish = replace(result.finish, strength=0.2)
    with qtbot.waitSignal(studio.saver.failed):
        studio.saver.save_as(item, result, result.saved.path, output_of(studio))
    assert result.faithful.is_file()


# --- several things at once ---------------------------------------------------------------------------------


@pytest.mark.parametrize("when", ["kept", "being kept"])
def test_a_lossy_file_does_not_take_the_place_of_what_is_kept(
    with_picture, writing, in_session, tmp_path, qtbot, when
):
    studio = with_picture
    if when == "being kept":
        writing.held = in_session
    item, result = upscale(studio, qtbot, kept=when == "kept")
    exact = (result.picture.pixels if result.picture is not None else pixels(result.kept)[..., ::-1]).copy()
    with qtbot.waitSignal(studio.saver.saved):
        studio.saver.save_as(item, result, tmp_path / "a.jpg", output_of(studio, format="jpeg", quality=20))
    writing.gate.set()
    settle(studio, qtbot)
    assert studio.session.found() == []  # saved is saved
    assert np.array_equal(exported(studio, item, result, tmp_path / "b.png", qtbot)[..., ::-1], exact)


def test_what_is_to_be_saved_twice_is_there_for_the_second_time(with_picture, writing, tmp_path, qtbot):
    studio = with_picture
    item, result = upscale(studio, qtbot)
    writing.held = lambda path: path.name == "a.png"
    studio.saver.save_as(item, result, tmp_path / "a.png", output_of(studio))
    studio.saver.save_as(item, result, tmp_path / "b.jpg", output_of(studio, format="jpeg"))
    writing.gate.set()
    settle(studio, qtbot)
    assert pixels(tmp_path / "b.jpg").shape == pixels(tmp_path / "a.png").shape
    assert list(studio.session.folder.glob("*.png")) == []


def test_rows_that_are_removed_while_they_are_saved_are_saved(
    with_picture, writing, in_session, picture_file, tmp_path, qtbot
):
    studio = with_picture
    add(studio, qtbot, picture_file("b.png"), picture_file("c.png"))
    studio.upscaling.run_all()
    qtbot.waitUntil(lambda: studio.model.count(State.DONE) == 3 and not studio.runner.busy)
    qtbot.waitUntil(lambda: all(item.latest.kept for item in studio.model))
    writing.held = lambda path: not in_session(path)
    studio.results.export_into(tmp_path / "out")
    studio.window.queue.view.selectAll()
    studio.window.queue.remove_selected()
    assert len(studio.model) == 0
    writing.gate.set()
    settle(studio, qtbot)
    assert sorted(path.name[0] for path in (tmp_path / "out").iterdir()) == ["a", "b", "c"]
    assert list(studio.session.folder.glob("*.png")) == []


def test_a_removed_row_whose_saving_fails_is_offered_again(
    with_picture, writing, in_session, tmp_path, qtbot
):
    studio = with_picture
    _, result = upscale(studio, qtbot)
    writing.held = writing.refused = lambda path: not in_session(path)
    studio.results.export_into(tmp_path / "out")
    studio.window.queue.remove_selected()
    writing.gate.set()
    settle(studio, qtbot)
    assert [kept.result_id for kept in studio.session.found()] == [result.result_id]


def test_a_result_that_is_removed_or_discarded_while_it_is_kept_does_not_come_back(
    with_picture, writing, in_session, qtbot
):
    studio = with_picture
    writing.held = in_session
    for discard in (
        lambda: studio.leaving.discard(studio.comparison.result.result_id),
        studio.window.queue.remove_selected,
    ):
        upscale(studio, qtbot, kept=False)
        discard()
        studio.notices.close(KEY)
        writing.gate.set()
        settle(studio, qtbot)
        assert list(studio.session.folder.glob("*.*")) == []
        writing.gate.clear()


def test_the_result_of_a_row_that_was_removed_while_it_was_finished_does_not_come_back(
    with_picture, engine, qtbot
):
    studio, computed = with_picture, []
    engine.finish_gate = threading.Event()
    studio.engine.computed.connect(computed.append)
    studio.upscaling.run_selected()
    qtbot.waitUntil(lambda: len(computed) == 1)
    studio.window.queue.remove_selected()
    engine.finish_gate.set()
    qtbot.waitUntil(lambda: not studio.runner.busy and len(studio.model) == 0)
    studio.notices.close(KEY)
    settle(studio, qtbot)
    assert studio.session.found() == []


@pytest.mark.parametrize("ended_by", ["turns", "closing"])
def test_of_many_results_none_is_lost_before_its_saving_is_begun(
    with_picture, picture_file, tmp_path, monkeypatch, qtbot, ended_by
):
    """The window has turns meanwhile: rows are removed, or it is closed."""
    studio = with_picture
    add(studio, qtbot, *(picture_file(f"{letter}.png") for letter in "bcde"))
    studio.upscaling.run_all()
    qtbot.waitUntil(lambda: studio.model.count(State.DONE) == 5 and not studio.saver.busy)
    monkeypatch.setattr("app.results.saving.PART", 2)
    studio.results.export_into(tmp_path / "out")
    assert studio.saver.writing == 5
    assert [item.saving for item in studio.model] == [1, 1, 0, 0, 0]
    studio.window.queue.view.selectAll()
    studio.window.queue.remove_selected()
    studio.notices.close(KEY)
    if ended_by == "closing":
        assert studio.saver.finish(30000)
    settle(studio, qtbot)
    assert sorted(path.name[0] for path in (tmp_path / "out").iterdir()) == ["a", "b", "c", "d", "e"]
    assert list(studio.session.folder.glob("*.png")) == []


# --- names --------------------------------------------------------------------------------------------------


def test_a_name_is_taken_as_soon_as_it_is_being_written(tmp_path):
    taken, wished = TakenPaths(), tmp_path / "a.png"
    with (
        taken.path_for(wished, find_free=True) as first,
        taken.path_for(wished, find_free=True) as second,
        taken.path_for(tmp_path / "a-2.png", find_free=False),
        taken.path_for(wished, find_free=True) as third,
    ):
        assert [path.name for path in (first, second, third)] == ["a.png", "a-1.png", "a-3.png"]
    with taken.path_for(wished, find_free=True) as again:
        assert again == wished


def test_results_of_one_name_that_are_written_at_once_get_files_of_their_own(
    with_picture, writing, in_session, picture_file, tmp_path, qtbot
):
    studio = with_picture
    add(studio, qtbot, picture_file("b/a.png"))
    studio.upscaling.run_all()
    qtbot.waitUntil(lambda: studio.model.count(State.DONE) == 2 and not studio.runner.busy)
    qtbot.waitUntil(lambda: all(item.latest.kept for item in studio.model))
    writing.held = lambda path: not in_session(path)
    studio.saver._outside._pool.setMaxThreadCount(2)  # as after the patience
    studio.results.export_into(tmp_path / "out")
    assert writing.begun.wait(30)
    qtbot.waitUntil(lambda: len(studio.saver._taken._taken) == 2)
    writing.gate.set()
    settle(studio, qtbot)
    assert len(list((tmp_path / "out").iterdir())) == 2


# --- the end ------------------------------------------------------------------------------------------------


def test_a_saving_that_fails_while_the_window_is_closed_leaves_the_result_kept(
    with_picture, writing, in_session, qtbot
):
    studio = with_picture
    output = studio.window.controls.output
    output.when_box.setCurrentIndex(output.when_box.findData("beside"))
    writing.held = writing.refused = lambda path: not in_session(path)
    run_to_end(studio, qtbot)
    assert writing.begun.wait(30)
    threading.Timer(0, writing.gate.set).start()
    assert studio.stop()
    assert len(studio.session.found()) == 1


def test_what_is_saved_while_the_window_is_closed_is_not_offered_again(with_picture, qtbot):
    studio = with_picture
    item, _ = upscale(studio, qtbot)
    studio.results.save()
    assert studio.saver.writing == 1
    assert studio.stop()
    assert (item.path.parent / "a_resshift_x4.png").is_file()
    assert studio.session.found() == []


def test_what_hangs_while_the_window_is_closed_is_kept(with_picture, writing, in_session, qtbot):
    studio = with_picture
    output = studio.window.controls.output
    output.when_box.setCurrentIndex(output.when_box.findData("beside"))
    writing.held = lambda path: not in_session(path)
    run_to_end(studio, qtbot)
    assert writing.begun.wait(30)
    assert not studio.saver.finish(1)
    qtbot.waitUntil(lambda: len(studio.session.found()) == 1)
    writing.gate.set()
    settle(studio, qtbot)
    assert studio.session.found() == []


def test_a_result_that_arrives_at_the_end_is_kept(with_picture, engine, qtbot):
    """The engine has it, and the window is closed before it hears of it."""
    studio, ended = with_picture, threading.Event()
    studio.engine.ended.connect(lambda outcome: ended.set(), Qt.ConnectionType.DirectConnection)
    studio.upscaling.run_selected()
    assert ended.wait(30)
    assert studio.stop()
    assert len(studio.session.found()) == 1


# --- found again --------------------------------------------------------------------------------------------


@pytest.fixture
def pictures_of_the_person(tmp_path, monkeypatch):
    folder = tmp_path / "Pictures"
    monkeypatch.setattr("app.results.places.pictures_folder", lambda: folder)
    return folder


def found_again(studio, qtbot):
    """A start that shows what the last one has left."""
    offer = next(n for n in studio.window.picture.notices.notices if n.key == "unsaved")
    offer.actions[0][1]()
    qtbot.waitUntil(lambda: len(studio.model) == 1 and studio.comparison.result is not None)
    return studio.comparison.item, studio.comparison.result


@pytest.fixture(params=["pasted", "deleted", "deleted with its folder"])
def without_its_file(request, studio, studio_maker, picture_file, pictures_of_the_person, qtbot):
    """A later start that shows a result whose picture has no file, and where its results go."""
    folder, name = pictures_of_the_person, "Pasted picture"
    if request.param == "pasted":
        image = QImage(40, 30, QImage.Format.Format_RGB888)
        image.fill(0x336699)
        studio.intake.add_image(image, name)
        qtbot.waitUntil(lambda: studio.comparison.item is not None and studio.comparison.item.width == 40)
        upscale(studio, qtbot)
    else:
        path, name = picture_file("holiday.png"), "holiday"
        add(studio, qtbot, path)
        upscale(studio, qtbot)
        path.unlink()
        if request.param == "deleted":
            folder = path.parent
        else:
            path.parent.rmdir()
    again = studio_maker()
    found_again(again, qtbot)
    return again, folder / f"{name}_resshift_x4.png"


def test_a_result_whose_picture_has_no_file_is_saved_where_it_stays(without_its_file, studio_maker, qtbot):
    studio, expected = without_its_file
    exact = pixels(studio.comparison.result.kept)
    with qtbot.waitSignal(studio.saver.saved):
        studio.results.save()
    settle(studio, qtbot)
    saved = studio.comparison.result.saved.path
    assert saved == expected
    assert studio.comparison.item.path.is_file()  # what the row shows is still there
    third = studio_maker()
    assert not any(n.key == "unsaved" for n in third.window.picture.notices.notices)
    assert np.array_equal(pixels(saved), exact)
    assert list(studio.session.folder.glob("*.png")) == []


def test_the_row_of_a_result_whose_picture_is_gone_outlives_that_result(without_its_file, qtbot):
    studio, _ = without_its_file
    item = studio.comparison.item
    studio.leaving.discard(studio.comparison.result.result_id)
    studio.notices.close(KEY)
    settle(studio, qtbot)
    assert item.path.is_file()
    run_to_end(studio, qtbot)
    assert item.state is State.DONE
    qtbot.waitUntil(lambda: item.latest.kept is not None)
    assert [kept.source for kept in studio.session.found()] == [None]
    studio.window.queue.remove_selected()
    studio.notices.close(KEY)
    settle(studio, qtbot)
    assert studio.session.found() == []


def test_the_session_folder_is_tidied_of_its_own_files_alone(with_picture):
    folder = with_picture.session.folder
    folder.mkdir(parents=True, exist_ok=True)
    own = ["0" * 32 + ".png", "0" * 32 + ".faithful.png", ".resshift-" + "0" * 16 + ".part"]
    others = ["0" * 32 + "_resshift_x4.png", "a.png", "0" * 32 + ".txt"]
    for name in own + others:
        (folder / name).write_bytes(b"")
    with_picture.session.tidy()
    assert sorted(path.name for path in folder.iterdir() if path.is_file()) == sorted(others)


def test_a_template_that_is_wrong_loses_nothing(with_picture, qtbot):
    studio = with_picture
    item, result = upscale(studio, qtbot)
    result.kept, result.picture = None, files.read_picture(result.kept)
    with qtbot.waitSignal(studio.saver.failed):
        studio.saver.save(item, result, output_of(studio, name="{nothing}"))
    qtbot.waitUntil(lambda: result.kept is not None)
    assert notices(studio)


def test_a_result_that_is_discarded_while_it_waits_is_not_written(with_picture, writing, in_session, qtbot):
    studio = with_picture
    writing.held = in_session
    item, first = upscale(studio, qtbot, kept=False)
    assert writing.begun.wait(30)
    _, second = upscale(studio, qtbot, kept=False)
    assert second is not first
    studio.saver.discard(item, second)
    writing.held = lambda path: False
    writing.gate.set()
    settle(studio, qtbot)
    assert first.kept is not None
    assert second.picture is None
    assert second.kept is None
    assert not studio.session.picture_path(second.result_id).exists()
    assert studio.saver.backlog.held == 0
