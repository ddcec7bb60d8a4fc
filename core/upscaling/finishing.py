"""The finish that a job asks for: what it needs beside the result, and how it is applied."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from core.finishing.blend import finished
from core.finishing.finish import FAITHFUL_KAPPA, Finish
from core.finishing.proposals import proposed
from core.finishing.strokes import Marks
from core.images.picture import Picture
from core.jobs import CancelToken, SampleSettings, UpscaleJob
from core.upscaling.faces_run import new_run
from core.upscaling.loading import Loaded
from core.upscaling.plan import Input, is_seamless, make_plan, untrained
from core.upscaling.run import Run
from core.upscaling.stopwatch import Stopwatch


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
        finish = self._fitting(finish or Finish())
        if self.job.propose:
            finish = self._with_proposed(finish)
        self.settings = replace(self.settings, finish=finish if finish.changes else None)

    def _fitting(self, wanted: Finish) -> Finish:
        """As far as it can be done here; it is said what is left out."""
        recipe, marks = self.loaded.recipe, wanted.protect
        finish = wanted.fitting(self.given.framing, *self.given.size, has_kappa=recipe.has_kappa)
        if marks is not None and finish.protect is None:
            self._say(
                f"What is protected was marked on a picture of {marks.width} x {marks.height} pixels, so it was "
                "left out for this one."
            )
        if finish.faithful != wanted.faithful:
            self._say(f"{recipe.title} has no kappa, so the enlargement is the faithful picture.")
        return finish

    def _with_proposed(self, finish: Finish) -> Finish:
        """Protecting what is found in the picture as well."""
        picture, protect = self.given.picture, finish.protect
        found = proposed(picture, self.job.propose)
        strokes = (*(protect.strokes if protect else ()), *found)
        self._say(
            f"Protected where something was found: {len(found)}." if found else "Found nothing to protect."
        )
        return replace(finish, protect=Marks(picture.width, picture.height, strokes) if strokes else None)

    def _say(self, sentence: str) -> None:
        self.notices = (*self.notices, sentence)

    @property
    def runs(self) -> int:
        """How many runs of the network the job takes: two where the faithful picture is one of the model's own."""
        return 2 if self._wanted is not None and self._wanted.takes_network else 1

    def faithful(self, watch: Stopwatch, cancel: CancelToken) -> Picture | None:
        """The faithful picture where that is one of the model's own, which takes the network; else None."""
        if self.runs == 1:
            return None
        cancel.raise_if_cancelled()
        if self.settings.kappa != FAITHFUL_KAPPA:  # else it is said of the result
            for sentence in untrained(self.loaded.recipe, FAITHFUL_KAPPA):
                self._say(sentence)
        settings = replace(self.settings, kappa=FAITHFUL_KAPPA)
        job = replace(self.job, save=None, previews=False, settings=settings)
        plan = make_plan(job, self.given, settings, self.loaded)
        self._second = new_run(job, plan, self.loaded, settings, watch, cancel, turn=(1, 2))
        return self._second.result()

    def applied(self, result: Picture, faithful: Picture | None) -> Picture:
        """The result with its finish; `faithful` is what the method of that name gave."""
        finish, seamless = self._wanted, is_seamless(self.settings, self.loaded)
        if finish is None:
            return result
        return finished(result, self.given.picture, finish, faithful, seamless=seamless)

    @property
    def _wanted(self) -> Finish | None:
        return None if self.job.region is not None else self.settings.finish

    def forget(self) -> None:
        """Deletes what was kept to go on with the second picture."""
        if self._second is not None:
            self._second.forget()
