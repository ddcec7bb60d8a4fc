"""Writes restorers that consist of convolutions as graphs of ncnn: RRDBNet, Real-ESRGAN's compact network, SPAN
and PLKSR without DySample."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import torch
from torch import nn

from core.networks import plksr, rrdbnet, span
from core.networks.ncnn_graph import ADD, MULTIPLY, SUBTRACT, NcnnGraph
from core.networks.plksr import PLKSR
from core.networks.restorer import Restorer
from core.networks.rrdbnet import RRDBNet
from core.networks.span import SPAN
from core.networks.srvgg import CompactNet

LQ, HQ = "lq", "hq"
ARCHITECTURES = ("rrdbnet", "srvgg", "span", "plksr")  # as recipes name those that can be written


def can_be_exported(architecture: str, config: Mapping[str, Any]) -> bool:
    """Whether a network, as a recipe describes it, can be written. DySample cannot: ncnn's devices fetch no pixels from
    places that are computed."""
    return architecture in ARCHITECTURES and not config.get("sampler_groups")


def export_restorer(network: Restorer) -> NcnnGraph:
    """A restorer as a graph with the input `lq` [3, h, w] and the output `hq` [3, scale h, scale w], both about
    [0, 1]. Raises TypeError for one of another architecture than ARCHITECTURES, and for DySample."""
    graph = NcnnGraph()
    lq = graph.input(LQ)
    if isinstance(network, RRDBNet):
        _rrdbnet(graph, network, lq)
    elif isinstance(network, CompactNet):
        _compact(graph, network, lq)
    elif isinstance(network, SPAN):
        _span(graph, network, lq)
    elif isinstance(network, PLKSR) and network.sampler is None:
        _plksr(graph, network, lq)
    else:
        raise TypeError(f"{type(network).__name__} cannot be written as a graph of ncnn")
    graph.output(HQ)
    return graph


def _rrdbnet(graph: NcnnGraph, network: RRDBNet, lq: str) -> None:
    def dense_block(x: str, dense: rrdbnet.DenseBlock) -> str:
        *early, last = cast(list[nn.Conv2d], list(dense.convs))
        seen = [x]
        for conv in early:
            seen.append(graph.leaky_relu(graph.conv(graph.concat(*seen), conv), rrdbnet.SLOPE))
        return graph.add(x, graph.conv(graph.concat(*seen), last), share=rrdbnet.RESIDUAL)

    first = h = graph.conv(graph.unshuffle(lq, network.config.unshuffle), network.head)
    for block in cast(list[rrdbnet.Block], network.blocks):
        x = h
        for dense in cast(list[rrdbnet.DenseBlock], block.dense):
            h = dense_block(h, dense)
        h = graph.add(x, h, share=rrdbnet.RESIDUAL)
    h = graph.add(first, graph.conv(h, network.merge))
    for up in cast(list[nn.Conv2d], network.ups):
        h = graph.leaky_relu(graph.conv(graph.enlarge(h, 2), up), rrdbnet.SLOPE)
    graph.conv(graph.leaky_relu(graph.conv(h, network.refine), rrdbnet.SLOPE), network.tail)


def _compact(graph: NcnnGraph, network: CompactNet, lq: str) -> None:
    h = lq
    for layer in network.body:
        h = graph.prelu(h, layer) if isinstance(layer, nn.PReLU) else graph.conv(h, cast(nn.Conv2d, layer))
    graph.add(graph.shuffle(h, network.scale), graph.enlarge(lq, network.scale))


def _span(graph: NcnnGraph, network: SPAN, lq: str) -> None:
    def half_less(x: str) -> str:
        return graph.layer("BinaryOp", [x], f"0={SUBTRACT} 1=1 2=0.5")[0]

    if network.config.normalised:
        lq = graph.scaled(lq, torch.full((3,), span.RANGE), -span.RANGE * network.mean.flatten().float())
    first = h = graph.conv(lq, network.head)
    outs, earlies = [], []
    for block in cast(list[span.Block], network.blocks):
        start, middle, end = cast(list[nn.Conv2d], list(block.convs))
        early = graph.silu(graph.conv(h, start))
        inside = graph.conv(graph.silu(graph.conv(early, middle)), end)
        attention = half_less(graph.layer("Sigmoid", [inside])[0])
        h = graph.binary(MULTIPLY, graph.binary(ADD, inside, h), attention)
        outs.append(h)
        earlies.append(early)
    seen = graph.concat(first, graph.conv(h, network.late), outs[0], earlies[-1])
    graph.shuffle(graph.conv(graph.conv(seen, network.mix), network.shuffle), network.scale)


def _plksr(graph: NcnnGraph, network: PLKSR, lq: str) -> None:
    h = graph.conv(lq, network.head)
    for block in cast(list[plksr.Block], network.blocks):
        x, norm = h, block.layer_norm
        if norm is not None:
            x = graph.scaled(graph.normed(h, network.config.width, norm.eps), norm.weight, norm.bias)
        first, second = cast(list[nn.Conv2d], list(block.mixer))
        inside = graph.conv(x, first)
        inside = graph.conv(graph.mish(inside) if block.mish else graph.gelu(inside), second)
        if block.part < network.config.width:
            part, rest = graph.split(inside, block.part)
            inside = graph.concat(graph.conv(part, block.large), rest)
        else:
            inside = graph.conv(inside, block.large)
        if block.attention is not None:
            attention = graph.layer("Sigmoid", [graph.conv(inside, block.attention)])[0]
            inside = graph.binary(MULTIPLY, inside, attention)
        if block.fixed is not None:
            inside = graph.conv_of(inside, *block.fixed)
        else:
            inside = graph.conv(inside, block.refine)
            inside = inside if block.norm is None else graph.group_norm(inside, block.norm)
        h = graph.binary(ADD, h, inside)
    graph.add(graph.shuffle(graph.conv(h, network.tail), network.scale), graph.enlarge(lq, network.scale))
