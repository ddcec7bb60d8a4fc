"""Saves states one after the other until it is killed; says on standard output which ones are done."""

import sys
from pathlib import Path

import torch

from core.training.loop.state import TrainState, newest_state, save_state


def state(iteration: int, size: int) -> TrainState:
    """Every value in it is the iteration's number, so that a mixture would show."""
    tensors = {g: {"w": torch.full((size,), float(iteration))} for g in ("model", "ema", "optimizer")}
    return TrainState(tensors, {"iteration": iteration})


def main() -> None:
    run, size = Path(sys.argv[1]), int(sys.argv[2])
    found = newest_state(run)
    iteration = found.facts["iteration"] if found else 0
    while True:
        iteration += 1
        save_state(run, state(iteration, size))
        sys.stdout.write(f"{iteration}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
