"""What a plan decides by the look of its picture."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from core.images.framing import AS_IT_IS
from core.images.picture import Picture
from core.jobs import SampleSettings, UpscaleJob
from core.upscaling.loading import Loaded
from core.upscaling.locating import locate
from core.upscaling.plan import Input, Plan, make_plan, passes_needed, settled
from core.upscaling.upscaler import Upscaler

SETTINGS = SampleSettings(model="tiny", steps=2, dtype="float32", device="cpu")


def plan_for(picture: Picture, reduce: Any) -> Plan:
    settings = replace(SETTINGS, reduce=reduce)
    loaded = Upscaler().loaded(locate(settings))
    return make_plan(
        UpscaleJob(None, settings), Input(picture, None, AS_IT_IS), settled(settings, loaded), loaded
    )


@pytest.mark.usefixtures("model")
@pytest.mark.parametrize("reduce", [1.0, 0.5, "auto"])
def test_what_lies_under_full_transparency_decides_nothing(
    reduce: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pictures that look alike get the same verdicts, whatever their hidden colours are."""
    monkeypatch.setattr(Loaded, "cleanness", lambda loaded, pixels: float(pixels.mean()))
    rng = np.random.default_rng(0)
    steps = np.kron(rng.integers(0, 255, (8, 8, 3)), np.ones((10, 10, 1))).astype(np.uint8)
    alpha = np.zeros((80, 80), np.uint8)
    alpha[20:60, 20:60] = 255
    hidden = np.where(alpha[..., None] > 0, steps, rng.integers(0, 255, steps.shape)).astype(np.uint8)
    plans = [plan_for(Picture(pixels, alpha), reduce) for pixels in (steps, hidden)]
    assert plans[0].clean == plans[1].clean
    assert plans[0].reduced == plans[1].reduced


@pytest.mark.parametrize("reduce", [1.0, 0.75, 0.5, 1 / 3, 0.25])
@pytest.mark.parametrize("side", [8, 9, 299, 300, 301, 302, 303, 1023, 3999])
def test_rounding_to_whole_pixels_is_no_reason_for_another_pass(reduce: float, side: int) -> None:
    """At four times as much as the reduced picture has, a model of that scale is asked once; a second time is needed
    for more."""
    for more, passes in ((1.0, 1), (0.99, 1), (1.5, 2), (4.0, 2)):
        settings = replace(SETTINGS, scale=4 * reduce * more, reduce=reduce)
        out = settings.size_of(side, side)
        assert passes_needed(4, (side, side), reduce, out) == passes, (side, reduce, more)


@pytest.mark.usefixtures("model")
@pytest.mark.parametrize(
    ("native", "scale", "reduce", "said"),
    [
        (1, 1.0, 1.0, ""),
        (1, 0.5, 1.0, ""),
        (1, 4.0, 1.0, "does not enlarge: the enlargement is interpolated."),
        (2, 8.0, 1.0, ""),
        (2, 8.0, 0.5, "enlarges the reduced picture up to 8 times: the rest is interpolated."),
        (2, 16.0, 1.0, "enlarges up to 8 times: the rest is interpolated."),
        (4, 16.0, 1.0, ""),
    ],
)
def test_what_the_model_does_not_reach_is_told(native: int, scale: float, reduce: float, said: str) -> None:
    settings = replace(SETTINGS, scale=scale, reduce=reduce)
    loaded = Upscaler().loaded(locate(settings))
    loaded = replace(loaded, recipe=replace(loaded.recipe, scale=native))
    source = Input(Picture(np.zeros((10, 16, 3), np.uint8)), None, AS_IT_IS)
    plan = make_plan(UpscaleJob(None, settings), source, settled(settings, loaded), loaded)
    assert plan.notices == ((f"{loaded.recipe.title} {said}",) if said else ())
