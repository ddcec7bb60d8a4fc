"""Restorers of convolutions as graphs on a Vulkan device give what torch gives; the others stay in torch."""

from dataclasses import asdict, replace
from typing import Any

import numpy as np
import pytest
import torch

from core.compute import vulkan
from core.compute.vulkan import VulkanGraph, list_devices_here
from core.compute.vulkan_survey import Verdict
from core.events import Event, JobDone
from core.images.picture import Picture
from core.jobs import CancelToken, SampleSettings, UpscaleJob
from core.networks.ncnn_graph import NcnnGraph
from core.networks.ncnn_restorers import ARCHITECTURES, can_be_exported, export_restorer
from core.networks.restorer import Restorer
from core.networks.restorers import CONFIGS
from core.upscaling import locating
from core.upscaling.upscaler import CARD_LOST, Upscaler
from core.upscaling.vulkan_check import same_on
from core.upscaling.vulkan_restorer import VulkanRestorer
from tests.core.networks.test_restorers import TINY, network
from tests.core.upscaling.vulkan_devices import CARD, surveyed

EXPORTED = [name for name in TINY if can_be_exported(name.split()[0], asdict(TINY[name]))]
CPU = SampleSettings(model="tiny", dtype="float32", color_fix="off", device="cpu")
VULKAN = replace(CPU, device="vulkan")
SOUND = Verdict(True, True, 0.1, 1.0)

on_vulkan = pytest.mark.usefixtures("vulkan_device")
pytestmark = pytest.mark.usefixtures("own_cache")


def device() -> torch.device:
    return torch.device(list_devices_here()[0].name)


def done(settings: SampleSettings, height: int = 20, width: int = 27) -> JobDone:
    pixels = np.random.default_rng(0).integers(0, 255, (height, width, 3)).astype(np.uint8)
    events: list[Event] = []
    Upscaler().run(UpscaleJob(None, settings, picture=Picture(pixels)), events.append, CancelToken())
    assert isinstance(events[-1], JobDone), events[-1]
    return events[-1]


def difference(a: JobDone, b: JobDone) -> int:
    assert a.picture is not None
    assert b.picture is not None
    return int(np.abs(a.picture.pixels.astype(int) - b.picture.pixels).max())


def test_each_architecture_can_be_written_or_is_said_to_stay_in_torch() -> None:
    assert {name.split()[0] for name in EXPORTED} == set(ARCHITECTURES) <= set(CONFIGS)
    for name in TINY:
        if name in EXPORTED:
            assert isinstance(export_restorer(network(name)), NcnnGraph)
        else:
            with pytest.raises(TypeError, match="cannot be written"):
                export_restorer(network(name))


@on_vulkan
@pytest.mark.parametrize("name", EXPORTED)
def test_the_values_are_those_of_torch_for_any_sides_and_layouts(name: str) -> None:
    here = network(name)
    there = VulkanRestorer(here, device())
    assert (there.scale, there.multiple, there.margin) == (here.scale, here.multiple, here.margin)
    for height, width in ((6, 10), (8, 8)):
        lq = torch.rand(2, 3, height, width, generator=torch.Generator().manual_seed(height))
        with torch.inference_mode():
            wanted = here(lq)
            assert wanted.std() > 1e-3
            for given in (lq, lq.to(memory_format=torch.channels_last)):
                torch.testing.assert_close(there(given), wanted, atol=1e-5, rtol=1e-4)


@on_vulkan
def test_tiles_of_one_picture_have_its_statistics_there_as_well() -> None:
    here = network("plksr x1")
    there = VulkanRestorer(network("plksr x1"), device())
    picture = torch.rand(1, 3, 12, 16, generator=torch.Generator().manual_seed(0))
    for tiles in (2, 1):
        here.look(picture, tiles)
        there.look(picture, tiles)
        with torch.inference_mode():
            torch.testing.assert_close(there(picture[..., :8]), here(picture[..., :8]), atol=1e-5, rtol=1e-4)


@on_vulkan
@pytest.mark.parametrize("half", [False, True])
def test_the_check_finds_a_sound_device_sound_and_another_not(
    half: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    tiny = network("rrdbnet x4")
    assert same_on(device(), tiny, half=half)
    real = VulkanGraph.run
    monkeypatch.setattr(VulkanGraph, "run", lambda *given: real(*given) + np.float32(0.02))
    assert not same_on(device(), tiny, half=half)
    monkeypatch.setattr(VulkanGraph, "run", lambda *given: real(*given) * np.float32("nan"))
    assert not same_on(device(), tiny, half=half)


@on_vulkan
@pytest.mark.parametrize("restorer", ["rrdbnet x2", "span x4"], indirect=True)
def test_a_job_gives_the_picture_that_the_processor_gives(restorer: int) -> None:
    there, here = (done(replace(settings, scale=restorer)) for settings in (VULKAN, CPU))
    assert there.settings["device"].startswith("vulkan:")
    assert not there.notices
    assert difference(there, here) <= 1


@on_vulkan
@pytest.mark.parametrize("restorer", ["srvgg x3"], indirect=True)
class TestFaults:
    def test_the_processor_takes_over_when_the_device_is_lost(
        self, restorer: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(locating, "same_on", lambda device, network, half: True)
        monkeypatch.setattr(VulkanGraph, "run", lambda *given: vulkan._succeed(-1))
        lost = done(replace(VULKAN, scale=restorer))
        assert CARD_LOST in lost.notices
        assert lost.settings["device"] == "cpu"

    def test_when_memory_runs_out_tiles_get_smaller(
        self, restorer: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        real, widths = VulkanGraph.run, []

        def small_only(graph: VulkanGraph, arrays: dict[str, np.ndarray], output: str) -> np.ndarray:
            widths.append(arrays["lq"].shape[2])
            if widths[-1] > 60:
                vulkan._succeed(vulkan.OUT_OF_MEMORY)
            return real(graph, arrays, output)

        monkeypatch.setattr(VulkanGraph, "run", small_only)
        there = done(replace(VULKAN, scale=restorer, tile=96), 30, 90)
        assert difference(there, done(replace(CPU, scale=restorer), 30, 90)) <= 1
        assert max(widths) > 60 > min(widths)

    def test_float16_that_overflows_is_computed_again_in_float32(
        self, restorer: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        real, formats = VulkanGraph.run, list[bool]()

        def overflowing(graph: VulkanGraph, arrays: dict[str, np.ndarray], output: str) -> np.ndarray:
            formats.append(graph.half)
            found = real(graph, arrays, output)
            return np.full_like(found, np.inf) if graph.half else found

        monkeypatch.setattr(locating, "same_on", lambda device, network, half: True)
        monkeypatch.setattr(VulkanGraph, "run", overflowing)
        there = done(replace(VULKAN, scale=restorer, dtype="float16"))
        assert formats == [True, False]
        assert difference(there, done(replace(CPU, scale=restorer))) <= 1


class TestChoice:
    @pytest.mark.parametrize(
        ("sound_in", "chosen", "dtype"),
        [
            ({True, False}, "vulkan:0", torch.float16),
            ({False}, "vulkan:0", torch.float32),
            (set(), "cpu", torch.float32),
        ],
    )
    @pytest.mark.parametrize("restorer", ["rrdbnet x4"], indirect=True)
    def test_the_number_format_is_one_in_which_the_model_comes_out_alike(
        self,
        restorer: int,
        sound_in: set[bool],
        chosen: str,
        dtype: torch.dtype,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        checks: list[bool] = []

        def same(device: torch.device, network: Restorer, *, half: bool) -> bool:
            checks.append(half)
            return half in sound_in

        surveyed(monkeypatch, (CARD, SOUND))
        monkeypatch.setattr(locating, "choose_device", lambda wanted="auto": (torch.device("cpu"), ""))
        monkeypatch.setattr(locating, "same_on", same)
        for _ in range(2):
            asked = replace(CPU, device="auto", dtype="auto" if chosen != "cpu" else "float32")
            wanted = locating.locate(asked)
            assert (str(wanted.device), wanted.dtype) == (chosen, dtype)
        assert checks == ([True] if True in sound_in else [True, False])  # each once

    @pytest.mark.parametrize(
        "restorer",
        [name for name in ("swinir x4", "dasr x4", "plksr x2, sampling") if name not in EXPORTED],
        indirect=True,
    )
    def test_what_cannot_be_written_stays_on_the_processor(
        self, restorer: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        surveyed(monkeypatch, (CARD, SOUND))
        monkeypatch.setattr(locating, "choose_device", lambda wanted="auto": (torch.device("cpu"), ""))
        for asked, notices in (("auto", 0), ("vulkan", 1)):
            wanted = locating.locate(replace(CPU, device=asked))
            assert wanted.device.type == "cpu"
            assert len(wanted.notices) == notices

    def test_tiles_are_of_a_size_that_small_cards_compute_in_time(self) -> None:
        from core.upscaling.restorer_pass import LARGEST_TILE, plan_tile_size

        given: dict[str, Any] = {"free_bytes": 10**12, "dtype": torch.float32}
        tiny = network("rrdbnet x4")
        sides = [plan_tile_size(tiny, device=torch.device(kind), **given) for kind in ("vulkan", "cpu")]
        assert sides == [LARGEST_TILE["vulkan"], LARGEST_TILE["cpu"]]
        assert sides[0] < sides[1]
