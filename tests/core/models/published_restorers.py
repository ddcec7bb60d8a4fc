"""Small restorers as others publish them: their names of the tensors, and what they compute, in plain convolutions."""

from collections.abc import Callable
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

State = dict[str, Tensor]
WIDTH, GROWTH = 8, 4


@dataclass(frozen=True)
class Published:
    """A file's tensors, and the function [B, 3, h, w] -> [B, 3, scale h, scale w] that they stand for."""

    architecture: str
    scale: int
    state: State
    restore: Callable[[Tensor], Tensor]


def conv(state: State, name: str, x: Tensor) -> Tensor:
    weight = state[f"{name}.weight"]
    return F.conv2d(x, weight, state[f"{name}.bias"], padding=weight.shape[-1] // 2)


def _add(state: State, name: str, out: int, into: int, side: int = 3) -> None:
    generator = torch.Generator().manual_seed(len(state))
    state[f"{name}.weight"] = (
        torch.randn(out, into, side, side, generator=generator) / (into * side**2) ** 0.5
    )
    state[f"{name}.bias"] = torch.randn(out, generator=generator) * 0.1


@dataclass(frozen=True)
class Naming:
    """How RRDBNet's parts are called."""

    head: str
    dense: str  # {0}: block from 0, {1}: dense block from 1, {2}: convolution from 1
    merge: str
    ups: tuple[str, ...]
    refine: str
    tail: str


NEW = Naming(
    "conv_first", "body.{0}.rdb{1}.conv{2}", "conv_body", ("conv_up1", "conv_up2"), "conv_hr", "conv_last"
)
MIDDLE = Naming(
    "conv_first", "RRDB_trunk.{0}.RDB{1}.conv{2}", "trunk_conv", ("upconv1", "upconv2"), "HRconv", "conv_last"
)


def oldest(doublings: int, blocks: int) -> Naming:
    numbers = [3 * (k + 1) for k in range(doublings)]
    after = 3 * doublings + 2
    ups = tuple(f"model.{n}" for n in numbers)
    dense = "model.1.sub.{0}.RDB{1}.conv{2}.0"
    return Naming("model.0", dense, f"model.1.sub.{blocks}", ups, f"model.{after}", f"model.{after + 2}")


def rrdbnet(naming: Naming, *, blocks: int = 2, unshuffle: int = 1) -> Published:
    state: State = {}
    _add(state, naming.head, WIDTH, 3 * unshuffle**2)
    for i in range(blocks):
        for j in range(1, 4):
            for k in range(1, 6):
                out = WIDTH if k == 5 else GROWTH
                _add(state, naming.dense.format(i, j, k), out, WIDTH + (k - 1) * GROWTH)
    for name in (naming.merge, *naming.ups, naming.refine):
        _add(state, name, WIDTH, WIDTH)
    _add(state, naming.tail, 3, WIDTH)

    def restore(x: Tensor) -> Tensor:
        first = h = conv(state, naming.head, F.pixel_unshuffle(x, unshuffle))
        for i in range(blocks):
            before = h
            for j in range(1, 4):
                start, parts = h, [h]
                for k in range(1, 5):
                    name = naming.dense.format(i, j, k)
                    parts.append(F.leaky_relu(conv(state, name, torch.cat(parts, 1)), 0.2))
                h = start + 0.2 * conv(state, naming.dense.format(i, j, 5), torch.cat(parts, 1))
            h = before + 0.2 * h
        h = first + conv(state, naming.merge, h)
        for name in naming.ups:
            h = h.repeat_interleave(2, 2).repeat_interleave(2, 3)
            h = F.leaky_relu(conv(state, name, h), 0.2)
        return conv(state, naming.tail, F.leaky_relu(conv(state, naming.refine, h), 0.2))

    return Published("rrdbnet", 2 ** len(naming.ups) // unshuffle, state, restore)


def compact(scale: int, *, blocks: int = 3) -> Published:
    state: State = {}
    for k in range(blocks + 1):
        _add(state, f"body.{2 * k}", WIDTH, WIDTH if k else 3)
        state[f"body.{2 * k + 1}.weight"] = torch.linspace(-0.2, 0.4, WIDTH)
    last = f"body.{2 * blocks + 2}"
    _add(state, last, 3 * scale**2, WIDTH)

    def restore(x: Tensor) -> Tensor:
        h = x
        for k in range(blocks + 1):
            h = conv(state, f"body.{2 * k}", h)
            h = torch.where(h > 0, h, h * state[f"body.{2 * k + 1}.weight"].view(1, -1, 1, 1))
        nearest = x.repeat_interleave(scale, 2).repeat_interleave(scale, 3)
        return F.pixel_shuffle(conv(state, last, h), scale) + nearest

    return Published("srvgg", scale, state, restore)


def span(scale: int, *, normalised: bool = True) -> Published:
    """With each convolution as the chain that it is in training; `restore` is exact `away_from_the_edge`."""
    state: State = {}
    blocks = [[f"block_{i}.c{k}_r" for k in range(1, 4)] for i in range(1, 7)]
    for name in ("conv_1", "conv_2", *(name for names in blocks for name in names)):
        into = 3 if name == "conv_1" else WIDTH
        _add(state, f"{name}.sk", WIDTH, into, 1)
        _add(state, f"{name}.conv.0", 2 * into, into, 1)
        _add(state, f"{name}.conv.1", 2 * WIDTH, 2 * into)
        _add(state, f"{name}.conv.2", WIDTH, 2 * WIDTH, 1)
        _add(state, f"{name}.eval_conv", WIDTH, into)  # out of date
    _add(state, "conv_cat", WIDTH, 4 * WIDTH, 1)
    _add(state, "upsampler.0", 3 * scale**2, WIDTH)
    if not normalised:
        state["no_norm"] = torch.zeros(1)

    def chain(name: str, x: Tensor) -> Tensor:
        h = x
        for part in ("conv.0", "conv.1", "conv.2"):
            h = conv(state, f"{name}.{part}", h)
        return h + conv(state, f"{name}.sk", x)

    def restore(x: Tensor) -> Tensor:
        if normalised:
            x = (x - torch.tensor([0.4488, 0.4371, 0.4040]).view(1, 3, 1, 1)) * 255
        first = h = chain("conv_1", x)
        outs, earlies = [], []
        for names in blocks:
            early = F.silu(chain(names[0], h))
            late = chain(names[2], F.silu(chain(names[1], early)))
            h = (late + h) * (torch.sigmoid(late) - 0.5)
            outs.append(h)
            earlies.append(early)
        seen = torch.cat([first, chain("conv_2", h), outs[0], earlies[5]], 1)
        return F.pixel_shuffle(conv(state, "upsampler.0", conv(state, "conv_cat", seen)), scale)

    return Published("span", scale, state, restore)


def all_kinds() -> dict[str, Published]:
    one = Naming(NEW.head, NEW.dense, NEW.merge, NEW.ups[:1], NEW.refine, NEW.tail)
    return {
        "RRDBNet x4": rrdbnet(NEW),
        "RRDBNet x2 by unshuffling": rrdbnet(NEW, unshuffle=2),
        "RRDBNet x1 by unshuffling": rrdbnet(NEW, unshuffle=4),
        "RRDBNet x4, names of BSRGAN": rrdbnet(MIDDLE),
        "RRDBNet x2 with one doubling": rrdbnet(one),
        "RRDBNet x1, oldest names": rrdbnet(oldest(0, 2)),
        "RRDBNet x2, oldest names": rrdbnet(oldest(1, 2)),
        "RRDBNet x4, oldest names": rrdbnet(oldest(2, 2)),
        "RRDBNet x8, oldest names": rrdbnet(oldest(3, 1), blocks=1),
        "compact x1": compact(1),
        "compact x2": compact(2),
        "compact x4": compact(4),
        "SPAN x2": span(2),
        "SPAN x4, not normalised": span(4, normalised=False),
    }
