"""A network on its device fetches nothing from the processor during a call."""

from typing import Any

import torch
from torch import Tensor
from torch.utils._python_dispatch import TorchDispatchMode

from core.networks.swin_unet import SwinUNet, SwinUNetConfig
from core.networks.vqgan import VQAutoencoder, VQConfig


class CopiesBetweenDevices(TorchDispatchMode):
    """Records the operations that move a tensor of the processor to another device."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        out = func(*args, **(kwargs or {}))
        tensors = [a for a in (*args, out) if isinstance(a, Tensor)]
        if func.overloadpacket in (torch.ops.aten._to_copy, torch.ops.aten.copy_) and (
            len({t.device.type for t in tensors}) > 1
        ):
            self.found.append(str(func))
        return out


def test_copies_between_devices_are_seen() -> None:
    with CopiesBetweenDevices() as copies:
        torch.zeros(2).to("meta")
    assert len(copies.found) == 1


@torch.no_grad()
def test_the_unet_copies_nothing_to_its_device() -> None:
    network = SwinUNet(SwinUNetConfig(model_channels=32, swin_embed_dim=64)).to("meta")
    x, t = torch.empty(1, 3, 64, 64, device="meta"), torch.empty(1, device="meta")
    with CopiesBetweenDevices() as copies:
        network(x, t, x)
    assert copies.found == []


@torch.no_grad()
def test_the_autoencoder_copies_nothing_to_its_device() -> None:
    network = VQAutoencoder(VQConfig(channels=32, codes=64)).to("meta")
    with CopiesBetweenDevices() as copies:
        network.decode(network.encode(torch.empty(1, 3, 64, 64, device="meta")))
    assert copies.found == []
