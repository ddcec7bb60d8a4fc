"""A job from beginning to end: read the picture, load the model, plan, sample, finish, save, and emit events."""

from __future__ import annotations

import logging
import time
import traceback
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch

from core.compute.device import is_device_lost, is_out_of_memory, out_of_memory
from core.diffusion.schedule import ScheduleConfig
from core.errors import Cancelled, EngineError
from core.events import Emit, JobCancelled, JobDone, JobFailed, Progress
from core.images.formats.encode import save_notices
from core.jobs import CancelToken, SampleSettings, UpscaleJob
from core.storage.patience import unless_cancelled
from core.upscaling.finish import save
from core.upscaling.loading import Loaded, Wanted, load, locate
from core.upscaling.mask import read_mask
from core.upscaling.plan import make_plan, read_input, settled
from core.upscaling.run import Run
from core.version import VERSION

log = logging.getLogger(__name__)


CARD_LOST = (
    "The graphics device stopped working, so the processor took over. Start the program anew to use it again."
)


class Upscaler:
    """Runs jobs one after the other, and keeps the last model in memory. Not to be used by two threads at once."""

    def __init__(self) -> None:
        self._loaded: Loaded | None = None
        self._card_lost = False  # in this process nothing can be computed on it any more

    @torch.inference_mode()
    def warm_up(self, settings: SampleSettings) -> None:
        """Loads the model and runs one small tile, so that the first job starts at once.

        Raises ModelError, SettingsError or DeviceError.
        """
        loaded = self.loaded(locate(settings))
        tiny = np.full((16, 16, 3), 0.5, np.float32)
        mask = np.eye(16, dtype=bool) if loaded.takes_mask else None
        schedule = loaded.recipe.schedule_as(ScheduleConfig).build(1, loaded.recipe.kappa)
        pass_ = loaded.new_pass(settings, tiny.shape, CancelToken())
        for _ in pass_.steps(pass_.start(tiny, mask), schedule, lambda tile, tiles: None):
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
            if is_device_lost(error) and not self._card_lost:
                self._card_lost, self._loaded = True, None
                self.run(job, emit, cancel)
                return
            if is_out_of_memory(error):
                emit(JobFailed(job.job_id, job.name, str(out_of_memory(error)), traceback.format_exc()))
                return
            message = f"Something unforeseen went wrong ({type(error).__name__}). The log has the details."
            emit(JobFailed(job.job_id, job.name, message, traceback.format_exc()))

    def _run(self, job: UpscaleJob, emit: Emit, cancel: CancelToken) -> JobDone:
        began = time.monotonic()
        emit(Progress(job.job_id, "decode", 0.0))
        given = unless_cancelled(lambda: read_input(job, read_mask(job.mask)), cancel.raise_if_cancelled)
        emit(Progress(job.job_id, "load", 0.01))
        asked = replace(job.settings, device="cpu", dtype="auto") if self._card_lost else job.settings
        wanted = locate(asked)
        loaded = self.loaded(wanted)
        settings = settled(asked, loaded)
        plan = make_plan(job, given, settings, loaded)
        cancel.raise_if_cancelled()
        run = Run(job, plan, loaded, settings, emit, cancel)
        try:
            result = run.result()
            cancel.raise_if_cancelled()
        except Cancelled:
            if not cancel.leaving:
                run.forget()
            raise
        written = _written(job, settings, loaded)
        output = None
        lost: tuple[str, ...] = ()
        if job.save is not None and plan.target is not None:
            emit(Progress(job.job_id, "save", 0.98))
            output = str(save(result, plan.target, job.save, written, job.source))
            lost = save_notices(
                result, job.save.format, bit_depth=job.save.bit_depth, private=job.save.private
            )
        run.forget()
        return JobDone(
            job.job_id,
            job.name,
            output,
            result.width,
            result.height,
            time.monotonic() - began,
            written,
            (
                *plan.picture.notices,
                *wanted.notices,
                *plan.notices,
                *lost,
                *((CARD_LOST,) if self._card_lost else ()),
            ),
            result,
        )

    def loaded(self, wanted: Wanted) -> Loaded:
        """The model, which is still in memory from the last job or is read now."""
        if self._loaded is None or self._loaded.key != wanted.key:
            self._loaded = None  # frees the memory of the last model first
            self._loaded = load(wanted)
        return self._loaded


def _written(job: UpscaleJob, settings: SampleSettings, loaded: Loaded) -> dict[str, Any]:
    """What is written into the file of the result, so that it can be made again."""
    digests = {f"{part}_sha256": digest for part, digest in loaded.digests.items()}
    more: dict[str, Any] = {}
    if job.region is not None:
        more["region"] = asdict(job.region)
    if isinstance(job.mask, Path):
        more["mask"] = job.mask.name
    return {**settings.to_dict(), **digests, **more, "version": VERSION}
