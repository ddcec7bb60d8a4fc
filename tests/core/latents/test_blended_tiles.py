"""Tiles of the latent: their grid, their weights, their padding, and that they see what lies under them."""

import itertools

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from core.compute.recorded import Recorded
from core.diffusion.schedule import ScheduleConfig
from core.errors import Cancelled
from core.jobs import CancelToken
from core.latents import blended_tiles
from core.latents.blended_tiles import TiledPredictor, gaussian, plan, reflected
from core.networks.swin_unet import SwinUNet, SwinUNetConfig
from tests.core.compute.test_recorded import Recorder
from tests.core.crossings import Crossings

SCHEDULE = ScheduleConfig(T=4, kappa=2.0, min_noise=0.2).build()

sides = st.integers(1, 20)


@given(sides, sides, st.integers(2, 8), st.sampled_from([16, 64]))
def test_tiles_cover_the_latent_on_the_grid_and_overlap(down: int, across: int, side: int, grid: int) -> None:
    height, width, tile = (n * grid for n in (down, across, side))
    covered = np.zeros((down, across), int)
    boxes = plan(height, width, tile, grid)
    for rows, columns in boxes:
        assert rows.start % grid == columns.start % grid == 0
        assert rows.stop - rows.start == min(tile, height)
        assert columns.stop - columns.start == min(tile, width)
        covered[rows.start // grid : rows.stop // grid, columns.start // grid : columns.stop // grid] += 1
    assert covered.min() >= 1
    lower = sorted({r.start for r, _ in boxes})
    assert all(b - a <= tile - grid for a, b in itertools.pairwise(lower))


def test_sizes_off_the_grid_are_refused() -> None:
    with pytest.raises(ValueError, match="multiples of 64"):
        plan(72, 64, 128, 64)


@given(st.integers(1, 90), st.integers(1, 90), st.sampled_from([64, 128]))
def test_padding_mirrors_as_often_as_needed(height: int, width: int, multiple: int) -> None:
    x = torch.rand(1, 3, height, width, generator=torch.Generator().manual_seed(0))
    got = reflected(x, multiple)
    bottom, right = -height % multiple, -width % multiple
    wanted = np.pad(x.numpy(), ((0, 0), (0, 0), (0, bottom), (0, right)), mode="reflect")
    assert np.array_equal(got.numpy(), wanted)


def test_weights_fall_smoothly_and_evenly() -> None:
    weight = gaussian(128)
    assert torch.allclose(weight, weight.flip(0))
    assert bool((weight[:63].diff() > 0).all())
    assert 0.003 < float(weight[0]) < 0.005


class Copying(torch.nn.Module):
    """A stand-in that predicts, pixel by pixel, from all it is given."""

    def __init__(self, config: SwinUNetConfig) -> None:
        super().__init__()
        self.config, self.multiple = config, config.multiple
        self.seen: list[tuple[int, ...]] = []

    def forward(
        self, x: torch.Tensor, t: torch.Tensor, lq: torch.Tensor, mask: torch.Tensor | None = None
    ) -> torch.Tensor:
        self.seen.append(tuple(lq.shape[2:]))
        r = lq.shape[2] // x.shape[2]
        out = x + 10 * lq[:, :, ::r, ::r] + 100 * t
        return out if mask is None else out + 1000 * mask[:, :, ::r, ::r]


@pytest.mark.parametrize("r", [1, 4])
def test_a_local_prediction_is_the_same_in_tiles_as_in_one_piece(r: int) -> None:
    network = Copying(SwinUNetConfig(lq_size=64 * r))
    generator = torch.Generator().manual_seed(0)
    x = torch.randn(1, 3, 192, 320, generator=generator)
    lq = torch.randn(1, 3, 192 * r, 320 * r, generator=generator)
    mask = torch.randn(1, 1, 192 * r, 320 * r, generator=generator) if r > 1 else None
    done: list[tuple[int, int]] = []

    def predict(tile: int) -> torch.Tensor:
        network.seen.clear()
        predictor = TiledPredictor(
            network,  # type: ignore[arg-type]
            SCHEDULE,
            lq,
            tile,
            lambda *at: done.append(at),
            mask=mask,
        )
        return predictor(x, 2)

    whole = predict(512)
    assert network.seen == [(192 * r, 320 * r)]
    expected = x * SCHEDULE.input_scale(2) + 10 * lq[:, :, ::r, ::r] + 200
    assert torch.allclose(whole, expected if mask is None else expected + 1000 * mask[:, :, ::r, ::r])
    assert torch.allclose(predict(128), whole, rtol=1e-5, atol=1e-3)
    assert network.seen == [(128 * r, 128 * r)] * 8
    assert done == [(1, 1)] + [(n, 8) for n in range(1, 9)]


def test_cancel_is_asked_at_every_tile() -> None:
    cancel = CancelToken()
    network = Copying(SwinUNetConfig())

    def tile_done(number: int, count: int) -> None:
        if number == 2:
            cancel.cancel()
        cancel.raise_if_cancelled()

    lq = torch.zeros(1, 3, 256, 256)
    with pytest.raises(Cancelled):
        TiledPredictor(network, SCHEDULE, lq, 128, tile_done)(lq, 0)  # type: ignore[arg-type]
    assert len(network.seen) == 2


class Resident(TiledPredictor):
    """Works on the processor as it would on a device."""

    @property
    def resident(self) -> bool:
        return True


def predicted(kind: type[TiledPredictor], network: torch.nn.Module, *, batch: int = 1) -> torch.Tensor:
    lq = torch.randn(1, 3, 192, 256, generator=torch.Generator().manual_seed(0))
    predictor = kind(
        network,  # type: ignore[arg-type]
        SCHEDULE,
        lq,
        128,
        lambda tile, tiles: None,
        batch=batch,
    )
    return predictor(0.1 * lq, 1)


@pytest.mark.parametrize("batch", [1, 2, 4])
def test_working_as_on_a_device_and_in_batches_changes_nothing(batch: int) -> None:
    network = Copying(SwinUNetConfig())
    wanted = predicted(TiledPredictor, network)
    assert torch.allclose(predicted(Resident, network, batch=batch), wanted, atol=1e-4)


def test_recorded_launches_give_the_same_and_a_tile_is_not_overwritten_by_the_next() -> None:
    network = Copying(SwinUNetConfig())
    wanted, lq = (
        predicted(TiledPredictor, network),
        torch.randn(1, 3, 192, 256, generator=torch.Generator().manual_seed(0)),
    )
    recorder = Recorder()
    repeated = Recorded(network, recorder)
    predictor = Resident(network, SCHEDULE, lq, 128, lambda tile, tiles: None, repeated=repeated)  # type: ignore[arg-type]
    for _ in range(3):
        assert torch.allclose(predictor(0.1 * lq, 1), wanted, atol=1e-4)
    assert (recorder.recordings, recorder.replays) == (1, 3 * len(plan(192, 256, 128, 64)) - 2)


def test_values_that_are_no_numbers_are_found_at_the_end_of_a_step_and_computed_again() -> None:
    formats: list[torch.dtype] = []

    class Overflowing(Copying):
        """Gives no numbers for the first tile in float16."""

        kind = torch.float16

        def cast(self, dtype: torch.dtype) -> None:
            self.kind = dtype
            formats.append(dtype)

        def forward(
            self, x: torch.Tensor, t: torch.Tensor, lq: torch.Tensor, mask: torch.Tensor | None = None
        ) -> torch.Tensor:
            out = super().forward(x, t, lq, mask)
            bad = self.kind == torch.float16 and float(x[0, 0, 0, 0]) == first
            return torch.full_like(out, torch.inf) if bad else out

    plain, network = Copying(SwinUNetConfig()), Overflowing(SwinUNetConfig())
    lq = torch.randn(1, 3, 192, 256, generator=torch.Generator().manual_seed(0))
    first = float((0.1 * lq * SCHEDULE.input_scale(1))[0, 0, 0, 0])
    tiles = len(plan(192, 256, 128, 64))
    assert torch.allclose(predicted(Resident, network), predicted(TiledPredictor, plain), atol=1e-4)
    # Once without a look, then all again, of which one in float32.
    assert len(network.seen) == 2 * tiles + 1
    assert formats == [torch.float32, torch.float32]


@torch.no_grad()
def test_on_a_device_nothing_is_copied_and_one_question_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The device is torch's "meta", which has no values: what would cross cannot be hidden there."""
    asked: list[torch.Size] = []
    monkeypatch.setattr(blended_tiles, "holds", lambda flag: asked.append(flag.shape) or True)
    meta = torch.device("meta")
    network = SwinUNet(SwinUNetConfig(model_channels=32, swin_embed_dim=64)).to(meta)
    lq = torch.empty(1, 3, 128, 192, device=meta)
    predictor = TiledPredictor(network, SCHEDULE, lq, 128, lambda tile, tiles: None, device=meta, batch=2)
    with Crossings() as crossings:
        assert predictor(torch.empty(1, 3, 128, 192, device=meta), 1).shape == (1, 3, 128, 192)
    assert crossings.found == []
    assert asked == [torch.Size([])]
