"""The finish that a job asks for: what it needs beside the result, and how it is applied."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from core.events import Emit, Event, Progress
from core.finishing.blend import finished
from core.finishing.finish import ENLARGEMENT, FAITHFUL_KAPPA, KAPPA, Finish
from core.finishing.proposals import proposed
from core.finishing.strokes import Marks
from core.images.picture import Picture
from core.jobs import CancelToken, SampleSettings, UpscaleJob
from core.upscaling.faces_run import new_run
from core.upscaling.loading import Loaded
from core.upscaling.plan import Input, make_plan
from core.upscaling.run import Run


@dataclass
class Finishing:
    """Made before a job is computed; `settings` then hold the finish as it can be done, with what was proposed."""

    job: UpscaleJob
    given: Input
    settings: SampleSettings
    loaded: Loaded
    notices: tuple[str, ...] = ()
    _second: Run | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        finish = self.settings.finish
        if self.job.region is not None or not (finish or self.job.propose):
            return
        finish = self._with_fitting_marks(finish or Finish())
        if finish.faithful == KAPPA and not self.loaded.recipe.has_kappa:
            finish = replace(finish, faithful=ENLARGEMENT)
            self._say(f"{self.loaded.recipe.title} has no kappa, so the enlargement is the faithful picture.")
        self.settings = replace(self.settings, finish=finish if finish.changes else None)

    def _with_fitting_marks(self, finish: Finish) -> Finish:
        """Without marks that were made on a picture of another size, and with those that are proposed."""
        picture, protect = self.given.picture, finish.protect
        if protect is not None and not protect.fit(picture.width, picture.height):
            self._say(
                f"What is protected was marked on a picture of {protect.width} x {protect.height} pixels, so it was "
                "left out for this one."
            )
            protect = None
        if self.job.propose:
            found = proposed(picture, self.job.propose)
            strokes = (*(protect.strokes if protect else ()), *found)
            protect = Marks(picture.width, picture.height, strokes) if strokes else None
            self._say(
                f"Protected where something was found: {len(found)}."
                if found
                else "Found nothing to protect."
            )
        return replace(finish, protect=protect)

    def _say(self, sentence: str) -> None:
        self.notices = (*self.notices, sentence)

    def faithful(self, emit: Emit, cancel: CancelToken) -> Picture | None:
        """The faithful picture where that is one of the model's own, which takes the network; else None."""
        finish = self._wanted
        if finish is None or not finish.needs_faithful or finish.faithful != KAPPA:
            return None
        cancel.raise_if_cancelled()
        settings = replace(self.settings, kappa=FAITHFUL_KAPPA)
        job = replace(self.job, save=None, previews=False, settings=settings)
        plan = make_plan(job, self.given, settings, self.loaded)

        def tell(event: Event) -> None:
            """Only how far it is: the job has been announced already."""
            if isinstance(event, Progress):
                emit(event)

        self._second = new_run(job, plan, self.loaded, settings, tell, cancel)
        return self._second.result()

    def applied(self, result: Picture, faithful: Picture | None) -> Picture:
        """The result with its finish; `faithful` is what the method of that name gave."""
        finish = self._wanted
        return result if finish is None else finished(result, self.given.picture, finish, faithful)

    @property
    def _wanted(self) -> Finish | None:
        return None if self.job.region is not None else self.settings.finish

    def forget(self) -> None:
        """Deletes what was kept to go on with the second picture."""
        if self._second is not None:
            self._second.forget()
