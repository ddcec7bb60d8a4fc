"""The Lite network with partial large kernels: its reach, its cost, calm grounds and what noise it sees."""

import pytest
import torch
from torch.utils.flop_counter import FlopCounterMode

from core.networks.lite import ARCHITECTURES, build_lite
from core.networks.lite_parts import LEVEL, calmed
from core.networks.lite_plk import LitePLK, PLKConfig
from core.networks.lite_unet import LiteConfig
from core.upscaling.lite_plan import MARGIN
from tests.core.networks.lite_inputs import inputs, randomised

TINY = PLKConfig(width=16, blocks=2, kernel=5, large_every=2, tail_width=8, embedding=16)


def test_a_tile_gives_what_the_whole_picture_gives() -> None:
    """Beyond its reach nothing counts, whatever lies there, and at its reach something does."""
    x_t, y, lq, eta, sigma = inputs(48)
    network, reach = randomised(TINY), TINY.reach
    whole = network(x_t, y, lq, eta, sigma)
    for other in (x_t, y, lq):
        other[:, :, :, 24 + reach + 2 :] += (
            5  # the enlargement's own kernel and the calm's are within the reach
        )
    assert torch.equal(network(x_t, y, lq, eta, sigma)[:, :, :, :24], whole[:, :, :, :24])
    changed = (network(x_t, y, lq, eta, sigma) - whole).abs().amax((0, 1, 2))
    assert changed[24 + reach] > 0


def test_the_full_size_stays_within_a_tiles_margin_and_its_budget() -> None:
    """3 to 4 GMAC for 64 x 64 pixels, 12 million parameters at most."""
    config = PLKConfig()
    assert config.reach <= MARGIN
    network = LitePLK(config).eval()
    assert sum(p.numel() for p in network.parameters()) < 12_000_000
    side = 64
    fields = [torch.zeros(1, channels, side, side) for channels in (48, 48, 3)]
    with torch.no_grad(), FlopCounterMode(display=False) as counter:
        network(*fields, torch.tensor([0.9]), torch.tensor([0.5]))
    assert 3e9 < counter.get_total_flops() / 2 < 4e9


def test_at_the_faithful_end_no_noise_is_seen() -> None:
    """At the top the Wiener estimate is next to nothing, so two noises give the same picture; not for larger kappas."""
    _, y, lq, _, _ = inputs()
    network, eta = randomised(TINY), torch.tensor([1 - 1e-6])

    def difference(kappa: float) -> float:
        noises = (torch.randn(y.shape, generator=torch.Generator().manual_seed(k)) for k in (1, 2))
        one, other = (network(y + kappa * noise, y, lq, eta, kappa * eta.sqrt()) for noise in noises)
        return float((one - other).abs().max())

    assert difference(0.1) < 1e-5
    assert difference(0.2) > 1e-3


SIZES = {
    "lite_unet": LiteConfig(widths=(8, 16), blocks=(1, 1), tail_width=8, embedding=16),
    "lite_plk": PLKConfig(width=8, blocks=2, tail_width=8, embedding=16),
}


@pytest.mark.parametrize("architecture", ARCHITECTURES)
@pytest.mark.parametrize("value", [-1.0, 0.3, 1.0])
def test_flat_ground_stays_as_it_is(architecture: str, value: float) -> None:
    torch.manual_seed(0)
    network = build_lite(SIZES[architecture]).eval()
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.normal_(std=0.2)
        lq, y = torch.full((1, 3, 16, 16), value), torch.full((1, 48, 16, 16), value)
        x_t = y + torch.randn(y.shape, generator=torch.Generator().manual_seed(0))
        assert torch.equal(network(x_t, y, lq, torch.tensor([0.98]), torch.tensor([1.98])), y)


def test_calm_gives_way_as_the_ground_becomes_uneven() -> None:
    residual, lq = torch.ones(1, 48, 16, 16), torch.zeros(1, 3, 16, 16)
    lq[:, 1, 8, 8] = 2 * LEVEL
    held = calmed(residual, lq)
    assert held[0, 0, 8, 8] == pytest.approx(0.5)
    assert held[0, 0, 6, 6] == pytest.approx(0.5)
    assert held[0, 0, 5, 8] == 0
    lq[:, :, 8, 8] = 9 * LEVEL
    assert calmed(residual, lq)[0, 0, 8, 8] == 1


def test_bfloat16_agrees_with_float32() -> None:
    x_t, y, lq, eta, sigma = inputs()
    network = randomised(TINY)
    wanted = network(x_t, y, lq, eta[:1], sigma[:1])
    got = network.cast(torch.bfloat16)(x_t, y, lq, eta[:1], sigma[:1])
    assert got.dtype == torch.float32
    assert float((got - wanted).abs().max()) < 0.05
