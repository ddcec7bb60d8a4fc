"""Restorers as models of jobs: the same tiles, sizes, depths and files as for any model, and no chance in them."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from core.commands.bench_breakdown import breakdown
from core.events import JobDone, JobStarted, Progress, StepPreview
from core.images.files import read_settings
from core.images.formats.encode import save_picture
from core.images.picture import Picture
from core.jobs import CancelToken, Region, SampleSettings, SaveSettings, UpscaleJob
from core.networks.restorer import Restorer
from core.networks.restorers import build_restorer
from core.upscaling import restorer_pass
from core.upscaling.done_before import DoneBefore
from core.upscaling.locating import locate
from core.upscaling.upscaler import Upscaler
from tests.core.networks.test_restorers import TINY

PLAIN = SampleSettings(model="tiny", dtype="float32", color_fix="off", device="cpu")


@pytest.fixture
def scale(restorer: int) -> int:
    return restorer


def picture(height: int = 21, width: int = 28, *, dtype: type = np.uint8, alpha: bool = False) -> Picture:
    rng = np.random.default_rng(0)
    top = np.iinfo(dtype).max
    pixels = rng.integers(0, top, (height, width, 3)).astype(dtype)
    return Picture(pixels, rng.integers(0, top, (height, width)).astype(dtype) if alpha else None)


def done(job: UpscaleJob) -> tuple[JobDone, list[object]]:
    events: list[object] = []
    Upscaler().run(job, events.append, CancelToken())
    assert isinstance(events[-1], JobDone), events[-1]
    return events[-1], events


def result(source: Picture, settings: SampleSettings = PLAIN, region: Region | None = None) -> Picture:
    found = done(UpscaleJob(None, settings, picture=source, region=region))[0].picture
    assert found is not None
    return found


def test_seed_and_stochasticity_change_nothing(scale: int) -> None:
    settings = replace(PLAIN, scale=scale)
    first = result(picture(), settings).pixels
    assert first.std() > 1
    assert np.array_equal(first, result(picture(), replace(settings, seed=9, stochasticity=0.5)).pixels)


def test_tiles_and_regions_are_the_whole_picture(scale: int, request: pytest.FixtureRequest) -> None:
    source, settings = picture(100, 141), replace(PLAIN, scale=scale)
    whole = result(source, replace(settings, tile=512)).pixels.astype(int)
    tiled = result(source, replace(settings, tile=32)).pixels
    assert np.abs(whole - tiled).max() <= 1
    part = result(source, settings, Region(40, 36, 24, 20)).pixels
    same = whole[36 * scale : 56 * scale, 40 * scale : 64 * scale]
    # The group norms of PLKSR take their statistics from what is given: of a region and what lies around it.
    assert np.abs(same - part).max() <= (4 if "plksr" in request.node.name else 1)


@pytest.mark.parametrize("size", [(1, 1), (3, 2), (9, 70)])
def test_every_size_comes_out(scale: int, size: tuple[int, int]) -> None:
    out = result(picture(*size), replace(PLAIN, scale=scale))
    assert (out.height, out.width) == (scale * size[0], scale * size[1])


def test_depth_and_alpha_survive_and_colours_are_kept(scale: int) -> None:
    settings = replace(PLAIN, scale=scale, color_fix="wavelet")
    out = result(picture(dtype=np.uint16, alpha=True), settings)
    assert out.depth == 16
    assert out.alpha is not None
    assert out.alpha.shape == (21 * scale, 28 * scale)


def test_events_and_the_file_tell_of_one_step_and_of_no_kappa(scale: int, tmp_path: Path) -> None:
    settings = replace(PLAIN, scale=scale, steps=4, kappa=1.0)
    job = UpscaleJob(None, settings, SaveSettings(tmp_path), picture(100, 40), previews=True)
    end, events = done(replace(job, settings=replace(settings, tile=32)))
    started = next(e for e in events if isinstance(e, JobStarted))
    assert started.steps == 1
    assert started.tiles >= 4
    told = [(e.step, e.tile) for e in events if isinstance(e, Progress) and e.tile]
    assert told == [(1, n) for n in range(1, started.tiles + 1)]
    assert [e.step for e in events if isinstance(e, StepPreview)] == [1]
    assert end.notices == ("Tiny restores at once, so steps and kappa had no effect.",)
    written = read_settings(Path(str(end.output)))
    assert written is not None
    assert (written["steps"], written["kappa"]) == (1, None)
    again = SampleSettings.from_dict(written)
    assert done(UpscaleJob(None, again, picture=picture()))[0].notices == ()


def test_smaller_tiles_where_memory_runs_out(scale: int, monkeypatch: pytest.MonkeyPatch) -> None:
    source, settings = picture(70, 70), replace(PLAIN, scale=scale, tile=128)
    wanted = result(source, settings).pixels.astype(int)
    whole, refused = Restorer.__call__, list[int]()

    def limited(self: Restorer, lq: torch.Tensor) -> torch.Tensor:
        if lq.shape[2] >= 70:
            refused.append(lq.shape[2])
            raise torch.OutOfMemoryError("none left")
        return whole(self, lq)

    for network in {type(build_restorer(config)) for config in TINY.values()}:
        monkeypatch.setattr(network, "__call__", limited)
    monkeypatch.setattr(Restorer, "margin", 24)
    assert np.abs(result(source, settings).pixels - wanted).max() <= 1
    assert refused


def test_it_warms_up(scale: int) -> None:
    Upscaler().warm_up(PLAIN)


def test_tiles_are_planned_by_the_memory() -> None:
    network = build_restorer(TINY["rrdbnet x4"])
    sides = [
        restorer_pass.plan_tile_size(network, free_bytes=free, dtype=torch.float32)
        for free in (0, 100_000_000, 10**12)
    ]
    assert sides == sorted(sides)
    assert (sides[0], sides[-1]) == (32, 512)
    assert all(side % 32 == 0 for side in sides)


def test_a_result_is_known_again_whatever_steps_kappa_and_seed_are_asked(scale: int, tmp_path: Path) -> None:
    source = tmp_path / "in.png"
    save_picture(picture(), source, format="png")
    settings, wanted = replace(PLAIN, scale=scale), SaveSettings(tmp_path / "out", "{name}_big")
    (tmp_path / "out").mkdir()
    end, _ = done(UpscaleJob(source, settings, wanted))
    for asked in (settings, replace(settings, steps=4, kappa=1.0, seed=9)):
        found = DoneBefore(asked, wanted.name, "png").result_of(source, tmp_path / "out", "in")
        assert str(found) == end.output
    other = replace(settings, color_fix="wavelet")
    assert DoneBefore(other, wanted.name, "png").result_of(source, tmp_path / "out", "in") is None


@pytest.mark.usefixtures("restorer")
def test_what_bench_measures_of_it_is_its_one_step() -> None:
    loaded = Upscaler().loaded(locate(PLAIN))
    figures = breakdown(loaded, PLAIN, 16, peak=1.0, rounds=1)
    assert figures["step_gflop"] > 0
    assert "last_step_seconds" not in figures
