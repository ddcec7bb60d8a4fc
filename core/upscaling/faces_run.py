"""A planned job of a model for faces, on a photograph: each face is restored by a pass of its own and put back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch

from core.images.depth import to_depth
from core.images.resize import resize
from core.jobs import CancelToken, Region, SampleSettings, UpscaleJob
from core.upscaling.loading import Loaded
from core.upscaling.passes import Pass
from core.upscaling.plan import Plan
from core.upscaling.run import Run
from core.upscaling.stopwatch import Stopwatch


@dataclass
class FacesRun(Run):
    """Its plan has a pass for each face. All are cut out of the picture as it was given."""

    _given: np.ndarray = field(default_factory=lambda: np.zeros((0, 0, 3), np.uint8), init=False)
    _so_far: np.ndarray = field(default_factory=lambda: np.zeros((0, 0, 3), np.uint8), init=False)

    def _enlarge(self, pixels: np.ndarray, number: int) -> Callable[[], np.ndarray]:
        """`pixels`, the whole picture, with face `number` restored."""
        if number == 0:
            self._given, self._so_far = pixels, pixels.copy()
        face = self.plan.faces[number]
        face.put_back(self._so_far, super()._enlarge(face.cut(self._given), number)())
        return lambda: self._so_far

    def _preview(self, pass_: Pass, start: Any, x0: torch.Tensor, step: int, number: int) -> None:
        """Emits the picture so far with the face as it has become in this step."""
        face, box = self.plan.faces[number], self._enlarged_box(1)
        square = Region(0, 0, face.side, face.side)
        image = pass_.preview(start, x0, square, largest=face.side, exact=self.job.exact_previews)
        part = self._so_far[box.y : box.y + box.height, box.x : box.x + box.width]
        factor = min(1.0, self.job.preview_side / max(box.width, box.height))
        size = max(1, round(box.width * factor)), max(1, round(box.height * factor))
        seen = to_depth(resize(part, size), 8)
        seen = seen.copy() if np.shares_memory(seen, part) else seen
        face.seen_in(box, size).put_back(seen, resize(image, (face.side, face.side)))
        self._emit_preview(seen, step)


def new_run(
    job: UpscaleJob,
    plan: Plan,
    loaded: Loaded,
    settings: SampleSettings,
    watch: Stopwatch,
    cancel: CancelToken,
    turn: tuple[int, int] = (0, 1),
) -> Run:
    """What computes a plan."""
    kind = FacesRun if plan.faces else Run
    return kind(job, plan, loaded, settings, watch, cancel, turn)
