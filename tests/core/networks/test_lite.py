"""What holds for both Lite networks: their start, and that they see each picture's own noise state."""

import pytest
import torch

from core.networks.lite import build_lite
from core.networks.lite_plk import PLKConfig
from core.networks.lite_unet import LiteConfig
from tests.core.networks.lite_inputs import inputs, randomised

TINY = [
    pytest.param(LiteConfig(widths=(16, 24), blocks=(1, 1), tail_width=8, embedding=16), id="lite_unet"),
    pytest.param(
        PLKConfig(width=16, blocks=2, kernel=5, large_every=2, tail_width=8, embedding=16), id="lite_plk"
    ),
]


@pytest.mark.parametrize("config", TINY)
def test_an_untrained_network_gives_the_bicubic_enlargement(config: LiteConfig | PLKConfig) -> None:
    x_t, y, lq, eta, sigma = inputs()
    assert torch.equal(build_lite(config)(x_t, y, lq, eta, sigma), y)


@pytest.mark.parametrize("config", TINY)
def test_one_noise_state_for_all_equals_one_for_each(config: LiteConfig | PLKConfig) -> None:
    x_t, y, lq, eta, sigma = inputs()
    network = randomised(config)
    both = network(x_t, y, lq, eta, sigma)
    for k in range(2):
        alone = network(x_t[k : k + 1], y[k : k + 1], lq[k : k + 1], eta[k : k + 1], sigma[k : k + 1])
        assert torch.allclose(alone[0], both[k], atol=1e-5)


@pytest.mark.parametrize("config", TINY)
def test_the_noise_state_changes_the_prediction(config: LiteConfig | PLKConfig) -> None:
    x_t, y, lq, eta, sigma = inputs()
    network = randomised(config)
    before, after = network(x_t, y, lq, eta, sigma), network(x_t, y, lq, eta, 2 * sigma)
    assert not torch.allclose(before, after, atol=1e-3)
