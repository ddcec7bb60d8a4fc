"""The processes of one training: one, or several that torchrun has started on one machine or on several."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import numpy as np
import torch
from torch import Tensor

from core.errors import TrainingError

# A run may be paused for long. A process that dies is noticed by its closed connection, not by this timeout.
PATIENCE = timedelta(days=7)


@dataclass(frozen=True)
class Processes:
    """This process among the others. With one process alone, nothing is exchanged."""

    rank: int = 0
    count: int = 1
    local_rank: int = 0

    @classmethod
    def join(cls, *, cpu: bool) -> Processes:
        """Joins the group that torchrun describes in the environment (RANK, WORLD_SIZE), if there is one.

        Hugging Face Accelerate chooses the backend. Raises TrainingError if it is not installed, or if the processes
        cannot reach each other.
        """
        if int(os.environ.get("WORLD_SIZE", "1")) < 2:
            return cls()
        try:
            from accelerate import PartialState
        except ImportError as error:
            raise TrainingError(
                "Training with several processes needs the extra packages of training: "
                "pip install 'resshift-studio[training]'."
            ) from error
        try:
            state = PartialState(cpu=cpu, timeout=PATIENCE)
        except (RuntimeError, ValueError, OSError) as error:
            raise TrainingError(
                "The processes of this training cannot reach each other: check the rendezvous address and the network.",
                detail=repr(error),
            ) from error
        return cls(state.process_index, state.num_processes, state.local_process_index)

    @property
    def is_main(self) -> bool:
        """Whether this is the process that emits events and writes files for all."""
        return self.rank == 0

    def share_of(self, batch: int) -> Sequence[int]:
        """The numbers of those samples of a batch that this process works on. The shares differ by one sample at
        most."""
        return [int(k) for k in np.array_split(np.arange(batch), self.count)[self.rank]]

    def sum(self, tensors: Sequence[Tensor], numbers: Sequence[Tensor]) -> list[Tensor]:
        """Adds up over all processes: the tensors in place, the numbers in the list that is returned."""
        if self.count == 1:
            return list(numbers)
        from accelerate.utils import reduce

        device = tensors[0].device
        flat = torch.cat([t.detach().reshape(-1).float() for t in tensors])
        # The numbers are only reported, so float32 will do; float64 would need a second message.
        flat = torch.cat([flat, *(n.detach().reshape(1).float().to(device) for n in numbers)])
        total: Any = _told(lambda: reduce(flat, reduction="sum"))
        at = 0
        for tensor in tensors:
            tensor.copy_(total[at : at + tensor.numel()].view_as(tensor))
            at += tensor.numel()
        return list(total[at:])

    def agree(self, value: Any) -> Any:
        """The value of the main process, in all processes."""
        if self.count == 1:
            return value
        from accelerate.utils import broadcast_object_list

        box = [value]
        _told(lambda: broadcast_object_list(box, from_process=0))
        return box[0]

    def leave(self) -> None:
        """Leaves the group. To be called once, at the end."""
        if self.count > 1 and torch.distributed.is_initialized():
            torch.distributed.destroy_process_group()


def _told(exchange: Any) -> Any:
    """The result of an exchange between processes. Raises TrainingError if another process is gone."""
    try:
        return exchange()
    except RuntimeError as error:
        raise TrainingError(
            "Another process of this training has ended unexpectedly, so all of them end. Start the run again: it goes "
            "on from its last checkpoint.",
            detail=repr(error),
        ) from error
