"""What `upscale` leaves alone, results by one of their sides, and several models in one go."""

import csv
import shutil
from pathlib import Path

import pytest

from core.errors import SettingsError
from core.events import JobDone, JobsEstimated, JobSkipped, from_json
from core.images.files import read_picture, read_settings
from core.jobs import CancelToken, EstimateJob, Region, SampleSettings
from core.upscaling.loading import load
from core.upscaling.plan import _check_growth
from core.upscaling.upscaler import Upscaler
from tests.core.commands.test_upscale import names, photo, upscale

pytestmark = pytest.mark.usefixtures("model", "quick_processes")


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """A folder of two small pictures and a large one."""
    photo(tmp_path / "in" / "wide.png", width=16, height=12)
    photo(tmp_path / "in" / "tall.png", width=10, height=20)
    photo(tmp_path / "in" / "large.png", width=32, height=8)
    return tmp_path / "in"


@pytest.fixture
def other(tmp_path: Path, model: Path) -> Path:
    """A second model, in a file that has a comma in its name."""
    return Path(shutil.copy(model, tmp_path / "an,other.safetensors"))


@pytest.mark.parametrize("processes", [(), ("--nproc", "2")], ids=["one", "two"])
def test_large_pictures_are_left_alone_and_counted(
    mixed: Path, model: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], processes: tuple[str, ...]
) -> None:
    rows = tmp_path / "r.csv"
    more = ("-o", tmp_path / "out", "--only-below", "32", "--model", model, *processes)
    assert upscale(mixed, *more, "--report", rows) == 0
    assert names(tmp_path / "out") == ["tall_resshift_x4.png", "wide_resshift_x4.png"]
    told = capfd.readouterr().err
    assert "Left as they are, since their longer side has 32 pixels or more (--only-below): 1." in told
    outcomes = {
        Path(source).name: (state, why) for source, state, why in csv.reader(rows.read_text().splitlines())
    }
    assert outcomes["large.png"] == (
        "left as it is",
        "It has 32 x 8 pixels, and only pictures below 32 are enlarged.",
    )
    assert upscale(mixed, *more, "--events", "jsonl") == 0
    skipped = [from_json(line) for line in capfd.readouterr().out.splitlines()]
    assert all(isinstance(event, JobSkipped) for event in skipped)
    assert sorted(bool(event.output) for event in skipped if isinstance(event, JobSkipped)) == [
        False,
        True,
        True,
    ]


def test_where_all_are_too_large_all_is_well_and_what_has_no_size_fails(
    mixed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    more = ("-o", tmp_path / "out", "--only-below", "2")
    assert upscale(mixed, *more) == 0
    assert upscale(mixed, *more, "--estimate") == 0
    told = capsys.readouterr().err
    assert told.count("(--only-below): 3.") == 2
    assert "There is nothing to enlarge" in told
    assert not (tmp_path / "out").exists()
    (mixed / "none.png").write_text("no picture")
    assert upscale(mixed, *more) == 1


@pytest.mark.parametrize(
    ("option", "sizes"),
    [("--short-side", [(24, 48), (96, 24), (32, 24)]), ("--long-side", [(12, 24), (24, 6), (24, 18)])],
)
def test_one_side_of_all_results_is_the_same_and_their_shape_is_kept(
    mixed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], option: str, sizes: list[tuple[int, int]]
) -> None:
    for _ in range(2):
        assert upscale(mixed, "-o", tmp_path / "out", option, "24", "--name", "{name}") == 0
    assert "Done before with the same settings: 3 " in capsys.readouterr().err
    made = [read_picture(tmp_path / "out" / f"{name}.png") for name in ("tall", "large", "wide")]
    assert [(one.width, one.height) for one in made] == sizes
    # the other side of the same length is another result, and a result's own size is repeated
    assert (
        upscale(mixed, "-o", tmp_path / "out", "--long-side" if "short" in option else "--short-side", "24")
        == 0
    )
    assert len(names(tmp_path / "out")) == 6
    photo(tmp_path / "b.png", width=6, height=30)
    assert upscale(tmp_path / "b.png", "--like", tmp_path / "out" / "tall.png", "--name", "like") == 0
    alike = read_picture(tmp_path / "like.png")
    assert (alike.width, alike.height) == ((24, 120) if "short" in option else (5, 24))
    assert (
        upscale(tmp_path / "b.png", "--like", tmp_path / "out" / "tall.png", "--scale", "2", "--name", "two")
        == 0
    )
    assert read_picture(tmp_path / "two.png").width == 12


@pytest.mark.parametrize(
    "wrong", ["--short-side 9 --scale 2", "--short-side 9 --long-side 9", "--long-side 9 --size 9x9"]
)
def test_one_size_is_enough(mixed: Path, capsys: pytest.CaptureFixture[str], wrong: str) -> None:
    assert upscale(mixed, *wrong.split()) == 2
    assert "Give one size only" in capsys.readouterr().err


@pytest.mark.parametrize("wrong", ["--only-below 0", "--short-side x", "--long-side -4", "--only-below 1e3"])
def test_what_is_no_number_of_pixels_is_refused(mixed: Path, wrong: str) -> None:
    with pytest.raises(SystemExit):
        upscale(mixed, *wrong.split())


def test_each_model_makes_a_result_and_is_loaded_once(
    mixed: Path,
    other: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    loaded: list[str] = []
    monkeypatch.setattr(
        "core.upscaling.upscaler.load", lambda wanted: loaded.append(str(wanted.key)) or load(wanted)
    )
    # A file may have a comma in its name; of several models it may not.
    shutil.copy(other, "second.safetensors")
    more = ("-o", "out", "--model", "tiny,second.safetensors,tiny", "--only-below", "32")
    assert upscale(mixed, *more, "--report", "r.csv") == 0
    made = [f"{name}_{model}_x4.png" for name in ("tall", "wide") for model in ("second", "tiny")]
    assert names(Path("out")) == made
    assert len(loaded) == 2
    states = [state for _, state, _ in csv.reader(Path("r.csv").read_text().splitlines())][1:]
    assert sorted(states) == ["done"] * 4 + ["left as it is"]
    Path("out", made[0]).unlink()
    assert upscale(mixed, *more) == 0
    assert names(Path("out")) == made
    told = capsys.readouterr().err
    assert "Done before with the same settings: 3 " in told
    assert told.count("(--only-below): 1.") == 2  # pictures, and not results
    assert upscale(mixed / "wide.png", "-o", "one", "--model", other) == 0
    assert names(Path("one")) == ["wide_resshift_x4.png"]


def test_the_estimate_is_that_of_all_models_together(
    mixed: Path,
    model: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    second, asked = shutil.copy(model, tmp_path / "second.safetensors"), list[EstimateJob]()

    def estimate(engine: Upscaler, job: EstimateJob, cancel: CancelToken) -> JobsEstimated:
        asked.append(job)
        return JobsEstimated(10.0 * len(asked), 3_000_000 // len(asked), 600_000, 10**9, 1_000_000)

    monkeypatch.setattr(Upscaler, "estimate", estimate)
    more = ("-o", tmp_path / "out", "--model", f"tiny,{second}", "--only-below", "32")
    assert upscale(mixed, *more, "--estimate") == 1  # each alone would fit onto the disk
    said = capsys.readouterr()
    assert said.out.startswith("2 pictures, 4 results: about 30 s, 3.0 MB of memory, files of about 1.2 MB.")
    assert "Only 1.0 MB are free on the disk" in said.out
    assert "(--only-below): 1." in said.err
    assert [job.sizes for job in asked] == [((10, 20), (16, 12))] * 2
    assert [job.settings.model for job in asked] == ["tiny", str(second)]


def test_what_two_processes_share_is_made_by_each_model(
    mixed: Path, other: Path, model: Path, tmp_path: Path
) -> None:
    second = shutil.copy(other, tmp_path / "second.safetensors")
    assert upscale(mixed, "-o", tmp_path / "out", "--model", f"{model},{second}", "--nproc", "2") == 0
    assert len(names(tmp_path / "out")) == 6
    written = {
        str((read_settings(tmp_path / "out" / name) or {})["model"]) for name in names(tmp_path / "out")
    }
    assert written == {str(model), str(second)}


def test_a_line_is_not_made_as_wide_as_a_photograph(
    mixed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Among a page's pictures there are lines and spacers, whose results no memory would hold."""
    photo(mixed / "line.png", width=30, height=1)
    more = ("-o", tmp_path / "out", "--short-side", "70")
    assert upscale(mixed, *more) == 1
    assert (
        "With 70 pixels at its shorter side the result would have 2100 at the longer one"
        in capsys.readouterr().err
    )
    assert len(names(tmp_path / "out")) == 3


@pytest.mark.parametrize(
    ("settings", "out"),
    [
        (SampleSettings(target=(99_999, 99_999), fit=True), (99_999, 66_666)),
        (SampleSettings(target=(40_000, 20_000)), (40_000, 20_000)),
        (SampleSettings(target=(3_000, 3_000), fit=True, cover=True), (4_500, 3_000)),
    ],
)
def test_no_size_in_pixels_makes_an_icon_larger_than_any_memory_holds(
    settings: SampleSettings, out: tuple[int, int]
) -> None:
    with pytest.raises(SettingsError, match="more than 64 times as many"):
        _check_growth(settings, Region(0, 0, 48, 32), out)
    _check_growth(settings, Region(0, 0, 4_000, 3_000), out)
    _check_growth(SampleSettings(target=(8_000, 8_000), fit=True), Region(0, 0, 48, 32), (8_000, 5_333))


WRONG = {
    "--name {name}": "put {model} into --name",
    "--save-steps steps": "--save-steps is for one model",
    "--model tiny,elsewhere/tiny.safetensors": "would have the same names",
    "--model tiny,gone": "There is no model 'gone'",
}


@pytest.mark.parametrize("wrong", WRONG)
def test_results_of_several_models_that_could_not_be_told_apart_are_refused(
    mixed: Path,
    model: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    wrong: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("elsewhere").mkdir()
    shutil.copy(model, "elsewhere")
    shutil.copy(model, "second.safetensors")
    assert upscale(mixed, "-o", "out", "--model", "tiny,second.safetensors", *wrong.split()) == 2
    assert WRONG[wrong] in capsys.readouterr().err
    assert not Path("out").exists()


def test_a_cancel_begins_no_further_model(
    mixed: Path, model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = shutil.copy(model, tmp_path / "second.safetensors")
    real, done = Upscaler.run_all, list[object]()

    def run_all(engine, jobs, emit, cancel):  # type: ignore[no-untyped-def]
        def told(event: object) -> None:
            emit(event)
            if isinstance(event, JobDone):
                done.append(event)
                cancel.cancel()

        real(engine, jobs, told, cancel)

    monkeypatch.setattr(Upscaler, "run_all", run_all)
    assert upscale(mixed, "-o", tmp_path / "out", "--model", f"tiny,{second}") == 130
    assert not any("second" in name for name in names(tmp_path / "out"))
