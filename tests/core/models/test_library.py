"""Models come and go: the licence first, the release's files by mirror or by hand, imports, removal, the list."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch

import core.models.catalog as catalog
from core.cli import main
from core.errors import ModelError
from core.events import Event, FetchProgress, ModelInstalled
from core.jobs import CancelToken
from core.models import convert as conversion
from core.models import library, official
from core.models.checkpoints import sha256_of
from core.models.convert import RecipeChoiceNeeded, build
from core.models.official import OfficialFile
from core.models.recipe import Recipe
from tests.core.closed_form import filled

CONFIG: dict[str, Any] = {"channels": 32, "codes": 16, "channel_mult": (1, 2), "num_res_blocks": (1, 1)}
PART = OfficialFile(
    "part", "part.pth", Recipe("Part", "vqgan", CONFIG, {}), "autoencoder", url="http://x/part.pth"
)
# The tests' "model" is a small autoencoder as well: what is fetched with what does not ask for the architecture.
WHOLE = OfficialFile(
    "whole",
    "whole.pth",
    Recipe("Whole", "vqgan", {**CONFIG, "codes": 32}, {}),
    "upscale",
    url="http://x/whole.pth",
    autoencoder="part",
)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for module in (official, conversion, catalog):
        monkeypatch.setattr(module, "OFFICIAL", (WHOLE, PART))
    monkeypatch.setattr(catalog, "own_folder", lambda: tmp_path / "data" / "models")
    monkeypatch.setattr(catalog, "BUILT_IN_FOLDER", tmp_path / "none")
    monkeypatch.delenv(library.MIRROR_VARIABLE, raising=False)
    return tmp_path


@pytest.fixture
def mirror(home: Path) -> Path:
    folder = home / "mirror"
    folder.mkdir()
    for entry in (WHOLE, PART):
        torch.save(filled(build(entry.recipe)).state_dict(), folder / entry.file)
    return folder


def fetch(key: str, mirror: Path | None) -> list[Event]:
    events: list[Event] = []
    library.fetch(key, emit=events.append, cancel=CancelToken(), mirror=str(mirror) if mirror else None)
    return events


def take(source: Path, choice: str | None = None) -> str:
    return library.import_file(source, choice=choice, emit=lambda event: None, cancel=CancelToken())


def installed() -> dict[str, str]:
    return {m.key: m.kind for m in catalog.list_models()}


def test_nothing_is_fetched_before_the_licence_is_accepted(mirror: Path) -> None:
    with pytest.raises(ModelError, match=r"non-commercial.*--accept-licence"):
        fetch("whole", mirror)
    assert installed() == {}
    library.accept_licence()
    assert library.licence_accepted()
    fetch("whole", mirror)


def test_a_model_comes_with_its_autoencoder_and_once_only(mirror: Path) -> None:
    library.accept_licence()
    digests = {e.key: e.sha256 for e in fetch("whole", mirror) if isinstance(e, ModelInstalled)}
    assert digests == {k: sha256_of(mirror / f"{k}.pth") for k in ("whole", "part")}
    assert installed() == {"whole": "official", "part": "official"}
    assert sorted(p.name for p in catalog.official_folder().iterdir() if p.suffix != ".lock") == [
        "part.safetensors",
        "whole.safetensors",
    ]
    assert fetch("whole", mirror) == []
    assert catalog.list_missing() == []


def test_a_file_placed_by_hand_needs_no_network(mirror: Path) -> None:
    library.accept_licence()
    catalog.official_folder().mkdir(parents=True)
    (mirror / "part.pth").rename(catalog.official_folder() / "part.pth")
    phases = [e.phase for e in fetch("part", None) if isinstance(e, FetchProgress)]
    assert phases == ["convert"]
    assert installed() == {"part": "official"}


def test_a_damaged_download_does_not_stand_in_the_way_of_another_try(mirror: Path) -> None:
    library.accept_licence()
    sound = (mirror / "part.pth").read_bytes()
    (mirror / "part.pth").write_bytes(sound[: len(sound) // 2])
    with pytest.raises(ModelError):
        fetch("part", mirror)
    (mirror / "part.pth").write_bytes(sound)
    fetch("part", mirror)
    assert installed() == {"part": "official"}


def test_a_damaged_file_placed_by_hand_is_kept_and_named(mirror: Path) -> None:
    library.accept_licence()
    catalog.official_folder().mkdir(parents=True)
    placed = catalog.official_folder() / "part.pth"
    placed.write_bytes(b"no model")
    with pytest.raises(ModelError, match="delete it to have it downloaded"):
        fetch("part", mirror)
    assert placed.read_bytes() == b"no model"


def test_a_full_disk_is_said_in_words(mirror: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library.accept_licence()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("core.models.library.shutil.copyfile", full)
    with pytest.raises(ModelError, match="Make room"):
        fetch("part", mirror)


def test_a_mirror_that_lacks_the_file_is_named(mirror: Path) -> None:
    library.accept_licence()
    (mirror / "part.pth").unlink()
    with pytest.raises(ModelError, match=r"holds no part\.pth"):
        fetch("part", mirror)


def test_the_mirror_may_stand_in_the_environment(mirror: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library.accept_licence()
    monkeypatch.setenv(library.MIRROR_VARIABLE, str(mirror))
    fetch("part", None)
    assert installed() == {"part": "official"}


def test_a_recognised_import_takes_the_releases_place(mirror: Path) -> None:
    assert take(mirror / "whole.pth") == "whole"
    assert installed() == {"whole": "official"}
    with pytest.raises(ModelError, match=r"not installed"):
        catalog.find_model("part")


def test_an_import_of_ones_own_is_kept_apart_and_never_replaces(mirror: Path) -> None:
    mine = (mirror / "whole.pth").rename(mirror / "mine.pth")
    assert take(mine, choice="whole") == "mine"
    assert installed() == {"mine": "imported"}
    assert catalog.find_model("mine").title == "mine (Whole)"
    with pytest.raises(ModelError, match="already"):
        take(mine, choice="whole")


def test_a_file_that_fits_two_recipes_asks_which(mirror: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    twin = replace(PART, key="twin", file="twin.pth")
    for module in (official, conversion):
        monkeypatch.setattr(module, "OFFICIAL", (WHOLE, PART, twin))
    unknown = (mirror / "part.pth").rename(mirror / "unknown.pth")
    with pytest.raises(RecipeChoiceNeeded) as asked:
        take(unknown)
    assert asked.value.choices == ["part", "twin"]
    assert installed() == {}
    assert take(unknown, choice="twin") == "unknown"


def test_removal(mirror: Path) -> None:
    library.accept_licence()
    fetch("whole", mirror)
    library.remove("whole")
    assert installed() == {"part": "official"}
    with pytest.raises(ModelError, match="not installed"):
        library.remove("whole")


def test_a_damaged_acceptance_counts_as_none(home: Path) -> None:
    library.accept_licence()
    library._licences().write_text("{", "utf-8")
    assert not library.licence_accepted()


class TestCommand:
    def test_the_list_names_what_can_be_fetched(
        self, mirror: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        take(mirror / "part.pth")
        assert main(["models"]) == 0
        lines = capsys.readouterr().out.splitlines()
        assert lines[0].startswith("part: Part")
        assert lines[1].endswith("not installed: models fetch whole")
        assert main(["models", "--json"]) == 0
        entries = json.loads(capsys.readouterr().out)
        assert [(e["key"], e["installed"]) for e in entries] == [("part", True), ("whole", False)]

    def test_fetch_import_and_remove(self, mirror: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["models", "fetch", "part", "--mirror", str(mirror)]) == 1
        assert "--accept-licence" in capsys.readouterr().err
        assert main(["models", "fetch", "part", "--mirror", str(mirror), "--accept-licence"]) == 0
        assert "part is installed (sha256" in capsys.readouterr().err
        assert main(["models", "import", str(mirror / "whole.pth"), "--events", "jsonl"]) == 0
        events = [json.loads(line)["event"] for line in capsys.readouterr().out.splitlines()]
        assert events == ["FetchProgress", "ModelInstalled"]
        assert main(["models", "remove", "whole"]) == 0
        assert installed() == {"part": "official"}

    def test_a_choice_is_told_to_the_window(self, mirror: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (mirror / "part.pth").write_bytes(b"no model at all")
        assert main(["models", "import", str(mirror / "part.pth"), "--events", "jsonl"]) == 1
        failed = json.loads(capsys.readouterr().out.splitlines()[-1])
        assert failed["event"] == "ModelFailed"
        assert "part.pth" in failed["message"]


def test_the_list_is_made_without_torch() -> None:
    code = "import sys; from core.cli import main; main(['models']); sys.exit('torch' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


@pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")
def test_a_request_to_end_leaves_nothing_behind(home: Path) -> None:
    source = home / "endless.pth"  # its reading never ends
    code = f"""
import signal, sys
from pathlib import Path
from core.models import convert, library
def read(source, target, cancel):
    print(target, flush=True)
    signal.pause()
convert.extract_tensors = read
convert.sha256_of = lambda path: ""
convert._existing = lambda path: path
convert.is_safetensors = lambda path: False
import core.models.catalog as catalog
catalog.own_folder = lambda: Path({str(home)!r}) / "data"
library._carries_recipe = lambda path: False
Path.is_file = lambda self: True
from core.cli import main
sys.exit(main(["models", "import", {str(source)!r}]))
"""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        folder = Path(process.stdout.readline().strip()).parent
        assert folder.name.startswith(".convert-")
        process.terminate()
        assert process.wait() == 130
    assert not folder.exists()
