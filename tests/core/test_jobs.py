"""What is asked of the engine: how large a result becomes, and which values are refused."""

import pytest

from core.errors import SettingsError
from core.jobs import SampleSettings


@pytest.mark.parametrize(
    ("settings", "size", "made"),
    [
        (SampleSettings(scale=2.5), (11, 3), (28, 8)),
        (SampleSettings(scale=0.05), (3, 3), (1, 1)),
        (SampleSettings(scale=1), (5, 7), (5, 7)),
        (SampleSettings(target=(7, 9)), (3, 3), (7, 9)),
        (SampleSettings(target=(2000, 1500), fit=True), (400, 300), (2000, 1500)),
        (SampleSettings(target=(2000, 1500), fit=True), (300, 400), (1125, 1500)),
        (SampleSettings(target=(2000, 65535), fit=True), (400, 100), (2000, 500)),
        (SampleSettings(target=(1080, 1080), fit=True, cover=True), (400, 300), (1440, 1080)),
        (SampleSettings(target=(1080, 1080), fit=True, cover=True), (300, 400), (1080, 1440)),
        (SampleSettings(target=(1080, 1080), fit=True, cover=True), (50, 50), (1080, 1080)),
        (SampleSettings(target=(1080, 1080), fit=True), (300, 400), (810, 1080)),
        # a typed width of which the height came by rounding is kept to the pixel
        (SampleSettings(target=(1000, 1), fit=True), (10000, 3), (1000, 1)),
        (SampleSettings(target=(1001, 334), fit=True), (300, 100), (1001, 334)),
    ],
)
def test_sizes_of_results(settings: SampleSettings, size: tuple[int, int], made: tuple[int, int]) -> None:
    assert settings.size_of(*size) == made


@pytest.mark.parametrize(
    "values",
    [
        {"resolution": 0.5},
        {"reduce": 0.05},
        {"reduce": 1.5},
        {"reduce": "much"},
        {"resolution": 1e9},
        {"target": [1, 99999999999]},
        {"tile": 15},
        {"tile": 2**63},
    ],
)
def test_values_out_of_range_are_refused(values: dict[str, object]) -> None:
    with pytest.raises(SettingsError):
        SampleSettings.from_dict(values)


@pytest.mark.parametrize("reduce", ["auto", 0.5, 1, 1.0])
def test_settings_come_back_from_a_file(reduce: object) -> None:
    settings = SampleSettings.from_dict({"reduce": reduce, "resolution": 300, "fit": True, "target": [3, 4]})
    assert SampleSettings.from_dict(settings.to_dict()) == settings
    assert settings.reduce == reduce
