"""The estimate before the start: its scaling, what is remembered, what finished jobs teach, what does not suffice."""

import json
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from core.compute.faults import out_of_memory
from core.errors import Cancelled
from core.events import JobDone, JobsEstimated, from_json, to_json
from core.finishing.finish import KAPPA, Finish
from core.images.files import save_picture
from core.images.picture import Picture
from core.jobs import CancelToken, EstimateJob, SampleSettings, UpscaleJob
from core.storage import remembered
from core.upscaling import estimate as estimating
from core.upscaling import speed as speeds
from core.upscaling import stopwatch
from core.upscaling.estimate import free_disk, passes_of
from core.upscaling.finishing import Finishing
from core.upscaling.loading import Loaded
from core.upscaling.locating import locate
from core.upscaling.speed import FEW, KEPT, Speed, known, learn, measured, units
from core.upscaling.upscaler import Upscaler

SETTINGS = SampleSettings(model="tiny", steps=2, device="cpu", dtype="float32", tile=64)
pytestmark = pytest.mark.usefixtures("model")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where measurements are remembered, for each test anew; and none takes a second."""
    monkeypatch.setattr(remembered, "user_cache", lambda: tmp_path / "cache")
    monkeypatch.setattr(speeds, "BUDGET", 0.0)
    monkeypatch.setattr(speeds, "SMALLEST", 8)
    monkeypatch.setattr(speeds, "_begun", set())
    return tmp_path / "cache"


@pytest.fixture
def loaded(model: Path) -> Loaded:
    return Upscaler().loaded(locate(SETTINGS))


@pytest.fixture
def known_speed(loaded: Loaded) -> None:
    speeds._keep(loaded, Speed(10.0, 1.0))


def ask(*sizes: tuple[int, int], **changes: object) -> JobsEstimated:
    settings = SampleSettings(**{**SETTINGS.to_dict(), **changes})
    return Upscaler().estimate(EstimateJob(sizes, settings), CancelToken())


@pytest.mark.usefixtures("known_speed")
class TestScaling:
    def test_time_is_that_of_the_model_of_costs(self) -> None:
        assert ask((50, 40)).seconds == pytest.approx((10.0 * 2 * 2000 + 1.0 * 2000 * 16) / 1e6)

    def test_steps_count(self) -> None:
        few, many = ask((50, 40), steps=1).seconds, ask((50, 40), steps=3).seconds
        assert many - few == pytest.approx(10.0 * 2 * 2000 / 1e6)

    def test_pixels_count_and_so_do_the_margins_of_tiles(self) -> None:
        one, four = ask((60, 60)).seconds, ask((120, 120)).seconds
        assert four > 4 * one
        assert ask((120, 120), tile=128).seconds == pytest.approx(4 * one)

    def test_a_second_pass_is_larger_by_the_scale(self) -> None:
        assert ask((20, 20), scale=16.0).seconds > 16 * ask((20, 20)).seconds

    def test_the_faithful_picture_of_little_kappa_takes_a_run_of_its_own(self) -> None:
        one = ask((50, 40)).seconds
        mixed, whole = Finish(0.5, KAPPA), Finish(1.0, KAPPA, keep_grain=True)
        assert ask((50, 40), finish=mixed).seconds == pytest.approx(2 * one)
        assert ask((50, 40), finish=whole).seconds == pytest.approx(one)

    def test_pictures_add_up_in_time_and_disk_and_not_in_memory(self) -> None:
        one, three = ask((50, 40)), ask((50, 40), (50, 40), (50, 40))
        assert three.seconds == pytest.approx(3 * one.seconds)
        assert three.file_bytes == pytest.approx(3 * one.file_bytes, abs=3)
        assert three.memory_bytes == one.memory_bytes

    def test_of_a_seamless_texture_its_surroundings_count(self) -> None:
        plain, seamless = ask((50, 40)), ask((50, 40), tileable=True, tile=512)
        assert seamless.seconds == pytest.approx(ask((50 + 64, 40 + 64), tile=512).seconds)
        assert seamless.memory_bytes > plain.memory_bytes
        assert seamless.file_bytes == plain.file_bytes

    def test_it_goes_through_a_pipe(self) -> None:
        found = ask((50, 40))
        assert from_json(to_json(found)) == found


class TestRemembering:
    def test_a_measurement_is_made_once(self, loaded: Loaded, monkeypatch: pytest.MonkeyPatch) -> None:
        first = measured(loaded, CancelToken())
        assert first.sound
        monkeypatch.setattr(speeds, "_timed", lambda *_: pytest.fail("measured again"))
        assert measured(loaded, CancelToken()) == first

    @pytest.mark.parametrize(
        "damage",
        [
            "{",
            "[]",
            '{"a": {"each": "fast", "finish": 0, "ratios": []}}',
            '{KEY: {"each": -1, "finish": 0, "ratios": []}}',
            '{KEY: {"each": NaN, "finish": 0, "ratios": []}}',
            '{KEY: {"each": 1, "finish": 0, "ratios": [-3]}}',
        ],
    )
    def test_a_damaged_record_is_measured_anew(self, loaded: Loaded, folder: Path, damage: str) -> None:
        folder.mkdir()
        text = damage.replace("KEY", json.dumps(speeds._key(loaded)))
        (folder / "speeds.json").write_text(text, "utf-8")
        assert known(loaded) is None
        assert measured(loaded, CancelToken()).sound
        assert known(loaded) is not None

    def test_what_was_measured_before_memory_ran_out_counts(
        self, loaded: Loaded, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def timed(loaded: Loaded, side: int, cancel: CancelToken) -> Speed:
            if side > 16:
                raise out_of_memory(error) from error
            return Speed(float(side), 0.0)

        error = RuntimeError("CUDA out of memory")
        monkeypatch.setattr(speeds, "_timed", timed)
        monkeypatch.setattr(speeds, "BUDGET", 60.0)
        assert measured(loaded, CancelToken()) == Speed(16.0, 0.0)

    def test_a_cancel_ends_the_measurement_and_nothing_is_kept(self, loaded: Loaded) -> None:
        cancel = CancelToken()
        cancel.cancel()
        with pytest.raises(Cancelled):
            measured(loaded, cancel)
        assert known(loaded) is None


LARGE = (200, 160)


def teach(loaded: Loaded, *seconds: float, size: tuple[int, int] = LARGE) -> None:
    """Jobs on pictures of one size, that took so long."""
    for one in seconds:
        learn(loaded, passes_of(size, SETTINGS, loaded, CancelToken()), 2, one)


class TestLearning:
    @pytest.fixture(autouse=True)
    def _begun(self, loaded: Loaded) -> None:
        """A first job, from which nothing is learnt."""
        teach(loaded, 1.0)

    def test_a_finished_job_corrects_what_is_said(self, loaded: Loaded) -> None:
        speeds._keep(loaded, Speed(1000.0, 0.0))
        before = ask(LARGE).seconds
        teach(loaded, 2 * before)
        assert ask(LARGE).seconds == pytest.approx(2 * before)

    def test_one_that_was_held_up_counts_for_little(self, loaded: Loaded) -> None:
        speeds._keep(loaded, Speed(1000.0, 0.0))
        before = ask(LARGE).seconds
        teach(loaded, before, 1000 * before, before)
        assert ask(LARGE).seconds == pytest.approx(before)
        teach(loaded, *[before * 3] * 2 * KEPT)
        speed = known(loaded)
        assert speed is not None
        assert len(speed.ratios) == KEPT

    def test_without_a_measurement_the_job_is_one(self, loaded: Loaded) -> None:
        teach(loaded, 5.0)
        assert ask(LARGE).seconds == pytest.approx(5.0)

    @pytest.mark.parametrize("times", [0.01, 100.0])
    def test_what_most_jobs_refute_is_dropped_and_measured_again(self, loaded: Loaded, times: float) -> None:
        """One that was held up refutes nothing."""
        speeds._keep(loaded, Speed(1000.0, 0.0))
        before = ask(LARGE).seconds
        teach(loaded, *[times * before] * (FEW - 1))
        assert known(loaded) is not None
        teach(loaded, times * before)
        assert known(loaded) is None
        ask(LARGE)
        speed = known(loaded)
        assert speed is not None
        assert speed == replace(speed, ratios=())

    def test_a_batch_goes_on_by_its_next_job_where_the_record_was_refuted(self, loaded: Loaded) -> None:
        """As by earlier versions, which began with whatever job was the first, and kept that for good."""
        speeds._keep(loaded, Speed(1e6, 0.0, (0.25,) * KEPT))
        teach(loaded, 2.0)
        assert ask(LARGE).seconds == pytest.approx(2.0)

    def test_short_jobs_correct_what_takes_them_for_long_ones(self, loaded: Loaded) -> None:
        speeds._keep(loaded, Speed(4.0, 0.0))
        assert ask(LARGE).seconds > speeds.WORTH
        teach(loaded, 0.7 * speeds.WORTH)
        assert ask(LARGE).seconds == pytest.approx(0.7 * speeds.WORTH)

    def test_a_real_job_is_learnt_from(self, loaded: Loaded, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(speeds, "WORTH", 0.0)
        monkeypatch.setattr(speeds, "TINY", 0)
        events: list[object] = []
        pixels = np.zeros((20, 28, 3), np.uint8)
        Upscaler().run(UpscaleJob(None, SETTINGS, picture=Picture(pixels)), events.append, CancelToken())
        assert isinstance(events[-1], JobDone)
        assert known(loaded) is not None

    def test_the_faithful_picture_is_not_learnt_as_the_job_itself(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        now, taught = [0.0], list[float]()

        def faithful(*_: object) -> None:
            now[0] += 500.0

        monkeypatch.setattr(stopwatch, "time", SimpleNamespace(monotonic=lambda: now[0]))
        monkeypatch.setattr(Finishing, "faithful", faithful)
        monkeypatch.setattr(Upscaler, "_learn", lambda engine, run, seconds: taught.append(seconds))
        picture = Picture(np.zeros((20, 28, 3), np.uint8))
        Upscaler().run(UpscaleJob(None, SETTINGS, picture=picture), lambda event: None, CancelToken())
        assert taught == [0.0]

    @pytest.mark.parametrize(("size", "seconds"), [(LARGE, 0.01), ((50, 40), 5.0), ((1, 1), 5.0)])
    def test_a_short_job_and_a_tiny_one_say_nothing(
        self, loaded: Loaded, size: tuple[int, int], seconds: float
    ) -> None:
        teach(loaded, *[seconds] * 4, size=size)
        assert known(loaded) is None
        speeds._keep(loaded, Speed(0.001, 0.0))
        teach(loaded, *[seconds] * 4, size=size)
        assert known(loaded) == Speed(0.001, 0.0)

    @pytest.mark.parametrize("remembered", [None, Speed(1000.0, 0.0)])
    def test_the_first_job_of_a_process_says_nothing(
        self, loaded: Loaded, monkeypatch: pytest.MonkeyPatch, remembered: Speed | None
    ) -> None:
        """It has started the device, and was slower for that."""
        monkeypatch.setattr(speeds, "_begun", set())
        if remembered is not None:
            speeds._keep(loaded, remembered)
        teach(loaded, 0.9 * speeds.STARTED)
        assert known(loaded) == remembered

    def test_the_first_job_of_a_process_counts_if_it_is_long(
        self, loaded: Loaded, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Or who enlarges one large picture at a time would never be told better."""
        monkeypatch.setattr(speeds, "_begun", set())
        teach(loaded, 500.0)
        assert ask(LARGE).seconds == pytest.approx(500.0)


def test_the_disk_of_a_folder_that_is_not_there_yet(tmp_path: Path) -> None:
    free = free_disk(str(tmp_path / "to" / "come"))
    assert free is not None
    assert free > 0
    assert free_disk(None) is None


def test_the_units_of_a_pass_are_its_costs(loaded: Loaded) -> None:
    (pass_, height, width) = passes_of((50, 40), SETTINGS, loaded, CancelToken())[0]
    assert units(pass_, 7) == 7
    assert (height, width) == (40, 50)
    assert pass_.memory(80, 100) > pass_.memory(40, 50)


class TestCommand:
    @pytest.fixture(autouse=True)
    def _speed(self, known_speed: None, tmp_path: Path) -> None:
        self.source = save_picture(Picture(np.zeros((12, 16, 3), np.uint8)), tmp_path / "a.png", format="png")

    def run(self, *more: str) -> int:
        from core.cli import main

        options = ("--model", "tiny", "--steps", "2", "--device", "cpu", "--dtype", "float32", "--estimate")
        return main(["upscale", *options, *more, str(self.source)])

    def test_it_prints_and_does_nothing(self, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        assert self.run() == 0
        assert "1 picture: about 1 s" in capsys.readouterr().out
        assert [p.name for p in tmp_path.glob("*.png")] == ["a.png"]

    def test_as_json(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert self.run("--events", "jsonl") == 0
        assert isinstance(from_json(capsys.readouterr().out), JobsEstimated)

    def test_a_full_disk_and_little_memory_are_told(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(estimating, "free_disk", lambda folder: 10)
        monkeypatch.setattr(Loaded, "free_bytes", lambda loaded: 20)
        assert self.run() == 1
        told = capsys.readouterr().out
        assert "10 B are free on the disk" in told
        assert "20 B of memory are free" in told

    def test_what_cannot_be_read_is_named(self, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        bad = tmp_path / "bad.png"
        bad.write_bytes(b"no picture")
        assert self.run("--tile", "64", str(bad)) == 1
        assert "bad.png" in capsys.readouterr().err

    def test_what_is_done_is_not_counted(self, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        from core.cli import main

        options = ("--model", "tiny", "--steps", "2", "--device", "cpu", "--dtype", "float32")
        assert main(["upscale", *options, str(self.source)]) == 0
        other = save_picture(Picture(np.zeros((12, 16, 3), np.uint8)), tmp_path / "b.png", format="png")
        capsys.readouterr()
        assert self.run(str(other)) == 0
        told = capsys.readouterr()
        assert "1 picture: about" in told.out
        assert "Done before with the same settings: 1 " in told.err
        assert self.run() == 0
        assert "There is nothing to enlarge." in capsys.readouterr().err

    def test_no_picture_is_decoded(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("core.images.header.read_picture", None)
        assert self.run() == 0

    def test_a_report_is_refused(self, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        assert self.run("--report", str(tmp_path / "r.csv")) == 2
        assert "nothing to report" in capsys.readouterr().err
