"""What the fields of a name template stand for."""

import pytest

from core.jobs import SampleSettings
from core.upscaling.naming import name_fields


@pytest.mark.parametrize(
    ("settings", "size", "out", "scale"),
    [
        (SampleSettings(scale=2), (64, 48), (128, 96), 2.0),
        (SampleSettings(target=(100, 75)), (64, 48), (100, 75), 1.562),
        (SampleSettings(target=(300, 300), fit=True), (64, 48), (300, 225), 4.688),
        (SampleSettings(target=(100, 75)), None, (100, 75), 4.0),
    ],
)
def test_the_scale_is_that_of_the_result(
    settings: SampleSettings, size: tuple[int, int] | None, out: tuple[int, int], scale: float
) -> None:
    fields = name_fields("a", settings, size, out)
    assert fields["scale"] == scale
    assert (fields["width"], fields["height"]) == out


@pytest.mark.parametrize(
    ("model", "name"),
    [("lite-x4", "lite-x4"), ("4x_Foo.v2", "4x_Foo.v2"), ("/models/4x_Foo.v2.safetensors", "4x_Foo.v2")],
)
def test_a_model_is_named_whole(model: str, name: str) -> None:
    assert name_fields("a", SampleSettings(model=model), None, (1, 1))["model"] == name
