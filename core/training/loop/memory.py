"""How much memory training takes, and in how many parts a batch has to be worked through."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import Tensor

from core.compute.faults import is_out_of_memory
from core.errors import TrainingError
from core.training.optimizer_state import trained
from core.training.tasks.task import Draw, Task

SHARE = 0.5  # of the free memory is planned for; the rest is for what cannot be foreseen
OVERHEAD = 1.6  # the backward pass takes so many times what the forward pass keeps for it

NOT_ENOUGH = (
    "There is not enough memory for this training. Close other programs, or choose another device. A new training with "
    "a smaller patch, or of small additions only, needs less."
)


@contextmanager
def enough_memory(sentence: str = NOT_ENOUGH) -> Iterator[None]:
    """Within the block, memory that runs out is a TrainingError with that sentence."""
    try:
        yield
    except (RuntimeError, MemoryError) as error:
        if not is_out_of_memory(error):
            raise
        raise TrainingError(sentence, detail=repr(error)) from error


def bytes_per_sample(task: Task, hq: Tensor, lq: Tensor) -> int:
    """Bytes that the forward pass of one sample keeps for the backward pass: those of the tensors it saves.

    hq is [B, 3, S, S] and lq [B, 3, S / scale, S / scale], in [-1, 1]; the first sample is measured.
    """
    own = {p.untyped_storage().data_ptr() for p in task.network.parameters()}
    seen: dict[int, int] = {}

    def pack(tensor: Tensor) -> Tensor:
        storage = tensor.untyped_storage()
        if storage.data_ptr() not in own:
            seen[storage.data_ptr()] = max(seen.get(storage.data_ptr(), 0), storage.nbytes())
        return tensor

    with torch.autograd.graph.saved_tensors_hooks(pack, lambda tensor: tensor):
        loss, _ = task.loss(hq[:1], lq[:1], Draw(0, 1_000_000_000, [0]))
    del loss
    return sum(seen.values())


def state_bytes(task: Task) -> int:
    """Bytes of what is kept for each trained parameter: gradient, average and the two moments of the optimiser."""
    return 4 * sum(p.numel() * p.element_size() for p in trained(task.network).values())


def parts_needed(share: int, *, sample: int, state: int, free: int) -> int:
    """In how many parts `share` samples have to be worked through; `sample`, `state` and `free` are in bytes."""
    room = SHARE * max(0, free - state)
    fit = max(1, int(room / max(1.0, OVERHEAD * sample)))
    return math.ceil(share / min(fit, share))
