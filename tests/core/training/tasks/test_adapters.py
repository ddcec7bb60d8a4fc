"""Low-rank adapters: no change at first, exact merging, nothing but additions trained."""

import pytest
import torch
from torch import nn

from core.errors import TrainingError
from core.networks.lite_unet import LiteConfig, LiteUNet
from core.networks.swin_unet import SwinUNet, SwinUNetConfig
from core.training.tasks.adapters import adapt, load_trained, merged_state

TINY_SWIN = SwinUNetConfig(
    model_channels=32, channel_mult=(1, 2), num_res_blocks=(1, 1), image_size=16, lq_size=16,
    swin_embed_dim=32, num_head_channels=16,
)  # fmt: skip


def lite():
    torch.manual_seed(0)
    return LiteUNet(LiteConfig(4, (16, 16), (1, 1), 8, 32)), (
        torch.randn(2, 48, 8, 8), torch.randn(2, 48, 8, 8), torch.randn(2, 3, 8, 8),
        torch.tensor([0.5, 0.9]), torch.tensor([0.4, 0.9]),
    )  # fmt: skip


def swin():
    torch.manual_seed(0)
    inputs = torch.randn(2, 3, 16, 16), torch.tensor([1.0, 3.0]), torch.randn(2, 3, 16, 16)
    return SwinUNet(TINY_SWIN), inputs


def train_a_little(network):
    """Random additions, as if trained."""
    with torch.no_grad():
        for parameter in network.parameters():
            if parameter.requires_grad:
                parameter.add_(torch.randn_like(parameter) * 0.05)


@pytest.mark.parametrize("make", [lite, swin])
def test_it_begins_as_the_base_and_merges_exactly(make):
    network, inputs = make()
    network.eval()
    with torch.no_grad():
        before = network(*inputs)
    keys = list(network.state_dict())
    total = sum(p.numel() for p in network.parameters())
    count = adapt(network, 2)
    assert 0 < count < total
    with torch.no_grad():
        torch.testing.assert_close(network(*inputs), before)
        train_a_little(network)
        after = network(*inputs)
    assert not torch.allclose(after, before, atol=1e-3)
    merged = merged_state(network)
    assert list(merged) == keys
    plain, _ = make()
    plain.load_state_dict(merged)
    with torch.no_grad():
        torch.testing.assert_close(plain.eval()(*inputs), after, atol=2e-4, rtol=1e-4)


@pytest.mark.parametrize(
    "layer",
    [nn.Conv2d(4, 6, 3, padding=1), nn.Conv2d(4, 6, 3, stride=2, padding=1), nn.Conv2d(4, 4, 2, stride=2)],
)
def test_convolutions_of_every_shape_merge_exactly(layer):
    network = nn.Sequential(layer).double()
    adapt(network, 3)
    train_a_little(network)
    x = torch.randn(2, 4, 8, 8, dtype=torch.float64)
    merged = nn.functional.conv2d(
        x, merged_state(network)["0.weight"], layer.bias, layer.stride, layer.padding
    )
    torch.testing.assert_close(network(x), merged, atol=1e-12, rtol=1e-12)


def test_only_the_additions_get_gradients():
    network, inputs = lite()
    adapt(network, 2)
    network(*inputs).square().sum().backward()
    for name, parameter in network.named_parameters():
        assert parameter.requires_grad == (name.endswith((".down", ".up")))
        assert parameter.requires_grad or parameter.grad is None


def test_weights_that_do_not_fit_are_refused():
    network, _ = lite()
    adapt(network, 2)
    with pytest.raises(TrainingError, match="do not fit"):
        load_trained(network, {})
    with pytest.raises(TrainingError, match="no layers"):
        adapt(nn.Sequential(nn.ReLU()), 2)
