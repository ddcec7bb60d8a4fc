"""What is read before its turn saves time and changes nothing else."""

from pathlib import Path
from threading import Event as Gate
from typing import Any

import numpy as np
import pytest

from core.events import Event, JobDone, JobFailed, JobStarted
from core.images.formats.encode import save_picture
from core.images.picture import Picture
from core.jobs import CancelToken, SampleSettings, UpscaleJob
from core.upscaling import read_ahead
from core.upscaling.read_ahead import ReadAhead
from core.upscaling.upscaler import Upscaler

PLAIN = SampleSettings(model="tiny", steps=1, dtype="float32", color_fix="off", device="cpu")
LONG = 30.0  # seconds after which a gate that nobody opens fails the test


def written(path: Path, value: int, side: int = 8) -> Path:
    return save_picture(
        Picture(np.full((side, side, 3), value, np.uint8)), path, format="png", overwrite=True
    )


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files that were read ahead."""
    found, real = list[Path](), read_ahead.read_picture

    def reading(path: Path) -> Picture:
        found.append(path)
        return real(path)

    monkeypatch.setattr(read_ahead, "read_picture", reading)
    return found


def nothing(picture: Picture) -> None:
    """Looks at no picture."""


def taken(ahead: ReadAhead, path: Path, **changes: Any) -> int | None:
    picture = ahead.take(UpscaleJob(path, **changes))
    return None if picture is None else int(picture.pixels[0, 0, 0])


def test_what_is_expected_is_there_once(tmp_path: Path, reads: list[Path]) -> None:
    ahead, path = ReadAhead(nothing), written(tmp_path / "a.png", 7)
    ahead.expect(path)
    ahead.expect(path)
    assert taken(ahead, path) == 7
    assert taken(ahead, path) is None
    assert reads == [path]


def test_another_file_or_none_drops_what_was_read(tmp_path: Path, reads: list[Path]) -> None:
    ahead, first, second = ReadAhead(nothing), written(tmp_path / "a.png", 1), written(tmp_path / "b.png", 2)
    ahead.expect(first)
    ahead.expect(second)
    assert taken(ahead, first) is None
    assert taken(ahead, second) == 2
    ahead.expect(first)
    ahead.expect(None)
    assert taken(ahead, first) is None


def test_a_file_that_was_written_anew_is_read_anew(tmp_path: Path, reads: list[Path]) -> None:
    ahead, path = ReadAhead(nothing), written(tmp_path / "a.png", 1)
    ahead.expect(path)
    reading = ahead._reading
    assert reading is not None
    assert reading.ended.wait(LONG)
    written(path, 2, side=9)
    assert taken(ahead, path) is None


@pytest.mark.parametrize("limit", ["LARGEST_FILE", "LARGEST_PICTURE"])
def test_what_is_large_is_not_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    monkeypatch.setattr(read_ahead, limit, 20)
    ahead, path = ReadAhead(nothing), written(tmp_path / "a.png", 1)
    ahead.expect(path)
    assert taken(ahead, path) is None


def test_one_that_cannot_be_read_is_left_to_its_job(tmp_path: Path) -> None:
    ahead, path = ReadAhead(nothing), tmp_path / "none.png"
    ahead.expect(path)
    assert taken(ahead, path) is None


def test_what_was_read_is_looked_at_and_kept_whatever_comes_of_that(tmp_path: Path) -> None:
    seen: list[int] = []

    def look(picture: Picture) -> None:
        seen.append(int(picture.pixels[0, 0, 0]))
        raise ValueError("a test")

    ahead, path = ReadAhead(look), written(tmp_path / "a.png", 5)
    ahead.expect(path)
    assert taken(ahead, path) == 5
    assert seen == [5]


def run(engine: Upscaler, job: UpscaleJob, following: Path | None) -> Event:
    events: list[Event] = []

    def emit(event: Event) -> None:
        events.append(event)
        if isinstance(event, JobStarted):
            engine.expect(following)

    engine.run(job, emit, CancelToken())
    return events[-1]


@pytest.mark.usefixtures("model")
def test_the_next_is_read_while_one_is_computed_and_the_result_is_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = written(tmp_path / "a.png", 10), written(tmp_path / "b.png", 200)
    begun, real = Gate(), read_ahead.read_picture

    def reading(path: Path) -> Picture:
        begun.set()
        return real(path)

    monkeypatch.setattr(read_ahead, "read_picture", reading)
    engine, events = Upscaler(), list[Event]()

    def emit(event: Event) -> None:
        events.append(event)
        if isinstance(event, JobStarted):
            engine.expect(second)
            assert begun.wait(LONG)  # the job goes on only when the other picture is being read

    engine.run(UpscaleJob(first, PLAIN), emit, CancelToken())
    assert isinstance(events[-1], JobDone)
    ahead = run(engine, UpscaleJob(second, PLAIN), None)
    alone = run(Upscaler(), UpscaleJob(second, PLAIN), None)
    assert isinstance(ahead, JobDone)
    assert isinstance(alone, JobDone)
    assert ahead.picture is not None
    assert alone.picture is not None
    assert np.array_equal(ahead.picture.pixels, alone.picture.pixels)


@pytest.mark.usefixtures("model")
def test_an_unreadable_file_fails_with_its_own_sentence(tmp_path: Path) -> None:
    first, second = written(tmp_path / "a.png", 10), tmp_path / "b.png"
    second.write_bytes(b"no picture")
    engine = Upscaler()
    assert isinstance(run(engine, UpscaleJob(first, PLAIN), second), JobDone)
    end = run(engine, UpscaleJob(second, PLAIN), None)
    assert isinstance(end, JobFailed)
    assert "b.png" in end.message
