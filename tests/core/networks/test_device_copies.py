"""A network on its device fetches nothing from the processor during a call."""

import torch

from core.networks.lite_judge import Judge
from core.networks.swin_unet import SwinUNet, SwinUNetConfig
from core.networks.vqgan import VQAutoencoder, VQConfig
from tests.core.crossings import Crossings


def test_copies_between_devices_are_seen() -> None:
    with Crossings() as copies:
        torch.zeros(2).to("meta")
        torch.empty(2, device="meta")[torch.zeros(1, dtype=torch.int64)]
    assert len(copies.found) == 2


@torch.no_grad()
def test_the_unet_copies_nothing_to_its_device() -> None:
    network = SwinUNet(SwinUNetConfig(model_channels=32, swin_embed_dim=64)).to("meta")
    x, t = torch.empty(1, 3, 64, 64, device="meta"), torch.empty(1, device="meta")
    with Crossings() as copies:
        network(x, t, x)
    assert copies.found == []


@torch.no_grad()
def test_the_judge_copies_nothing_to_its_device() -> None:
    judge = Judge().to("meta")
    with Crossings() as copies:
        judge(torch.empty(2, 3, 16, 16, device="meta"))
    assert copies.found == []


@torch.no_grad()
def test_the_autoencoder_copies_nothing_to_its_device() -> None:
    network = VQAutoencoder(VQConfig(channels=32, codes=64)).to("meta")
    with Crossings() as copies:
        network.decode(network.encode(torch.empty(1, 3, 64, 64, device="meta")))
    assert copies.found == []
