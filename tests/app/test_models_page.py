"""The models page: the licence in place, downloads in a process of their own, files taken in and given away."""

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtWidgets import QMessageBox

import core.models.catalog as catalog
from app.model_list import list_installed, list_models
from app.panels.model_cards import ImportCard
from core.models import library

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


def test_the_authors_models_are_listed_but_not_offered_for_enlarging(studio) -> None:
    keys = set(studio.window.models_page.missing_cards)
    assert {"realsr-x4-v1", "realsr-x4-v3", "bicsr-x4", "face-restoration"} <= keys
    assert not any(key.startswith("autoencoder") for key in keys)
    assert [m.key for m in list_models()] == ["lite-x4"]


def test_the_licence_comes_first_and_once(studio, behave, qtbot) -> None:
    behave("""say("ModelInstalled", key="realsr-x4-v3", sha256="0")""")
    studio.window.show_page("models")
    card(studio).download_button.click()
    assert card(studio).licence.isVisible()
    assert "non-commercial" in card(studio).model.notice
    assert not studio.models.downloads
    assert not library.licence_accepted()
    card(studio).accept_button.click()
    assert library.licence_accepted()
    assert not card(studio).licence.isVisible()
    qtbot.waitUntil(lambda: not studio.models.downloads, timeout=20000)
    card(studio, "bicsr-x4").download_button.click()
    assert "bicsr-x4" in studio.models.downloads
    qtbot.waitUntil(lambda: not studio.models.downloads, timeout=20000)


def test_declining_leaves_all_as_it_was(studio) -> None:
    studio.window.show_page("models")
    card(studio).download_button.click()
    card(studio).hide_licence()
    assert not library.licence_accepted()
    assert card(studio).download_button.isEnabled()


def test_progress_is_shown_and_a_download_can_be_cancelled(studio, behave, qtbot) -> None:
    library.accept_licence()
    behave("time.sleep(600)")
    studio.window.show_page("models")
    card(studio).download_button.click()
    qtbot.waitUntil(lambda: card(studio).bar.value() == 250, timeout=20000)
    assert "part.pth" in card(studio).status.text()
    assert not card(studio).download_button.isEnabled()
    card(studio).cancel_button.click()
    qtbot.waitUntil(lambda: not studio.models.downloads, timeout=20000)
    assert card(studio).work.isHidden()
    assert card(studio).trouble.isHidden()
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
    assert says in card(studio).trouble.text()
    assert card(studio).download_button.isEnabled()
    assert card(studio).download_button.text() == "Try again"


def test_a_program_that_cannot_start_is_a_failure(studio, qtbot) -> None:
    library.accept_licence()
    studio.models.command = ("/no/such/program",)
    card(studio).download_button.click()
    qtbot.waitUntil(lambda: not studio.models.downloads, timeout=20000)
    assert "could not start" in card(studio).trouble.text()


def test_a_dropped_model_file_is_taken_in(studio, behave, qtbot, home: Path) -> None:
    target = home / "data" / "models" / "mine.safetensors"
    built_in = catalog.list_models()[0].path
    behave(
        f"""
import pathlib, shutil
assert words[1:3] == ["import", {str(home / "mine.safetensors")!r}], words
pathlib.Path({str(target.parent)!r}).mkdir(parents=True, exist_ok=True)
shutil.copyfile({str(built_in)!r}, {str(target)!r})
say("ModelInstalled", key="mine", sha256="")
"""
    )
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(home / "mine.safetensors"))])
    studio.window.dropped.emit(mime)
    qtbot.waitUntil(lambda: not studio.models.imports, timeout=20000)
    assert [m.key for m in list_models()] == ["lite-x4", "mine"]
    studio.models.use("mine")
    assert studio.window.controls.settings().model == "mine"


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


def test_ones_own_model_can_be_deleted(studio, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = home / "data" / "models"
    folder.mkdir(parents=True)
    (folder / "mine.safetensors").write_bytes(catalog.list_models()[0].path.read_bytes())
    studio.models.refresh()
    (mine,) = (m for m in list_installed() if m.key == "mine")
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.Yes)
    studio.window.models_page.deleteWanted.emit(mine)
    assert [m.key for m in list_installed()] == ["lite-x4"]
    assert [c.model.key for c in studio.window.models_page.model_cards] == ["lite-x4"]
