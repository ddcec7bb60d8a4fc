"""The feature distance of the loss, or a plain substitute if its network is not installed."""

from __future__ import annotations

from functools import cache

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from core.errors import SettingsError
from core.training.tasks.task import Distance

SCALES = 3


class GradientDistance(nn.Module):
    """The mean absolute difference of the gradients of two pictures at three sizes, divided by the target's mean
    gradient.

    It needs no trained weights. It asks for edges as strong as the target's, which squared error alone smooths away.
    forward(pred, target): [B, 3, H, W] each in [0, 1] -> [B].
    """

    def forward(self, pred: Tensor, target: Tensor) -> Tensor:
        total = torch.zeros(len(pred), device=pred.device)
        for k in range(SCALES):
            if k:
                pred, target = F.avg_pool2d(pred, 2), F.avg_pool2d(target, 2)
            for axis in (2, 3):
                a, b = pred.diff(dim=axis), target.diff(dim=axis)
                size = b.abs().flatten(1).mean(1) + 0.01
                total = total + (a - b).abs().flatten(1).mean(1) / size
        return total / (2 * SCALES)


@cache
def choose_distance(device: torch.device) -> tuple[Distance, str]:
    """(the feature distance on that device, ""); if it is not installed, (the substitute, a sentence that says so)."""
    from core.quality.feature_distance import PerceptualDistance

    try:
        return PerceptualDistance().to(device), ""
    except SettingsError:
        return GradientDistance(), (
            "The network that judges visible features is not installed (pip install 'resshift-studio[evaluation]'), "
            "so edges are compared instead."
        )
