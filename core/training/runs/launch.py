"""Starts a training in several processes by torchrun, on this machine or, together with others, on several."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass

import torch

from core.errors import SettingsError, TrainingError
from core.events import Emit, RunState
from core.own_command import own_command


@dataclass(frozen=True)
class Group:
    """The processes that are asked for. The fields are the options of torchrun with these names."""

    nproc: int = 1
    nnodes: str = "1"
    node_rank: int = 0
    rdzv_endpoint: str = ""
    rdzv_id: str = "resshift"
    rdzv_backend: str = "c10d"

    def check(self, device: str) -> None:
        """Raises SettingsError for more processes than this machine has cards, or cores if it computes on those."""
        cards = 0 if device == "cpu" else torch.cuda.device_count()
        most, what = (cards, "graphics card") if cards else (os.cpu_count() or 1, "processor core")
        if not 1 <= self.nproc <= most:
            raise SettingsError(
                f"--nproc {self.nproc} does not fit this machine: 1 to {most} processes do, one for each {what}."
            )


def launch(group: Group, arguments: Sequence[str], emit: Emit) -> None:
    """Runs this program with these arguments in every process of the group, and waits for them.

    If one dies the others are ended within seconds. Then "failed" is emitted, and TrainingError raised.
    """
    from torch.distributed.elastic.multiprocessing.api import SignalException
    from torch.distributed.elastic.multiprocessing.errors import ChildFailedError
    from torch.distributed.run import parse_args
    from torch.distributed.run import run as torchrun

    os.environ.setdefault("OMP_NUM_THREADS", str(max(1, (os.cpu_count() or 1) // group.nproc)))
    options = ["--nproc-per-node", str(group.nproc), "--max-restarts", "0", "--monitor-interval", "0.2"]
    if group.nnodes == "1":
        # By address: the name of the machine might not be known to the network.
        options += ["--standalone", "--local-addr", "127.0.0.1"]
    else:
        options += ["--nnodes", group.nnodes, "--node-rank", str(group.node_rank)]
        options += ["--rdzv-backend", group.rdzv_backend, "--rdzv-id", group.rdzv_id]
        options += ["--rdzv-endpoint", group.rdzv_endpoint]
    program, *script = own_command()
    # Its parser would take our own arguments for abbreviations of its options, so they are added afterwards.
    asked = parse_args([*options, "--no-python", program])
    asked.training_script_args = [*script, *arguments]
    try:
        torchrun(asked)
    except ChildFailedError as error:
        rank, failure = error.get_first_failure()
        how = f"signal {-failure.exitcode}" if failure.exitcode < 0 else f"exit code {failure.exitcode}"
        message = (
            f"Process {rank} of the training has ended unexpectedly ({how}), so all of them were ended. Start the run "
            "again: it goes on from its last checkpoint."
        )
        emit(RunState("failed", message))
        raise TrainingError(message, detail=str(error)) from error
    except SignalException as error:
        raise KeyboardInterrupt from error
