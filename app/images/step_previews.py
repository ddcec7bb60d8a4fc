"""The pictures of a job's steps, kept small so that many walks can be looked at again."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

from app.images.qimages import qimage_from_array

BUDGET_PER_JOB = 96 * 2**20  # bytes for all steps of one job
BUDGET = 256 * 2**20  # bytes for all jobs whose steps are kept


def to_preview(array: np.ndarray, steps: int) -> QImage:
    """`array` (uint8 HxWx3) as an image, shrunk if the steps together would take too much memory."""
    image = qimage_from_array(array)
    size = image.size()
    pixels = BUDGET_PER_JOB / 4 / max(steps, 1)
    factor = math.sqrt(pixels / (size.width() * size.height()))
    if factor >= 1:
        return image
    smaller = QSize(max(1, int(size.width() * factor)), max(1, int(size.height() * factor)))
    return image.scaled(
        smaller, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )


class StepStore:
    """The previews of the last jobs; the oldest are forgotten first."""

    def __init__(self, budget: int = BUDGET) -> None:
        self._budget = budget
        self._steps: dict[str, dict[int, QImage]] = {}
        self._bytes = 0

    def add(self, job_id: str, step: int, image: QImage) -> None:
        steps = self._steps.setdefault(job_id, {})
        before = steps.get(step)
        self._bytes += image.sizeInBytes() - (0 if before is None else before.sizeInBytes())
        steps[step] = image
        while self._bytes > self._budget and len(self._steps) > 1:
            self.forget(next(iter(self._steps)))

    def get(self, job_id: str) -> dict[int, QImage]:
        """Step number to picture; empty once it has been forgotten."""
        return self._steps.get(job_id, {})

    def forget(self, job_id: str) -> None:
        self._bytes -= sum(image.sizeInBytes() for image in self._steps.pop(job_id, {}).values())
