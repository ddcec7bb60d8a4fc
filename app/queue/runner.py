"""Gives the queue's pictures to the engine one by one and writes what comes back into the model."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal, Slot
from PySide6.QtGui import QImage

from app.engine.thread import EngineThread, NeedlessError, Outcome, TooLargeError
from app.queue.at_work import AtWork, Running
from app.queue.items import ACTIVE, Item, Result, State, settings_of
from app.queue.model import QueueModel
from app.queue.news import RegionResult, Step
from app.queue.tally import Tally
from app.queue.text import WAIT
from app.queue.wishes import Wishes, resting_state
from core.events import JobDone, JobFailed, JobStarted, Progress, StepPreview
from core.finishing.strokes import Marks
from core.images.framing import AS_IT_IS, Framing
from core.jobs import Region, SampleSettings, SaveSettings, UpscaleJob

log = logging.getLogger(__name__)

LARGEST_AHEAD = 24_000_000  # pixels of a picture that is read before its turn comes


class QueueRunner(QObject):
    """One job runs at a time; the next waiting row follows by itself unless the queue is paused. It may begin while the
    result of the one before is finished."""

    begun = Signal(object, object, object)  # Item, JobStarted, Region or None
    goesOn = Signal(object, object)  # Item, JobStarted: its frames or pages, at the first that is not done
    stepArrived = Signal(object, object)  # Item, Step: the newest only
    stepKept = Signal(object, object)  # Item, Step: every one that arrived
    progressed = Signal(object, object)  # Item, Progress
    resultReady = Signal(object, object, object)  # Item, Result, QImage
    failureHidden = Signal(object, str)  # Item, why, where it is done once more, which hides that
    framesSaved = Signal(object, object)  # Item, JobDone: all its frames or pages are in one file
    foundDone = Signal(object, object)  # Item, Path: this file is a result of it, so it was not begun
    regionReady = Signal(object, object)  # Item, RegionResult
    regionEnded = Signal(object, str)  # Item, the sentence of a failure or "" if it was stopped
    asideReady = Signal(str, object)  # the key that was given, Picture
    asideEnded = Signal(str, str)  # the key, the sentence of a failure or "" if it was stopped
    modelMissed = Signal()  # a picture that was at work has not found its model, which had been deleted
    stateChanged = Signal()
    finished = Signal(object)  # QueueSummary

    def __init__(self, model: QueueModel, engine: EngineThread, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._engine = engine
        self._wishes = Wishes(model)
        self._at_work = AtWork()
        self._tally = Tally()
        self._asides: list[tuple[str, Item, SampleSettings, Marks | None, Framing]] = []
        self._paused = False
        self._expected: Path | None = None
        self.previews = True
        # Gives a function that raises EngineError if a picture must not be worked on; called in the engine's thread.
        self.check_of: Callable[[Item, SampleSettings], Callable[[], None] | None] = lambda item, settings: (
            None
        )
        # Gives what is to be filled in where the model of the settings does that.
        self.mask_of: Callable[[Item, SampleSettings], Marks | None] = lambda item, settings: None
        # Gives the file that a picture's own goes into as a whole; None where what is made of it is a result.
        self.into_of: Callable[[Item], SaveSettings | None] = lambda item: None
        engine.begun.connect(self._on_begun)
        engine.computed.connect(self._on_computed)
        engine.ended.connect(self._on_ended)
        engine.newsWaiting.connect(self._on_news)
        for changed in (model.summaryChanged, model.layoutChanged):
            changed.connect(self._expect_next)
        model.summaryChanged.connect(self._sum_up)  # the last that waited may have been stopped or removed

    # --- state ----------------------------------------------------------------------------------------------

    @property
    def running_item(self) -> Item | None:
        running = self._at_work.running
        return running.item if running else None

    @property
    def running_job(self) -> UpscaleJob | None:
        running = self._at_work.running
        return running.job if running else None

    @property
    def busy(self) -> bool:
        return self._at_work.first is not None

    @property
    def paused(self) -> bool:
        return self._paused

    @property
    def stopping(self) -> bool:
        """Stop has been asked for, and the engine has not answered yet."""
        one = self._at_work.first
        return one is not None and one.stopping

    def seconds_left(self, of_this: float | None, waiting: int) -> float | None:
        """Seconds for the picture at work and all that wait, estimated from those done; None before there is one."""
        return self._tally.seconds_left(of_this, waiting)

    # --- asked by the window --------------------------------------------------------------------------------

    def enqueue(
        self, items: Iterable[Item], settings: SampleSettings, *, seed_was_drawn: bool = False
    ) -> None:
        """Let these pictures wait for their turn, each with these settings. Those that wait already take them over, and
        one at work is done once more with them if they are others than its own; a seed that nobody has chosen
        (`seed_was_drawn`) is no reason for that, nor is another finish. Of one model the last wish counts. What waited
        for all its frames becomes a result instead. What was broken off keeps such a seed, so that it goes on where it
        was. Of those that cannot be read it is told at the end."""
        items = list(items)
        idle = [i for i in items if i.state not in (State.WAITING, State.RUNNING, State.UNREADABLE)]
        if idle or self.busy:
            self._tally.ask_unreadable(i for i in items if i.state is State.UNREADABLE)
        self._wishes.wait_for([i for i in items if i.state is State.WAITING], settings)
        for item in items:
            if item.state is State.RUNNING:
                if self._makes(item, settings, seed_was_drawn=seed_was_drawn):
                    self._wishes.keep(item, settings.finish)
                else:
                    self._wishes.follow(item, settings)
        broken = {i for i in idle if seed_was_drawn and _can_go_on(i, settings)}
        self._wishes.let_wait([i for i in idle if i not in broken], settings)
        for item in broken:
            self._wishes.let_wait([item], item.settings or settings)
        self._advance()

    def enqueue_too(self, item: Item, settings: SampleSettings) -> None:
        """Let a picture get one more result, beside what it waits for or what is at work."""
        if item.state not in ACTIVE:
            self.enqueue([item], settings)
        elif item.settings != settings or item.into is not None:
            self._wishes.follow(item, settings)

    def enqueue_frames(self, item: Item, settings: SampleSettings, into: SaveSettings) -> None:
        """Let all frames or pages of a picture's file wait for their turn, which the engine saves into one file."""
        if item.state not in (*ACTIVE, State.UNREADABLE):
            self._wishes.let_wait([item], settings, into)
            self._advance()

    def _makes(self, item: Item, settings: SampleSettings, *, seed_was_drawn: bool) -> bool:
        """Whether the job at work with the picture makes just that of it; not if it is being stopped."""
        one, own = self._at_work.of_item(item), item.settings
        if one is None or one.stopping or own is None or item.into is not None:
            return False
        wanted = replace(settings, seed=own.seed if seed_was_drawn else settings.seed, finish=own.finish)
        return own == wanted and one.job.mask == self.mask_of(item, settings)

    def forget_following(self, items: Iterable[Item]) -> None:
        """Those are not done once more."""
        self._wishes.forget_following(items)

    def forget_model(self, key: str) -> int:
        """Nothing waits for this model any more. Returns how many results there would have been. What is at work ends
        well if it has the model in memory by now; else `modelMissed` follows."""
        running = self._at_work.running
        if running is not None and running.job.settings.model == key:
            running.forgotten = True
        count, ended = self._wishes.forget_model(key)
        if ended:
            self.cancel(ended)
        return count

    def try_region(self, item: Item, region: Region, settings: SampleSettings) -> bool:
        """Sample a rectangle alone. False, and nothing happens, while something else runs."""
        if self._at_work.running is not None:
            return False
        self._submit(item, settings, region)
        return True

    def compute_aside(
        self, key: str, item: Item, settings: SampleSettings, marks: Marks | None, framing: Framing = AS_IT_IS
    ) -> None:
        """Compute a picture of `item` that becomes no result of it, framed so and with these marks filled in, as soon
        as the engine is free, before all that wait; `asideReady` or `asideEnded` follows with the key."""
        self._asides.append((key, item, settings, marks, framing))
        self._advance()

    @Slot(bool)
    def set_paused(self, paused: bool) -> None:
        """Hold the running job at its next step and let no new one begin, or go on."""
        self._pause(paused)
        self._advance()
        self.stateChanged.emit()

    def _pause(self, paused: bool) -> None:
        self._paused = paused
        self._engine.pause(paused)
        if self.running_item is not None:
            self._model.update(self.running_item, held=paused)

    def cancel(self, items: Sequence[Item]) -> None:
        """Let those that wait be idle again, and stop the one at work if it is among them."""
        self._wishes.rest([item for item in items if item.state is State.WAITING])
        for one in self._at_work:
            if one.item in items:
                self._stop(one)

    @Slot()
    def cancel_running(self) -> None:
        """Stop the one at work. A result that is being finished beside it is left alone, unless that is all."""
        one = self._at_work.first
        if one is not None:
            self._stop(one)

    def _stop(self, one: Running) -> None:
        one.stopping = True
        if one.is_whole:
            self.forget_following([one.item])
        self._engine.cancel(one.job.job_id)
        self.stateChanged.emit()

    @Slot()
    def cancel_all(self) -> None:
        self._wishes.rest(self._wishes.waiting)
        self.forget_following(self._model)
        waiting, self._asides = self._asides, []
        for key, *_ in waiting:
            self.asideEnded.emit(key, "")
        self.cancel_running()
        self._pause(False)
        self.stateChanged.emit()

    def finish(self) -> None:
        """The engine has stopped: hear how its last jobs ended, and begin nothing more."""
        self._paused = True
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall.value)

    # --- jobs -----------------------------------------------------------------------------------------------

    def _advance(self) -> None:
        if self._at_work.running is None and not self._paused:
            if self._asides:
                self._submit_aside(*self._asides.pop(0))
            elif (item := self._wishes.next()) is not None:
                self._submit(item, item.settings or SampleSettings())
        self._expect_next()

    @Slot()
    def _expect_next(self) -> None:
        """Tells the engine which file comes next, so that it is read while the present picture is computed. Which row
        begins is decided when its turn comes, with its settings of then: a wrong guess costs a reading."""
        path = self._next_path() if self._at_work.running is not None or self._paused else None
        if path != self._expected:
            self._expected = path
            self._engine.expect(path)

    def _next_path(self) -> Path | None:
        item = self._wishes.next()
        if (
            item is None
            or item.picture is not None
            or item.is_book
            or item.width * item.height > LARGEST_AHEAD
        ):
            return None
        return item.path

    def _submit(self, item: Item, settings: SampleSettings, region: Region | None = None) -> None:
        if region is None and not self._underway:
            self._tally.begin()
        into = (item.into or self.into_of(item)) if region is None else None
        job = UpscaleJob(
            source=item.path,
            # What becomes a result is decided about after the run, where it can be changed again.
            settings=settings if into is not None else replace(settings, finish=None),
            save=into,
            picture=item.picture,
            title=item.title,
            framing=item.framing,
            region=region,
            whole=into is not None,
            mask=self.mask_of(item, settings),
            previews=self.previews and into is None,
        )
        self._at_work.running = Running(item, job)
        self._model.update(item, job_id=job.job_id, fraction=0.0, seconds_left=None, held=False, phase=WAIT)
        if region is None:  # else the picture keeps its state, and why it failed: its turn has not come
            self._model.update(item, state=State.RUNNING, message="", detail="")
        self._expected = self._next_path()
        check = None if region or item.into is not None else self.check_of(item, settings)
        self._engine.submit(job, check, self._expected)
        self.stateChanged.emit()

    @property
    def _underway(self) -> bool:
        """Whether a picture of those that are summed up together has ended, or is being finished."""
        one = self._at_work.finishing
        return self._tally.has_any or (one is not None and one.is_whole)

    def _submit_aside(
        self, key: str, item: Item, settings: SampleSettings, marks: Marks | None, framing: Framing
    ) -> None:
        job = UpscaleJob(
            item.path, settings, picture=item.picture, title=item.title, framing=framing, mask=marks
        )
        self._at_work.running = Running(item, job, key)
        self._engine.submit(job)
        self.stateChanged.emit()

    # --- what the engine says -------------------------------------------------------------------------------

    @Slot(object)
    def _on_begun(self, event: JobStarted) -> None:
        running = self._at_work.of_job(event.job_id)
        if running is not None and event.frame:
            self.goesOn.emit(running.item, event)
        if running is None or running.aside or running.job.whole:
            return
        if running.job.region is None:
            self._model.update(running.item, width=event.width, height=event.height)
        self.begun.emit(running.item, event, running.job.region)
        self._on_progress(Progress(event.job_id, "sample", 0.02, 1, event.steps, 1, event.tiles))

    @Slot()
    def _on_news(self) -> None:
        newest: tuple[Running, Step] | None = None
        for value in self._engine.news.take().values():
            if isinstance(value, Progress):
                self._on_progress(value)
            elif isinstance(value, tuple):
                newest = self._keep_step(*value) or newest
        if newest is not None:
            self.stepArrived.emit(newest[0].item, newest[1])

    def _on_progress(self, event: Progress) -> None:
        running = self._at_work.of_job(event.job_id)
        if running is None or running.stopping:
            return
        if running.job.region is None and not running.aside:
            self._model.update(
                running.item, fraction=event.fraction, seconds_left=event.seconds_left, phase=event.phase
            )
        if running is self._at_work.running:
            self.progressed.emit(running.item, event)

    def _keep_step(self, event: StepPreview, image: QImage) -> tuple[Running, Step] | None:
        running = self._at_work.of_job(event.job_id)
        if running is None:
            return None
        step = Step(event.job_id, event.step, event.steps, image, running.job.region)
        self.stepKept.emit(running.item, step)
        return running, step

    @Slot(str)
    def _on_computed(self, job_id: str) -> None:
        """The engine could go on: if anything waits, it does."""
        waits = bool(self._asides) or self._wishes.next() is not None
        running = self._at_work.running
        if running is None or running.job.job_id != job_id or self._paused or not waits:
            return
        self._on_news()
        self._at_work.let_next()
        self._advance()
        self.stateChanged.emit()

    @Slot(object)
    def _on_ended(self, outcome: Outcome) -> None:
        event = outcome.event
        running = self._at_work.of_job(event.job_id)
        if running is None:
            return
        self._on_news()  # the last steps belong to this job
        self._at_work.end(running)
        if running.aside:
            self._end_aside(running, outcome)
        elif running.job.region is not None:
            self._end_region(running, outcome)
        else:
            self._end_item(running, outcome)
        self._advance()
        self.stateChanged.emit()
        self._sum_up()

    def _end_region(self, running: Running, outcome: Outcome) -> None:
        event, job = outcome.event, running.job
        self._model.update(running.item, phase="")
        if isinstance(event, JobDone) and outcome.image is not None and job.region is not None:
            used = settings_of(event.settings, job.settings)
            self.regionReady.emit(running.item, RegionResult(job.region, used, event.seconds, outcome.image))
        else:
            self.regionEnded.emit(running.item, event.message if isinstance(event, JobFailed) else "")

    def _end_aside(self, running: Running, outcome: Outcome) -> None:
        event = outcome.event
        if isinstance(event, JobDone) and event.picture is not None:
            self.asideReady.emit(running.aside, event.picture)
        else:
            self.asideEnded.emit(running.aside, event.message if isinstance(event, JobFailed) else "")

    def _end_item(self, running: Running, outcome: Outcome) -> None:
        item, event = running.item, outcome.event
        if isinstance(event, JobDone) and running.job.whole:
            self._end(item, State.DONE)
            if item.is_book:
                self._tally.took(event.seconds)
                self._model.update(item, made=Path(str(event.output)), made_framed=running.job.framing)
            self._model.update(item, state=resting_state(item), into=None)
            self.framesSaved.emit(item, event)
        elif isinstance(event, JobDone):
            result = _result(event, running.job)
            self._tally.took(event.seconds)
            self._end(item, State.DONE)
            self._model.add_result(item, result)
            self.resultReady.emit(item, result, outcome.image)
        elif isinstance(event, JobFailed) and running.forgotten:
            log.info("%s: %s", event.source, event.message)
            self._end(item, State.READY)
            self._model.update(item, state=resting_state(item))
            self.modelMissed.emit()
        elif isinstance(event, JobFailed):
            log.warning("%s: %s %s", event.source, event.message, event.detail)
            self._end(item, State.FAILED, message=event.message, detail=event.detail)
            model = running.job.settings.model
            if item.following and (running.job.whole or item.following[0].model != model):
                self.failureHidden.emit(item, event.message)
        elif outcome.needless is not None:
            self._end_needless(item, outcome.needless)
        else:
            self._end(item, State.CANCELLED)
            if item.results and not item.is_book:  # it has what it had before; a book would go on
                self._model.update(item, state=State.DONE, into=None)
        if item.following:
            self._wishes.let_follow(item)

    def _end_needless(self, item: Item, why: NeedlessError) -> None:
        self._end(item, State.READY)
        too_large = isinstance(why, TooLargeError)
        if too_large:
            self._tally.end_too_large(item)
        not_below = why.below if isinstance(why, TooLargeError) else 0
        self._model.update(item, state=resting_state(item), done_before=not too_large, not_below=not_below)
        if why.result is not None:
            self.foundDone.emit(item, why.result)

    def _end(self, item: Item, state: State, *, message: str = "", detail: str = "") -> None:
        self._tally.end(item, state)
        self._model.update(
            item,
            state=state,
            fraction=0.0,
            seconds_left=None,
            held=False,
            phase="",
            message=message,
            detail=detail,
        )

    @Slot()
    def _sum_up(self) -> None:
        """Say what has happened, once nothing is at work and nothing waits."""
        if self._tally.has_any and not self.busy and not self._model.count(State.WAITING):
            self.finished.emit(self._tally.sum_up(self._model))


def _can_go_on(item: Item, settings: SampleSettings) -> bool:
    """Whether there may be something of a picture to go on with, by these settings but for the seed: of what failed,
    and of a book that was stopped."""
    broken = item.state is State.FAILED or (item.state is State.CANCELLED and item.is_book)
    own = item.settings
    return broken and own is not None and replace(own, seed=settings.seed) == settings


def _result(event: JobDone, job: UpscaleJob) -> Result:
    settings = settings_of(event.settings, job.settings)
    # The device and number format that were asked for, not those that were found: "auto" stays "auto".
    settings = replace(settings, device=job.settings.device, dtype=job.settings.dtype)
    return Result(
        result_id=event.job_id,
        settings=settings,
        width=event.width,
        height=event.height,
        seconds=event.seconds,
        written=dict(event.settings),
        notices=event.notices,
        picture=event.picture,
    )
