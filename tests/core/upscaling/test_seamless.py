"""Seamless textures: their results are what they would be with copies of the texture all around."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

import core.models.catalog as catalog
from core.diffusion.noise import noise_field
from core.events import JobDone
from core.finishing.finish import Finish
from core.images.picture import Picture
from core.jobs import CancelToken, Region, SampleSettings, UpscaleJob
from core.storage.folders import HOME_VARIABLE
from core.upscaling import journal, lite_pass, run
from core.upscaling.upscaler import Upscaler
from tests.core.official_models import install

PLAIN = SampleSettings(model="tiny", steps=2, dtype="float32", device="cpu", tile=512)


def texture(height: int, width: int, *, alpha: bool = False) -> Picture:
    """Blurred by wrapping around, so that it is a seamless one."""
    noise = np.random.default_rng(0).integers(0, 256, (height, width, 4)).astype(np.float32)
    around = np.pad(noise, ((8, 8), (8, 8), (0, 0)), mode="wrap")
    soft = cv2.GaussianBlur(around, (0, 0), 1.0)[8:-8, 8:-8].round().astype(np.uint8)
    soft = np.ascontiguousarray(soft)
    return Picture(soft[..., :3], soft[..., 3] if alpha else None)


def many(picture: Picture) -> Picture:
    """3 x 3 copies."""
    alpha = None if picture.alpha is None else np.tile(picture.alpha, (3, 3))
    return Picture(np.tile(picture.pixels, (3, 3, 1)), alpha)


def middle(array: np.ndarray) -> np.ndarray:
    height, width = array.shape[0] // 3, array.shape[1] // 3
    return array[height : 2 * height, width : 2 * width]


def ended(source: Picture, settings: SampleSettings, **more: Any) -> JobDone:
    events: list[object] = []
    Upscaler().run(UpscaleJob(None, settings, picture=source, **more), events.append, CancelToken())
    assert isinstance(events[-1], JobDone), events[-1]
    return events[-1]


def result(source: Picture, settings: SampleSettings, **more: Any) -> Picture:
    found = ended(source, settings, **more).picture
    assert found is not None
    return found


def seamless(source: Picture, settings: SampleSettings, **more: Any) -> Picture:
    return result(source, replace(settings, tileable=True), **more)


def most(one: np.ndarray, other: np.ndarray) -> int:
    assert one.shape == other.shape
    return int(np.abs(one.astype(int) - other).max())


@pytest.fixture
def official(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path / "official", "tiny-x4", "tiny-vq", "tiny-inpaint", "tiny-face")
    monkeypatch.setattr(catalog, "BUILT_IN_FOLDER", tmp_path / "none")
    monkeypatch.setattr(catalog, "own_folder", lambda: tmp_path / "official")


@pytest.fixture
def noise_of(monkeypatch: pytest.MonkeyPatch) -> Callable[[int, int], None]:
    """Lets the noise of Lite models come again after so many rows and columns, in pictures of copies too."""

    def come_again(rows: int, columns: int) -> None:
        def field(*place: Any, period: object, **more: Any) -> Any:
            return noise_field(*place, period=(rows, columns), **more)

        monkeypatch.setattr(lite_pass, "noise_field", field)

    return come_again


class TestRestorers:
    @pytest.mark.parametrize("fix", ["off", "wavelet", "ycbcr"])
    def test_a_texture_is_what_it_is_amid_copies(
        self, restorer: int, fix: str, request: pytest.FixtureRequest
    ) -> None:
        settings = replace(PLAIN, scale=restorer, color_fix=fix)
        source = texture(24, 32)
        wanted = middle(result(many(source), settings).pixels)
        # The group norms of PLKSR take their statistics from the texture and a margin, or from all copies.
        bound = 6 if "plksr" in request.node.name else 1
        assert most(seamless(source, settings).pixels, wanted) <= bound

    def test_rolling_the_texture_rolls_the_result(self, restorer: int) -> None:
        settings = replace(PLAIN, scale=restorer)
        source = texture(24, 32)
        rolled = Picture(np.ascontiguousarray(np.roll(source.pixels, (8, 20), (0, 1))))
        wanted = np.roll(seamless(source, settings).pixels, (8 * restorer, 20 * restorer), (0, 1))
        assert most(seamless(rolled, settings).pixels, wanted) <= 1

    @pytest.mark.parametrize("size", [(1, 1), (3, 2), (9, 33)])
    def test_any_size_is_enlarged(self, restorer: int, size: tuple[int, int]) -> None:
        out = seamless(texture(*size), replace(PLAIN, scale=restorer))
        assert (out.height, out.width) == (restorer * size[0], restorer * size[1])


@pytest.mark.usefixtures("model")
class TestLite:
    @pytest.mark.parametrize("size", [(1, 1), (6, 4), (40, 70)])
    @pytest.mark.parametrize("scale", [4.0, 3.0])
    def test_a_texture_is_what_it_is_amid_copies_with_their_noise(
        self, size: tuple[int, int], scale: float, noise_of: Callable[[int, int], None]
    ) -> None:
        settings = replace(PLAIN, scale=scale, kappa=1.0)
        source = texture(*size)
        found = seamless(source, settings).pixels
        noise_of(*size)
        assert most(found, middle(result(many(source), settings).pixels)) <= 1

    def test_each_pass_has_a_period_of_its_own(self, monkeypatch: pytest.MonkeyPatch) -> None:
        periods = []

        def watched(*place: Any, period: object, **more: Any) -> Any:
            periods.append(period)
            return noise_field(*place, period=period, **more)  # type: ignore[arg-type]

        monkeypatch.setattr(lite_pass, "noise_field", watched)
        seamless(texture(16, 24), replace(PLAIN, scale=8))
        assert set(periods) == {(16, 24), (64, 96)}

    @pytest.mark.parametrize("scale", [4, 8])
    @pytest.mark.parametrize("at", [(0, 0), (52, 60), (20, 16), (0, 30)])
    def test_a_region_is_the_same_as_in_the_whole_texture(self, at: tuple[int, int], scale: int) -> None:
        settings = replace(PLAIN, scale=float(scale))
        source = texture(72, 84)
        region = Region(at[1], at[0], 24, 20)
        whole = seamless(source, settings).pixels
        rows, columns = (slice(scale * k, scale * (k + n)) for k, n in zip(at, (20, 24), strict=True))
        assert most(seamless(source, settings, region=region).pixels, whole[rows, columns]) <= 1

    def test_a_region_far_from_all_edges_is_that_of_the_picture(self) -> None:
        source, region = texture(100, 120), Region(42, 40, 24, 20)
        plain = result(source, PLAIN, region=region).pixels
        assert np.array_equal(seamless(source, PLAIN, region=region).pixels, plain)

    def test_transparency_and_a_reduction_wrap_as_well(self) -> None:
        settings = replace(PLAIN, scale=2, reduce=0.5)
        source = texture(40, 64, alpha=True)
        found = seamless(source, settings)
        assert found.alpha is not None
        whole = result(many(source), settings)
        assert whole.alpha is not None
        assert np.array_equal(found.alpha, middle(whole.alpha))
        assert step(found.pixels) < 0.8 * step(result(source, settings).pixels)

    def test_it_is_judged_as_the_plain_picture_is(self, monkeypatch: pytest.MonkeyPatch) -> None:
        seen: list[tuple[int, ...]] = []
        monkeypatch.setattr(
            "core.upscaling.loading.Loaded.cleanness", lambda loaded, pixels: seen.append(pixels.shape)
        )
        seamless(texture(24, 32), PLAIN)
        assert seen == [(24, 32, 3)]

    @pytest.mark.parametrize("finish", [Finish(0.0), Finish(0.5), Finish(0.7, keep_grain=True)])
    def test_the_finish_goes_on_over_the_edges(
        self, finish: Finish, noise_of: Callable[[int, int], None]
    ) -> None:
        settings = replace(PLAIN, finish=finish)
        source = texture(40, 48)
        found = seamless(source, settings).pixels
        noise_of(40, 48)
        assert most(found, middle(result(many(source), settings).pixels)) <= 1

    def test_a_journal_of_the_one_is_none_of_the_other(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Even where a part of a picture has the very pixels that are computed of a texture: its noise is another."""
        monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "home"))
        monkeypatch.setattr(journal, "SLOW_DISK", math.inf)
        names: list[str] = []
        identity = journal.identity

        def named(*given: Any) -> str:
            names.append(identity(*given))
            return names[-1]

        monkeypatch.setattr(run, "identity", named)
        settings, region = replace(PLAIN, tile=16), Region(90, 40, 24, 20)
        source = texture(100, 120)
        seamless(source, settings, region=region)
        result(many(source), settings, region=region)
        assert len(set(names)) == 2


def step(pixels: np.ndarray) -> float:
    """Mean difference over the meeting of edges."""
    a = pixels.astype(float)
    return float(np.abs(a[0] - a[-1]).mean() + np.abs(a[:, 0] - a[:, -1]).mean())


def steps_within(pixels: np.ndarray, every: int) -> float:
    """The same of neighbours within, at the places where the squares begin that the network makes of a pixel."""
    a = pixels.astype(float)
    down, across = np.diff(a, axis=0)[every - 1 :: every], np.diff(a, axis=1)[:, every - 1 :: every]
    return float(np.abs(down).mean() + np.abs(across).mean())


@pytest.mark.usefixtures("official")
class TestOfficial:
    SETTINGS = replace(PLAIN, model="tiny-x4", tile=None)

    @pytest.mark.parametrize("size", [(48, 64), (40, 56), (37, 50)])
    def test_the_step_where_copies_meet_is_as_small_as_others(self, size: tuple[int, int]) -> None:
        """Also where the attention's windows do not come again with the texture, and codes of the latent differ."""
        found = seamless(texture(*size), self.SETTINGS).pixels
        assert found.shape == (4 * size[0], 4 * size[1], 3)
        assert step(found) < 1.3 * steps_within(found, 4)

    def test_around_a_hole_the_picture_stays_as_it_is(self) -> None:
        source = texture(40, 56)
        hole = np.zeros((40, 56, 3), np.uint8)
        hole[:8, 44:] = 255
        settings = replace(self.SETTINGS, model="tiny-inpaint", scale=1)
        found = seamless(source, settings, mask=Picture(hole)).pixels
        kept = hole[..., 0] == 0
        assert np.array_equal(found[kept], source.pixels[kept])
        assert not np.array_equal(found[~kept], source.pixels[~kept])

    def test_a_model_for_faces_says_that_it_takes_no_notice(self) -> None:
        source, settings = texture(40, 56), replace(self.SETTINGS, model="tiny-face", scale=1)
        end = ended(source, replace(settings, tileable=True))
        assert end.picture is not None
        assert np.array_equal(end.picture.pixels, result(source, settings).pixels)
        assert any("made for faces, so the edges" in notice for notice in end.notices)


def test_settings_of_before_are_of_no_textures() -> None:
    written = SampleSettings(tileable=True).to_dict()
    assert SampleSettings.from_dict(written).tileable
    del written["tileable"]
    assert not SampleSettings.from_dict(written).tileable
