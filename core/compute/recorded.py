"""Calls of one function with tensors of a few shapes, whose launches are recorded once and then repeated as a whole.

A small network is some hundred launches, each of which can take longer to order than to compute. A recording (a CUDA
graph) orders them as one. It holds its memory, so only few are kept, and only of small inputs.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import torch
from torch import Tensor

from core.compute.faults import is_out_of_memory

log = logging.getLogger(__name__)

Call = Callable[..., Tensor]
Record = Callable[[Call, tuple[Tensor, ...]], Call]
"""record(call, inputs) -> what repeats call's launches for inputs of those shapes; its output is overwritten by the
next call."""

MOST = 4  # recordings that are kept
SEEN_BEFORE = 2  # calls with the same shapes that are launched one by one first
# Values of all inputs, or that are held for them: what is larger computes for longer than its launches take to order.
LARGEST = 40_000_000


class Recorded:
    """call(*inputs), launch by launch at first, and from a recording when the same shapes come again.

    record  None: always launch by launch
    held    how many values a call holds, where they are many more than its inputs have
    """

    def __init__(
        self, call: Call, record: Record | None, *, held: Callable[[tuple[Tensor, ...]], int] | None = None
    ) -> None:
        self._call, self._record, self._repeating, self._held = call, record, True, held
        self._seen: dict[tuple[torch.Size, ...], int] = {}
        self._kept: OrderedDict[tuple[torch.Size, ...], Call] = OrderedDict()

    def __call__(self, *inputs: Tensor) -> Tensor:
        shapes = tuple(t.shape for t in inputs)
        values = self._held(inputs) if self._held else sum(t.numel() for t in inputs)
        if self._record is None or not self._repeating or values > LARGEST:
            return self._call(*inputs)
        if shapes in self._kept:
            self._kept.move_to_end(shapes)
            return self._kept[shapes](*inputs)
        self._seen[shapes] = self._seen.get(shapes, 0) + 1
        if self._seen[shapes] <= SEEN_BEFORE:
            return self._call(*inputs)
        try:
            self._kept[shapes] = self._record(self._call, inputs)
        except RuntimeError as error:
            if is_out_of_memory(error):
                self.forget()
            log.warning("The launches cannot be recorded, and are ordered one by one: %s", error)
            self._record = None
            return self._call(*inputs)
        if len(self._kept) > MOST:
            self._kept.popitem(last=False)
        return self._kept[shapes](*inputs)

    @contextmanager
    def launched(self) -> Iterator[None]:
        """Within the block all is launched one by one, so that a counter of operations sees them."""
        self._repeating = False
        try:
            yield
        finally:
            self._repeating = True

    def forget(self) -> bool:
        """Drops the recordings: their memory is wanted, or what they call has changed. Whether there were any."""
        any_kept = bool(self._kept)
        self._kept.clear()
        self._seen.clear()
        return any_kept


def cuda_graph(call: Call, inputs: tuple[Tensor, ...]) -> Call:
    """A `Record` of launches on CUDA, on the card of the inputs: streams and graphs belong to the present one, and what
    is launched on another is not recorded."""
    card = inputs[0].device
    with torch.cuda.device(card):
        places = tuple(t.clone() for t in inputs)
        stream = torch.cuda.Stream()
        stream.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(stream):
            call(*places)  # libraries choose and prepare their algorithms outside of the recording
        torch.cuda.current_stream().wait_stream(stream)
        graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(graph, stream=stream):  # torch's own stream is of the card that recorded first
            out = call(*places)

    def replay(*now: Tensor) -> Tensor:
        with torch.cuda.device(card):
            for place, tensor in zip(places, now, strict=True):
                place.copy_(tensor)
            graph.replay()
        return out

    return replay
