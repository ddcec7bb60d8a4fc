"""The models page: the licence in place, downloads in a process of their own, files taken in and given away."""

import os
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from filelock import FileLock
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import QLabel
from safetensors.numpy import save_file

import core.models.catalog as catalog
from app.kit.basics import Elided
from app.kit.text import bytes_text
from app.models.cards import ImportCard
from app.models.manager import ModelManager, parted
from app.models.model_list import MISSING, list_installed, list_models, told_apart
from app.models.page import ModelsPage
from core.errors import ModelError
from core.models import library
from core.models.checkpoints import RECIPE_KEY, read_recipe, sha256_of
from core.models.official import by_key
from core.models.recipe import Recipe
from core.models.released import archive_of, released_by_key
from tests.core.shut_folders import shut

# Stands for the command line: does as its first line says and tells it in events.
FAKE = """
import json, sys, time
def say(event, **body): print(json.dumps({"event": event, **body}), flush=True)
words = sys.argv[1:]
assert words[0] == "models" and words[-2:] == ["--events", "jsonl"], words
say("FetchProgress", key="k", file="part.pth", phase="download", done=25, total=100, bytes_per_second=5e6)
print("a stray line", flush=True)
BEHAVIOUR
"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(catalog, "own_folder", lambda: tmp_path / "data" / "models")
    return tmp_path


@pytest.fixture
def behave(tmp_path: Path, studio):
    """behave(code) puts a program in the command line's place."""

    def put(code: str) -> None:
        script = tmp_path / "fake_models.py"
        script.write_text(FAKE.replace("BEHAVIOUR", code), "utf-8")
        studio.models.command = (sys.executable, str(script))

    return put


def card(studio, key: str = "realsr-x4-v3"):
    return studio.window.models_page.missing_cards[key]


def box(studio, key: str = "realsr-x4-v3"):
    return studio.window.models_page.fetch_box(key)


def test_the_authors_models_are_listed_but_not_offered_for_enlarging(studio) -> None:
    keys = set(studio.window.models_page.missing_cards)
    assert {"realsr-x4-v1", "realsr-x4-v3", "bicsr-x4", "face-restoration"} <= keys
    assert not any(key.startswith("autoencoder") for key in keys)
    assert [m.key for m in list_models()] == ["lite-x4"]


def test_the_licence_comes_first_and_once(studio, behave, qtbot) -> None:
    behave("""say("ModelInstalled", key="realsr-x4-v3", sha256="0")""")
    studio.window.show_page("models")
    card(studio).download_button.click()
    assert box(studio).licence.isVisible()
    assert "non-commercial" in box(studio).offer.notice
    assert not studio.models.downloads
    assert not library.licence_accepted()
    box(studio).accept_button.click()
    assert library.licence_accepted()
    assert not box(studio).licence.isVisible()
    qtbot.waitUntil(lambda: not studio.models.downloads, timeout=20000)
    card(studio, "bicsr-x4").download_button.click()
    assert "bicsr-x4" in studio.models.downloads
    qtbot.waitUntil(lambda: not studio.models.downloads, timeout=20000)


def test_declining_leaves_all_as_it_was(studio) -> None:
    studio.window.show_page("models")
    card(studio).download_button.click()
    box(studio).hide_licence()
    assert not library.licence_accepted()
    assert card(studio).download_button.isEnabled()


def test_progress_is_shown_and_a_download_can_be_cancelled(studio, behave, qtbot) -> None:
    library.accept_licence()
    behave("time.sleep(600)")
    studio.window.show_page("models")
    card(studio).download_button.click()
    qtbot.waitUntil(lambda: box(studio).bar.value() == 250, timeout=20000)
    assert "part.pth" in box(studio).status.text()
    assert not card(studio).download_button.isEnabled()
    box(studio).cancel_button.click()
    qtbot.waitUntil(lambda: not studio.models.downloads, timeout=20000)
    assert box(studio).work.isHidden()
    assert box(studio).trouble.isHidden()
    assert card(studio).download_button.isEnabled()


@pytest.mark.parametrize(
    ("code", "says"),
    [
        (
            """say("ModelFailed", key="k", message="The server is away."); sys.exit(1)""",
            "The server is away.",
        ),
        ("sys.exit(3)", "ended unexpectedly"),
        ("import os; os.abort()", "ended unexpectedly"),
    ],
    ids=["a sentence", "a code", "a crash"],
)
def test_a_failure_is_said_in_place_with_another_try(studio, behave, qtbot, code: str, says: str) -> None:
    library.accept_licence()
    behave(code)
    studio.window.show_page("models")
    card(studio).download_button.click()
    qtbot.waitUntil(lambda: not studio.models.downloads, timeout=20000)
    assert says in box(studio).trouble.text()
    assert card(studio).download_button.isEnabled()
    assert card(studio).download_button.text() == "Try again"


def test_a_program_that_cannot_start_is_a_failure(studio, qtbot) -> None:
    library.accept_licence()
    studio.models.command = ("/no/such/program",)
    card(studio).download_button.click()
    qtbot.waitUntil(lambda: not studio.models.downloads, timeout=20000)
    assert "could not start" in box(studio).trouble.text()


@pytest.mark.parametrize("suffixes", [(".safetensors",), (".param", ".bin")])
def test_a_dropped_model_file_is_taken_in(studio, behave, qtbot, home: Path, suffixes) -> None:
    target = home / "data" / "models" / "mine.safetensors"
    built_in = catalog.list_models()[0].path
    behave(
        f"""
import pathlib, shutil
assert words[1:3] == ["import", {str(home / f"mine{suffixes[0]}")!r}], words
pathlib.Path({str(target.parent)!r}).mkdir(parents=True, exist_ok=True)
shutil.copyfile({str(built_in)!r}, {str(target)!r})
say("ModelInstalled", key="mine", sha256="")
"""
    )
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(home / f"mine{suffix}")) for suffix in suffixes])
    studio.window.dropped.emit(mime)
    qtbot.waitUntil(lambda: not studio.models.imports, timeout=20000)
    assert [m.key for m in list_models()] == ["lite-x4", "mine"]
    studio.models.used.emit("mine")
    assert studio.window.controls.settings().model == "mine"


@pytest.mark.parametrize(
    ("dropped", "models", "others"),
    [
        (["a.png"], [], ["a.png"]),
        (["a.pth", "b.safetensors"], ["a.pth", "b.safetensors"], []),
        (["a.pth", "README.md", "b.png"], ["a.pth"], ["README.md", "b.png"]),
        (["a.param", "a.bin", "b.png"], ["a.param"], ["b.png"]),
        (["a.param", "b.bin", "c.ONNX"], ["a.param", "b.bin", "c.ONNX"], []),
        (["net_p_x4.pth", "net_g_x4.pth"], ["net_g_x4.pth"], []),
        (["net_p_x4.pth", "net_g_x2.pth"], ["net_p_x4.pth", "net_g_x2.pth"], []),
        (["net_p.png", "net_g.png", "a.pth"], ["a.pth"], ["net_p.png", "net_g.png"]),
        (["/"], [], ["/"]),  # a whole drive
    ],
)
def test_models_are_parted_from_what_is_dropped_with_them(
    home: Path, dropped: list[str], models: list[str], others: list[str]
) -> None:
    found = parted([home / name for name in dropped])
    assert found == ([home / name for name in models], [home / name for name in others])


def test_a_model_and_a_picture_may_be_dropped_together(
    studio, behave, qtbot, home: Path, picture_file
) -> None:
    behave("""say("ModelFailed", key="k", message="It is no model.", choices=[])""")
    picture = picture_file("a.png")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in (picture, home / "mine.pth")])
    studio.window.dropped.emit(mime)
    assert len(studio.models.imports) == 1
    assert studio.window.page == "models"
    qtbot.waitUntil(lambda: len(studio.model) == 1)
    assert studio.model.item(0).path == picture
    qtbot.waitUntil(lambda: not studio.models.imports, timeout=20000)


@pytest.mark.parametrize("named", ["", "model_index.json"])
def test_a_dropped_folder_with_a_model_is_taken_in(studio, behave, qtbot, home: Path, named: str) -> None:
    folder = home / "ldm"
    folder.mkdir(parents=True)
    (folder / "model_index.json").write_text("{}")
    dropped = folder / named if named else folder
    behave(
        f"""
assert words[1:3] == ["import", {str(dropped)!r}], words
say("ModelFailed", key="ldm", message="It is no model.", choices=[])
"""
    )
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(dropped))])
    refused = []
    studio.intake.finished.connect(lambda count, found: refused.append((count, found)))
    studio.window.dropped.emit(mime)
    qtbot.waitUntil(lambda: bool(studio.models.imports), timeout=20000)
    qtbot.waitUntil(lambda: not studio.models.imports, timeout=20000)
    assert refused == []
    assert len(studio.model) == 0


def test_a_file_that_fits_several_models_asks_which(studio, behave, qtbot, home: Path) -> None:
    behave(
        """
if "--as" in words:
    assert words[words.index("--as") + 1] == "bicsr-x4", words
    say("ModelInstalled", key="x", sha256="")
else:
    say("ModelFailed", key="x", message="Several fit.", choices=["realsr-x4-v3", "bicsr-x4"])
    sys.exit(1)
"""
    )
    studio.window.show_page("models")
    studio.models.add(home / "x.pth")
    page = studio.window.models_page
    first = studio.models.imports[0]
    qtbot.waitUntil(lambda: not studio.models.imports, timeout=20000)
    (choosing,) = (c for c in page.findChildren(ImportCard) if c.choices)
    assert [b.text() for b in choosing.choices] == [
        "ResShift RealSR v3, 4 steps",
        "ResShift bicubic, 4 steps",
    ]
    choosing.choices[1].click()
    assert studio.models.imports != [first]
    qtbot.waitUntil(lambda: not studio.models.imports, timeout=20000)
    qtbot.waitUntil(lambda: not page.findChildren(ImportCard), timeout=20000)


def put_model(folder: Path, key: str, recipe: Recipe) -> Path:
    """A file that says of itself what the recipe says."""
    folder.mkdir(parents=True, exist_ok=True)
    if recipe.architecture == "lite_plk":  # as small as the tensors
        recipe = replace(recipe, config={"width": 2, "blocks": 1})
    metadata = {RECIPE_KEY: recipe.to_json()}
    save_file({f"w{n}": np.zeros(20, np.float32) for n in range(50)}, folder / f"{key}.safetensors", metadata)
    return folder / f"{key}.safetensors"


def put_official(key: str = "realsr-x4-v3") -> Path:
    official = by_key(key)
    trained = {"official": key, "source": official.file, "source_sha256": "ab" * 32}
    return put_model(catalog.official_folder(), key, replace(official.recipe, trained=trained))


def put_own(key: str = "mine") -> Path:
    return put_model(catalog.own_folder(), key, read_recipe(catalog.list_models()[0].path))


def installed_card(studio, key: str):
    found = studio.window.models_page.model_card(key)
    assert found is not None
    return found


def texts(card) -> str:
    return "\n".join(w.text() for w in card.findChildren(QLabel) if not w.isHidden())


class TestWhatACardSays:
    def test_all_that_is_known_of_a_model(self, studio) -> None:
        path = put_official()
        catalog.digests().of(path)
        studio.models.refresh()
        card = installed_card(studio, "realsr-x4-v3")
        said = texts(card)
        for fact in ("4×", "1 to 4 steps", "kappa 2", "non-commercial", bytes_text(path.stat().st_size)):
            assert fact in said
        assert card.digest_line.source.whole == "from " + by_key("realsr-x4-v3").url

    def test_the_digest_is_shortened_and_can_be_copied_as_a_whole(self, studio, qapp) -> None:
        path = put_official()
        digest = catalog.digests().of(path)
        studio.models.refresh()
        line = installed_card(studio, "realsr-x4-v3").digest_line
        assert line.text.text() == f"sha256 {digest[:12]}…"
        assert digest in line.text.toolTip()
        assert "ab" * 32 in line.text.toolTip()  # of the released file that it was made from
        line.copy_button.click()
        assert qapp.clipboard().text() == digest

    def test_a_digest_that_is_not_on_record_is_computed_once_the_page_is_seen(self, studio, qtbot) -> None:
        path = put_own()
        studio.models.refresh()
        line = installed_card(studio, "mine").digest_line
        assert line.digest == ""
        assert line.copy_button.isHidden()
        studio.window.show_page("models")
        qtbot.waitUntil(lambda: line.digest == sha256_of(path), timeout=20000)
        assert catalog.digests().known(path) == line.digest

    def test_a_file_replaced_by_another_of_its_size_shows_the_digest_of_what_is_there(
        self, studio, qtbot
    ) -> None:
        path = put_own()
        studio.models.refresh()
        studio.window.show_page("models")
        before = sha256_of(path)
        qtbot.waitUntil(lambda: installed_card(studio, "mine").digest_line.digest == before, timeout=20000)
        data = bytearray(path.read_bytes())
        data[-1] ^= 1
        path.write_bytes(bytes(data))
        os.utime(path, (2e9, 2e9))
        studio.models.refresh()
        assert installed_card(studio, "mine").digest_line.digest == ""
        studio.window.show_page("upscale")
        studio.window.show_page("models")
        after = sha256_of(path)
        qtbot.waitUntil(lambda: installed_card(studio, "mine").digest_line.digest == after, timeout=20000)

    def test_a_file_that_vanishes_meanwhile_does_no_harm(self, studio, qtbot) -> None:
        path = put_own()
        studio.models.refresh()
        path.unlink()
        studio.models._complete_digests()
        qtbot.waitUntil(lambda: not studio.models._digesting, timeout=20000)
        assert installed_card(studio, "mine").digest_line.digest == ""

    def test_what_can_be_downloaded_says_where_from_and_how_much(self, studio) -> None:
        said = texts(card(studio))
        assert "about 695.7 MB with its autoencoder" in said
        put_model(catalog.official_folder(), "autoencoder-vq-f4", by_key("autoencoder-vq-f4").recipe)
        studio.models.refresh()
        assert "about 474.4 MB ·" in texts(card(studio))
        source = [w.whole for w in card(studio).findChildren(Elided)]
        assert source == ["from " + by_key("realsr-x4-v3").url]

    def test_sizes_are_in_units_of_a_thousand(self) -> None:
        assert [bytes_text(n) for n in (999, 12_733_064, 999_949_999, 999_950_000)] == [
            "999 B",
            "12.7 MB",
            "999.9 MB",
            "1.0 GB",
        ]

    def test_a_very_long_name_does_not_widen_the_window(self, studio) -> None:
        before = studio.window.minimumSizeHint().width()
        put_model(catalog.imported_folder(), 200 * "x", read_recipe(catalog.list_models()[0].path))
        studio.models.refresh()
        studio.window.show_page("models")
        card = installed_card(studio, 200 * "x")
        assert 200 * "x" in "".join(w.toolTip() for w in card.findChildren(QLabel))
        assert card.minimumSizeHint().width() < 740  # what a window of 800 has room for
        assert studio.window.minimumSizeHint().width() <= before

    def test_cards_of_models_that_did_not_change_stay(self, studio) -> None:
        before = installed_card(studio, "lite-x4")
        put_own()
        studio.models.refresh()
        assert installed_card(studio, "lite-x4") is before
        layout = before.parentWidget().layout()
        assert layout.indexOf(before) == 0
        assert layout.indexOf(installed_card(studio, "mine")) == 1


class TestAMissingAutoencoder:
    def test_the_card_says_so_and_fetches_just_that(self, studio, behave, qtbot) -> None:
        library.accept_licence()
        put_official()
        part = put_model(catalog.official_folder(), "autoencoder-vq-f4", by_key("autoencoder-vq-f4").recipe)
        studio.models.refresh()
        assert installed_card(studio, "realsr-x4-v3").fetch is None
        aside = part.rename(part.with_suffix(".aside"))
        studio.models.refresh()
        card = installed_card(studio, "realsr-x4-v3")
        assert "needs the VQ autoencoder f4, which is not here" in texts(card)
        assert card.fetch.offer.urls == (by_key("autoencoder-vq-f4").url,)
        assert "about 221.3 MB" in texts(card)
        behave(
            f"""
import pathlib
assert words[1:3] == ["fetch", "realsr-x4-v3"], words
pathlib.Path({str(aside)!r}).rename({str(part)!r})
say("ModelInstalled", key="autoencoder-vq-f4", sha256="0")
"""
        )
        card.fetch.button.click()
        assert card.fetch.busy
        qtbot.waitUntil(lambda: not studio.models.downloads, timeout=20000)
        assert installed_card(studio, "realsr-x4-v3").fetch is None
        assert "not here" not in texts(installed_card(studio, "realsr-x4-v3"))

    def test_the_licence_comes_first_here_too(self, studio) -> None:
        put_official()
        studio.models.refresh()
        fetch = installed_card(studio, "realsr-x4-v3").fetch
        fetch.button.click()
        assert not fetch.licence.isHidden()
        assert not studio.models.downloads

    def test_a_failure_stays_on_the_card(self, studio, behave, qtbot) -> None:
        library.accept_licence()
        put_official()
        studio.models.refresh()
        behave(
            f"""
import pathlib
(pathlib.Path({str(catalog.official_folder())!r}) / "autoencoder_vq_f4.pth.part").write_bytes(bytes(2000))
say("ModelFailed", key="k", message="The server is away.")
sys.exit(1)
"""
        )
        fetch = installed_card(studio, "realsr-x4-v3").fetch
        fetch.button.click()
        qtbot.waitUntil(lambda: not studio.models.downloads, timeout=20000)
        assert fetch is installed_card(studio, "realsr-x4-v3").fetch
        assert fetch.trouble.text() == "The server is away."
        assert fetch.button.text() == "Try again"
        assert "2 kB have arrived and are kept" in fetch.kept_text.text()


class TestDeleting:
    @pytest.fixture
    def mine(self, studio):
        put_own()
        studio.models.refresh()
        studio.window.show_page("models")
        return installed_card(studio, "mine")

    def test_the_question_is_asked_on_the_card_and_keeping_is_nearer(self, studio, mine, qtbot) -> None:
        assert mine.deletion.question.isHidden()
        mine.deletion.button.click()
        assert mine.deletion.question.isVisible()
        assert studio.window.focusWidget() is mine.deletion.question.no_button
        assert not mine.deletion.button.isEnabled()
        qtbot.keyClick(mine.deletion.question.no_button, Qt.Key.Key_Space)
        assert mine.deletion.question.isHidden()
        assert studio.window.focusWidget() is mine.deletion.button
        assert [m.key for m in list_installed()] == ["lite-x4", "mine"]

    def test_escape_keeps_the_file_and_stops_nothing_else(self, studio, mine, qtbot) -> None:
        stopped = []
        studio.window.actions_.cancel.setEnabled(True)
        studio.window.actions_.cancel.triggered.connect(lambda: stopped.append(True))
        mine.deletion.button.click()
        qtbot.keyClick(mine.deletion.question.no_button, Qt.Key.Key_Escape)
        assert mine.deletion.question.isHidden()
        assert not stopped
        assert [m.key for m in list_installed()] == ["lite-x4", "mine"]

    def test_yes_deletes_and_the_keyboard_goes_on_at_the_next_card(self, studio, mine, qtbot) -> None:
        deleted: list[str] = []
        studio.models.deleted.connect(deleted.append)
        mine.deletion.button.click()
        qtbot.keyClick(mine.deletion.question.no_button, Qt.Key.Key_Backtab)
        assert studio.window.focusWidget() is mine.deletion.question.yes_button
        qtbot.keyClick(mine.deletion.question.yes_button, Qt.Key.Key_Space)
        assert [m.key for m in list_installed()] == ["lite-x4"]
        assert [c.model.key for c in studio.window.models_page.model_cards] == ["lite-x4"]
        assert studio.window.focusWidget() is installed_card(studio, "lite-x4").first_button
        assert deleted == ["mine"]

    def test_a_file_that_cannot_be_deleted_says_so_on_its_card(self, studio, mine, monkeypatch) -> None:
        def refuse(path: Path) -> None:
            raise ModelError("It cannot be deleted: it is in use.")

        monkeypatch.setattr(library, "remove_file", refuse)
        mine.deletion.button.click()
        mine.deletion.question.yes_button.click()
        assert "it is in use" in texts(mine)
        assert mine.deletion.button.isEnabled()

    def test_of_two_files_of_one_key_the_one_on_the_card_goes(self, studio) -> None:
        put_official()
        other = put_model(catalog.imported_folder(), "realsr-x4-v3", by_key("realsr-x4-v3").recipe)
        page = studio.window.models_page
        for _ in range(3):
            studio.models.refresh()
        assert page._installed.count() == len(page.model_cards) == 3
        deleted: list[str] = []
        studio.models.deleted.connect(deleted.append)
        card = page.card_of(other)
        card.deletion.button.click()
        card.deletion.question.yes_button.click()
        assert not other.exists()
        assert deleted == []  # there is still one of that key
        assert installed_card(studio, "realsr-x4-v3").model.kind == "official"

    def test_an_autoencoder_names_the_models_that_need_it(self, studio) -> None:
        put_official()
        put_model(catalog.official_folder(), "autoencoder-vq-f4", by_key("autoencoder-vq-f4").recipe)
        studio.models.refresh()
        part = installed_card(studio, "autoencoder-vq-f4")
        part.deletion.button.click()
        assert "cannot run without it: ResShift RealSR v3, 4 steps." in texts(part)
        part.deletion.question.yes_button.click()
        assert installed_card(studio, "realsr-x4-v3").fetch is not None


def test_what_came_or_went_another_way_is_seen_at_the_next_look(qapp, qtbot) -> None:
    """By hand in the folder that the page opens, or by a command."""
    page = ModelsPage()
    qtbot.addWidget(page)
    manager = ModelManager(page, lambda notice: None, page)
    usable: list[list[str]] = []
    manager.changed.connect(lambda models: usable.append([model.key for model in models]))
    gone: list[str] = []
    manager.deleted.connect(gone.append)

    def look() -> None:
        qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)

    page.opened.emit()
    assert usable == []  # nothing is new
    path = put_own()
    look()
    assert (usable, gone) == ([["lite-x4", "mine"]], [])
    path.unlink()
    look()
    assert (usable[1:], gone) == ([["lite-x4"]], ["mine"])
    assert [card.model.key for card in page.model_cards] == ["lite-x4"]
    path.write_bytes(b"no model")
    page.opened.emit()
    assert list(page.damaged_cards) == [path]
    manager.stop()
    manager.deleteLater()


class TestACancelledDownload:
    PART = "resshift_realsrx4_s4_v3.pth.part"

    def arrive(self) -> Path:
        folder = catalog.official_folder()
        folder.mkdir(parents=True)
        (folder / self.PART).write_bytes(bytes(3_000_000))
        (folder / f"{self.PART}.json").write_text('{"url": "u", "etag": "", "total": 12000000}', "utf-8")
        return folder / self.PART

    def test_what_has_arrived_is_kept_and_said(self, studio, behave, qtbot) -> None:
        library.accept_licence()
        folder = catalog.official_folder()
        behave(
            f"""
import pathlib
folder = pathlib.Path({str(folder)!r})
folder.mkdir(parents=True)
(folder / {self.PART!r}).write_bytes(bytes(3_000_000))
say("FetchProgress", key="k", file="part.pth", phase="download", done=50, total=100, bytes_per_second=5e6)
time.sleep(600)
"""
        )
        studio.window.show_page("models")
        card(studio).download_button.click()
        qtbot.waitUntil(lambda: box(studio).bar.value() == 500, timeout=20000)
        assert box(studio).kept.isHidden()
        box(studio).cancel_button.click()
        qtbot.waitUntil(lambda: not studio.models.downloads, timeout=20000)
        assert box(studio).kept.isVisible()
        assert "3.0 MB have arrived and are kept" in box(studio).kept_text.text()
        assert card(studio).download_button.text() == "Continue"
        assert studio.window.focusWidget() is card(studio).download_button

    def test_a_download_ends_when_its_model_has_come_as_a_file(self, studio, behave, qtbot) -> None:
        library.accept_licence()
        part = self.arrive()
        behave("time.sleep(600)")
        studio.models.download("realsr-x4-v3")
        qtbot.waitUntil(lambda: box(studio).bar.value() == 250, timeout=20000)
        put_official()
        studio.models.refresh()
        assert "realsr-x4-v3" in studio.models.downloads  # its autoencoder is still wanted
        put_model(catalog.official_folder(), "autoencoder-vq-f4", by_key("autoencoder-vq-f4").recipe)
        studio.models.refresh()
        assert installed_card(studio, "realsr-x4-v3").fetch is None
        qtbot.waitUntil(lambda: not studio.models.downloads, timeout=20000)
        assert not part.exists()

    def test_it_is_still_said_after_a_new_start_and_can_be_discarded(self, studio_maker) -> None:
        part = self.arrive()
        studio = studio_maker()
        studio.window.show_page("models")
        assert "3.0 MB of 12.0 MB" in box(studio).kept_text.text()
        box(studio).discard_button.click()
        assert not part.exists()
        assert box(studio).kept.isHidden()
        assert card(studio).download_button.text() == "Download"
        assert studio.window.focusWidget() is card(studio).download_button

    def test_a_part_that_is_in_use_elsewhere_is_not_discarded(self, studio_maker) -> None:
        part = self.arrive()
        studio = studio_maker()
        with FileLock(part.with_name(".realsr-x4-v3.lock")):
            box(studio).discard_button.click()
        assert part.exists()
        assert "is being downloaded right now" in box(studio).trouble.text()

    def test_that_of_a_model_of_others_can_be_discarded_too(self, studio_maker) -> None:
        archive = archive_of(released_by_key("span"))
        archive.parent.mkdir(parents=True)
        part = archive.with_name(archive.name + ".part")
        part.write_bytes(bytes(3_000_000))
        studio = studio_maker()
        studio.window.show_page("models")
        assert "3.0 MB" in box(studio, "span").kept_text.text()
        box(studio, "span").discard_button.click()
        assert not part.exists()
        assert box(studio, "span").trouble.isHidden()
        assert box(studio, "span").kept.isHidden()

    def test_a_whole_file_has_only_to_be_converted(self, studio) -> None:
        self.arrive().rename(catalog.official_folder() / "resshift_realsrx4_s4_v3.pth")
        studio.models.refresh()
        assert "have only to be checked and converted" in box(studio).kept_text.text()
        assert box(studio).discard_button.isHidden()


class TestModelsOfOthers:
    """What the paper compares with and can be fetched needs no licence to be accepted first."""

    def test_they_are_listed_with_their_licence_and_how_they_work(self, studio) -> None:
        facts = card(studio, "real-esrgan-x4plus").facts.text()
        assert "BSD-3-Clause" in facts
        assert "restores at once" in facts
        assert "45.7 MB" in facts
        assert "bsrgan" not in studio.window.models_page.missing_cards  # its file has to be got by hand

    @pytest.mark.parametrize(
        ("key", "kind"), [("span", "clean"), ("real-esrgan-x4fast", "blurred"), ("realsr-jpeg", "blurred")]
    )
    def test_each_says_what_pictures_it_is_for(self, studio, key: str, kind: str) -> None:
        assert any(kind in part.text() for part in card(studio, key).findChildren(QLabel))

    def test_the_download_begins_at_once(self, studio, behave, qtbot) -> None:
        behave("""say("ModelInstalled", key="realsr-jpeg", sha256="0")""")
        studio.window.show_page("models")
        card(studio, "realsr-jpeg").download_button.click()
        assert box(studio, "realsr-jpeg").licence.isHidden()
        assert "realsr-jpeg" in studio.models.downloads
        qtbot.waitUntil(lambda: not studio.models.downloads, timeout=20000)


def test_models_of_the_authors_and_of_others_stand_under_their_own_headings(studio):
    page = studio.window.models_page
    (heading, stack), (of_others, others) = page._missing, page._missing_of_others
    titles = [place.findChild(QLabel).text() for place in (heading, of_others)]
    assert titles == ["By the authors of ResShift", "By others"]
    below = {key: card.parent() for key, card in page.missing_cards.items()}
    assert below["realsr-x4-v3"] is stack.parentWidget()
    assert below["span"] is others.parentWidget()
    page.set_models([], [one.model for one in page.missing_cards.values() if not one.model.of_others])
    assert heading.isVisibleTo(page)
    assert not of_others.isVisibleTo(page)


def test_each_card_says_which_pictures_its_model_is_for(studio):
    page = studio.window.models_page
    cards = [*page.missing_cards.values(), *page.model_cards]
    said = {c.model.key: [text.text() for text in c.findChildren(QLabel)] for c in cards}
    assert "For pictures of every kind." in said["lite-x4"]
    assert "For blurred, noisy or compressed pictures." in said["realsr-x4-v3"]
    assert "For clean pictures." in said["bicsr-x4"]
    assert "Fills in what you mark in a picture." in said["inpaint-imagenet"]
    assert not any(text.startswith("For ") for text in said["face-restoration"])


def test_a_copy_of_a_model_is_told_from_it() -> None:
    first, second, third = told_apart([replace(MISSING, key=key) for key in ("lite-x4", "mine", "other")])
    assert first.title == MISSING.title
    assert second.title == f"{MISSING.title} (mine)"
    assert third.title == f"{MISSING.title} (other)"


def test_the_window_starts_where_its_data_folder_may_not_be_entered(
    studio_maker, home: Path, monkeypatch
) -> None:
    """The built-in model is there, and all others can be fetched."""
    with monkeypatch.context() as patch:
        shut(home / "data", patch)
        page = studio_maker().window.models_page
        assert [card.model.key for card in page.model_cards] == ["lite-x4"]
        assert {"realsr-x4-v3", "span"} <= set(page.missing_cards)


@pytest.mark.parametrize("at_work", [False, True])
def test_a_model_that_has_come_is_turned_to_unless_the_person_is_at_another_card(
    studio, behave, qtbot, home: Path, at_work: bool
) -> None:
    library.accept_licence()
    target = catalog.own_folder() / "official" / "realsr-x4-v3.safetensors"
    built_in = catalog.list_models()[0].path
    behave(
        f"""
import pathlib, shutil
pathlib.Path({str(target.parent)!r}).mkdir(parents=True)
shutil.copyfile({str(built_in)!r}, {str(target)!r})
say("ModelInstalled", key="realsr-x4-v3", sha256="0")
"""
    )
    studio.window.show_page("models")
    page = studio.window.models_page
    card(studio).download_button.click()
    if at_work:
        card(studio, "span").download_button.setFocus()
    qtbot.waitUntil(lambda: not studio.models.downloads, timeout=20000)
    new = page.model_card("realsr-x4-v3")
    assert new is not None
    other = page.missing_cards["span"].download_button
    assert studio.window.focusWidget() is (other if at_work else new.first_button)
    qtbot.waitUntil(lambda: not new.visibleRegion().isEmpty())


def test_of_many_dropped_files_two_are_taken_in_at_once_and_the_others_wait(
    studio, behave, qtbot, home: Path
) -> None:
    gate = home / "gate"
    behave(f"""
import pathlib
while not pathlib.Path({str(gate)!r}).exists(): time.sleep(0.01)
say("ModelFailed", key="k", message="It is no model.", choices=[])
sys.exit(1)
""")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(home / f"{number}.pth")) for number in range(5)])
    studio.window.dropped.emit(mime)
    cards = studio.window.models_page.findChildren(ImportCard)
    assert [process.begun for process in studio.models.imports] == [True, True, False, False, False]
    assert [shown.box.status.text() == "Waiting…" for shown in cards] == [False, False, True, True, True]
    cards[2].box.cancel_button.click()
    cards[4].box.cancel_button.click()
    assert [process.begun for process in studio.models.imports] == [True, True, False]
    gate.touch()
    qtbot.waitUntil(lambda: not studio.models.imports, timeout=20000)
    assert [cards[n].box.trouble.text() for n in (0, 1, 3)] == ["It is no model."] * 3


def test_that_another_program_fetches_the_same_is_said_on_the_card(studio, behave, qtbot) -> None:
    library.accept_licence()
    behave("""say("FetchProgress", key="k", file="part.pth", phase="wait"); time.sleep(600)""")
    card(studio).download_button.click()
    qtbot.waitUntil(lambda: "Another program" in box(studio).status.text(), timeout=20000)
    box(studio).cancel_button.click()
    qtbot.waitUntil(lambda: not studio.models.downloads, timeout=20000)
