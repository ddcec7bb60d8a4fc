"""The Lite network as a U-Net: a tile sees what the whole picture sees."""

import torch

from core.networks.lite_unet import LiteConfig
from tests.core.networks.lite_inputs import inputs, randomised

TINY = LiteConfig(widths=(16, 24), blocks=(1, 1), tail_width=8, embedding=16)


def test_what_lies_outside_the_receptive_field_does_not_matter() -> None:
    """No statistics over positions: the centre of a large input is the same whatever its far corner holds."""
    x_t, y, lq, eta, sigma = inputs(64)
    network = randomised(TINY)
    whole = network(x_t, y, lq, eta, sigma)
    x_t[:, :, :8, :8] += 5
    assert torch.allclose(network(x_t, y, lq, eta, sigma)[:, :, 40:, 40:], whole[:, :, 40:, 40:], atol=1e-5)


def test_bfloat16_agrees_with_float32() -> None:
    x_t, y, lq, eta, sigma = inputs()
    network = randomised(TINY)
    wanted = network(x_t, y, lq, eta[:1], sigma[:1])
    got = network.cast(torch.bfloat16)(x_t, y, lq, eta[:1], sigma[:1])
    assert got.dtype == torch.float32
    assert float((got - wanted).abs().max()) < 0.02
