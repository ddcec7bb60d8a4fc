"""The form for a new run: the check of the pictures, presets, the measurement."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from training_use import LONG

from app.models.model_list import MISSING
from app.training.runs.store import read_about
from app.training.setup.form import name_of
from core.images.files import save_picture
from core.images.picture import Picture


def test_without_pictures_nothing_can_start(form):
    assert not form.bar.start_button.isEnabled()
    assert form.bar.estimate_line.text() == "Choose pictures first."
    assert form.dataset.zone.isVisibleTo(form)
    assert not form.thoroughness.isEnabled()


@pytest.mark.parametrize(
    "unfit", [{"at_once": True, "has_kappa": False}, {"task": "face"}, {"task": "inpaint"}, {"lacks": "VQ"}]
)
def test_models_that_cannot_be_trained_are_not_offered(form, unfit):
    form.set_models([MISSING, replace(MISSING, key="other", **unfit)])
    assert [form.model_box.itemData(k) for k in range(form.model_box.count())] == ["lite-x4"]


def test_a_dropped_folder_is_checked_and_what_is_wrong_is_listed(ready, form, qtbot):
    card = form.dataset
    assert form.checked.report.usable == 6
    assert card.findings_section.header.text() == "Findings: 2, pictures left out: 2"
    files = {card.findings_model.data(card.findings_model.index(row, 0)) for row in range(2)}
    assert files == {"damaged.png", "tiny.png"}
    assert form.bar.start_button.isEnabled()
    assert form.run_title == "ResShift Lite, leaves"
    qtbot.waitUntil(lambda: len(card.thumbnails.images) == 6)


def test_a_run_is_called_by_the_whole_name_of_its_folder():
    assert name_of(Path("pictures/2024.05 leaves")) == "2024.05 leaves"
    assert name_of(Path("pictures/pairs.CSV")) == "pairs"


def test_pairs_are_recognised_and_what_was_seen_is_said(studio, form, tmp_path, qtbot):
    rng, place = np.random.default_rng(0), tmp_path / "pairs"
    good, poor = place / "DIV2K_train_HR", place / "DIV2K_train_LR_bicubic" / "X4"
    for folder in (good, poor):
        folder.mkdir(parents=True)
        (folder / "._0001.png").write_bytes(b"x")
    for name in ("0001", "0002", "0003"):
        pixels = rng.integers(0, 256, (96, 96, 3)).astype(np.uint8)
        save_picture(Picture(pixels), good / f"{name}.png", format="png")
        save_picture(Picture(pixels[::4, ::4].copy()), poor / f"{name}x4.png", format="png")
    (poor / "0003x4.png").unlink()
    form.placeChosen.emit(place)
    qtbot.waitUntil(lambda: form.checked is not None, timeout=LONG)
    assert form.dataset.source_line.whole.endswith(
        "DIV2K_train_HR (good) and DIV2K_train_LR_bicubic/X4 (poor)"
    )
    assert form.dataset.summary.text().startswith("2 of 3 pairs can be used")
    assert "1 without a partner" in form.dataset.summary.text()


def test_the_pairs_are_shown_before_the_start(ready, form, qtbot):
    form.dataset.pairs_section.set_open(True)
    qtbot.waitUntil(lambda: len(form.dataset.pairs_row.images) == 6, timeout=LONG)
    assert form.dataset.viewer.layers.size is not None
    form.dataset.pairs_row.choose(2)
    assert form.dataset.pairs_row.current == 2


def test_a_folder_without_pictures_says_so(studio, form, tmp_path, qtbot):
    (tmp_path / "empty").mkdir()
    form.placeChosen.emit(tmp_path / "empty")
    qtbot.waitUntil(lambda: form.checked is not None, timeout=LONG)
    assert "no pictures" in form.dataset.problem.text()
    assert not form.bar.start_button.isEnabled()


def test_a_place_that_is_not_there_says_so(studio, form, tmp_path, qtbot):
    form.placeChosen.emit(tmp_path / "gone")
    qtbot.waitUntil(lambda: "neither a folder nor" in form.dataset.problem.text(), timeout=LONG)
    assert form.dataset.zone.isVisibleTo(form)


def test_a_check_can_be_cancelled(studio, form, pictures):
    form.placeChosen.emit(pictures)
    assert form.dataset.running.isVisibleTo(form)
    form.dataset.cancel_button.click()
    assert form.dataset.zone.isVisibleTo(form)
    assert not studio.training.setup.check.running


def test_presets_fill_the_expert_fields(ready, form):
    form.thoroughness.presets.button(0).click()
    quick = form.config()
    form.thoroughness.presets.button(2).click()
    thorough = form.config()
    assert (quick.preset, thorough.preset) == ("quick", "thorough")
    assert quick.iterations < thorough.iterations
    assert form.thoroughness.expert.editor("iterations").value() == thorough.iterations


def test_values_that_cannot_work_say_why(ready, form):
    form.thoroughness.expert.editor("patch").setValue(127)
    assert "multiple of the scale" in form.thoroughness.expert_problem.text()
    assert not form.bar.start_button.isEnabled()
    form.thoroughness.reset_button.click()
    assert form.bar.start_button.isEnabled()
    assert form.thoroughness.expert_problem.text() == ""


def test_the_measurement_is_shown_and_follows_the_iterations(ready, form, qtbot):
    form.bar.measure_button.click()
    qtbot.waitUntil(lambda: form.bar.estimate_line.text().startswith("Takes"), timeout=LONG)
    assert form.bar.estimate_line.text() == (
        "Takes about 2 s, up to 3.0 GB of memory and 900.0 MB of disk on: Processor"
    )
    form.thoroughness.expert.editor("iterations").setValue(4800)
    assert "about 20 min" in form.bar.estimate_line.text()
    form.thoroughness.expert.editor("batch").setValue(3)
    assert "other settings" in form.bar.estimate_note.text()


def test_a_failed_measurement_does_not_stand_in_the_way(ready, form, qtbot):
    ready.training.store.root.mkdir(parents=True, exist_ok=True)
    (ready.training.store.root / "no-estimate").touch()
    form.bar.measure_button.click()
    qtbot.waitUntil(lambda: "no memory for that" in form.bar.estimate_note.text(), timeout=LONG)
    assert form.bar.start_button.isEnabled()


def test_the_chosen_model_s_settings_and_name_are_taken_over(ready, form):
    lite = form._models[0]
    pages = replace(lite, key="pages", title="Scanned pages")
    form.set_models([lite, pages])
    form.choose_model("pages")
    assert form.run_title == "Scanned pages, leaves"
    assert form.config().start == "pages"
    form.set_models([lite])  # it has been deleted
    assert form.run_title == "ResShift Lite, leaves"
    assert form.config().start == "lite-x4"


def test_a_name_that_was_typed_stays_whatever_model_is_chosen(ready, form):
    form.set_models([form._models[0], replace(form._models[0], key="pages", title="Scanned pages")])
    form.title.setText("Mine")
    form.title.textEdited.emit("Mine")
    form.choose_model("pages")
    assert form.run_title == "Mine"


def test_a_run_says_whether_it_learns_from_pictures_or_pairs(ready, form, qtbot, tmp_path):
    assert pictures_of(ready, form, qtbot) == "6 pictures"
    place = tmp_path / "pairs"
    for number in range(2):
        pixels = np.random.default_rng(number).integers(0, 256, (96, 96, 3)).astype(np.uint8)
        for side, shown in (("hq", pixels), ("lq", pixels[::4, ::4].copy())):
            (place / side).mkdir(parents=True, exist_ok=True)
            save_picture(Picture(shown), place / side / f"{number}.png", format="png")
    ready.training.panel.dropped.emit(place)
    qtbot.waitUntil(lambda: form.checked is not None, timeout=LONG)
    assert pictures_of(ready, form, qtbot) == "2 pairs"


def pictures_of(studio, form, qtbot):
    """What a run that is made now would say of its pictures."""
    setup, made = studio.training.setup, []
    setup.started.disconnect()
    setup.started.connect(lambda run: made.append(read_about(run).pictures))
    setup.start()
    qtbot.waitUntil(lambda: bool(made), timeout=LONG)
    setup.free(setup._made)
    return made[0]


def test_a_check_for_the_scale_of_a_model_that_is_gone_is_made_again(ready, form, qtbot, monkeypatch):
    old = form.checked
    other = replace(form.model, key="other", scale=2)
    form.show_checking(form._place)  # under way
    form.set_models([other])
    asked = []
    monkeypatch.setattr(ready.training.setup.check, "start", lambda place, scale: asked.append(scale))
    ready.training.setup.check.finished.emit(old)
    assert asked == [2]
    assert form.checked is None


def test_start_stays_barred_until_what_was_started_is_shown(ready, form, tmp_path, monkeypatch):
    setup, work = ready.training.setup, []
    monkeypatch.setattr(setup._worker, "start", lambda *given: work.append(given))
    setup.start()
    setup.free(None)
    setup.free(tmp_path)
    assert not form.bar.start_button.isEnabled()
    (make, done, _) = work[0]
    setup.started.disconnect()
    run = make()
    done(run)
    setup.free(tmp_path)
    assert not form.bar.start_button.isEnabled()
    setup.free(run)
    assert form.bar.start_button.isEnabled()


def test_what_a_person_has_set_stays_until_they_ask_for_the_preset_s_values(ready, form, pictures, qtbot):
    card, editor = form.thoroughness, form.thoroughness.expert.editor
    assert "Iterations" in card.own_line.text()  # which the fixture has set
    editor("batch").setValue(7)
    editor("patch").setValue(96)
    form.choose_model(form.model.key)
    assert (form.config().iterations, form.config().batch, form.config().patch) == (10, 7, 96)
    ready.training.panel.dropped.emit(pictures)
    qtbot.waitUntil(lambda: form.checked is None)
    qtbot.waitUntil(lambda: form.checked is not None, timeout=LONG)
    assert (form.config().iterations, form.config().batch, form.config().patch) == (10, 7, 96)
    assert "Batch" in card.own_line.text()
    card.reset_button.click()
    assert form.config().iterations != 10
    assert card.own_line.isHidden()
    editor("batch").setValue(7)
    card.presets.button(0).click()
    assert form.config().batch != 7
    editor("patch").setValue(256)  # of pictures of 128 x 144
    form.choose_model(form.model.key)
    assert form.config().patch <= 128
