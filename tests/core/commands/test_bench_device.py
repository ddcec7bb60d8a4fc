"""What `bench` counts on graphics devices, with torch's "meta" and the processor in their place."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import save_file

from core.cli import main
from core.commands import bench_peak
from core.commands.bench_breakdown import breakdown, step_launches
from core.commands.bench_device import crossings, launches, queue_seconds
from core.commands.bench_peak import peak_convolution
from core.compute.recorded import Recorded
from core.errors import EngineError
from core.jobs import CancelToken, SampleSettings
from core.models import catalog, library
from core.upscaling.locating import locate
from core.upscaling.predictor import TorchPredictor
from core.upscaling.upscaler import Upscaler
from tests.core.models.published_restorers import MIDDLE, Published, rrdbnet, span

PLAIN = SampleSettings(model="tiny", steps=1, dtype="float32", device="cpu")
CPU = torch.device("cpu")


@pytest.mark.parametrize("inference", [False, True])
def test_bytes_that_cross_are_counted_once(inference: bool) -> None:
    def work() -> None:
        with torch.inference_mode(inference):
            x = torch.zeros(1000).to("meta")
            y = (x + 1).mul_(2).to(torch.float16)
            y[:10].copy_(torch.zeros(10))
            torch.ones(50) + 1

    found = crossings(work)
    assert found["to_device_mb"] >= 0.004
    assert found["to_device_mb"] < 0.0061
    assert (found["from_device_mb"], found["crossings"]) == (0, 2)


def test_launches_are_counted() -> None:
    x = torch.ones(3)
    few, many = (launches(lambda n=n: [x + 1 for _ in range(n)], CPU) for n in (2, 20))
    assert many == 10 * few > 0


@pytest.mark.usefixtures("model")
def test_a_queue_and_a_step_are_measured() -> None:
    engine = Upscaler()
    assert queue_seconds(engine, PLAIN, 16, 3) > 0
    assert step_launches(engine.loaded(locate(PLAIN)), PLAIN, 16) > 10


@pytest.mark.usefixtures("model")
def test_operations_are_counted_though_launches_are_recorded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A recording that is repeated shows no operations."""
    engine = Upscaler()
    loaded = engine.loaded(locate(PLAIN))
    predictor = loaded.predictor
    assert isinstance(predictor, TorchPredictor)
    whole = predictor.x0
    predictor.repeated = Recorded(loaded.network, lambda call, inputs: lambda *now: torch.zeros_like(now[0]))
    monkeypatch.setattr(predictor, "x0", lambda *inputs, where: whole(*inputs, where=None))
    figures = breakdown(loaded, PLAIN, 16, peak=1.0, rounds=1)
    assert figures["step_gflop"] == figures["last_step_gflop"] > 0


@pytest.mark.usefixtures("model")
def test_a_queue_that_fails_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Upscaler()
    monkeypatch.setattr(engine, "run_all", lambda jobs, emit, cancel: None)
    with pytest.raises(EngineError, match="0 results of 2"):
        queue_seconds(engine, PLAIN, 16, 2)


def test_the_peak_of_a_device_is_that_of_a_full_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a clock that counts seconds and a convolution that notes its inputs."""
    seen: list[tuple[int, ...]] = []
    clock = iter(range(100))
    monkeypatch.setattr(bench_peak.time, "perf_counter", lambda: next(clock))
    real = torch.nn.Conv2d.forward

    def forward(layer: Any, x: torch.Tensor) -> torch.Tensor:
        seen.append(tuple(x.shape))
        return real(layer, x) if x.device.type == "cpu" else torch.zeros(1, 1, 1, 1)

    monkeypatch.setattr(torch.nn.Conv2d, "forward", forward)
    assert peak_convolution("cpu", torch.float32, 8, 16) == 2 * 9 * 64 * 256
    assert set(seen) == {(1, 8, 16, 16)}
    seen.clear()
    monkeypatch.setattr(bench_peak, "DEVICE_PIXELS", 1000)
    monkeypatch.setattr(bench_peak, "CALLS", 5)
    assert peak_convolution("meta", torch.float32, 8, 16) == 2 * 9 * 64 * 256 * 3 * 5
    assert (set(seen), len(seen)) == ({(3, 8, 16, 16)}, 45)


@pytest.mark.parametrize("of", [rrdbnet(MIDDLE), span(4)], ids=["rrdbnet", "span"])
def test_a_model_that_restores_at_once_has_one_step(
    of: Published, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalog, "own_folder", lambda: tmp_path / "models")
    save_file(of.state, tmp_path / "quick.safetensors")
    key = library.import_file(
        tmp_path / "quick.safetensors", choice=None, emit=lambda event: None, cancel=CancelToken()
    )
    settings = replace(PLAIN, model=key)
    loaded = Upscaler().loaded(locate(settings))
    figures = breakdown(loaded, settings, 16, peak=1.0, rounds=1)
    assert figures["step_gflop"] > 0
    assert figures["step_seconds"] > 0
    assert "last_step_seconds" not in figures
    assert step_launches(loaded, settings, 16) > 10


@pytest.mark.parametrize("option", ["side", "steps", "rounds", "queue"])
@pytest.mark.parametrize("value", ["0", "-5", "many"])
def test_numbers_that_cannot_be_are_refused_at_once(
    option: str, value: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        main(["bench", f"--{option}={value}"])
    assert end.value.code == 2
    assert f"--{option}: '{value}' is no whole number from 1 on" in capsys.readouterr().err
