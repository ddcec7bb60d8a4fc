"""Trains in processes forked from this one, which tests start for it."""

import os
import signal
import socket
from pathlib import Path

import accelerate.utils
import torch._dynamo

from core.errors import TrainingError
from core.jobs import CancelToken
from core.training.loop.trainer import Trainer
from core.training.runs.reporter import Reporter
from core.training.runs.run import train
from core.training.settings.config import TrainConfig

# What a first step imports: here once for all, and not in each fork.
PRELOADED = (
    accelerate.utils,
    torch._dynamo,
)


def train_together(config: TrainConfig, run: Path, count: int, dying: int, iteration: int) -> list[int]:
    """Exit codes of `count` processes: 0 done, 1 ended with a sentence. Number `dying` kills itself (-1: nobody)."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    children = []
    for rank in range(count):
        child = os.fork()
        if child == 0:
            os.environ |= {
                "RANK": str(rank), "WORLD_SIZE": str(count), "LOCAL_RANK": str(rank),
                "MASTER_ADDR": "127.0.0.1", "MASTER_PORT": str(port), "ACCELERATE_USE_CPU": "true",
            }  # fmt: skip
            if rank == dying:
                kill_at(iteration)
            code = 3
            try:
                train(config, run, emit=Reporter(run / "events.jsonl", echo=False), cancel=CancelToken())
                code = 0
            except TrainingError:
                code = 1
            finally:
                os._exit(code)
        children.append(child)
    return [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]


def kill_at(iteration: int) -> None:
    real = Trainer._gradients

    def dies(self, hq, lq):
        if self.iteration == iteration:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(self, hq, lq)

    Trainer._gradients = dies


def one_by_one(jobs: list[tuple[TrainConfig, Path, int, int, int]]) -> list[list[int]]:
    """The exit codes of each job, the arguments of `train_together`."""
    return [train_together(*job) for job in jobs]
