"""What the arguments of one call stand for: large folders take no time, and none is taken for another's result."""

from __future__ import annotations

import signal
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from core.commands import inputs
from core.commands.inputs import gather
from core.images.files import save_picture
from core.images.names import DEFAULT_TEMPLATE, safe_stem
from core.images.picture import Picture
from core.jobs import SampleSettings
from tests.core.commands.test_upscale import upscale

MANY = 300


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often names are made safe to be compared."""
    counted: Counter[str] = Counter()

    def counting(text: str) -> str:
        counted["names"] += 1
        return safe_stem(text)

    monkeypatch.setattr(inputs, "safe_stem", counting)
    monkeypatch.setattr("core.images.names.safe_stem", counting)
    return counted


def touched(folder: Path, *names: str) -> list[str]:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).touch()
    return [str(folder / name) for name in names]


def result(path: Path) -> Path:
    pixels = np.zeros((4, 4, 3), np.uint8)
    return save_picture(Picture(pixels), path, format="png", metadata=SampleSettings().to_dict())


@pytest.mark.parametrize("template", [DEFAULT_TEMPLATE, "{name}"])
def test_many_pictures_are_not_compared_each_with_each(
    tmp_path: Path, compared: Counter[str], template: str
) -> None:
    names = [f"IMG_{n}{kind}.png" for n in range(MANY) for kind in ("", "_resshift_x4")]
    files = touched(tmp_path / "in", *names)
    assert len(gather(files, tmp_path / "out", template, overwrite=False).pictures) == 2 * MANY
    assert compared["names"] < 20 * len(files)


def test_many_folders_with_the_same_names_are_soon_told_apart(tmp_path: Path, compared: Counter[str]) -> None:
    files = [file for n in range(MANY) for file in touched(tmp_path / str(n), "cover.jpg")]
    found = gather(files, tmp_path / "out", DEFAULT_TEMPLATE, overwrite=False)
    assert [one.name for one in found.pictures] == [
        "cover.jpg",
        *(f"cover.jpg-{n}" for n in range(2, MANY + 1)),
    ]
    assert compared["names"] < 20 * len(files)


def test_a_result_that_is_named_is_not_passed_over_as_its_own(tmp_path: Path) -> None:
    source = result(tmp_path / "a_resshift_x4.png")
    for template in (DEFAULT_TEMPLATE, "{name}"):
        found = gather([str(source)], tmp_path / "out", template, overwrite=False)
        assert [one.path for one in found.pictures] == [source]
    assert found.results == 0


def test_a_numbered_result_by_the_bare_name_is_one(tmp_path: Path) -> None:
    (source,) = touched(tmp_path, "a.png")
    found = gather([source, str(result(tmp_path / "a-1.png"))], None, "{name}", overwrite=False)
    assert [str(one.path) for one in found.pictures] == [source]
    assert found.results == 1


def test_steps_go_below_one_folder_as_their_pictures_lie_and_are_told_apart(tmp_path: Path) -> None:
    touched(tmp_path / "in" / "x", "a.png")
    touched(tmp_path / "in" / "y", "a.png", "a.jpg")
    for output in (None, tmp_path / "out"):
        found = gather([str(tmp_path / "in")], output, DEFAULT_TEMPLATE, overwrite=False)
        assert {one.steps.as_posix() for one in found.pictures} == {"x/a", "y/a.png", "y/a.jpg"}
    files = [str(tmp_path / "in" / folder / "a.png") for folder in "xy"]
    found = gather(files, None, DEFAULT_TEMPLATE, overwrite=False)
    assert [one.name for one in found.pictures] == ["a", "a"]
    assert len({one.steps for one in found.pictures}) == 2


@pytest.mark.usefixtures("model")
@pytest.mark.parametrize("more", [(), ("--nproc", "2"), ("--estimate",)])
def test_ctrl_c_ends_it_while_the_inputs_are_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest, more: tuple[str, ...]
) -> None:
    """At once: an endless folder must not hold the program."""

    def endless(*_: object, **__: object) -> None:
        signal.raise_signal(signal.SIGINT)
        pytest.fail("it goes on")

    monkeypatch.setattr(inputs, "scan", endless)
    # As in a terminal; whoever started the tests may have had it ignored.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    request.addfinalizer(lambda: signal.signal(signal.SIGINT, before))
    assert upscale(*touched(tmp_path, "a.png"), *more) == 130
