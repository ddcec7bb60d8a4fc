"""Muon: steps whose matrices are orthogonal, for the convolutions inside a network."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import cast

import torch
from torch import Tensor, nn

STEPS = 5  # of the iteration that makes a matrix orthogonal
COEFFICIENTS = (3.4445, -4.7750, 2.0315)
MOMENTUM = 0.95
SIZE = 0.6  # root mean square of a step of rate 1: three times that of AdamW, which needs a smaller one


class Muon(torch.optim.Optimizer):
    """Momentum whose matrix, [out, in k k] of a convolution, is replaced by the nearest orthogonal one (Jordan et al.
    2024), so that no direction is learnt faster than the others. Its steps have one size whatever the shape, as Liu et
    al. 2025 ("Muon is Scalable for LLM Training") have it, so that a rate for AdamW is right here too.

    `lr` may be a tensor on the device, as a step can be recorded there.
    """

    def __init__(self, parameters: Iterable[nn.Parameter], lr: float | Tensor) -> None:
        super().__init__(parameters, {"lr": lr})

    @torch.no_grad()
    def step(self, closure: None = None) -> None:  # type: ignore[override]
        """A step with the gradients collected; parameters without one stay as they are."""
        for group in self.param_groups:
            for alike in _by_shape(p for p in group["params"] if p.grad is not None):
                for p in alike:
                    if "momentum" not in self.state[p]:
                        self.state[p]["momentum"] = torch.zeros_like(p)
                gradients = [cast(Tensor, p.grad) for p in alike]
                momenta = [self.state[p]["momentum"] for p in alike]
                torch._foreach_lerp_(momenta, gradients, 1 - MOMENTUM)
                ahead = torch._foreach_lerp(gradients, momenta, MOMENTUM)  # Nesterov's
                steps = orthogonal(torch.stack([a.flatten(1) for a in ahead]))
                steps = steps * (SIZE * math.sqrt(max(steps.shape[1:])) * group["lr"])
                for p, step in zip(alike, steps.unbind(), strict=True):
                    p.sub_(step.view(p.shape))


def orthogonal(matrices: Tensor) -> Tensor:
    """Matrices [N, rows, columns] with the same singular vectors and singular values near 1, by a Newton-Schulz
    iteration. In bfloat16 on a card, which is enough for it."""
    a, b, c = COEFFICIENTS
    wide = matrices.shape[1] <= matrices.shape[2]
    x = matrices if wide else matrices.mT
    x = x / (x.norm(dim=(1, 2), keepdim=True) + 1e-7)
    dtype = torch.bfloat16 if x.is_cuda else torch.float32
    x = x.to(dtype)
    for _ in range(STEPS):
        squares = x @ x.mT
        x = a * x + (b * squares + c * squares @ squares) @ x
    x = x.to(matrices.dtype)
    return x if wide else x.mT


def _by_shape(parameters: Iterable[Tensor]) -> Iterator[list[Tensor]]:
    groups: dict[torch.Size, list[Tensor]] = defaultdict(list)
    for parameter in parameters:
        groups[parameter.shape].append(parameter)
    yield from groups.values()


def is_inner(name: str, parameter: nn.Parameter) -> bool:
    """Whether Muon is meant for it: the weight of a convolution, but not that of the last one, which makes pixels."""
    return parameter.ndim == 4 and not name.endswith("to_rgb.weight")
