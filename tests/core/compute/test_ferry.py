"""Tiles on their way to a device and back: in which order they are copied, computed and waited for."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
import torch
from torch import Tensor

from core.compute.crossing import PlainFerry, StreamFerry, ferry_for

CPU = torch.device("cpu")


@dataclass
class Streams:
    """In place of torch.cuda: notes what is ordered on which stream."""

    log: list[str] = field(default_factory=list)
    made: int = 0
    events: int = 0

    def Stream(self, device: torch.device) -> "Stream":
        self.made += 1
        return Stream(self, {1: "up", 2: "down"}[self.made])

    def current_stream(self, device: torch.device) -> "Stream":
        return Stream(self, "compute")

    @contextmanager
    def stream(self, stream: "Stream") -> Iterator[None]:
        self.log.append(f"on {stream.name}")
        yield


@dataclass
class Stream:
    streams: Streams
    name: str

    def record_event(self) -> "Mark":
        self.streams.events += 1
        mark = Mark(self.streams, f"{self.name}{self.streams.events}")
        self.streams.log.append(f"mark {mark.name}")
        return mark

    def wait_event(self, mark: "Mark") -> None:
        self.streams.log.append(f"{self.name} after {mark.name}")


@dataclass
class Mark:
    streams: Streams
    name: str

    def synchronize(self) -> None:
        self.streams.log.append(f"wait {self.name}")


@pytest.fixture
def streams(monkeypatch: pytest.MonkeyPatch) -> Streams:
    streams = Streams()

    def record_stream(self: Tensor, stream: Stream) -> None:
        streams.log.append(f"held for {stream.name}")

    monkeypatch.setattr(torch.Tensor, "record_stream", record_stream, raising=False)
    return streams


def ferry(streams: Streams) -> StreamFerry:
    return StreamFerry(CPU, streams, pinned=False)


def tile(value: float) -> Tensor:
    return torch.full((1, 2, 3, 3), float(value))


def test_computing_comes_after_the_upload_and_nobody_waits(streams: Streams) -> None:
    arrived = ferry(streams).bring([tile(1), tile(2)])
    assert [float(t.mean()) for t in arrived()] == [1, 2]
    assert streams.log == ["on up", "mark up1", "compute after up1", "held for compute", "held for compute"]


def test_a_download_comes_after_the_computing_and_is_waited_for_when_asked(streams: Streams) -> None:
    arrived = ferry(streams).fetch(tile(3))
    assert streams.log == ["mark compute1", "down after compute1", "on down", "held for down", "mark down2"]
    assert torch.equal(arrived(), tile(3))
    assert streams.log[-1] == "wait down2"


@pytest.mark.parametrize("way", ["bring", "fetch"])
def test_a_buffer_is_written_again_only_when_the_device_is_done_with_it(streams: Streams, way: str) -> None:
    carrier = ferry(streams)

    def carry(value: float) -> Any:
        return carrier.bring([tile(value)]) if way == "bring" else carrier.fetch(tile(value))

    carry(1), carry(2)
    marks = [line.split()[1] for line in streams.log if line.startswith(("mark up", "mark down"))]
    assert not any(line.startswith("wait") for line in streams.log)
    before = len(streams.log)
    carry(3)
    assert streams.log[before] == f"wait {marks[0]}"
    before = len(streams.log)
    carry(4)
    assert streams.log[before] == f"wait {marks[1]}"


def test_two_tiles_on_their_way_do_not_share_a_buffer(streams: Streams) -> None:
    carrier = ferry(streams)
    first, second = carrier.bring([tile(1)]), carrier.bring([tile(2)])
    assert (float(first()[0].mean()), float(second()[0].mean())) == (1, 2)
    one, two = carrier.fetch(tile(5)), carrier.fetch(tile(6)[:, :, :2])
    assert torch.equal(one(), tile(5))
    assert torch.equal(two(), tile(6)[:, :, :2])


def test_devices_without_streams_copy_in_order() -> None:
    carrier = ferry_for(torch.device("mps"))
    assert isinstance(carrier, PlainFerry)
    plain = PlainFerry(CPU)
    assert torch.equal(plain.bring([tile(4)])()[0], tile(4))
    assert torch.equal(plain.fetch(tile(4))(), tile(4))
