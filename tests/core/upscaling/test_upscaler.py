"""The engine's jobs with a small untrained network: exactness, outcomes and faults."""

from dataclasses import asdict, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import cv2
import numpy as np
import pytest
import torch

from core.compute.faults import out_of_memory
from core.events import Event, JobCancelled, JobDone, JobFailed, JobStarted, Progress, StepPreview
from core.finishing.finish import KAPPA, Finish
from core.images.about import About
from core.images.alpha import enlarge_alpha, visible
from core.images.files import read_picture, read_settings
from core.images.formats.encode import save_picture
from core.images.picture import Picture
from core.images.resize import resize
from core.jobs import CancelToken, EstimateJob, Region, SampleSettings, SaveSettings, UpscaleJob
from core.models.checkpoints import read_recipe, save_checkpoint
from core.networks.lite_judge import Judge, features, parts_of
from core.networks.lite_unet import LiteUNet
from core.upscaling import loading, stopwatch, upscaler
from core.upscaling.lite_pass import LitePass
from core.upscaling.locating import Wanted, locate
from core.upscaling.run import ENLARGED
from core.upscaling.upscaler import Upscaler
from tests.core.networks.lite_inputs import with_four_ends

PLAIN = SampleSettings(model="tiny", steps=2, dtype="float32", color_fix="off", device="cpu")


def picture(height: int = 20, width: int = 28, *, dtype: type = np.uint8, alpha: bool = False) -> Picture:
    rng = np.random.default_rng(0)
    top = np.iinfo(dtype).max
    pixels = rng.integers(0, top, (height, width, 3)).astype(dtype)
    return Picture(pixels, rng.integers(0, top, (height, width)).astype(dtype) if alpha else None)


def run(job: UpscaleJob, cancel: CancelToken | None = None) -> list[Event]:
    events: list[Event] = []
    Upscaler().run(job, events.append, cancel or CancelToken())
    ends = [e for e in events if isinstance(e, JobDone | JobFailed | JobCancelled)]
    assert len(ends) == 1
    assert events[-1] is ends[0]
    return events


def result(source: Picture, settings: SampleSettings = PLAIN, region: Region | None = None) -> Picture:
    end = run(UpscaleJob(None, settings, picture=source, region=region))[-1]
    assert isinstance(end, JobDone), end
    assert end.picture is not None
    return end.picture


@pytest.mark.usefixtures("model")
class TestResults:
    def test_two_runs_are_equal_to_the_bit(self) -> None:
        assert np.array_equal(result(picture()).pixels, result(picture()).pixels)

    @pytest.mark.parametrize("fix", ["off", "wavelet", "adain", "ycbcr"])
    def test_tiles_change_no_value_by_more_than_one(self, fix: str) -> None:
        source = picture(100, 140)
        whole = result(source, SampleSettings(**{**PLAIN.to_dict(), "tile": 512, "color_fix": fix}))
        tiled = result(source, SampleSettings(**{**PLAIN.to_dict(), "tile": 64, "color_fix": fix}))
        assert int(np.abs(whole.pixels.astype(int) - tiled.pixels).max()) <= 1

    @pytest.mark.parametrize("scale", [4, 8])
    def test_a_region_is_the_same_as_in_the_whole_picture(self, scale: int) -> None:
        """Also where the model is asked twice."""
        source, settings = picture(100, 120), replace(PLAIN, scale=float(scale))
        part = result(source, settings, Region(40, 36, 24, 20))
        whole = result(source, settings).pixels[36 * scale : 56 * scale, 40 * scale : 64 * scale]
        assert part.pixels.shape == (20 * scale, 24 * scale, 3)
        assert int(np.abs(whole.astype(int) - part.pixels).max()) <= 1

    def test_each_pass_of_a_region_has_the_noise_of_its_place(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """And takes no more around it than the first: what that took would cost sixteen times as much."""
        places: list[tuple[int, ...]] = []
        start = LitePass.start

        def watched(pass_: LitePass, lq: np.ndarray, *given: Any) -> Any:
            places.append((*pass_.origin, *lq.shape[:2]))
            return start(pass_, lq, *given)

        monkeypatch.setattr(LitePass, "start", watched)
        result(picture(200, 220), replace(PLAIN, scale=8.0), Region(70, 60, 24, 20))
        first, second = places
        context = loading.CONTEXT
        assert first == (60 - context, 70 - context, 20 + 2 * context, 24 + 2 * context)
        assert second == (240 - context, 280 - context, 80 + 2 * context, 96 + 2 * context)

    @pytest.mark.parametrize("size", [(1, 1), (3, 2), (63, 65), (9, 200)])
    def test_every_size_comes_out_four_times_larger(self, size: tuple[int, int]) -> None:
        out = result(picture(*size))
        assert (out.height, out.width) == (4 * size[0], 4 * size[1])

    @pytest.mark.parametrize(("scale", "side"), [(2.0, 40), (3.0, 60), (8.0, 160), (0.5, 10)])
    def test_any_scale(self, scale: float, side: int) -> None:
        out = result(picture(20, 20), SampleSettings(**{**PLAIN.to_dict(), "scale": scale}))
        assert (out.height, out.width) == (side, side)

    def test_a_target_size_wins_over_the_scale(self) -> None:
        out = result(picture(), SampleSettings(**{**PLAIN.to_dict(), "target": (100, 50)}))
        assert (out.width, out.height) == (100, 50)

    def test_a_picture_that_is_reduced_first_has_the_size_that_was_asked_for(self) -> None:
        source = picture(40, 60, alpha=True)
        settings = replace(PLAIN, scale=2, reduce=0.5)
        out = result(source, settings)
        assert (out.width, out.height) == (120, 80)
        assert out.alpha is not None
        small = Picture(resize(visible(source), (30, 20)))
        assert np.array_equal(out.pixels, result(small, PLAIN).pixels)

    def test_a_region_of_a_reduced_picture_is_the_same_as_in_the_whole(self) -> None:
        source = picture(101, 123, alpha=True)
        settings = replace(PLAIN, reduce=0.5)
        part = result(source, settings, Region(40, 36, 24, 20))
        whole = result(source, settings)
        assert part.alpha is not None
        assert whole.alpha is not None
        assert part.pixels.shape == (80, 96, 3)
        assert float(np.abs(whole.pixels[144:224, 160:256].astype(int) - part.pixels).mean()) < 12
        assert np.array_equal(part.alpha[40], enlarge_alpha(source.alpha[36:56, 40:64], (96, 80))[40])

    def test_what_is_soft_is_reduced_by_itself_where_that_is_wanted(self) -> None:
        rng = np.random.default_rng(1)
        blocks = np.repeat(np.repeat(rng.integers(0, 255, (8, 10, 3), np.uint8), 12, 0), 12, 1)
        soft = Picture(cv2.GaussianBlur(blocks, (0, 0), 2))
        end = run(UpscaleJob(None, replace(PLAIN, scale=2, reduce="auto"), picture=soft))[-1]
        assert isinstance(end, JobDone)
        assert end.settings["reduce"] == "auto"
        assert end.settings["reduced_to"] == 0.5
        assert any("reduced to 50%" in notice for notice in end.notices)
        assert end.picture is not None
        assert np.array_equal(end.picture.pixels, result(soft, replace(PLAIN, scale=2, reduce=0.5)).pixels)
        sharp = run(UpscaleJob(None, replace(PLAIN, reduce="auto"), picture=Picture(blocks)))[-1]
        assert isinstance(sharp, JobDone)
        assert "reduced_to" not in sharp.settings
        assert sharp.notices == ()

    def test_the_resolution_is_that_of_the_settings_or_of_the_input(self) -> None:
        source = replace(picture(), about=About(dpi=(72.0, 72.0)))
        assert result(source).about.dpi == (72, 72)
        assert result(source, replace(PLAIN, resolution=240)).about.dpi == (240, 240)

    def test_depth_alpha_and_profile_survive(self) -> None:
        out = result(picture(dtype=np.uint16, alpha=True))
        assert out.depth == 16
        assert out.alpha is not None
        assert out.alpha.shape == (80, 112)

    def test_seed_steps_and_kappa_change_the_result(self) -> None:
        base = result(picture()).pixels
        for change in ({"seed": 1}, {"steps": 3}, {"kappa": 1.5}, {"stochasticity": 0.0}):
            assert not np.array_equal(
                base, result(picture(), SampleSettings(**{**PLAIN.to_dict(), **change})).pixels
            )


@pytest.mark.usefixtures("model")
class TestCourse:
    def test_events_tell_the_course(self) -> None:
        events = run(UpscaleJob(None, PLAIN, picture=picture(), previews=True))
        started = next(e for e in events if isinstance(e, JobStarted))
        assert (started.out_width, started.out_height, started.steps) == (112, 80, 2)
        fractions = [e.fraction for e in events if isinstance(e, Progress)]
        assert fractions == sorted(fractions)
        previews = [e for e in events if isinstance(e, StepPreview)]
        assert [p.step for p in previews] == [1, 2]
        assert all(p.image is not None and not p.image.flags.writeable for p in previews)

    def test_two_runs_of_a_job_share_the_way_and_are_announced_once(self) -> None:
        settings = replace(PLAIN, finish=Finish(0.5, KAPPA))
        events = run(UpscaleJob(None, settings, picture=picture(), previews=True))
        assert isinstance(events[-1], JobDone)
        fractions = [e.fraction for e in events if isinstance(e, Progress)]
        assert fractions == sorted(fractions)
        assert sum(isinstance(e, JobStarted) for e in events) == 1
        sampled = [e.fraction for e in events if isinstance(e, Progress) and e.phase == "sample"]
        assert sampled == pytest.approx([0.02 + 0.93 * share for share in (0.25, 0.5, 0.75, 1.0)])

    def test_while_a_job_is_held_no_time_passes(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A pause holds it where it tells of its course."""
        now, taught, events = [0.0], list[float](), list[Event]()

        def held(event: Event) -> None:
            events.append(event)
            now[0] += 500.0

        def predicted(pass_: LitePass, *rest: Any) -> None:
            now[0] += 2.0
            predict(pass_, *rest)

        predict = LitePass._predict
        monkeypatch.setattr(LitePass, "_predict", predicted)
        monkeypatch.setattr(stopwatch, "time", SimpleNamespace(monotonic=lambda: now[0]))
        monkeypatch.setattr(Upscaler, "_learn", lambda engine, run, seconds: taught.append(seconds))
        Upscaler().run(UpscaleJob(None, PLAIN, picture=picture(), previews=True), held, CancelToken())
        assert isinstance(events[-1], JobDone)
        assert taught == [4.0]
        assert events[-1].seconds == 4.0
        assert [e.seconds_left for e in events if isinstance(e, Progress) and e.phase == "sample"] == [
            2.0,
            0.0,
        ]

    def test_a_saved_result_can_be_made_again(self, tmp_path: Path) -> None:
        source = save_picture(picture(), tmp_path / "in.png", format="png")
        end = run(UpscaleJob(source, PLAIN, SaveSettings()))[-1]
        assert isinstance(end, JobDone)
        assert end.output is not None
        settings = read_settings(Path(end.output))
        assert settings is not None
        again = result(read_picture(source), SampleSettings.from_dict(settings))
        assert np.array_equal(again.pixels, read_picture(Path(end.output)).pixels)

    def test_cancel_at_any_moment_writes_nothing(self, tmp_path: Path) -> None:
        source = save_picture(picture(), tmp_path / "in.png", format="png")
        count = len(run(UpscaleJob(source, PLAIN, SaveSettings(tmp_path / "out"))))
        for moment in range(count - 1):
            folder = tmp_path / f"out{moment}"
            last = self._cancelled_after(UpscaleJob(source, PLAIN, SaveSettings(folder)), moment)
            saving = any(isinstance(e, Progress) and e.phase == "save" for e in last)
            if not saving:
                assert isinstance(last[-1], JobCancelled)
                assert not folder.exists() or not list(folder.iterdir())

    def _cancelled_after(self, job: UpscaleJob, moment: int) -> list[Event]:
        """The events of a job that is cancelled while it tells of event number `moment`."""
        token, events = CancelToken(), list[Event]()

        def emit(event: Event) -> None:
            events.append(event)
            if len(events) == moment + 1:
                token.cancel()

        Upscaler().run(job, emit, token)
        return events

    def test_a_missing_file_and_an_unknown_model_are_named(self, tmp_path: Path) -> None:
        gone = run(UpscaleJob(tmp_path / "gone.png", PLAIN))[-1]
        assert isinstance(gone, JobFailed)
        assert "gone.png" in gone.message
        unknown = run(UpscaleJob(None, SampleSettings(model="no-such"), picture=picture()))[-1]
        assert isinstance(unknown, JobFailed)
        assert "no-such" in unknown.message

    def test_a_format_that_cannot_hold_the_result_is_refused_before_computing(self, tmp_path: Path) -> None:
        job = UpscaleJob(None, PLAIN, SaveSettings(tmp_path, format="webp"), picture=picture(2, 5000))
        events = run(job)
        assert isinstance(events[-1], JobFailed)
        assert "PNG" in events[-1].message
        assert not any(isinstance(e, JobStarted) for e in events)


@pytest.mark.usefixtures("model")
class TestFaults:
    def test_out_of_memory_halves_the_tile_and_goes_on(self, monkeypatch: pytest.MonkeyPatch) -> None:
        wanted = result(picture(90, 90))
        real, tiles = LitePass._predict, []

        def scarce(self: LitePass, *args: object) -> None:
            tiles.append(self.tile)
            if self.tile > 40:
                raise RuntimeError("DefaultCPUAllocator: can't allocate memory")
            real(self, *args)  # type: ignore[arg-type]

        monkeypatch.setattr(LitePass, "_predict", scarce)
        got = result(picture(90, 90), SampleSettings(**{**PLAIN.to_dict(), "tile": 128}))
        assert tiles[:3] == [128, 64, 32]
        assert int(np.abs(got.pixels.astype(int) - wanted.pixels).max()) <= 1

    def test_where_the_card_is_lost_the_processor_takes_over(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """And stays: a process that lost its card cannot use it again."""
        real, asked = upscaler.locate, list[str]()

        def located(settings: SampleSettings) -> Wanted:
            asked.append(settings.device)
            return real(replace(settings, device="cpu"))

        def lost(self: LitePass, *args: object) -> None:
            if asked[-1] != "cpu":
                raise RuntimeError("CUDA error: unspecified launch failure")
            predict(self, *args)  # type: ignore[arg-type]

        predict = LitePass._predict
        monkeypatch.setattr(upscaler, "locate", located)
        monkeypatch.setattr(LitePass, "_predict", lost)
        engine, ends = upscaler.Upscaler(), list[Event]()
        for _ in range(2):
            job = UpscaleJob(None, replace(PLAIN, device="auto"), picture=picture())
            engine.run(job, ends.append, CancelToken())
            assert isinstance(ends[-1], JobDone)
            assert upscaler.CARD_LOST in ends[-1].notices
        assert asked == ["auto", "cpu", "cpu"]
        assert not any(isinstance(e, JobFailed) for e in ends)

    def test_a_card_lost_before_the_first_job_is_not_asked_again(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Estimates and warming up come by the same way, and do not throw the model out of memory."""
        real, loads = upscaler.locate, list[str]()

        def located(settings: SampleSettings) -> Wanted:
            found = real(replace(settings, device="cpu"))
            return replace(found, device=torch.device("meta")) if settings.device != "cpu" else found

        def load(wanted: Wanted) -> loading.Loaded:
            loads.append(wanted.device.type)
            if wanted.device.type == "meta":
                raise RuntimeError("CUDA error: unspecified launch failure")
            return loading.load(wanted)

        monkeypatch.setattr(upscaler, "locate", located)
        monkeypatch.setattr(upscaler, "load", load)
        monkeypatch.setattr(upscaler, "estimate", lambda job, loaded, cancel: str(loaded.device))
        engine, settings, ends = Upscaler(), replace(PLAIN, device="auto"), list[Event]()
        engine.warm_up(settings)
        for _ in range(2):
            assert str(engine.estimate(EstimateJob(((20, 20),), settings), CancelToken())) == "cpu"
            engine.run(UpscaleJob(None, settings, picture=picture()), ends.append, CancelToken())
            assert isinstance(ends[-1], JobDone)
        assert loads == ["meta", "cpu"]

    def test_a_preview_that_does_not_fit_is_left_out(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def full(self: LitePass, *args: object, **more: object) -> None:
            tiles.append(self.tile)
            self.tile = 32  # decoding for it has tried smaller ones
            raise out_of_memory(error) from error

        tiles = list[int]()
        error = torch.OutOfMemoryError("CUDA out of memory")
        monkeypatch.setattr(LitePass, "preview", full)
        events = run(UpscaleJob(None, PLAIN, picture=picture(), previews=True))
        assert isinstance(events[-1], JobDone)
        assert not any(isinstance(e, StepPreview) for e in events)
        assert len(tiles) > 1
        assert len(set(tiles)) == 1  # the steps after it are computed as planned

    def test_no_memory_at_all_is_said_in_words(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def none(self: LitePass, *args: object) -> None:
            raise torch.OutOfMemoryError("CUDA out of memory")

        monkeypatch.setattr(LitePass, "_predict", none)
        end = run(UpscaleJob(None, PLAIN, picture=picture()))[-1]
        assert isinstance(end, JobFailed)
        assert "smallest tile" in end.message

    def test_values_that_are_no_numbers_are_computed_again_once(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        real, calls = LiteUNet.forward, []

        def broken_once(self: LiteUNet, *args: torch.Tensor) -> torch.Tensor:
            calls.append(1)
            out = real(self, *args)
            return out * float("nan") if len(calls) == 1 else out

        wanted = result(picture())
        monkeypatch.setattr(LiteUNet, "forward", broken_once)
        assert np.array_equal(result(picture()).pixels, wanted.pixels)

    def test_a_network_that_always_fails_names_the_tile(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(LiteUNet, "forward", lambda self, x_t, *rest: x_t * float("nan"))
        end = run(UpscaleJob(None, PLAIN, picture=picture()))[-1]
        assert isinstance(end, JobFailed)
        assert "tile 1" in end.message

    def test_an_unknown_device_means_the_processor_with_a_notice(self) -> None:
        end = run(
            UpscaleJob(None, SampleSettings(**{**PLAIN.to_dict(), "device": "cuda:7"}), picture=picture())
        )[-1]
        assert isinstance(end, JobDone)
        assert any("cuda:7" in n for n in end.notices)


class TestJudge:
    """A network whose weights follow from what its judge says of the whole picture."""

    @pytest.fixture
    def four_ends(self, model: Path) -> Judge:
        network = with_four_ends()
        assert network.judge is not None
        # The verdict on the whole picture is 1/2, and on its parts another.
        seen = features(torch.from_numpy(self.source().pixels).permute(2, 0, 1)[None] / 127.5 - 1)
        network.judge.get_buffer("middle").copy_(seen[0])
        network.judge.get_buffer("out").normal_()
        recipe = replace(read_recipe(model), architecture="lite_plk", config=asdict(network.config))
        save_checkpoint(model, network.state_dict(), recipe)
        return network.judge

    def source(self) -> Picture:
        """One half noise, the other smooth."""
        pixels = picture(100, 120).pixels
        pixels[:, 60:] = cv2.GaussianBlur(pixels[:, 60:], (0, 0), 4)
        return Picture(pixels)

    def test_a_region_gets_the_verdict_on_the_whole_picture(self, four_ends: Judge) -> None:
        source, region = self.source(), Region(70, 36, 24, 20)
        cut = source.crop(38, 4, 82, 84)  # the region and its surroundings
        assert four_ends.of_parts(parts_of(cut.pixels)) != four_ends.of_parts(parts_of(source.pixels))
        part = result(source, region=region).pixels
        whole = result(source).pixels[36 * 4 : 56 * 4, 70 * 4 : 94 * 4]
        assert int(np.abs(whole.astype(int) - part).max()) <= 1

    @pytest.mark.parametrize("region", [None, Region(70, 36, 24, 20)])
    def test_what_the_network_has_made_is_not_judged(
        self, four_ends: Judge, region: Region | None, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        verdicts: list[float | None] = []
        start = LitePass.start

        def watched(pass_: LitePass, *given: Any) -> Any:
            verdicts.append(pass_.clean)
            return start(pass_, *given)

        monkeypatch.setattr(LitePass, "start", watched)
        monkeypatch.setattr(Judge, "of_parts", lambda judge, looked_at: 0.875)
        result(self.source(), replace(PLAIN, scale=16.0), region)
        assert verdicts == [0.875, ENLARGED]

    def test_tiles_get_the_verdict_on_the_whole_picture(self, four_ends: Judge) -> None:
        whole = result(self.source(), replace(PLAIN, tile=512)).pixels
        tiled = result(self.source(), replace(PLAIN, tile=64)).pixels
        assert int(np.abs(whole.astype(int) - tiled).max()) <= 1

    def test_a_picture_is_looked_at_once_for_many_jobs(
        self, four_ends: Judge, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        asked, real, engine = list[int](), Judge.of_parts, Upscaler()

        def looking(judge: Judge, looked_at: np.ndarray) -> float:
            asked.append(int(looked_at.sum()))
            return real(judge, looked_at)

        def run(source: Picture, seed: int) -> None:
            job = UpscaleJob(None, replace(PLAIN, seed=seed), picture=source, previews=False)
            engine.run(job, lambda event: None, CancelToken())

        monkeypatch.setattr(Judge, "of_parts", looking)
        for seed in range(3):
            run(self.source(), seed)
        assert len(asked) == 1
        other = self.source()
        other.pixels[50, 50] ^= 1
        run(other, 0)
        assert len(asked) == 2
        run(Picture(np.ascontiguousarray(self.source().pixels.transpose(1, 0, 2))), 0)
        assert len(asked) == 3
        monkeypatch.setattr(loading, "VERDICTS", 2)
        for value in range(5):
            run(Picture(np.full((9, 9, 3), value, np.uint8)), 0)
        assert len(engine.loaded(locate(PLAIN)).verdicts) == 2

        # One that is read before its turn is looked at then.
        path = save_picture(picture(40, 50), tmp_path / "next.png", format="png")
        engine.expect(path)
        reading = engine._ahead._reading
        assert reading is not None
        assert reading.ended.wait(30)
        looked_at = len(asked)
        assert looked_at == 9
        events: list[Event] = []
        engine.run(UpscaleJob(path, PLAIN, previews=False), events.append, CancelToken())
        assert isinstance(events[-1], JobDone)
        assert len(asked) == looked_at

    def test_the_verdict_changes_the_result(self, four_ends: Judge, monkeypatch: pytest.MonkeyPatch) -> None:
        found = []
        for answer in (0.0, 1.0):
            monkeypatch.setattr(Judge, "of_parts", lambda judge, looked_at, answer=answer: answer)
            found.append(result(self.source()).pixels.astype(int))
        assert int(np.abs(found[0] - found[1]).max()) > 4
