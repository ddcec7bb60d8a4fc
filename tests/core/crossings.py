"""Records what crosses between the processor and another device, and what is waited for."""

from typing import Any

import torch
from torch import Tensor
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_flatten


class Crossings(TorchDispatchMode):
    """The operations that copy between devices or read a value, by name. Not to be used in inference mode, where such
    operations are not taken apart."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        out = func(*args, **(kwargs or {}))
        leaves, _ = tree_flatten((args, out))
        tensors = [leaf for leaf in leaves if isinstance(leaf, Tensor)]
        packet = func.overloadpacket
        moved = packet in (torch.ops.aten._to_copy, torch.ops.aten.copy_)
        # A single value of the processor is given along with the order; more, such as indices, are copied first.
        crossing = [t for t in tensors if moved or t.ndim > 0]
        if packet is torch.ops.aten._local_scalar_dense or len({t.device.type for t in crossing}) > 1:
            self.found.append(str(packet))
        return out
