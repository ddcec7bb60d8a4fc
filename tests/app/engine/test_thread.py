"""The engine's thread: every job ends once, cancel is quick, nothing piles up."""

import gc
import os
import threading
import weakref

import numpy as np
import psutil
import pytest
from fake_engine import FakeEngine

from app.engine.status import EngineStatus
from app.engine.thread import EngineThread
from app.images.step_previews import BUDGET_PER_JOB, StepStore, to_preview
from app.kit.mailbox import Mailbox
from core.errors import DeviceError, SaveError
from core.events import JobCancelled, JobDone, JobFailed
from core.images.picture import Picture
from core.jobs import EstimateJob, SampleSettings, UpscaleJob


def job(**changes) -> UpscaleJob:
    picture = Picture(np.full((8, 8, 3), 100, np.uint8))
    return UpscaleJob(None, SampleSettings(steps=3, scale=2), picture=picture, previews=True, **changes)


@pytest.fixture
def started(qapp):
    threads = []

    def start(load) -> EngineThread:
        thread = EngineThread(load)
        thread.outcomes = []
        thread.ended.connect(thread.outcomes.append)
        thread.start()
        threads.append(thread)
        return thread

    yield start
    for thread in threads:
        assert thread.stop()


def test_a_job_ends_with_a_picture_ready_to_paint(started, engine, qtbot):
    thread = started(lambda: engine)
    wanted = job()
    with qtbot.waitSignal(thread.ended):
        thread.submit(wanted)
    (outcome,) = thread.outcomes
    assert isinstance(outcome.event, JobDone)
    assert (outcome.image.width(), outcome.image.height()) == (16, 16)
    assert outcome.image.pixelColor(3, 3).red() == 100
    assert {key[1] for key in thread.news.take() if isinstance(key, tuple)} == {1, 2, 3}


def test_a_job_that_has_not_begun_is_cancelled_at_once(started, engine, qtbot):
    thread = started(lambda: engine)
    engine.gate.clear()
    first, second = job(), job()
    thread.submit(first)
    thread.submit(second)
    qtbot.waitUntil(engine.at_step.is_set)
    thread.cancel(second.job_id)
    assert [type(o.event) for o in thread.outcomes] == [JobCancelled]
    engine.gate.set()
    qtbot.waitUntil(lambda: len(thread.outcomes) == 2)
    assert [j.job_id for j in engine.jobs] == [first.job_id]


def test_an_engine_that_cannot_be_loaded_fails_the_job_and_is_tried_again(started, engine, qtbot):
    loads = []

    def load():
        loads.append(1)
        if len(loads) == 1:
            raise ImportError("libgomp.so.1 is missing")
        return engine

    thread = started(load)
    with qtbot.waitSignal(thread.ready) as told:
        thread.warm_up(SampleSettings())
    status: EngineStatus = told.args[0]
    assert "could not be loaded" in status.problem
    assert "libgomp" in status.detail
    with qtbot.waitSignal(thread.ended):
        thread.submit(job())
    assert isinstance(thread.outcomes[0].event, JobDone)


class Forgetful(FakeEngine):
    """Does not say what it has, for so many times."""

    def __init__(self, times, error=None):
        super().__init__()
        self.times = times
        self.error = error or DeviceError("It does not answer.", detail="a test")

    def status(self):
        self.times -= 1
        if self.times >= 0:
            raise self.error
        return super().status()


def test_whatever_a_driver_raises_there_pictures_are_computed(started, qtbot):
    thread, told = started(lambda: Forgetful(99, RuntimeError("CUDA error: device lost"))), []
    thread.ready.connect(told.append)
    for _ in range(2):
        with qtbot.waitSignal(thread.ended):
            thread.submit(job())
    assert [type(outcome.event) for outcome in thread.outcomes] == [JobDone] * 2
    assert all("RuntimeError" in status.problem for status in told)


def test_an_engine_that_does_not_say_what_it_has_is_told_and_asked_again(started, qtbot):
    engine = Forgetful(2)
    thread, told = started(lambda: engine), []
    thread.ready.connect(told.append)
    thread.warm_up(SampleSettings())
    qtbot.waitUntil(lambda: len(told) == 1)
    for _ in range(3):
        with qtbot.waitSignal(thread.ended):
            thread.submit(job())
    assert [(status.problem, status.device) for status in told] == [
        ("It does not answer.", ""),
        ("It does not answer.", ""),
        ("", "Processor, 2 cores"),
    ]
    assert told[0].detail == "a test"
    assert [type(outcome.event) for outcome in thread.outcomes] == [JobDone] * 3


def test_what_the_engine_has_is_told_too_where_it_was_loaded_to_estimate(started, engine, qtbot):
    thread, told = started(lambda: engine), []
    thread.ready.connect(told.append)
    with qtbot.waitSignal(thread.estimated):
        thread.estimate(EstimateJob(((8, 8),), SampleSettings()))
    with qtbot.waitSignal(thread.ended):
        thread.submit(job())
    assert [status.device for status in told] == ["Processor, 2 cores"]


class Silent(FakeEngine):
    """Ends without a word."""

    def run(self, job, emit, cancel):
        pass


class Chatty(FakeEngine):
    """Says twice how it ended."""

    def run(self, job, emit, cancel):
        emit(JobCancelled(job.job_id, job.name))
        emit(JobFailed(job.job_id, job.name, "no"))


@pytest.mark.parametrize(("kind", "end"), [(Silent, JobFailed), (Chatty, JobCancelled)])
def test_there_is_always_exactly_one_end(started, qtbot, kind, end):
    thread = started(kind)
    with qtbot.waitSignal(thread.ended):
        thread.submit(job())
    qtbot.wait(5)
    assert [type(o.event) for o in thread.outcomes] == [end]


def test_memory_that_runs_out_is_a_sentence(started, engine, qtbot):
    engine.raises = MemoryError()
    thread = started(lambda: engine)
    with qtbot.waitSignal(thread.ended):
        thread.submit(job())
    assert "not enough memory" in thread.outcomes[0].event.message


def test_the_check_comes_before_the_job(started, engine, qtbot):
    thread = started(lambda: engine)

    def check():
        raise SaveError("The folder is read-only: choose another one.")

    with qtbot.waitSignal(thread.ended):
        thread.submit(job(), check)
    assert thread.outcomes[0].event.message.startswith("The folder is read-only")
    assert engine.jobs == []


def test_stopping_in_the_middle_of_a_job_ends_the_thread(qapp, engine, qtbot):
    thread = EngineThread(lambda: engine)
    thread.start()
    engine.gate.clear()
    thread.submit(job())
    qtbot.waitUntil(engine.at_step.is_set)
    assert thread.stop(2000)
    assert not thread.isRunning()


@pytest.fixture
def finishing(engine):
    """An engine whose results are finished beside the next job, once the gate is open."""
    engine.finish_gate = threading.Event()
    yield engine
    engine.finish_gate.set()


def test_the_next_job_is_computed_while_a_result_is_finished(started, finishing, qtbot):
    thread = started(lambda: finishing)
    first, second, third = job(), job(), job()
    computed = []
    thread.computed.connect(computed.append)
    for one in (first, second, third):
        thread.submit(one)
    qtbot.waitUntil(lambda: len(finishing.jobs) == 2)
    # The third has to wait: no more than one result is held beside the job at work.
    qtbot.waitUntil(lambda: computed == [first.job_id])
    qtbot.wait(20)
    assert (len(finishing.jobs), thread.outcomes) == (2, [])
    finishing.finish_gate.set()
    qtbot.waitUntil(lambda: len(thread.outcomes) == 3)
    assert [o.event.job_id for o in thread.outcomes] == computed == [j.job_id for j in (first, second, third)]
    assert all(isinstance(o.event, JobDone) and o.image is not None for o in thread.outcomes)


def test_a_pause_holds_no_result_back(started, finishing, qtbot):
    thread = started(lambda: finishing)
    with qtbot.waitSignal(thread.computed):
        thread.submit(job())
    thread.pause(True)
    finishing.finish_gate.set()
    qtbot.waitUntil(lambda: len(thread.outcomes) == 1)
    assert isinstance(thread.outcomes[0].event, JobDone)


@pytest.mark.parametrize("error", [SaveError("The disk is full: make room."), RuntimeError("segments")])
def test_what_goes_wrong_in_finishing_fails_that_job_alone(started, finishing, qtbot, error):
    thread = started(lambda: finishing)
    finishing.finish_fails = error
    finishing.finish_gate.set()
    with qtbot.waitSignal(thread.ended):
        thread.submit(job())
    finishing.finish_fails = None
    with qtbot.waitSignal(thread.ended):
        thread.submit(job())
    assert [type(o.event) for o in thread.outcomes] == [JobFailed, JobDone]
    wanted = str(error) if isinstance(error, SaveError) else "Something went wrong in the engine"
    assert thread.outcomes[0].event.message.startswith(wanted)


def test_one_that_fails_at_once_does_not_overtake_the_result_before(started, finishing, qtbot):
    thread = started(lambda: finishing)
    first, second = job(), job(title="bad")
    finishing.fail = lambda one: "no" if one.title == "bad" else ""
    thread.submit(first)
    thread.submit(second)
    qtbot.waitUntil(lambda: len(finishing.jobs) == 2)
    finishing.finish_gate.set()
    qtbot.waitUntil(lambda: len(thread.outcomes) == 2)
    assert [o.event.job_id for o in thread.outcomes] == [first.job_id, second.job_id]


def test_whoever_stops_a_job_does_not_wait_for_the_result_before(started, finishing, qtbot):
    thread = started(lambda: finishing)
    first, second, third = job(), job(), job()
    with qtbot.waitSignal(thread.computed):
        thread.submit(first)
    finishing.at_step.clear()
    finishing.gate.clear()
    thread.submit(second)
    qtbot.waitUntil(finishing.at_step.is_set)
    with qtbot.waitSignal(thread.ended):
        thread.cancel(second.job_id)
    assert [(o.event.job_id, type(o.event)) for o in thread.outcomes] == [(second.job_id, JobCancelled)]
    finishing.gate.set()
    thread.submit(third)
    qtbot.waitUntil(lambda: len(finishing.jobs) == 3)
    finishing.finish_gate.set()
    qtbot.waitUntil(lambda: len(thread.outcomes) == 3)
    assert [o.event.job_id for o in thread.outcomes[1:]] == [first.job_id, third.job_id]


def test_a_job_that_waits_for_the_result_before_it_can_be_stopped(started, finishing, qtbot):
    thread = started(lambda: finishing)
    first, second, third = job(), job(), job()
    thread.submit(first)
    thread.submit(second)
    qtbot.waitUntil(lambda: len(finishing.jobs) == 2)
    qtbot.wait(20)  # it is computed
    with qtbot.waitSignal(thread.ended):
        thread.cancel(second.job_id)
    finishing.finish_gate.set()
    thread.submit(third)
    qtbot.waitUntil(lambda: len(thread.outcomes) == 3)
    qtbot.wait(5)
    ends = [(o.event.job_id, type(o.event)) for o in thread.outcomes]
    assert ends == [(second.job_id, JobCancelled), (first.job_id, JobDone), (third.job_id, JobDone)]


class Pixels:
    """What the rest of a job holds."""


class Holding(FakeEngine):
    """What is left of its jobs holds pixels and the way to say something, as that of the real engine does."""

    def __init__(self):
        super().__init__()
        self.held = []

    def run(self, job, emit, cancel):
        pixels = Pixels()
        self.held.append(weakref.ref(pixels))

        def conclude():
            emit(JobDone(job.job_id, job.name, None, 8, 8, len(repr(pixels)), {}, (), None))

        return conclude


def test_what_a_finished_job_held_is_free_at_once(started, qtbot):
    engine = Holding()
    thread = started(lambda: engine)
    gc.disable()  # it may be a long time until cycles are looked for
    try:
        for _ in range(2):
            with qtbot.waitSignal(thread.ended):
                thread.submit(job())
        qtbot.waitUntil(lambda: not any(held() for held in engine.held))
    finally:
        gc.enable()


def test_fifty_starts_and_cancels_leave_nothing_behind(started, engine, qtbot):
    thread = started(lambda: engine)
    process = psutil.Process()

    def once() -> None:
        engine.at_step.clear()
        engine.gate.clear()
        wanted = job()
        thread.submit(wanted)
        qtbot.waitUntil(engine.at_step.is_set)
        with qtbot.waitSignal(thread.ended):
            thread.cancel(wanted.job_id)
        thread.news.take()

    once()
    before = (threading.active_count(), process.num_threads(), _open_files())
    for _ in range(50):
        once()
    # What earlier tests began may end meanwhile, so there may be less.
    after = (threading.active_count(), process.num_threads(), _open_files())
    assert all(now <= then for now, then in zip(after, before, strict=True)), (before, after)
    assert all(isinstance(o.event, JobCancelled) for o in thread.outcomes)
    assert thread._tokens == {}


def _open_files() -> int:
    return len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else 0  # noqa: PTH208, PTH112


def test_only_the_newest_news_is_kept():
    box = Mailbox()
    assert box.put("a", 1)
    assert not box.put("b", 2)
    assert not box.put("a", 3)
    assert list(box.take().items()) == [("b", 2), ("a", 3)]
    assert box.take() == {}
    assert box.put("a", 4)


def test_many_steps_share_one_budget():
    image = to_preview(np.zeros((1000, 2000, 3), np.uint8), 4)
    assert (image.width(), image.height()) == (2000, 1000)
    small = to_preview(np.zeros((1000, 2000, 3), np.uint8), 100)
    assert small.sizeInBytes() * 100 <= BUDGET_PER_JOB
    assert abs(small.width() - 2 * small.height()) <= 2


def test_old_steps_are_forgotten_first():
    image = to_preview(np.zeros((10, 10, 3), np.uint8), 1)
    store = StepStore(budget=image.sizeInBytes() * 2)
    for name in ("a", "b", "c"):
        store.add(name, 1, image)
    assert store.get("a") == {}
    assert set(store.get("c")) == {1}


def test_an_estimate_waits_for_the_jobs_and_the_newest_question_counts(started, engine, qtbot):
    thread = started(lambda: engine)
    engine.gate.clear()
    thread.submit(job())
    for width in (10, 20, 30):
        thread.estimate(EstimateJob(((width, 10),)))
    answers = []
    thread.estimated.connect(lambda question, found: answers.append((question, found)))
    engine.gate.set()
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == [(EstimateJob(((30, 10),)), engine.estimated)]
    assert len(thread.outcomes) == 1


def test_a_job_interrupts_an_estimate_which_is_made_after_it(started, engine, qtbot):
    thread = started(lambda: engine)
    engine.gate.clear()
    question = EstimateJob(((10, 10),))
    thread.estimate(question)
    qtbot.waitUntil(lambda: engine.questions == [question])
    thread.submit(job())
    qtbot.waitUntil(lambda: bool(engine.jobs))
    with qtbot.waitSignal(thread.estimated):
        engine.gate.set()
    assert engine.questions == [question, question]


def test_what_cannot_be_estimated_is_none(started, engine, qtbot):
    thread = started(lambda: engine)
    engine.estimate = lambda question, cancel: 1 / 0
    with qtbot.waitSignal(thread.estimated) as answer:
        thread.estimate(EstimateJob(((10, 10),)))
    assert answer.args[1] is None
