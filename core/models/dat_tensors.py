"""DAT's published tensors as what they come to: norms within convolutions, and the positions' network as a table."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from core.errors import ModelError

if TYPE_CHECKING:
    from torch import Tensor

EPSILON = 1e-5  # of the norms
# A convolution and the norm over the batch behind it.
_NORMED = re.compile(r"(.+\.(?:dwconv|channel_interaction|spatial_interaction)\.)(\d)\.running_mean$")
_BRANCH = re.compile(r"(.+\.attns\.[01]\.)rpe_biases$")
_DERIVED = re.compile(r".+\.(?:num_batches_tracked|attn_mask_[01])$")
_POSITIONS = ("pos.pos_proj", *(f"pos.pos{k}.{part}" for k in (1, 2, 3) for part in (0, 2)))


def window_of(offsets: Tensor) -> tuple[int, int]:
    """Height and width of the windows whose relative positions these are, [.., 2]."""
    return 1 - int(offsets[0, 0]), 1 - int(offsets[0, 1])


def folded_dat(tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The tensors under the published names; `attns.0.table` instead of its network, [(2 h - 1) (2 w - 1), heads]."""
    out = {key: tensor for key, tensor in tensors.items() if not _DERIVED.match(key)}
    for key in tensors:
        if match := _NORMED.match(key):
            _fold_norm(out, match[1] + str(int(match[2]) - 1), match[1] + match[2])
        elif match := _BRANCH.match(key):
            out[f"{match[1]}table"] = _table(out, match[1])
    # Of 1 x 1, which are linear layers here.
    return {key: t.flatten(1) if "_interaction." in key and t.ndim == 4 else t for key, t in out.items()}


def _fold_norm(out: dict[str, Tensor], conv: str, norm: str) -> None:
    """Replaces a convolution and its norm by one convolution."""
    weight, bias = (_taken(out, f"{conv}.{part}").double() for part in ("weight", "bias"))
    gain, shift, mean, variance = (
        _taken(out, f"{norm}.{part}").double() for part in ("weight", "bias", "running_mean", "running_var")
    )
    factor = gain / (variance + EPSILON).sqrt()
    out[f"{conv}.weight"] = (weight * factor.view(-1, *[1] * (weight.ndim - 1))).float()
    out[f"{conv}.bias"] = ((bias - mean) * factor + shift).float()


def _table(out: dict[str, Tensor], branch: str) -> Tensor:
    """What the network of the relative positions says of each of them, instead of its tensors."""
    import torch.nn.functional as F

    h = _taken(out, f"{branch}rpe_biases").double()
    for name in _POSITIONS:
        weight, bias = (_taken(out, f"{branch}{name}.{part}").double() for part in ("weight", "bias"))
        if weight.ndim == 1:
            h = F.relu(F.layer_norm(h, weight.shape, weight, bias, EPSILON))
        else:
            h = F.linear(h, weight, bias)
    return h.float()


def _taken(out: dict[str, Tensor], key: str) -> Tensor:
    """Takes a tensor out. Raises ModelError if it is missing."""
    if key not in out:
        raise ModelError(f"The model is damaged: {key} is missing.")
    return out.pop(key)
