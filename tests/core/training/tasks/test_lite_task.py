"""What Lite is taught: routes down the chain, and kappa as the choice between faithful and detailed."""

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import Any, cast

import cv2
import numpy as np
import pytest
import torch
import torch.nn.functional as F
from torch.utils._python_dispatch import TorchDispatchMode

from core.diffusion.schedule import ScheduleConfig
from core.jobs import CancelToken
from core.latents import pixel_shuffle
from core.models.recipe import Recipe
from core.networks.lite_plk import LitePLK, PLKConfig
from core.training.control import Control
from core.training.loop.pool import PairPool
from core.training.loop.recorded import RecordedIterations, Work
from core.training.loop.trainer import Trainer
from core.training.run_folder import RunFolder
from core.training.settings.config import TrainConfig
from core.training.tasks.distances import GradientDistance
from core.training.tasks.lite_task import (
    LiteTask,
    draw_hops,
    draw_levels,
    draw_route,
    grid_error,
    perceptual_weight,
    sharpened,
    target_of,
    teacher_share,
)
from core.training.tasks.task import Draw
from core.upscaling.lite_pass import LitePass
from core.upscaling.predictor import TorchPredictor
from tests.core.networks.lite_inputs import randomised


def test_a_route_falls_from_the_last_level_to_any_in_so_many_jumps() -> None:
    rng = np.random.default_rng(0)
    ends: dict[int, set[int]] = {1: set(), 2: set(), 3: set()}
    for _ in range(300):
        for hops, found in ends.items():
            route = draw_route(rng, 5, hops)
            assert route[0] == 5
            assert route == sorted(set(route), reverse=True)
            assert len(route) == hops + 1
            found.add(route[-1])
    assert ends == {1: {0, 1, 2, 3, 4}, 2: {0, 1, 2, 3}, 3: {0, 1, 2}}
    assert draw_route(rng, 5, 0) == [5]
    assert draw_route(rng, 0, 0) == [0]


def test_a_walk_has_as_many_jumps_as_were_drawn() -> None:
    config = TrainConfig(top_share=0.5, hop_odds=(0.0, 0.0, 1.0))
    schedule = ScheduleConfig(kind="free", T=4, kappa=0.5)
    drawn = [draw_hops(np.random.default_rng([9, k]), config) for k in range(200)]
    assert set(drawn) == {0, 3}
    assert 70 < drawn.count(0) < 130
    for k in range(50):
        levels = draw_levels(np.random.default_rng([5, k]), config, schedule, (1, 0.5), hops=3)
        assert len(levels.route) == len(levels.etas) == 4
        assert levels.etas == sorted(set(levels.etas), reverse=True)


def test_the_feature_distance_counts_from_the_least_kappa_on_once_its_ramp_is_through() -> None:
    config = TrainConfig(perceptual_weight=0.8, perceptual_start=100, perceptual_ramp=50)

    def weights(iteration: int) -> list[float]:
        return [perceptual_weight(kappa, config, iteration) for kappa in (0.1, 0.5, 2.0)]

    assert weights(100) == [0, 0, 0]
    assert weights(125) == pytest.approx([0, 0.4, 0.4 * 3.99 / 0.24], abs=1e-6)
    assert weights(9999) == pytest.approx([0, 0.8, 0.8 * 3.99 / 0.24], abs=1e-6)


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


def test_a_share_of_the_iterations_is_at_the_defaults() -> None:
    schedule = ScheduleConfig(kind="free", T=4, kappa=0.5)

    def drawn(hops: int, **changed: float) -> list[tuple[int, float]]:
        config = TrainConfig(**changed)  # type: ignore[arg-type]
        rngs = [np.random.default_rng([3, k]) for k in range(400)]
        chains = [draw_levels(rng, config, schedule, (2, 0.7), hops).chain for rng in rngs]
        return [(len(c), c.kappa) for c in chains]

    for hops in (0, 1):
        assert 210 < drawn(hops, default_share=0.6).count((2, 0.7)) < 270
    assert (2, 0.7) not in drawn(2, default_share=0.6)  # too short for that walk
    assert (2, 0.7) not in drawn(0)


class Reads(TorchDispatchMode):
    """Counts how often a number is read from a tensor, for which an accelerator would have to be waited for."""

    count = 0

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        self.count += func is torch.ops.aten._local_scalar_dense.default
        return func(*args, **(kwargs or {}))


@pytest.mark.parametrize("top_share", [1.0, 0.0])
def test_a_loss_and_its_gradients_read_no_number_from_the_network_s_device(top_share: float) -> None:
    network = LitePLK(PLKConfig(width=8, blocks=2, kernel=3, large_every=2, tail_width=8, embedding=16))
    recipe = Recipe("Tiny", "lite_plk", {}, asdict(ScheduleConfig(kind="free", T=2, kappa=0.5)), steps=2)
    config = TrainConfig(
        batch=2, patch=32, top_share=top_share, grid_weight=1.0, perceptual_start=0, perceptual_ramp=1
    )
    cpu = torch.device("cpu")
    task = LiteTask(network, recipe, config, GradientDistance(), device=cpu, dtype=torch.float32)
    hq = torch.rand(2, 3, 32, 32, generator=torch.Generator().manual_seed(0)) * 2 - 1
    with Reads() as reads:
        loss, parts = task.loss(hq, hq[:, :, ::4, ::4], Draw(0, 5, [0, 1]))
        loss.backward()  # type: ignore[no-untyped-call]
    assert reads.count == 0
    assert set(parts) == {"mse", "grid", "feature"}
    assert all(isinstance(v, torch.Tensor) and not v.requires_grad for v in parts.values())


def test_the_parts_of_a_batch_get_noise_of_their_own_on_a_card(monkeypatch: pytest.MonkeyPatch) -> None:
    seeds: list[int] = []
    monkeypatch.setattr(torch, "manual_seed", seeds.append)
    recipe = Recipe("x", "lite_plk", {}, asdict(ScheduleConfig(kind="free", T=4, kappa=0.5)))
    task = LiteTask(
        network=cast(Any, None),
        recipe=recipe,
        config=TrainConfig(loss="conference"),
        distance=None,
        device=torch.device("meta"),  # as a card: anything but the processor
        dtype=torch.float32,
    )
    first, second = (task.drawn(Draw(5, 17, samples)).numbers for samples in ([0, 1], [2, 3]))
    assert torch.equal(first, second)  # one kappa and one walk for all
    assert seeds[0] != seeds[1]


def test_the_target_goes_from_the_good_picture_to_the_teachers_with_kappa() -> None:
    shares = [teacher_share(kappa) for kappa in (0.1, 0.25, 0.5, 1.0, 2.0)]
    assert shares == pytest.approx([0, 0, 0.5, 1, 1])
    truth, taught = torch.zeros(2, 3, 2, 2), torch.ones(2, 3, 2, 2)
    both = torch.cat([truth, taught], dim=1)
    for share in shares:
        target = target_of(both, torch.tensor(share))
        assert target.shape == truth.shape
        assert torch.allclose(target, torch.tensor(share))
    assert target_of(truth, torch.tensor(0.5)) is truth


def test_a_teacher_of_fidelity_counts_at_every_kappa() -> None:
    network = LitePLK(PLKConfig(width=8, blocks=2, kernel=3, large_every=2, tail_width=8))
    recipe = Recipe("Tiny", "lite_plk", {}, asdict(ScheduleConfig(kind="free", T=2, kappa=0.5)), steps=2)
    found = []
    for kappa in (0.1, 1.0):
        config = TrainConfig(kappa_range=(kappa, kappa), teacher_least=0.8)
        task = LiteTask(network, recipe, config, None, device=torch.device("cpu"), dtype=torch.float32)
        found.append(float(task.drawn(Draw(0, 5, [0])).numbers[4]))
    assert found == pytest.approx([0.8, 1.0])


def test_a_target_is_sharpened_by_a_share_of_its_finest_band() -> None:
    picture = torch.rand(2, 3, 20, 24, generator=torch.Generator().manual_seed(1)) - 0.5
    channels = picture.permute(0, 2, 3, 1).numpy()
    blurred = np.stack([cv2.GaussianBlur(c, (7, 7), 1, borderType=cv2.BORDER_REFLECT_101) for c in channels])
    wanted = channels + 0.4 * (channels - blurred)
    assert np.allclose(sharpened(picture, 0.4).permute(0, 2, 3, 1).numpy(), wanted, atol=1e-6)
    flat = torch.full((1, 3, 9, 9), 1.0)
    assert torch.allclose(sharpened(flat, 1.0), flat, atol=1e-6)
    assert sharpened(picture * 4, 1.0).abs().max() == 1


@pytest.mark.parametrize("amount", [0.0, 0.5])
def test_a_prediction_is_measured_by_the_sharpened_target(amount: float) -> None:
    network = LitePLK(PLKConfig(width=8, blocks=2, kernel=3, large_every=2, tail_width=8))
    recipe = Recipe("Tiny", "lite_plk", {}, asdict(ScheduleConfig(kind="free", T=2, kappa=0.5)), steps=2)
    config = TrainConfig(loss="conference", batch=1, patch=32, sharpen=amount)
    task = LiteTask(network, recipe, config, None, device=torch.device("cpu"), dtype=torch.float32)
    hq = torch.rand(1, 3, 32, 32, generator=torch.Generator().manual_seed(1)) * 2 - 1
    lq = F.interpolate(hq, scale_factor=0.25, mode="area")
    _, parts = task.loss(hq, lq, Draw(0, 5, [0]))
    seen: list[torch.Tensor] = []
    network.register_forward_hook(lambda module, args, out: seen.append(out))
    task.loss(hq, lq, Draw(0, 5, [0]))
    rgb = F.pixel_shuffle(seen[-1].detach(), 4)
    assert float(parts["mse"]) == pytest.approx(
        float((rgb - sharpened(hq, amount)).square().mean()), rel=1e-5
    )


class Recorder:
    """In the place of CUDA graphs: notes what is recorded, and does it anew with copies of the inputs."""

    def __init__(self) -> None:
        self.recorded = self.repeated = 0

    def beside(self) -> AbstractContextManager[None]:
        return nullcontext()

    def record(self, work: Work, inputs: Sequence[torch.Tensor]) -> Work:
        self.recorded += 1

        def repeat(*now: torch.Tensor) -> dict[str, torch.Tensor]:
            self.repeated += 1
            return work(*(t.clone() for t in now))

        return repeat


def learned(recorder: Recorder | None, iterations: int = 48) -> tuple[dict[str, torch.Tensor], list[float]]:
    torch.manual_seed(0)
    network = LitePLK(PLKConfig(width=8, blocks=2, kernel=3, large_every=2, tail_width=8, embedding=16))
    recipe = Recipe("Tiny", "lite_plk", {}, asdict(ScheduleConfig(kind="free", T=2, kappa=0.5)), steps=2)
    config = TrainConfig(
        batch=2,
        patch=32,
        grid_weight=1.0,
        perceptual_start=6,
        perceptual_ramp=1,
        iterations=iterations,
        warmup=1,
    )
    cpu = torch.device("cpu")
    task = LiteTask(network, recipe, config, GradientDistance(), device=cpu, dtype=torch.float32)
    trainer = Trainer(
        task,
        PairPool(*(torch.randint(0, 256, (4, 3, s, s), dtype=torch.uint8) for s in (32, 8)), batch=2, seed=0),
        config,
        RunFolder(Path("nowhere")),
        emit=lambda event: None,
        control=Control(None, CancelToken()),
    )
    if recorder is not None:
        trainer.recorded = RecordedIterations(task, trainer.learner, recorder)
    losses = []
    for hq, lq in trainer.batches.batches(range(iterations), slice(None)):  # type: ignore[arg-type]
        losses.append(float(trainer.iterate(hq, lq).loss))
        trainer.progress.iteration += 1
    return {k: v.clone() for k, v in trainer.learner.ema.shadow.items()}, losses


def test_recorded_iterations_learn_what_those_do_that_are_launched_one_by_one() -> None:
    recorder = Recorder()
    (one, losses), (other, again) = learned(None), learned(recorder)
    assert again == pytest.approx(losses, rel=1e-3)
    assert all(torch.allclose(one[k], other[k], atol=1e-3) for k in one)
    assert recorder.recorded >= 2  # kinds
    assert recorder.repeated > 6


def test_iterations_that_cannot_be_recorded_are_launched_one_by_one() -> None:
    class Refuses(Recorder):
        def record(self, work: Work, inputs: Sequence[torch.Tensor]) -> Work:
            raise RuntimeError("operation not permitted when stream is capturing")

    (one, losses), (other, again) = learned(None), learned(Refuses())
    assert again == pytest.approx(losses, rel=1e-3)
    assert all(torch.allclose(one[k], other[k], atol=1e-3) for k in one)


@torch.no_grad()
def test_validation_enlarges_as_the_program_does() -> None:
    """State, noise, and a step's side and mean are those of a pass."""
    network = randomised(PLKConfig(width=8, blocks=2, kernel=3, large_every=2, tail_width=8, embedding=16))
    schedule = ScheduleConfig(kind="free", T=2, kappa=0.5)
    recipe = Recipe("Tiny", "lite_plk", {}, asdict(schedule), steps=2)
    cpu = torch.device("cpu")
    task = LiteTask(network, recipe, TrainConfig(bf16=False), None, device=cpu, dtype=torch.float32)
    picture = np.random.default_rng(3).random((12, 20, 3), np.float32)
    lq = torch.from_numpy(picture).permute(2, 0, 1)[None] * 2 - 1
    pass_ = LitePass(TorchPredictor(network, cpu, torch.float32), 64, 0, 1.0, CancelToken())
    for steps in (1, 3):
        start = pass_.start(picture)
        *_, last = pass_.steps(start, schedule.build(steps, 0.5), lambda tile, tiles: None)
        wanted = pixel_shuffle.to_rgb(last.x0, 4)
        assert torch.allclose(task.enlarge(lq, steps, 0.5, lambda: None), wanted, atol=1e-5)
