"""Pictures as the networks that judge them take them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from torch import Tensor


def as_tensor(pixels: np.ndarray) -> Tensor:
    """uint8 H x W x 3 -> float32 [1, 3, H, W] in [0, 1]."""
    import torch

    return torch.from_numpy(np.array(pixels)).permute(2, 0, 1)[None].float() / 255
