"""Restorers of architectures that the package spandrel knows, in place of a network of our own."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

import torch
from torch import Tensor, nn

from core.networks.optional import optional
from core.networks.restorer import MOST_MARGIN, Restorer, check_sizes

log = logging.getLogger(__name__)

EXTRA = "other-models"
NEEDED = ("ModelLoader", "ModelTiling", "ImageModelDescriptor", "UnsupportedModelError")  # of spandrel
TRIED = 64  # pixels: the side of the picture that a network is tried with
# These make their attention's mask in float32 for every size of pictures but one, whatever spandrel says of bfloat16.
# Where that is found out in mid-job, see OtherRestorer, results differ by what was computed before.
NOT_IN_BFLOAT16 = frozenset(["DRCT", "ATD", "Swin2SR", "GRL", "SwinIR"])
HELD = 4  # times its largest result a network holds at once, about


@dataclass(frozen=True)
class OtherConfig:
    """What spandrel says of a network, and what was seen of it when it was tried.

    channels  3, or 1 of a network for gray pictures, which gets each colour by itself
    multiple  tiles begin at multiples of this many pixels. Where spandrel names a smallest size that is not large, that
              is the side of an attention's windows, which so lie in a tile as in the whole picture
    """

    name: str  # of its architecture
    scale: int = 4
    channels: int = 3
    multiple: int = 1
    whole: bool = False  # see Restorer
    half: bool = False  # it can compute in float16
    bfloat16: bool = False
    values_per_pixel: int = 1000

    def __post_init__(self) -> None:
        check_sizes(scale=self.scale, multiple=self.multiple, values_per_pixel=self.values_per_pixel)
        if self.channels not in (1, 3):
            raise ValueError(f"it takes pictures of {self.channels} channels, not 3")


class UnknownArchitecture(Exception):
    """spandrel does not know what network has such tensors."""


class NotRunnable(Exception):
    """The network is of a kind that this program cannot run. The message says why, as the rest of a sentence."""


class OtherRestorer(Restorer):
    """A network that spandrel has built. Its call pads a picture as the network wants it, and cuts the result.

    Some fail in half precision though spandrel says that they can compute in it, for pictures of other sizes than those
    that they were trained with for instance. Such a network goes on in float32.
    """

    reach = MOST_MARGIN  # it is not known how far it sees

    def __init__(self, descriptor: Any, config: OtherConfig) -> None:
        super().__init__()
        self.config = config
        self.scale, self.multiple, self.whole = config.scale, config.multiple, config.whole
        self.values_per_pixel = config.values_per_pixel
        self.model: nn.Module = descriptor.model.eval()
        self._descriptor = descriptor
        self._float32_only = False
        widths = Counter(m.out_channels for m in self.model.modules() if isinstance(m, nn.Conv2d))
        self.typical_width = widths.most_common(1)[0][0] if widths else 64

    def forward(self, lq: Tensor) -> Tensor:
        b, colours, h, w = lq.shape
        # Their networks were not written for channels last.
        seen = lq.reshape(b * colours // self.config.channels, self.config.channels, h, w).contiguous()
        out = self._restored(seen)
        return out.reshape(b, colours, *out.shape[2:]).to(lq.dtype)

    def _restored(self, seen: Tensor) -> Tensor:
        """What spandrel's network makes of pictures of its number of channels, in the format that it computes in."""
        try:
            out: Tensor = self._descriptor(seen)
            return out
        except (RuntimeError, TypeError) as error:
            dtype = next(self.model.parameters()).dtype
            if dtype == torch.float32 or not _is_of_formats(error):
                raise
            log.warning(
                "%s cannot compute in %s, so it goes on in float32: %s", self.config.name, dtype, error
            )
        self._float32_only = True
        self.cast(torch.float32)
        return self._restored(seen.float())

    def cast(self, dtype: torch.dtype) -> Self:
        """See `Restorer`. What the network cannot compute in is passed over: it stays in float32."""
        able = {torch.float16: self.config.half, torch.bfloat16: self.config.bfloat16}.get(dtype, True)
        self.model.to(dtype=dtype if able and not self._float32_only else torch.float32)
        return self


def _is_of_formats(error: Exception) -> bool:
    """Whether an error says that the number formats of two tensors differ, or that something is not there for one. Not
    so if memory runs out, or the device is lost: in float32 that would be no better."""
    return any(
        word in str(error).lower() for word in ("dtype", "scalar type", "scalartype", "float16", "half")
    )


def rebuilt(state: Mapping[str, Tensor], config: OtherConfig) -> OtherRestorer:
    """The network that has these tensors, float32 on the processor. Raises ModelError without spandrel, and
    UnknownArchitecture."""
    descriptor = _described(state, f"{config.name}, an architecture of others,")
    # The file may be of before it was known which architectures cannot.
    return OtherRestorer(descriptor, replace(config, bfloat16=config.bfloat16 and _has_bfloat16(descriptor)))


def tried(state: Mapping[str, Tensor], name: str) -> OtherConfig:
    """What the network with these tensors is like, which are those of a file `name`. It is built, and tried once.

    Raises ModelError without spandrel, UnknownArchitecture, and NotRunnable.
    """
    descriptor = _described(
        state, f"{name}, which is of an architecture that this program does not know by itself,"
    )
    spandrel = optional("spandrel", *NEEDED, extra=EXTRA, purpose=name)
    architecture = str(descriptor.architecture.name)
    if not isinstance(descriptor, spandrel.ImageModelDescriptor):
        raise NotRunnable("it is to be given a mask beside the picture")
    if descriptor.input_channels != descriptor.output_channels:
        raise NotRunnable(
            f"it takes pictures of {descriptor.input_channels} channels and makes such of "
            f"{descriptor.output_channels}"
        )
    if descriptor.input_channels not in (1, 3):
        raise NotRunnable(f"it takes pictures of {descriptor.input_channels} channels, not 3")
    sizes = descriptor.size_requirements
    config = OtherConfig(
        architecture,
        scale=int(descriptor.scale),
        channels=int(descriptor.input_channels),
        multiple=_grid(int(sizes.multiple_of), int(sizes.minimum)),
        whole=descriptor.tiling != spandrel.ModelTiling.SUPPORTED,
        half=bool(descriptor.supports_half),
        bfloat16=_has_bfloat16(descriptor),
        values_per_pixel=_values_per_pixel(descriptor),
    )
    side = -(-TRIED // config.multiple) * config.multiple
    out = OtherRestorer(descriptor, config)(torch.full((1, 3, side, side), 0.5))
    if out.shape != (1, 3, side * config.scale, side * config.scale):
        raise NotRunnable(
            f"a picture of {side} x {side} pixels becomes one of {out.shape[3]} x {out.shape[2]}"
        )
    return config


def _has_bfloat16(descriptor: Any) -> bool:
    return bool(descriptor.supports_bfloat16) and str(descriptor.architecture.id) not in NOT_IN_BFLOAT16


def _grid(multiple_of: int, minimum: int) -> int:
    """See OtherConfig. spandrel's smallest size is a multiple of the other number."""
    return minimum if 0 < minimum <= TRIED else multiple_of


def _described(state: Mapping[str, Tensor], purpose: str) -> Any:
    """spandrel's descriptor. It is handed tensors alone: the file that they are from was read by this program."""
    spandrel = optional("spandrel", *NEEDED, extra=EXTRA, purpose=purpose)
    try:
        return spandrel.ModelLoader().load_from_state_dict(dict(state))
    except spandrel.UnsupportedModelError as error:
        raise UnknownArchitecture(str(error)) from error


def _values_per_pixel(descriptor: Any) -> int:
    """About how many numbers the network holds at once for each pixel of its input, by what its parts make."""
    largest = 1

    def note(module: nn.Module, inputs: Any, output: Any) -> None:
        nonlocal largest
        if isinstance(output, Tensor):
            largest = max(largest, output.numel())

    sizes = descriptor.size_requirements
    side = max(TRIED, int(sizes.minimum))
    side = -(-side // int(sizes.multiple_of)) * int(sizes.multiple_of)
    hooks = [module.register_forward_hook(note) for module in descriptor.model.modules()]
    try:
        descriptor(torch.rand(1, int(descriptor.input_channels), side, side))
    finally:
        for hook in hooks:
            hook.remove()
    return max(1, min(65_536, HELD * largest // side**2))
