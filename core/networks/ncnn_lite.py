"""Writes a Lite network as a graph of ncnn."""

from __future__ import annotations

from typing import cast

from torch import nn

from core.networks import lite_plk as plk
from core.networks.lite import PlainLite
from core.networks.lite_parts import Tail
from core.networks.lite_unet import Block, ChannelNorm, LiteUNet
from core.networks.ncnn_graph import ADD, MULTIPLY, NcnnGraph

SEEN, STATE, RESIDUAL = "seen", "state", "residual"
NORM_EPS = 1e-5  # that of torch's layer norm


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
    assert graph.layers[-1][2] == [residual]
    graph.output(RESIDUAL)
    return graph


def _scale_and_shift(graph: NcnnGraph, state: str, affine: nn.Linear) -> tuple[str, str]:
    """(1 + scale, shift), [channels, 1, 1] each, which a linear layer makes from the embedded noise state."""
    channels = affine.out_features // 2
    bias = affine.bias.detach().float().clone()
    bias[:channels] += 1
    halves = graph.split(graph.linear(state, affine.weight, bias), channels)
    gain, shift = (graph.layer("Reshape", [half], f"0=1 1=1 2={channels}")[0] for half in halves)
    return gain, shift


def _modulate(graph: NcnnGraph, x: str, state: str, affine: nn.Linear) -> str:
    """x (1 + scale) + shift."""
    gain, shift = _scale_and_shift(graph, state, affine)
    return graph.binary(ADD, graph.binary(MULTIPLY, x, gain), shift)


def _channel_norm(graph: NcnnGraph, x: str, state: str, norm: ChannelNorm) -> str:
    """Layer norm over the channels of each pixel."""
    return _modulate(graph, graph.normed(x, norm.channels, NORM_EPS), state, norm.affine)


def _unet(graph: NcnnGraph, network: LiteUNet, h: str, state: str) -> str:
    def blocks(h: str, level: nn.Module) -> str:
        for block in cast(list[Block], level):
            inside = graph.silu(graph.conv(_channel_norm(graph, h, state, block.norm), block.conv1))
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
        inside = graph.silu(_modulate(graph, graph.conv(h, block.conv), state, block.affine))
        if block.large is not None:
            if block.parts[1]:
                part, rest = graph.split(inside, block.parts[0])
                inside = graph.concat(graph.conv(part, block.large), rest)
            else:
                inside = graph.conv(inside, block.large)
        h = graph.binary(ADD, graph.conv(inside, block.mix), h)
    return graph.binary(ADD, h, first)


def _tail(graph: NcnnGraph, tail: Tail, h: str, z: str, state: str) -> str:
    h = graph.silu(graph.conv(_modulate(graph, h, state, tail.affine), tail.expand))
    h = graph.shuffle(h, 2)
    z = graph.unshuffle(graph.shuffle(z, tail.scale), tail.factor)
    h = graph.silu(graph.conv(graph.concat(h, z), tail.mix))
    return graph.unshuffle(graph.shuffle(graph.conv(h, tail.to_rgb), tail.factor), tail.scale)
