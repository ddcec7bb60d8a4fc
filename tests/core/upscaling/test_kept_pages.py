"""Books and animations that were broken off go on at the first page that is not done, and become what they would be."""

from __future__ import annotations

import logging
import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.commands.batch_output import going_on_text
from core.errors import SaveError
from core.events import Event, JobCancelled, JobDone, JobFailed, JobStarted, Progress, from_json, to_json
from core.finishing.strokes import Marks
from core.images.about import About
from core.images.formats.encode_frames import Page, PageFacts, Told
from core.images.formats.frames import Frames
from core.images.picture import Picture
from core.jobs import CancelToken, SampleSettings, SaveSettings, UpscaleJob
from core.networks.lite_unet import LiteUNet
from core.upscaling import frames_run, journal, kept_pages, upscaler
from core.upscaling.journal import Journal
from core.upscaling.upscaler import Upscaler
from tests.core.commands.test_upscale import names
from tests.core.images.formats.test_book import book, encoded
from tests.core.upscaling.test_frames_run import animation, document, whole

pytestmark = pytest.mark.usefixtures("model", "own_home")
SETTINGS = SampleSettings(model="tiny", steps=1, dtype="float32", device="cpu")
PAGES = {
    f"{number}.{'jpg' if number == 2 else 'png'}": encoded(20 * number, size=(6, 5)) for number in range(1, 5)
}
FILES = {**PAGES, "2.jpg": encoded(40, "JPEG", (6, 5)), "ComicInfo.xml": b"<a/>"}


@pytest.fixture(autouse=True)
def home(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of all journals. However fast the tiny network is, its pages are kept, in their order."""
    monkeypatch.setattr(journal, "SLOW_DISK", math.inf)
    monkeypatch.setattr(upscaler, "SAVERS", 1)
    return own_home / "cache" / "journal"


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One entry for each call of the network, which is one for each page."""
    made: list[int] = []
    forward = LiteUNet.forward

    def counted(self: LiteUNet, *args: Any) -> Any:
        made.append(1)
        return forward(self, *args)

    monkeypatch.setattr(LiteUNet, "forward", counted)
    return made


def job(path: Path, out: Path, **more: Any) -> UpscaleJob:
    return UpscaleJob(path, SETTINGS, SaveSettings(out, format="same", **more))


def run(one: UpscaleJob, cancel: CancelToken | None = None) -> list[Event]:
    events: list[Event] = []
    Upscaler().run(one, events.append, cancel or CancelToken())
    return events


def result(events: list[Event]) -> bytes:
    end = events[-1]
    assert isinstance(end, JobDone), end
    return Path(str(end.output)).read_bytes()


def break_off(one: UpscaleJob, pages: int, *, leaving: bool = False) -> None:
    """Runs a job until so many of its pages are kept, no more and no fewer."""
    cancel, kept = CancelToken(), []

    def keep(*asked: Any) -> None:
        if len(kept) < pages:
            kept_pages.keep(*asked)
            kept.append(asked)
        if len(kept) == pages:
            cancel.cancel(leaving=leaving)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(frames_run, "keep", keep)
        assert isinstance(run(one, cancel)[-1], JobCancelled)


def files(home: Path) -> list[Path]:
    return sorted(home.glob("*/page-*.kept"))


@pytest.mark.parametrize("leaving", [False, True])
def test_a_book_goes_on_and_becomes_what_it_would_be(
    tmp_path: Path, calls: list[int], home: Path, caplog: pytest.LogCaptureFixture, leaving: bool
) -> None:
    """Whether somebody has stopped it or the program was left."""
    path = book(tmp_path / "book.cbz", FILES)
    at_once = run(job(path, tmp_path / "whole"))
    assert not list(home.iterdir())
    break_off(job(path, tmp_path / "out"), 2, leaving=leaving)
    assert [file.name for file in files(home)] == ["page-0.kept", "page-1.kept"]
    calls.clear()
    with caplog.at_level(logging.INFO):
        events = run(job(path, tmp_path / "out"))
    assert len(calls) == 2
    assert result(events) == result(at_once)
    (end, other) = (events[-1], at_once[-1])
    assert isinstance(end, JobDone)
    assert isinstance(other, JobDone)
    assert (end.settings, end.notices, end.width, end.height) == (
        *(other.settings, other.notices, other.width, other.height),
    )
    assert not list(home.iterdir())
    assert "Going on with 2 of 4 frames or pages of an earlier run." in caplog.messages


@pytest.mark.parametrize("format", ["png", "gif", "webp", "tiff"])
def test_an_animation_goes_on(tmp_path: Path, calls: list[int], format: str) -> None:
    path = animation(tmp_path, 4)
    at_once = result(run(whole(path, tmp_path / "whole", format=format)))
    break_off(whole(path, tmp_path / "out", format=format), 3)
    calls.clear()
    assert result(run(whole(path, tmp_path / "out", format=format))) == at_once
    assert len(calls) == 1


def test_a_document_goes_on(tmp_path: Path, calls: list[int]) -> None:
    path = document(tmp_path)
    at_once = result(run(whole(path, tmp_path / "whole", format="tiff")))
    break_off(whole(path, tmp_path / "out", format="tiff"), 1)
    assert result(run(whole(path, tmp_path / "out", format="tiff"))) == at_once


def test_it_is_said_and_progress_begins_there(tmp_path: Path) -> None:
    path = book(tmp_path / "book.cbz", FILES)
    break_off(job(path, tmp_path / "out"), 2)
    events = run(job(path, tmp_path / "out"))
    (started,) = [event for event in events if isinstance(event, JobStarted)]
    assert (started.frame, started.frames, started.pages) == (3, 4, True)
    assert from_json(to_json(started)) == started
    told = going_on_text(started)
    assert told == "book.cbz: goes on at page 3 of 4; an earlier run has left what comes before."
    progress = [event for event in events if isinstance(event, Progress)]
    computing = [event for event in progress if event.phase == "sample"]
    assert min(event.fraction for event in computing) >= 0.49
    assert {event.frame for event in computing} == {3, 4}
    # Nothing has been computed before that could tell how long the rest takes.
    assert all(event.seconds_left is None for event in computing if event.frame == 3)
    assert [event.fraction for event in computing] == sorted(event.fraction for event in computing)


@pytest.mark.parametrize(("kept", "count"), [(0, 2), (2, 4)])
def test_the_time_left_goes_by_what_was_computed(
    monkeypatch: pytest.MonkeyPatch, kept: int, count: int
) -> None:
    """One page took ten seconds, and one is left, whether or not an earlier run has left others."""
    said: list[Event] = []
    save, frames = SaveSettings(), Frames(count, False, 0, lambda: iter(()))
    of_all = UpscaleJob(None)
    one = frames_run._FramesRun(of_all, save, frames, None, "", Journal(), said.append)  # type: ignore[arg-type]
    one.kept, one.numbers, one.computing = set(range(kept)), {"page": kept + 1}, 5.0
    monkeypatch.setattr(frames_run.time, "monotonic", lambda: 15.0)
    one.on_event(Progress("page", "sample", 0.0))
    (event,) = said
    assert isinstance(event, Progress)
    assert event.seconds_left == pytest.approx(10.0)


def test_where_all_pages_were_done_only_the_file_is_written(
    tmp_path: Path, calls: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = book(tmp_path / "book.cbz", FILES)
    at_once = result(run(job(path, tmp_path / "whole")))

    def full(*_: object, **more: object) -> Path:
        raise SaveError("There is no room.")

    with monkeypatch.context() as patch:
        patch.setattr("core.images.formats.encode_book.write_atomically", full)
        assert isinstance(run(job(path, tmp_path / "out"))[-1], JobFailed)
    calls.clear()
    assert result(run(job(path, tmp_path / "out"))) == at_once
    assert not calls


@pytest.mark.parametrize("damage", [b"", b"cut", None])
def test_a_damaged_page_is_computed_again(
    tmp_path: Path, calls: list[int], home: Path, damage: bytes | None
) -> None:
    path = book(tmp_path / "book.cbz", FILES)
    at_once = result(run(job(path, tmp_path / "whole")))
    break_off(job(path, tmp_path / "out"), 3)
    second = files(home)[1]
    data = second.read_bytes()
    second.write_bytes(data[:-9] + b"x" + data[-8:] if damage is None else damage)
    calls.clear()
    events = run(job(path, tmp_path / "out"))
    assert result(events) == at_once
    assert len(calls) == 2
    (started,) = [event for event in events if isinstance(event, JobStarted)]
    assert (started.frame, started.frames) == (2, 4)


CHANGES: dict[str, Callable[[UpscaleJob], UpscaleJob]] = {
    "seed": lambda one: replace(one, settings=replace(one.settings, seed=5)),
    "scale": lambda one: replace(one, settings=replace(one.settings, scale=2.0)),
    "quality": lambda one: replace(one, save=replace(one.save, quality=50)),  # type: ignore[type-var]
    "private": lambda one: replace(one, save=replace(one.save, private=True)),  # type: ignore[type-var]
    "metadata": lambda one: replace(one, save=replace(one.save, metadata=False)),  # type: ignore[type-var]
    "format": lambda one: replace(one, save=replace(one.save, format="webp")),  # type: ignore[type-var]
    "partial": lambda one: replace(one, allow_partial=True),
}


@pytest.mark.parametrize("change", [*CHANGES, "input", "version"])
def test_what_differs_takes_nothing(
    tmp_path: Path, calls: list[int], monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    path = book(tmp_path / "book.cbz", FILES)
    one = job(path, tmp_path / "out")
    break_off(one, 2)
    if change == "input":
        book(path, {**FILES, "ComicInfo.xml": b"<b/>"})
    elif change == "version":
        monkeypatch.setattr(kept_pages, "VERSION", "another")
    else:
        one = CHANGES[change](one)
    calls.clear()
    assert isinstance(run(one)[-1], JobDone)
    assert len(calls) == 4


def test_where_and_under_which_name_it_is_saved_does_not_matter(tmp_path: Path, calls: list[int]) -> None:
    path = book(tmp_path / "book.cbz", FILES)
    break_off(job(path, tmp_path / "out"), 2)
    moved = path.rename(tmp_path / "other name.cbz")
    calls.clear()
    run(job(moved, tmp_path / "elsewhere", name="{name}-large", keep_date=True))
    assert (tmp_path / "elsewhere" / "other name-large.cbz").is_file()
    assert len(calls) == 2


def test_a_mask_that_nobody_can_tell_apart_is_no_part_of_a_journal(tmp_path: Path, home: Path) -> None:
    path = book(tmp_path / "book.cbz", FILES)
    masked = replace(job(path, tmp_path), mask=Picture(np.zeros((2, 2, 3), np.uint8)))
    assert kept_pages.open_kept_pages(masked, "digest", {}).folder is None
    assert kept_pages.open_kept_pages(job(path, tmp_path), "", {}).folder is None
    marked = [replace(masked, mask=Marks(width, 4)) for width in (4, 5)]
    assert len({kept_pages.open_kept_pages(one, "digest", {}).folder for one in marked}) == 2


def test_a_full_disk_does_not_stop_the_job(
    tmp_path: Path, home: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = book(tmp_path / "book.cbz", FILES)
    at_once = result(run(job(path, tmp_path / "whole")))

    def full(*_: object, **more: object) -> Path:
        raise SaveError("No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(journal, "write_atomically", full)
        assert result(run(job(path, tmp_path / "out"))) == at_once
    assert sum("journal" in message for message in caplog.messages) == 1
    assert not list(home.iterdir())


def test_pages_take_no_more_than_their_share_of_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = [400]
    monkeypatch.setattr(journal.shutil, "disk_usage", lambda path: type("", (), {"free": free[0]}))
    pages = journal.open_pages(lambda: "a")
    pages.keep_page("page-0", b"x" * 60, seconds=1.0)
    free[0] -= 60
    pages.keep_page("page-1", b"x" * 60, seconds=1.0)  # 120 would be more than a quarter of 340 + 60
    assert (pages.has("page-0"), pages.has("page-1"), pages.writing) == (True, False, False)
    again = journal.open_pages(lambda: "a")
    assert (again.found, again.writing, again.read("page-0")) == (1, True, b"x" * 60)


@pytest.mark.parametrize(("free", "left"), [(99, False), (100, True), (39, True), (40, False)])
def test_where_the_file_fits_only_without_what_is_kept_that_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, left: bool
) -> None:
    """What is kept must not be why a job fails at its very end; where that would not help it stays."""
    pages = journal.open_pages(lambda: "a")
    pages.keep_page("page-0", b"x" * 60, seconds=1.0)
    monkeypatch.setattr(journal.shutil, "disk_usage", lambda path: type("", (), {"free": free}))
    pages.make_room(100, tmp_path)
    assert pages.has("page-0") is left


def test_on_another_drive_it_takes_no_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = journal.open_pages(lambda: "a")
    pages.keep_page("page-0", b"x" * 60, seconds=1.0)
    monkeypatch.setattr(journal.shutil, "disk_usage", lambda path: type("", (), {"free": 99}))
    monkeypatch.setattr(journal, "same_drive", lambda one, other: False)
    pages.make_room(100, tmp_path)
    assert pages.has("page-0")


def test_a_page_that_is_computed_at_once_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "SLOW_DISK", 100)
    pages = journal.open_pages(lambda: "a")
    pages.keep_page("page-0", b"x" * 200, seconds=1.9)
    pages.keep_page("page-1", b"x" * 200, seconds=2.0)
    assert (pages.has("page-0"), pages.has("page-1")) == (False, True)


def test_a_page_within_goes_on_at_its_next_tile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The journal of a page's tiles is there until the page itself is kept."""
    monkeypatch.setattr(journal, "FEW", 1)
    path = book(tmp_path / "book.cbz", {"1.png": encoded(size=(40, 30))})
    one = replace(job(path, tmp_path / "out"), settings=replace(SETTINGS, steps=3, tile=16))
    seen: list[int] = []

    def keep(*asked: Any) -> None:
        seen.extend(1 for _ in journal.user_cache().glob("journal/*/*-*-*.kept"))
        kept_pages.keep(*asked)

    monkeypatch.setattr(frames_run, "keep", keep)
    assert isinstance(run(one)[-1], JobDone)
    assert len(seen) == 18


def test_what_is_kept_comes_back_as_it_was(tmp_path: Path) -> None:
    about = About((72.0, 72.0), b"\0xmp\xff", (("Title", "ü"),), b"iptc")
    facts = PageFacts("png", ("A notice.",), True, Told(b"exif\0", None, about))
    done = JobDone("id", "page", None, 8, 6, 1.5, {"seed": 3, "kappa": 0.1}, ("Another.",))
    kept = Journal(tmp_path)
    kept_pages.keep(kept, 7, done, Page(b"\0bytes\n", facts))
    page = kept_pages.recall(kept, 7)
    assert page is not None
    assert (page.done, page.page) == (done, Page(b"\0bytes\n", facts))
    assert kept_pages.recall(kept, 6) is None
    for data in (b"", b"\1" * 8, b"\2\0\0\0\0\0\0\0[]"):
        kept.keep_page("page-6", data, seconds=1.0)
        assert kept_pages.recall(kept, 6) is None


def test_two_processes_with_one_book(tmp_path: Path, home: Path) -> None:
    """The one that ends first deletes what both have kept; the other goes on without."""
    path = book(tmp_path / "book.cbz", FILES)
    kept: list[int] = []

    def keep(*asked: Any) -> None:
        kept_pages.keep(*asked)
        kept.append(1)
        if len(kept) == 2:
            asked[0].delete()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(frames_run, "keep", keep)
        assert isinstance(run(job(path, tmp_path / "out"))[-1], JobDone)
    assert not list(home.iterdir())
    assert names(tmp_path / "out") == ["book_resshift_x4.cbz"]
