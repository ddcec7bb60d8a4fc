"""Saving where something is in the way: folders, files, disks and formats."""

import os
import resource
from contextlib import contextmanager, nullcontext
from dataclasses import asdict, replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageCms
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox
from window_use import run_to_end

from app.engine.thread import NeedlessError
from app.queue.items import Item, Result, State
from app.queue.model import QueueModel
from app.results.backlog import Backlog
from app.results.beforehand import Beforehand
from app.results.places import template_name
from app.results.quality import QualityDialog
from app.results.save_dialog import ask_where, with_format
from app.results.saving import Saver
from app.results.session import Session
from core.errors import SaveError
from core.finishing.finish import Finish
from core.finishing.strokes import Marks, Stroke, marks_digest
from core.images.files import read_settings, save_picture
from core.images.names import SUFFIXES
from core.images.picture import Picture
from core.images.source import SOURCE, digest_of
from core.jobs import SampleSettings
from core.models.checkpoints import RECIPE_KEY, load_state, read_recipe, write_tensors
from core.presets import OutputPreferences
from core.storage.folders import HOME_VARIABLE
from core.upscaling.done_before import MASK
from core.version import VERSION
from tests.core.images.test_privacy import SECRETS, telling
from tests.core.official_models import install


@pytest.fixture
def done(studio, picture_file, qtbot):
    """The window with one picture that has a result."""
    studio.opening.add([picture_file()])
    qtbot.waitUntil(lambda: studio.comparison.item is not None and studio.comparison.item.width == 40)
    studio.upscaling.run_selected()
    qtbot.waitUntil(lambda: not studio.runner.busy and studio.comparison.result is not None)
    return studio


def keep_safe_first(studio, qtbot):
    result = studio.comparison.result
    qtbot.waitUntil(lambda: result.kept is not None)
    return result


def output_of(studio) -> OutputPreferences:
    return studio.window.controls.output.output()


@contextmanager
def read_only(folder: Path, monkeypatch):
    """Takes the right to write away; for root, who always may, the system's answer is made up."""
    if os.geteuid() != 0:
        folder.chmod(0o500)
        try:
            yield
        finally:
            folder.chmod(0o700)
        return
    real = os.open

    def refusing(path, flags, *args, **kwargs):
        makes_a_file = flags & (os.O_CREAT | os.O_TMPFILE & ~os.O_DIRECTORY)
        if makes_a_file and folder in (Path(os.fsdecode(path)), Path(os.fsdecode(path)).parent):
            raise PermissionError(13, "Permission denied", os.fsdecode(path))
        return real(path, flags, *args, **kwargs)

    def refusing_too(path, *args, **kwargs):
        if Path(path).parent == folder:
            raise PermissionError(13, "Permission denied", path)
        return open(path, *args, **kwargs)  # noqa: PTH123 - the very function that is replaced

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", refusing)
        patch.setattr("core.storage.atomic.open", refusing_too, raising=False)
        yield


@contextmanager
def files_no_larger_than(limit: int):
    """As on a full disk: what is written beyond fails."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_read_only_output_folder_is_found_out_before_computing(
    studio, picture_file, engine, tmp_path, qtbot, monkeypatch
):
    folder = tmp_path / "read only"
    folder.mkdir()
    output = output_of(studio)
    output.when_done, output.folder = "folder", str(folder)
    studio.window.controls.output.set_output(output)
    studio.opening.add([picture_file()])
    qtbot.waitUntil(lambda: studio.comparison.item is not None)
    with read_only(folder, monkeypatch):
        studio.upscaling.run_selected()
        qtbot.waitUntil(lambda: not studio.runner.busy)
    assert engine.jobs == []
    assert studio.comparison.item.state is State.FAILED
    assert "choose another folder" in studio.comparison.item.message.lower()
    assert list(folder.iterdir()) == []


def test_a_read_only_folder_at_the_save_itself_loses_nothing(done, tmp_path, qtbot, monkeypatch):
    result = keep_safe_first(done, qtbot)
    folder = tmp_path / "read only"
    folder.mkdir()
    with read_only(folder, monkeypatch), qtbot.waitSignal(done.saver.failed) as told:
        done.saver.save_as(done.comparison.item, result, folder / "out.png", output_of(done))
    assert "choose another folder" in told.args[2].lower()
    assert list(folder.iterdir()) == []
    assert result.kept.is_file()


@pytest.mark.parametrize("existing", [True, False])
def test_a_full_disk_leaves_the_old_file_and_no_half_written_one(done, tmp_path, qtbot, existing):
    result = keep_safe_first(done, qtbot)
    target = tmp_path / "out" / "result.tif"
    target.parent.mkdir()
    if existing:
        target.write_bytes(b"the old file")
    with files_no_larger_than(256), qtbot.waitSignal(done.saver.failed) as told:
        done.saver.save_as(done.comparison.item, result, target, with_format(target, "", output_of(done))[1])
    assert told.args[2].endswith(".")
    assert [p.name for p in target.parent.iterdir()] == (["result.tif"] if existing else [])
    if existing:
        assert target.read_bytes() == b"the old file"
    assert result.kept.is_file()  # it can be saved elsewhere
    with qtbot.waitSignal(done.saver.saved):
        done.saver.save_as(done.comparison.item, result, tmp_path / "else.png", output_of(done))
    assert cv2.imread(str(tmp_path / "else.png")).shape == (120, 160, 3)


def test_the_input_itself_is_never_replaced(done, qtbot):
    result = keep_safe_first(done, qtbot)
    source = done.comparison.item.path
    before = source.read_bytes()
    with qtbot.waitSignal(done.saver.failed) as told:
        done.saver.save_as(done.comparison.item, result, source, output_of(done))
    assert "is the input itself" in told.args[2]
    assert source.read_bytes() == before


def test_no_picture_of_the_queue_is_replaced_by_a_result(done, picture_file, qtbot):
    result, other = keep_safe_first(done, qtbot), picture_file("other.png", 60, 20)
    done.opening.add([other])
    qtbot.waitUntil(lambda: len(done.model) == 2)
    before = other.read_bytes()
    with qtbot.waitSignal(done.saver.failed) as told:
        done.saver.save_as(done.model.item(0), result, other, output_of(done))
    assert "other.png is a picture in the queue" in told.args[2]
    assert other.read_bytes() == before


@pytest.mark.parametrize("where", ["saved", "kept"])
def test_where_the_memory_does_not_suffice_it_is_said(done, monkeypatch, qtbot, where):
    def full(*args, **kwargs):
        raise MemoryError

    result = keep_safe_first(done, qtbot)
    monkeypatch.setattr("core.images.files.save_picture", full)
    if where == "saved":
        with qtbot.waitSignal(done.saver.failed) as told:
            done.results.save()
        assert told.args[2].startswith("There is not enough memory to save the result")
    else:
        with qtbot.waitSignal(done.saver.notKeptSafe) as told:
            run_to_end(done, qtbot)
        assert told.args[0] == "there is not enough memory."
    assert result.kept.is_file()


def test_what_cannot_be_kept_of_a_decision_is_said(done, monkeypatch, qtbot):
    def full(*args, **kwargs):
        raise SaveError("No space is left.")

    result = keep_safe_first(done, qtbot)
    monkeypatch.setattr("app.results.session.write_atomically", full)
    with qtbot.waitSignal(done.saver.notKeptSafe) as told:
        done.saver.keep_finish(result)
    assert told.args[0] == "No space is left."


def test_results_have_the_format_of_their_pictures_where_that_is_wished(done, qtbot, monkeypatch):
    keep_safe_first(done, qtbot)
    item, result = done.comparison.item, done.comparison.result
    jpeg = item.path.with_suffix(".jpg")
    save_picture(Picture(np.full((30, 40, 3), 90, np.uint8)), jpeg, format="jpeg")
    done.model.update(item, path=jpeg)
    output = replace(output_of(done), format="same")
    done.saver.save(item, result, output)
    qtbot.waitUntil(lambda: result.saved is not None)
    assert result.saved.path.suffix == ".jpg"
    with Image.open(result.saved.path) as image:
        assert image.format == "JPEG"
    private = replace(output, private=True)  # so that what is dragged out is written first
    qtbot.waitUntil(lambda: done.saver.file_for_dragging(item, result, private) is not None)
    asked = []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a: asked.append(a) or ("", ""))
    ask_where(done.window, item, result, output)
    assert asked[0][2].endswith(".jpg")
    assert asked[0][3].startswith("JPEG")


@pytest.mark.parametrize("seen", [True, False])
def test_a_result_that_its_format_cannot_hold_is_not_computed(tmp_path, picture_file, seen):
    """Whether or not the row has been looked at."""
    item = Item(path=picture_file("wide.png", 5000, 8), width=5000 * seen, height=8 * seen)
    saver = Saver(QueueModel(), Session(tmp_path / "session"))
    check = Beforehand(saver.backlog).check_of(
        item, SampleSettings(), OutputPreferences(when_done="beside", format="webp")
    )
    with pytest.raises(SaveError, match="WebP holds at most"):
        check()


def test_an_existing_output_gets_a_number_when_nobody_was_asked(done, qtbot):
    names = []
    for _ in range(3):
        result = done.comparison.result
        with qtbot.waitSignal(done.saver.saved):
            done.saver.save(done.comparison.item, result, output_of(done))
        names.append(result.saved.path.name)
    assert names == ["a_resshift_x4.png", "a_resshift_x4-1.png", "a_resshift_x4-2.png"]


@pytest.mark.parametrize("answer", ["No", "Yes"])
def test_an_existing_output_whose_suffix_was_added_is_asked_about(done, tmp_path, monkeypatch, answer):
    (tmp_path / "mine.jpg").write_bytes(b"precious")
    typed = (str(tmp_path / "mine"), "JPEG (*.jpg *.jpeg)")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a: typed)
    questions = []

    def question(parent, title, text, *rest):
        questions.append(text)
        return QMessageBox.StandardButton[answer]

    monkeypatch.setattr(QMessageBox, "question", question)
    monkeypatch.setattr(QualityDialog, "exec", lambda self: 1)
    chosen = ask_where(done.window, done.comparison.item, done.comparison.result, output_of(done))
    assert questions == ["mine.jpg exists already. Replace it?"]
    assert (chosen[0].name if chosen else None) == {"Yes": "mine.jpg", "No": None}[answer]


def test_a_name_that_is_free_is_not_asked_about(done, tmp_path, monkeypatch):
    typed = (str(tmp_path / "mine"), "TIFF (*.tif *.tiff)")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a: typed)
    path, output = ask_where(done.window, done.comparison.item, done.comparison.result, output_of(done))
    assert (path.name, output.format) == ("mine.tif", "tiff")


def test_saving_again_after_the_kept_copy_vanished_is_a_sentence(done, qtbot):
    result = keep_safe_first(done, qtbot)
    result.kept.unlink()
    with qtbot.waitSignal(done.saver.failed) as told:
        done.results.save()
    assert told.args[2].endswith(".")


# --- what is kept, and where batches go ---------------------------------------------------------------------


def test_a_lossy_file_does_not_take_the_results_place(done, tmp_path, qtbot):
    """Saved as JPEG first and as PNG then, the PNG is as good as if it had been the first."""
    result = keep_safe_first(done, qtbot)
    exact = cv2.imread(str(result.kept))
    for name, form in (("a.jpg", "jpeg"), ("b.png", "png")):
        output = replace(output_of(done), format=form, quality=30)
        with qtbot.waitSignal(done.saver.saved):
            done.saver.save_as(done.comparison.item, result, tmp_path / name, output)
        assert done.saver.finish(5000)
        assert done.session.found() == []  # saved is saved: nothing is offered at the next start
    assert not np.array_equal(cv2.imread(str(tmp_path / "a.jpg")), exact)
    assert np.array_equal(cv2.imread(str(tmp_path / "b.png")), exact)
    assert result.file == tmp_path / "b.png"
    assert list(done.session.folder.glob("*.png")) == []


@pytest.mark.parametrize(
    ("form", "depth", "dtype"), [("png", 16, "uint16"), ("tiff", 8, "uint8"), ("webp", 0, "uint8")]
)
def test_format_and_depth_are_those_that_were_chosen(done, tmp_path, qtbot, form, depth, dtype):
    output = replace(output_of(done), format=form, bit_depth=depth)
    done.window.controls.output.set_output(output)
    with qtbot.waitSignal(done.saver.saved):
        done.window.actions_.save.trigger()
    path = done.comparison.result.saved.path
    assert path.suffix == SUFFIXES[form]
    assert cv2.imread(str(path), cv2.IMREAD_UNCHANGED).dtype == dtype


def test_profile_and_transparency_arrive_in_the_saved_file(studio, tmp_path, qtbot):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    pixels = np.full((20, 30, 4), 200, np.uint8)
    pixels[:, :15, 3], pixels[:, 15:, 3] = 0, 255
    Image.fromarray(pixels, "RGBA").save(tmp_path / "glass.png", icc_profile=profile)
    studio.opening.add([tmp_path / "glass.png"])
    qtbot.waitUntil(lambda: studio.comparison.item is not None and studio.comparison.item.width == 30)
    studio.upscaling.run_selected()
    qtbot.waitUntil(lambda: not studio.runner.busy)
    keep_safe_first(studio, qtbot)  # by way of the session's folder
    with qtbot.waitSignal(studio.saver.saved):
        studio.results.save()
    with Image.open(studio.comparison.result.saved.path) as saved:
        assert saved.mode == "RGBA"
        assert saved.info["icc_profile"] == profile
        assert saved.getchannel("A").getextrema() == (0, 255)


@pytest.fixture
def told(studio, tmp_path, qtbot):
    """The window with the result of a picture that names place and person."""
    source = save_picture(telling(), tmp_path / "a.png", format="png")
    os.utime(source, (1_000_000_000, 1_000_000_000))
    studio.opening.add([source])
    qtbot.waitUntil(lambda: studio.comparison.item is not None and studio.comparison.item.width == 8)
    studio.upscaling.run_selected()
    qtbot.waitUntil(lambda: not studio.runner.busy and studio.comparison.result is not None)
    return studio


@pytest.mark.parametrize("private", [True, False])
def test_place_person_and_date_by_choice(told, qtbot, private):
    keep_safe_first(told, qtbot)
    output = told.window.controls.output
    if private:
        output.private_box.click()
        output.date_box.click()
    with qtbot.waitSignal(told.saver.saved):
        told.window.actions_.save.trigger()
    path = told.comparison.result.saved.path
    assert any(secret in path.read_bytes() for secret in SECRETS) is not private
    assert (path.stat().st_mtime == 1_000_000_000) is private


@pytest.mark.parametrize("private", [True, False])
def test_what_is_dragged_out_keeps_to_the_choice(told, qtbot, private):
    result = keep_safe_first(told, qtbot)
    output = replace(output_of(told), private=private)
    path = told.saver.file_for_dragging(told.comparison.item, result, output)
    assert (path is None) is private  # that is written first
    assert told.saver.finish(5000)
    path = told.saver.file_for_dragging(told.comparison.item, result, output)
    assert any(secret in path.read_bytes() for secret in SECRETS) is not private
    assert np.array_equal(cv2.imread(str(path)), cv2.imread(str(result.kept)))


def test_what_is_dragged_out_keeps_to_the_choice_of_now(told, qtbot, tmp_path):
    """Kept, saved or finished before, it is what would be saved now."""
    result, output, item = told.comparison.result, told.window.controls.output, told.comparison.item
    qtbot.waitUntil(lambda: result.kept is not None)

    def dragged():
        told.results.file_of(item)
        told.saver.finish(5000)
        path = told.results.file_of(item)
        return any(secret in path.read_bytes() for secret in SECRETS), read_settings(path) is not None

    assert dragged() == (True, True)
    output.metadata_box.click()
    assert dragged() == (True, False)
    output.private_box.click()
    assert dragged() == (False, False)
    told.window.picture.strength.slider.setValue(50)
    assert dragged() == (False, False)
    output.private_box.click()
    output.metadata_box.click()
    assert dragged() == (True, True)
    told.window.picture.strength.slider.setValue(100)
    told.saver.save_as(item, result, tmp_path / "out.png", output.output())
    told.saver.finish(5000)
    assert told.results.file_of(item) == result.saved.path
    output.private_box.click()
    output.metadata_box.click()
    assert dragged() == (False, False)


def test_a_result_is_not_mixed_with_another_picture(with_picture, picture_file, qtbot):
    studio = with_picture
    run_to_end(studio, qtbot)
    item, result = studio.comparison.item, studio.comparison.result
    result.written[SOURCE] = digest_of(item.path)
    picture_file("a.png", 30, 40)  # in its place
    for use in (studio.results.save, lambda: studio.results.file_of(item)):
        result.finish = Finish(0.5)
        with qtbot.waitSignal(studio.saver.failed) as failed:
            use()
        assert "a.png has been changed" in failed.args[2]
    result.finish = Finish()
    with qtbot.waitSignal(studio.saver.saved):
        studio.results.save()


def test_what_the_saved_file_cannot_hold_is_said(studio, tmp_path, qtbot):
    pixels = np.full((20, 30, 4), 200, np.uint8)
    pixels[:, :15, 3] = 0
    Image.fromarray(pixels, "RGBA").save(tmp_path / "glass.png")
    studio.opening.add([tmp_path / "glass.png"])
    qtbot.waitUntil(lambda: studio.comparison.item is not None and studio.comparison.item.width == 30)
    studio.upscaling.run_selected()
    qtbot.waitUntil(lambda: not studio.runner.busy)
    output = studio.window.controls.output
    output.set_output(replace(output.output(), format="jpeg"))
    with qtbot.waitSignal(studio.saver.saved):
        studio.results.save()
    assert any("laid on white" in notice.text for notice in studio.window.picture.notices.notices)


def test_a_batch_goes_into_a_sub_folder_with_its_tree(studio, picture_file, tmp_path, qtbot):
    picture_file("one.png")
    picture_file("deep/two.png")
    output = studio.window.controls.output
    output.set_output(replace(output.output(), when_done="subfolder", name="{name}"))
    studio.opening.add([tmp_path / "pictures"])
    qtbot.waitUntil(lambda: len(studio.model) == 2)
    studio.upscaling.run_all()
    qtbot.waitUntil(lambda: studio.model.count(State.DONE) == 2)
    qtbot.waitUntil(lambda: all(item.latest.saved for item in studio.model))
    made = sorted(p.relative_to(tmp_path / "pictures") for p in (tmp_path / "pictures").rglob("*.png"))
    assert [str(p) for p in made] == ["deep/two.png", "one.png", "resshift/deep/two.png", "resshift/one.png"]


def test_a_batch_that_broke_off_is_gone_on_with(studio, picture_file, tmp_path, qtbot):
    for name in ("one.png", "two.png", "deep/three.png"):
        picture_file(name)
    output = studio.window.controls.output
    output.set_output(replace(output.output(), when_done="subfolder"))

    def run_the_folder() -> list[str]:
        studio.model.remove(list(studio.model))
        studio.opening.add([tmp_path / "pictures"])
        qtbot.waitUntil(lambda: len(studio.model) == 3)
        studio.upscaling.run_all()
        qtbot.waitUntil(lambda: not studio.runner.busy and studio.model.count(State.WAITING) == 0)
        assert studio.saver.finish(5000)
        return sorted(p.name for p in (tmp_path / "pictures" / "resshift").rglob("*.png"))

    made = run_the_folder()
    assert len(made) == 3
    (tmp_path / "pictures" / "resshift" / "two_resshift_x4.png").unlink()
    assert run_the_folder() == made
    (notice,) = [n for n in studio.window.picture.notices.notices if n.key == "done before"]
    assert notice.text == "Done before with the same settings, passed over: 2."
    notice.actions[0][1]()
    qtbot.waitUntil(lambda: not studio.runner.busy and studio.model.count(State.DONE) == 3)
    assert studio.saver.finish(5000)
    assert len(list((tmp_path / "pictures" / "resshift").rglob("*.png"))) == 5


def test_pictures_of_one_name_are_not_taken_for_each_other(studio, picture_file, tmp_path, qtbot):
    first = picture_file("a.png")
    output = studio.window.controls.output
    output.set_output(replace(output.output(), when_done="beside"))
    for count in (1, 2):
        studio.model.remove(list(studio.model))
        studio.opening.add([first.parent])
        qtbot.waitUntil(lambda count=count: len(studio.model) == count)
        studio.upscaling.run_all()
        qtbot.waitUntil(lambda: not studio.runner.busy and studio.model.count(State.WAITING) == 0)
        assert studio.saver.finish(5000)
        first.with_suffix(".webp").write_bytes(first.read_bytes())
        os.utime(first.with_suffix(".webp"), (1, 1))
    assert any(item.latest for item in studio.model if item.path.suffix == ".webp")


# --- dragging out -------------------------------------------------------------------------------------------


def test_the_handle_carries_the_result_out_as_a_copy(done, qtbot, monkeypatch):
    keep_safe_first(done, qtbot)
    carried = []
    monkeypatch.setattr(
        QDrag, "exec", lambda drag, action: carried.append((drag.mimeData().urls()[0].toLocalFile(), action))
    )
    handle = done.window.picture.bar.drag_handle
    assert handle.isEnabled()
    qtbot.mousePress(handle, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    pull(handle, QPoint(5, 4))  # too little to mean anything
    assert carried == []
    pull(handle, QPoint(60, 4))
    ((path, action),) = carried
    assert action == Qt.DropAction.CopyAction
    assert Path(path).name == "a_resshift_x4.png"
    assert cv2.imread(path).shape == (120, 160, 3)


@pytest.mark.parametrize("large", [False, True])
def test_what_another_program_writes_into_a_dragged_file_does_not_reach_the_result(
    done, qtbot, monkeypatch, large
):
    """An unsaved result is nowhere but in its kept file. Programs write into a file that has two names in place."""
    if large:
        monkeypatch.setattr("app.results.saving.COPIED_AT_ONCE", 1)
    result = keep_safe_first(done, qtbot)
    before = result.kept.read_bytes()

    def dragged() -> Path | None:
        path = done.saver.file_for_dragging(done.comparison.item, result, output_of(done))
        assert done.saver.finish(5000)
        return path

    assert (dragged() is None) is large  # it is copied first
    path = dragged()
    assert path is not None
    assert path == dragged()  # no second copy
    with path.open("r+b") as file:
        file.write(b"edited")
    assert result.kept.read_bytes() == before
    dragged()
    result.finish = Finish(strength=0.5)
    assert dragged() is None
    assert dragged() not in (None, path)
    assert path.read_bytes().startswith(b"edited")  # it is somebody's work


def pull(widget, at: QPoint) -> None:
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    place = QPointF(at)
    event = QMouseEvent(
        QEvent.Type.MouseMove, place, widget.mapToGlobal(place), none, left, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(widget, event)


def test_a_picture_is_not_passed_over_for_one_of_the_same_name(studio, picture_file, tmp_path, qtbot):
    """Two folders with one folder for their results: the second is not taken for done."""
    sources = [picture_file("A/a.png"), picture_file("B/a.png", 60, 30)]
    output = studio.window.controls.output
    output.set_output(replace(output.output(), when_done="folder", folder=str(tmp_path / "out")))
    for count in (1, 2, 2):
        for source in sources:
            os.utime(source, (1_000_000_000, 1_000_000_000))
            studio.model.remove(list(studio.model))
            studio.opening.add([source.parent])
            qtbot.waitUntil(lambda: len(studio.model) == 1)
            studio.upscaling.run_all()
            qtbot.waitUntil(lambda: not studio.runner.busy and studio.model.count(State.WAITING) == 0)
            assert studio.saver.finish(5000)
            if count == 1:
                break
        assert len(list((tmp_path / "out").iterdir())) == count


@pytest.mark.parametrize("begun_with", [None, Finish(0.3)])
@pytest.mark.parametrize("made_with", [None, Finish(0.3)])
def test_a_result_counts_as_done_where_it_has_the_finish_that_new_ones_begin_with(
    tmp_path, monkeypatch, begun_with, made_with
):
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "home"))
    source = save_picture(Picture(np.zeros((6, 8, 3), np.uint8)), tmp_path / "a.png", format="png")
    settings = SampleSettings(finish=begun_with)
    made = replace(settings, kappa=0.5, steps=4, finish=made_with)
    told = {**made.to_dict(), "version": VERSION, SOURCE: digest_of(source)}
    pixels = Picture(np.zeros((24, 32, 3), np.uint8))
    save_picture(pixels, tmp_path / "a_resshift_x4.png", format="png", metadata=told)
    item = Item(path=source, base=tmp_path, width=8, height=6)
    check = Beforehand(Backlog()).check_of(item, settings, OutputPreferences(when_done="beside"))
    with pytest.raises(NeedlessError) if begun_with == made_with else nullcontext():
        check()


def test_for_pictures_of_several_formats_the_folder_of_results_is_listed_once_for_each(tmp_path, monkeypatch):
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "home"))
    formats, listed = ("png", "jpeg", "tiff"), []
    picture, out = Picture(np.zeros((6, 8, 3), np.uint8)), tmp_path / "out"
    out.mkdir()
    items = []
    for number in range(5):
        for format in formats:
            path = save_picture(picture, tmp_path / f"{format}{number}{SUFFIXES[format]}", format=format)
            items.append(Item(path=path, base=tmp_path, width=8, height=6))
    output = OutputPreferences(when_done="folder", folder=str(out), format="same")
    beforehand, settings = Beforehand(Backlog()), SampleSettings()
    scandir = os.scandir
    monkeypatch.setattr(os, "scandir", lambda path: listed.append(path) or scandir(path))
    for item in items:
        beforehand.check_of(item, settings, output)()
    assert listed.count(out) == len(formats)
    for _ in range(2):
        beforehand.check_of(items[0], SampleSettings(), output)()
    assert listed.count(out) == len(formats) + 2  # other settings, which are compared as objects
    made = replace(settings, kappa=0.5, steps=4)
    for item in items[:3]:
        told = {**made.to_dict(), "version": VERSION, SOURCE: digest_of(item.path)}
        format = {".png": "png", ".jpg": "jpeg", ".tif": "tiff"}[item.path.suffix]
        target = out / f"{item.path.stem}_resshift_x4{SUFFIXES[format]}"
        save_picture(Picture(np.zeros((24, 32, 3), np.uint8)), target, format=format, metadata=told)
    for item in items[:6]:
        with pytest.raises(NeedlessError) if item in items[:3] else nullcontext():
            beforehand.check_of(item, made, output)()


@pytest.mark.parametrize("private", [False, True])
def test_a_filled_in_result_counts_as_done_for_a_model_that_fills_in(tmp_path, monkeypatch, private):
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "home"))
    install(tmp_path / "models", "tiny-vq", "tiny-inpaint", "tiny-x4")
    filling = tmp_path / "models" / "tiny-inpaint.safetensors"
    recipe = replace(read_recipe(filling), trained={"official": "inpaint-imagenet"})
    write_tensors(filling, load_state(filling), {RECIPE_KEY: recipe.to_json()})
    marks = Marks(8, 6, (Stroke(((1.0, 1.0), (4.0, 4.0)), box=True),))
    source = save_picture(Picture(np.zeros((6, 8, 3), np.uint8)), tmp_path / "a.png", format="png")
    beforehand, output = Beforehand(Backlog()), OutputPreferences(when_done="beside", private=private)
    for model, filled in (("tiny-inpaint", True), ("tiny-x4", False)):
        settings = SampleSettings(model=str(tmp_path / "models" / f"{model}.safetensors"), kappa=2.0, steps=1)
        more = {"mask": asdict(marks), MASK: marks_digest(marks)} if filled else {}
        told = {**settings.to_dict(), "version": VERSION, SOURCE: digest_of(source), **more}
        target = tmp_path / "a_resshift_x4.png"
        pixels = Picture(np.zeros((24, 32, 3), np.uint8))
        save_picture(pixels, target, format="png", metadata=told, private=private, overwrite=True)
        for item_marks in (marks, None, Marks(8, 6)):
            item = Item(path=source, base=tmp_path, width=8, height=6, marks=item_marks)
            done = item_marks == marks if filled else True
            with pytest.raises(NeedlessError) if done else nullcontext():
                beforehand.check_of(item, settings, output)()


def test_a_result_of_so_many_pixels_is_called_by_what_they_come_to():
    result = Result("", SampleSettings(target=(100, 75)), 100, 75, seconds=0.0)
    named = {
        width: template_name(Item(title="a.png", width=width), result, "{name}_x{scale}", ".png")
        for width in (64, 0)
    }
    assert named == {64: "a_x1.562.png", 0: "a_x4.png"}


@pytest.mark.parametrize(
    ("when_done", "needless", "waits"), [("keep", False, 1), ("beside", False, 1), ("beside", True, 0)]
)
def test_the_next_picture_waits_until_there_is_room_for_its_result(
    tmp_path, monkeypatch, when_done, needless, waits
):
    backlog, waited = Backlog(), []
    monkeypatch.setattr(backlog, "wait_for_room", lambda: waited.append(True))
    monkeypatch.setattr(Beforehand, "_result_of", lambda *asked: tmp_path if needless else None)
    item = Item(path=tmp_path / "a.png", base=tmp_path, width=8, height=6)
    check = Beforehand(backlog).check_of(item, SampleSettings(), OutputPreferences(when_done=when_done))
    with pytest.raises(NeedlessError) if needless else nullcontext():
        check()
    assert len(waited) == waits
