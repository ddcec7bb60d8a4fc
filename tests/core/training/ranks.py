"""Trains in forked processes of a fresh interpreter, and prints their exit codes: 0 done, 1 ended with a sentence.

    python ranks.py JOBS        a JSON list of [config, run, count, rank, iteration], one training after the other;
                                the last two: who kills itself, and when (-1: nobody)

Not forked from the tests' own process: by then it may hold threads of Qt and torch, which a fork does not take along.
"""

import json
import os
import signal
import socket
import sys
from pathlib import Path

import accelerate.utils
import torch._dynamo

from core.errors import TrainingError
from core.jobs import CancelToken
from core.training import trainer as trainer_module
from core.training.config import TrainConfig
from core.training.reporter import Reporter
from core.training.run import train

PRELOADED = (
    accelerate.utils,
    torch._dynamo,
)  # what a first step imports: here once for all, and not in each fork


def main(config: TrainConfig, run: Path, count: int, dying: int, iteration: int) -> list[int]:
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
    real = trainer_module.Trainer._gradients

    def dies(self, hq, lq):
        if self.iteration == iteration:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(self, hq, lq)

    trainer_module.Trainer._gradients = dies


if __name__ == "__main__":
    codes = [
        main(TrainConfig.load(Path(config)), Path(run), count, dying, iteration)
        for config, run, count, dying, iteration in json.loads(sys.argv[1])
    ]
    sys.stdout.write(json.dumps(codes))
