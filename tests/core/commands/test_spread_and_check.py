"""`upscale --spread` and `check`: what they write, what they say, and when no seed plays a part."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from core.cli import main
from core.commands import upscale_spread
from core.events import Event, JobCancelled, JobDone, JobFailed, SpreadFound
from core.images.files import read_picture, read_settings
from core.images.formats.encode import save_picture
from core.images.picture import Picture
from core.jobs import CancelToken, SampleSettings, SaveSettings, UpscaleJob
from core.upscaling.upscaler import Upscaler

pytestmark = pytest.mark.usefixtures("model")
PLAIN = ("--model", "tiny", "--steps", "2", "--device", "cpu", "--dtype", "float32")


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    pixels = np.random.default_rng(0).integers(0, 256, (12, 16, 3)).astype(np.uint8)
    return save_picture(Picture(pixels), tmp_path / "a.png", format="png")


def upscale(*arguments: str | Path) -> int:
    return main(["upscale", *PLAIN, *map(str, arguments)])


def test_a_map_lies_beside_the_result(
    photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "report.csv"
    assert upscale(photo, "--spread", "3", "--kappa", "2", "--report", report) == 0
    assert sorted(p.name for p in tmp_path.glob("*.png")) == [
        "a.png",
        "a_resshift_x4.png",
        "a_resshift_x4_spread.png",
    ]
    shown = read_picture(tmp_path / "a_resshift_x4_spread.png")
    assert shown.pixels.shape == (48, 64, 3)
    assert shown.pixels.std() > 0
    assert "over 3 seeds" in capsys.readouterr().err
    rows = list(csv.reader(report.read_text("utf-8").splitlines()))
    assert [row[1] for row in rows[1:]] == ["done", "spread"]


def test_the_map_is_no_input_of_the_next_run(photo: Path, tmp_path: Path) -> None:
    assert upscale(photo.parent, "--spread", "2") == 0
    assert read_settings(tmp_path / "a_resshift_x4_spread.png") is not None
    assert upscale(photo.parent) == 0
    assert len(list(tmp_path.glob("*.png"))) == 3


def test_the_map_is_not_taken_for_the_result(photo: Path, tmp_path: Path) -> None:
    assert upscale(photo, "--format", "jpeg", "--spread", "2") == 0
    assert upscale(photo) == 0
    assert sorted(p.name for p in tmp_path.glob("a_*")) == [
        *("a_resshift_x4.jpg", "a_resshift_x4.png", "a_resshift_x4_spread.png")
    ]


@pytest.mark.parametrize("more", [("--spread", "2"), ("--save-steps", "steps")])
def test_what_is_wanted_beside_a_result_is_made_though_that_is_there(
    photo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert upscale(photo) == 0
    assert upscale(photo, *more) == 0
    assert list(tmp_path.glob("*_spread.png")) or list((tmp_path / "steps").iterdir())


def test_the_map_tells_no_more_than_its_result(photo: Path, tmp_path: Path, model: Path) -> None:
    own = tmp_path / "home of somebody" / "own.safetensors"
    own.parent.mkdir()
    own.write_bytes(model.read_bytes())
    assert (
        main(["upscale", "--model", str(own), "--device", "cpu", str(photo), "--private", "--spread", "2"])
        == 0
    )
    for name in ("a_resshift_x4.png", "a_resshift_x4_spread.png"):
        assert b"somebody" not in (tmp_path / name).read_bytes()


def test_the_numbers_are_an_event(photo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert upscale(photo, "--spread", "2", "--events", "jsonl") == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    (found,) = [line for line in lines if line["event"] == "SpreadFound"]
    assert found["seeds"] == 2
    assert found["mean"] > 0
    assert Path(found["map"]).is_file()


@pytest.mark.parametrize("count", ["1", "65", "many"])
def test_a_number_of_seeds_that_makes_no_sense(photo: Path, count: str) -> None:
    with pytest.raises(SystemExit):
        upscale(photo, "--spread", count)


class _Engine(Upscaler):
    """Answers each job as it is told; `fail_at` and `cancel_at` are the numbers of those that end otherwise."""

    def __init__(
        self, *, kappa: float | None = 1.0, steps: int = 4, fail_at: int = 0, cancel_at: int = 0
    ) -> None:
        super().__init__()
        self.jobs: list[UpscaleJob] = []
        self.settings = {"model": "gone", "kappa": kappa, "steps": steps}
        self.fail_at, self.cancel_at = fail_at, cancel_at

    def run(self, job: UpscaleJob, emit, cancel: CancelToken) -> None:  # type: ignore[no-untyped-def]
        self.jobs.append(job)
        if len(self.jobs) == self.fail_at:
            emit(JobFailed(job.job_id, job.name, "It broke."))
            return
        if len(self.jobs) == self.cancel_at:
            emit(JobCancelled(job.job_id, job.name))
            return
        pixels = np.full((4, 4, 3), 100, np.uint8)
        output = None if job.save is None else str(job.save.directory / "r.png")  # type: ignore[operator]
        done = JobDone(job.job_id, job.name, output, 4, 4, 1.0, self.settings, picture=Picture(pixels))
        emit(done)


def spread(engine: Upscaler, folder: Path) -> list[Event]:
    events: list[Event] = []
    job = UpscaleJob(
        None, SampleSettings(seed=7), SaveSettings(folder), Picture(np.zeros((2, 2, 3), np.uint8))
    )
    upscale_spread.run_all(engine, [job], 3, events.append, CancelToken())
    return events


def test_the_same_result_thrice_has_no_spread(tmp_path: Path) -> None:
    engine = _Engine()
    found = spread(engine, tmp_path)[-1]
    assert isinstance(found, SpreadFound)
    assert (found.mean, found.p95, found.share) == (0.0, 0.0, 0.0)
    assert [job.settings.seed for job in engine.jobs] == [7, 8, 9]
    assert [job.save is None for job in engine.jobs] == [False, True, True]


def test_a_restorer_is_not_run_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from core.commands.batch_output import show

    engine = _Engine(kappa=None, steps=1)
    found = spread(engine, tmp_path)[-1]
    assert len(engine.jobs) == 1
    show(found)
    assert "no seed plays a part" in capsys.readouterr().err


def test_a_model_with_steps_and_no_kappa_has_seeds(tmp_path: Path) -> None:
    engine = _Engine(kappa=None)
    spread(engine, tmp_path)
    assert [job.settings.seed for job in engine.jobs] == [7, 8, 9]


def test_a_seed_that_fails_leaves_the_result_and_says_so(tmp_path: Path) -> None:
    (event,) = spread(_Engine(fail_at=2), tmp_path)
    assert isinstance(event, JobFailed)
    assert event.message == f"{tmp_path / 'r.png'} was saved, but no map of where seeds differ. It broke."


def test_a_cancel_between_the_seeds_leaves_a_result_that_is_done(tmp_path: Path) -> None:
    assert [type(event) for event in spread(_Engine(cancel_at=2), tmp_path)] == [JobDone]


def test_further_seeds_that_there_are_not_are_said_before_anything_is_computed(
    photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert upscale(photo, "--seed", str(2**63 - 1), "--spread", "2") == 2
    assert f"at most {2**63 - 2}" in capsys.readouterr().err
    assert [path.name for path in tmp_path.glob("*.png")] == ["a.png"]


class TestCheck:
    def test_it_says_how_far(self, photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert upscale(photo) == 0
        assert main(["check", str(photo), str(tmp_path / "a_resshift_x4.png")]) == 0
        assert "Reduced again to the input's size" in capsys.readouterr().out

    def test_the_map_and_the_numbers(
        self, photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["check", str(photo), str(photo), "--json", "--map", str(tmp_path / "map.png")]) == 0
        found = json.loads(capsys.readouterr().out)
        assert found["rms"] == 0
        assert found["leaves"] is False
        assert read_picture(tmp_path / "map.png").pixels.shape == (12, 16, 3)

    def test_what_cannot_be_written_or_read_is_said_before_it_compares(
        self, photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("core.commands.check.compare", None)
        for result, where, told in (
            (tmp_path / "none.png", tmp_path / "map.png", "none.png does not exist"),
            (photo, tmp_path / "none" / "map.png", "none does not exist"),
            (photo, tmp_path / "map.jpg", "ends in .png"),
            (photo, photo, "is there already"),
            (tmp_path / ("x" * 300 + ".png"), tmp_path / "map.png", "does not exist"),
        ):
            assert main(["check", str(photo), str(result), "--map", str(where)]) == 2
            assert told in capsys.readouterr().err

    def test_pictures_of_other_shapes_are_said_to_be(
        self, photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        for size, other in (((64, 48), False), ((63, 48), False), ((64, 24), True)):
            made = tmp_path / f"{size[0]}x{size[1]}.png"
            save_picture(Picture(np.zeros((size[1], size[0], 3), np.uint8)), made, format="png")
            assert main(["check", str(photo), str(made)]) == 0
            assert ("differ in shape" in capsys.readouterr().out) is other
