"""The training loop: batches in, events out, a state on disk from which it goes on exactly."""

from __future__ import annotations

import json
import logging
import math
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import torch
from torch import Tensor

from core.diffusion.schedule import ScheduleConfig
from core.errors import TrainingError
from core.events import CheckpointSaved, Emit, LogLine, TrainStep, Validated
from core.jobs import CancelToken
from core.networks.lite_unet import LiteUNet
from core.training.config import TrainConfig
from core.training.ema import Ema
from core.training.objective import Objective
from core.training.state import TrainState, newest_state, save_state

log = logging.getLogger(__name__)


class Batches(Protocol):
    """Batch i is the same whatever was asked before: (hq, lq), uint8 [B, S, S, 3] and [B, S/scale, S/scale, 3]."""

    def batch(self, index: int) -> tuple[np.ndarray, np.ndarray]: ...


Validate = Callable[[LiteUNet], dict[str, float]]
"""Metrics of a network on held-out pictures; "score" decides what is best (lower is better)."""


@dataclass
class _Tally:
    """Means since the last report."""

    loss: float = 0.0
    parts: dict[str, float] | None = None
    count: int = 0
    since: float = 0.0

    def add(self, loss: float, parts: dict[str, float]) -> None:
        self.loss += loss
        total = self.parts or {}
        self.parts = {k: total.get(k, 0.0) + v for k, v in parts.items()}
        self.count += 1


class Trainer:
    """Trains `network` until the iterations or the time are spent, or the token asks to stop.

    All randomness of iteration i comes from (seed, i), so the state is the weights, their average, the optimiser
    and i: a resumed run computes the same bits on a CPU.
    """

    def __init__(
        self,
        network: LiteUNet,
        objective: Objective,
        batches: Batches,
        config: TrainConfig,
        run: Path,
        *,
        schedule: ScheduleConfig,
        emit: Emit,
        cancel: CancelToken,
        validate: Validate | None = None,
    ) -> None:
        self.network, self.objective, self.batches, self.config = network, objective, batches, config
        self.run_folder, self.schedule, self.emit, self.cancel = run, schedule, emit, cancel
        self.validate = validate
        self.ema = Ema(network, config.ema)
        self.optimizer = torch.optim.AdamW(
            network.parameters(),
            lr=config.lr,
            betas=config.betas,
            weight_decay=config.weight_decay,
            foreach=True,
        )
        self.iteration = 0
        self.best: float | None = None

    # -- the loop -----------------------------------------------------------------------------------------------

    def run(self) -> None:
        """Resumes if the run folder holds a state. Saves when it ends, however it ends."""
        self.resume()
        config, tally = self.config, _Tally(since=time.monotonic())
        started = time.monotonic()
        self.network.train()
        saved_at = -1
        for hq, lq in self._prefetched():
            loss, parts = self._iterate(hq, lq)
            if not math.isfinite(loss):
                raise TrainingError(
                    f"The loss is no longer a number at iteration {self.iteration}. Go on from the last checkpoint "
                    "with a lower learning rate."
                )
            tally.add(loss, parts)
            self.iteration += 1
            if self.iteration % config.report_every == 0:
                self._report(tally, started)
                tally = _Tally(since=time.monotonic())
            if self.validate and self.iteration % config.validate_every == 0:
                self._validate()
            spent = config.seconds is not None and time.monotonic() - started > config.seconds
            if self.iteration % config.save_every == 0 or spent or self.cancel.cancelled:
                self.save()
                saved_at = self.iteration
            if spent or self.cancel.cancelled:
                break
        if saved_at != self.iteration:
            self.save()

    def _iterate(self, hq: Tensor, lq: Tensor) -> tuple[float, dict[str, float]]:
        config = self.config
        for group in self.optimizer.param_groups:
            group["lr"] = learning_rate(self.iteration, config)
        total, parts = 0.0, dict[str, float]()
        micro = -(-len(hq) // config.accumulate)
        for k, start in enumerate(range(0, len(hq), micro)):
            some = slice(start, start + micro)
            loss, parts = self.objective(hq[some], lq[some], self.iteration * config.accumulate + k)
            share = len(hq[some]) / len(hq)
            (loss * share).backward()
            total += float(loss.detach()) * share
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), config.clip, foreach=True)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        self.ema.update(self.network, self.iteration)
        return total, parts

    def _prefetched(self) -> Iterator[tuple[Tensor, Tensor]]:
        """Batches from the current iteration on, two ahead, made in a thread beside the network's work."""
        last = self.config.iterations
        with ThreadPoolExecutor(1, thread_name_prefix="batches") as pool:
            ahead = [
                pool.submit(self.batches.batch, i)
                for i in range(self.iteration, min(self.iteration + 2, last))
            ]
            for i in range(self.iteration, last):
                hq, lq = ahead.pop(0).result()
                if i + 2 < last:
                    ahead.append(pool.submit(self.batches.batch, i + 2))
                try:
                    yield as_input(hq), as_input(lq)
                except GeneratorExit:
                    for future in ahead:
                        future.cancel()
                    raise

    # -- reports ------------------------------------------------------------------------------------------------

    def _report(self, tally: _Tally, started: float) -> None:
        seconds = time.monotonic() - tally.since
        left = (self.config.iterations - self.iteration) * seconds / tally.count
        if self.config.seconds is not None:
            left = min(left, self.config.seconds - (time.monotonic() - started))
        self.emit(
            TrainStep(
                iteration=self.iteration,
                iterations=self.config.iterations,
                loss=tally.loss / tally.count,
                parts={k: v / tally.count for k, v in (tally.parts or {}).items()},
                lr=learning_rate(self.iteration - 1, self.config),
                samples_per_second=tally.count * self.config.batch / seconds,
                seconds_left=max(0.0, left),
            )
        )

    def _validate(self) -> None:
        assert self.validate is not None
        with averaged(self.network, self.ema):
            metrics = self.validate(self.network)
        best = self.best is None or metrics["score"] < self.best
        if best:
            self.best = metrics["score"]
            self._keep_best()
        self.emit(Validated(self.iteration, metrics, best))

    # -- state --------------------------------------------------------------------------------------------------

    def save(self) -> None:
        """Writes the state; see core.training.state for what survives a cut."""
        facts: dict[str, Any] = {
            "iteration": self.iteration,
            "best": self.best,
            "config": json.loads(self.config.to_json()),
        }
        tensors = {
            "model": _contiguous(dict(self.network.named_parameters())),
            "ema": _contiguous(self.ema.shadow),
            "optimizer": _contiguous(self._optimizer_tensors()),
        }
        path = save_state(self.run_folder, TrainState(tensors, facts))
        self.emit(CheckpointSaved(self.iteration, str(path)))

    def resume(self) -> bool:
        """Takes up the newest sound state of the run folder. Says whether there was one."""
        state = newest_state(self.run_folder)
        if state is None:
            return False
        with torch.no_grad():
            for key, parameter in self.network.named_parameters():
                parameter.copy_(state.tensors["model"][key])
        self.ema.load(state.tensors["ema"])
        self._load_optimizer(state.tensors.get("optimizer", {}))
        self.iteration, self.best = int(state.facts["iteration"]), state.facts["best"]
        self.emit(LogLine("info", f"Going on from iteration {self.iteration}."))
        return True

    def _optimizer_tensors(self) -> dict[str, Tensor]:
        out = {}
        for key, parameter in self.network.named_parameters():
            for name, value in self.optimizer.state.get(parameter, {}).items():
                out[f"{key}/{name}"] = value
        return out

    def _load_optimizer(self, tensors: dict[str, Tensor]) -> None:
        for key, parameter in self.network.named_parameters():
            slots = {
                n: tensors[f"{key}/{n}"] for n in ("step", "exp_avg", "exp_avg_sq") if f"{key}/{n}" in tensors
            }
            for name, value in slots.items():
                self.optimizer.state[parameter][name] = (
                    value if name == "step" else torch.empty_like(parameter).copy_(value)
                )

    def _keep_best(self) -> None:
        """The averaged weights of the best validation so far, beside the checkpoints."""
        from core.models.checkpoints import write_tensors  # the file format belongs there

        write_tensors(self.run_folder / "best.safetensors", _contiguous(self.ema.shadow), {})


def learning_rate(iteration: int, config: TrainConfig) -> float:
    """Linear warm-up, then a cosine from lr to lr_end at the last iteration."""
    if iteration < config.warmup:
        return config.lr * (iteration + 1) / config.warmup
    done = (iteration - config.warmup) / max(1, config.iterations - config.warmup)
    return config.lr_end + (config.lr - config.lr_end) * 0.5 * (1 + math.cos(math.pi * min(1.0, done)))


def as_input(pictures: np.ndarray) -> Tensor:
    """uint8 [B, H, W, 3] -> float32 [B, 3, H, W] in [-1, 1], channels last in memory."""
    return torch.from_numpy(pictures).permute(0, 3, 1, 2).float().div_(127.5).sub_(1)


def _contiguous(tensors: dict[str, Tensor]) -> dict[str, Tensor]:
    return {k: v.detach().contiguous() for k, v in tensors.items()}


class averaged:  # noqa: N801 - reads as a statement: with averaged(network, ema)
    """Within the block the network has the averaged weights and is in evaluation mode."""

    def __init__(self, network: LiteUNet, ema: Ema) -> None:
        self.network, self.ema = network, ema

    def __enter__(self) -> None:
        self.network.eval()
        self._swap()

    def __exit__(self, *_: object) -> None:
        self._swap()
        self.network.train()

    @torch.no_grad()
    def _swap(self) -> None:
        for key, parameter in self.network.named_parameters():
            held = parameter.clone()
            parameter.copy_(self.ema.shadow[key])
            self.ema.shadow[key].copy_(held)
