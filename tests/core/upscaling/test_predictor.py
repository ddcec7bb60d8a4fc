"""A Lite network as a graph on a Vulkan device gives what torch gives; faults of the device are told apart."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from core.compute import vulkan, vulkan_survey
from core.compute.faults import is_device_lost, is_out_of_memory
from core.compute.vulkan import VulkanGraph, free_vulkan_memory, is_still_there, list_devices_here
from core.compute.vulkan_survey import Survey, Verdict, VulkanDevice
from core.errors import DeviceError
from core.events import Event, JobCancelled, JobDone
from core.images.picture import Picture
from core.jobs import NO_VULKAN_VARIABLE, CancelToken, SampleSettings, UpscaleJob
from core.models.catalog import BUILT_IN_FOLDER
from core.networks.lite_plk import PLKConfig
from core.networks.lite_unet import LiteConfig
from core.upscaling import locating, vulkan_check
from core.upscaling.networks import lite_network
from core.upscaling.predictor import MOST_GRAPHS, NoiseState, Predictor, TorchPredictor, VulkanPredictor
from core.upscaling.upscaler import CARD_LOST, Upscaler
from core.upscaling.vulkan_check import same_on, verdict_on
from tests.core.networks.lite_inputs import inputs, randomised, with_four_ends
from tests.core.upscaling.vulkan_devices import CARD, surveyed

CONFIGS = [
    LiteConfig(widths=(8, 12), blocks=(1, 1), tail_width=8, embedding=16),
    LiteConfig(scale=2, widths=(8,), blocks=(1,), tail_width=8, embedding=16),
    PLKConfig(width=16, blocks=3, tail_width=8, embedding=16),
    PLKConfig(width=8, blocks=1, large_every=1, large_share=1.0, kernel=5, tail_width=8, embedding=16),
]
CPU = SampleSettings(model="tiny", steps=2, dtype="float32", color_fix="off", device="cpu")
VULKAN = replace(CPU, device="vulkan")

on_vulkan = pytest.mark.usefixtures("vulkan_device")
pytestmark = pytest.mark.usefixtures("own_cache")


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
        device = torch.device(list_devices_here()[0].name)
        here = TorchPredictor(network, torch.device("cpu"), torch.float32)
        there = VulkanPredictor(network, device)
        channels = 3 * config.scale**2
        with torch.inference_mode():
            for side, eta, kappa in ((16, 0.99, 0.5), (16, 0.01, 0.1), (24, 0.5, 2.0)):
                x_t, y, lq = (t[:1] for t in inputs(side)[:3])
                tile = (x_t[:, :channels], y[:, :channels], lq, NoiseState(eta, kappa * eta**0.5))
                wanted = here.x0(*tile, where="tile 1")
                assert (wanted - tile[1]).abs().max() > 0.01  # the network does something
                torch.testing.assert_close(there.x0(*tile, where="tile 1"), wanted, atol=1e-4, rtol=1e-4)

    @pytest.mark.parametrize(("height", "width"), [(5, 5), (6, 7), (3, 1), (1, 6)])
    @pytest.mark.parametrize("half", [False, True])
    def test_tiles_may_have_any_sides(self, height: int, width: int, half: bool) -> None:
        """Also those whose channels do not begin at multiples of 16 bytes."""
        device = torch.device(list_devices_here()[0].name)
        x = np.random.default_rng(0).random((8, height, width), np.float32)
        graph = VulkanGraph(*_convolution(), device, half=half)
        np.testing.assert_allclose(graph.run({"x": x}, "y"), 2 * x, rtol=1e-2)

    def test_one_that_is_not_there_is_lost_and_no_other_takes_its_place(self) -> None:
        with pytest.raises(RuntimeError) as lost:
            VulkanGraph(*_convolution(), torch.device("vulkan:99"))
        assert is_device_lost(lost.value)

    def test_a_device_is_known_again_by_more_than_its_number(self) -> None:
        here = list_devices_here()[0]
        assert is_still_there(here)
        assert not is_still_there(replace(here, title="another"))
        assert not is_still_there(replace(here, name="vulkan:99"))

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
        monkeypatch.setattr(locating, "same_on", lambda device, network, half: True)
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
            predictor.x0(x_t, y, lq, NoiseState(0.5, 0.3), where="tile 3")


@pytest.mark.usefixtures("model")
class TestChoice:
    def test_a_device_that_is_not_there_is_replaced_with_a_sentence(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        surveyed(monkeypatch)
        wanted = locating.locate(replace(CPU, device="vulkan:99"))
        assert wanted.device.type == "cpu"
        assert "vulkan:99" in wanted.notices[0]

    def test_a_device_that_is_not_known_is_looked_for_again(self, monkeypatch: pytest.MonkeyPatch) -> None:
        surveyed(monkeypatch)
        installed = Survey("", (CARD,), {CARD.identity: Verdict(True, False, 0.1, 1.0)})

        def look_again() -> Survey:
            monkeypatch.setattr(locating, "survey", lambda: installed)
            return installed

        monkeypatch.setattr(locating, "look_again", look_again)
        monkeypatch.setattr(locating, "same_on", lambda device, network, half: True)
        wanted = locating.locate(replace(CPU, device="vulkan"))
        assert (str(wanted.device), wanted.notices) == ("vulkan:0", ())

    @pytest.mark.parametrize("asked", ["auto", "vulkan:0"])
    @pytest.mark.parametrize("then", [None, Verdict(True, False, 0.1, 1.0)])
    def test_one_that_was_taken_out_since_gives_way_to_what_is_there(
        self, asked: str, then: Verdict | None, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        surveyed(monkeypatch, (replace(CARD, title="Taken out"), Verdict(True, False, 0.1, 1.0)))
        monkeypatch.setattr(locating, "choose_device", lambda wanted="auto": (torch.device("cpu"), ""))
        monkeypatch.setattr(locating, "same_on", lambda device, network, half: True)
        monkeypatch.setattr(locating, "is_still_there", lambda device: device == CARD)
        now = Survey("", (CARD,), {CARD.identity: then}) if then is not None else Survey()

        def look_again() -> Survey:
            monkeypatch.setattr(locating, "survey", lambda: now)
            return now

        monkeypatch.setattr(locating, "look_again", look_again)
        wanted = locating.locate(replace(CPU, device=asked))
        assert str(wanted.device) == ("cpu" if then is None else "vulkan:0")

    def test_the_driver_of_a_device_that_is_not_trusted_is_not_started(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        surveyed(monkeypatch, (CARD, Verdict(False, reason=vulkan_survey.CRASHED)))
        monkeypatch.setattr(locating, "is_still_there", lambda device: pytest.fail("started"))
        assert locating.locate(replace(CPU, device="vulkan:0")).device.type == "cpu"

    @pytest.mark.parametrize("asked", ["auto", "vulkan"])
    def test_where_memory_is_short_that_is_said_and_nothing_remembered(
        self, asked: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(device: torch.device, network: object, half: bool) -> bool:
            raise RuntimeError("Vulkan: out of memory.")

        surveyed(monkeypatch, (CARD, Verdict(True, False, 0.1, 1.0)))
        monkeypatch.setattr(locating, "choose_device", lambda wanted="auto": (torch.device("cpu"), ""))
        monkeypatch.setattr(locating, "same_on", full)
        wanted = locating.locate(replace(CPU, device=asked))
        assert wanted.notices == ("Card (Vulkan) has too little free memory, so the processor is used.",)
        monkeypatch.setattr(locating, "same_on", lambda device, network, half: True)
        assert str(locating.locate(replace(CPU, device=asked)).device) == "vulkan:0"

    def test_a_device_that_computes_nonsense_is_passed_over(self, monkeypatch: pytest.MonkeyPatch) -> None:
        surveyed(monkeypatch, (CARD, Verdict(False, reason="it computes other values than the processor")))
        for asked in ("auto", "vulkan", "vulkan:0"):
            wanted = locating.locate(replace(CPU, device=asked))
            assert wanted.device.type == "cpu"
            assert "Card (Vulkan)" in wanted.notices[0]
            assert "other values" in wanted.notices[0]

    @pytest.mark.parametrize(
        ("verdict", "device", "dtype"),
        [
            (Verdict(True, False, 0.1, 1.0), "vulkan:0", torch.float32),
            (Verdict(True, True, 0.1, 1.0), "vulkan:0", torch.float16),
            (Verdict(True, False, 0.9, 1.0), "cpu", torch.float32),
        ],
    )
    def test_where_torch_has_no_card_the_best_one_on_vulkan_is_taken(
        self, verdict: Verdict, device: str, dtype: torch.dtype, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        surveyed(monkeypatch, (CARD, verdict))
        monkeypatch.setattr(locating, "choose_device", lambda wanted="auto": (torch.device("cpu"), ""))
        monkeypatch.setattr(locating, "same_on", lambda device, network, half: True)
        wanted = locating.locate(replace(CPU, device="auto", dtype="auto" if device != "cpu" else "float32"))
        assert (str(wanted.device), wanted.dtype, wanted.notices) == (device, dtype, ())

    def test_torchs_own_card_comes_first(self, monkeypatch: pytest.MonkeyPatch) -> None:
        surveyed(monkeypatch, (CARD, Verdict(True, False, 0.1, 1.0)))
        monkeypatch.setattr(locating, "choose_device", lambda wanted="auto": (torch.device("cuda:0"), ""))
        assert str(locating.locate(replace(CPU, device="auto")).device) == "cuda:0"

    def test_a_model_that_comes_out_otherwise_there_stays_on_the_processor(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        surveyed(monkeypatch, (CARD, Verdict(True, False, 0.1, 1.0)))
        monkeypatch.setattr(locating, "same_on", lambda device, network, half: False)
        assert locating.locate(replace(CPU, device="auto")).device.type == "cpu"
        wanted = locating.locate(replace(CPU, device="vulkan"))
        assert wanted.device.type == "cpu"
        assert "computes other values" in wanted.notices[0]

    def test_vulkan_is_not_started_where_that_is_forbidden(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(vulkan, "_ncnn", lambda: pytest)  # has no such functions
        monkeypatch.setenv(NO_VULKAN_VARIABLE, "1")
        assert list_devices_here() == []

    def test_without_ncnn_there_are_no_devices(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(vulkan, "_ncnn", lambda: None)
        assert list_devices_here() == []

    def test_one_that_cannot_be_started_is_left_out_and_lost_where_it_was_known(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        info = SimpleNamespace(device_name=lambda: "Card", type=lambda: 0, driver_version=lambda: 1)
        started = SimpleNamespace(get_heap_budget=lambda: 7)
        library = SimpleNamespace(
            get_gpu_count=lambda: 2,
            get_gpu_info=lambda number: info,
            get_gpu_device=lambda number: started if number == 1 else None,
        )
        monkeypatch.delenv(NO_VULKAN_VARIABLE, raising=False)
        monkeypatch.setattr(vulkan, "_ncnn", lambda: library)
        assert [device.name for device in list_devices_here()] == ["vulkan:1"]
        assert free_vulkan_memory(torch.device("vulkan:1")) == 7 * 2**20
        with pytest.raises(RuntimeError) as lost:
            free_vulkan_memory(torch.device("vulkan:0"))
        assert is_device_lost(lost.value)

    def test_faults_are_told_apart(self) -> None:
        with pytest.raises(RuntimeError) as memory:
            vulkan._succeed(vulkan.OUT_OF_MEMORY)
        with pytest.raises(RuntimeError) as lost:
            vulkan._succeed(-1)
        assert is_out_of_memory(memory.value)
        assert is_device_lost(lost.value)


class TestCheck:
    """What the other process finds out about a device, with predictors in place of devices."""

    @staticmethod
    def verdict(make: Callable[[bool], Predictor]) -> Verdict:
        verdict = verdict_on(CARD, Known(0.0), lambda device, half: make(half))
        assert verdict is not None
        return verdict

    def test_equal_values_are_sound(self) -> None:
        assert self.verdict(lambda half: Known(1e-4)).sound

    def test_other_values_are_not(self) -> None:
        verdict = self.verdict(lambda half: Known(0.1))
        assert not verdict.sound
        assert "other values" in verdict.reason

    def test_a_card_that_leaves_out_what_the_network_adds_in_the_mean_is_not_sound(self) -> None:
        assert not self.verdict(lambda half: Known(2e-3)).sound

    def test_a_card_that_mixes_up_channels_of_odd_length_is_not_sound(self) -> None:
        class Mixing(Known):
            def x0(self, x_t: Tensor, y: Tensor, *rest: Any, **where: Any) -> Tensor:
                return y if y[0, 0].numel() % 4 == 0 else y.flip(1)

        assert not self.verdict(lambda half: Mixing(0.0)).sound

    def test_values_that_are_no_numbers_are_not(self) -> None:
        assert not self.verdict(lambda half: Known(float("nan"))).sound

    def test_what_cannot_be_computed_is_said(self) -> None:
        def fail(half: bool) -> Predictor:
            raise RuntimeError("Vulkan: not able to compute this (-1).")

        assert "not able" in self.verdict(fail).reason

    @pytest.mark.parametrize("short", [False, True])
    def test_where_memory_runs_out_there_is_no_verdict(self, short: bool) -> None:
        def build(device: VulkanDevice, half: bool) -> Predictor:
            if half == short:
                vulkan._succeed(vulkan.OUT_OF_MEMORY)
            return Known(0.0)

        assert verdict_on(CARD, Known(0.0), build) is None

    @pytest.mark.parametrize(("wrong", "taken"), [(1e-3, True), (1e-2, False)])
    def test_float16_is_taken_where_it_is_sound_and_faster(
        self, wrong: float, taken: bool, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        times = iter([1.0, 0.5, 0.2])  # the processor's, float32's, float16's
        monkeypatch.setattr(vulkan_check, "timed", lambda work: next(times))
        verdict = self.verdict(lambda half: Known(wrong if half else 0.0))
        assert (verdict.half, verdict.seconds) == ((True, 0.2) if taken else (False, 0.5))

    @on_vulkan
    @pytest.mark.parametrize("half", [False, True])
    def test_a_real_device_computes_a_network_as_torch_does(self, half: bool) -> None:
        device = torch.device(list_devices_here()[0].name)
        assert same_on(device, lite_network(built_in()), half=half)

    @on_vulkan
    def test_float16_that_overflows_is_computed_again_in_float32(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        device = torch.device(list_devices_here()[0].name)
        predictor = VulkanPredictor(randomised(CONFIGS[0]), device, half=True)
        whole = VulkanPredictor(randomised(CONFIGS[0]), device)
        lq = torch.full((1, 3, 16, 16), 0.1)
        y = lq.repeat_interleave(predictor.scale**2, 1)
        real = VulkanGraph.run
        formats: list[bool] = []

        def run(self: VulkanGraph, inputs: dict[str, np.ndarray], output: str) -> np.ndarray:
            formats.append(self.half)
            return (
                np.full_like(real(self, inputs, output), np.inf) if self.half else real(self, inputs, output)
            )

        wanted = whole.x0(y, y, lq, NoiseState(0.5, 0.3), where="tile 1")
        monkeypatch.setattr(VulkanGraph, "run", run)
        assert torch.allclose(predictor.x0(y, y, lq, NoiseState(0.5, 0.3), where="tile 1"), wanted, atol=1e-4)
        assert formats == [True, False]


class TestGraphs:
    """A graph for each kappa and verdict, built once while few of them take turns; without a device."""

    class Built:
        made = 0

        def __init__(self, param: str, weights: bytes, device: torch.device, *, half: bool) -> None:
            type(self).made += 1
            self.weights, self.half = weights, half

        def run(self, arrays: dict[str, np.ndarray], output: str) -> np.ndarray:
            first = np.frombuffer(self.weights[:4096], np.float32).sum()
            return np.full((48, *arrays["seen"].shape[1:]), first, np.float32)

    @pytest.fixture
    def predictor(self, monkeypatch: pytest.MonkeyPatch) -> VulkanPredictor:
        monkeypatch.setattr(self.Built, "made", 0)
        monkeypatch.setattr(VulkanPredictor, "graph", self.Built)
        return VulkanPredictor(with_four_ends(), torch.device("vulkan:0"))

    @torch.inference_mode()
    def x0(self, predictor: VulkanPredictor, kappa: float, clean: float | None) -> torch.Tensor:
        lq = torch.rand(1, 3, 8, 8, generator=torch.Generator().manual_seed(1)) * 2 - 1
        y = lq.repeat_interleave(16, 1)
        return predictor.x0(y, y, lq, NoiseState(0.5, kappa * 0.5**0.5, clean), where="tile 1")

    def test_those_that_come_again_are_kept(self, predictor: VulkanPredictor) -> None:
        states = [(0.1, 0.0), (0.1, 1.0), (1.0, 0.0)]
        first = [self.x0(predictor, *state) for state in states]
        made = self.Built.made
        assert all(torch.equal(self.x0(predictor, *s), x0) for s, x0 in zip(states, first, strict=True))
        assert self.Built.made == made == 4  # these, and the one that it began with
        assert not torch.equal(first[0], first[1])
        assert not torch.equal(first[0], first[2])

    def test_few_are_kept(self, predictor: VulkanPredictor) -> None:
        for k in range(10):
            self.x0(predictor, 0.5, k / 16)
        assert len(predictor._kept) == MOST_GRAPHS

    def test_without_a_verdict_the_judge_is_asked_about_the_tile(self, predictor: VulkanPredictor) -> None:
        assert predictor.judge is not None
        assert torch.equal(self.x0(predictor, 0.5, None), self.x0(predictor, 0.5, 0.5))  # it is untrained

    def test_another_number_format_is_another_graph(self, predictor: VulkanPredictor) -> None:
        self.x0(predictor, 0.5, 0.25)
        key = predictor._key
        predictor.cast(torch.float16)
        assert predictor._key == (*key[:2], True)
        assert predictor._graph.half
        made = self.Built.made
        predictor.cast(torch.float32)
        assert (predictor._key, self.Built.made) == (key, made)


def built_in() -> Path:
    return next(BUILT_IN_FOLDER.glob("*/*.safetensors"))


class Known:
    """A predictor whose x0 is y, wrong by a known amount."""

    scale, multiple, bytes_per_pixel, device, home = 2, 1, 1, torch.device("cpu"), torch.device("cpu")
    judge = squares = None

    def __init__(self, wrong: float) -> None:
        self.wrong = wrong

    def x0(self, x_t: Tensor, y: Tensor, lq: Tensor, state: NoiseState, *, where: str | None) -> Tensor:
        return y + self.wrong


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
