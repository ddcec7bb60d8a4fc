"""Launches that are recorded once and repeated give what launching one by one gives."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
import torch
from torch import Tensor

from core.compute import recorded
from core.compute.recorded import Call, Recorded, cuda_graph


class Recorder:
    """In place of a CUDA graph: places for the inputs, and an output that the next call overwrites."""

    def __init__(self) -> None:
        self.recordings = self.replays = 0

    def __call__(self, call: Call, inputs: tuple[Tensor, ...]) -> Call:
        self.recordings += 1
        places, out = [t.clone() for t in inputs], call(*inputs).clone()

        def replay(*now: Tensor) -> Tensor:
            self.replays += 1
            for place, tensor in zip(places, now, strict=True):
                place.copy_(tensor)
            return out.copy_(call(*places))

        return replay


def doubled_sum(a: Tensor, b: Tensor) -> Tensor:
    return 2 * (a + b)


@pytest.fixture
def recorder() -> Recorder:
    return Recorder()


def test_shapes_that_come_again_are_recorded_and_nothing_changes(recorder: Recorder) -> None:
    repeated = Recorded(doubled_sum, recorder)
    for k in range(5):
        a, b = torch.full((2, 3), float(k)), torch.ones(3)
        assert torch.equal(repeated(a, b), doubled_sum(a, b))
        assert torch.equal(repeated(a[:1], b), doubled_sum(a[:1], b))
    assert (recorder.recordings, recorder.replays) == (2, 6)


def test_without_a_recorder_and_for_large_inputs_it_is_launched(
    recorder: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recorded, "LARGEST", 5)
    for repeated in (Recorded(doubled_sum, None), Recorded(doubled_sum, recorder)):
        for _ in range(5):
            assert float(repeated(torch.ones(4), torch.ones(4)).sum()) == 16
    assert recorder.recordings == 0


def test_what_holds_much_beside_small_inputs_is_launched(
    recorder: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recorded, "LARGEST", 50)
    for held, wanted in ((51, 0), (50, 1)):
        repeated = Recorded(doubled_sum, recorder, held=lambda inputs, held=held: held)
        for _ in range(4):
            repeated(torch.ones(4), torch.ones(4))
        assert recorder.recordings == wanted


def test_few_are_kept(recorder: Recorder) -> None:
    repeated = Recorded(doubled_sum, recorder)
    for size in range(1, recorded.MOST + 3):
        for _ in range(3):
            repeated(torch.ones(size), torch.ones(size))
    assert len(repeated._kept) == recorded.MOST


@pytest.mark.parametrize(
    "error", [RuntimeError("operation not permitted"), torch.OutOfMemoryError("CUDA out of memory")]
)
def test_what_cannot_be_recorded_is_launched_one_by_one(error: Exception) -> None:
    asked = list[int]()

    def fails(call: Call, inputs: tuple[Tensor, ...]) -> Callable[..., Tensor]:
        asked.append(1)
        raise error

    repeated = Recorded(doubled_sum, fails)
    assert [float(repeated(torch.ones(1), torch.ones(1))) for _ in range(5)] == [4.0] * 5
    assert asked == [1]


def test_what_is_forgotten_is_recorded_anew(recorder: Recorder) -> None:
    repeated = Recorded(doubled_sum, recorder)
    for _ in range(3):
        repeated(torch.ones(1), torch.ones(1))
    repeated.forget()
    for _ in range(3):
        repeated(torch.ones(1), torch.ones(1))
    assert recorder.recordings == 2


def test_a_counter_can_have_all_launched_one_by_one(recorder: Recorder) -> None:
    repeated = Recorded(doubled_sum, recorder)
    for _ in range(3):
        repeated(torch.ones(1), torch.ones(1))
    assert recorder.replays == 1
    with repeated.launched():
        repeated(torch.ones(1), torch.ones(1))
    assert recorder.replays == 1
    repeated(torch.ones(1), torch.ones(1))
    assert recorder.replays == 2


class Cards:
    """Two cards by CUDA's rules: streams made without a device belong to the present card, and a recording holds what
    is launched on the card of its stream; what is launched elsewhere meanwhile is done at once and not recorded."""

    def __init__(self) -> None:
        self.present = 0
        self.recording: tuple[int, list[Callable[[], None]]] | None = None
        torchs_own: list[int] = []
        cards = self

        class Stream:
            def __init__(self) -> None:
                self.card = cards.present

            def wait_stream(self, other: "Stream") -> None:
                assert other.card == self.card

        class Graph:
            def __init__(self) -> None:
                self.launches: list[Callable[[], None]] = []

            def replay(self) -> None:
                for launch in self.launches:
                    launch()

        @contextmanager
        def on(card: int) -> Iterator[None]:
            before, cards.present = cards.present, card
            yield
            cards.present = before

        @contextmanager
        def graph(made: Graph, stream: Stream | None = None) -> Iterator[None]:
            torchs_own.append(cards.present)
            with on(torchs_own[0] if stream is None else stream.card):
                cards.recording = cards.present, made.launches
                yield
                cards.recording = None

        self.doubles = {
            "Stream": Stream,
            "current_stream": Stream,
            "CUDAGraph": Graph,
            "device": lambda device: on(device.index),
            "stream": lambda stream: on(stream.card),
            "graph": graph,
        }

    def launch(self, card: int, work: Callable[[], None]) -> None:
        if self.recording is not None and self.recording[0] == card:
            self.recording[1].append(work)
        else:
            work()


class Value:
    """A number on a card of `Cards`."""

    shape = torch.Size([1])

    def __init__(self, card: int, number: float) -> None:
        self.device, self.number = torch.device("cuda", card), number

    def clone(self) -> "Value":
        return Value(self.device.index, self.number)

    def copy_(self, other: "Value") -> None:
        self.number = other.number

    def numel(self) -> int:
        return 1


def test_a_second_cards_recording_is_made_and_repeated_there(monkeypatch: pytest.MonkeyPatch) -> None:
    cards = Cards()
    for name, double in cards.doubles.items():
        monkeypatch.setattr(torch.cuda, name, double)

    def doubled(x: Value) -> Value:
        out = Value(x.device.index, 0.0)

        def work() -> None:
            out.number = 2 * x.number

        cards.launch(x.device.index, work)
        return out

    for card in (0, 1):
        repeated = Recorded(doubled, cuda_graph)  # type: ignore[arg-type]
        found = [repeated(Value(card, float(k))).number for k in range(6)]  # type: ignore[arg-type, attr-defined]
        assert found == [2.0 * k for k in range(6)]
    assert cards.present == 0
