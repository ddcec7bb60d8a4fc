"""The schedule against the published code's numbers, and the properties that hold for any levels."""

import numpy as np
import pytest
import torch

from core.diffusion.schedule import Schedule, ScheduleConfig, exponential_sqrt_etas, ldm_sqrt_etas, marginal
from core.errors import SettingsError

V1 = ScheduleConfig(T=15, kappa=2.0, power=0.3, min_noise=0.04)
V3 = ScheduleConfig(T=4, kappa=2.0, power=0.3, min_noise=0.2)
GOLDEN_S_15 = [
    0.02, 0.117165, 0.176305, 0.233629, 0.291574, 0.351009, 0.412356, 0.475858,
    0.541672, 0.609910, 0.680658, 0.753985, 0.829951, 0.908606, 0.99,
]  # fmt: skip
GOLDEN_STD_15 = [
    0, 0.039413, 0.1751, 0.231363, 0.279563, 0.324673, 0.368416, 0.411601,
    0.454677, 0.497922, 0.54152, 0.5856, 0.630256, 0.675563, 0.721578,
]  # fmt: skip
FREE = ScheduleConfig(kind="free", T=4, kappa=0.5)


def test_fifteen_steps_have_the_published_levels() -> None:
    assert V1.sqrt_etas() == pytest.approx(GOLDEN_S_15, abs=1e-6)


def test_four_steps_have_the_published_levels_and_coefficients() -> None:
    schedule = V3.build()
    assert schedule.sqrt_etas == pytest.approx([0.1, 0.520096, 0.761382, 0.99], abs=1e-6)
    assert schedule.etas == pytest.approx([0.01, 0.2705, 0.579703, 0.9801], abs=1e-6)
    posterior = np.array([schedule.posterior(i) for i in range(4)])
    assert posterior[:, 0] == pytest.approx([0, 0.036969, 0.466619, 0.591473], abs=1e-6)
    assert posterior[:, 1] == pytest.approx([1, 0.963031, 0.533381, 0.408527], abs=1e-6)
    assert posterior[:, 2] == pytest.approx([0, 0.196268, 0.759683, 0.973292], abs=1e-6)
    assert [1 / schedule.input_scale(i) for i in range(4)] == pytest.approx(
        [1.0198, 1.44291, 1.82176, 2.2182], abs=1e-5
    )


def test_posterior_deviations_of_fifteen_steps() -> None:
    schedule = V1.build()
    assert [schedule.posterior(i)[2] for i in range(15)] == pytest.approx(GOLDEN_STD_15, abs=1e-6)


def test_loss_weights_of_the_four_step_model() -> None:
    assert V3.build().loss_weights() == pytest.approx([12.98, 12.04, 0.246, 0.088], rel=5e-3)


def test_a_kappa_below_one_leaves_the_first_level_at_min_noise() -> None:
    assert exponential_sqrt_etas(4, kappa=0.5, power=0.3, min_noise=0.2)[0] == pytest.approx(0.2)


def test_the_ldm_chain_ends_where_noise_dwarfs_the_picture() -> None:
    levels = ldm_sqrt_etas(1000, kappa=40)
    assert levels[0] * 40 == pytest.approx(0.0388, abs=1e-4)
    assert levels[-1] * 40 == pytest.approx(38.66, abs=1e-2)
    assert levels[-1] ** 2 == pytest.approx(0.934, abs=1e-3)


def test_anchored_subsets_keep_the_prior() -> None:
    assert V1.build().anchored(4).timesteps == [0, 5, 9, 14]
    assert V1.build().anchored(1).timesteps == [14]
    assert V3.build().anchored(2).timesteps == [0, 3]


@pytest.mark.parametrize("steps", [1, 2, 3, 4, 8, 15, 40])
@pytest.mark.parametrize("kappa", [0.1, 0.5, 1.0, 2.0])
def test_free_levels_rise_and_their_first_noise_falls_with_the_steps(steps: int, kappa: float) -> None:
    schedule = FREE.build(steps, kappa)
    assert len(schedule) == steps
    assert schedule.sqrt_etas[-1] == pytest.approx(0.99)
    if steps > 2:
        assert FREE.build(steps + 1, kappa).noise_std(0) < schedule.noise_std(0)


def test_free_levels_meet_the_published_first_noises() -> None:
    assert FREE.build(15, 2.0).noise_std(0) == pytest.approx(0.04)
    assert FREE.build(4, 2.0).noise_std(0) == pytest.approx(0.2)


@pytest.mark.parametrize("stochasticity", [0.0, 0.4, 1.0])
@pytest.mark.parametrize("indices", [(3, 7, 11), (0, 14), (2, 5, 6, 14)])
def test_any_subsequence_keeps_the_marginals(indices: tuple[int, ...], stochasticity: float) -> None:
    """With the true x0, walking down from q(x_t | x0, y) gives q(x_s | x0, y): mean and deviation."""
    schedule = V1.build()._subset(indices)
    generator = torch.Generator().manual_seed(3)
    n, x0, y = 200_000, 0.7, -0.3

    def draw() -> torch.Tensor:
        return torch.randn(n, generator=generator, dtype=torch.float64)

    x0s, ys = torch.full((n,), x0, dtype=torch.float64), torch.full((n,), y, dtype=torch.float64)
    x = marginal(x0s, ys, draw(), eta=float(schedule.etas[-1]), kappa=schedule.kappa)
    for i in range(len(schedule) - 1, 0, -1):
        x = schedule.transition(x, x0s, ys, draw(), i, stochasticity=stochasticity)
        eta, std = schedule.state(i - 1)
        assert float(x.mean()) == pytest.approx(x0 + eta * (y - x0), abs=5 * std / n**0.5)
        assert float(x.std()) == pytest.approx(std, rel=0.01)


def test_full_stochasticity_is_the_posterior() -> None:
    schedule = V3.build()
    x_t, x0, y, noise = torch.randn(4, 1, 2, 3, 3, generator=torch.Generator().manual_seed(0))
    a, b, std = schedule.posterior(2)
    general = schedule.transition(x_t, x0, y, noise, 2, stochasticity=1.0 - 1e-9)
    assert torch.allclose(general, a * x_t + b * x0 + std * noise, atol=1e-4)


def test_levels_that_do_not_rise_are_refused() -> None:
    with pytest.raises(SettingsError):
        Schedule([0.5, 0.4], 1.0)
