"""Writes a Lite network as a graph of ncnn's standard layers, which run on any Vulkan device."""

from __future__ import annotations

import struct
from collections import Counter
from dataclasses import dataclass, field
from typing import cast

import numpy as np
import torch
from torch import Tensor, nn

from core.networks import lite_plk as plk
from core.networks.lite import PlainLite
from core.networks.lite_parts import Tail
from core.networks.lite_unet import Block, ChannelNorm, LiteUNet

SEEN, STATE, RESIDUAL = "seen", "state", "residual"
MAGIC = 7767517  # of ncnn's text format
NORM_EPS = 1e-5  # that of torch's layer norm
ADD, SUBTRACT, MULTIPLY = 0, 1, 2
SQUARE, RSQRT = 4, 6


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

    def scale_and_shift(self, state: str, affine: nn.Linear) -> tuple[str, str]:
        """(1 + scale, shift), [channels, 1, 1] each, which a linear layer makes from the embedded noise state."""
        channels = affine.out_features // 2
        bias = affine.bias.detach().float().clone()
        bias[:channels] += 1
        self._weigh(affine.weight, bias)
        both = self.layer("InnerProduct", [state], f"0={2 * channels} 1=1 2={affine.weight.numel()}")
        halves = self.layer("Slice", both, f"-23300=2,{channels},-233 1=0", outputs=2)
        gain, shift = (self.layer("Reshape", [half], f"0=1 1=1 2={channels}")[0] for half in halves)
        return gain, shift

    def modulate(self, x: str, state: str, affine: nn.Linear) -> str:
        """x (1 + scale) + shift."""
        gain, shift = self.scale_and_shift(state, affine)
        return self.binary(ADD, self.binary(MULTIPLY, x, gain), shift)

    def binary(self, operation: int, a: str, b: str) -> str:
        return self.layer("BinaryOp", [a, b], f"0={operation}")[0]

    def unary(self, operation: int, x: str) -> str:
        return self.layer("UnaryOp", [x], f"0={operation}")[0]

    def silu(self, x: str) -> str:
        return self.layer("Swish", [x])[0]

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

    def channel_norm(self, x: str, state: str, norm: ChannelNorm) -> str:
        """Layer norm over the channels of each pixel. Means over channels are convolutions of one pixel, which every
        device has, and need no other order of the axes."""
        mean = torch.full((1, norm.channels, 1, 1), 1 / norm.channels)
        centred = self.binary(SUBTRACT, x, self.conv_of(x, mean, None))
        variance = self.conv_of(self.unary(SQUARE, centred), mean, torch.tensor([NORM_EPS]))
        normed = self.binary(MULTIPLY, centred, self.unary(RSQRT, variance))
        return self.modulate(normed, state, norm.affine)

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


def export(network: PlainLite) -> NcnnGraph:
    """`network.body` as a graph with the inputs `seen` [C, h, w] and `state` [E], and the output `residual`.

    The noise state is an input, so one graph serves all steps and every kappa; it takes tiles of any size.
    """
    graph = NcnnGraph()
    seen, state = graph.input(SEEN), graph.input(STATE)
    z, _ = graph.split(seen, 3 * network.config.scale**2)
    h = graph.conv(seen, network.head)
    h = (
        _plk(graph, network, h, state)
        if isinstance(network, plk.LitePLK)
        else _unet(graph, network, h, state)
    )
    residual = _tail(graph, network.tail, h, z, state)
    kind, inputs, _, params = graph.layers[-1]
    assert graph.layers[-1][2] == [residual]
    graph.layers[-1] = (kind, inputs, [RESIDUAL], params)
    return graph


def _unet(graph: NcnnGraph, network: LiteUNet, h: str, state: str) -> str:
    def blocks(h: str, level: nn.Module) -> str:
        for block in cast(list[Block], level):
            inside = graph.silu(graph.conv(graph.channel_norm(h, state, block.norm), block.conv1))
            h = graph.binary(ADD, graph.conv(inside, block.conv2), h)
        return h

    skips = []
    for level, down in zip(network.down_blocks, network.down, strict=True):
        h = blocks(h, level)
        skips.append(h)
        h = graph.conv(h, cast(nn.Conv2d, down))
    h = blocks(h, network.middle)
    ups = zip(reversed(network.up_blocks), reversed(network.up), reversed(skips), strict=True)
    for level, up, skip in ups:
        h = graph.binary(ADD, graph.shuffle(graph.conv(h, cast(nn.Conv2d, up)), 2), skip)
        h = blocks(h, level)
    return h


def _plk(graph: NcnnGraph, network: plk.LitePLK, first: str, state: str) -> str:
    h = first
    for block in cast(list[plk.Block], network.blocks):
        inside = graph.silu(graph.modulate(graph.conv(h, block.conv), state, block.affine))
        if block.large is not None:
            if block.parts[1]:
                part, rest = graph.split(inside, block.parts[0])
                inside = graph.concat(graph.conv(part, block.large), rest)
            else:
                inside = graph.conv(inside, block.large)
        h = graph.binary(ADD, graph.conv(inside, block.mix), h)
    return graph.binary(ADD, h, first)


def _tail(graph: NcnnGraph, tail: Tail, h: str, z: str, state: str) -> str:
    h = graph.silu(graph.conv(graph.modulate(h, state, tail.affine), tail.expand))
    h = graph.shuffle(h, 2)
    z = graph.unshuffle(graph.shuffle(z, tail.scale), tail.factor)
    h = graph.silu(graph.conv(graph.concat(h, z), tail.mix))
    return graph.unshuffle(graph.shuffle(graph.conv(h, tail.to_rgb), tail.factor), tail.scale)
