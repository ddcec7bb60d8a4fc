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


def _linear(state: State, name: str, out: int, into: int) -> None:
    _add(state, name, out, into, 1)
    state[f"{name}.weight"] = state[f"{name}.weight"][:, :, 0, 0]


def _norm(state: State, name: str, width: int) -> None:
    generator = torch.Generator().manual_seed(len(state))
    state[f"{name}.weight"] = 1 + 0.1 * torch.randn(width, generator=generator)
    state[f"{name}.bias"] = 0.1 * torch.randn(width, generator=generator)


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


def _windowed(
    qkv: list[Tensor], heads: int, window: tuple[int, int], shift: tuple[int, int], bias: Tensor
) -> Tensor:
    """Attention within each window by itself, where pixels of opposite edges do not meet: q, k and v [C, H, W] and
    bias [heads, N, N] -> [C, H, W]."""
    _, height, width = qkv[0].shape
    out = torch.empty_like(qkv[0])
    at = torch.arange(window[0] * window[1])
    for top in range(0, height, window[0]):
        for left in range(0, width, window[1]):
            y, x = top + at // window[1] + shift[0], left + at % window[1] + shift[1]
            edge = 2 * (y >= height).long() + (x >= width).long()
            y, x = y % height, x % width
            q, k, v = (part[:, y, x].reshape(heads, -1, len(at)) for part in qkv)
            scores = q.transpose(1, 2) @ k / q.shape[1] ** 0.5 + bias
            shares = scores.masked_fill(edge[:, None] != edge[None], float("-inf")).softmax(-1)
            out[:, y, x] = (v @ shares.transpose(1, 2)).flatten(0, 1)
    return out


def _square_bias(table: Tensor, side: int) -> Tensor:
    """[heads, N, N] for each pair of pixels of a square window, of a table of the relative positions."""
    n = torch.arange(side**2)
    dy = n[:, None] // side - n[None] // side + side - 1
    dx = n[:, None] % side - n[None] % side + side - 1
    return table[dy * (2 * side - 1) + dx].permute(2, 0, 1)


def swinir(upsampler: str, scale: int, *, narrow: bool = False, window: int = 4) -> Published:
    """Two groups of two blocks with two heads; computed window by window, as the publication says."""
    width, heads, depth, fine = 8, 2, 2, 64
    state: State = {}
    _add(state, "conv_first", width, 3)
    for name in ("patch_embed.norm", "norm"):
        _norm(state, name, width)
    for i in range(2):
        for j in range(depth):
            at = f"layers.{i}.residual_group.blocks.{j}"
            for name in ("norm1", "norm2"):
                _norm(state, f"{at}.{name}", width)
            _linear(state, f"{at}.attn.qkv", 3 * width, width)
            _linear(state, f"{at}.attn.proj", width, width)
            _linear(state, f"{at}.mlp.fc1", 2 * width, width)
            _linear(state, f"{at}.mlp.fc2", width, 2 * width)
            table = torch.randn((2 * window - 1) ** 2, heads, generator=torch.Generator().manual_seed(i + j))
            state[f"{at}.attn.relative_position_bias_table"] = table
            state[f"{at}.attn.relative_position_index"] = torch.zeros(window**2, window**2, dtype=torch.int64)
    for name in ("layers.0.conv", "layers.1.conv", "conv_after_body"):
        if narrow:
            _add(state, f"{name}.0", width // 4, width)
            _add(state, f"{name}.2", width // 4, width // 4, 1)
            _add(state, f"{name}.4", width, width // 4)
        else:
            _add(state, name, width, width)
    side = 3 if scale == 3 else 2
    stages = {2: 1, 3: 1, 4: 2, 8: 3}.get(scale, 0)
    if upsampler in ("nearest", "pixelshuffle"):
        _add(state, "conv_before_upsample.0", fine, width)
        _add(state, "conv_last", 3, fine)
    if upsampler == "nearest":
        for name in ("conv_up1", "conv_up2", "conv_hr"):
            _add(state, name, fine, fine)
    elif upsampler == "pixelshuffle":
        for k in range(stages):
            _add(state, f"upsample.{2 * k}", fine * side**2, fine)
    elif upsampler == "direct":
        _add(state, "upsample.0", 3 * scale**2, width)
    else:
        _add(state, "conv_last", 3, width)

    def merge(name: str, x: Tensor) -> Tensor:
        if not narrow:
            return conv(state, name, x)
        for k in (0, 2):
            x = F.leaky_relu(conv(state, f"{name}.{k}", x), 0.2)
        return conv(state, f"{name}.4", x)

    def norm(name: str, x: Tensor) -> Tensor:
        """Over the channels of x [B, C, H, W]."""
        moved = x.permute(0, 2, 3, 1)
        return F.layer_norm(moved, (width,), state[f"{name}.weight"], state[f"{name}.bias"]).permute(
            0, 3, 1, 2
        )

    def linear(name: str, x: Tensor) -> Tensor:
        return conv({**state, f"{name}.weight": state[f"{name}.weight"][:, :, None, None]}, name, x)

    def attention(at: str, x: Tensor, shift: int) -> Tensor:
        qkv = list(linear(f"{at}.qkv", x)[0].chunk(3))
        bias = _square_bias(state[f"{at}.relative_position_bias_table"], window)
        mixed = _windowed(qkv, heads, (window, window), (shift, shift), bias)
        return linear(f"{at}.proj", mixed[None])

    def restore(x: Tensor) -> Tensor:
        mean = torch.tensor([0.4488, 0.4371, 0.4040]).view(1, 3, 1, 1)
        top = 255.0 if upsampler == "none" and window == 7 else 1.0
        x = (x - mean) * top
        first = conv(state, "conv_first", x)
        h = norm("patch_embed.norm", first)
        for i in range(2):
            before = h
            for j in range(depth):
                at = f"layers.{i}.residual_group.blocks.{j}"
                h = h + attention(f"{at}.attn", norm(f"{at}.norm1", h), window // 2 if j % 2 else 0)
                h = h + linear(f"{at}.mlp.fc2", F.gelu(linear(f"{at}.mlp.fc1", norm(f"{at}.norm2", h))))
            h = before + merge(f"layers.{i}.conv", h)
        h = first + merge("conv_after_body", norm("norm", h))
        if upsampler == "none":
            out = x + conv(state, "conv_last", h)
        elif upsampler == "direct":
            out = F.pixel_shuffle(conv(state, "upsample.0", h), scale)
        else:
            h = F.leaky_relu(conv(state, "conv_before_upsample.0", h), 0.01)
            if upsampler == "pixelshuffle":
                for k in range(stages):
                    h = F.pixel_shuffle(conv(state, f"upsample.{2 * k}", h), side)
            else:
                for name in ("conv_up1", "conv_up2"):
                    h = F.leaky_relu(
                        conv(state, name, h.repeat_interleave(2, 2).repeat_interleave(2, 3)), 0.2
                    )
                h = F.leaky_relu(conv(state, "conv_hr", h), 0.2)
            out = conv(state, "conv_last", h)
        return out / top + mean

    return Published("swinir", scale, state, restore)


def _layer_norm(state: State, name: str, x: Tensor) -> Tensor:
    """Over the channels of x [B, C, H, W]."""
    weight, bias = (state[f"{name}.{part}"].view(-1, 1, 1) for part in ("weight", "bias"))
    return (x - x.mean(1, keepdim=True)) / (
        x.var(1, keepdim=True, correction=0) + 1e-5
    ).sqrt() * weight + bias


def _pointwise(state: State, name: str, x: Tensor) -> Tensor:
    """A linear layer over the channels of x [B, C, H, W], with or without a bias."""
    weight = state[f"{name}.weight"]
    return F.conv2d(x, weight.view(*weight.shape[:2], 1, 1), state.get(f"{name}.bias"))


def _add_end(state: State, width: int, upsampler: str, scale: int) -> None:
    """What is behind the transformer of DAT and HAT."""
    side = 3 if scale == 3 else 2
    if upsampler == "direct":
        _add(state, "upsample.0", 3 * scale**2, width)
        return
    _add(state, "conv_before_upsample.0", 64, width)
    for k in range({1: 0, 2: 1, 3: 1, 4: 2, 8: 3}[scale]):
        _add(state, f"upsample.{2 * k}", 64 * side**2, 64)
    _add(state, "conv_last", 3, 64)


def _end(state: State, h: Tensor, scale: int) -> Tensor:
    if "conv_last.weight" not in state:
        return F.pixel_shuffle(conv(state, "upsample.0", h), scale)
    h = F.leaky_relu(conv(state, "conv_before_upsample.0", h), 0.01)
    k = 0
    while f"upsample.{k}.weight" in state:
        h, k = F.pixel_shuffle(conv(state, f"upsample.{k}", h), 3 if scale == 3 else 2), k + 2
    return conv(state, "conv_last", h)


MEAN = torch.tensor([0.4488, 0.4371, 0.4040]).view(1, 3, 1, 1)


def dat(
    upsampler: str,
    scale: int,
    *,
    narrow: bool = False,
    window: tuple[int, int] = (4, 8),
    depths: tuple[int, ...] = (3, 1),
    biased: bool = True,
) -> Published:
    """Groups of 3 blocks and of 1, so that each kind of block is there; of four heads."""
    width, heads, hidden = 64, 4, 40
    state: State = {}
    _add(state, "conv_first", width, 3)
    for name in ("before_RG.1", "norm"):
        _norm(state, name, width)

    def shifted(group: int, block: int) -> bool:
        return block % 4 == 2 if group % 2 == 0 else block % 4 == 0

    def add_norm(name: str, channels: int) -> None:
        _norm(state, name, channels)
        state[f"{name}.running_mean"] = torch.linspace(-0.3, 0.4, channels)
        state[f"{name}.running_var"] = torch.linspace(0.5, 1.5, channels)
        state[f"{name}.num_batches_tracked"] = torch.tensor(7)

    for i, j in ((i, j) for i, depth in enumerate(depths) for j in range(depth)):
        at = f"layers.{i}.blocks.{j}"
        for name in ("norm1", "norm2"):
            _norm(state, f"{at}.{name}", width)
        _linear(state, f"{at}.attn.qkv", 3 * width, width)
        if not biased:
            del state[f"{at}.attn.qkv.bias"]
        _linear(state, f"{at}.attn.proj", width, width)
        _add(state, f"{at}.attn.dwconv.0", width, 1)
        add_norm(f"{at}.attn.dwconv.1", width)
        _add(state, f"{at}.attn.channel_interaction.1", width // 8, width, 1)
        add_norm(f"{at}.attn.channel_interaction.2", width // 8)
        _add(state, f"{at}.attn.channel_interaction.4", width, width // 8, 1)
        _add(state, f"{at}.attn.spatial_interaction.0", width // 16, width, 1)
        add_norm(f"{at}.attn.spatial_interaction.1", width // 16)
        _add(state, f"{at}.attn.spatial_interaction.3", 1, width // 16, 1)
        _linear(state, f"{at}.ffn.fc1", hidden, width)
        _norm(state, f"{at}.ffn.sg.norm", hidden // 2)
        _add(state, f"{at}.ffn.sg.conv", hidden // 2, 1)
        _linear(state, f"{at}.ffn.fc2", width, hidden // 2)
        if j % 2:
            state[f"{at}.attn.temperature"] = torch.linspace(0.5, 3, heads).view(-1, 1, 1)
            continue
        for k, (high, wide) in enumerate((window, window[::-1])):
            pos, small = f"{at}.attn.attns.{k}.pos", width // 32
            _linear(state, f"{pos}.pos_proj", small, 2)
            for n in (1, 2, 3):
                _norm(state, f"{pos}.pos{n}.0", small)
                _linear(state, f"{pos}.pos{n}.2", heads // 2 if n == 3 else small, small)
            offsets = [[y, x] for y in range(1 - high, high) for x in range(1 - wide, wide)]
            state[f"{at}.attn.attns.{k}.rpe_biases"] = torch.tensor(offsets).float()
            state[f"{at}.attn.attns.{k}.relative_position_index"] = torch.zeros(2, 2, dtype=torch.int64)
            if shifted(i, j):
                state[f"{at}.attn.attn_mask_{k}"] = torch.zeros(2, high * wide, high * wide)
    for name in (*(f"layers.{i}.conv" for i in range(len(depths))), "conv_after_body"):
        if narrow:
            _add(state, f"{name}.0", width // 4, width)
            _add(state, f"{name}.2", width // 4, width // 4, 1)
            _add(state, f"{name}.4", width, width // 4)
        else:
            _add(state, name, width, width)
    _add_end(state, width, upsampler, scale)

    def merge(name: str, x: Tensor) -> Tensor:
        if not narrow:
            return conv(state, name, x)
        for k in (0, 2):
            x = F.leaky_relu(conv(state, f"{name}.{k}", x), 0.2)
        return conv(state, f"{name}.4", x)

    def depthwise(name: str, x: Tensor) -> Tensor:
        return F.conv2d(x, state[f"{name}.weight"], state[f"{name}.bias"], padding=1, groups=x.shape[1])

    def normed(name: str, x: Tensor) -> Tensor:
        parts = ("running_mean", "running_var", "weight", "bias")
        mean, var, weight, bias = (state[f"{name}.{part}"].view(-1, 1, 1) for part in parts)
        return (x - mean) / (var + 1e-5).sqrt() * weight + bias

    def positions(at: str, wide: int, count: int) -> Tensor:
        """[heads / 2, N, N]: what the network says of each pair of pixels of a window."""
        n = torch.arange(count)
        y, x = n // wide, n % wide
        h = torch.stack([y[:, None] - y[None], x[:, None] - x[None]]).float()[None]
        h = _pointwise(state, f"{at}.pos_proj", h)
        for k in (1, 2, 3):
            h = _pointwise(state, f"{at}.pos{k}.2", F.relu(_layer_norm(state, f"{at}.pos{k}.0", h)))
        return h[0]

    def attention(at: str, x: Tensor, group: int, block: int) -> Tensor:
        qkv = _pointwise(state, f"{at}.qkv", x)[0]
        local = F.gelu(normed(f"{at}.dwconv.1", depthwise(f"{at}.dwconv.0", qkv[None, 2 * width :])))
        halves = [slice(0, width // 2), slice(width // 2, width)]
        if block % 2:
            q, k, v = qkv.reshape(3, heads, width // heads, -1)
            q, k = q / q.norm(dim=-1, keepdim=True), k / k.norm(dim=-1, keepdim=True)
            scores = q @ k.transpose(1, 2) * state[f"{at}.temperature"]
            mixed = (scores.softmax(-1) @ v).reshape(x.shape)
        else:
            parts = []
            for n, (half, sides) in enumerate(zip(halves, (window, window[::-1]), strict=True)):
                bias = positions(f"{at}.attns.{n}.pos", sides[1], sides[0] * sides[1])
                shift = (sides[0] // 2, sides[1] // 2) if shifted(group, block) else (0, 0)
                three = [part[half] for part in qkv.chunk(3)]
                parts.append(_windowed(three, heads // 2, sides, shift, bias))
            mixed = torch.cat(parts)[None]

        def weights(name: str, first: int, x: Tensor) -> Tensor:
            h = _pointwise(state, f"{at}.{name}.{first}", x)
            h = F.gelu(normed(f"{at}.{name}.{first + 1}", h))
            return torch.sigmoid(_pointwise(state, f"{at}.{name}.{first + 3}", h))

        one, other = (local, mixed) if block % 2 else (mixed, local)
        by_channel = weights("channel_interaction", 1, other.mean((2, 3), keepdim=True))
        by_pixel = weights("spatial_interaction", 0, one)
        return _pointwise(state, f"{at}.proj", one * by_channel + other * by_pixel)

    def restore(x: Tensor) -> Tensor:
        first = conv(state, "conv_first", x - MEAN)
        h = _layer_norm(state, "before_RG.1", first)
        for i, depth in enumerate(depths):
            before = h
            for j in range(depth):
                at = f"layers.{i}.blocks.{j}"
                h = h + attention(f"{at}.attn", _layer_norm(state, f"{at}.norm1", h), i, j)
                wide = F.gelu(_pointwise(state, f"{at}.ffn.fc1", _layer_norm(state, f"{at}.norm2", h)))
                kept, gate = wide.chunk(2, 1)
                gate = depthwise(f"{at}.ffn.sg.conv", _layer_norm(state, f"{at}.ffn.sg.norm", gate))
                h = h + _pointwise(state, f"{at}.ffn.fc2", kept * gate)
            h = before + merge(f"layers.{i}.conv", h)
        return _end(state, first + merge("conv_after_body", _layer_norm(state, "norm", h)), scale) + MEAN

    return Published("dat", scale, state, restore)


def hat(scale: int, *, biased: bool = True) -> Published:
    """A group of two blocks and one of one, of three heads, in windows of 8 that see 12."""
    width, heads, window, seen, depths = 12, 3, 8, 12, (2, 1)
    state: State = {}
    for name in ("relative_position_index_SA", "relative_position_index_OCA"):
        state[name] = torch.zeros(2, 2, dtype=torch.int64)
    _add(state, "conv_first", width, 3)
    for name in ("patch_embed.norm", "norm"):
        _norm(state, name, width)

    def add_attention(at: str, within: str, rows: int) -> None:
        for name in ("norm1", "norm2"):
            _norm(state, f"{at}.{name}", width)
        _linear(state, f"{at}.{within}qkv", 3 * width, width)
        if not biased:
            del state[f"{at}.{within}qkv.bias"]
        _linear(state, f"{at}.{within}proj", width, width)
        _linear(state, f"{at}.mlp.fc1", 2 * width, width)
        _linear(state, f"{at}.mlp.fc2", width, 2 * width)
        table = torch.randn(rows, heads, generator=torch.Generator().manual_seed(len(state)))
        state[f"{at}.{within}relative_position_bias_table"] = table

    for i, depth in enumerate(depths):
        for j in range(depth):
            at = f"layers.{i}.residual_group.blocks.{j}"
            add_attention(at, "attn.", (2 * window - 1) ** 2)
            _add(state, f"{at}.conv_block.cab.0", 4, width)
            _add(state, f"{at}.conv_block.cab.2", width, 4)
            _add(state, f"{at}.conv_block.cab.3.attention.1", 2, width, 1)
            _add(state, f"{at}.conv_block.cab.3.attention.3", width, 2, 1)
        add_attention(f"layers.{i}.residual_group.overlap_attn", "", (window + seen - 1) ** 2)
        _add(state, f"layers.{i}.conv", width, width)
    _add(state, "conv_after_body", width, width)
    _add_end(state, width, "pixelshuffle", scale)

    def mlp(at: str, x: Tensor) -> Tensor:
        h = F.gelu(_pointwise(state, f"{at}.mlp.fc1", _layer_norm(state, f"{at}.norm2", x)))
        return _pointwise(state, f"{at}.mlp.fc2", h)

    def block(at: str, x: Tensor, shift: int) -> Tensor:
        seen = _layer_norm(state, f"{at}.norm1", x)
        cab = f"{at}.conv_block.cab"
        local = conv(state, f"{cab}.2", F.gelu(conv(state, f"{cab}.0", seen)))
        hint = F.relu(_pointwise(state, f"{cab}.3.attention.1", local.mean((2, 3), keepdim=True)))
        local = local * torch.sigmoid(_pointwise(state, f"{cab}.3.attention.3", hint))
        bias = _square_bias(state[f"{at}.attn.relative_position_bias_table"], window)
        qkv = list(_pointwise(state, f"{at}.attn.qkv", seen)[0].chunk(3))
        mixed = _windowed(qkv, heads, (window, window), (shift, shift), bias)[None]
        x = x + _pointwise(state, f"{at}.attn.proj", mixed) + 0.01 * local
        return x + mlp(at, x)

    def across(at: str, x: Tensor) -> Tensor:
        """Each window by itself. Of rows of the table that are less than zero, -1 is the last."""
        _, _, height, broad = x.shape
        around, count = (seen - window) // 2, window + seen - 1
        q, k, v = _pointwise(state, f"{at}.qkv", _layer_norm(state, f"{at}.norm1", x))[0].chunk(3)
        k, v = (F.pad(part, (around,) * 4) for part in (k, v))
        inner, outer = torch.arange(window**2), torch.arange(seen**2)
        dy = outer[None] // seen - inner[:, None] // window + window - seen + 1
        dx = outer[None] % seen - inner[:, None] % window + window - seen + 1
        bias = state[f"{at}.relative_position_bias_table"][dy * count + dx].permute(2, 0, 1)
        out = torch.empty_like(q)
        for top in range(0, height, window):
            for left in range(0, broad, window):
                rows, columns = slice(top, top + window), slice(left, left + window)
                wide = slice(top, top + seen), slice(left, left + seen)
                mine = q[:, rows, columns].reshape(heads, -1, window**2)
                theirs, values = (part[:, *wide].reshape(heads, -1, seen**2) for part in (k, v))
                shares = (mine.transpose(1, 2) @ theirs / mine.shape[1] ** 0.5 + bias).softmax(-1)
                out[:, rows, columns] = (values @ shares.transpose(1, 2)).reshape(-1, window, window)
        x = x + _pointwise(state, f"{at}.proj", out[None])
        return x + mlp(at, x)

    def restore(x: Tensor) -> Tensor:
        first = conv(state, "conv_first", x - MEAN)
        h = _layer_norm(state, "patch_embed.norm", first)
        for i, depth in enumerate(depths):
            before = h
            for j in range(depth):
                h = block(f"layers.{i}.residual_group.blocks.{j}", h, window // 2 if j % 2 else 0)
            h = before + conv(state, f"layers.{i}.conv", across(f"layers.{i}.residual_group.overlap_attn", h))
        return (
            _end(state, first + conv(state, "conv_after_body", _layer_norm(state, "norm", h)), scale) + MEAN
        )

    return Published("hat", scale, state, restore)


def dasr(scale: int) -> Published:
    """Both of its files: the restoring network and, under ConvNet and MappingNet, the predictor."""
    experts, blocks, numbers = 3, 2, 5
    state: State = {}
    side = 3 if scale == 3 else 2
    names = [("conv_first", WIDTH, 3)]
    names += [(f"body.{k}.conv{j}", WIDTH, WIDTH) for k in range(blocks) for j in (1, 2)]
    names += [(f"upconv{k + 1}", WIDTH * side**2, WIDTH) for k in range(2 if scale == 4 else 1)]
    names += [("conv_hr", WIDTH, WIDTH), ("conv_last", 3, WIDTH)]
    for name, out, into in names:
        generator = torch.Generator().manual_seed(len(state))
        shape = (experts, out, into, 3, 3)
        state[f"{name}.weight"] = torch.randn(shape, generator=generator) / (9 * into) ** 0.5
        state[f"{name}.bias"] = torch.randn(experts, out, generator=generator) * 0.1
    for k in range(6):
        _add(state, f"ConvNet.{2 * k}", numbers if k == 5 else WIDTH, WIDTH if k else 3, 5)
    _linear(state, "MappingNet.0", 4, numbers)
    _linear(state, "MappingNet.1", experts, 4)

    def restore(x: Tensor) -> Tensor:
        h = x
        for k in range(6):
            name = f"ConvNet.{2 * k}"
            h = F.conv2d(
                h, state[f"{name}.weight"], state[f"{name}.bias"], padding=2, stride=2 if k == 3 else 1
            )
            h = F.leaky_relu(h, 0.2)
        shares = h.mean((2, 3))[0]
        for name in ("MappingNet.0", "MappingNet.1"):
            shares = state[f"{name}.weight"] @ shares + state[f"{name}.bias"]

        def mixed(name: str, x: Tensor) -> Tensor:
            kernel = sum(shares[e] * state[f"{name}.weight"][e] for e in range(experts))
            bias = sum(shares[e] * state[f"{name}.bias"][e] for e in range(experts))
            return F.conv2d(x, kernel, bias, padding=1)

        h = F.leaky_relu(mixed("conv_first", x), 0.1)
        for k in range(blocks):
            h = h + mixed(f"body.{k}.conv2", F.relu(mixed(f"body.{k}.conv1", h)))
        for k in range(2 if scale == 4 else 1):
            h = F.leaky_relu(F.pixel_shuffle(mixed(f"upconv{k + 1}", h), side), 0.1)
        h = mixed("conv_last", F.leaky_relu(mixed("conv_hr", h), 0.1))
        return h + F.interpolate(x, scale_factor=scale, mode="bilinear")

    return Published("dasr", scale, state, restore)


def plksr(
    scale: int,
    *,
    mixer: tuple[int, int] = (3, 3),
    norm: str = "",
    attention: bool = True,
    sampler: bool = False,
) -> Published:
    """PLKSR, or RealPLKSR with one of its norms, with two blocks. Of its channels the first quarter is convolved with
    large kernels; DySample computes each pixel of the result by itself."""
    blocks, part, side = 2, WIDTH // 4, 5
    state: State = {}
    name = "channel_mixer" if norm else "channe_mixer"
    last = f"feats.{blocks + (2 if norm else 1)}"
    groups = 4 if scale % 2 == 0 else 3
    _add(state, "feats.0", WIDTH, 3)
    for k in range(1, blocks + 1):
        if norm == "layer":
            _norm(state, f"feats.{k}.layer_norm", WIDTH)
        _add(state, f"feats.{k}.{name}.0", 2 * WIDTH, WIDTH, mixer[0])
        _add(state, f"feats.{k}.{name}.2", WIDTH, 2 * WIDTH, mixer[1])
        _add(state, f"feats.{k}.lk.conv", part, part, side)
        if attention:
            _add(state, f"feats.{k}.attn.f.0", WIDTH, WIDTH)
        _add(state, f"feats.{k}.refine", WIDTH, WIDTH, 1)
        if norm == "group":
            _norm(state, f"feats.{k}.norm", WIDTH)
    _add(state, last, 3 * scale**2, WIDTH)
    if sampler:
        for told in ("offset", "scope"):
            _add(state, f"to_img.{told}", 2 * groups * scale**2, 3 * scale**2, 1)
        del state["to_img.scope.bias"]
        state["to_img.init_pos"] = torch.zeros(1, 2 * groups * scale**2, 1, 1)
        if scale > 1:
            _add(state, "to_img.end_conv", 3, 3 * scale**2, 1)

    def block(k: int, x: Tensor) -> Tensor:
        at = f"feats.{k}"
        h = x
        if norm == "layer":
            h = h - h.mean(1, keepdim=True)
            h = h / (h.square().mean(1, keepdim=True) + 1e-6).sqrt()
            weight, bias = (state[f"{at}.layer_norm.{kind}"].view(-1, 1, 1) for kind in ("weight", "bias"))
            h = h * weight + bias
        h = conv(state, f"{at}.{name}.0", h)
        h = h * torch.tanh(torch.log1p(torch.exp(h))) if norm else 0.5 * h * (1 + torch.erf(h / 2**0.5))
        h = conv(state, f"{at}.{name}.2", h)
        h = torch.cat([conv(state, f"{at}.lk.conv", h[:, :part]), h[:, part:]], 1)
        if attention:
            h = h * torch.sigmoid(conv(state, f"{at}.attn.f.0", h))
        h = conv(state, f"{at}.refine", h)
        if norm == "group":
            h = F.group_norm(h, 4, state[f"{at}.norm.weight"], state[f"{at}.norm.bias"])
        return x + h

    def sampled(x: Tensor) -> Tensor:
        shape = (1, 2, groups, scale, scale, *x.shape[2:])
        scope = torch.sigmoid(F.conv2d(x, state["to_img.scope.weight"]))
        offsets = (0.5 * conv(state, "to_img.offset", x) * scope).view(shape)
        h, w = x.shape[2:]
        out = torch.zeros(1, x.shape[1], h, scale, w, scale)
        each = x.shape[1] // groups
        rows, columns = torch.meshgrid(torch.arange(h), torch.arange(w), indexing="ij")
        for g in range(groups):
            channels = x[0, each * g : each * (g + 1)]
            for i in range(scale):
                for j in range(scale):
                    y = (rows + (i + 0.5) / scale - 0.5 + offsets[0, 1, g, i, j]).clamp(0, h - 1)
                    c = (columns + (j + 0.5) / scale - 0.5 + offsets[0, 0, g, i, j]).clamp(0, w - 1)
                    top, left = y.floor().long(), c.floor().long()
                    below, right = (top + 1).clamp(max=h - 1), (left + 1).clamp(max=w - 1)
                    upper = channels[:, top, left] * (1 - c + left) + channels[:, top, right] * (c - left)
                    lower = channels[:, below, left] * (1 - c + left) + channels[:, below, right] * (c - left)
                    out[0, each * g : each * (g + 1), :, i, :, j] = upper * (1 - y + top) + lower * (y - top)
        whole = out.view(1, -1, h * scale, w * scale)
        return conv(state, "to_img.end_conv", whole) if scale > 1 else whole

    def restore(x: Tensor) -> Tensor:
        h = conv(state, "feats.0", x)
        for k in range(1, blocks + 1):
            h = block(k, h)
        h = conv(state, last, h) + x.repeat_interleave(scale**2, 1)
        return sampled(h) if sampler else F.pixel_shuffle(h, scale)

    return Published("plksr", scale, state, restore)


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
        "SwinIR x4, real-world": swinir("nearest", 4),
        "SwinIR x4, large real-world": swinir("nearest", 4, narrow=True),
        "SwinIR x2, classical": swinir("pixelshuffle", 2),
        "SwinIR x3, classical": swinir("pixelshuffle", 3),
        "SwinIR x8, classical": swinir("pixelshuffle", 8),
        "SwinIR x3, lightweight": swinir("direct", 3),
        "SwinIR x1, noise": swinir("none", 1),
        "SwinIR x1, JPEG": swinir("none", 1, window=7),
        "DAT x4": dat("pixelshuffle", 4),
        "DAT x3, light": dat("direct", 3, narrow=True, depths=(3,)),
        "DAT x2, square windows": dat("pixelshuffle", 2, window=(8, 8), depths=(1, 2), biased=False),
        "DAT x1, without shifted windows": dat("direct", 1, window=(8, 8), depths=(2,)),
        "DAT x8": dat("direct", 8, depths=(2,), window=(8, 8)),
        "HAT x4": hat(4),
        "HAT x3": hat(3, biased=False),
        "HAT x2": hat(2),
        "HAT x1": hat(1),
        "DASR x2": dasr(2),
        "DASR x3": dasr(3),
        "DASR x4": dasr(4),
        "PLKSR x2": plksr(2),
        "PLKSR x3, CCM, without attention": plksr(3, mixer=(3, 1), attention=False),
        "PLKSR x4, ICCM": plksr(4, mixer=(1, 3)),
        "RealPLKSR x1": plksr(1, norm="group"),
        "RealPLKSR x4": plksr(4, norm="group"),
        "RealPLKSR x8, layer norm": plksr(8, norm="layer", attention=False),
        "RealPLKSR x1, sampling": plksr(1, norm="group", sampler=True),
        "RealPLKSR x2, layer norm, sampling": plksr(2, norm="layer", sampler=True),
        "RealPLKSR x3, sampling": plksr(3, norm="group", sampler=True),
    }
