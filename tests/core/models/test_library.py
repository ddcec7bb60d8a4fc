"""Models come and go: the licence first, the release's files by mirror or by hand, imports, removal, the list."""

import hashlib
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from filelock import FileLock

import core.models.catalog as catalog
from core.cli import main
from core.commands import models as commands
from core.errors import ModelError, ModelSaveError, SaveError
from core.events import Event, FetchProgress, LogLine, ModelInstalled
from core.jobs import CancelToken
from core.models import checkpoints, library, official, released
from core.models import convert as conversion
from core.models.checkpoints import RECIPE_KEY, sha256_of, write_tensors
from core.models.convert import RecipeChoiceNeeded, build
from core.models.download import MIRROR_VARIABLE, Arrived
from core.models.official import OfficialFile
from core.models.recipe import Recipe
from core.models.released import RELEASED, archive_of, fetch_released, released_by_key
from tests.core.closed_form import filled
from tests.core.models.published_restorers import MIDDLE, rrdbnet
from tests.core.shut_folders import shut

CONFIG: dict[str, Any] = {"channels": 32, "codes": 16, "channel_mult": (1, 2), "num_res_blocks": (1, 1)}
PART = OfficialFile(
    "part", "part.pth", Recipe("Part", "vqgan", CONFIG, {}), "autoencoder", url="http://x/part.pth"
)
# The tests' "model" is a small autoencoder as well: what is fetched with what does not ask for the architecture.
WHOLE = OfficialFile(
    "whole",
    "whole.pth",
    Recipe("Whole", "vqgan", {**CONFIG, "codes": 32}, {}, autoencoder="part"),
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
    monkeypatch.delenv(MIRROR_VARIABLE, raising=False)
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


def served(monkeypatch: pytest.MonkeyPatch, files: dict[str, bytes]) -> None:
    """Stands for the web: `files` by name. Raises what a download raises for another digest than it was told."""

    def download(url: str, target: Path, *, sha256: str | None, **_: object) -> str:
        data = files[target.name]
        digest = hashlib.sha256(data).hexdigest()
        if sha256 is not None and digest != sha256:
            raise ModelError("another digest")
        target.write_bytes(data)
        return digest

    monkeypatch.setattr(library, "download", download)


def test_the_first_digest_of_a_released_file_is_remembered_shown_and_asked_for_later(
    mirror: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.accept_licence()
    sound = (mirror / "part.pth").read_bytes()
    damaged = {"part.pth": sound[: len(sound) // 2]}
    served(monkeypatch, damaged)
    with pytest.raises(ModelError):
        fetch("part", None)
    assert library.released_digest(PART) == ""  # what was damaged is nothing to go by
    served(monkeypatch, {"part.pth": sound})
    digest = hashlib.sha256(sound).hexdigest()
    assert any(digest in e.message for e in fetch("part", None) if isinstance(e, LogLine))
    assert library.released_digest(PART) == digest
    library.remove("part")
    torch.save({"changed": torch.zeros(2)}, mirror / "other.pth")
    served(monkeypatch, {"part.pth": (mirror / "other.pth").read_bytes()})
    with pytest.raises(ModelError, match="another file than the one first fetched"):
        fetch("part", None)
    assert installed() == {}
    served(monkeypatch, {"part.pth": sound})
    fetch("part", None)
    assert installed() == {"part": "official"}


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


@pytest.mark.parametrize("stopped_by", [KeyboardInterrupt, SaveError("No space left on device.")])
def test_a_download_that_could_not_be_converted_is_not_made_again(
    stopped_by: Any, mirror: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.accept_licence()
    served(monkeypatch, {"part.pth": (mirror / "part.pth").read_bytes()})

    def stop(*_: object, **__: object) -> None:
        raise stopped_by

    with monkeypatch.context() as patch:
        patch.setattr(checkpoints, "write_atomically", stop)
        with pytest.raises((KeyboardInterrupt, ModelSaveError)):
            fetch("part", None)
    assert (catalog.official_folder() / "part.pth").exists()
    served(monkeypatch, {})
    assert any("A later download" in e.message for e in fetch("part", None) if isinstance(e, LogLine))
    assert library.released_digest(PART) == sha256_of(mirror / "part.pth")
    left = {path.name for path in catalog.official_folder().iterdir() if path.suffix != ".lock"}
    assert left == {"part.safetensors", "first-digests.json"}


def test_a_copy_from_a_mirror_that_could_not_be_converted_is_not_one_placed_by_hand(
    mirror: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.accept_licence()
    with monkeypatch.context() as patch:
        patch.setattr(library, "_convert", lambda *_: (_ for _ in ()).throw(ModelSaveError("No space left.")))
        with pytest.raises(ModelSaveError):
            fetch("part", mirror)
    kept = library.arrived_of([PART])
    assert (kept.parts, kept.total) == (True, kept.done)  # whole, and can be discarded
    library.discard_parts("part")
    assert library.arrived_of([PART]).done == 0
    fetch("part", mirror)
    assert library.released_digest(PART) == ""  # it says nothing of what the authors have released


def test_the_room_to_convert_is_there_before_it_begins(mirror: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library.accept_licence()
    size = (mirror / "part.pth").stat().st_size
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"free": size}))
    with pytest.raises(ModelSaveError, match=r"Converting part\.pth needs .*no room"):
        take(mirror / "part.pth")
    for module in (official, catalog):
        monkeypatch.setattr(module, "OFFICIAL", (replace(PART, parameters=size // 4 + 1),))
    with pytest.raises(ModelSaveError, match=r"Fetching and converting part\.pth needs"):
        fetch("part", mirror)
    assert not list(catalog.official_folder().glob("part.pth*"))


def test_where_nothing_can_be_written_that_is_said(mirror: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library.accept_licence()
    (mirror / "file").write_bytes(b"")
    monkeypatch.setattr(catalog, "own_folder", lambda: mirror / "file" / "models")
    monkeypatch.setattr(library, "licence_accepted", lambda: True)
    span = released_by_key("span")
    assert span is not None
    for attempt in (
        lambda: fetch("part", mirror),
        lambda: fetch_released(span, emit=lambda event: None, cancel=CancelToken()),
        lambda: take(mirror / "part.pth"),
        library.accept_licence,
    ):
        with pytest.raises(ModelSaveError, match=r"could not be (stored|saved)"):
            attempt()


def test_a_model_that_was_added_during_its_download_is_not_replaced(
    mirror: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.accept_licence()

    def download(url: str, target: Path, **_: object) -> str:
        target.write_bytes(b"no model, which is not noticed, since it is not looked at")
        take(mirror / "part.pth")
        return "digest"

    monkeypatch.setattr(library, "download", download)
    fetch("part", None)
    assert installed() == {"part": "official"}
    assert not list(catalog.official_folder().glob("part.pth*"))


def test_a_mirror_that_lacks_the_file_is_named(mirror: Path) -> None:
    library.accept_licence()
    (mirror / "part.pth").unlink()
    with pytest.raises(ModelError, match=r"holds no part\.pth"):
        fetch("part", mirror)


def test_the_mirror_may_stand_in_the_environment(mirror: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library.accept_licence()
    monkeypatch.setenv(MIRROR_VARIABLE, str(mirror))
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


def test_keys_of_models_that_can_be_fetched_are_left_to_these(mirror: Path) -> None:
    """Of two models of one key only the first would answer to it."""
    foreign = mirror / "other" / "whole.pth"
    foreign.parent.mkdir()
    torch.save(rrdbnet(MIDDLE).state, foreign)
    assert take(foreign) == "whole-imported"
    assert take(foreign.replace(mirror / "SPAN.pth")) == "SPAN-imported"
    mine = mirror / "part.safetensors"
    write_tensors(mine, filled(build(PART.recipe)).state_dict(), {RECIPE_KEY: PART.recipe.to_json()})
    assert take(mine) == "part-imported"
    assert {f.key for f in catalog.list_missing()} == {"whole", "part"}
    with pytest.raises(ModelError, match="called part-imported already"):
        take(mine)


def test_a_key_of_the_program_is_not_to_be_removed(mirror: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = mirror / "built-in" / "lite" / "lite.safetensors"
    path.parent.mkdir(parents=True)
    path.touch()
    monkeypatch.setattr(catalog, "BUILT_IN_FOLDER", mirror / "built-in")
    torch.save(rrdbnet(MIDDLE).state, mirror / "lite.pth")
    with pytest.raises(ModelError, match="called lite already") as error:
        take(mirror / "lite.pth")
    assert "remove" not in str(error.value)
    assert "rename the file" in str(error.value)


def test_a_file_called_and_chosen_as_one_of_the_authors_is_it(mirror: Path) -> None:
    take(mirror / "whole.pth", choice="whole")
    assert installed() == {"whole": "official"}
    assert take(mirror / "whole.pth", choice="whole") == "whole-imported"  # none is ever replaced
    copied = catalog.find_model("whole").path.rename(mirror / "whole.safetensors")
    take(copied)  # from another computer, say
    assert installed() == {"whole": "official", "whole-imported": "imported"}


@pytest.mark.parametrize("there", [None, b"damaged"])
def test_an_autoencoder_goes_where_models_find_it(there: bytes | None, mirror: Path) -> None:
    place = catalog.official_folder() / "part.safetensors"
    if there is not None:
        place.parent.mkdir(parents=True)
        place.write_bytes(there)
    assert take((mirror / "part.pth").rename(mirror / "first-stage.pth"), choice="part") == "part"
    assert catalog.find_autoencoder(WHOLE.recipe, mirror / "whole.safetensors") == place
    assert catalog.list_damaged() == []


def test_of_two_files_of_one_key_the_named_one_is_deleted(mirror: Path) -> None:
    take(mirror / "whole.pth")
    theirs = catalog.find_model("whole").path
    other = catalog.imported_folder() / theirs.name
    other.write_bytes(theirs.read_bytes())
    library.remove_file(other)
    assert theirs.exists()
    assert not other.exists()


def test_what_killed_programs_left_goes_when_another_model_is_taken_in(mirror: Path) -> None:
    library.accept_licence()
    left = [folder / ".convert-killed" for folder in (catalog.official_folder(), catalog.imported_folder())]
    for folder in left:
        folder.mkdir(parents=True)
    fetch("part", mirror)
    take(mirror / "whole.pth")
    assert [folder for folder in left if folder.exists()] == []


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
@pytest.mark.parametrize("form", ["pth", "safetensors"])
def test_weights_that_are_no_numbers_are_refused(mirror: Path, value: float, form: str) -> None:
    state = torch.load(mirror / "part.pth", weights_only=True)
    next(v for v in state.values() if v.is_floating_point()).view(-1)[0] = value
    spoilt = mirror / f"spoilt.{form}"
    if form == "pth":
        torch.save(state, spoilt)
    else:
        write_tensors(spoilt, state, {RECIPE_KEY: PART.recipe.to_json()})
    with pytest.raises(ModelError, match="infinite or undefined numbers"):
        take(spoilt, choice="part" if form == "pth" else None)
    assert installed() == {}


def test_a_file_that_fits_two_recipes_asks_which(mirror: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    twin = replace(PART, key="twin", file="twin.pth")
    for module in (official, conversion):
        monkeypatch.setattr(module, "OFFICIAL", (WHOLE, PART, twin))
    unknown = (mirror / "part.pth").rename(mirror / "unknown.pth")
    with pytest.raises(RecipeChoiceNeeded) as asked:
        take(unknown)
    assert asked.value.choices == ["part", "twin"]
    assert installed() == {}
    assert take(unknown, choice="twin") == "twin"


def test_only_what_is_missing_is_fetched(mirror: Path) -> None:
    library.accept_licence()
    fetch("whole", mirror)
    library.remove("part")
    (whole,) = catalog.list_models()
    assert catalog.lacks(whole, [whole]) == "part"
    assert [f.key for f in library.needed_for("whole")] == ["part"]
    assert {e.key for e in fetch("whole", mirror) if isinstance(e, ModelInstalled)} == {"part"}
    assert catalog.lacks(whole, catalog.list_models()) == ""


def test_an_imported_model_gets_the_part_that_it_lacks(mirror: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library.accept_licence()
    take((mirror / "whole.pth").rename(mirror / "mine.pth"), choice="whole")
    assert [f.key for f in library.needed_for("mine")] == ["part"]
    fetch("mine", mirror)
    assert installed() == {"part": "official", "mine": "imported"}
    assert library.needed_for("mine") == []


def test_a_file_that_was_damaged_in_its_place_can_be_fetched_again(mirror: Path) -> None:
    library.accept_licence()
    fetch("part", mirror)
    path = catalog.official_folder() / "part.safetensors"
    path.write_bytes(path.read_bytes()[:-1])
    assert [f.key for f in catalog.list_missing()] == ["whole", "part"]
    fetch("part", mirror)
    assert installed() == {"part": "official"}


def test_digests_are_recorded_on_arrival(mirror: Path) -> None:
    library.accept_licence()
    fetch("part", mirror)
    part = catalog.find_model("part")
    assert part.sha256 == sha256_of(part.path) != ""
    assert part.source_sha256 == sha256_of(mirror / "part.pth")
    copied = part.path.rename(mirror / "own.safetensors")
    take(copied)
    assert catalog.find_model("own").sha256 == part.sha256


def test_the_parts_of_a_broken_download_are_counted_and_can_be_discarded(home: Path) -> None:
    folder = catalog.official_folder()
    folder.mkdir(parents=True)
    assert library.arrived_of([WHOLE, PART]) == Arrived()
    (folder / "whole.pth.part").write_bytes(bytes(30))
    (folder / "whole.pth.part.json").write_text('{"total": 100}', "utf-8")
    (folder / "part.pth").write_bytes(bytes(5))  # placed by hand
    assert library.arrived_of([WHOLE, PART]) == Arrived(35, 105, parts=True)
    library.discard_parts("whole")
    assert library.arrived_of([WHOLE, PART]) == Arrived(5, 5)
    assert not list(folder.glob("*.part*"))


def test_a_part_does_not_outlive_its_purpose(mirror: Path) -> None:
    part = catalog.official_folder() / "part.pth.part"
    part.parent.mkdir(parents=True)
    part.write_bytes(b"half")
    take(mirror / "part.pth")
    assert not part.exists()
    part.write_bytes(b"half")  # of a download that was under way then
    assert library.needed_for("part") == []
    library.discard_parts("part")
    assert not part.exists()


def test_a_part_that_is_being_fetched_is_not_discarded(home: Path) -> None:
    folder = catalog.official_folder()
    folder.mkdir(parents=True)
    (folder / "part.pth.part").write_bytes(b"x")
    with FileLock(folder / ".part.lock"), pytest.raises(ModelError, match="right now"):
        library.discard_parts("part")
    assert (folder / "part.pth.part").exists()


@pytest.mark.parametrize("key", [r.key for r in RELEASED if r.package is not None])
def test_the_parts_of_a_model_of_others_are_discarded_alike(key: str, home: Path) -> None:
    released = released_by_key(key)
    assert released is not None
    archive = archive_of(released)
    archive.parent.mkdir(parents=True)
    part = archive.with_name(archive.name + ".part")
    part.write_bytes(b"some")
    library.discard_parts(key)
    assert not part.exists()


@pytest.mark.parametrize("second", ["whole file", "own model"])
def test_of_two_files_of_one_name_at_a_time_only_one_is_taken_in(
    second: str, mirror: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, other = mirror / "mine.pth", mirror / "other" / "mine.pth"
    other.parent.mkdir()
    (mirror / "whole.pth").rename(first)
    if second == "own model":
        other = other.with_suffix(".safetensors")
        state = filled(build(PART.recipe)).state_dict()
        write_tensors(other, state, {RECIPE_KEY: PART.recipe.to_json()})
    else:
        other.write_bytes(first.read_bytes())
    convert, refused = conversion.convert, list[str]()

    def meanwhile(*arguments: Any, **options: Any) -> Any:
        with pytest.raises(ModelError, match="called mine is being added right now") as caught:
            take(other, "whole")
        refused.append(str(caught.value))
        return convert(*arguments, **options)

    monkeypatch.setattr(conversion, "convert", meanwhile)
    assert take(first, "whole") == "mine"
    assert len(refused) == 1
    assert installed() == {"mine": "imported"}


def test_a_name_is_free_again_after_an_import_that_failed(mirror: Path) -> None:
    (mirror / "mine.pth").write_bytes(b"rubbish")
    with pytest.raises(ModelError):
        take(mirror / "mine.pth", "whole")
    (mirror / "whole.pth").replace(mirror / "mine.pth")
    assert take(mirror / "mine.pth", "whole") == "mine"


def test_removal(mirror: Path) -> None:
    library.accept_licence()
    fetch("whole", mirror)
    library.remove("whole")
    assert installed() == {"part": "official"}
    with pytest.raises(ModelError, match="not installed"):
        library.remove("whole")


def test_what_is_built_in_is_not_deleted_though_it_be_damaged(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = home / "built-in" / "lite" / "lite.safetensors"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"damaged")
    monkeypatch.setattr(catalog, "BUILT_IN_FOLDER", home / "built-in")
    with pytest.raises(ModelError, match="part of the program"):
        library.remove_file(path)
    assert path.exists()


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
        found = [(e["key"], e["installed"]) for e in entries if e["kind"] != "others"]
        assert found == [("part", True), ("whole", False)]
        assert {e["key"] for e in entries if e["kind"] == "others"} == {system.key for system in RELEASED}

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

    def test_a_complete_model_says_that_nothing_is_left_to_fetch(
        self, mirror: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        take(mirror / "part.pth")
        assert not library.licence_accepted()  # which is asked for before something is fetched
        assert main(["models", "fetch", "part"]) == 0
        assert capsys.readouterr().err == "part is installed, with all that it needs.\n"

    def test_a_part_that_nobody_offers_is_named(self, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        lonely = replace(WHOLE.recipe, autoencoder="nowhere")
        catalog.own_folder().mkdir(parents=True)
        path = catalog.own_folder() / "lonely.safetensors"
        write_tensors(
            path, {f"w{number}": torch.zeros(3) for number in range(20)}, {RECIPE_KEY: lonely.to_json()}
        )
        assert main(["models"]) == 0
        assert ", lacks nowhere, which cannot be fetched: models import FILE" in capsys.readouterr().out
        assert main(["models", "fetch", "lonely"]) == 1
        assert "lonely lacks the autoencoder nowhere, which cannot be fetched" in capsys.readouterr().err

    def test_a_model_of_others_that_was_added_by_hand_is_not_listed_as_missing(
        self, home: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        torch.save(rrdbnet(MIDDLE).state, home / "RRDB_ESRGAN_x4.pth")
        take(home / "RRDB_ESRGAN_x4.pth")
        assert main(["models"]) == 0
        lines = capsys.readouterr().out.splitlines()
        assert any(line.startswith("RRDB_ESRGAN_x4: ") for line in lines)
        assert not any(line.startswith("esrgan: ") for line in lines)

    def test_what_a_model_lacks_is_listed(self, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        catalog.official_folder().mkdir(parents=True)
        tensors = {f"w{number}": torch.zeros(3) for number in range(20)}
        write_tensors(
            catalog.official_folder() / "whole.safetensors", tensors, {RECIPE_KEY: WHOLE.recipe.to_json()}
        )
        assert main(["models"]) == 0
        assert ", lacks part: models fetch whole" in capsys.readouterr().out
        assert main(["models", "--json"]) == 0
        assert json.loads(capsys.readouterr().out)[0]["lacks"] == "part"

    @pytest.mark.parametrize("form", [(), ("--json",)], ids=["text", "json"])
    def test_digests_and_sources_are_told(
        self, mirror: Path, capsys: pytest.CaptureFixture[str], form: tuple[str, ...]
    ) -> None:
        take(mirror / "part.pth")
        catalog.digests().index.unlink()
        assert main(["models", "--verbose", *form]) == 0
        out = capsys.readouterr().out
        assert sha256_of(catalog.official_folder() / "part.safetensors") in out
        assert sha256_of(mirror / "part.pth") in out
        assert "http://x/part.pth" in out
        assert "http://x/whole.pth" in out  # of what can be fetched, too

    @pytest.mark.parametrize("key", ["part", "span"])
    def test_an_interrupt_says_what_is_kept(
        self, key: str, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        library.accept_licence()
        for arrived in (0, 2_500_000):

            def interrupted(url: str, target: Path, *, arrived: int = arrived, **_: object) -> None:
                target.with_name(target.name + ".part").write_bytes(bytes(arrived))
                raise KeyboardInterrupt

            for module in (library, released):
                monkeypatch.setattr(module, "download", interrupted)
            assert main(["models", "fetch", key]) == 130
            said = capsys.readouterr().err
            assert (f"2.5 MB are kept: “models fetch {key}” goes on" in said) == bool(arrived)
        assert main(["models", "discard", key]) == 0
        assert not list(home.rglob("*.part"))

    @pytest.mark.parametrize("key", ["part", "span"])
    def test_that_another_program_fetches_the_same_is_said(
        self, key: str, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """And waited for: here it ends as soon as that has been said."""
        library.accept_licence()
        folder = catalog.official_folder() if key == "part" else catalog.imported_folder()
        folder.mkdir(parents=True)
        other = FileLock(folder / f".{key}.lock")
        other.acquire()
        say = commands._say

        def saying(event: Event) -> None:
            other.release()
            say(event)

        monkeypatch.setattr(commands, "_say", saying)
        for module in (library, released):
            monkeypatch.setattr(module, "download", lambda *_, **__: pytest.fail("it fetches"))
        monkeypatch.setattr(catalog, "is_sound", lambda path: other.is_locked or path.stem == key)
        monkeypatch.setattr(catalog, "list_missing", lambda: [PART] if other.is_locked else [])
        assert main(["models", "fetch", key]) == 0
        assert "Another program is fetching" in capsys.readouterr().err

    def test_an_interrupt_keeps_what_can_be_discarded(
        self, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        library.accept_licence()

        def interrupted(url: str, target: Path, **_: object) -> None:
            target.with_name(target.name + ".part").write_bytes(bytes(2_500_000))
            raise KeyboardInterrupt

        monkeypatch.setattr(library, "download", interrupted)
        assert main(["models", "fetch", "part"]) == 130
        assert "2.5 MB are kept" in capsys.readouterr().err
        assert main(["models"]) == 0
        assert "not installed, 2.5 MB of it are here: models fetch part" in capsys.readouterr().out
        assert main(["models", "discard", "part"]) == 0
        assert not list(catalog.official_folder().glob("part.pth*"))

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
    source.touch()
    code = f"""
import signal, sys
from pathlib import Path
from core.models import convert, library
def read(source, target, cancel):
    print(target, flush=True)
    signal.pause()
convert.extract_tensors = read
convert.sha256_of = lambda path: ""
convert.is_safetensors = lambda path: False
import core.models.catalog as catalog
catalog.own_folder = lambda: Path({str(home)!r}) / "data"
library._carries_recipe = lambda path: False
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


@pytest.mark.parametrize(
    "wrong", [{"steps_range": 5}, {"scale": "4"}, {"title": None}, {"trained": [1]}, {"kappa": -1}]
)
def test_a_model_with_a_damaged_recipe_is_not_taken_in_and_says_why(
    tmp_path: Path, home: Path, wrong: dict[str, object], capsys: pytest.CaptureFixture[str]
) -> None:
    recipe = json.loads(WHOLE.recipe.to_json()) | wrong
    write_tensors(tmp_path / "odd.safetensors", {"w": torch.zeros(3)}, {RECIPE_KEY: json.dumps(recipe)})
    assert main(["models", "import", str(tmp_path / "odd.safetensors")]) == 1
    assert "recipe inside the model file is damaged" in capsys.readouterr().err
    assert not list(catalog.own_folder().rglob("*.safetensors"))


@pytest.mark.parametrize(
    "config",
    [
        {"blocks": [60_000, 1], "widths": [8, 8]},
        {"blocks": [1, 1], "widths": [60_000, 8]},
        {"blocks": [10**8, 1]},
    ],
)
def test_an_absurd_network_is_refused_before_it_is_built(
    tmp_path: Path, home: Path, config: dict[str, object], capsys: pytest.CaptureFixture[str]
) -> None:
    recipe = json.loads(WHOLE.recipe.to_json()) | {"architecture": "lite_unet", "config": config}
    write_tensors(tmp_path / "huge.safetensors", {"w": torch.zeros(3)}, {RECIPE_KEY: json.dumps(recipe)})
    assert main(["models", "import", str(tmp_path / "huge.safetensors")]) == 1
    assert "recipe" in capsys.readouterr().err
    target = catalog.own_folder() / "huge.safetensors"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes((tmp_path / "huge.safetensors").read_bytes())
    assert [d.key for d in catalog.list_damaged()] == ["huge"]
    with pytest.raises(ModelError, match="models remove huge"):
        catalog.find_model("huge")
    assert main(["models", "remove", "huge"]) == 0
    assert not target.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="paths that Windows refuses")
@pytest.mark.parametrize("length", [243, 244, 249, 250])
def test_a_name_that_leaves_no_room_for_the_ending_is_refused(length: int, home: Path) -> None:
    source = home / f"{'x' * length}.pth"
    torch.save(rrdbnet(MIDDLE).state, source)
    if length == 243:
        assert take(source) == source.stem
    else:
        with pytest.raises(ModelSaveError):
            take(source)


def test_of_a_model_that_is_gone_it_is_said_what_can_be_done_in_the_window_and_on_the_command_line():
    with pytest.raises(ModelError) as told:
        catalog.find_model("second")
    assert "can be added on the page Models; on the command line a file" in str(told.value)


def test_a_data_folder_that_may_not_be_entered_is_an_empty_one(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of another user, say. What only asks finds nothing there; what writes says why it cannot."""
    any_file = home / "any.pth"
    any_file.touch()
    with monkeypatch.context() as patch:
        shut(home / "data", patch)
        assert catalog.list_models() == []
        assert catalog.list_damaged() == []
        assert catalog.list_missing() == [WHOLE, PART]
        assert catalog.taken_keys() == set()
        assert library.arrived_of([WHOLE, PART]) == Arrived()
        assert not library.licence_accepted()
        commands = {
            "models": (0, ""),
            "models fetch whole": (1, "accept it"),
            "models fetch whole --accept-licence": (1, "Permission denied"),
            f"models import {any_file}": (1, "Permission denied"),
            "models remove whole": (1, "not installed"),
            "models discard whole": (0, ""),
            "models fetch span": (1, "Permission denied"),
            "models discard span": (0, ""),
        }
        for command, (code, words) in commands.items():
            assert main(command.split()) == code, command
            assert words in capsys.readouterr().err


def test_what_can_be_fetched_is_named_with_the_models_of_others(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "fetch", "foo"]) == 1
    assert "Not yet installed: whole, part, realsr-jpeg, real-esrgan-x4plus, span" in capsys.readouterr().err


@pytest.mark.parametrize(("key", "what"), [("ldm-15", "FOLDER"), ("esrgan", "FILE")])
def test_what_cannot_be_fetched_says_what_to_import(
    key: str, what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["models", "fetch", key]) == 1
    assert f"models import {what}." in capsys.readouterr().err


def test_a_model_that_may_not_be_read_is_not_called_damaged(
    mirror: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    take(mirror / "part.pth")
    (catalog.official_folder() / "broken.safetensors").write_bytes(b"no model")

    def refused(path: Path) -> None:
        raise PermissionError(13, "Permission denied")

    real = checkpoints.open_regular
    monkeypatch.setattr(
        checkpoints, "open_regular", lambda path: refused(path) if path.stem == "part" else real(path)
    )
    assert [(d.key, d.unread) for d in catalog.list_damaged()] == [("broken", False), ("part", True)]
    assert main(["models"]) == 0
    lines = {line.partition(":")[0]: line for line in capsys.readouterr().out.splitlines()[-2:]}
    assert "damaged" in lines["broken"]
    assert "To delete it: models remove broken" in lines["broken"]
    assert "cannot be read: Permission denied" in lines["part"]
    assert "damaged" not in lines["part"]
    assert "remove" not in lines["part"]
    with pytest.raises(ModelError, match=r"cannot be read: Permission denied\.$"):
        catalog.find_model("part")
