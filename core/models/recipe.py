"""The recipe inside a model file: all that is needed to run the model, and where it comes from."""

from __future__ import annotations

import dataclasses
import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Annotated, Any, TypeVar

from msgspec import Meta

from core.errors import ModelError
from core.storage import records

FORMAT = 1
LARGEST_SIZE = 65_536  # of any number that says how large a part of a network is
MOST_PARAMETERS = 4_000_000_000
MAX_PASSES = 3  # how often a model enlarges one picture, each time what it has made of it before

T = TypeVar("T")
Text = Annotated[str, Meta(max_length=4000)]
Name = Annotated[str, Meta(pattern=r"^[^/\\\x00]{0,200}$")]  # never a path


@dataclass(frozen=True)
class Recipe:
    """How a model was built and trained. Plain values only; free of torch."""

    title: Annotated[str, Meta(min_length=1, max_length=200)]
    architecture: Annotated[str, Meta(max_length=100)]  # see core.networks
    config: dict[str, Any]  # the architecture's own configuration
    schedule: dict[str, Any]  # core.diffusion.schedule.ScheduleConfig
    latent: Annotated[str, Meta(max_length=100)] = "pixel_shuffle"  # or "vq", "diffusers" or "none"
    autoencoder: Name = ""  # name of the VQ autoencoder, if latent is "vq"
    prediction: Annotated[str, Meta(max_length=100)] = "x0"  # or "noise", or "picture": the result, at once
    scale: Annotated[int, Meta(ge=1, le=16)] = 4
    steps: Annotated[int, Meta(ge=1, le=1000)] = 4  # default
    steps_range: tuple[int, int] = (1, 15)
    kappa: float = 2.0  # default
    kappa_range: tuple[float, float] = (2.0, 2.0)  # what it was trained with
    licence: Text = ""
    trained: dict[str, Any] = field(default_factory=dict)  # data, iterations, settings
    format: int = FORMAT

    def __post_init__(self) -> None:
        low, high = self.steps_range
        if not 1 <= low <= high <= 1000:
            raise ModelError(f"The steps of a model cannot range from {low} to {high}.")
        for kappa in (self.kappa, *self.kappa_range):
            if not (math.isfinite(kappa) and 0 < kappa <= 100):
                raise ModelError(f"A model cannot have been trained with a kappa of {kappa:g}.")
        if self.kappa_range[0] > self.kappa_range[1]:
            raise ModelError(f"The kappa of a model cannot range from {self.kappa_range[0]} downwards.")
        for number in _numbers([self.config, self.schedule]):
            if not (math.isfinite(number) and abs(number) <= LARGEST_SIZE):
                raise ModelError(
                    f"The recipe of {self.title} holds a size of {number:g}, which no network has."
                )

    @property
    def at_once(self) -> bool:
        """Whether the model restores in one evaluation, without a chain: it has no steps, no kappa and no seed."""
        return self.prediction == "picture"

    @property
    def has_kappa(self) -> bool:
        """Whether the model's chain is ResShift's, whose noise kappa scales."""
        return self.prediction == "x0"

    def to_json(self) -> str:
        return json.dumps(dataclasses.asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Recipe:
        """The inverse of `to_json`. Raises ModelError if the recipe is damaged or of a newer format."""
        try:
            values = records.decode(dict[str, Any], text)
            if isinstance(values.get("format"), int) and values["format"] > FORMAT:
                raise ModelError(
                    "This model was made by a newer version of ResShift Studio: update the program."
                )
            return records.convert(cls, values)
        except records.RecordError as error:
            raise ModelError(
                f"The recipe inside the model file is damaged: {error}.", detail=error.detail
            ) from error

    def config_as(self, kind: type[T]) -> T:
        """The architecture's configuration as its own dataclass. Raises ModelError."""
        return self._part(kind, self.config)

    def schedule_as(self, kind: type[T]) -> T:
        """The schedule as its own dataclass. Raises ModelError."""
        return self._part(kind, self.schedule)

    def _part(self, kind: type[T], values: dict[str, Any]) -> T:
        unknown = sorted(set(values) - {f.name for f in dataclasses.fields(kind)})  # type: ignore[arg-type]
        if unknown:
            raise ModelError(f"The recipe of {self.title} is damaged: {unknown[0]!r} is not known.")
        try:
            return records.convert(kind, values)
        except records.RecordError as error:
            raise ModelError(
                f"The recipe of {self.title} is damaged: {error}.", detail=error.detail
            ) from error


def check_size(recipe: Recipe, shapes: Mapping[str, tuple[int, ...]]) -> None:
    """Raises ModelError if the recipe speaks of a larger network than its file can hold tensors of.

    So nothing absurd is ever built: every block has tensors of its own, and its convolutions square its width.
    """
    stored = sum(math.prod(shape) for shape in shapes.values())
    blocks = _sizes(recipe, "blocks", "num_res_blocks", "depths")
    wanted = 0.0
    if recipe.architecture in ("lite_unet", "lite_plk"):
        widths = _sizes(recipe, "widths", "width")
        wanted = sum(9 * count * width**2 for count, width in zip(blocks, widths, strict=False))
        wanted += sum(a * b for a, b in pairwise(widths))
    if sum(blocks) > len(shapes) or wanted > stored or stored > MOST_PARAMETERS:
        raise ModelError(
            f"The recipe of {recipe.title} does not fit the file: it speaks of {sum(blocks)} blocks and "
            f"{wanted:,.0f} parameters or more, and the file holds {len(shapes)} tensors of {stored:,} in all."
        )


def _sizes(recipe: Recipe, *names: str) -> list[int]:
    """The whole numbers that a configuration gives under any of these names."""
    return [int(n) for name in names for n in _numbers(recipe.config.get(name, []))]


def _numbers(value: Any) -> Iterator[float]:
    """All numbers within plain values, however they are nested."""
    if isinstance(value, Mapping):
        for part in value.values():
            yield from _numbers(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _numbers(part)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield value
