"""Whole iterations as recordings: on a card, their launches are ordered once and then repeated.

A small network is some thousand launches an iteration, which take longer to order than to compute. So everything from
the batch to the averaged weights is recorded (as a CUDA graph), once for each kind of iteration. What changes from one
to the next lies in tensors: the batch, the numbers that were drawn, the learning rate.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

import torch
from torch import Tensor

from core.training.loop.learner import Learner
from core.training.loop.progress import Outcome
from core.training.tasks.lite_task import Kind, LiteTask
from core.training.tasks.task import Draw, upload

SEEN_BEFORE = 3  # iterations of a kind that are launched one by one before it is recorded

Work = Callable[[Tensor, Tensor, Tensor], dict[str, Tensor]]
"""Does an iteration with (hq, lq, numbers) and returns what came of it."""


class Recorder(Protocol):
    """Makes recordings of one device, which share their memory."""

    def beside(self) -> AbstractContextManager[object]:
        """Within the block, work is ordered where recordings can be made of it."""
        ...

    def record(self, work: Work, inputs: Sequence[Tensor]) -> Work:
        """What repeats `work`; what it returns is overwritten by the next repetition. Nothing is done yet."""
        ...


class CudaRecorder:
    """CUDA graphs. Work before them must run on the same stream, where the gradients then belong."""

    def __init__(self) -> None:
        self.stream = torch.cuda.Stream()
        self._pool = torch.cuda.graph_pool_handle()

    def beside(self) -> AbstractContextManager[object]:
        self.stream.wait_stream(torch.cuda.current_stream())
        return _Beside(self.stream)

    def record(self, work: Work, inputs: Sequence[Tensor]) -> Work:
        places = [t.clone() for t in inputs]
        graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(graph, pool=self._pool, stream=self.stream, capture_error_mode="thread_local"):
            out = work(*places)

        def repeat(*now: Tensor) -> dict[str, Tensor]:
            for place, tensor in zip(places, now, strict=True):
                place.copy_(tensor)
            graph.replay()
            return out

        return repeat


class _Beside:
    """The block runs on a stream; what follows it waits for that."""

    def __init__(self, stream: torch.cuda.Stream) -> None:
        self.stream, self._context = stream, torch.cuda.stream(stream)

    def __enter__(self) -> None:
        self._context.__enter__()

    def __exit__(self, *error: object) -> None:
        self._context.__exit__(*error)
        torch.cuda.current_stream().wait_stream(self.stream)


class RecordedIterations:
    """iterate(hq, lq, draw) is what the trainer does with a batch: loss, gradients, a step of the optimisers, the
    average. For one process that works through a batch in one part."""

    def __init__(self, task: LiteTask, learner: Learner, recorder: Recorder) -> None:
        self.task, self.learner, self.recorder = task, learner, recorder
        self._seen: dict[Kind, int] = {}
        self._kept: dict[Kind, Work] = {}

    def iterate(self, hq: Tensor, lq: Tensor, draw: Draw) -> Outcome:
        """Raises RuntimeError if the device's memory runs out."""
        drawn = self.task.drawn(draw)
        kind, self._noise = drawn.kind, drawn.noise
        inputs = (hq, lq, upload(drawn.numbers, self.task.device))

        def work(hq: Tensor, lq: Tensor, numbers: Tensor) -> dict[str, Tensor]:
            loss, parts = self.task.measured(hq, lq, numbers, kind, lambda shape: self._noise(shape))
            loss.backward()
            return {"loss": loss.detach(), "norm": self.learner.step(), **parts}

        with self.recorder.beside():
            self._seen[kind] = self._seen.get(kind, 0) + 1
            if kind not in self._kept and self._seen[kind] > SEEN_BEFORE:
                self.learner.forget_gradients()  # a recording has gradients of its own
                self._kept[kind] = self.recorder.record(work, inputs)
            out = dict(self._kept.get(kind, work)(*inputs))
            # What is recorded writes into the same places again.
            values = torch.stack(list(out.values())).unbind()
        found = dict(zip(out, values, strict=True))
        return Outcome(found.pop("loss"), norm=found.pop("norm"), parts=found)

    def forget(self) -> None:
        """Drops the recordings: the tensors that they work with have been replaced."""
        self._kept.clear()
        self._seen.clear()
