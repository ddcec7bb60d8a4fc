"""A restorer as a graph on a Vulkan device. A pass takes it as it takes any other."""

from __future__ import annotations

from typing import Self

import numpy as np
import torch
from torch import Tensor

from core.compute.vulkan import VulkanGraph
from core.networks.ncnn_restorers import HQ, LQ, export_restorer
from core.networks.restorer import Restorer

WORKSPACE = 4  # times as much as the widest place holds is what ncnn took at most, with its fast convolutions


class VulkanRestorer(Restorer):
    """Computes in float32, or in float16 if `half`; takes and gives float32 on the processor.

    `network` is in float32 on the processor. Raises TypeError if it cannot be written as a graph, RuntimeError if the
    device cannot load that.
    """

    graph = VulkanGraph
    dtype = torch.float32

    def __init__(self, network: Restorer, device: torch.device, *, half: bool = False) -> None:
        super().__init__()
        self.scale, self.multiple, self.reach = network.scale, network.multiple, network.reach
        self.whole, self.typical_width = network.whole, network.typical_width
        self.values_per_pixel = WORKSPACE * network.values_per_pixel
        self._network = [network]  # in a list: it is no part of this module
        self._device, self._half = device, half
        self._written = export_restorer(network)
        self._built: dict[bool, VulkanGraph] = {}
        self._graph()

    def forward(self, lq: Tensor) -> Tensor:
        graph = self._graph()
        return torch.from_numpy(np.stack([graph.run({LQ: one.numpy()}, HQ) for one in lq]))

    def look(self, lq: Tensor, tiles: int) -> None:
        """See `Restorer`. What the network makes of it on the processor becomes part of the graph."""
        (network,) = self._network
        if type(network).look is Restorer.look:
            return
        network.look(lq, tiles)
        written = export_restorer(network)
        if written != self._written:
            self._written, self._built = written, {}

    def cast(self, dtype: torch.dtype) -> Self:
        """Makes the graph compute in float16 or float32 from now on."""
        self._half = dtype == torch.float16
        return self

    def _graph(self) -> VulkanGraph:
        """The graph of the number format at hand, which is built when it is first asked for."""
        if self._half not in self._built:
            text, weights = self._written.text(), bytes(self._written.weights)
            self._built[self._half] = self.graph(text, weights, self._device, half=self._half)
        return self._built[self._half]
