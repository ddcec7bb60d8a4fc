"""A network and everything that changes while it learns: what a checkpoint holds."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, cast

import torch
from torch import Tensor

from core.training.loop.ema import Ema
from core.training.loop.guard import Guard
from core.training.loop.learning_rate import learning_rate
from core.training.loop.muon import Muon, is_inner
from core.training.loop.progress import Progress
from core.training.loop.state import TrainState
from core.training.optimizer_state import load_optimizer, optimizer_tensors, trained
from core.training.processes import Processes
from core.training.settings.config import TrainConfig
from core.training.tasks.adapters import load_trained
from core.training.tasks.task import Task


class Together:
    """The optimisers as one: where a loss scaler finds an infinity in any gradient, none of them takes the step."""

    def __init__(self, optimizers: Sequence[torch.optim.Optimizer]) -> None:
        self.optimizers = optimizers

    @property
    def param_groups(self) -> list[dict[str, Any]]:
        return [group for optimizer in self.optimizers for group in optimizer.param_groups]

    def step(self) -> None:
        for optimizer in self.optimizers:
            optimizer.step()


def needs_scaler(task: Task) -> bool:
    """Whether the gradients of a task would fall below what its number format can hold."""
    return task.dtype == torch.float16 and task.device.type == "cuda"


class Learner:
    """The task's network with its average, optimiser, loss scaler, progress and guard.

    All randomness of iteration i comes from (seed, i), so `state` is all that a run needs to go on: on a CPU the
    resumed run computes the same bits.
    """

    def __init__(self, task: Task, config: TrainConfig, *, accumulate: int = 1) -> None:
        self.task, self.config, self.network = task, config, task.network
        self.on_card = task.device.type == "cuda"
        self._rate = torch.tensor(config.lr, device=task.device) if self.on_card else config.lr
        self.ema = Ema(self.network, config.ema)
        parameters = trained(self.network)
        inner = [p for k, p in parameters.items() if config.optimizer == "muon" and is_inner(k, p)]
        others = [p for p in parameters.values() if all(p is not q for q in inner)]
        self.optimizers: list[torch.optim.Optimizer] = [Muon(inner, self._rate)] if inner else []
        if others:
            self.optimizers.append(
                torch.optim.AdamW(
                    others,
                    lr=self._rate,
                    betas=config.betas,
                    weight_decay=config.weight_decay,
                    foreach=None if self.on_card else True,
                    fused=self.on_card or None,
                    capturable=self.on_card,
                )
            )
        self._together = cast(torch.optim.Optimizer, Together(self.optimizers))
        self.scaler = torch.amp.GradScaler(task.device.type, enabled=needs_scaler(task))
        self.progress = Progress(accumulate=accumulate)
        self.guard = Guard()

    def set_iteration(self, iteration: int) -> None:
        """Sets the learning rate of that iteration, and how much it will count in the average."""
        rate = self.progress.lr_factor * learning_rate(iteration, self.config)
        for group in (g for optimizer in self.optimizers for g in optimizer.param_groups):
            if isinstance(group["lr"], Tensor):
                group["lr"].fill_(rate)
            else:
                group["lr"] = rate
        self.ema.set_iteration(iteration)

    def unscale(self) -> None:
        """Divides the gradients collected by the loss scaler's factor, if there is one."""
        self.scaler.unscale_(self._together)

    def step(self, processes: Processes | None = None) -> Tensor:
        """A step with the gradients collected, of the critic's as well, and the average after it.

        Returns the norm of the gradients before clipping, or 0 with a loss scaler, whose infinities are no fault: it
        skips that step and lowers its scale. Nothing waits for the device, but for a loss scaler that has to know.
        """
        norm = torch.nn.utils.clip_grad_norm_(trained(self.network).values(), self.config.clip, foreach=True)
        if self.scaler.is_enabled():
            norm = torch.zeros_like(norm)
        self.scaler.step(self._together)
        self.scaler.update()
        self.network.zero_grad(set_to_none=True)
        if self.task.adversary is not None:
            self.task.adversary.step(processes or Processes())
        self.ema.update(self.network)
        return norm

    def forget_gradients(self) -> None:
        """Drops the gradients of an iteration that is not going to be finished."""
        self.network.zero_grad(set_to_none=True)
        if self.task.adversary is not None:
            self.task.adversary.forget()

    def state(self) -> TrainState:
        """A copy in main memory, to be written."""
        progress = self.progress
        progress.usual_loss, progress.seen = self.guard.usual, self.guard.seen
        progress.scaler = self.scaler.state_dict() if self.scaler.is_enabled() else {}
        facts = {**vars(progress), "config": json.loads(self.config.to_json()), "environment": environment()}
        tensors = {
            "model": contiguous(trained(self.network)),
            "ema": contiguous(self.ema.shadow),
            "optimizer": contiguous(optimizer_tensors(self.optimizers, self.network)),
        }
        if self.task.adversary is not None:
            tensors["adversary"] = contiguous(self.task.adversary.tensors())
        return TrainState(tensors, facts)

    def load(self, state: TrainState) -> None:
        """Takes up what `state` gave. Raises TrainingError if the weights are not of this network."""
        known = set(vars(Progress()))
        parts = self.progress.accumulate  # as they are set, or as this machine's memory asks for now
        self.progress = Progress(**{k: v for k, v in state.facts.items() if k in known})
        self.progress.accumulate = parts if self.config.accumulate else max(parts, self.progress.accumulate)
        load_trained(self.network, state.tensors["model"])
        self.ema.load(state.tensors["ema"])
        load_optimizer(self.optimizers, self.network, state.tensors.get("optimizer", {}))
        if self.task.adversary is not None:
            self.task.adversary.load(state.tensors.get("adversary", {}))
        self.guard.usual, self.guard.seen = self.progress.usual_loss, self.progress.seen
        if self.scaler.is_enabled() and self.progress.scaler:
            self.scaler.load_state_dict(self.progress.scaler)


def environment() -> dict[str, str]:
    """What decides the bits of a result beside the settings."""
    return {"torch": str(torch.__version__)}


def contiguous(tensors: dict[str, Any]) -> dict[str, Tensor]:
    """Contiguous copies in main memory, as a file holds them."""
    return {k: v.detach().contiguous().cpu() for k, v in tensors.items()}
