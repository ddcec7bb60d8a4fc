"""The sampling loop: from the prior around y to x0, one prediction a step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import torch
from torch import Tensor

from core.diffusion.schedule import Schedule

Predict = Callable[[Tensor, int], Tensor]
"""predict(x_t, i) -> x0: the whole field's predicted x0 at schedule index i. May raise Cancelled."""

Noise = Callable[[int, slice], Tensor]
"""noise(k, rows) -> standard normal [B, C, len(rows), W]; k = 0 is the prior's draw, k = 1.. the k-th step's."""


@dataclass(frozen=True)
class Step:
    """One step's outcome. `x_t` is the live state the prediction was made from: copy it to keep it."""

    number: int  # 1..steps, in the order of computing
    steps: int
    x0: Tensor  # [B, C, H, W], the prediction
    x_t: Tensor


def sample(
    predict: Predict,
    y: Tensor,
    schedule: Schedule,
    noise: Noise,
    *,
    stochasticity: float = 1.0,
    band: int = 256,
) -> Iterator[Step]:
    """Walks from x_N ~ N(y, kappa^2 eta_N I) to x0 and yields after every prediction; the last x0 is the result.

    y [B, C, H, W] is the low-resolution picture in the chain's space. The state moves in place, `band` rows at a
    time, so that the memory is that of y, the state and one prediction whatever the size of the picture.
    """
    with torch.no_grad():
        x_t = torch.empty_like(y)
        for rows in _bands(y.shape[2], band):
            x_t[:, :, rows] = schedule.prior(y[:, :, rows], noise(0, rows))
        steps = len(schedule)
        for number, i in enumerate(reversed(range(steps)), start=1):
            x0 = predict(x_t, i)
            yield Step(number, steps, x0, x_t)
            if i == 0:
                return
            for rows in _bands(y.shape[2], band):
                x_t[:, :, rows] = schedule.transition(
                    x_t[:, :, rows],
                    x0[:, :, rows],
                    y[:, :, rows],
                    noise(number, rows),
                    i,
                    stochasticity=stochasticity,
                )


def _bands(height: int, band: int) -> Iterator[slice]:
    for start in range(0, height, band):
        yield slice(start, min(start + band, height))
