"""The steps of a job in the filmstrip, and the pictures of the steps of the last jobs."""

from __future__ import annotations

from PySide6.QtGui import QImage

from app.images.step_previews import StepStore
from app.queue.news import Step
from app.viewing.filmstrip import RESULT, Filmstrip


class Walk:
    """`job_id` is the job whose steps are in the strip, "" where there are none; `steps` is how many it takes."""

    def __init__(self, filmstrip: Filmstrip) -> None:
        self._filmstrip = filmstrip
        self._kept = StepStore()
        self.job_id = ""
        self.steps = 0

    def begin(self, job_id: str, steps: int, aspect: float) -> None:
        """Empty frames for a job, with those steps that are kept already. `aspect` is width / height."""
        self.job_id, self.steps = job_id, steps
        self._filmstrip.begin(steps, aspect=aspect)
        self._filmstrip.show()
        for step, image in self._kept.get(job_id).items():
            self._filmstrip.set_step(step, image)

    def finish(self, image: QImage | None) -> None:
        """The job has this result; None where its picture is not at hand."""
        self._filmstrip.finish(image)

    def select_result(self) -> None:
        """As if a person had chosen the result in the strip."""
        self._filmstrip.select(RESULT)

    def clear(self) -> None:
        self.job_id, self.steps = "", 0
        self._filmstrip.clear()
        self._filmstrip.hide()

    def keep(self, step: Step, *, shown: bool) -> None:
        """A step has been taken; `shown` says whether its picture is the one that is looked at."""
        self._kept.add(step.job_id, step.step, step.image)
        if shown and step.job_id == self.job_id and 1 <= step.step <= self.steps:
            self._filmstrip.set_step(step.step, step.image)

    def kept(self, job_id: str) -> dict[int, QImage]:
        """Step number to picture; empty once it has been forgotten."""
        return self._kept.get(job_id)

    def image(self, step: int) -> QImage | None:
        """The picture of a step in the strip; None where it is not kept."""
        return self._kept.get(self.job_id).get(step)

    def forget(self, job_id: str) -> None:
        self._kept.forget(job_id)

    def follows(self, step: int) -> bool:
        """Whether the newest step is to be shown: no other one is being looked at."""
        return self._filmstrip.selected in (None, step)
