"""A graph of ncnn's standard layers, which run on any Vulkan device, and the layers that networks here consist of."""

from __future__ import annotations

import struct
from collections import Counter
from dataclasses import dataclass, field
from typing import cast

import numpy as np
import torch
from torch import Tensor, nn

MAGIC = 7767517  # of ncnn's text format
ADD, SUBTRACT, MULTIPLY = 0, 1, 2  # operations of `binary`
SQUARE, RSQRT = 4, 6  # of `unary`


@dataclass
class NcnnGraph:
    """ncnn's text (`param`) and weights (`bin`), layer after layer. Blobs are [channels, h, w] or [channels]."""

    layers: list[tuple[str, list[str], list[str], str]] = field(default_factory=list)
    weights: bytearray = field(default_factory=bytearray)

    def layer(self, kind: str, inputs: list[str], params: str = "", outputs: int = 1) -> list[str]:
        """Adds a layer and returns the names of its outputs."""
        names = [f"b{len(self.layers)}_{k}" for k in range(outputs)]
        self.layers.append((kind, inputs, names, params))
        return names

    def input(self, name: str) -> str:
        self.layers.append(("Input", [], [name], ""))
        return name

    def conv(self, x: str, conv: nn.Conv2d) -> str:
        """A convolution with equal sides, no groups and no dilation."""
        (kernel, _), (stride, _), (pad, _) = (
            cast(tuple[int, int], v) for v in (conv.kernel_size, conv.stride, conv.padding)
        )
        return self.conv_of(x, conv.weight, conv.bias, kernel=kernel, stride=stride, pad=pad)

    def conv_of(
        self, x: str, weight: Tensor, bias: Tensor | None, *, kernel: int = 1, stride: int = 1, pad: int = 0
    ) -> str:
        has_bias = int(bias is not None)
        sizes = f"0={len(weight)} 1={kernel} 3={stride} 4={pad} 5={has_bias} 6={weight.numel()}"
        self._weigh(weight, bias)
        return self.layer("Convolution", [x], sizes)[0]

    def linear(self, x: str, weight: Tensor, bias: Tensor) -> str:
        """x [in] -> [out]."""
        self._weigh(weight, bias)
        return self.layer("InnerProduct", [x], f"0={len(weight)} 1=1 2={weight.numel()}")[0]

    def binary(self, operation: int, a: str, b: str) -> str:
        return self.layer("BinaryOp", [a, b], f"0={operation}")[0]

    def unary(self, operation: int, x: str) -> str:
        return self.layer("UnaryOp", [x], f"0={operation}")[0]

    def silu(self, x: str) -> str:
        return self.layer("Swish", [x])[0]

    def gelu(self, x: str) -> str:
        return self.layer("GELU", [x], "0=0")[0]

    def mish(self, x: str) -> str:
        return self.layer("Mish", [x])[0]

    def leaky_relu(self, x: str, slope: float) -> str:
        return self.layer("ReLU", [x], f"0={slope}")[0]

    def prelu(self, x: str, prelu: nn.PReLU) -> str:
        self.weights += _float32(prelu.weight)  # without a mark
        return self.layer("PReLU", [x], f"0={prelu.num_parameters}")[0]

    def group_norm(self, x: str, norm: nn.GroupNorm) -> str:
        sizes = f"0={norm.num_groups} 1={norm.num_channels} 2={norm.eps} 3=1"
        self.weights += _float32(norm.weight) + _float32(norm.bias)  # without a mark
        return self.layer("GroupNorm", [x], sizes)[0]

    def normed(self, x: str, channels: int, eps: float) -> str:
        """x with mean 0 and variance 1 over the channels of each pixel. Means over channels are convolutions of one
        pixel, which every device has, and need no other order of the axes."""
        mean = torch.full((1, channels, 1, 1), 1 / channels)
        centred = self.binary(SUBTRACT, x, self.conv_of(x, mean, None))
        variance = self.conv_of(self.unary(SQUARE, centred), mean, torch.tensor([eps]))
        return self.binary(MULTIPLY, centred, self.unary(RSQRT, variance))

    def scaled(self, x: str, gain: Tensor, shift: Tensor) -> str:
        """x gain + shift, channel by channel, as a convolution of one pixel."""
        return self.conv_of(x, torch.diag(gain)[:, :, None, None], shift)

    def add(self, a: str, b: str, *, share: float = 1.0) -> str:
        """a + share b."""
        if share == 1:
            return self.binary(ADD, a, b)
        return self.layer("Eltwise", [a, b], f"0=1 -23301=2,1.0,{share}")[0]

    def concat(self, *parts: str) -> str:
        return self.layer("Concat", list(parts), "0=0")[0]

    def split(self, x: str, first: int) -> tuple[str, str]:
        """The first channels, and the others."""
        a, b = self.layer("Slice", [x], f"-23300=2,{first},-233 1=0", outputs=2)
        return a, b

    def shuffle(self, x: str, factor: int) -> str:
        """torch's pixel_shuffle."""
        return x if factor == 1 else self.layer("PixelShuffle", [x], f"0={factor} 1=0")[0]

    def unshuffle(self, x: str, factor: int) -> str:
        """torch's pixel_unshuffle."""
        return x if factor == 1 else self.layer("Reorg", [x], f"0={factor} 1=0")[0]

    def enlarge(self, x: str, factor: int) -> str:
        """Each pixel as factor x factor of them."""
        return x if factor == 1 else self.layer("Interp", [x], f"0=1 1={factor}.0 2={factor}.0")[0]

    def output(self, name: str) -> None:
        """Gives the output of the last layer its name in the finished graph."""
        kind, inputs, _, params = self.layers[-1]
        self.layers[-1] = (kind, inputs, [name], params)

    def text(self) -> str:
        """The graph in ncnn's text format. A blob that several layers read is split into as many: each is read once."""
        readers = Counter(name for _, inputs, _, _ in self.layers for name in inputs)
        seen: Counter[str] = Counter()
        lines: list[str] = []
        blobs = 0

        def read(name: str) -> str:
            if readers[name] < 2:
                return name
            seen[name] += 1
            return f"{name}_{seen[name] - 1}"

        def write(kind: str, inputs: list[str], outputs: list[str], params: str) -> None:
            nonlocal blobs
            blobs += len(outputs)
            number = len(lines)
            lines.append(
                " ".join([kind, f"l{number}", str(len(inputs)), str(len(outputs)), *inputs, *outputs, params])
            )

        for kind, inputs, outputs, params in self.layers:
            write(kind, [read(name) for name in inputs], outputs, params)
            for name in outputs:
                if readers[name] > 1:
                    write("Split", [name], [f"{name}_{k}" for k in range(readers[name])], "")
        return "\n".join([str(MAGIC), f"{len(lines)} {blobs}", *lines, ""])

    def _weigh(self, weight: Tensor, bias: Tensor | None) -> None:
        """Appends float32 weights, with the mark that says so, and a bias."""
        self.weights += struct.pack("<I", 0) + _float32(weight)
        if bias is not None:
            self.weights += _float32(bias)


def _float32(values: Tensor) -> bytes:
    return values.detach().cpu().float().contiguous().numpy().astype(np.dtype("<f4")).tobytes()
