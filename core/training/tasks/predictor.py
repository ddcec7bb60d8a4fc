"""Calls a network in the number format of a training, launch by launch or as a recorded graph."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch
from torch import Tensor, nn

Call = Callable[..., Tensor]


class Predictor(nn.Module):
    """predictor(*inputs) -> the network's output in float32, computed in `dtype` (mixed precision).

    record  makes a call that repeats recorded launches, for one set of shapes; None: never. In evaluation mode, which
            sees other shapes, the network is always computed launch by launch.
    """

    def __init__(
        self,
        network: nn.Module,
        device: torch.device,
        dtype: torch.dtype,
        record: Callable[[nn.Module, Sequence[Tensor]], Call] | None = None,
    ) -> None:
        super().__init__()
        self.network, self.device, self.dtype, self.record = network, device, dtype, record
        self._recorded: dict[tuple[torch.Size, ...], Call] = {}

    def forward(self, *inputs: Tensor) -> Tensor:
        if self.record is None or not self.network.training:
            return self.launched(*inputs)
        shapes = tuple(t.shape for t in inputs)
        if shapes not in self._recorded:
            self._recorded[shapes] = self.record(_Launched(self), inputs)
        return self._recorded[shapes](*inputs)

    def launched(self, *inputs: Tensor) -> Tensor:
        """Launch by launch."""
        half = self.dtype != torch.float32
        # A graph must make its casts anew each time, so they are not remembered.
        remember = self.record is None
        with torch.autocast(self.device.type, dtype=self.dtype, enabled=half, cache_enabled=remember):
            return self.network(*inputs).float()


class _Launched(nn.Module):
    """What is recorded: a module of its own, whose parameters are the network's."""

    def __init__(self, predictor: Predictor) -> None:
        super().__init__()
        self.network = predictor.network
        self._launch = [predictor.launched]  # in a list, so that it is no part of the module

    def forward(self, *inputs: Tensor) -> Tensor:
        return self._launch[0](*inputs)


def cuda_graph(module: nn.Module, inputs: Sequence[Tensor]) -> Call:
    """The module's forward and backward pass as CUDA graphs. A small network is some hundred launches, each of which
    takes longer to order than to compute."""
    example = tuple(t.detach().clone() for t in inputs)
    with torch.enable_grad():
        return torch.cuda.make_graphed_callables(module, example)  # type: ignore[return-value]
