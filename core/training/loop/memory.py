"""How many samples fit into memory at a time."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from core.training.optimizer_state import trained
from core.training.tasks.task import Draw, Task

SHARE = 0.5  # of the free memory is planned with; the rest is for what a plan cannot see
OVERHEAD = 1.6  # backward's temporaries beside what forward keeps


def bytes_per_sample(task: Task, hq: Tensor, lq: Tensor) -> int:
    """What the backward pass needs kept of one sample's forward pass, by counting the tensors saved for it."""
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
    """Gradients, averages and the optimiser's two moments of what is trained."""
    return 4 * sum(p.numel() * p.element_size() for p in trained(task.network).values())


def parts_needed(share: int, *, sample: int, state: int, free: int) -> int:
    """In how many parts `share` samples have to be worked through."""
    room = SHARE * max(0, free - state)
    fit = max(1, int(room / max(1.0, OVERHEAD * sample)))
    return math.ceil(share / min(fit, share))
