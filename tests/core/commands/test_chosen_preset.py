"""`upscale --preset`: the window's presets on the command line."""

import csv
import json
from pathlib import Path

import pytest

from core.cli import main
from core.images.files import read_picture, read_settings
from core.jobs import SampleSettings
from core.presets import FILE_NAME, OutputPreferences, OwnPresets, Preset, Setup
from core.storage.folders import HOME_VARIABLE
from tests.core.commands.test_upscale import names, photo

pytestmark = pytest.mark.usefixtures("model")
QUICK = ("--device", "cpu", "--dtype", "float32")


@pytest.fixture
def presets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> OwnPresets:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "home" / "config").mkdir(parents=True)
    photo(tmp_path / "in" / "a.png")
    return OwnPresets(tmp_path / "home" / "config")


def whole(title: str, settings: SampleSettings, output: OutputPreferences, only_below: int = 0) -> Preset:
    return Preset(title, 4, 1.0, 1.0, "wavelet", own=True, setup=Setup.of(settings, output, only_below))


def upscale(*arguments: str | Path) -> int:
    return main(["upscale", *QUICK, *map(str, arguments)])


def test_a_preset_decides_what_is_not_given(
    presets: OwnPresets, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = OutputPreferences("subfolder", name="{name}", format="jpeg", quality=60, bit_depth=16)
    settings = SampleSettings(model="tiny", scale=2.0, steps=1, kappa=0.3)
    presets.put(whole("Größe", settings, output, 16))
    photo(tmp_path / "in" / "deep" / "small.png", width=8, height=8)
    assert upscale("in", "--preset", "gröSSe", "--report", "r.csv") == 0
    assert names(tmp_path / "in") == ["a.png", "deep/small.png", "resshift/deep/small.jpg"]
    assert read_picture(tmp_path / "in/resshift/deep/small.jpg").width == 16
    rows = list(csv.reader(Path("r.csv").read_text().splitlines()))
    used = "tiny, 2x, 1 step, kappa 0.3, only below 16 pixels, JPEG 60, into the sub-folder resshift"
    assert rows[1] == ["", "settings", f"preset gröSSe: {used}"]
    assert f"Using preset gröSSe: {used}." in capsys.readouterr().err
    assert upscale("in", "--preset", "Größe") == 0
    assert "Done before with the same settings: 1 " in capsys.readouterr().err
    more = (
        "--scale",
        "3",
        "--format",
        "png",
        "-o",
        "out",
        "--only-below",
        "99",
        "--kappa",
        "0.5",
        "--no-private",
    )
    assert upscale("in/a.png", "--preset", "Größe", *more) == 0
    assert read_picture(tmp_path / "out" / "a.png").width == 48
    assert (read_settings(tmp_path / "out" / "a.png") or {})["kappa"] == 0.5
    assert main(["presets"]) == 0
    assert f"Größe: {used}\n" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "kappa", "stochasticity"), [("faithful", 0.1, 0.0), ("Balanced", 0.5, 1.0), ("MINE", 0.7, 0.5)]
)
def test_steps_and_kappa_alone_are_taken_for_the_model_that_is_given(
    presets: OwnPresets, name: str, kappa: float, stochasticity: float
) -> None:
    presets.put(Preset("Mine", 2, 0.7, 0.5, "off", own=True))
    assert upscale("in", "--preset", name, "--model", "tiny", "--steps", "1", "--name", "x") == 0
    found = read_settings(Path("in", "x.png")) or {}
    assert (found["kappa"], found["stochasticity"], found["scale"], found["steps"]) == (
        kappa,
        stochasticity,
        4,
        1,
    )


def test_steps_and_kappa_of_another_model_are_left_out(presets: OwnPresets) -> None:
    presets.put(
        whole("Gone", SampleSettings(model="gone", scale=2.0, steps=1, kappa=0.3), OutputPreferences())
    )
    assert upscale("in", "--preset", "gone", "--model", "tiny", "--steps", "1", "--name", "x") == 0
    found = read_settings(Path("in", "x.png")) or {}
    assert (found["kappa"], found["scale"]) == (0.5, 2)


WRONG = {
    "--preset nowhere": "There is no preset 'nowhere'. There are: Faithful, Balanced, Detailed, Gone.",
    "--preset gone": "The preset Gone names a model that is not here.",
    "--preset gone --like in/a.png": "--like and --preset both say",
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_a_preset_cannot_decide_is_said(
    presets: OwnPresets, capsys: pytest.CaptureFixture[str], wrong: str
) -> None:
    presets.put(whole("Gone", SampleSettings(model="gone"), OutputPreferences()))
    assert upscale("in", *wrong.split()) == 2
    assert WRONG[wrong] in capsys.readouterr().err


@pytest.mark.parametrize("steps", [None, 0])
def test_damaged_presets_are_said_and_left_for_the_window(
    presets: OwnPresets, tmp_path: Path, capsys: pytest.CaptureFixture[str], steps: int | None
) -> None:
    stored = tmp_path / "home" / "config" / FILE_NAME
    preset = {"title": "a", "steps": steps, "kappa": 1, "stochasticity": 1, "color_fix": "off"}
    stored.write_text(json.dumps([preset]))
    assert upscale("in", "--preset", "balanced") == 2
    told = capsys.readouterr().err
    assert "The presets of the window cannot be read" in told
    assert ".." not in told
    assert stored.exists()
