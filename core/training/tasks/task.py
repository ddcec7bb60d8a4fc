"""What a family of models has to offer for training: a loss, and a way to enlarge pictures for validation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np
import torch
from torch import Tensor, nn

from core.models.recipe import Recipe
from core.training.tasks.adversary import Adversary

Tick = Callable[[], None]
"""Called at natural pauses; may raise Cancelled."""


class Distance(Protocol):
    """A differentiable distance between pictures [B, 3, H, W] in [0, 1]: one number for each, [B]."""

    def __call__(self, pred: Tensor, target: Tensor) -> Tensor: ...


@runtime_checkable
class FeatureDistance(Distance, Protocol):
    """A distance that gives out its features for a critic to look at, see PerceptualDistance."""

    def features(self, x: Tensor) -> list[Tensor]: ...

    def between(self, seen: Sequence[Tensor], wanted: Sequence[Tensor]) -> Tensor: ...


@dataclass(frozen=True)
class Draw:
    """The source of all randomness in some samples of an iteration.

    Each sample has a generator of its own. So it is treated in the same way in whatever part of the batch, and in
    whatever process, it is worked on.
    """

    seed: int
    iteration: int
    samples: Sequence[int]  # numbers within the batch

    def each(self) -> list[np.random.Generator]:
        """One generator for each sample."""
        return [np.random.default_rng([self.seed, self.iteration, k]) for k in self.samples]

    def shared(self) -> np.random.Generator:
        """A generator that is the same for all samples of the iteration."""
        return np.random.default_rng([self.seed, self.iteration])


class Normal:
    """Standard normal noise for the samples of the generators, made on the device that it is for.

    On a processor each sample has noise of its own, whatever the others are. On an accelerator the first generator
    decides about all: it seeds the device, whose own generator can be a part of a recording.
    """

    def __init__(self, generators: Sequence[np.random.Generator], device: torch.device) -> None:
        self.device = device
        seeds = [int(g.integers(2**62)) for g in (generators if device.type == "cpu" else generators[:1])]
        if device.type == "cpu":
            self._draws = [torch.Generator().manual_seed(seed) for seed in seeds]
        else:
            torch.manual_seed(seeds[0])

    def __call__(self, shape: tuple[int, ...]) -> Tensor:
        """[B, ...], channels last in memory."""
        if self.device.type != "cpu":
            noise = torch.randn(shape, device=self.device)
        else:
            noise = torch.stack([torch.randn(shape[1:], generator=g) for g in self._draws])
        return noise.contiguous(memory_format=torch.channels_last)


def upload(tensor: Tensor, device: torch.device) -> Tensor:
    """A few numbers from main memory on the device, without waiting for it."""
    if device.type != "cuda":
        return tensor.to(device)
    return tensor.pin_memory().to(device, non_blocking=True)


class Task(Protocol):
    """A network with its objective. `recipe` describes the network as it was before this training."""

    @property
    def network(self) -> nn.Module: ...

    @property
    def recipe(self) -> Recipe: ...

    @property
    def device(self) -> torch.device: ...

    @property
    def dtype(self) -> torch.dtype:
        """The number format that the network computes in."""
        ...

    @property
    def adversary(self) -> Adversary | None:
        """The critic that is trained beside the network; None if the objective has none."""
        ...

    def loss(self, hq: Tensor, lq: Tensor, draw: Draw) -> tuple[Tensor, dict[str, Tensor]]:
        """hq [B, 3, S, S] and lq [B, 3, S / scale, S / scale] in [-1, 1] -> (the mean loss of the samples, its parts by
        name). All are single numbers that stay on the device: reading one would make the processor wait for it."""
        ...

    def enlarge(self, lq: Tensor, steps: int, kappa: float, tick: Tick) -> Tensor:
        """Enlarges pictures by sampling with seed 0: [B, 3, h, w] in [-1, 1] -> [B, 3, scale h, scale w] on the task's
        device, not clamped."""
        ...


def autocast(device: torch.device, dtype: torch.dtype) -> torch.autocast:
    """Within the block, torch computes in `dtype`; for float32 nothing changes."""
    return torch.autocast(device.type, dtype=dtype, enabled=dtype != torch.float32)
