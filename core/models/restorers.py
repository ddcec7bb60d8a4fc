"""Recognises other people's restorers by the names and shapes of their tensors, and gives these our names."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import ModelError
from core.models.dat_tensors import folded_dat, window_of
from core.models.recipe import Recipe
from core.storage.looking import is_file

if TYPE_CHECKING:
    from torch import Tensor

    from core.networks.restorers import RestorerConfig

Shapes = Mapping[str, tuple[int, ...]]
LICENCE = "as released with it (the file names none)"

# RRDBNet under the two names that are used today: of Real-ESRGAN, and of ESRGAN, RealSR and BSRGAN.
_RRDB = [
    (r"conv_first\.", "head."),
    (r"(?:body|RRDB_trunk)\.(\d+)\.(?:rdb|RDB)([123])\.conv([1-5])\.", r"blocks.\1.dense.<\2>.convs.<\3>."),
    (r"(?:conv_body|trunk_conv)\.", "merge."),
    (r"(?:conv_up|upconv)(\d)\.", r"ups.<\1>."),
    (r"(?:conv_hr|HRconv)\.", "refine."),
    (r"conv_last\.", "tail."),
]
# The oldest names, of ESRGAN's first release: numbers in a chain, of which those after the blocks depend on the scale.
_OLD_RRDB = [
    (r"model\.0\.", "head."),
    (r"model\.1\.sub\.(\d+)\.RDB([123])\.conv([1-5])\.0\.", r"blocks.\1.dense.<\2>.convs.<\3>."),
    (r"model\.1\.sub\.\d+\.(?=weight|bias)", "merge."),
]
_SPAN = [
    (r"conv_1\.", "head."),
    (r"block_(\d)\.c([123])_r\.", r"blocks.<\1>.convs.<\2>."),
    (r"conv_2\.", "late."),
    (r"conv_cat\.", "mix."),
    (r"upsampler\.0\.", "shuffle."),
]
_SWINIR = [
    (r"conv_first\.", "head."),
    (r"patch_embed\.norm\.", "first_norm."),
    (r"layers\.(\d+)\.residual_group\.blocks\.", r"groups.\1.blocks."),
    (r"layers\.(\d+)\.conv\.", r"groups.\1.conv."),
    (r"conv_after_body\.", "merge."),
    (r"conv_before_upsample\.0\.", "before."),
    (r"upsample\.", "ups."),
    (r"conv_up([12])\.", r"ups.<\1>."),
    (r"conv_hr\.", "refine."),
    (r"conv_last\.", "tail."),
]
# DAT and HAT. The rest of their names is SwinIR's.
_DAT_BLOCK = r"layers\.(\d+)\.blocks\.(\d+)\."
_DAT = [
    (r"before_RG\.1\.", "first_norm."),
    (_DAT_BLOCK + r"attn\.proj\.", r"groups.\1.blocks.\2.attn.exchange.proj."),
    (_DAT_BLOCK + r"attn\.dwconv\.0\.", r"groups.\1.blocks.\2.attn.exchange.depthwise."),
    (_DAT_BLOCK + r"attn\.channel_interaction\.1\.", r"groups.\1.blocks.\2.attn.exchange.channels.0."),
    (_DAT_BLOCK + r"attn\.channel_interaction\.4\.", r"groups.\1.blocks.\2.attn.exchange.channels.2."),
    (_DAT_BLOCK + r"attn\.spatial_interaction\.0\.", r"groups.\1.blocks.\2.attn.exchange.pixels.0."),
    (_DAT_BLOCK + r"attn\.spatial_interaction\.3\.", r"groups.\1.blocks.\2.attn.exchange.pixels.2."),
    (_DAT_BLOCK + r"attn\.attns\.", r"groups.\1.blocks.\2.attn.branches."),
    (_DAT_BLOCK + r"ffn\.sg\.norm\.", r"groups.\1.blocks.\2.ffn.norm."),
    (_DAT_BLOCK + r"ffn\.sg\.conv\.", r"groups.\1.blocks.\2.ffn.depthwise."),
    (_DAT_BLOCK, r"groups.\1.blocks.\2."),
    *_SWINIR,
]
_HAT_BLOCK = r"layers\.(\d+)\.residual_group\.blocks\.(\d+)\."
_HAT = [
    (_HAT_BLOCK + r"conv_block\.cab\.0\.", r"groups.\1.blocks.\2.conv.convs.0."),
    (_HAT_BLOCK + r"conv_block\.cab\.2\.", r"groups.\1.blocks.\2.conv.convs.1."),
    (_HAT_BLOCK + r"conv_block\.cab\.3\.attention\.1\.", r"groups.\1.blocks.\2.conv.weighing.0."),
    (_HAT_BLOCK + r"conv_block\.cab\.3\.attention\.3\.", r"groups.\1.blocks.\2.conv.weighing.1."),
    (r"layers\.(\d+)\.residual_group\.overlap_attn\.", r"groups.\1.overlap."),
    *_SWINIR,
]
_DASR = [
    (r"conv_first\.", "head."),
    (r"body\.(\d+)\.conv([12])\.", r"blocks.\1.convs.<\2>."),
    (r"upconv([12])\.", r"ups.<\1>."),
    (r"conv_hr\.", "refine."),
    (r"conv_last\.", "tail."),
    (r"ConvNet\.", "predictor.convs."),
    (r"MappingNet\.", "predictor.mapping."),
]
_PLKSR = [
    (r"feats\.0\.", "head."),
    (r"feats\.(\d+)\.channel?_mixer\.0\.", r"blocks.<\1>.mixer.0."),
    (r"feats\.(\d+)\.channel?_mixer\.2\.", r"blocks.<\1>.mixer.1."),
    (r"feats\.(\d+)\.lk\.conv\.", r"blocks.<\1>.large."),
    (r"feats\.(\d+)\.attn\.f\.0\.", r"blocks.<\1>.attention."),
    (r"feats\.(\d+)\.(refine|norm|layer_norm)\.", r"blocks.<\1>.\2."),
    (r"to_img\.(offset|scope)\.", r"sampler.\1."),
    (r"to_img\.end_conv\.", "sampler.tail."),
]
_FOLDED = ("sk", "conv.0", "conv.1", "conv.2")  # the parts of SPAN's convolutions while it is trained
_PLACES = "to_img.init_pos"  # what DySample begins with, which follows from its sizes
_NOT_NORMALISED = "no_norm"  # SPAN models with this buffer see the picture as it is

PREDICTOR_KEY = "ConvNet.0.weight"
"""A tensor of the second file that DASR consists of: the predictor of degradations."""


class OtherKindError(ModelError):
    """A network that we know by its names, but of a kind that only another program may know how to run."""


class _UnknownKind(ValueError):
    """A kind of a network that no other program that we could ask knows either."""


def second_file(shapes: Shapes, source: Path) -> Path | None:
    """The file beside `source` that the model needs as well: the predictor of a DASR's restoring network, if it is
    there."""
    if len(shapes.get("conv_first.weight", ())) != 5 or PREDICTOR_KEY in shapes:
        return None
    other = predictor_of(source)
    return other if other is not None and is_file(other) else None


def predictor_of(source: Path) -> Path | None:
    """What the second file of a DASR is called whose first one is `source`; None if that is not called like one."""
    if "net_g" not in source.name:
        return None
    return source.with_name(source.name.replace("net_g", "net_p"))


@dataclass(frozen=True)
class Recognised:
    """What a file of tensors turned out to be. `convert` gives its tensors the names of our network."""

    architecture: str
    config: RestorerConfig
    title: str
    convert: Callable[[Mapping[str, Tensor]], dict[str, Tensor]]

    @property
    def recipe(self) -> Recipe:
        return Recipe(
            self.title,
            self.architecture,
            asdict(self.config),
            {},
            latent="none",
            prediction="picture",
            scale=self.config.scale,
            steps=1,
            steps_range=(1, 1),
            licence=LICENCE,
        )


def recognise(shapes: Shapes, *, name: str) -> Recognised | None:
    """What restorer has tensors of these names; None if none that is known.

    Raises ModelError, which names the file `name`, if parts of it are missing, and OtherKindError if it is one of sizes
    or with parts that the program cannot run, such as one for gray pictures.
    """
    for look in (_dasr, _rrdbnet, _span, _srvgg, _dat, _hat, _swinir, _plksr):
        try:
            found = look(shapes)
        except (KeyError, IndexError, ValueError) as error:
            other = isinstance(error, ValueError) and not isinstance(error, _UnknownKind)
            other = other and look is not _dasr  # of which there is but one kind
            raise (OtherKindError if other else ModelError)(
                f"{name} looks like a model of {_NAMES[look]}, but of a kind that this program cannot run: "
                f"{error.args[0] if isinstance(error, ValueError) else f'{error} is missing'}.",
                detail=repr(error),
            ) from error
        if found is not None:
            return found
    return None


def _rrdbnet(shapes: Shapes) -> Recognised | None:
    from core.networks.rrdbnet import RRDBConfig

    names = _rrdb_names(shapes)
    ours = {names[key]: shape for key, shape in shapes.items()}
    if not any(key.startswith("blocks.0.dense.") for key in ours):
        return None
    if any(".conv1x1." in key for key in shapes):
        raise ValueError("it has further convolutions of 1 x 1, as ESRGAN+ does")
    width, channels = ours["head.weight"][:2]
    _check_not_gray(channels)
    config = RRDBConfig(
        width=width,
        growth=ours["blocks.0.dense.0.convs.0.weight"][0],
        blocks=1 + _last(ours, r"blocks\.(\d+)\."),
        doublings=1 + _last(ours, r"ups\.(\d+)\."),
        unshuffle=_side(channels, "takes"),
    )
    if ours["tail.weight"][0] != 3:
        raise ValueError(f"it makes pictures of {ours['tail.weight'][0]} channels, not 3")

    def convert(tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
        return {names[key]: tensor for key, tensor in tensors.items()}

    return Recognised("rrdbnet", config, f"RRDBNet x{config.scale}, {config.blocks} blocks", convert)


def _rrdb_names(keys: Iterable[str]) -> dict[str, str]:
    """Our name for each of theirs; a name that is not known stays."""
    if not any(key.startswith("model.1.sub.") for key in keys):
        return {key: _renamed(key, _RRDB) for key in keys}
    names = {key: _renamed(key, _OLD_RRDB) for key in keys}
    matches = ((key, re.match(r"model\.(\d+)\.(weight|bias)$", name)) for key, name in names.items())
    rest = {key: (int(match[1]), match[2]) for key, match in matches if match}
    numbers = sorted({number for number, _ in rest.values()})
    parts = [*(f"ups.{k}" for k in range(len(numbers) - 2)), "refine", "tail"]
    places = dict(zip(numbers, parts[-len(numbers) :], strict=True)) if numbers else {}
    return {**names, **{key: f"{places[number]}.{kind}" for key, (number, kind) in rest.items()}}


def _srvgg(shapes: Shapes) -> Recognised | None:
    from core.networks.srvgg import CompactConfig

    if not shapes or not all(re.match(r"body\.\d+\.(weight|bias)$", key) for key in shapes):
        return None
    last = _last(shapes, r"body\.(\d+)\.")
    width, channels = shapes["body.0.weight"][:2]
    _check_takes_colours(channels)
    if not any(len(shape) == 1 for key, shape in shapes.items() if key.endswith(".weight")):
        raise _UnknownKind("it has no PReLU")
    scale = _side(shapes[f"body.{last}.weight"][0], "makes")
    config = CompactConfig(width=width, blocks=last // 2 - 1, scale=scale)
    return Recognised("srvgg", config, f"Compact x{scale}, {config.blocks} convolutions", dict)


def _span(shapes: Shapes) -> Recognised | None:
    from core.networks.span import SPANConfig

    if not any(key.startswith("block_1.c1_r.") for key in shapes):
        return None
    for key, shape in shapes.items():
        if re.match(r"conv_1\.(sk|conv\.0|eval_conv)\.weight$", key):
            _check_takes_colours(shape[1])
    width = shapes["conv_cat.weight"][0]
    scale = _side(shapes["upsampler.0.weight"][0], "makes")
    config = SPANConfig(width=width, scale=scale, normalised=_NOT_NORMALISED not in shapes)

    def convert(tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
        kept = {key: tensor for key, tensor in tensors.items() if key != _NOT_NORMALISED}
        return {_renamed(key, _SPAN): tensor for key, tensor in _folded(kept).items()}

    return Recognised("span", config, f"SPAN x{scale}", convert)


def _swinir(shapes: Shapes) -> Recognised | None:
    from core.networks.swinir import SwinIRConfig

    if "layers.0.residual_group.blocks.0.attn.qkv.weight" not in shapes:
        return None
    if "absolute_pos_embed" in shapes:
        raise ValueError("it knows where in a picture of one size each pixel lies")
    width, channels = shapes["conv_first.weight"][:2]
    _check_takes_colours(channels)
    first = "layers.0.residual_group.blocks.0."
    positions, heads = shapes[first + "attn.relative_position_bias_table"]
    window = (math.isqrt(positions) + 1) // 2
    groups = 1 + _last(shapes, r"layers\.(\d+)\.")
    upsampler, scale = _swinir_upsampler(shapes)
    config = SwinIRConfig(
        width=width,
        depths=tuple(
            1 + _last(shapes, rf"layers\.{k}\.residual_group\.blocks\.(\d+)\.") for k in range(groups)
        ),
        heads=heads,
        window=window,
        hidden=shapes[first + "mlp.fc1.weight"][0],
        narrow="conv_after_body.0.weight" in shapes,
        upsampler=upsampler,
        scale=scale,
        # Published models at the picture's own size see 0 to 255 with windows of 7, for JPEG, and else 0 to 1.
        value_range=255.0 if upsampler == "none" and window == 7 else 1.0,
    )

    def convert(tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
        return {_renamed(key, _SWINIR): tensor for key, tensor in tensors.items()}

    return Recognised("swinir", config, f"SwinIR x{scale}, {sum(config.depths)} blocks", convert)


def _swinir_upsampler(shapes: Shapes) -> tuple[str, int]:
    """Which kind of upsampler the tensors are of, and by how much it enlarges."""
    if "conv_up1.weight" in shapes:
        return "nearest", 4
    if "conv_before_upsample.0.weight" in shapes:
        stages = [shape for key, shape in shapes.items() if re.match(r"upsample\.\d+\.weight$", key)]
        return "pixelshuffle", math.prod(math.isqrt(out // into) for out, into, *_ in stages)
    if "upsample.0.weight" in shapes:
        return "direct", _side(shapes["upsample.0.weight"][0], "makes")
    return "none", 1


def _dasr(shapes: Shapes) -> Recognised | None:
    from core.networks.dasr import DASRConfig

    if len(shapes.get("conv_first.weight", ())) != 5:
        if PREDICTOR_KEY in shapes:
            raise ValueError(
                "it is the predictor alone. Add the file of the restoring network (net_g), with this one beside it"
            )
        return None
    if PREDICTOR_KEY not in shapes:
        raise ValueError(
            "its predictor is missing. Put that file beside it, called net_p where this one is called net_g"
        )
    experts, width, channels = shapes["conv_first.weight"][:3]
    _check_takes_colours(channels)
    shuffled = shapes["upconv1.weight"][1] // width
    config = DASRConfig(
        width=width,
        blocks=1 + _last(shapes, r"body\.(\d+)\."),
        experts=experts,
        doublings=0 if shuffled == 9 else 1 + ("upconv2.weight" in shapes),
        predictor_width=shapes["ConvNet.0.weight"][0],
        degradations=shapes["ConvNet.10.weight"][0],
        hidden=shapes["MappingNet.0.weight"][0],
    )

    def convert(tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
        return {_renamed(key, _DASR): tensor for key, tensor in tensors.items()}

    return Recognised("dasr", config, f"DASR x{config.scale}, {experts} experts", convert)


def _plksr(shapes: Shapes) -> Recognised | None:
    from core.networks.plksr import PLKSRConfig

    mixer = next((m for m in ("channe_mixer", "channel_mixer") if f"feats.1.{m}.0.weight" in shapes), None)
    if mixer is None:
        return None
    real = mixer == "channel_mixer"  # PLKSR's own files leave out a letter
    if any(key.startswith(("feats.1.lk.convs.", "feats.1.lk.mn_conv.")) for key in shapes):
        raise ValueError("its large kernels are sums of smaller ones")
    width, channels = shapes["feats.0.weight"][:2]
    _check_takes_colours(channels)
    blocks = _last(shapes, r"feats\.(\d+)\.refine\.")
    last = f"feats.{blocks + 1 + real}."  # RealPLKSR has a dropout before it
    scale = _side(shapes[last + "weight"][0], "makes")
    large = shapes["feats.1.lk.conv.weight"]
    config = PLKSRConfig(
        width=width,
        blocks=blocks,
        mixer=(shapes[f"feats.1.{mixer}.0.weight"][-1], shapes[f"feats.1.{mixer}.2.weight"][-1]),
        kernel=large[-1],
        part=large[0],
        attention="feats.1.attn.f.0.weight" in shapes,
        norm=("layer" if "feats.1.layer_norm.weight" in shapes else "group") if real else "none",
        sampler_groups=shapes.get("to_img.offset.weight", (0,))[0] // (2 * scale**2),
        sampler_mixes="to_img.end_conv.weight" in shapes,
        scale=scale,
    )
    rules = [*_PLKSR, (re.escape(last), "tail.")]

    def convert(tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
        return {_renamed(key, rules): tensor for key, tensor in tensors.items() if key != _PLACES}

    return Recognised("plksr", config, f"{'Real' * real}PLKSR x{scale}, {blocks} blocks", convert)


def _dat(shapes: Shapes) -> Recognised | None:
    from core.networks.dat import DATConfig

    first = "layers.0.blocks.0."
    if first + "attn.attns.0.rpe_biases" not in shapes:
        return None
    width, channels = shapes["conv_first.weight"][:2]
    _check_takes_colours(channels)
    upsampler, scale = _swinir_upsampler(shapes)
    groups = 1 + _last(shapes, r"layers\.(\d+)\.")
    config = DATConfig(
        width=width,
        depths=tuple(1 + _last(shapes, rf"layers\.{k}\.blocks\.(\d+)\.") for k in range(groups)),
        heads=2 * shapes[first + "attn.attns.0.pos.pos3.2.weight"][0],
        window=_dat_window(shapes, first),
        hidden=shapes[first + "ffn.fc1.weight"][0],
        biased=first + "attn.qkv.bias" in shapes,
        narrow="conv_after_body.0.weight" in shapes,
        upsampler=upsampler,
        scale=scale,
    )

    def convert(tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
        found = window_of(tensors[first + "attn.attns.0.rpe_biases"])
        if found != config.window:
            raise OtherKindError(
                f"The file is of a DAT with windows of {found[1]} x {found[0]} pixels, wide and high, of a kind that "
                "this program cannot run."
            )
        return {_renamed(key, _DAT): tensor for key, tensor in folded_dat(tensors).items()}

    return Recognised("dat", config, f"DAT x{scale}, {sum(config.depths)} blocks", convert)


def _dat_window(shapes: Shapes, first: str) -> tuple[int, int]:
    """Height and width of a window, of which the height is the smaller one in all published models.

    The shapes tell (2 h - 1) (2 w - 1), and in files with masks h w; without masks published models have h = 8.
    """
    count = shapes[first + "attn.attns.0.rpe_biases"][0]
    masked = [shape[-1] for key, shape in shapes.items() if key.endswith(".attn_mask_0")]
    for h in range(1, math.isqrt(count) + 1):
        w = (count // (2 * h - 1) + 1) // 2
        if (2 * h - 1) * (2 * w - 1) == count and h <= w and (h * w in masked if masked else h == 8):
            return h, w
    raise ValueError("its windows are of an unknown size")


def _hat(shapes: Shapes) -> Recognised | None:
    from core.networks.hat import HATConfig

    across = "layers.0.residual_group.overlap_attn."
    if across + "relative_position_bias_table" not in shapes:
        return None
    if "absolute_pos_embed" in shapes:
        raise ValueError("it knows where in a picture of one size each pixel lies")
    width, channels = shapes["conv_first.weight"][:2]
    _check_takes_colours(channels)
    first = "layers.0.residual_group.blocks.0."
    positions, heads = shapes[first + "attn.relative_position_bias_table"]
    window = (math.isqrt(positions) + 1) // 2
    upsampler, scale = _swinir_upsampler(shapes)
    if upsampler != "pixelshuffle":
        raise ValueError(f"an unknown upsampler {upsampler!r}")
    config = HATConfig(
        width=width,
        depths=tuple(
            1 + _last(shapes, rf"layers\.{k}\.residual_group\.blocks\.(\d+)\.")
            for k in range(1 + _last(shapes, r"layers\.(\d+)\."))
        ),
        heads=heads,
        window=window,
        seen=math.isqrt(shapes[across + "relative_position_bias_table"][0]) + 1 - window,
        hidden=shapes[first + "mlp.fc1.weight"][0],
        narrow=shapes[first + "conv_block.cab.0.weight"][0],
        squeezed=shapes[first + "conv_block.cab.3.attention.1.weight"][0],
        biased=first + "attn.qkv.bias" in shapes,
        scale=scale,
    )

    def convert(tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
        kept = {k: t for k, t in tensors.items() if not k.startswith("relative_position_index_")}
        named = {_renamed(key, _HAT): tensor for key, tensor in kept.items()}
        # Convolutions of 1 x 1 over a single pixel.
        return {k: t.flatten(1) if ".weighing." in k and t.ndim == 4 else t for k, t in named.items()}

    return Recognised("hat", config, f"HAT x{scale}, {sum(config.depths)} blocks", convert)


_NAMES = {
    _rrdbnet: "RRDBNet (ESRGAN)",
    _srvgg: "Real-ESRGAN's compact network",
    _span: "SPAN",
    _swinir: "SwinIR",
    _dat: "DAT",
    _hat: "HAT",
    _dasr: "DASR",
    _plksr: "PLKSR or RealPLKSR",
}


def _folded(tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """SPAN's tensors with each chain of convolutions folded into the one that it comes to.

    A file may hold that one, too, as `eval_conv`; but it is out of date unless the model was run after its training, so
    the chain counts where it is there.
    """
    stems = sorted({key.partition(".sk.")[0] for key in tensors if ".sk." in key})
    chains = {f"{stem}.{part}.{kind}" for stem in stems for part in _FOLDED for kind in ("weight", "bias")}
    old = {f"{stem}.eval_conv.{kind}" for stem in stems for kind in ("weight", "bias")}
    folded = {k.replace(".eval_conv.", "."): v for k, v in tensors.items() if k not in chains | old}
    for stem in stems:
        parts = [tensors.get(f"{stem}.{part}.{kind}") for part in _FOLDED for kind in ("weight", "bias")]
        if any(part is None for part in parts):
            raise ModelError(f"The model is damaged: of the convolution {stem} some tensors are missing.")
        folded[f"{stem}.weight"], folded[f"{stem}.bias"] = _fold([p for p in parts if p is not None])
    return folded


def _fold(parts: list[Tensor]) -> tuple[Tensor, Tensor]:
    """(weight, bias) of the 3 x 3 convolution that a 1 x 1, a 3 x 3 and a 1 x 1 one in a row, beside another 1 x 1 one,
    come to. `parts` are weight and bias of that other one, and of the three."""
    import torch

    skip, skip_bias, w1, b1, w2, b2, w3, b3 = (part.double() for part in parts)
    weight = torch.einsum("om,mnhw,ni->oihw", w3[..., 0, 0], w2, w1[..., 0, 0])
    weight[:, :, 1, 1] += skip[..., 0, 0]
    bias = w3[..., 0, 0] @ (w2.sum((2, 3)) @ b1 + b2) + b3 + skip_bias
    return weight.float().contiguous(), bias.float()


def _renamed(key: str, rules: list[tuple[str, str]]) -> str:
    """The key with its beginning as the first rule that fits says; <n> in a rule is n - 1, as we count from zero."""
    for pattern, ours in rules:
        match = re.match(pattern, key)
        if match:
            start = re.sub(r"<(\d+)>", lambda number: str(int(number[1]) - 1), match.expand(ours))
            return start + key[match.end() :]
    return key


def _last(keys: Iterable[str], pattern: str) -> int:
    """The largest number that the keys have at that place; -1 if there is none."""
    return max((int(match[1]) for key in keys if (match := re.match(pattern, key))), default=-1)


def _check_takes_colours(channels: int) -> None:
    """Raises ValueError unless a network takes three channels."""
    _check_not_gray(channels)
    if channels != 3:
        raise ValueError(f"it takes pictures of {channels} channels, not 3")


def _check_not_gray(channels: int) -> None:
    """Raises ValueError if a network takes one channel."""
    if channels == 1:
        raise ValueError("it is for gray pictures")


def _side(channels: int, verb: str) -> int:
    """The side of the square of pixels that so many channels are the three colours of."""
    side = math.isqrt(channels // 3)
    if channels != 3 * side**2 or side < 1:
        raise ValueError(f"it {verb} pictures of {channels} channels, not 3")
    return side
