"""What the engine is asked to do: frozen settings and jobs, and the token that cancels them."""

from __future__ import annotations

import dataclasses
import threading
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from core.errors import Cancelled, SettingsError
from core.finishing.finish import Finish
from core.finishing.packed import finish_to_dict, unpacked
from core.finishing.strokes import Marks
from core.images.formats.encoding import Encoding
from core.images.framing import AS_IT_IS, Framing
from core.images.names import DEFAULT_TEMPLATE, FRAME_SUFFIXES, SAME, SUFFIXES
from core.images.picture import Picture
from core.storage import records

MOST_PIXELS_A_SIDE = 10_000_000  # pixels: more than any print, and a number that every system can count to
LARGEST_SCALE = 64
COLOR_FIXES = ("wavelet", "adain", "ycbcr", "off")
FORMATS = tuple(SUFFIXES)
# If this variable is set, Vulkan is never started: a broken driver may crash there.
NO_VULKAN_VARIABLE = "RESSHIFT_STUDIO_NO_VULKAN"


@dataclass(frozen=True)
class SampleSettings:
    """Everything that decides the pixels of a result. None means the default of the model.

    The same settings, model and input give the same result, bit for bit on one machine. Raises SettingsError for values
    out of range.
    """

    model: str = "lite-x4"  # the catalog's key, or the path of a .safetensors file
    scale: float = 4.0  # output size / input size
    target: tuple[int, int] | None = None  # (width, height) in pixels; wins over scale
    fit: bool = (
        False  # `target` is a frame: the result keeps the picture's shape and fills it as far as that allows
    )
    # The frame is filled whole, and one of the picture's sides reaches beyond it: with a square one the shorter side is
    # what is asked for, while without this it is the longer one.
    cover: bool = False
    resolution: float | None = None  # pixels per inch, written into the result; None: what the input says
    reduce: float | Literal["auto"] = (
        1.0  # the input is reduced by this factor first; auto: as far as it is soft
    )
    steps: int | None = None
    kappa: float | None = None  # noise level: how much the model may invent
    seed: int = 0
    stochasticity: float = 1.0  # g: 1 is ResShift's posterior, 0 the deterministic chain
    color_fix: str = "wavelet"  # one of COLOR_FIXES
    tile: int | None = None  # side of a tile in input pixels; None: planned from the memory
    device: str = "auto"
    dtype: str = "auto"  # auto, float32, bfloat16, float16
    # A seamless texture, whose edges continue at the opposite ones: so do the result's.
    tileable: bool = False
    finish: Finish | None = None  # how the result is mixed with the faithful picture; None: not at all

    def __post_init__(self) -> None:
        if not 0.05 <= self.scale <= LARGEST_SCALE:
            raise SettingsError(f"The scale {self.scale:g} is out of range: choose 0.05 to {LARGEST_SCALE}.")
        if self.target is not None and not (min(self.target) >= 1 and max(self.target) <= MOST_PIXELS_A_SIDE):
            raise SettingsError(f"The sides of the target size must have 1 to {MOST_PIXELS_A_SIDE} pixels.")
        if self.resolution is not None and not 1 <= self.resolution <= 100_000:
            raise SettingsError(f"{self.resolution:g} dpi is out of range: choose 1 to 100000.")
        if self.reduce != "auto" and not 0.1 <= self.reduce <= 1:
            raise SettingsError(f"Reducing first by {self.reduce:g} is out of range: choose 0.1 to 1.")
        if self.steps is not None and not 1 <= self.steps <= 1000:
            raise SettingsError(f"{self.steps} steps are out of range: choose 1 to 1000.")
        if self.kappa is not None and not 0 < self.kappa <= 100:
            raise SettingsError(f"kappa {self.kappa:g} is out of range: choose a value above 0, up to 100.")
        if not 0 <= self.stochasticity <= 1:
            raise SettingsError("The stochasticity must lie between 0 (deterministic) and 1.")
        if self.color_fix not in COLOR_FIXES:
            raise SettingsError(f"Unknown colour fix {self.color_fix!r}: choose {', '.join(COLOR_FIXES)}.")
        if not 0 <= self.seed < 2**63:
            raise SettingsError("The seed must be a whole number from 0 to 2**63 - 1.")
        if self.tile is not None and not 16 <= self.tile <= MOST_PIXELS_A_SIDE:
            raise SettingsError(f"A tile must be 16 to {MOST_PIXELS_A_SIDE} input pixels wide.")

    def size_of(self, width: int, height: int) -> tuple[int, int]:
        """Width and height in pixels of the result for an input of width x height."""
        if self.target is None:
            factor = self.scale
        elif not self.fit or has_shape(self.target, (width, height)):
            return self.target
        else:
            reach = max if self.cover else min
            factor = reach(self.target[0] / width, self.target[1] / height)
        return max(1, round(width * factor)), max(1, round(height * factor))

    def to_dict(self) -> dict[str, Any]:
        """Plain values, as they are written into a result's metadata."""
        plain = dataclasses.asdict(dataclasses.replace(self, finish=None))
        return {**plain, "finish": finish_to_dict(self.finish)}

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> SampleSettings:
        """The inverse of `to_dict`; unknown keys are ignored. Raises SettingsError on values that do not fit."""
        try:
            return records.convert(cls, {**values, "finish": unpacked(values.get("finish"))})
        except (records.RecordError, SettingsError) as error:
            raise SettingsError(
                f"The stored settings cannot be used: {str(error).rstrip('.')}.", detail=error.detail
            ) from error

    @classmethod
    def of_result(cls, written: dict[str, Any]) -> SampleSettings:
        """Those of a result in whose file this is `written`, for others that shall be like it. Raises SettingsError."""
        settings = cls.from_dict(written)
        finish = settings.finish
        return settings if finish is None else dataclasses.replace(settings, finish=finish.leaving(written))


def has_shape(size: tuple[int, int], shape: tuple[int, int]) -> bool:
    """Whether `size` is what one of its sides makes the other in a picture of this shape, rounded to whole pixels."""
    (width, height), (across, down) = size, shape
    return height == max(1, round(width * down / across)) or width == max(1, round(height * across / down))


@dataclass(frozen=True)
class SaveSettings:
    """Where and how a result is written. Raises SettingsError for values that do not fit."""

    directory: Path | None = None  # None: beside the input
    name: str = DEFAULT_TEMPLATE  # see core.images.names for the fields
    # one of FORMATS; for all frames one of FRAME_SUFFIXES; for the pages of a book also SAME
    format: str = "png"
    bit_depth: int | None = None  # 8 or 16; None: the input's, as far as the format can
    quality: int = 95  # of the formats in LOSSY
    lossless: bool = False  # without loss, whatever the quality, in those of EITHER
    overwrite: bool = False  # False: -1, -2, ... is appended to a name that is taken
    private: bool = False  # leave out place and person, see core.images.privacy
    keep_date: bool = False  # the file of the result gets the date of the input's
    # A file may have so many bytes, for which the quality is lowered as far as need be; None: any number.
    max_bytes: int | None = None
    metadata: bool = True  # with the settings, so that the result can be made again
    source_name: str = ""  # what the template's {name} is; "": the input's name without its ending

    def __post_init__(self) -> None:
        if self.format not in (*FORMATS, *FRAME_SUFFIXES, SAME):
            raise SettingsError(f"Unknown format {self.format!r}: choose {', '.join(FORMATS)}.")
        if self.bit_depth not in (None, 8, 16):
            raise SettingsError("The bit depth must be 8 or 16.")
        if not 1 <= self.quality <= 100:
            raise SettingsError("The quality must lie between 1 and 100.")
        if self.max_bytes is not None and self.max_bytes < 1:
            raise SettingsError("A file that may have no bytes cannot be written: choose a size above 0.")

    def encoding(self, metadata: Mapping[str, Any] | None) -> Encoding:
        """How the file of a result is made that stores these settings, None for none."""
        return Encoding(
            self.format,
            bit_depth=self.bit_depth,
            quality=self.quality,
            lossless=self.lossless,
            private=self.private,
            metadata=metadata,
        )


@dataclass(frozen=True)
class Region:
    """A rectangle of the input, in its pixels; of a framed one in those of what is left of it."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True)
class UpscaleJob:
    """One picture to enlarge: from a file, or a picture that is already in memory."""

    source: Path | None
    settings: SampleSettings = field(default_factory=SampleSettings)
    save: SaveSettings | None = None  # None: the result stays in memory, in JobDone.picture
    picture: Picture | None = None  # wins over source
    title: str = ""  # name of the picture if there is no path
    framing: Framing = AS_IT_IS  # the picture is cropped, turned and mirrored like this before all else
    region: Region | None = None  # enlarge this rectangle only
    # all frames of an animation, or pages of a document, into one file; else the first. Of books always all
    whole: bool = False
    alike: Picture | None = None  # is judged in place of the picture, which is another frame of the same
    # for inpainting models: white, or marked, where the framed picture is to be filled in
    mask: Path | Picture | Marks | None = None
    propose: tuple[str, ...] = ()  # protect what is found of these kinds, see core.finishing.proposals
    previews: bool = False  # send StepPreview events
    preview_side: int = 1024  # the largest side of a preview in pixels
    exact_previews: bool = False  # previews of latents: decode them, instead of a quick linear map
    allow_partial: bool = False  # open a truncated file; what is missing is grey
    job_id: str = field(default_factory=lambda: uuid.uuid4().hex)

    @property
    def name(self) -> str:
        """What to call the input in events and messages."""
        return self.title or (str(self.source) if self.source else "picture")


@dataclass(frozen=True)
class EstimateJob:
    """Asks what enlarging some pictures will take, before it is begun."""

    sizes: tuple[tuple[int, int], ...]  # width and height of each picture
    settings: SampleSettings = field(default_factory=SampleSettings)
    format: str = "png"  # of the files of the results, one of FORMATS
    bit_depth: int = 8
    deep: bool = False  # whether the pictures have 16 bits
    quality: int = 95
    lossless: bool = False
    folder: str | None = None  # where the results go; None: it does not matter
    max_bytes: int | None = None  # of each file, see SaveSettings

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return dataclasses.asdict(self)

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> EstimateJob:
        """The inverse of `to_dict`. Raises records.RecordError."""
        return records.convert(cls, values)


class CancelToken:
    """Tells a job to stop. It is asked at every pause of the work and may be set from any thread."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self._leaving = False

    def cancel(self, *, leaving: bool = False) -> None:
        """Asks for the end of the job. `leaving`: only because the program ends, so what the job has kept on disk
        stays."""
        if not self._event.is_set():
            self._leaving = leaving
        self._event.set()

    @property
    def leaving(self) -> bool:
        """Whether the job was cancelled only because the program ends."""
        return self._leaving

    @property
    def cancelled(self) -> bool:
        return self._event.is_set()

    def wait(self, seconds: float) -> None:
        """Waits for so many seconds, or until somebody cancels."""
        self._event.wait(seconds)

    def raise_if_cancelled(self) -> None:
        """Raises Cancelled if somebody has cancelled."""
        if self._event.is_set():
            raise Cancelled
