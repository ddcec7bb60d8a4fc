"""The sampling loop and the noise plane it draws from."""

import pytest
import torch
from torch import Tensor

from core.diffusion.noise import noise_field
from core.diffusion.sampler import Step, sample
from core.diffusion.schedule import Schedule, ScheduleConfig
from core.errors import Cancelled

SCHEDULE = ScheduleConfig(T=4, kappa=2.0, min_noise=0.2).build()
Y = torch.randn(1, 3, 10, 7, generator=torch.Generator().manual_seed(5))


def noise(draw: int, rows: slice) -> Tensor:
    return noise_field(7, draw, 3, rows, slice(0, 7))


def walk(schedule: Schedule, x0: Tensor, **options: float) -> list[Step]:
    return list(sample(lambda x_t, i: x0, Y, schedule, noise, **options))  # type: ignore[arg-type]


def test_it_yields_every_step_and_ends_with_the_prediction_itself() -> None:
    x0 = Y + 0.1
    steps = walk(SCHEDULE, x0)
    assert [s.number for s in steps] == [1, 2, 3, 4]
    assert torch.equal(steps[-1].x0, x0)


def test_the_state_starts_at_the_prior_and_follows_the_posterior() -> None:
    x0 = Y + 0.1
    states = [step.x_t.clone() for step in sample(lambda x_t, i: x0, Y, SCHEDULE, noise)]
    rows = slice(0, 10)
    assert torch.allclose(states[0], Y + 1.98 * noise(0, rows))
    a, b, std = SCHEDULE.posterior(3)
    assert torch.allclose(states[1], a * states[0] + b * x0 + std * noise(1, rows), atol=1e-6)


def test_bands_do_not_change_the_result() -> None:
    def predict(x_t: Tensor, i: int) -> Tensor:
        return 0.5 * x_t + 0.1 * i

    whole = [s.x0.clone() for s in sample(predict, Y, SCHEDULE, noise)]
    banded = [s.x0.clone() for s in sample(predict, Y, SCHEDULE, noise, band=3)]
    assert all(torch.equal(a, b) for a, b in zip(whole, banded, strict=True))


def test_the_deterministic_chain_uses_the_prior_noise_alone() -> None:
    calls = []

    def counted(draw: int, rows: slice) -> Tensor:
        calls.append(draw)
        return noise(draw, rows) if draw == 0 else torch.full((1, 3, 10, 7), 1e6)

    steps = list(sample(lambda x_t, i: 0.9 * x_t, Y, SCHEDULE, counted, stochasticity=0.0))
    assert steps[-1].x0.abs().max() < 100


def test_a_cancel_inside_a_prediction_ends_the_walk() -> None:
    def predict(x_t: Tensor, i: int) -> Tensor:
        raise Cancelled

    with pytest.raises(Cancelled):
        next(sample(predict, Y, SCHEDULE, noise))
