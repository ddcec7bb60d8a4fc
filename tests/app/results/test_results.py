"""What becomes of results: saved, exported, kept safe until they are, offered again."""

import threading

import cv2
import pytest
from PySide6.QtWidgets import QFileDialog
from window_use import add, drop, notices, run_to_end

from app.queue.items import State
from app.queue.text import status_text, tooltip_text
from app.results.export_run import ExportRun
from core.errors import SaveError
from core.images import files


def test_quick_save_writes_beside_the_picture_and_never_over_it(with_picture, qtbot):
    studio = with_picture
    run_to_end(studio, qtbot)
    source = studio.comparison.item.path
    before = source.read_bytes()
    for name in ("a_resshift_x4.png", "a_resshift_x4-1.png"):
        with qtbot.waitSignal(studio.saver.saved):
            studio.window.actions_.save.trigger()
        assert studio.comparison.result.saved.path == source.parent / name
    assert cv2.imread(str(source.parent / "a_resshift_x4.png")).shape == (120, 160, 3)
    assert source.read_bytes() == before


def test_a_saved_result_offers_its_settings_when_it_is_dropped(with_picture, qtbot):
    studio = with_picture
    studio.window.controls.seed.set_value(77)
    studio.window.controls.kappa.set_value(0.5)
    run_to_end(studio, qtbot)
    with qtbot.waitSignal(studio.saver.saved):
        studio.results.save()
    studio.window.controls.seed.set_value(1)
    studio.window.controls.kappa.set_value(1.5)
    with qtbot.waitSignal(studio.intake.settingsFound):
        drop(studio, studio.comparison.result.saved.path)
    offer = next(n for n in studio.window.picture.notices.notices if n.key == "settings")
    assert "seed 77" in offer.text
    offer.actions[0][1]()
    settings = studio.window.controls.settings()
    assert (settings.seed, settings.kappa) == (77, 0.5)


def test_results_are_kept_safe_until_they_are_saved(with_picture, qtbot):
    studio = with_picture
    run_to_end(studio, qtbot)
    result = studio.comparison.result
    qtbot.waitUntil(lambda: result.kept is not None)
    assert result.picture is None
    assert [k.result_id for k in studio.session.found()] == [result.result_id]
    with qtbot.waitSignal(studio.saver.saved):
        studio.results.save()
    qtbot.waitUntil(lambda: studio.session.found() == [])


def test_an_unsaved_result_is_offered_at_the_next_start(with_picture, studio_maker, qtbot):
    run_to_end(with_picture, qtbot)
    result = with_picture.comparison.result
    qtbot.waitUntil(lambda: result.kept is not None)
    again = studio_maker()  # the first one has not ended well: it is still there
    offer = next(n for n in again.window.picture.notices.notices if n.key == "unsaved")
    offer.actions[0][1]()
    qtbot.waitUntil(lambda: len(again.model) == 1)
    item = again.model.item(0)
    assert item.path == with_picture.comparison.item.path
    assert item.latest.settings == result.settings
    qtbot.waitUntil(lambda: again.comparison.result is item.latest)
    with qtbot.waitSignal(again.saver.saved):
        again.results.save()
    qtbot.waitUntil(lambda: again.session.found() == [])


def test_export_writes_all_results_and_keeps_the_tree(studio, picture_file, tmp_path, qtbot):
    picture_file("one.png")
    picture_file("deep/two.png")
    drop(studio, tmp_path / "pictures")
    qtbot.waitUntil(lambda: len(studio.model) == 2)
    studio.upscaling.run_all()
    qtbot.waitUntil(lambda: studio.model.count(State.DONE) == 2)
    studio.results.export_into(tmp_path / "out")
    qtbot.waitUntil(lambda: all(i.latest.saved for i in studio.model))
    assert (tmp_path / "out" / "one_resshift_x4.png").is_file()
    assert (tmp_path / "out" / "deep" / "two_resshift_x4.png").is_file()


def test_results_save_themselves_where_that_is_wanted(with_picture, qtbot):
    studio = with_picture
    output = studio.window.controls.output
    output.when_box.setCurrentIndex(output.when_box.findData("beside"))
    with qtbot.waitSignal(studio.saver.saved):
        studio.upscaling.run_selected()
    assert studio.comparison.item.latest.saved.path.is_file()
    assert studio.session.found() == []


def test_a_folder_that_cannot_be_written_to_is_found_out_before_computing(
    with_picture, engine, tmp_path, qtbot
):
    studio = with_picture
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where a folder should be")
    output = studio.window.controls.output
    chosen = output.output()
    chosen.when_done, chosen.folder = "folder", str(blocked / "out")
    output.set_output(chosen)
    run_to_end(studio, qtbot)
    assert engine.jobs == []
    assert studio.comparison.item.state is State.FAILED
    assert "Choose another folder" in studio.comparison.item.message


def test_a_full_disk_loses_nothing(with_picture, qtbot, monkeypatch, tmp_path):
    studio = with_picture
    run_to_end(studio, qtbot)
    result = studio.comparison.result
    qtbot.waitUntil(lambda: result.kept is not None)
    from core.images import files

    def full(*args, **kwargs):
        raise SaveError("No space is left: choose another folder.")

    with monkeypatch.context() as patch:
        patch.setattr(files, "save_picture", full)
        with qtbot.waitSignal(studio.saver.failed):
            studio.results.save()
    notice = studio.window.picture.notices.notices[0]
    assert "No space is left" in notice.text
    assert notice.actions[0][0] == "Save elsewhere…"
    target = tmp_path / "elsewhere.png"
    with qtbot.waitSignal(studio.saver.saved):
        studio.saver.save_as(studio.comparison.item, result, target, studio.window.controls.output.output())
    assert cv2.imread(str(target)).shape == (120, 160, 3)


def test_the_session_folder_may_be_full_too(with_picture, qtbot, monkeypatch):
    studio = with_picture
    from core.images import files

    def full(*args, **kwargs):
        raise SaveError("No space is left.")

    with monkeypatch.context() as patch:
        patch.setattr(files, "save_picture", full)
        with qtbot.waitSignal(studio.saver.notKeptSafe):
            run_to_end(studio, qtbot)
    assert studio.comparison.result.picture is not None
    with qtbot.waitSignal(studio.saver.saved):
        studio.results.save()


def test_the_dragged_file_has_a_good_name(with_picture, qtbot):
    studio = with_picture
    run_to_end(studio, qtbot)
    item, result = studio.comparison.item, studio.comparison.result
    qtbot.waitUntil(lambda: result.kept is not None)
    path = studio.saver.file_for_dragging(item, result, studio.window.controls.output.output())
    assert path.name == "a_resshift_x4.png"
    assert cv2.imread(str(path)).shape == (120, 160, 3)
    mime = studio.model.mimeData([studio.model.index(0)])
    assert mime.urls()[0].toLocalFile().endswith("a_resshift_x4.png")


def test_an_export_ends_with_one_sentence_for_all(two, tmp_path, qtbot):
    two.upscaling.run_all()
    qtbot.waitUntil(lambda: two.model.count(State.DONE) == 2)
    two.results.export_into(tmp_path / "out")
    assert any(text.startswith("Saving 2 results to ") for text in notices(two))
    qtbot.waitUntil(lambda: any(text.startswith("2 results saved in ") for text in notices(two)))
    assert not any(text.startswith("Saved as") for text in notices(two))


def test_an_export_names_what_it_could_not_write(two, tmp_path, qtbot):
    two.upscaling.run_all()
    qtbot.waitUntil(lambda: two.model.count(State.DONE) == 2)
    (tmp_path / "file").write_text("no folder")
    two.results.export_into(tmp_path / "file" / "out")
    qtbot.waitUntil(lambda: any("2 failed" in text for text in notices(two)))
    (told,) = [n for n in two.window.picture.notices.notices if n.key.startswith("export")]
    assert told.level == "warning"
    assert sorted(line.split(":")[0] for line in told.detail.splitlines()) == ["a.png", "b.png"]


def test_an_export_ends_with_its_last_result():
    export = ExportRun(None, 2)
    export.note()
    assert not export.over
    export.note("y: no space")
    assert export.over
    assert export.sentence() == "1 of 2 results saved, 1 failed"


@pytest.fixture
def refused(monkeypatch):
    """Writing below one of these folders fails."""
    below, real = [], files.save_picture

    def save(picture, path, **options):
        if any(path.is_relative_to(folder) for folder in below):
            raise SaveError(f"{path.name} could not be saved: no space is left.")
        return real(picture, path, **options)

    monkeypatch.setattr(files, "save_picture", save)
    return below


def told(studio, key):
    return [n for n in studio.window.picture.notices.notices if n.key.startswith(key)]


def test_an_export_does_not_count_what_is_saved_beside_it(two, refused, tmp_path, monkeypatch, qtbot):
    two.upscaling.run_all()
    qtbot.waitUntil(lambda: two.model.count(State.DONE) == 2 and not two.saver.busy)
    gate = threading.Event()
    real = two.saver._taken._first_free

    def held(target):
        assert gate.wait(30)
        return real(target)

    monkeypatch.setattr(two.saver._taken, "_first_free", held)
    for item in two.model:
        two.saver.save(item, item.latest, two.window.controls.output.output())
    refused.append(tmp_path / "out")
    two.results.export_into(tmp_path / "out")
    gate.set()
    qtbot.waitUntil(lambda: not two.saver.busy)
    (notice,) = told(two, "export")
    assert notice.text.startswith("0 of 2 results saved")
    assert [status_text(item).split(" ")[0] for item in two.model] == ["saved", "saved"]


def test_what_an_export_could_not_write_outlives_the_next_one(two, refused, tmp_path, qtbot):
    two.upscaling.run_all()
    qtbot.waitUntil(lambda: two.model.count(State.DONE) == 2 and not two.saver.busy)
    refused.append(tmp_path / "full")
    for name in ("full", "out", "out", "out", "out"):
        two.results.export_into(tmp_path / name)
        qtbot.waitUntil(lambda: not two.saver.busy)
    assert sum("2 failed" in notice.text for notice in told(two, "export")) == 1


@pytest.fixture
def failed(studio, picture_file, refused, tmp_path, qtbot):
    """Five results that were to save themselves, of which none could be."""
    add(studio, qtbot, *(picture_file(f"{letter}.png") for letter in "abcde"))
    output = studio.window.controls.output
    output.when_box.setCurrentIndex(output.when_box.findData("beside"))
    refused.append(tmp_path / "pictures")
    studio.upscaling.run_all()
    qtbot.waitUntil(lambda: not studio.runner.busy and studio.model.count(State.DONE) == 5)
    qtbot.waitUntil(lambda: not studio.saver.busy)
    return studio


def test_all_results_that_could_not_save_themselves_are_named(failed, qtbot):
    (notice,) = told(failed, "save")
    assert (notice.text, notice.stays) == ("5 results could not be saved.", True)
    lines = notice.detail.splitlines()
    assert [line.split("_")[0] for line in lines] == [
        "a.png: a",
        "b.png: b",
        "c.png: c",
        "d.png: d",
        "e.png: e",
    ]
    for item in failed.model:
        assert status_text(item).startswith("not saved")
        assert "no space is left" in tooltip_text(item)


def test_results_that_could_not_save_themselves_are_saved_elsewhere_together(
    failed, tmp_path, monkeypatch, qtbot
):
    chosen = ["", str(tmp_path / "out")]
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: chosen.pop(0))
    for _ in range(2):  # the first time the person thinks better of it
        (notice,) = told(failed, "save")
        button = notice.actions[0]
        assert button[0] == "Save them elsewhere…"
        button[1]()
    qtbot.waitUntil(lambda: not failed.saver.busy)
    assert len(list((tmp_path / "out").iterdir())) == 5
    assert all(status_text(item).startswith("saved") for item in failed.model)


def test_a_result_that_is_saved_after_all_is_not_told_of_any_more(failed, refused, qtbot):
    refused.clear()
    for left in (4, 3, 2, 1, 0):
        item = failed.model.item(left)
        with qtbot.waitSignal(failed.saver.saved):
            failed.saver.save(item, item.latest, failed.window.controls.output.output())
        texts = [notice.text for notice in told(failed, "save")]
        if left > 1:
            assert f"{left} results could not be saved." in texts
    assert not any("could not be saved" in text for text in notices(failed))


def test_a_notice_that_was_dismissed_is_not_told_again(failed, refused, qtbot):
    failed.notices.close("save")
    item = failed.model.item(0)
    with qtbot.waitSignal(failed.saver.failed):
        failed.saver.save(item, item.latest, failed.window.controls.output.output())
    (notice,) = told(failed, "save")
    assert notice.text.startswith("a.png: a_resshift_x4.png could not be saved")


@pytest.mark.parametrize("chooses", [False, True])
def test_what_fails_while_the_folder_is_chosen_is_told_as_well(
    failed, refused, picture_file, tmp_path, monkeypatch, qtbot, chooses
):
    def asked(*_: object) -> str:
        """Meanwhile one more result cannot save itself."""
        add(failed, qtbot, picture_file("later.png"))
        failed.upscaling.run_all()
        qtbot.waitUntil(lambda: not failed.runner.busy and failed.model.count(State.DONE) == 6)
        qtbot.waitUntil(lambda: not failed.saver.busy)
        return str(tmp_path / "out") if chooses else ""

    monkeypatch.setattr(QFileDialog, "getExistingDirectory", asked)
    (notice,) = told(failed, "save")
    notice.actions[0][1]()
    qtbot.waitUntil(lambda: not failed.saver.busy)
    (notice,) = [notice for notice in told(failed, "save") if notice.key == "save"]
    if chooses:
        assert notice.text.startswith("later.png")
    else:
        assert notice.text == "6 results could not be saved."


def test_there_is_nothing_to_save_elsewhere_of_what_was_discarded(failed, tmp_path, monkeypatch, qtbot):
    (notice,) = told(failed, "save")
    for item in list(failed.model):
        item.results.clear()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "out"))
    notice.actions[0][1]()
    assert not any("saved in" in text for text in notices(failed))
