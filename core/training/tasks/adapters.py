"""Low-rank adapters: small trained additions to frozen linear and convolutional layers, which are merged in the end.

W' = W + B A with A [rank, in k k] and B [out, rank] (LoRA, Hu et al. 2021). For a convolution, A is a convolution with
the same kernel size and B is one of 1 x 1. B starts at zero, so at first an adapted network computes what it did
before.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from core.errors import TrainingError
from core.networks.layers import Upsample


class AdaptedLinear(nn.Linear):
    """A linear layer with its addition. `weight` and `bias` are those of the base layer, frozen."""

    def __init__(self, base: nn.Linear, rank: int) -> None:
        nn.Module.__init__(self)
        self.in_features, self.out_features = base.in_features, base.out_features
        self.weight, self.bias = base.weight, base.bias
        rank = min(rank, base.in_features, base.out_features)
        self.down = nn.Parameter(base.weight.new_empty(rank, base.in_features))
        self.up = nn.Parameter(base.weight.new_zeros(base.out_features, rank))
        nn.init.kaiming_uniform_(self.down, a=math.sqrt(5))

    def forward(self, x: Tensor) -> Tensor:
        return F.linear(x, self.weight, self.bias) + F.linear(F.linear(x, self.down), self.up)

    def merged(self) -> Tensor:
        """The weight [out, in] with the addition merged in."""
        return self.weight + self.up @ self.down


class AdaptedConv2d(nn.Conv2d):
    """A convolution with its addition: a convolution of the same kernel size to `rank` channels, then one of 1 x 1."""

    def __init__(self, base: nn.Conv2d, rank: int) -> None:
        nn.Module.__init__(self)
        # Takes over all that describes the base layer: sizes, stride, padding.
        self.__dict__.update({k: v for k, v in base.__dict__.items() if not k.startswith("_")})
        self._reversed_padding_repeated_twice = base._reversed_padding_repeated_twice
        self.weight, self.bias = base.weight, base.bias
        rank = min(rank, base.weight[0].numel(), base.out_channels)
        self.down = nn.Parameter(base.weight.new_empty(rank, *base.weight.shape[1:]))
        self.up = nn.Parameter(base.weight.new_zeros(base.out_channels, rank, 1, 1))
        nn.init.kaiming_uniform_(self.down, a=math.sqrt(5))

    def forward(self, x: Tensor) -> Tensor:
        low = F.conv2d(x, self.down, None, self.stride, self.padding)
        return F.conv2d(x, self.weight, self.bias, self.stride, self.padding) + F.conv2d(low, self.up)

    def merged(self) -> Tensor:
        """The weight [out, in, k, k] with the addition merged in."""
        return self.weight + (self.up.flatten(1) @ self.down.flatten(1)).view_as(self.weight)


def adapt(network: nn.Module, rank: int) -> int:
    """Freezes the network and gives adapters to its linear layers and its convolutions without groups.

    Returns the number of parameters that are trained now. The convolutions of `Upsample` get none, as that layer uses
    their weights directly. Raises TrainingError if no layer can have an adapter.
    """
    network.requires_grad_(False)
    for parent in list(network.modules()):
        if isinstance(parent, Upsample):
            continue
        for name, child in list(parent.named_children()):
            new = _adapted(child, rank)
            if new is not None:
                parent._modules[name] = new
    count = sum(p.numel() for p in network.parameters() if p.requires_grad)
    if not count:
        raise TrainingError(
            "This model has no layers that could carry adapters: train all its weights instead."
        )
    return count


def merged_state(network: nn.Module) -> dict[str, Tensor]:
    """The tensors of the network with the additions merged in, under the names they had before `adapt`."""
    adapted = {
        name: module
        for name, module in network.named_modules()
        if isinstance(module, AdaptedLinear | AdaptedConv2d)
    }
    out = {}
    with torch.no_grad():
        for key, value in network.state_dict().items():
            owner, _, leaf = key.rpartition(".")
            if owner in adapted and leaf in ("down", "up"):
                continue
            merges = owner in adapted and leaf == "weight"
            out[key] = adapted[owner].merged() if merges else value.detach()
    return out


def load_trained(network: nn.Module, tensors: Mapping[str, Tensor]) -> None:
    """Fills the trained parameters with the tensors of these names. Raises TrainingError if names or shapes do not
    fit."""
    wanted = {k: p for k, p in network.named_parameters() if p.requires_grad}
    odd = sorted(set(wanted) ^ set(tensors))
    odd += [k for k in wanted if k in tensors and wanted[k].shape != tensors[k].shape]
    if odd:
        raise TrainingError(f"The saved weights do not fit this network, beginning with {odd[0]}.")
    with torch.no_grad():
        for key, parameter in wanted.items():
            parameter.copy_(tensors[key])


def _adapted(layer: nn.Module, rank: int) -> nn.Module | None:
    if type(layer) is nn.Linear:
        return AdaptedLinear(layer, rank)
    if type(layer) is nn.Conv2d and layer.groups == 1 and layer.padding_mode == "zeros":
        return AdaptedConv2d(layer, rank)
    return None
