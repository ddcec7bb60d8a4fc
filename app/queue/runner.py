"""Gives the queue's pictures to the engine one by one and writes what comes back into the model."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal, Slot
from PySide6.QtGui import QImage

from app.engine.thread import EngineThread, NeedlessError, Outcome, TooLargeError
from app.queue.items import ACTIVE, Item, Result, State, settings_of
from app.queue.model import QueueModel
from app.queue.text import WAIT
from core.events import JobDone, JobFailed, JobStarted, Progress, StepPreview
from core.finishing.strokes import Marks
from core.images.framing import AS_IT_IS, Framing
from core.jobs import Region, SampleSettings, SaveSettings, UpscaleJob

log = logging.getLogger(__name__)

LARGEST_AHEAD = 24_000_000  # pixels of a picture that is read before its turn comes


@dataclass(frozen=True)
class Step:
    """The picture after one step of a running job."""

    job_id: str
    step: int
    steps: int
    image: QImage
    region: Region | None = None


@dataclass(frozen=True)
class RegionResult:
    """A region that was sampled alone."""

    region: Region
    settings: SampleSettings
    seconds: float
    image: QImage


@dataclass(frozen=True)
class QueueSummary:
    """What happened since the queue was last idle."""

    done: int
    failed: int
    cancelled: int
    seconds: float
    done_before: int = 0  # had a result with the same settings already
    too_large: int = 0  # were left as they are
    unreadable: tuple[Item, ...] = ()  # were asked for as well, and were known to be unreadable


@dataclass
class _Running:
    item: Item
    job: UpscaleJob
    aside: str = ""  # the key of a picture that is no result of its item
    stopping: bool = False
    forgotten: bool = False  # its model has been deleted meanwhile

    @property
    def is_whole(self) -> bool:
        """Whether it becomes a result of its item."""
        return self.job.region is None and not self.aside


class QueueRunner(QObject):
    """One job runs at a time; the next waiting row follows by itself unless the queue is paused. It may begin while the
    result of the one before is finished."""

    begun = Signal(object, object, object)  # Item, JobStarted, Region or None
    stepArrived = Signal(object, object)  # Item, Step: the newest only
    stepKept = Signal(object, object)  # Item, Step: every one that arrived
    progressed = Signal(object, object)  # Item, Progress
    resultReady = Signal(object, object, object)  # Item, Result, QImage
    failureHidden = Signal(object, str)  # Item, why, where it is done once more, which hides that
    framesSaved = Signal(object, object)  # Item, JobDone: all its frames or pages are in one file
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
        self._running: _Running | None = None
        self._finishing: _Running | None = None  # computed, and not ended yet, while the next one runs
        self._asides: list[tuple[str, Item, SampleSettings, Marks | None, Framing]] = []
        self._paused = False
        self._counts: dict[State, int] = {}
        self._too_large = 0  # of those that are counted
        self._began_at = 0.0
        self._expected: Path | None = None
        self._unreadable: set[Item] = set()  # rows that were asked for since then, and cannot be read
        self._seconds: list[float] = []  # what each picture took since the queue was last idle
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
        return self._running.item if self._running else None

    @property
    def running_job(self) -> UpscaleJob | None:
        return self._running.job if self._running else None

    @property
    def busy(self) -> bool:
        return self._running is not None or self._finishing is not None

    @property
    def paused(self) -> bool:
        return self._paused

    @property
    def stopping(self) -> bool:
        """Stop has been asked for, and the engine has not answered yet."""
        one = self._running or self._finishing
        return one is not None and one.stopping

    def seconds_left(self, of_this: float | None, waiting: int) -> float | None:
        """Seconds for the picture at work and all that wait, estimated from those done; None before there is one."""
        if not self._seconds or of_this is None:
            return None
        return of_this + waiting * sum(self._seconds) / len(self._seconds)

    # --- asked by the window --------------------------------------------------------------------------------

    def enqueue(
        self, items: Iterable[Item], settings: SampleSettings, *, seed_was_drawn: bool = False
    ) -> None:
        """Let these pictures wait for their turn, each with these settings. Those that wait already take them over, and
        one at work is done once more with them if they are others than its own; a seed that nobody has chosen
        (`seed_was_drawn`) is no reason for that, nor is another finish. Of one model the last wish counts. What waited
        for all its frames becomes a result instead. Of those that cannot be read it is told at the end."""
        items = list(items)
        idle = [i for i in items if i.state not in (State.WAITING, State.RUNNING, State.UNREADABLE)]
        if idle or self.busy:
            self._unreadable.update(i for i in items if i.state is State.UNREADABLE)
        waiting = [i for i in items if i.state is State.WAITING]
        self._model.update_many(waiting, settings=settings, into=None)
        for item in waiting:
            if item.following:
                self._model.update(item, following=_by_others(item.following, settings.model))
        for item in items:
            if item.state is State.RUNNING:
                if self._makes(item, settings, seed_was_drawn=seed_was_drawn) and item.settings is not None:
                    own = replace(item.settings, finish=settings.finish)  # which is applied after the run
                    following = _by_others(item.following, settings.model)
                    self._model.update(item, following=following, settings=own)
                else:
                    self._follow(item, settings)
        self._let_wait(idle, settings)
        self._advance()

    def enqueue_too(self, item: Item, settings: SampleSettings) -> None:
        """Let a picture get one more result, beside what it waits for or what is at work."""
        if item.state not in ACTIVE:
            self.enqueue([item], settings)
        elif item.settings != settings or item.into is not None:
            self._follow(item, settings)

    def _follow(self, item: Item, settings: SampleSettings) -> None:
        self._model.update(item, following=(*_by_others(item.following, settings.model), settings))

    def enqueue_frames(self, item: Item, settings: SampleSettings, into: SaveSettings) -> None:
        """Let all frames or pages of a picture's file wait for their turn, which the engine saves into one file."""
        if item.state not in (*ACTIVE, State.UNREADABLE):
            self._let_wait([item], settings, into)
            self._advance()

    def _let_wait(
        self, items: list[Item], settings: SampleSettings, into: SaveSettings | None = None
    ) -> None:
        self._model.update_many(
            items,
            state=State.WAITING,
            settings=settings,
            into=into,
            message="",
            detail="",
            done_before=False,
            not_below=0,
        )

    def _makes(self, item: Item, settings: SampleSettings, *, seed_was_drawn: bool) -> bool:
        """Whether the job at work with the picture makes just that of it; not if it is being stopped."""
        one, own = self._whole_of(item), item.settings
        if one is None or one.stopping or own is None or item.into is not None:
            return False
        wanted = replace(settings, seed=own.seed if seed_was_drawn else settings.seed, finish=own.finish)
        return own == wanted and one.job.mask == self.mask_of(item, settings)

    def _whole_of(self, item: Item) -> _Running | None:
        """The job at work that makes a result of the picture."""
        at_work = (self._running, self._finishing)
        return next((one for one in at_work if one is not None and one.item is item and one.is_whole), None)

    def forget_following(self, items: Iterable[Item]) -> None:
        """Those are not done once more."""
        self._model.update_many([i for i in items if i.following], following=())

    def forget_model(self, key: str) -> int:
        """Nothing waits for this model any more. Returns how many results there would have been. What is at work ends
        well if it has the model in memory by now; else `modelMissed` follows."""
        if self._running is not None and self._running.job.settings.model == key:
            self._running.forgotten = True
        following = [item for item in self._model if any(s.model == key for s in item.following)]
        for item in following:
            self._model.update(item, following=_by_others(item.following, key))
        waiting = [
            i for i in self._model if i.state is State.WAITING and i.settings and i.settings.model == key
        ]
        for item in waiting:
            if item.following:
                self._let_follow(item)
            else:
                self.cancel([item])
        return len(following) + len(waiting)

    def try_region(self, item: Item, region: Region, settings: SampleSettings) -> bool:
        """Sample a rectangle alone. False, and nothing happens, while something else runs."""
        if self._running is not None:
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
        if self._running is not None:
            self._model.update(self._running.item, held=paused)

    def cancel(self, items: Sequence[Item]) -> None:
        """Let those that wait be idle again, and stop the one at work if it is among them."""
        self._rest([item for item in items if item.state is State.WAITING])
        for one in (self._running, self._finishing):
            if one is not None and one.item in items:
                self._stop(one)

    def _rest(self, items: list[Item]) -> None:
        for state in (State.READY, State.DONE):
            resting = [i for i in items if _resting(i) is state]
            self._model.update_many(resting, state=state, into=None, following=())

    @Slot()
    def cancel_running(self) -> None:
        """Stop the one at work. A result that is being finished beside it is left alone, unless that is all."""
        one = self._running or self._finishing
        if one is not None:
            self._stop(one)

    def _stop(self, one: _Running) -> None:
        one.stopping = True
        if one.is_whole:
            self.forget_following([one.item])
        self._engine.cancel(one.job.job_id)
        self.stateChanged.emit()

    @Slot()
    def cancel_all(self) -> None:
        self._rest([item for item in self._model if item.state is State.WAITING])
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
        if self._running is None and self._asides and not self._paused:
            self._submit_aside(*self._asides.pop(0))
        elif self._running is None and not self._paused:
            item = self._model.first(State.WAITING)
            if item is not None:
                self._submit(item, item.settings or SampleSettings())
        self._expect_next()

    @Slot()
    def _expect_next(self) -> None:
        """Tells the engine which file comes next, so that it is read while the present picture is computed. Which row
        begins is decided when its turn comes, with its settings of then: a wrong guess costs a reading."""
        path = self._next_path() if self._running is not None or self._paused else None
        if path != self._expected:
            self._expected = path
            self._engine.expect(path)

    def _next_path(self) -> Path | None:
        item = self._model.first(State.WAITING)
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
            self._began_at = time.monotonic()
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
        self._running = _Running(item, job)
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
        one = self._finishing
        return bool(self._counts) or (one is not None and one.is_whole)

    def _submit_aside(
        self, key: str, item: Item, settings: SampleSettings, marks: Marks | None, framing: Framing
    ) -> None:
        job = UpscaleJob(
            item.path, settings, picture=item.picture, title=item.title, framing=framing, mask=marks
        )
        self._running = _Running(item, job, key)
        self._engine.submit(job)
        self.stateChanged.emit()

    def _current(self, job_id: str) -> _Running | None:
        """The job that runs or is finished, unless the news is of an older one."""
        at_work = (self._running, self._finishing)
        return next((one for one in at_work if one is not None and one.job.job_id == job_id), None)

    # --- what the engine says -------------------------------------------------------------------------------

    @Slot(object)
    def _on_begun(self, event: JobStarted) -> None:
        running = self._current(event.job_id)
        if running is None or running.aside or running.job.whole:
            return
        if running.job.region is None:
            self._model.update(running.item, width=event.width, height=event.height)
        self.begun.emit(running.item, event, running.job.region)
        self._on_progress(Progress(event.job_id, "sample", 0.02, 1, event.steps, 1, event.tiles))

    @Slot()
    def _on_news(self) -> None:
        newest: tuple[_Running, Step] | None = None
        for value in self._engine.news.take().values():
            if isinstance(value, Progress):
                self._on_progress(value)
            elif isinstance(value, tuple):
                newest = self._keep_step(*value) or newest
        if newest is not None:
            self.stepArrived.emit(newest[0].item, newest[1])

    def _on_progress(self, event: Progress) -> None:
        running = self._current(event.job_id)
        if running is None or running.stopping:
            return
        if running.job.region is None and not running.aside:
            self._model.update(
                running.item, fraction=event.fraction, seconds_left=event.seconds_left, phase=event.phase
            )
        if running is self._running:
            self.progressed.emit(running.item, event)

    def _keep_step(self, event: StepPreview, image: QImage) -> tuple[_Running, Step] | None:
        running = self._current(event.job_id)
        if running is None:
            return None
        step = Step(event.job_id, event.step, event.steps, image, running.job.region)
        self.stepKept.emit(running.item, step)
        return running, step

    @Slot(str)
    def _on_computed(self, job_id: str) -> None:
        """The engine could go on: if anything waits, it does."""
        waits = bool(self._asides) or self._model.first(State.WAITING) is not None
        if self._running is None or self._running.job.job_id != job_id or self._paused or not waits:
            return
        self._on_news()
        self._finishing, self._running = self._running, None
        self._advance()
        self.stateChanged.emit()

    @Slot(object)
    def _on_ended(self, outcome: Outcome) -> None:
        event = outcome.event
        running = self._current(event.job_id)
        if running is None:
            return
        self._on_news()  # the last steps belong to this job
        if running is self._finishing:
            self._finishing = None
        else:
            self._running = None
        if running.aside:
            self._end_aside(running, outcome)
        elif running.job.region is not None:
            self._end_region(running, outcome)
        else:
            self._end_item(running, outcome)
        self._advance()
        self.stateChanged.emit()
        self._sum_up()

    def _end_region(self, running: _Running, outcome: Outcome) -> None:
        event, job = outcome.event, running.job
        self._model.update(running.item, phase="")
        if isinstance(event, JobDone) and outcome.image is not None and job.region is not None:
            used = settings_of(event.settings, job.settings)
            self.regionReady.emit(running.item, RegionResult(job.region, used, event.seconds, outcome.image))
        else:
            self.regionEnded.emit(running.item, event.message if isinstance(event, JobFailed) else "")

    def _end_aside(self, running: _Running, outcome: Outcome) -> None:
        event = outcome.event
        if isinstance(event, JobDone) and event.picture is not None:
            self.asideReady.emit(running.aside, event.picture)
        else:
            self.asideEnded.emit(running.aside, event.message if isinstance(event, JobFailed) else "")

    def _end_item(self, running: _Running, outcome: Outcome) -> None:
        item, event = running.item, outcome.event
        if isinstance(event, JobDone) and running.job.whole:
            self._end(item, State.DONE)
            if item.is_book:
                self._seconds.append(event.seconds)
                self._model.update(item, made=Path(str(event.output)))
            self._model.update(item, state=_resting(item), into=None)
            self.framesSaved.emit(item, event)
        elif isinstance(event, JobDone):
            result = _result(event, running.job)
            self._seconds.append(event.seconds)
            self._end(item, State.DONE)
            self._model.add_result(item, result)
            self.resultReady.emit(item, result, outcome.image)
        elif isinstance(event, JobFailed) and running.forgotten:
            log.info("%s: %s", event.source, event.message)
            self._end(item, State.READY)
            self._model.update(item, state=_resting(item))
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
        if item.following:
            self._let_follow(item)

    def _end_needless(self, item: Item, why: NeedlessError) -> None:
        self._end(item, State.READY)
        too_large = isinstance(why, TooLargeError)
        self._too_large += too_large and not item.following
        not_below = why.below if isinstance(why, TooLargeError) else 0
        self._model.update(item, state=_resting(item), done_before=not too_large, not_below=not_below)

    def _let_follow(self, item: Item) -> None:
        """Let a picture wait for the next of those it is done with once more."""
        first, *rest = item.following
        self._let_wait([item], first)
        self._model.update(item, following=tuple(rest))

    def _end(self, item: Item, state: State, *, message: str = "", detail: str = "") -> None:
        # A picture that is done once more counts when that has ended.
        self._counts[state] = self._counts.get(state, 0) + (not item.following)
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
        if not self._counts or self.busy or self._model.count(State.WAITING):
            return
        counts, self._counts = self._counts, {}
        too_large, self._too_large = self._too_large, 0
        asked, self._unreadable = self._unreadable, set()
        self._seconds.clear()
        seconds = time.monotonic() - self._began_at
        self.finished.emit(
            QueueSummary(
                counts.get(State.DONE, 0),
                counts.get(State.FAILED, 0),
                counts.get(State.CANCELLED, 0),
                seconds,
                counts.get(State.READY, 0) - too_large,
                too_large,
                tuple(i for i in self._model if i in asked and i.state is State.UNREADABLE) if asked else (),
            )
        )


def _by_others(wished: Iterable[SampleSettings], model: str) -> tuple[SampleSettings, ...]:
    """Those that another model is to make."""
    return tuple(settings for settings in wished if settings.model != model)


def _resting(item: Item) -> State:
    return State.DONE if item.results or item.made is not None else State.READY


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
