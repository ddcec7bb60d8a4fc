"""The number format of a graphics device: the soundest fast one, measured once for each device and driver."""

from pathlib import Path

import pytest
import torch
from torch import Tensor

from core.compute import number_format
from core.compute.number_format import chosen, fastest_format

WHOLE, BRAIN, HALF = torch.float32, torch.bfloat16, torch.float16


def measured(
    whole: float, brain: float | None, half: float | None, *, wrong: dict[torch.dtype, float] | None = None
) -> torch.dtype:
    """What is chosen for a device that takes so many seconds; None: it does not have the format."""
    seconds = {WHOLE: whole, BRAIN: brain, HALF: half}

    def measure(dtype: torch.dtype) -> tuple[Tensor, float]:
        taken = seconds[dtype]
        if taken is None:
            raise RuntimeError("not implemented")
        return torch.ones(3, dtype=dtype) + (wrong or {}).get(dtype, 0.0), taken

    return chosen(measure)


@pytest.mark.parametrize(
    ("whole", "brain", "half", "wanted"),
    [
        (1.0, 0.5, 0.5, BRAIN),
        (1.0, 0.5, 0.48, BRAIN),
        (1.0, 0.5, 0.3, HALF),
        (1.0, 3.0, 0.3, HALF),  # older cards imitate bfloat16
        (1.0, None, 0.3, HALF),
        (1.0, 0.9, 0.95, WHOLE),
        (1.0, None, None, WHOLE),
    ],
)
def test_half_precision_must_pay_and_bfloat16_is_the_safer(
    whole: float, brain: float | None, half: float | None, wanted: torch.dtype
) -> None:
    assert measured(whole, brain, half) == wanted


@pytest.mark.parametrize("wrong", [0.5, float("nan"), float("inf")])
def test_speed_counts_only_where_the_values_are_sound(wrong: float) -> None:
    assert measured(1.0, 0.1, 0.1, wrong={BRAIN: wrong}) == HALF
    assert measured(1.0, 0.1, 0.1, wrong={BRAIN: wrong, HALF: wrong}) == WHOLE


def test_where_memory_runs_out_nothing_is_chosen_or_remembered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(device: torch.device, dtype: torch.dtype) -> tuple[Tensor, float]:
        if dtype == BRAIN:
            raise torch.OutOfMemoryError("CUDA out of memory")
        return torch.ones(3), 1.0

    def empty(device: torch.device, dtype: torch.dtype) -> tuple[Tensor, float]:
        return torch.ones(3), 1.0 if dtype == WHOLE else 0.1

    monkeypatch.setattr("core.storage.remembered.user_cache", lambda: tmp_path)
    monkeypatch.setattr(number_format, "identity", str)
    monkeypatch.setattr(number_format, "_measure", full)
    with pytest.raises(torch.OutOfMemoryError):
        fastest_format(torch.device("cuda:0"))
    monkeypatch.setattr(number_format, "_measure", empty)
    assert fastest_format(torch.device("cuda:0")) == BRAIN


def test_it_is_measured_once_for_each_device_and_driver(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    measured = list[torch.dtype]()

    def measure(device: torch.device, dtype: torch.dtype) -> tuple[Tensor, float]:
        measured.append(dtype)
        return torch.ones(3), 1.0 if dtype == WHOLE else 0.1

    monkeypatch.setattr("core.storage.remembered.user_cache", lambda: tmp_path / "new")
    monkeypatch.setattr(number_format, "_measure", measure)
    monkeypatch.setattr(number_format, "identity", str)
    first, second = torch.device("cuda:0"), torch.device("cuda:1")
    assert [fastest_format(device) for device in (first, first, second, first)] == [BRAIN] * 4
    assert measured == [WHOLE, BRAIN, HALF] * 2
    (tmp_path / "new" / "formats.json").write_text('{"cuda:0": "float8"}', "utf-8")
    assert fastest_format(first) == BRAIN
    assert len(measured) == 9


def test_the_real_block_runs_in_every_format(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(number_format, "SIDE", 32)
    monkeypatch.setattr(number_format, "WIDTH", 8)
    for dtype in number_format.FORMATS:
        out, seconds = number_format._measure(torch.device("cpu"), dtype)
        assert (out.dtype, seconds > 0, bool(out.isfinite().all())) == (dtype, True, True)
        assert 0.01 < float(out.std()) < 10
