"""Many jobs in a row: the next picture is read and the last result saved while one is computed."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Event as Gate
from typing import Any

import numpy as np
import pytest

from core.events import Event, JobCancelled, JobDone, JobFailed, JobStarted
from core.images.files import read_picture
from core.images.formats.encode import save_picture
from core.images.picture import Picture
from core.jobs import CancelToken, SampleSettings, SaveSettings, UpscaleJob
from core.upscaling import upscaler
from core.upscaling.finishing import Finishing
from core.upscaling.run import Run
from core.upscaling.upscaler import Upscaler

PLAIN = SampleSettings(model="tiny", steps=1, dtype="float32", color_fix="off", device="cpu")
LONG = 30.0  # seconds after which a gate that nobody opens fails the test

pytestmark = pytest.mark.usefixtures("model")


@pytest.fixture
def jobs(tmp_path: Path) -> list[UpscaleJob]:
    """Three, one after the other."""
    rng = np.random.default_rng(0)
    (tmp_path / "out").mkdir()
    save = SaveSettings(tmp_path / "out", format="png")
    made = []
    for n in range(3):
        pixels = rng.integers(0, 256, (8, 8 + n, 3)).astype(np.uint8)
        source = save_picture(Picture(pixels), tmp_path / f"{n}.png", format="png")
        made.append(UpscaleJob(source, PLAIN, save, previews=False))
    return made


def run_all(jobs: list[UpscaleJob], cancel: CancelToken | None = None) -> list[Event]:
    events: list[Event] = []
    Upscaler().run_all(jobs, events.append, cancel or CancelToken())
    return events


def ends(events: list[Event]) -> dict[str, Event]:
    found = [e for e in events if isinstance(e, JobDone | JobFailed | JobCancelled)]
    by_job = {e.job_id: e for e in found}
    assert len(by_job) == len(found), "a job has ended twice"
    return by_job


def test_results_are_those_of_jobs_run_one_by_one(jobs: list[UpscaleJob]) -> None:
    done = ends(run_all(jobs))
    for job in jobs:
        end, alone = done[job.job_id], list[Event]()
        Upscaler().run(replace(job, save=None), alone.append, CancelToken())
        assert isinstance(end, JobDone)
        assert isinstance(alone[-1], JobDone)
        assert alone[-1].picture is not None
        assert np.array_equal(read_picture(Path(str(end.output))).pixels, alone[-1].picture.pixels)


def test_the_next_is_read_while_one_is_computed(
    jobs: list[UpscaleJob], monkeypatch: pytest.MonkeyPatch
) -> None:
    read = {job.source: Gate() for job in jobs}
    real_read, real_computed = upscaler.read_input, Run.computed

    def reading(job: UpscaleJob) -> Any:
        read[job.source].set()
        return real_read(job)

    def computing(run: Run) -> Callable[[], Picture]:
        following = {jobs[0].source: jobs[1].source, jobs[1].source: jobs[2].source}.get(run.job.source)
        assert following is None or read[following].wait(LONG)
        return real_computed(run)

    monkeypatch.setattr(upscaler, "read_input", reading)
    monkeypatch.setattr(Run, "computed", computing)
    assert all(isinstance(end, JobDone) for end in ends(run_all(jobs)).values())


def test_a_result_is_saved_while_the_next_is_computed(
    jobs: list[UpscaleJob], monkeypatch: pytest.MonkeyPatch
) -> None:
    second = Gate()
    held_back(monkeypatch, second)
    assert all(isinstance(end, JobDone) for end in ends(run_all(jobs)).values())


def test_a_result_is_finished_while_the_next_is_computed(
    jobs: list[UpscaleJob], monkeypatch: pytest.MonkeyPatch
) -> None:
    second = Gate()
    held_back(monkeypatch, second)
    real = Run._finished

    def finishing(run: Run, last: Any) -> Picture:
        assert second.wait(LONG)
        return real(run, last)

    monkeypatch.setattr(Run, "_finished", finishing)
    assert all(isinstance(end, JobDone) for end in ends(run_all(jobs)).values())


def test_a_job_is_concluded_in_another_thread_while_the_next_is_computed(jobs: list[UpscaleJob]) -> None:
    engine, events = Upscaler(), list[Event]()
    first = engine.compute(jobs[0], events.append, CancelToken())
    assert first is not None
    assert not ends(events)
    second = engine.compute(jobs[1], events.append, CancelToken())
    assert second is not None
    with ThreadPoolExecutor(1) as other:
        other.submit(first).result()
    assert isinstance(ends(events)[jobs[0].job_id], JobDone)
    second()
    alone = ends(run_all(jobs[:2]))
    for job, end in ends(events).items():
        assert isinstance(end, JobDone)
        assert end.picture is not None
        assert np.array_equal(end.picture.pixels, alone[job].picture.pixels)


def test_what_is_computed_when_the_program_is_left_can_be_gone_on_with(
    jobs: list[UpscaleJob], monkeypatch: pytest.MonkeyPatch
) -> None:
    forgotten: list[Run] = []
    monkeypatch.setattr(Run, "forget", lambda run: forgotten.append(run))
    for leaving, kind in ((True, JobCancelled), (False, JobDone)):
        cancel, events = CancelToken(), list[Event]()
        conclude = Upscaler().compute(jobs[0], events.append, cancel)
        assert conclude is not None
        cancel.cancel(leaving=leaving)
        conclude()
        assert [type(end) for end in ends(events).values()] == [kind]
        assert bool(forgotten) is not leaving


@pytest.mark.parametrize("saved", [True, False])
def test_what_is_finished_when_the_program_is_left_is_in_a_file_or_can_be_gone_on_with(
    jobs: list[UpscaleJob], monkeypatch: pytest.MonkeyPatch, saved: bool
) -> None:
    """The program ends in mid-finish: nobody hears of the result any more."""
    forgotten: list[Run] = []
    monkeypatch.setattr(Run, "forget", lambda run: forgotten.append(run))
    cancel, events = CancelToken(), list[Event]()
    real = Finishing.applied

    def applying(finishing: Finishing, *pictures: Any) -> Picture:
        cancel.cancel(leaving=True)
        return real(finishing, *pictures)

    monkeypatch.setattr(Finishing, "applied", applying)
    job = jobs[0] if saved else replace(jobs[0], save=None)
    conclude = Upscaler().compute(job, events.append, cancel)
    assert conclude is not None
    conclude()
    (end,) = ends(events).values()
    assert isinstance(end, JobDone if saved else JobCancelled)
    assert bool(forgotten) is saved
    assert len(list((jobs[0].save or SaveSettings()).directory.iterdir())) == int(saved)  # type: ignore[union-attr]


@pytest.mark.parametrize("saved", [False, True])
def test_a_job_that_is_stopped_before_its_finish_is_finished_for_a_file_alone(
    jobs: list[UpscaleJob], monkeypatch: pytest.MonkeyPatch, saved: bool
) -> None:
    forgotten: list[Run] = []
    monkeypatch.setattr(Run, "forget", lambda run: forgotten.append(run))
    cancel, events = CancelToken(), list[Event]()
    conclude = Upscaler().compute(jobs[0] if saved else replace(jobs[0], save=None), events.append, cancel)
    assert conclude is not None
    cancel.cancel()
    conclude()
    (end,) = ends(events).values()
    assert isinstance(end, JobDone if saved else JobCancelled)
    assert len(forgotten) == 1


def test_what_is_held_is_counted_before_it_is_made_smaller(
    jobs: list[UpscaleJob], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A network of scale 4 makes 16 times the pixels of its input, whatever is wanted in the end."""
    held: list[int] = []
    real = upscaler._conclude

    def concluding(computed: upscaler.Computed, *rest: Any, **how: Any) -> None:
        held.append(computed.bytes)
        real(computed, *rest, **how)

    monkeypatch.setattr(upscaler, "_conclude", concluding)
    half = replace(jobs[0], settings=replace(PLAIN, scale=2), save=None)
    twice = replace(jobs[0], settings=replace(PLAIN, scale=8), save=None)
    for job in (half, twice):
        Upscaler().run(job, lambda event: None, CancelToken())
    assert held == [8 * 8 * 16 * 12, 8 * 8 * 256 * 12]


def test_what_has_failed_or_is_too_large_is_over_once_it_is_computed(
    jobs: list[UpscaleJob], monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, events = Upscaler(), list[Event]()
    missing = replace(jobs[0], source=Path("none.png"))
    assert engine.compute(missing, events.append, CancelToken()) is None
    assert isinstance(events[-1], JobFailed)
    monkeypatch.setattr(upscaler, "WAITING", 100)
    assert engine.compute(jobs[1], events.append, CancelToken()) is None
    assert isinstance(events[-1], JobDone)


def test_what_is_too_large_is_saved_before_the_next_begins(
    jobs: list[UpscaleJob], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upscaler, "WAITING", 100)
    monkeypatch.setattr(upscaler, "AHEAD", 10)
    order = [type(e).__name__ for e in run_all(jobs) if isinstance(e, JobStarted | JobDone)]
    assert order == ["JobStarted", "JobDone"] * 3


def held_back(monkeypatch: pytest.MonkeyPatch, second: Gate) -> None:
    """Lets nothing be saved before the second job computes."""
    real_save, real_computed = upscaler.save, Run.computed
    computed = list[Run]()

    def saving(*args: Any, **how: Any) -> Path:
        assert second.wait(LONG)
        return real_save(*args, **how)

    def computing(run: Run) -> Callable[[], Picture]:
        computed.append(run)
        if len(computed) > 1:
            second.set()
        return real_computed(run)

    monkeypatch.setattr(upscaler, "save", saving)
    monkeypatch.setattr(Run, "computed", computing)


def test_one_that_fails_does_not_stop_the_others(jobs: list[UpscaleJob]) -> None:
    assert jobs[1].source is not None
    jobs[1].source.write_bytes(b"no picture")
    kinds = [type(ends(run_all(jobs))[job.job_id]) for job in jobs]
    assert kinds == [JobDone, JobFailed, JobDone]


def test_a_failure_to_save_belongs_to_its_job(
    jobs: list[UpscaleJob], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = upscaler.save

    def full(result: Picture, target: Path, *rest: Any, **how: Any) -> Path:
        if target.name.startswith("1"):
            raise OSError("no space left")
        return real(result, target, *rest, **how)

    monkeypatch.setattr(upscaler, "save", full)
    kinds = [type(ends(run_all(jobs))[job.job_id]) for job in jobs]
    assert kinds == [JobDone, JobFailed, JobDone]


def test_after_a_cancel_none_is_begun_and_what_is_computed_is_saved(jobs: list[UpscaleJob]) -> None:
    cancel, events = CancelToken(), list[Event]()

    def emit(event: Event) -> None:
        events.append(event)
        if isinstance(event, JobStarted) and event.job_id == jobs[1].job_id:
            cancel.cancel()

    Upscaler().run_all(jobs, emit, cancel)
    done = ends(events)
    assert isinstance(done[jobs[0].job_id], JobDone)
    assert isinstance(done[jobs[1].job_id], JobCancelled)
    assert jobs[2].job_id not in done


def test_jobs_are_made_when_their_turn_comes(jobs: list[UpscaleJob]) -> None:
    """A folder of a hundred thousand pictures is not gone through first."""
    made: list[int] = []
    begun: list[int] = []

    def coming() -> Any:
        for n, job in enumerate(jobs):
            made.append(n)
            yield job

    def emit(event: Event) -> None:
        if isinstance(event, JobStarted):
            begun.append(len(made))

    Upscaler().run_all(coming(), emit, CancelToken())
    assert begun == [2, 3, 3]
