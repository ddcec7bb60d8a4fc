"""From a job to a result: read, plan, sample tile by tile, stitch, fix colours, save, and tell about it."""

from __future__ import annotations

import logging
import time
import traceback
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import torch

from core.device import choose_device, choose_dtype
from core.diffusion.schedule import ScheduleConfig
from core.errors import Cancelled, EngineError, SettingsError
from core.events import Emit, JobCancelled, JobDone, JobFailed, JobStarted, Progress, StepPreview
from core.images import color
from core.images.alpha import bleed, enlarge_alpha
from core.images.encode import SUFFIXES, check_folder_writable, check_format, save_picture
from core.images.files import read_picture
from core.images.names import check_not_source, free_path, result_name
from core.images.picture import Picture
from core.images.resize import resize
from core.jobs import CancelToken, Region, SampleSettings, SaveSettings, UpscaleJob
from core.latents import pixel_shuffle
from core.lite import BORDER, LitePass, plan_tile_size
from core.models.catalog import find_model
from core.models.checkpoints import load_into, load_state, read_recipe, sha256_of
from core.models.recipe import Recipe
from core.networks.lite_unet import LiteConfig, LiteUNet
from core.version import VERSION

log = logging.getLogger(__name__)

CONTEXT = 32  # pixels around a region that the network may look at
MAX_PASSES = 3


@dataclass(frozen=True)
class _Loaded:
    """A network ready to run, with all that decides its results."""

    key: tuple[str, str, str]
    network: LiteUNet
    recipe: Recipe
    digest: str
    device: torch.device
    dtype: torch.dtype
    notices: tuple[str, ...]


@dataclass(frozen=True)
class _Plan:
    """What a job comes to: the input cut to its region, and the sizes on the way."""

    picture: Picture
    inner: Region  # the wanted part of `picture`
    out_size: tuple[int, int]  # width, height
    passes: int
    target: Path | None


class Upscaler:
    """Runs jobs one after the other and keeps the last network loaded. Not for two threads at once."""

    def __init__(self) -> None:
        self._loaded: _Loaded | None = None

    def warm_up(self, settings: SampleSettings) -> None:
        """Loads the model and runs a first small tile, so that a first job starts at once."""
        loaded = self._load(settings)
        tiny = np.full((16, 16, 3), 0.5, np.float32)
        schedule = ScheduleConfig(**loaded.recipe.schedule).build(1, loaded.recipe.kappa)
        pass_ = self._pass(loaded, settings, tiny.shape, CancelToken())
        for _ in pass_.steps(tiny, schedule, lambda tile, tiles: None):
            pass

    def run(self, job: UpscaleJob, emit: Emit, cancel: CancelToken) -> None:
        """Emits JobStarted, Progress and previews, then exactly one of JobDone, JobFailed, JobCancelled."""
        try:
            emit(self._run(job, emit, cancel))
        except Cancelled:
            emit(JobCancelled(job.job_id, job.name))
        except EngineError as error:
            log.warning("%s: %s", job.name, error, exc_info=True)
            detail = error.detail or traceback.format_exc()
            emit(JobFailed(job.job_id, job.name, str(error), detail))
        except Exception as error:
            log.exception("%s failed", job.name)
            message = f"Something unforeseen went wrong ({type(error).__name__}). The log has the details."
            emit(JobFailed(job.job_id, job.name, message, traceback.format_exc()))

    def _run(self, job: UpscaleJob, emit: Emit, cancel: CancelToken) -> JobDone:
        began = time.monotonic()
        emit(Progress(job.job_id, "decode", 0.0))
        plan_of = _prepare(job)
        cancel.raise_if_cancelled()
        emit(Progress(job.job_id, "load", 0.01))
        loaded = self._load(job.settings)
        settings = _settled(job.settings, loaded)
        plan = plan_of(settings, loaded.recipe)
        cancel.raise_if_cancelled()
        result = _Run(self, job, plan, loaded, settings, emit, cancel).result()
        cancel.raise_if_cancelled()
        written = self.written(settings, loaded)
        output = None
        if job.save is not None and plan.target is not None:
            emit(Progress(job.job_id, "save", 0.98))
            output = str(_save(result, plan.target, job.save, written))
        return JobDone(
            job.job_id,
            job.name,
            output,
            result.width,
            result.height,
            time.monotonic() - began,
            written,
            (*plan.picture.notices, *loaded.notices),
            result,
        )

    def written(self, settings: SampleSettings, loaded: _Loaded) -> dict[str, Any]:
        """What goes into the file, so that the result can be made again."""
        return {**settings.to_dict(), "model_sha256": loaded.digest, "version": VERSION}

    def _load(self, settings: SampleSettings) -> _Loaded:
        device, device_notice = choose_device(settings.device)
        dtype, dtype_notice = choose_dtype(device, settings.dtype)
        info = find_model(settings.model)
        key = (str(info.path), str(device), str(dtype))
        if self._loaded is None or self._loaded.key != key:
            self._loaded = None  # the old one's memory first
            recipe = read_recipe(info.path)
            network = build_network(recipe)
            load_into(network, load_state(info.path), name=info.title)
            network.requires_grad_(False).eval().to(device)
            network.cast(dtype)
            digest = sha256_of(info.path)
            self._loaded = _Loaded(key, network, recipe, digest, device, dtype, ())
        notices = tuple(n for n in (device_notice, dtype_notice) if n)
        return replace(self._loaded, notices=notices)

    def _pass(
        self, loaded: _Loaded, settings: SampleSettings, shape: tuple[int, ...], cancel: CancelToken
    ) -> LitePass:
        free = psutil.virtual_memory().available
        if loaded.device.type == "cuda":
            free = torch.cuda.mem_get_info(loaded.device)[0]
        tile = settings.tile or plan_tile_size(shape[0], shape[1], free_bytes=free, dtype=loaded.dtype)
        return LitePass(
            loaded.network, loaded.device, loaded.dtype, tile, settings.seed, settings.stochasticity, cancel
        )


def build_network(recipe: Recipe) -> LiteUNet:
    """An untrained network of the recipe's architecture."""
    if recipe.architecture != "lite_unet":
        raise SettingsError(f"This version cannot run the architecture {recipe.architecture!r} yet.")
    config: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in recipe.config.items()}
    return LiteUNet(LiteConfig(**config))


@dataclass
class _Run:
    """One job under way: passes of the network, each a chain of steps, each a row of tiles."""

    upscaler: Upscaler
    job: UpscaleJob
    plan: _Plan
    loaded: _Loaded
    settings: SampleSettings
    emit: Emit
    cancel: CancelToken

    def result(self) -> Picture:
        """The enlarged picture, cut and resized to what was asked for."""
        plan, source = self.plan, self.plan.picture
        pixels = source.pixels if source.alpha is None else bleed(source.pixels, source.alpha)
        self._announce()
        for number in range(plan.passes):
            pixels = self._enlarge(pixels, number)
        factor = pixels.shape[1] // source.width
        inner = plan.inner
        box = [v * factor for v in (inner.x, inner.y, inner.width, inner.height)]
        pixels = pixels[box[1] : box[1] + box[3], box[0] : box[0] + box[2]]
        self.emit(Progress(self.job.job_id, "finish", 0.96))
        pixels = resize(pixels, plan.out_size)
        if source.gray:
            pixels = _as_gray(pixels)
        alpha = None
        if source.alpha is not None:
            cut = source.alpha[inner.y : inner.y + inner.height, inner.x : inner.x + inner.width]
            alpha = enlarge_alpha(cut, plan.out_size)
        return Picture(
            np.ascontiguousarray(pixels), alpha, source.gray, source.icc, source.exif, source.notices
        )

    def _announce(self) -> None:
        plan, schedule = self.plan, self._schedule()
        tile = self.upscaler._pass(self.loaded, self.settings, plan.picture.pixels.shape, self.cancel).tile
        tiles = -(-plan.picture.height // tile) * -(-plan.picture.width // tile)
        self.emit(
            JobStarted(
                self.job.job_id,
                self.job.name,
                plan.inner.width,
                plan.inner.height,
                *plan.out_size,
                steps=len(schedule),
                tiles=tiles,
                device=str(self.loaded.device),
                dtype=str(self.loaded.dtype).removeprefix("torch."),
            )
        )

    def _schedule(self) -> Any:
        return ScheduleConfig(**self.loaded.recipe.schedule).build(self.settings.steps, self.settings.kappa)

    @torch.inference_mode()
    def _enlarge(self, pixels: np.ndarray, number: int) -> np.ndarray:
        """One pass: uint H x W x 3 -> uint scale H x scale W x 3."""
        largest = float(np.iinfo(pixels.dtype).max)
        lq = pixels.astype(np.float32) / np.float32(largest)
        schedule = self._schedule()
        pass_ = self.upscaler._pass(self.loaded, self.settings, pixels.shape, self.cancel)
        if number == 0 and self.job.region is not None:
            region = self.job.region
            pass_.origin = (region.y - self.plan.inner.y, region.x - self.plan.inner.x)
        clock = _Clock(self, number, len(schedule))
        field = None
        for step in pass_.steps(lq, schedule, clock.tile_done):
            field = step.x0
            clock.step_done()
            if self.job.previews and step.number < step.steps:
                self._preview(field, step.number, step.steps, number)
        assert field is not None
        fixed = _color_fixed(pass_, field, lq, self.settings.color_fix, pixels.dtype)
        if self.job.previews:
            self._preview(field, len(schedule), len(schedule), number)
        return fixed

    def _preview(self, field: torch.Tensor, step: int, steps: int, number: int) -> None:
        if number < self.plan.passes - 1:
            return
        scale = self.loaded.recipe.scale
        factor = scale ** (self.plan.passes - 1)
        inner = self.plan.inner
        rows = slice(BORDER + inner.y * factor, BORDER + (inner.y + inner.height) * factor)
        columns = slice(BORDER + inner.x * factor, BORDER + (inner.x + inner.width) * factor)
        image = pixel_shuffle.preview(field[:, :, rows, columns], scale, largest=self.job.preview_side).numpy()
        if self.plan.picture.icc is not None:
            image = color.to_srgb8(replace(self.plan.picture, pixels=image, alpha=None))
        image = np.ascontiguousarray(image)
        image.setflags(write=False)
        self.emit(StepPreview(self.job.job_id, step, steps, image))


class _Clock:
    """Turns finished tiles into progress: a pass costs as many pixels as it has."""

    def __init__(self, run: _Run, number: int, steps: int) -> None:
        self.run, self.steps, self.step = run, steps, 1
        costs = [16.0**k for k in range(run.plan.passes)]
        self.before, self.share = sum(costs[:number]) / sum(costs), costs[number] / sum(costs)
        self.began = time.monotonic()

    def tile_done(self, tile: int, tiles: int) -> None:
        done = (self.step - 1 + tile / tiles) / self.steps
        spent = time.monotonic() - self.began
        rest = 1 - self.before - self.share * done
        left = spent / (self.share * done) * rest
        fraction = 0.02 + 0.93 * (self.before + self.share * done)
        job = self.run.job.job_id
        step, steps = self.step, self.steps
        self.run.emit(Progress(job, "sample", fraction, step, steps, tile, tiles, left))

    def step_done(self) -> None:
        self.step += 1


# -- parts of the way --------------------------------------------------------------------------------


def _prepare(job: UpscaleJob) -> Any:
    """Reads the input; returns what makes the plan once the model is known."""
    if job.picture is None and job.source is None:
        raise SettingsError("The job names no picture.")
    picture = job.picture or read_picture(Path(str(job.source)), allow_partial=job.allow_partial)

    def plan(settings: SampleSettings, recipe: Recipe) -> _Plan:
        region = job.region or Region(0, 0, picture.width, picture.height)
        cut, inner = _with_context(picture, region)
        factor = max(settings.scale, 0.05)
        out = settings.target or (
            max(1, round(region.width * factor)),
            max(1, round(region.height * factor)),
        )
        target = _target(job, settings, recipe, out)
        needed = max(out[0] / region.width, out[1] / region.height)
        passes = next((n for n in range(1, MAX_PASSES + 1) if recipe.scale**n >= needed), MAX_PASSES)
        return _Plan(cut, inner, out, passes, target)

    return plan


def _with_context(picture: Picture, region: Region) -> tuple[Picture, Region]:
    """The region with some of its surroundings, and where it lies in that cut."""
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
    left, top = max(0, region.x - CONTEXT), max(0, region.y - CONTEXT)
    right = min(picture.width, region.x + region.width + CONTEXT)
    bottom = min(picture.height, region.y + region.height + CONTEXT)
    cut = picture.crop(left, top, right - left, bottom - top)
    return cut, Region(region.x - left, region.y - top, region.width, region.height)


def _target(job: UpscaleJob, settings: SampleSettings, recipe: Recipe, out: tuple[int, int]) -> Path | None:
    """Where the result goes; everything that would make saving fail is found out here, before computing."""
    save = job.save
    if save is None:
        return None
    check_format(save.format, *out)
    folder = save.directory or (job.source.parent if job.source else Path.cwd())
    check_folder_writable(folder)
    stem = job.source.stem if job.source else (job.title or "picture")
    now = datetime.now()
    fields = {
        "name": stem,
        "scale": settings.scale,
        "width": out[0],
        "height": out[1],
        "steps": settings.steps,
        "kappa": settings.kappa,
        "seed": settings.seed,
        "model": Path(settings.model).stem,
        "date": now.strftime("%Y-%m-%d"),
        "time": now.strftime("%H-%M-%S"),
    }
    path = folder / result_name(save.name, fields, suffix=SUFFIXES[save.format])
    check_not_source(job.source, path)
    return path if save.overwrite else free_path(folder, path.stem, path.suffix)


def _save(result: Picture, target: Path, save: SaveSettings, written: dict[str, Any]) -> Path:
    path = target if save.overwrite else free_path(target.parent, target.stem, target.suffix)
    return save_picture(
        result,
        path,
        format=save.format,
        bit_depth=save.bit_depth,
        quality=save.quality,
        metadata=written,
        overwrite=save.overwrite,
    )


def _settled(settings: SampleSettings, loaded: _Loaded) -> SampleSettings:
    """The settings with the model's own defaults filled in and the device and format that were chosen."""
    return replace(
        settings,
        steps=settings.steps or loaded.recipe.steps,
        kappa=settings.kappa or loaded.recipe.kappa,
        device=str(loaded.device),
        dtype=str(loaded.dtype).removeprefix("torch."),
    )


def _as_gray(pixels: np.ndarray) -> np.ndarray:
    """The mean of the channels in each of them, rounded."""
    mean = (pixels.sum(2, dtype=np.uint32) + 1) // 3
    return np.repeat(mean.astype(pixels.dtype)[..., None], 3, 2)


def _color_fixed(pass_: LitePass, field: torch.Tensor, lq: np.ndarray, fix: str, dtype: Any) -> np.ndarray:
    """The field as integer pixels, band by band, with the colours of the enlarged input."""
    height, width = lq.shape[:2]
    size = (width * pass_.scale, height * pass_.scale)
    largest = np.float32(np.iinfo(dtype).max)
    out = np.empty((size[1], size[0], 3), dtype)
    own = wanted = None
    if fix == "adain":
        own = color.statistics(band for _, band in pass_.pixels(field, height, width))
        wanted = color.statistics([lq])
    margin = -(-color.WAVELET_MARGIN // pass_.scale)
    for rows, band, inner in pass_.pixels_with_margin(field, height, width, margin=margin):
        fixed = band
        if fix in ("wavelet", "ycbcr"):
            reference = color.enlarged_rows(lq, size, rows)
            fixed = (
                color.wavelet_fix(band, reference) if fix == "wavelet" else color.ycbcr_fix(band, reference)
            )
        elif own is not None and wanted is not None:
            fixed = color.adain_fix(band, own, wanted)
        kept = slice(rows.start + inner.start, rows.start + inner.stop)
        out[kept] = (fixed[inner] * largest).round().astype(dtype)
    return out
