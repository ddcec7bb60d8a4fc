"""What Lite is taught: routes down the chain, and kappa as the choice between faithful and detailed."""

import numpy as np
import pytest
import torch

from core.diffusion.schedule import ScheduleConfig
from core.training.settings.config import TrainConfig
from core.training.tasks.lite_task import draw_levels, draw_route, grid_error, perceptual_weight


def test_a_route_falls_from_the_last_level_to_the_drawn_one() -> None:
    rng = np.random.default_rng(0)
    lengths = set()
    for _ in range(200):
        route = draw_route(rng, 7, 2, (0.5, 0.3, 0.2))
        assert (route[0], route[-1]) == (7, 2)
        assert route == sorted(set(route), reverse=True)
        lengths.add(len(route) - 1)
    assert lengths == {1, 2, 3}
    assert draw_route(rng, 5, 5, (1.0,)) == [5]
    assert draw_route(rng, 5, 4, (0.0, 0.0, 1.0)) == [5, 4]  # nothing lies between


def test_the_feature_distance_counts_by_kappa_squared_once_its_ramp_is_through() -> None:
    config = TrainConfig(perceptual_weight=0.8, perceptual_start=100, perceptual_ramp=50)
    kappa = torch.tensor([0.1, 0.5, 2.0])
    assert perceptual_weight(kappa, config, 100).tolist() == [0, 0, 0]
    assert perceptual_weight(kappa, config, 125).tolist() == pytest.approx([0.016, 0.4, 6.4])
    assert perceptual_weight(kappa, config, 9999).tolist() == pytest.approx([0.032, 0.8, 12.8])


def test_a_mesh_is_an_error_of_its_own_and_an_even_shift_is_none() -> None:
    target = torch.rand(2, 3, 16, 16, generator=torch.Generator().manual_seed(0))
    assert grid_error(target + 0.3, target, 4).tolist() == pytest.approx([0, 0], abs=1e-10)
    mesh = target.clone()
    mesh[1, :, ::4, ::4] += 0.16  # one phase of sixteen: 0.16 there, 0.01 on the mean of all
    wanted = (0.15**2 + 15 * 0.01**2) / 16
    assert grid_error(mesh, target, 4).tolist() == pytest.approx([0, wanted], rel=1e-4, abs=1e-10)


def test_an_error_that_averages_out_within_each_phase_is_no_grid() -> None:
    target = torch.randn(1, 3, 16, 16, generator=torch.Generator().manual_seed(0))
    error = torch.ones(16, 16)
    error[:, 8:] = -1  # each phase has as many pixels on the left as on the right
    assert grid_error(target, target, 4).item() == 0
    assert grid_error(target + error, target, 4).item() == pytest.approx(0, abs=1e-10)


def test_a_share_of_the_samples_is_at_the_defaults() -> None:
    schedule = ScheduleConfig(kind="free", T=4, kappa=0.5)

    def drawn(**changed: float) -> list[tuple[int, float, int]]:
        rngs = [np.random.default_rng([3, k]) for k in range(400)]
        levels = draw_levels(rngs, TrainConfig(**changed), schedule, (2, 0.7))  # type: ignore[arg-type]
        return [(len(c), c.kappa, int(i)) for c, i in zip(levels.chains, levels.index, strict=True)]

    usual = [d for d in drawn(default_share=0.6, top_share=0.25) if d[:2] == (2, 0.7)]
    assert 210 < len(usual) < 270
    at_the_top = sum(index == 1 for _, _, index in usual)
    assert 0.15 < at_the_top / len(usual) < 0.35
    assert not any(d[:2] == (2, 0.7) for d in drawn())
