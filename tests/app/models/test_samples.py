"""The examples of models: what comes with the program, what is kept, and what is computed when a person asks."""

from dataclasses import replace
from pathlib import Path

import pytest
from fake_engine import FakeEngine
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from window_use import add

import core.models.catalog as catalog
from app.models import sample_store
from app.models.cards import ModelCard
from app.models.model_list import MISSING
from app.models.page import ModelsPage
from app.models.sample_box import SampleBox
from app.models.sample_store import MOST_KEPT, PARTS, RESULT, find, keep, kept_file, part_file
from app.models.sample_strip import MOST, SampleStrip
from core.models.released import RELEASED, package_of


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sample_store, "user_cache", lambda: tmp_path / "cache")
    return tmp_path / "cache"


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing but the parts comes with the program, as for a model of the person's own."""
    monkeypatch.setattr(sample_store, "shipped_file", lambda digest: tmp_path / "none" / digest)


def painted(colour: str = "red") -> QImage:
    image = QImage(RESULT, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    return image


def joined() -> QImage:
    image = QImage(RESULT.width() * len(PARTS), RESULT.height(), QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    return image


def strip(qtbot, width: int = 832) -> SampleStrip:
    made = SampleStrip("A", [QImage(str(part_file(part))) for part in PARTS], [painted() for _ in PARTS])
    qtbot.addWidget(made)
    made.resize(width, RESULT.height())
    return made


# --- what comes with the program ----------------------------------------------------------------------------


def test_what_the_built_in_model_does_comes_with_its_very_weights() -> None:
    built_in = next(model for model in catalog.list_models() if model.kind == "built-in")
    assert len(find(catalog.digests().of(built_in.path))) == len(PARTS), "run tools/model_samples.py"


@pytest.mark.parametrize("released", [r for r in RELEASED if r.package is not None], ids=lambda r: r.key)
def test_what_can_be_fetched_can_be_seen_before(released) -> None:
    assert len(find("", released.package.sha256)) == len(PARTS), "run tools/model_samples.py"


def test_only_a_model_that_was_fetched_is_known_by_its_package() -> None:
    for released in RELEASED:
        if released.package is not None:
            source = released.key + (".pth" if released.key == "dat-light" else ".param")
            assert package_of(released.key, source) == released.package.sha256
    for key, source in (
        ("span", "mine.pth"),
        ("lite-x4", ""),
        ("other", "span.param"),
        ("esrgan", "esrgan.param"),
        ("dat-light", "DAT_light_x4.pth"),
    ):
        assert package_of(key, source) == ""


# --- what is kept -------------------------------------------------------------------------------------------


def test_what_was_computed_is_kept_by_the_digest_of_the_weights(own_models_file) -> None:
    digest = catalog.digests().of(own_models_file)
    keep(own_models_file, digest, joined())
    assert [image.size() for image in find(digest)] == [RESULT] * len(PARTS)
    assert find("0" * 64) == []


def test_nothing_is_kept_under_the_digest_of_weights_that_were_replaced(own_models_file) -> None:
    keep(own_models_file, "0" * 64, joined())
    assert not kept_file("0" * 64).exists()


@pytest.mark.parametrize("content", [b"", b"no picture", "small"])
def test_what_is_damaged_is_as_if_it_were_not_there(content) -> None:
    file = kept_file("a" * 64)
    file.parent.mkdir(parents=True)
    if content == "small":
        painted().save(str(file))
    else:
        file.write_bytes(content)
    assert find("a" * 64) == []


def test_only_so_many_are_kept(own_models_file, monkeypatch) -> None:
    monkeypatch.setattr(sample_store, "MOST_KEPT", 2)
    assert MOST_KEPT > 2
    folder = kept_file("a").parent
    folder.mkdir(parents=True)
    for k in range(3):
        (folder / f"{k}.png").write_bytes(b"old")
    digest = catalog.digests().of(own_models_file)
    keep(own_models_file, digest, joined())
    assert len(list(folder.glob("*.png"))) == 2


def test_a_folder_that_takes_nothing_is_no_error(own_models_file, cache) -> None:
    cache.write_bytes(b"a file in the folder's place")
    keep(own_models_file, catalog.digests().of(own_models_file), joined())


@pytest.fixture
def own_models_file(tmp_path: Path) -> Path:
    path = tmp_path / "mine.safetensors"
    path.write_bytes(b"weights")
    return path


# --- the strip ----------------------------------------------------------------------------------------------


def test_one_divider_for_all_three_pictures(qtbot) -> None:
    made, told = strip(qtbot), []
    made.moved.connect(told.append)
    made.show()
    for place in made._places():
        for share, value in ((0, 0), (0.25, 25)):
            spot = QPoint(round(place.left() + share * place.width()), 9)
            QTest.mouseClick(made, Qt.MouseButton.LeftButton, pos=spot)
            assert made.value() == value
        made._move_to(place.right() + 2)  # in the gap, or beyond the last one
        assert made.value() == MOST
    assert told == [0, 25, MOST] * len(PARTS)


def test_the_keyboard_moves_the_divider_and_the_pages_keys_stay_the_pages(qtbot) -> None:
    made, told = strip(qtbot), []
    made.moved.connect(told.append)
    QTest.keyClick(made, Qt.Key.Key_Left)
    QTest.keyClick(made, Qt.Key.Key_PageDown)
    assert told == [MOST // 2 - 2]
    QTest.keyClick(made, Qt.Key.Key_Home)
    assert told[-1] == made.value() == 0


@pytest.mark.parametrize("width", [832, 320])
def test_what_is_left_of_the_divider_is_before_and_right_of_it_after(qtbot, width) -> None:
    made = strip(qtbot, width)
    made.setValue(MOST)
    before = made.grab().toImage()
    made.setValue(0)
    after = made.grab().toImage()
    for place in made._places()[1:]:
        spot = place.center().toPoint()
        assert after.pixelColor(spot) == QColor("red")
        assert before.pixelColor(spot) != QColor("red")


def test_who_cannot_see_hears_which_model_it_is(qtbot) -> None:
    made = strip(qtbot)
    assert made.accessibleName() == "Before and after: A"
    assert made.toolTip()


# --- the box ------------------------------------------------------------------------------------------------


def test_a_model_that_cannot_be_asked_says_why_and_has_no_button(qtbot) -> None:
    box = SampleBox("A", computable=False, otherwise="No example.")
    qtbot.addWidget(box)
    box.show()
    assert box.text.isVisible()
    assert box.button.isHidden()
    silent = SampleBox("A", computable=False)
    qtbot.addWidget(silent)
    assert silent.isHidden()


def test_a_failure_is_a_sentence_and_can_be_tried_again(qtbot) -> None:
    box = SampleBox("A", computable=True)
    qtbot.addWidget(box)
    box.show()
    box.show_work(0, held_up=False)
    assert box.button.text() == "Stop"
    box.show_none("It needs another package.")
    assert box.text.text() == "It needs another package."
    assert box.button.text() == "Show what it does"


# --- the whole window ---------------------------------------------------------------------------------------


def page_of(studio) -> ModelsPage:
    studio.window.show_page("models")
    return studio.window.models_page


def test_the_page_shows_what_models_do_that_are_not_here_yet(studio, qtbot) -> None:
    page = page_of(studio)
    qtbot.waitUntil(lambda: page.missing_cards["span"].sample.strip is not None)
    qtbot.waitUntil(lambda: page.model_cards[0].sample.strip is not None)
    assert page.missing_cards["realsr-x4-v3"].sample.isHidden()
    said = [words.text() for words in page.findChildren(QLabel) if words.isVisible()]
    assert sum("once it is installed" in text for text in said) == 1


@pytest.mark.parametrize(("task", "word"), [("inpaint", "marked"), ("face", "faces"), ("autoencoder", "")])
def test_a_model_with_another_input_is_not_asked_and_says_so(qtbot, task, word) -> None:
    card = ModelCard(replace(MISSING, task=task, path=Path("a.safetensors"), kind="official", sha256="0"))
    qtbot.addWidget(card)
    assert card.sample.button.isHidden()
    assert word in card.sample.text.text()
    assert card.sample.isHidden() is (not word)


def test_a_model_that_lacks_a_part_is_not_asked(qtbot) -> None:
    card = ModelCard(replace(MISSING, lacks="an autoencoder", path=Path("a.safetensors"), sha256="0"))
    qtbot.addWidget(card)
    assert card.sample.isHidden()


def test_of_other_weights_in_the_same_file_the_examples_are_others(qtbot) -> None:
    model = replace(MISSING, path=Path("a.safetensors"), sha256="0")
    card = ModelCard(model)
    qtbot.addWidget(card)
    card.sample.show_pictures([painted()] * len(PARTS), 50)
    card.set_model(model)
    assert card.sample.strip is not None
    card.set_model(replace(model, sha256="1"))
    assert card.sample.strip is None


def test_one_divider_for_all_models(studio, qtbot) -> None:
    page = page_of(studio)
    span = page.missing_cards["span"].sample
    qtbot.waitUntil(lambda: span.strip is not None and page.model_cards[0].sample.strip is not None)
    QTest.keyClick(span.strip, Qt.Key.Key_Home)
    assert page.model_cards[0].sample.strip.value() == 0
    assert page.divider == 0


def test_the_model_itself_computes_its_examples_once(
    shipped, studio, engine: FakeEngine, qtbot, cache
) -> None:
    page = page_of(studio)
    card = page.model_cards[0]
    qtbot.waitUntil(lambda: card.digest_line.digest != "")
    card.sample.button.click()
    qtbot.waitUntil(lambda: card.sample.strip is not None)
    assert [job.source for job in engine.jobs] == [part_file(part) for part in PARTS]
    assert {job.settings.model for job in engine.jobs} == {"lite-x4"}
    assert all(job.save is None for job in engine.jobs)
    file = kept_file(card.digest_line.digest)
    qtbot.waitUntil(file.is_file)
    assert not studio.sampling.busy
    card.sample.show_none()
    studio.sampling.look()
    qtbot.waitUntil(lambda: card.sample.strip is not None)
    assert len(engine.jobs) == len(PARTS)


def test_pictures_go_first(shipped, studio, engine: FakeEngine, picture_file, qtbot) -> None:
    add(studio, qtbot, picture_file())
    page = page_of(studio)
    card = page.model_cards[0]
    engine.gate.clear()
    card.sample.button.click()
    qtbot.waitUntil(lambda: len(engine.jobs) == 1)
    studio.upscaling.run_selected()
    qtbot.waitUntil(lambda: len(engine.jobs) == 2)
    assert engine.jobs[1].source == studio.comparison.item.path
    assert "Waiting" in card.sample.text.text()
    engine.gate.set()
    qtbot.waitUntil(lambda: card.sample.strip is not None)
    assert len(engine.jobs) == 2 + len(PARTS)  # the first was begun again


def test_it_can_be_stopped_and_a_failure_is_told_on_the_card(
    shipped, studio, engine: FakeEngine, qtbot
) -> None:
    sample = page_of(studio).model_cards[0].sample
    engine.gate.clear()
    sample.button.click()
    qtbot.waitUntil(lambda: len(engine.jobs) == 1)
    sample.button.click()
    assert not studio.sampling.busy
    assert sample.text.isHidden()
    engine.gate.set()
    engine.fail = lambda job: "It needs a graphics card."
    sample.button.click()
    qtbot.waitUntil(lambda: sample.text.text() == "It needs a graphics card.")
    assert not studio.sampling.busy
    assert sample.button.isVisible()


def test_what_is_computed_ends_with_its_model_and_goes_on_on_a_new_card(
    shipped, studio, engine, qtbot
) -> None:
    page = page_of(studio)
    model = page.model_cards[0].model
    engine.gate.clear()
    page.model_cards[0].sample.button.click()
    qtbot.waitUntil(lambda: len(engine.jobs) == 1)
    page.set_models([replace(model, title="Another title")], [])
    studio.sampling.look()
    assert page.model_cards[0].sample.busy
    page.set_models([], [])
    studio.sampling.look()
    assert not studio.sampling.busy


def test_the_window_can_be_closed_while_examples_are_computed(shipped, studio, engine, qtbot) -> None:
    sample = page_of(studio).model_cards[0].sample
    engine.gate.clear()
    sample.button.click()
    qtbot.waitUntil(lambda: len(engine.jobs) == 1)
    assert studio.stop()


def test_all_models_are_compared_on_the_persons_own_picture(with_picture) -> None:
    page_of(with_picture).compare_button.click()
    side = with_picture.window.explore_page.side
    assert with_picture.window.page == "explore"
    assert [along.axis.value for along in (side.columns.along(), side.rows.along())] == ["model", "none"]
    assert side.columns.along().values == ("lite-x4",)


def test_from_the_box_of_models_it_is_one_click_to_what_they_do(studio) -> None:
    studio.window.controls.models_button.click()
    assert studio.window.page == "models"
