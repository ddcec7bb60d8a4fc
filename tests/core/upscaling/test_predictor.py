"""A Lite network as a graph on a Vulkan device gives what torch gives; faults of the device are told apart."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch

from core.compute import vulkan
from core.compute.device import is_device_lost, is_out_of_memory
from core.compute.vulkan import VulkanGraph, find_vulkan_device, list_vulkan_devices
from core.errors import DeviceError
from core.events import Event, JobCancelled, JobDone
from core.images.picture import Picture
from core.jobs import NO_VULKAN_VARIABLE, CancelToken, SampleSettings, UpscaleJob
from core.networks.lite_plk import PLKConfig
from core.networks.lite_unet import LiteConfig
from core.upscaling import loading
from core.upscaling.predictor import TorchPredictor, VulkanPredictor
from core.upscaling.upscaler import CARD_LOST, Upscaler
from tests.core.networks.lite_inputs import inputs, randomised

CONFIGS = [
    LiteConfig(widths=(8, 12), blocks=(1, 1), tail_width=8, embedding=16),
    LiteConfig(scale=2, widths=(8,), blocks=(1,), tail_width=8, embedding=16),
    PLKConfig(width=16, blocks=3, tail_width=8, embedding=16),
    PLKConfig(width=8, blocks=1, large_every=1, large_share=1.0, kernel=5, tail_width=8, embedding=16),
]
CPU = SampleSettings(model="tiny", steps=2, dtype="float32", color_fix="off", device="cpu")
VULKAN = replace(CPU, device="vulkan")

on_vulkan = pytest.mark.usefixtures("vulkan_device")


@pytest.fixture
def vulkan_device() -> None:
    """Skips a test where there is no Vulkan device; asked only now, as that starts Vulkan in this process."""
    if not list_vulkan_devices():
        pytest.skip("there is no Vulkan device")


def run(settings: SampleSettings, side: int = 20, cancel: CancelToken | None = None) -> list[Event]:
    pixels = np.random.default_rng(0).integers(0, 255, (side, side + 8, 3)).astype(np.uint8)
    events: list[Event] = []
    with_picture = UpscaleJob(None, settings, picture=Picture(pixels))
    Upscaler().run(with_picture, events.append, cancel or CancelToken())
    return events


def done(settings: SampleSettings, side: int = 20) -> JobDone:
    end = run(settings, side)[-1]
    assert isinstance(end, JobDone), end
    return end


def difference(a: JobDone, b: JobDone) -> int:
    assert a.picture is not None
    assert b.picture is not None
    return int(np.abs(a.picture.pixels.astype(int) - b.picture.pixels).max())


@on_vulkan
class TestNumbers:
    @pytest.mark.parametrize("config", CONFIGS)
    def test_x0_is_that_of_torch_at_every_noise_state(self, config: LiteConfig | PLKConfig) -> None:
        network = randomised(config)
        device = find_vulkan_device("vulkan")
        assert device is not None
        here = TorchPredictor(network, torch.device("cpu"), torch.float32)
        there = VulkanPredictor(network, device)
        channels = 3 * config.scale**2
        with torch.inference_mode():
            for side, eta, kappa in ((16, 0.99, 0.5), (16, 0.01, 0.1), (24, 0.5, 2.0)):
                x_t, y, lq = (t[:1] for t in inputs(side)[:3])
                tile = (x_t[:, :channels], y[:, :channels], lq, eta, kappa * eta**0.5)
                wanted = here.x0(*tile, where="tile 1")
                assert (wanted - tile[1]).abs().max() > 0.01  # the network does something
                torch.testing.assert_close(there.x0(*tile, where="tile 1"), wanted, atol=1e-4, rtol=1e-4)

    def test_two_at_once_do_not_disturb_each_other(self) -> None:
        graph = VulkanGraph(*_convolution(), torch.device("vulkan:0"))
        x = np.random.default_rng(0).random((8, 8, 16, 16), np.float32)
        with ThreadPoolExecutor(2) as pool:
            outs = list(pool.map(lambda one: graph.run({"x": one}, "y"), x))
        np.testing.assert_allclose(np.stack(outs), 2 * x, rtol=1e-5)


@on_vulkan
@pytest.mark.usefixtures("model")
class TestJobs:
    @pytest.mark.parametrize(
        "change", [{"steps": 1}, {"steps": 4}, {"kappa": 0.1}, {"kappa": 2.0}, {"tile": 32}]
    )
    def test_a_job_gives_the_picture_that_the_processor_gives(self, change: dict[str, Any]) -> None:
        side = 70 if "tile" in change else 20
        there, here = (done(replace(settings, **change), side) for settings in (VULKAN, CPU))
        assert there.settings["device"].startswith("vulkan:")
        assert difference(there, here) <= 1

    def test_a_job_can_be_cancelled(self) -> None:
        cancel = CancelToken()
        cancel.cancel()
        assert isinstance(run(VULKAN, cancel=cancel)[-1], JobCancelled)

    def test_the_processor_takes_over_when_the_device_is_lost(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(VulkanGraph, "run", _fails_with(-1))
        lost = done(VULKAN)
        assert CARD_LOST in lost.notices
        assert lost.settings["device"] == "cpu"
        assert lost.picture is not None

    def test_when_memory_runs_out_tiles_get_smaller(self, monkeypatch: pytest.MonkeyPatch) -> None:
        real, widths = VulkanGraph.run, []

        def small_only(graph: VulkanGraph, arrays: dict[str, np.ndarray], output: str) -> np.ndarray:
            widths.append(arrays["seen"].shape[2])
            if widths[-1] > 100:
                vulkan._succeed(vulkan.OUT_OF_MEMORY)
            return real(graph, arrays, output)

        monkeypatch.setattr(VulkanGraph, "run", small_only)
        there = done(replace(VULKAN, tile=128, steps=1), 104)
        assert difference(there, done(replace(CPU, steps=1), 104)) <= 1
        assert max(widths) > 100 > min(widths)

    def test_no_numbers_end_in_a_sentence(self, monkeypatch: pytest.MonkeyPatch) -> None:
        network = randomised(CONFIGS[0])
        predictor = VulkanPredictor(network, torch.device("vulkan:0"))
        monkeypatch.setattr(VulkanGraph, "run", lambda *args: np.full((48, 16, 16), np.nan, np.float32))
        x_t, y, lq = (t[:1] for t in inputs(16)[:3])
        with pytest.raises(DeviceError, match="tile 3"):
            predictor.x0(x_t, y, lq, 0.5, 0.3, where="tile 3")


@pytest.mark.usefixtures("model")
class TestChoice:
    def test_a_device_that_is_not_there_is_replaced_with_a_sentence(self) -> None:
        wanted = loading.locate(replace(CPU, device="vulkan:99"))
        assert wanted.device.type == "cpu"
        assert "vulkan:99" in wanted.notices[0]

    def test_a_device_that_computes_nonsense_is_passed_over(
        self, monkeypatch: pytest.MonkeyPatch, unchecked: None
    ) -> None:
        monkeypatch.setattr(
            vulkan, "list_vulkan_devices", lambda: [vulkan.DeviceInfo("vulkan:0", "Nonsense (Vulkan)", 1)]
        )
        monkeypatch.setattr(vulkan, "VulkanGraph", _Nonsense)
        assert find_vulkan_device("vulkan") is None

    def test_vulkan_is_not_started_where_that_is_forbidden(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(vulkan, "_ncnn", lambda: pytest)  # has no such functions
        monkeypatch.setenv(NO_VULKAN_VARIABLE, "1")
        assert list_vulkan_devices() == []

    def test_without_ncnn_there_are_no_devices(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(vulkan, "_ncnn", lambda: None)
        assert list_vulkan_devices() == []
        assert find_vulkan_device("vulkan") is None

    def test_faults_are_told_apart(self) -> None:
        with pytest.raises(RuntimeError) as memory:
            vulkan._succeed(vulkan.OUT_OF_MEMORY)
        with pytest.raises(RuntimeError) as lost:
            vulkan._succeed(-1)
        assert is_out_of_memory(memory.value)
        assert is_device_lost(lost.value)


class _Nonsense:
    def __init__(self, *args: Any) -> None: ...

    def run(self, inputs: dict[str, np.ndarray], output: str) -> np.ndarray:
        return np.zeros((8, 24, 24), np.float32)


@pytest.fixture
def unchecked() -> Iterator[None]:
    """The outcomes of checks are forgotten before and after the test."""
    vulkan.computes_soundly_on_vulkan.cache_clear()
    yield
    vulkan.computes_soundly_on_vulkan.cache_clear()


def _convolution() -> tuple[str, bytes]:
    """A graph that doubles eight channels."""
    weight = 2 * np.eye(8, dtype=np.float32)
    text = "7767517\n2 2\nInput in 0 1 x\nConvolution conv 1 1 x y 0=8 1=1 6=64\n"
    return text, bytes(4) + weight.tobytes()


def _fails_with(code: int) -> Any:
    def run(*args: Any) -> np.ndarray:
        vulkan._succeed(code)
        raise AssertionError

    return run
