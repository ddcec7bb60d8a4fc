"""The sampling loop: from the prior around y to x0, one prediction a step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import torch
from torch import Tensor

from core.diffusion.schedule import Schedule

Predict = Callable[[Tensor, int], Tensor]
"""predict(x_t, i) -> the predicted x0, [B, C, H, W] like x_t, at schedule index i. May raise Cancelled."""

Noise = Callable[[int, slice], Tensor]
"""noise(k, rows) -> standard normal noise [B, C, len(rows), W]; draw k = 0 is for the prior, draw k for step k."""


@dataclass(frozen=True)
class Step:
    """The outcome of one step. `x_t` is the state that the prediction was made from. The sampler goes on to change it
    in place, so copy it to keep it."""

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

    y               [B, C, H, W], the low-resolution picture in the space that the chain works in
    stochasticity   0 to 1, see Schedule.transition
    band            how many rows of the state are moved at a time

    The state moves in place and band by band, so whatever the size of the picture, no more is held than y, the state
    and one prediction.
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
