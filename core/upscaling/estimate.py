"""What enlarging pictures will take, before it is begun: time, memory, and the size of the files."""

from __future__ import annotations

import shutil
from pathlib import Path

from core.events import JobsEstimated
from core.images.file_size import file_bytes
from core.jobs import CancelToken, EstimateJob, SampleSettings
from core.storage.patience import within
from core.upscaling.loading import Loaded
from core.upscaling.passes import Pass
from core.upscaling.plan import is_seamless, passes_needed, seamless_size, settled
from core.upscaling.speed import Speed, measured

PATIENCE = 1.0  # seconds for a drive to say what is free on it


def estimate(job: EstimateJob, loaded: Loaded, cancel: CancelToken) -> JobsEstimated:
    """The estimate for all pictures of a job, by the speed that is remembered or measured now. Raises Cancelled,
    DeviceError."""
    speed = measured(loaded, cancel)
    settings = settled(job.settings, loaded)
    seconds, memory, files = 0.0, 0.0, 0.0
    for size in set(job.sizes):
        count = job.sizes.count(size)
        taken, held = _one(size, settings, loaded, speed, cancel)
        seconds += count * taken
        memory = max(memory, held)
        about = file_bytes(
            job.format,
            *settings.size_of(*size),
            quality=job.quality,
            lossless=job.lossless,
            bit_depth=job.bit_depth,
            deep=job.deep,
        )
        files += count * (about if job.max_bytes is None else min(about, job.max_bytes))
    return JobsEstimated(seconds, round(memory), round(files), loaded.free_bytes(), free_disk(job.folder))


def passes_of(
    size: tuple[int, int],
    settings: SampleSettings,
    loaded: Loaded,
    cancel: CancelToken,
    *,
    seamless: bool = False,
) -> list[tuple[Pass, int, int]]:
    """The passes over a picture of `size` (width, height), each with the height and width of its input. What is reduced
    only where a picture is soft ("auto") is taken as it is, which takes the longest. Of a photograph for a model for
    faces one face is counted, since nobody has looked for them yet. If the picture is a `seamless` texture, its
    surroundings are added."""
    side = loaded.trained_side
    if side:
        return [(loaded.new_pass(settings, (side, side, 3), cancel), side, side)]
    scale, passes = loaded.recipe.scale, []
    factor = 1.0 if scale == 1 or settings.reduce == "auto" else settings.reduce
    first = max(1, round(size[0] * factor)), max(1, round(size[1] * factor))
    for number in range(passes_needed(scale, size, factor, settings.size_of(*size))):
        grown = first[0] * scale**number, first[1] * scale**number
        width, height = seamless_size(grown, loaded) if seamless else grown
        passes.append((loaded.new_pass(settings, (height, width, 3), cancel), height, width))
    return passes


def _one(
    size: tuple[int, int], settings: SampleSettings, loaded: Loaded, speed: Speed, cancel: CancelToken
) -> tuple[float, float]:
    """(seconds, bytes) for one picture."""
    seconds, memory = 0.0, 15.0 * size[0] * size[1]
    seamless = is_seamless(settings, loaded)
    for pass_, height, width in passes_of(size, settings, loaded, cancel, seamless=seamless):
        seconds += speed.seconds(pass_, settings.steps or 1, height, width)
        # the input and its copy in float32; the result, and its copy of another size
        pixels = 15.0 * height * width + 6.0 * height * width * pass_.scale**2
        memory = max(memory, pixels + pass_.memory(height, width))
    finish = settings.finish
    if finish is not None and finish.takes_network and loaded.recipe.has_kappa:
        seconds *= 2
    return seconds, memory


def free_disk(folder: str | None) -> int | None:
    """Bytes that are free where a folder is or will be; None if that cannot be found out, or not soon."""
    if folder is None:
        return None

    def ask() -> int | None:
        place = Path(folder).absolute()
        while not place.exists() and place != place.parent:
            place = place.parent
        try:
            return shutil.disk_usage(place).free
        except OSError:
            return None

    return within(PATIENCE, ask, None)
