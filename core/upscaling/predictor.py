"""What computes x0 for a tile: a network in torch, or its graph on a Vulkan device. A pass does not know which."""

from __future__ import annotations

import math
from collections import OrderedDict
from copy import deepcopy
from functools import partial
from typing import NamedTuple, Protocol

import torch
from torch import Tensor

from core.compute.crossing import number, upload
from core.compute.float32_fallback import finite
from core.compute.recorded import Recorded, cuda_graph
from core.compute.vulkan import VulkanGraph
from core.diffusion.noise import BLOCK, Squares, squares
from core.networks.lite import LiteNetwork, PlainLite
from core.networks.lite_blend import LiteBlend
from core.networks.lite_judge import Judge
from core.networks.lite_parts import calmed
from core.networks.ncnn_lite import RESIDUAL, SEEN, STATE, export

MOST_GRAPHS = 4  # of a network on a Vulkan device that are kept, for the kappas and verdicts that come again


class NoiseState(NamedTuple):
    """What a network is told beside pictures: the level eta, sigma = kappa sqrt(eta), and what the judge said of the
    whole picture, 0 to 1; None: it is asked about the tile."""

    eta: float
    sigma: float
    clean: float | None = None


class Predictor(Protocol):
    """Predicts x0 for a tile.

    scale           side of the result over side of the input
    multiple        the sides of a tile are multiples of this many low-resolution pixels
    device          where it computes
    home            where the tensors lie that it takes and gives: its device, or the processor
    bytes_per_pixel memory that it takes for each low-resolution pixel of a tile
    squares         makes noise at home, see core.diffusion.noise.noise_field; None where home is the processor
    judge           says of a whole picture how clean it is, on the processor; None where the network does not ask
    """

    scale: int
    multiple: int
    device: torch.device
    home: torch.device
    bytes_per_pixel: int
    judge: Judge | None

    @property
    def squares(self) -> Squares | None: ...

    def x0(self, x_t: Tensor, y: Tensor, lq: Tensor, state: NoiseState, *, where: str | None) -> Tensor:
        """x0 [1, 3 scale^2, h, w] in float32, at home or on the processor, from x_t and y of that shape and lq
        [1, 3, h, w], all in [-1, 1], at home or on the processor.

        Raises DeviceError, naming the tile by `where`, if the values are no numbers, and RuntimeError if memory runs
        out or the device is lost. If `where` is None the values are not looked at, so nothing waits for the device, and
        x0 is to be read before the next call.
        """
        ...

    def forget(self) -> bool:
        """Drops what is recorded of calls, as its memory is wanted. Whether there was any."""
        ...


class TorchPredictor:
    """A network in torch, in `dtype`; a tile that gives no numbers is computed again in float32."""

    def __init__(self, network: LiteNetwork, device: torch.device, dtype: torch.dtype) -> None:
        self.scale: int = network.config.scale
        self.multiple: int = network.multiple
        self.device = self.home = device
        self.bytes_per_pixel = 3_500 * (2 if dtype == torch.float32 else 1)
        self._network, self._dtype, self.judge = network, dtype, _judge_of(network)
        record = cuda_graph if device.type == "cuda" else None
        self.repeated = Recorded(network, record)
        # Hundreds of short launches, which can take longer to order than the network of a small picture to compute.
        self.squares = Recorded(squares, record, held=held_by_noise)

    def x0(self, x_t: Tensor, y: Tensor, lq: Tensor, state: NoiseState, *, where: str | None) -> Tensor:
        """See `Predictor`."""
        inputs = [upload(t, self.device).float() for t in (x_t, y, lq)]
        inputs += [number(value, self.device) for value in state if value is not None]
        if where is None:
            try:
                return self.repeated(*inputs)
            except RuntimeError:
                self.forget()
                raise
        self.repeated.forget()  # a network that is cast gets other weights than those that were recorded
        return finite(self._network, self._dtype, partial(self._network, *inputs), where=where)

    def forget(self) -> bool:
        """See `Predictor`."""
        networks, noises = self.repeated.forget(), self.squares.forget()
        return networks or noises


def held_by_noise(inputs: tuple[Tensor, ...]) -> int:
    """About how many values `squares` holds while it makes noise: whole numbers of 64 bits, some at a time."""
    _, _, *numbers = inputs
    return 10 * BLOCK * BLOCK * math.prod(len(n) for n in numbers)


class VulkanPredictor:
    """The body of a network as a graph on a Vulkan device, in float32, or in float16 if `half`; the cheap rest stays in
    torch on the processor. A tile that gives no numbers in float16 is computed again in float32.

    `network` is in float32 on the processor.
    """

    bytes_per_pixel = 7_000
    squares: Squares | None = None
    graph = VulkanGraph

    def __init__(self, network: LiteNetwork, device: torch.device, *, half: bool = False) -> None:
        self.scale: int = network.config.scale
        self.multiple: int = network.multiple
        self.device, self.home = device, torch.device("cpu")
        self._network, self._half, self.judge = network, half, _judge_of(network)
        self._kept: OrderedDict[tuple[float, float | None, bool], tuple[PlainLite, VulkanGraph]] = (
            OrderedDict()
        )
        self._take(1.0, None)

    def x0(self, x_t: Tensor, y: Tensor, lq: Tensor, state: NoiseState, *, where: str | None) -> Tensor:
        """See `Predictor`."""
        x_t, y, lq = (t.float() for t in (x_t, y, lq))
        kappa = round(state.sigma / state.eta**0.5, 4)
        clean = state.clean
        if clean is None and self.judge is not None:
            clean = float(self.judge(lq).mean())
        if isinstance(self._network, LiteBlend):
            self._take(kappa, clean)
        noise_state = [torch.tensor([v]) for v in (state.eta, state.sigma)]
        seen = self._at.seen(x_t, y, lq, *noise_state)[0].contiguous().numpy()
        embedded = self._at.embed(*noise_state)[0].numpy()

        def compute() -> Tensor:
            residual = torch.from_numpy(self._graph.run({SEEN: seen, STATE: embedded}, RESIDUAL))[None]
            return torch.add(y, calmed(residual, lq), alpha=self._network.config.residual_std)

        if where is None:
            return compute()
        return finite(self, torch.float16 if self._half else torch.float32, compute, where=where)

    def forget(self) -> bool:
        """See `Predictor`: nothing is recorded."""
        return False

    def _take(self, kappa: float, clean: float | None) -> None:
        """Takes the network of that kappa for pictures of that verdict of the judge, and its graph, which is
        built unless it is one of the last few."""
        key = kappa, clean, self._half
        if key not in self._kept:
            network = self._network.at(kappa, clean)
            graph = export(network)
            built = self.graph(graph.text(), bytes(graph.weights), self.device, half=self._half)
            self._kept[key] = network, built
        self._kept.move_to_end(key)
        if len(self._kept) > MOST_GRAPHS:
            self._kept.popitem(last=False)
        self._key, (self._at, self._graph) = key, self._kept[key]

    def cast(self, dtype: torch.dtype) -> None:
        """Makes the graph compute in float16 or float32 from now on."""
        self._half = dtype == torch.float16
        self._take(*self._key[:2])


def _judge_of(network: LiteNetwork) -> Judge | None:
    """The network's judge, copied to the processor, so that a verdict is not waited for on a device."""
    judge = network.judge if isinstance(network, LiteBlend) else None
    return None if judge is None else deepcopy(judge).cpu()


def predictor_for(network: LiteNetwork, device: torch.device, dtype: torch.dtype) -> Predictor:
    """The predictor that computes the network on the device."""
    if device.type == "vulkan":
        return VulkanPredictor(network, device, half=dtype == torch.float16)
    return TorchPredictor(network, device, dtype)
