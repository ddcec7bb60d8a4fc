"""A pass of a restorer on a device: what it copies and waits for, and that its way of working changes no result."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from core.diffusion.schedule import ScheduleConfig
from core.errors import DeviceError
from core.jobs import CancelToken, Region
from core.networks.dasr import DASR
from core.networks.restorer import Restorer
from core.networks.rrdbnet import RRDBNet
from core.upscaling import pixel_field, restorer_pass
from core.upscaling.finish import color_fixed
from core.upscaling.restorer_pass import RestorerPass, plan_home
from tests.core.crossings import Crossings
from tests.core.networks.test_restorers import TINY, network

CPU, META = torch.device("cpu"), torch.device("meta")
THE_PROCESSOR = torch.device("cpu", 0)  # the same as CPU for torch, but told apart from it
SCHEDULE = ScheduleConfig(kind="free").build(1)
PICTURE = np.random.default_rng(0).random((72, 92, 3), np.float32)


def nothing(tile: int, tiles: int) -> None:
    pass


class Resident(RestorerPass):
    """A pass that works on the processor as it would on a device, until its result goes to THE_PROCESSOR."""

    @property
    def resident(self) -> bool:
        return self.home != THE_PROCESSOR


def new_pass(
    name: str = "rrdbnet x4", kind: type[RestorerPass] = RestorerPass, device: torch.device = CPU
) -> RestorerPass:
    net = network(name).to(device).requires_grad_(False)
    return kind(net, device, torch.float32, 32, CancelToken(), device)


@torch.inference_mode()
def x0(pass_: RestorerPass) -> Tensor:
    (step,) = pass_.steps(pass_.start(PICTURE), SCHEDULE, nothing)
    return step.x0


@dataclass
class Doors:
    """In place of core.compute.crossing: notes what leaves the device, and makes it up."""

    downloads: list[tuple[int, ...]] = field(default_factory=list)
    questions: int = 0

    def download(self, tensor: Tensor) -> np.ndarray:
        self.downloads.append(tuple(tensor.shape))
        return np.zeros(tensor.shape, np.uint8)

    def holds(self, flag: Tensor) -> bool:
        assert (flag.device.type, flag.shape) == ("meta", ())
        self.questions += 1
        return True


@pytest.mark.parametrize("name", TINY)
@torch.no_grad()  # in inference mode the recorder would see no copies
def test_a_pass_crosses_once_in_and_once_out(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The device is torch's "meta", which has shapes but no values: what would cross cannot be hidden there."""
    doors = Doors()
    monkeypatch.setattr(pixel_field, "download", doors.download)
    monkeypatch.setattr(restorer_pass, "holds", doors.holds)
    pass_ = new_pass(name, device=META)
    with Crossings() as crossings:
        start = pass_.start(PICTURE)
        assert crossings.found == ["aten._to_copy"]
        crossings.found.clear()
        (step,) = pass_.steps(start, SCHEDULE, nothing)
        assert (doors.questions, doors.downloads) == (1, [])
        pass_.preview(start, step.x0, Region(0, 0, 92, 72), largest=92, exact=False)
        doors.downloads.clear()
        pixels = color_fixed(
            pass_.result(start, step.x0), PICTURE, scale=pass_.scale, fix="wavelet", dtype=np.uint8
        )
    shape = (72 * pass_.scale, 92 * pass_.scale, 3)
    assert pixels.shape == shape
    assert doors.downloads == [shape]
    assert crossings.found == []


@pytest.mark.parametrize("name", TINY)
def test_resident_is_streaming(name: str) -> None:
    assert torch.equal(x0(new_pass(name, Resident)), x0(new_pass(name)))


def test_values_that_are_no_numbers_are_found_at_the_end_and_computed_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wanted, real, calls = x0(new_pass()), RRDBNet.forward, list[int]()

    def overflows(self: RRDBNet, lq: Tensor) -> Tensor:
        calls.append(1)
        return real(self, lq) * (torch.inf if len(calls) == 2 else 1)

    monkeypatch.setattr(RRDBNet, "forward", overflows)
    assert torch.equal(x0(new_pass(kind=Resident)), wanted)
    assert len(calls) == 2 * 9


def test_values_that_stay_no_numbers_end_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        RRDBNet, "forward", lambda self, lq: lq.repeat_interleave(4, 2).repeat_interleave(4, 3) / 0
    )
    with pytest.raises(DeviceError, match="tile 1"):
        x0(new_pass(kind=Resident))


def test_where_not_even_the_smallest_tile_fits_the_result_goes_to_the_processor(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wanted = x0(new_pass())
    pass_, real = new_pass(kind=Resident), RRDBNet.forward

    def full(self: RRDBNet, lq: Tensor) -> Tensor:
        if pass_.resident:
            raise torch.OutOfMemoryError("CUDA out of memory")
        return real(self, lq)

    monkeypatch.setattr(RRDBNet, "forward", full)
    monkeypatch.setattr(restorer_pass, "CPU", THE_PROCESSOR)
    assert torch.equal(x0(pass_), wanted)
    assert (pass_.home, pass_.tile) == (THE_PROCESSOR, 32)


def test_a_result_that_does_not_fit_stays_on_the_processor() -> None:
    net = network("rrdbnet x4")
    assert plan_home(net, META, (1024, 1024, 3), free_bytes=8_000_000_000) == META
    assert plan_home(net, META, (1024, 1024, 3), free_bytes=1_000_000_000) == CPU


def test_dasr_looks_at_the_picture_where_it_lies() -> None:
    net: Any = network("dasr x4")
    assert isinstance(net, DASR)
    assert isinstance(net, Restorer)
    net.to(META).look(torch.empty(1, 3, 200, 64, device=META), 2)
    assert net.shares.device.type == "meta"
