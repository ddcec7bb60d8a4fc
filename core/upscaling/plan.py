"""The plan of a job, made before anything is computed: its input, sizes and passes, and where the result goes."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from core.diffusion.schedule import Schedule, ScheduleConfig
from core.errors import SettingsError
from core.finishing.faces import faces
from core.finishing.strokes import Marks
from core.images.alpha import visible
from core.images.files import read_picture
from core.images.formats.capacity import check_format
from core.images.formats.sniff import MAX_PIXELS
from core.images.framing import Framing, framed
from core.images.names import check_not_source, result_name, suffix_of
from core.images.picture import Picture
from core.images.resize import resize
from core.images.softness import proposed_reduction
from core.images.wrapping import wrapped
from core.jobs import LARGEST_SCALE, Region, SampleSettings, SaveSettings, UpscaleJob
from core.models.recipe import MAX_PASSES, Recipe
from core.storage.atomic import check_folder_writable
from core.upscaling.aligned_faces import AlignedFace, aligned
from core.upscaling.loading import Loaded
from core.upscaling.mask import check_mask, marks_on, mask_name, read_mask
from core.upscaling.naming import name_fields


@dataclass(frozen=True)
class Input:
    """The picture of a job as it was read and framed, how that was, and its mask, bool H x W, true in the hole."""

    picture: Picture
    mask: np.ndarray | None
    framing: Framing

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the picture."""
        return self.picture.width, self.picture.height


Box = tuple[float, float, float, float]
"""x, y, width and height of a rectangle, which may begin and end within a pixel."""


@dataclass(frozen=True)
class Plan:
    """Everything that is decided before the first step."""

    picture: Picture  # reduced, if that is wanted, and cut to the region and its surroundings; see `_cut`
    mask: np.ndarray | None  # cut like the picture
    region: Region  # the wanted part of the input, in its pixels
    inner: Box  # the same in pixels of `picture`
    origin: tuple[int, int]  # row and column of `picture` in the whole picture
    alpha: np.ndarray | None  # of the region, as the input has it; opaque where the mask is true
    reduced: float  # by which factor the input was reduced first; 1: not at all
    out_size: tuple[int, int]  # width, height
    passes: int
    target: Path | None
    schedule: Schedule
    notices: tuple[str, ...]
    clean: float | None = None  # see Loaded.cleanness; of the whole picture, whatever the region is
    faces: tuple[AlignedFace, ...] = ()  # that alone are restored, each by a pass; none: the whole picture
    period: tuple[int, int] | None = None  # rows and columns after which a seamless texture comes again
    seamless: bool = False  # the result is such a texture, too: the region is all of one


def read_input(job: UpscaleJob) -> Input:
    """Reads the picture and the mask of a job. Raises PictureError or SettingsError."""
    if job.picture is None and job.source is None:
        raise SettingsError("The job names no picture.")
    mask = None if isinstance(job.mask, Marks) else read_mask(job.mask)
    picture = job.picture or read_picture(Path(str(job.source)), allow_partial=job.allow_partial)
    given = Input(framed(picture, job.framing), mask, job.framing.within((picture.width, picture.height)))
    if isinstance(job.mask, Marks):
        given = replace(given, mask=read_mask(marks_on(job.mask, given.framing, *given.size)))
    return given


def settled(settings: SampleSettings, loaded: Loaded) -> SampleSettings:
    """The settings with the model's defaults filled in, and with the device and number format that were chosen."""
    recipe = loaded.recipe
    kappa = settings.kappa or recipe.kappa if recipe.has_kappa else None
    steps = 1 if recipe.at_once else settings.steps or recipe.steps
    return replace(
        settings,
        steps=len(_schedule(recipe, steps, kappa)),
        kappa=kappa,
        device=str(loaded.device),
        dtype=str(loaded.dtype).removeprefix("torch."),
    )


def make_plan(job: UpscaleJob, given: Input, settings: SampleSettings, loaded: Loaded) -> Plan:
    """The plan of a job; `settings` come from `settled`.

    Raises SettingsError or SaveError now for whatever would make the job fail later.
    """
    recipe, picture = loaded.recipe, given.picture
    check_mask(picture, given.mask, wanted=loaded.takes_mask, model=recipe.title, called=mask_name(job.mask))
    region = job.region or Region(0, 0, picture.width, picture.height)
    _check_inside(picture, region)
    out = settings.size_of(region.width, region.height)
    _check_growth(settings, region, out)
    target = _target(job, settings, (region.width, region.height), out)
    small, factor = _reduced(picture, settings, recipe)
    inner = _scaled(region, small.width / picture.width, small.height / picture.height)
    restored, seamless = _faces(picture, region, loaded), is_seamless(settings, loaded)
    box = _with_context((small.width, small.height), inner, loaded, endless=seamless)
    if restored:
        box = Region(0, 0, small.width, small.height)
    mask, alpha = given.mask, picture.alpha
    return Plan(
        _cut(small, box),
        None if mask is None else wrapped(mask, _rows(box), _columns(box)),
        region,
        (inner[0] - box.x, inner[1] - box.y, inner[2], inner[3]),
        (box.y, box.x),
        None if alpha is None else _covered(alpha, mask)[_rows(region), _columns(region)],
        factor,
        out,
        len(restored) or passes_needed(recipe.scale, (region.width, region.height), factor, out),
        target,
        _schedule(recipe, settings.steps, settings.kappa),
        (
            *_notices(job.settings, settings, loaded, picture, factor),
            *_interpolated(recipe, (region.width, region.height), factor, out),
            *_of_faces(restored, picture, loaded.trained_side),
            *_filled(mask),
        ),
        loaded.cleanness(visible(_judged(job, small, settings, recipe))),
        restored,
        (small.height, small.width) if seamless else None,
        seamless and (region.width, region.height) == (picture.width, picture.height),
    )


def is_seamless(settings: SampleSettings, loaded: Loaded) -> bool:
    """Whether a job is of a seamless texture. For a model that needs pictures of one size there is none."""
    return settings.tileable and not loaded.trained_side


def _faces(picture: Picture, region: Region, loaded: Loaded) -> tuple[AlignedFace, ...]:
    """The faces to restore in a photograph, of which those suffice that reach into the region, or any one. None if the
    model takes pictures of any size, or the picture has the size of one that is cut out upright already."""
    side = loaded.trained_side
    if not side or (picture.width, picture.height) == (side, side):
        return ()
    found = [aligned(face, side) for face in faces(picture)]
    near = [face for face in found if _reaches(face.box(picture.height, picture.width), region)]
    return tuple(near or found[:1])


def _reaches(box: tuple[slice, slice], region: Region) -> bool:
    return all(
        one.start < other.stop and other.start < one.stop
        for one, other in zip(box, (_rows(region), _columns(region)), strict=True)
    )


def _of_faces(found: tuple[AlignedFace, ...], picture: Picture, side: int) -> list[str]:
    if not side or (picture.width, picture.height) == (side, side):
        return []
    if found:
        count = "1 face was" if len(found) == 1 else f"{len(found)} faces were"
        return [f"{count} found and restored; the rest of the picture was left as it is."]
    return [
        "No face was found, so the whole picture was restored as if it were one. The model was made for aligned faces "
        f"of {side} x {side} pixels; this picture has {picture.width} x {picture.height}."
    ]


def passes_needed(scale: int, size: tuple[int, int], factor: float, out: tuple[int, int]) -> int:
    """How often a model of that scale enlarges a picture of `size`, reduced by `factor` first, to reach `out`; sizes
    are (width, height). What rounding to whole pixels adds is no reason for another time, which costs scale^2 as
    much."""
    if scale == 1:
        return 1
    passes = range(1, MAX_PASSES + 1)
    return next((n for n in passes if _reached(scale**n, size, factor, out)), MAX_PASSES)


def _reached(enlarged: int, size: tuple[int, int], factor: float, out: tuple[int, int]) -> bool:
    """Whether a picture of `size`, reduced by `factor` first, has grown to `out` when it was enlarged that much."""
    return all(
        enlarged * max(1.0, side * factor) + 1 > wanted for side, wanted in zip(size, out, strict=True)
    )


def _interpolated(recipe: Recipe, size: tuple[int, int], factor: float, out: tuple[int, int]) -> list[str]:
    """Says so where the model does not reach the size that is asked for."""
    most = recipe.scale**MAX_PASSES
    if _reached(most, size, factor, out):
        return []
    if most == 1:
        return [f"{recipe.title} does not enlarge: the enlargement is interpolated."]
    what = "" if factor == 1 else "the reduced picture "
    return [f"{recipe.title} enlarges {what}up to {most} times: the rest is interpolated."]


def _reduced(picture: Picture, settings: SampleSettings, recipe: Recipe) -> tuple[Picture, float]:
    """The picture reduced by area averaging as the settings want it, and the factor: 1 where it stays as it is.

    Models that do not enlarge have no use for a smaller picture.
    """
    if recipe.scale == 1 or settings.reduce == 1:
        return picture, 1.0
    factor = proposed_reduction(picture) if settings.reduce == "auto" else settings.reduce
    size = max(1, round(picture.width * factor)), max(1, round(picture.height * factor))
    if size == (picture.width, picture.height):
        return picture, 1.0
    alpha = None if picture.alpha is None else resize(picture.alpha, size)
    return replace(picture, pixels=resize(visible(picture), size), alpha=alpha), factor


def _judged(job: UpscaleJob, small: Picture, settings: SampleSettings, recipe: Recipe) -> Picture:
    """The picture that is looked at in place of the job's own."""
    return small if job.alike is None else _reduced(job.alike, settings, recipe)[0]


def _scaled(region: Region, across: float, down: float) -> Box:
    return region.x * across, region.y * down, region.width * across, region.height * down


def _rows(box: Region) -> slice:
    return slice(box.y, box.y + box.height)


def _columns(box: Region) -> slice:
    return slice(box.x, box.x + box.width)


def _covered(alpha: np.ndarray, mask: np.ndarray | None) -> np.ndarray:
    """alpha H x W, opaque where a mask marks what is filled in: what was cut out is to be seen again."""
    return alpha if mask is None else np.where(mask, np.iinfo(alpha.dtype).max, alpha).astype(alpha.dtype)


def _filled(mask: np.ndarray | None) -> list[str]:
    return [] if mask is None else [f"{mask.mean():.1%} of the picture was filled in, as the mask marks it."]


def _schedule(recipe: Recipe, steps: int | None, kappa: float | None) -> Schedule:
    return recipe.schedule_as(ScheduleConfig).build(steps, kappa)


def _notices(
    asked: SampleSettings, settings: SampleSettings, loaded: Loaded, picture: Picture, reduced: float
) -> tuple[str, ...]:
    """Sentences about settings that are allowed, but that the model was not made for."""
    recipe, notices = loaded.recipe, untrained(loaded.recipe, settings.kappa)
    if recipe.at_once:
        vain = [n for n, has in (("steps", asked.steps not in (None, 1)), ("kappa", asked.kappa)) if has]
        if vain:
            notices.append(f"{recipe.title} restores at once, so {' and '.join(vain)} had no effect.")
    elif not recipe.has_kappa and asked.kappa:
        notices.append(f"{recipe.title} has no kappa, so that had no effect.")
    elif asked.steps and settings.steps and asked.steps != settings.steps:
        notices.append(f"The model knows at most {settings.steps}, so that many steps were taken.")
    if settings.reduce == "auto" and reduced < 1:
        notices.append(f"The picture is softer than its size: it was reduced to {reduced:.0%} first.")
    if settings.tileable and loaded.trained_side:
        notices.append(
            f"{recipe.title} is made for faces, so the edges were not joined as those of a texture."
        )
    if settings.reduce != 1 and recipe.scale == 1:
        notices.append(f"{recipe.title} keeps the size, so the picture was not reduced first.")
    return tuple(notices)


def untrained(recipe: Recipe, kappa: float | None) -> list[str]:
    """Says so where a model was trained with other kappas."""
    low, high = recipe.kappa_range
    if kappa is None or low <= kappa <= high:
        return []
    trained = f"{low:g}" if low == high else f"{low:g} to {high:g}"
    return [f"The model was trained with kappa {trained}: {kappa:g} is an experiment."]


def _check_inside(picture: Picture, region: Region) -> None:
    inside = (
        region.x >= 0
        and region.y >= 0
        and region.width > 0
        and region.height > 0
        and region.x + region.width <= picture.width
        and region.y + region.height <= picture.height
    )
    if not inside:
        raise SettingsError("The region does not lie inside the picture.")


def _check_growth(settings: SampleSettings, region: Region, out: tuple[int, int]) -> None:
    """One size may be meant for many pictures, and some be a line or an icon: made as large as a photograph it would be
    longer, or larger, than any memory holds. A factor has its own limit."""
    if max(out[0] / region.width, out[1] / region.height) <= LARGEST_SCALE:
        return
    if settings.cover:
        raise SettingsError(
            f"With {min(out)} pixels at its shorter side the result would have {max(out)} at the longer one, more than "
            f"{LARGEST_SCALE} times as many as the picture: choose a size for the longer side."
        )
    if out[0] * out[1] > MAX_PIXELS:
        raise SettingsError(
            f"The result would have {out[0]} x {out[1]} pixels, and more than {LARGEST_SCALE} times as many at a side "
            "as the picture: choose a smaller size."
        )


def seamless_size(size: tuple[int, int], loaded: Loaded) -> tuple[int, int]:
    """Width and height of what is computed of a whole seamless texture of `size`: its surroundings as well."""
    box = _with_context(size, (0, 0, *size), loaded, endless=True)
    return box.width, box.height


def _with_context(size: tuple[int, int], inner: Box, loaded: Loaded, *, endless: bool) -> Region:
    """The rectangle with the model's context around it, extended to multiples of its grid, as far as the picture of
    `size`, (width, height), goes. A seamless texture is `endless`: the rectangle may begin and end outside of it."""
    x, y, width, height = inner
    context, grid = loaded.context, loaded.grid
    left, top = ((math.floor(at) - context) // grid * grid for at in (x, y))
    right, bottom = (-(-(math.ceil(at) + context) // grid) * grid for at in (x + width, y + height))
    if not endless:
        left, top = max(0, left), max(0, top)
        right, bottom = min(size[0], right), min(size[1], bottom)
    return Region(left, top, right - left, bottom - top)


def _cut(picture: Picture, box: Region) -> Picture:
    """The part of the picture in `box`. What lies outside of the picture, which only a box in a seamless texture does,
    is what its copies have there."""
    rows, columns = _rows(box), _columns(box)
    alpha = None if picture.alpha is None else wrapped(picture.alpha, rows, columns)
    return replace(picture, pixels=wrapped(picture.pixels, rows, columns), alpha=alpha)


def _target(
    job: UpscaleJob, settings: SampleSettings, size: tuple[int, int], out: tuple[int, int]
) -> Path | None:
    """The file of the result, which gets a number when it is saved where that is taken; `size` is that of the picture,
    or its region, and `out` that of the result. Raises now whatever would make saving it fail after computing."""
    save = job.save
    if save is None:
        return None
    check_format(save.format, *out)
    check_folder_writable(_folder(job, save))
    return target_of(job, settings, size, out)


def target_of(job: UpscaleJob, settings: SampleSettings, size: tuple[int, int], out: tuple[int, int]) -> Path:
    """The file of a result that is to be saved. Raises SaveError if that is the input itself."""
    save = job.save or SaveSettings()
    stem = save.source_name or (job.source.stem if job.source else (job.title or "picture"))
    suffix = suffix_of(save.format, job.source)
    path = _folder(job, save) / result_name(save.name, name_fields(stem, settings, size, out), suffix=suffix)
    check_not_source(job.source, path)
    return path


def _folder(job: UpscaleJob, save: SaveSettings) -> Path:
    return save.directory or (job.source.parent if job.source else Path.cwd())
