"""Channels that are filled up for the matrix units of graphics cards: the same values, in multiples of eight."""

import pytest
import torch
from torch import nn

from core.networks import lite_parts
from core.networks.lite_parts import ALIGNED, aligned_by, aligned_conv, stacked
from core.networks.lite_plk import LitePLK, PLKConfig
from core.training.tasks.adapters import adapt
from tests.core.networks.lite_inputs import inputs, randomised

TINY = PLKConfig(width=16, blocks=2, kernel=5, large_every=2, tail_width=8, embedding=16)


@pytest.fixture
def as_on_a_card(monkeypatch: pytest.MonkeyPatch) -> None:
    """The processor counts as a device where it pays."""
    monkeypatch.setattr(lite_parts, "aligned_by", lambda channels, device: -channels % ALIGNED)


def test_it_pays_on_cards_alone() -> None:
    assert [aligned_by(147, torch.device(kind)) for kind in ("cpu", "mps", "xpu", "cuda")] == [0, 0, 0, 5]
    assert aligned_by(96, torch.device("cuda")) == 0


@torch.no_grad()
@pytest.mark.usefixtures("as_on_a_card")
@pytest.mark.parametrize(("inputs", "outputs"), [(8, 16), (11, 16), (8, 12), (11, 3)])
def test_a_convolution_keeps_its_values(inputs: int, outputs: int) -> None:
    torch.manual_seed(0)
    conv = nn.Conv2d(inputs, outputs, 3, padding=1)
    parts = [torch.randn(2, channels, 5, 7) for channels in (3, inputs - 3)]
    x = stacked(parts)
    assert x.shape[1] % ALIGNED == 0
    assert x.is_contiguous(memory_format=torch.channels_last)
    torch.testing.assert_close(aligned_conv(conv, x), conv(torch.cat(parts, 1)))


@torch.no_grad()
def test_a_network_keeps_its_values_and_all_it_convolves_is_aligned(monkeypatch: pytest.MonkeyPatch) -> None:
    network = randomised(TINY)
    wanted = network(*inputs())
    monkeypatch.setattr(lite_parts, "aligned_by", lambda channels, device: -channels % ALIGNED)
    seen: list[torch.Size] = []
    real = torch.nn.functional.conv2d

    def conv2d(x: torch.Tensor, weight: torch.Tensor, *rest: object, **named: object) -> torch.Tensor:
        seen.append(weight.shape)
        return real(x, weight, *rest, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(lite_parts.F, "conv2d", conv2d)
    torch.testing.assert_close(network(*inputs()), wanted, atol=1e-5, rtol=1e-5)
    full = [shape for shape in seen if shape[2] > 1 and shape[1] >= ALIGNED]
    assert full
    assert all(shape[0] % ALIGNED == shape[1] % ALIGNED == 0 for shape in full)


@torch.no_grad()
@pytest.mark.usefixtures("as_on_a_card")
def test_adapters_see_the_channels_they_were_made_for() -> None:
    network = LitePLK(TINY).eval()
    wanted = network(*inputs())
    adapt(network, 2)
    torch.testing.assert_close(network(*inputs()), wanted, atol=1e-5, rtol=1e-5)
