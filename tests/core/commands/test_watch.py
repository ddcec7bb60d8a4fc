"""`upscale --watch`: what comes is enlarged once, by one loaded model, until somebody ends it."""

from __future__ import annotations

import csv
import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.commands import upscale as command
from core.commands import watch as watching
from core.commands.batch import Batch
from core.errors import SaveError
from core.images import moved
from core.images.files import read_picture
from core.images.watched import EVERY, LONGEST, RESTS
from core.upscaling.upscaler import Upscaler
from tests.core.commands.test_upscale import names, photo, upscale

pytestmark = pytest.mark.usefixtures("model")

Step = Callable[[], object]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., int]:
    """watch(folder, "-o", out, steps=[...]): between looks these are done, one after the other, with time enough for
    all that comes, and then somebody ends it. Returns the exit code."""

    def run(*arguments: str | Path, steps: list[Step]) -> int:
        script: list[Step] = []
        for step in steps:
            script += [step, lambda: None, lambda: None]

        def go(batch: Batch) -> int:
            left = iter(script)
            return watching.watch(
                batch, clock=lambda: 0.0, wait=lambda seconds: next(left, batch.cancel.cancel)()
            )

        monkeypatch.setattr(command, "watch", go)
        return upscale(*arguments, "--watch")

    return run


def test_what_is_there_and_what_comes_is_enlarged_by_one_model(
    folder: Path, tmp_path: Path, watch: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    engines: list[int] = []
    make = Upscaler.__init__

    def counted(self: Upscaler) -> None:
        engines.append(1)
        make(self)

    monkeypatch.setattr(Upscaler, "__init__", counted)
    photo(folder / "a.png")
    out = folder / "out"  # within what is watched
    steps = [lambda: None, lambda: photo(folder / "b.png"), lambda: photo(folder / "deep" / "c.png")]
    assert watch(folder, "-o", out, steps=steps) == 0
    assert names(out) == ["a_resshift_x4.png", "b_resshift_x4.png", "deep/c_resshift_x4.png"]
    assert engines == [1]


def test_a_second_watch_does_nothing_again_and_results_beside_pictures_are_none(
    folder: Path, watch: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    photo(folder / "a.png")
    for _ in range(2):
        assert watch(folder, steps=[lambda: None, lambda: None]) == 0
        assert names(folder) == ["a.png", "a_resshift_x4.png"]
    assert "No longer watching: 1 done before." in capsys.readouterr().err


def test_what_is_replaced_is_enlarged_anew_and_nothing_is_overwritten(
    folder: Path, tmp_path: Path, watch: Callable[..., int]
) -> None:
    photo(folder / "a.png", width=16)
    out = tmp_path / "out"

    def touch() -> None:
        os.utime(folder / "a.png", (5, 5))  # the same picture

    steps: list[Step] = [lambda: None, touch]
    steps += [lambda: (folder / "a.png").unlink(), lambda: photo(folder / "a.png", width=20)]
    assert watch(folder, "-o", out, steps=steps) == 0
    assert names(out) == ["a_resshift_x4-1.png", "a_resshift_x4.png"]
    assert read_picture(out / "a_resshift_x4.png").width == 64
    assert read_picture(out / "a_resshift_x4-1.png").width == 80


def test_pictures_of_one_stem_that_come_one_after_the_other_get_results_of_their_own(
    folder: Path, tmp_path: Path, watch: Callable[..., int]
) -> None:
    def another() -> None:
        photo(folder / "b.png").rename(folder / "a.jpg")

    photo(folder / "a.png")
    assert watch(folder, "-o", tmp_path / "out", "--overwrite", steps=[lambda: None, another]) == 0
    assert names(tmp_path / "out") == ["a.jpg_resshift_x4.png", "a_resshift_x4.png"]


def test_what_cannot_be_read_is_told_once_and_taken_when_it_is_whole(
    folder: Path, tmp_path: Path, watch: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    whole = photo(tmp_path / "a.png").read_bytes()
    report = tmp_path / "report.csv"
    steps: list[Step] = [lambda: (folder / "a.png").write_bytes(whole[: len(whole) // 2])]
    steps += [lambda: None, lambda: None, lambda: (folder / "a.png").write_bytes(whole)]
    assert watch(folder, "-o", tmp_path / "out", "--report", report, steps=steps) == 0
    told = capsys.readouterr().err
    assert told.count("a.png is cut off") + told.count("a.png is damaged") == 1
    with report.open(newline="") as file:
        rows = list(csv.reader(file))[1:]
    assert [(Path(source).name, state) for source, state, _ in rows] == [
        ("a.png", "failed"),
        ("a.png", "done"),
    ]


def test_a_folder_that_goes_away_is_waited_for(
    folder: Path, tmp_path: Path, watch: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    def come_back() -> None:
        (tmp_path / "gone").rename(folder)
        photo(folder / "b.png")

    photo(folder / "a.png")
    steps: list[Step] = [lambda: None, lambda: folder.rename(tmp_path / "gone"), lambda: None, come_back]
    assert watch(folder, "-o", tmp_path / "out", "--events", "jsonl", steps=steps) == 0
    assert names(tmp_path / "out") == ["a_resshift_x4.png", "b_resshift_x4.png"]
    told = capsys.readouterr()
    assert told.err.count("cannot be reached: waiting for it.") == 1
    assert told.err.count("is there again.") == 1
    events = [json.loads(line) for line in told.out.splitlines()]
    assert sum(event["event"] == "LogLine" and "waiting" in event["message"] for event in events) == 1


def test_what_fails_since_its_drive_went_away_in_the_middle_is_done_when_it_is_back(
    folder: Path, tmp_path: Path, watch: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in "abc":
        photo(folder / f"{name}.png")
    run_all = Upscaler.run_all

    def go_away_first(self, jobs, emit, cancel):  # type: ignore[no-untyped-def]
        jobs = iter(jobs)
        first = next(jobs)
        folder.rename(tmp_path / "gone")
        monkeypatch.setattr(Upscaler, "run_all", run_all)
        run_all(self, (job for group in ([first], jobs) for job in group), emit, cancel)

    monkeypatch.setattr(Upscaler, "run_all", go_away_first)
    steps: list[Step] = [lambda: None, lambda: (tmp_path / "gone").rename(folder)]
    report = tmp_path / "report.csv"
    assert watch(folder, "-o", tmp_path / "out", "--report", report, steps=steps) == 0
    assert names(tmp_path / "out") == [f"{name}_resshift_x4.png" for name in "abc"]
    assert report.read_text().count("failed") == 1  # that which was at work


def test_the_end_breaks_off_what_is_at_work_and_is_no_failure(
    folder: Path, tmp_path: Path, watch: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def cancelled(self, jobs, emit, cancel):  # type: ignore[no-untyped-def]
        next(iter(jobs))
        cancel.cancel()

    photo(folder / "a.png")
    monkeypatch.setattr(Upscaler, "run_all", cancelled)
    assert watch(folder, "-o", tmp_path / "out", steps=[lambda: None]) == 0
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(("took", "pause"), [(0.0, EVERY), (2.0, 2.0 * RESTS), (1000.0, LONGEST)])
def test_slow_drives_are_looked_at_less_often(
    folder: Path, monkeypatch: pytest.MonkeyPatch, took: float, pause: float
) -> None:
    times, pauses = iter([0.0, took]), list[float]()

    def go(batch: Batch) -> int:
        def wait(seconds: float) -> None:
            pauses.append(seconds)
            batch.cancel.cancel()

        return watching.watch(batch, clock=lambda: next(times), wait=wait)

    monkeypatch.setattr(command, "watch", go)
    assert upscale(folder, "--watch") == 0
    assert pauses == [pause]


@pytest.mark.parametrize(
    "more",
    [("--estimate",), ("--nproc", "2"), ("--shard", "0/2"), ("--overwrite", "--name", "same"), ("a.png",)],
)
def test_what_cannot_be_watched_is_refused(
    folder: Path, more: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    photo(folder / "a.png")
    more = tuple(str(folder / one) if one == "a.png" else one for one in more)
    assert upscale(folder, *more, "--watch") == 2
    assert capsys.readouterr().err.strip()
    shutil.rmtree(folder)
    assert upscale(folder, "--watch") == 2


def test_what_was_enlarged_leaves_the_folder_and_may_come_again(
    folder: Path, tmp_path: Path, watch: Callable[..., int]
) -> None:
    photo(tmp_path / "a.png")

    def bring() -> None:
        shutil.copy2(tmp_path / "a.png", folder)

    more = ("-o", tmp_path / "out", "--move-originals", tmp_path / "away", "--again")
    assert watch(folder, *more, steps=[bring, bring]) == 0
    assert names(folder) == []
    assert names(tmp_path / "away") == ["a-1.png", "a.png"]
    assert names(tmp_path / "out") == ["a_resshift_x4-1.png", "a_resshift_x4.png"]


def test_an_original_that_could_not_be_moved_is_moved_at_the_next_look(
    folder: Path, tmp_path: Path, watch: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    real, tries = moved.move_file, list[Path]()

    def fail_first(source: Path, digest: str, targets: Iterator[Path]) -> Path:
        tries.append(source)
        if len(tries) == 1:
            raise SaveError("The disk is full.")
        return real(source, digest, targets)

    monkeypatch.setattr(moved, "move_file", fail_first)
    photo(folder / "a.png")
    more = ("-o", tmp_path / "out", "--move-originals", tmp_path / "away")
    assert watch(folder, *more, steps=[lambda: None, lambda: None]) == 0
    assert tries == [folder / "a.png"] * 2
    assert names(tmp_path / "away") == ["a.png"]
    assert names(tmp_path / "out") == ["a_resshift_x4.png"]
