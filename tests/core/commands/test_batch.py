"""A batch loses no result, enlarges nothing twice, and says what it passed over."""

from __future__ import annotations

import argparse
import csv
import errno
import io
import json
import os
import shutil
import signal
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.commands import at_work, batch_output
from core.commands.at_work import AtWork
from core.commands.batch import Batch
from core.commands.inputs import gather
from core.commands.masks import Masks
from core.commands.upscale_processes import _pass_on
from core.errors import SettingsError
from core.events import Event, JobDone, JobFailed, JobSkipped, JobStarted, Progress, from_json, to_json
from core.images.files import read_picture, save_picture
from core.images.picture import Picture
from core.jobs import CancelToken, SampleSettings, UpscaleJob
from core.storage.folders import user_cache
from core.upscaling.upscaler import Upscaler
from tests.core.commands.test_upscale import names, photo, upscale
from tests.core.images.test_privacy import SECRETS, telling

pytestmark = pytest.mark.usefixtures("model")


@pytest.mark.parametrize("processes", [(), ("--nproc", "2")], ids=["one", "two"])
@pytest.mark.usefixtures("quick_processes")
def test_pictures_of_one_name_get_results_of_their_own(
    tmp_path: Path, model: Path, processes: tuple[str, ...]
) -> None:
    for name, width in (("a.png", 16), ("A.jpg", 20), ("b.png", 12)):
        photo(tmp_path / "in" / name, width=width)
    more = ("--model", model, "--overwrite", *processes)
    assert upscale(tmp_path / "in", "-o", tmp_path / "out", *more) == 0
    expected = ["A.jpg_resshift_x4.png", "a.png_resshift_x4.png", "b_resshift_x4.png"]
    assert sorted(names(tmp_path / "out")) == sorted(expected)
    assert read_picture(tmp_path / "out" / "a.png_resshift_x4.png").width == 64
    assert read_picture(tmp_path / "out" / "A.jpg_resshift_x4.png").width == 80


def test_even_full_names_may_be_shared_and_results_are_still_apart(tmp_path: Path) -> None:
    photo(tmp_path / "x" / "a.png", width=16)
    photo(tmp_path / "y" / "a.png", width=20)
    files = (tmp_path / "x" / "a.png", tmp_path / "y" / "a.png")
    assert upscale(*files, "-o", tmp_path / "out", "--overwrite") == 0
    assert {read_picture(p).width for p in (tmp_path / "out").iterdir()} == {64, 80}


def test_a_template_that_would_leave_one_result_of_many_is_refused(tmp_path: Path) -> None:
    for name in ("a.png", "b.png"):
        photo(tmp_path / "in" / name)
    with pytest.raises(SettingsError, match=r"\{name\}"):
        gather([str(tmp_path / "in")], tmp_path / "out", "same", overwrite=True)
    assert upscale(tmp_path / "in", "-o", tmp_path / "out", "--name", "same") == 0
    assert names(tmp_path / "out") == ["same-1.png", "same.png"]


@pytest.mark.parametrize("output", ["in/out", "in", None])
def test_results_among_the_inputs_are_not_enlarged_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], output: str | None
) -> None:
    photo(tmp_path / "in" / "a.png")
    where = ("-o", tmp_path / output) if output else ()
    for _ in range(3):
        assert upscale(tmp_path / "in", *where) == 0
        found = [n for n in names(tmp_path / "in") if n.endswith(".png")]
        assert len(found) == 2
        assert sum("resshift" in n for n in found) == 1
    told = capsys.readouterr().err
    assert "Done before with the same settings: 1 " in told
    assert "Results of earlier runs among the inputs, passed over: 1." in told


def test_an_original_below_the_folder_of_results_is_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Results are known by what is written in them, wherever they lie."""
    folder = tmp_path / "in"
    photo(folder / "a.png")
    for output, name in (("out", "b.png"), ("out", "deep/c.png"), ("out/deep", "d.png")):
        photo(folder / "out" / name)
        for _ in range(2):
            assert upscale(folder, "-o", folder / output) == 0
    made = {Path(name).name for name in names(folder) if "resshift" in name}
    assert made == {f"{name}_resshift_x4.png" for name in "abcd"}
    told = capsys.readouterr().err
    assert "Done before with the same settings: 3 " in told
    assert "failed" not in told


@pytest.mark.parametrize(
    "more", [("--spread", "2"), ("--save-steps", "in/steps"), ("--private", "--save-steps", "in/steps")]
)
def test_what_is_made_beside_results_is_no_picture_to_enlarge(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: tuple[str, ...]
) -> None:
    photo(tmp_path / "in" / "a.png")
    monkeypatch.chdir(tmp_path)
    assert upscale("in", "-o", "in/out", *more) == 0
    assert len(names(tmp_path / "in")) == 3 + ("steps" in more[-1])
    assert upscale("in", "-o", "other") == 0
    assert names(tmp_path / "other") == ["a_resshift_x4.png"]


@pytest.mark.parametrize("output", ["in/out", "in", "other"])
def test_steps_of_earlier_builds_are_no_pictures_to_enlarge_where_results_lie_among_the_inputs(
    tmp_path: Path, output: str
) -> None:
    """They do not say what they are. Elsewhere such a name may be a person's own."""
    files = ["a.png", "b_step02.png", "out/a_step01.png", "out/d_step01.jpg", "out/steps/x/a_step12-1.png"]
    for name in files:
        photo(tmp_path / "in" / name)
    found = gather([str(tmp_path / "in")], tmp_path / output, "{name}_big", overwrite=False)
    paths = sorted(one.path.relative_to(tmp_path / "in").as_posix() for one in found.pictures)
    assert paths == ([files[0], files[1], files[3]] if output == "in/out" else files)
    assert found.results == len(files) - len(paths)
    named = gather(
        [str(tmp_path / "in" / name) for name in files], tmp_path / output, "{name}", overwrite=False
    )
    assert len(named.pictures) == len(files)


def test_steps_tell_no_more_than_their_result(tmp_path: Path, model: Path) -> None:
    own = tmp_path / "home of somebody" / "own.safetensors"
    own.parent.mkdir()
    own.write_bytes(model.read_bytes())
    more = ("--model", own, "--private", "--save-steps", tmp_path / "steps")
    assert upscale(photo(tmp_path / "a.png"), *more) == 0
    for path in (tmp_path / "steps").iterdir():
        assert b"somebody" not in path.read_bytes()


def test_with_steps_all_is_done_anew_and_that_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = photo(tmp_path / "a.png")
    told = "With --save-steps everything is enlarged"
    for more, said in (((), False), (("--save-steps", tmp_path / "steps"), True)):
        assert upscale(source, "-o", tmp_path / "out", *more) == 0
        assert (told in capsys.readouterr().err) is said
    assert len(names(tmp_path / "out")) == 2


def test_with_a_spread_what_is_done_is_skipped_with_its_map(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in "ab":
        photo(tmp_path / "in" / f"{name}.png")
    out = tmp_path / "out"

    def done(*more: str | Path) -> int:
        """How many were enlarged."""
        before = set(names(out)) if out.exists() else set()
        assert upscale(tmp_path / "in", "-o", out, *more) == 0
        return sum("spread" not in name for name in set(names(out)) - before)

    assert done("--spread", "2") == 2
    assert done("--spread", "2") == 0
    assert "Done before with the same settings: 2 " in capsys.readouterr().err
    assert done() == 0
    assert done("--spread", "3") == 2  # of more seeds the map is another
    assert done("--spread", "3") == 0
    assert done("--spread", "2", "--private") == 2
    assert done("--spread", "2", "--private") == 0
    (out / "a_resshift_x4_spread.png").unlink()  # as where the batch broke off
    assert done("--spread", "2") == 1
    assert done("--spread", "2") == 0


def test_other_pictures_of_the_same_stem_make_nothing_anew(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """They are told apart by their full names, and by numbers, as long as they lie side by side."""
    out, files = tmp_path / "out", dict[str, Path]()
    for n, name in enumerate(("x/a.png", "y/a.jpg", "z/a.png", "w/a.png")):
        files[name] = photo(tmp_path / name, width=16 + n)

    def enlarged(*which: str) -> int:
        before = len(names(out)) if out.exists() else 0
        assert upscale(*(files[name] for name in which), "-o", out) == 0
        return len(names(out)) - before

    assert enlarged("x/a.png") == 1
    assert enlarged("x/a.png", "y/a.jpg") == 1
    assert enlarged("y/a.jpg", "x/a.png", "z/a.png") == 1
    assert enlarged("w/a.png", "z/a.png", "x/a.png", "y/a.jpg") == 1
    for which in (("z/a.png",), ("y/a.jpg", "w/a.png"), ("w/a.png", "x/a.png", "z/a.png"), ("y/a.jpg",)):
        assert enlarged(*which) == 0


@pytest.mark.parametrize("first", [(), ("y",)])
def test_the_same_picture_twice_has_two_results(tmp_path: Path, first: tuple[str, ...]) -> None:
    """Of which each stands for one of them, whichever was there before."""
    files = {name: photo(tmp_path / name / "a.png") for name in "xy"}
    for name in first:
        assert upscale(files[name], "-o", tmp_path / "out") == 0
    for _ in range(2):
        assert upscale(*files.values(), "-o", tmp_path / "out") == 0
        assert len(names(tmp_path / "out")) == 2


@pytest.mark.parametrize("expanded", [False, True], ids=["by us", "by the shell"])
def test_a_pattern_that_fits_results_as_well_does_not_enlarge_them_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], expanded: bool
) -> None:
    photo(tmp_path / "a.png")
    photo(tmp_path / "b.png", width=20)
    pattern = tmp_path / "*.png"
    for _ in range(3):
        assert upscale(*(sorted(tmp_path.glob("*.png")) if expanded else [pattern])) == 0
    assert [n for n in names(tmp_path) if n.endswith(".png")] == [
        *("a.png", "a_resshift_x4.png", "b.png", "b_resshift_x4.png")
    ]
    assert "among the inputs, passed over: 2." in capsys.readouterr().err
    assert upscale(tmp_path / "a_resshift_x4.png") == 0  # alone it is wanted
    assert "a_resshift_x4_resshift_x4.png" in names(tmp_path)


def test_a_picture_that_only_looks_like_a_result_is_enlarged(tmp_path: Path) -> None:
    photo(tmp_path / "in" / "holiday_resshift_x4.png")
    assert upscale(tmp_path / "in", "-o", tmp_path / "out") == 0
    assert names(tmp_path / "out") == ["holiday_resshift_x4_resshift_x4.png"]


def test_other_settings_a_changed_picture_or_the_wish_make_it_again(tmp_path: Path) -> None:
    source, out = photo(tmp_path / "in" / "a.png"), tmp_path / "out"

    def results(*more: str) -> int:
        assert upscale(tmp_path / "in", "-o", out, *more) == 0
        return len(names(out))

    assert results() == 1
    assert results() == 1
    assert results("--seed", "5") == 2
    assert results("--seed", "5") == 2
    assert results("--kappa", "0.5", "--seed", "5") == 2  # the model's own kappa
    assert results("--again") == 3
    assert results("--format", "jpeg") == 4
    later = time.time() + 100
    os.utime(source, (later, later))
    assert results() == 4  # the same picture, whatever its date
    save_picture(Picture(np.zeros((12, 16, 3), np.uint8)), source, format="png", overwrite=True)
    assert results() == 5


@pytest.mark.parametrize(
    "other",
    [
        ("--format", "jpeg", "--quality", "100"),
        ("--format", "jxl", "--quality", "100"),
        ("--format", "jxl", "--lossless"),
        ("--format", "webp", "--lossless"),
        ("--format", "tiff", "--bit-depth", "16"),
    ],
)
def test_another_quality_or_depth_is_another_result(tmp_path: Path, other: tuple[str, ...]) -> None:
    photo(tmp_path / "a.png")
    for asked in (other[:2], other, other):
        assert upscale(tmp_path / "a.png", *asked) == 0
    assert len([n for n in names(tmp_path) if n.startswith("a_resshift")]) == 2


def test_a_batch_that_broke_off_is_gone_on_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Interrupted twice, with damaged files among the pictures: every sound one has one result in the end."""
    for number in range(6):
        photo(tmp_path / "in" / f"{number}.png")
    for number in (1, 4):
        (tmp_path / "in" / f"{number}x.png").write_bytes(b"\x89PNG\r\n\x1a\n no more")
    done: list[str] = []
    original = Batch._emit

    def emit(batch: Batch, event: Event) -> None:
        original(batch, event)
        if isinstance(event, JobDone):
            done.append(event.source)
            if len(done) in (2, 4):
                signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(Batch, "_emit", emit)
    codes = [upscale(tmp_path / "in", "-o", tmp_path / "out") for _ in range(4)]
    assert codes == [130, 130, 1, 1]  # the damaged ones are named each time
    assert len(done) == len(set(done)) == 6
    assert names(tmp_path / "out") == [f"{number}_resshift_x4.png" for number in range(6)]
    for path in (tmp_path / "out").iterdir():
        assert read_picture(path).width == 64


@pytest.mark.slow
def test_a_thousand_pictures_fifty_damaged_killed_twice(tmp_path: Path, model: Path) -> None:
    import subprocess

    first = photo(tmp_path / "in" / "000.png").read_bytes()
    for number in range(1000):
        damaged = number % 20 == 7
        (tmp_path / "in" / f"{number:03}.png").write_bytes(first[:60] if damaged else first)
    root = Path(__file__).resolve().parents[3]
    command = [
        sys.executable,
        str(root / "main.py"),
        "upscale",
        str(tmp_path / "in"),
        "-o",
        str(tmp_path / "out"),
    ]
    command += ["--model", str(model), "--steps", "1", "--device", "cpu", "--dtype", "float32"]
    command += ["--report", str(tmp_path / "report.csv")]
    for wanted in (200, 600):
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        while process.poll() is None and len(names(tmp_path / "out")) < wanted:
            time.sleep(0.1)
        process.kill()
        process.wait()
    assert subprocess.run(command, stderr=subprocess.DEVNULL, check=False).returncode == 1
    assert names(tmp_path / "out") == [f"{n:03}_resshift_x4.png" for n in range(1000) if n % 20 != 7]
    with (tmp_path / "report.csv").open(newline="") as file:
        rows = list(csv.reader(file))[1:]
    assert sum(row[1] == "failed" for row in rows) == 50


def test_nothing_to_open_is_said_and_other_kinds_are_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    assert upscale(folder) == 1
    assert "There is nothing to enlarge." in capsys.readouterr().err
    for name in ("a.txt", "b.txt", "c.jp2", "plain", "Thumbs.db", ".hidden", "x\u202e.zip"):
        (folder / name).write_text("x")
    assert upscale(folder) == 1
    told = capsys.readouterr().err
    assert "2 .txt, 1 without an ending, 1 .jp2, 1 .zip" in told
    assert "There is nothing to enlarge." in told


@pytest.mark.parametrize("more", [(), ("--estimate",), ("--nproc", "2")])
@pytest.mark.usefixtures("quick_processes")
def test_where_nothing_is_left_to_do_all_is_well(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], model: Path, more: tuple[str, ...]
) -> None:
    """In a shard that has no picture, and in a folder that holds results alone. What is empty may be a mistake."""
    asked = ("--model", model, "-o", tmp_path / "other", *more)
    source, empty = photo(tmp_path / "in" / "a.png"), tmp_path / "empty"
    empty.mkdir()
    assert upscale(source, "--model", model, "-o", tmp_path / "out") == 0
    assert upscale(source, *asked, "--shard", "1/2") == 0
    assert "There is nothing to enlarge in this shard." in capsys.readouterr().err
    assert upscale(tmp_path / "out", *asked) == 0
    assert "There is nothing to enlarge." in capsys.readouterr().err
    for nothing in (empty, tmp_path / "gone"):
        assert upscale(nothing, *asked, "--shard", "1/2") == 1
        assert upscale(nothing, *asked) == 1
    assert not (tmp_path / "other").exists()


def test_what_is_named_twice_is_enlarged_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    source = photo(folder / "a.png")
    same = (folder, folder, source, folder / ".." / "in" / "a.png", folder / "*.png")
    assert upscale(*same, "-o", out) == 0
    assert names(out) == ["a_resshift_x4.png"]
    assert "Named twice or linked, so taken once: 4." in capsys.readouterr().err
    assert upscale(out, out, folder, "-o", out) == 0
    assert names(out) == ["a_resshift_x4.png"]
    assert "Named twice" not in capsys.readouterr().err


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="needs links")
def test_a_symbolic_link_is_its_picture_and_a_hard_link_is_one_of_its_own(tmp_path: Path) -> None:
    source = photo(tmp_path / "in" / "a.png")
    (tmp_path / "in" / "b.png").symlink_to(source)
    os.link(source, tmp_path / "in" / "c.png")
    found = gather([str(tmp_path / "in")], None, "{name}_big", overwrite=False)
    assert [one.path.name for one in found.pictures] == ["a.png", "c.png"]
    assert found.repeated == 1
    assert upscale(tmp_path / "in", "-o", tmp_path / "out") == 0
    assert names(tmp_path / "out") == ["a_resshift_x4.png", "c_resshift_x4.png"]


class _Other:
    """Another process that is at work on whatever is asked for, until it is waited for: then it does `then`, and ends
    unless it is to be cancelled."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, then: Callable[[], object] = lambda: None) -> None:
        self.work, self.waited_for, self.then = AtWork(), list[str](), then
        self.threads = ThreadPoolExecutor(1)  # a lock knows who takes it
        self.take, named = AtWork.take, Batch._work_on

        def named_and_taken(batch: Batch, *asked: Any) -> str:
            what = named(batch, *asked)
            if what not in self.waited_for:
                self.threads.submit(self.take, self.work, what, what).result()
            return what

        def take(at_work: AtWork, holder: str, what: str, *, until: CancelToken | None = None) -> bool:
            if until is not None and what not in self.waited_for:
                self.waited_for.append(what)
                self.then()
                if not until.cancelled:
                    self.work.release(what)
            return self.take(at_work, holder, what, until=until)

        monkeypatch.setattr(Batch, "_work_on", named_and_taken)
        monkeypatch.setattr(AtWork, "take", take)


WAITING = "Another process is enlarging what is left: waiting for it."


@pytest.mark.parametrize("more", [(), ("--spread", "2")])
def test_what_another_process_was_at_work_on_and_failed_with_is_enlarged_in_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], more: tuple[str, ...]
) -> None:
    other = _Other(monkeypatch)
    for name in "ab":
        photo(tmp_path / "in" / f"{name}.png")
    assert upscale(tmp_path / "in", "-o", tmp_path / "out", "--report", tmp_path / "r.csv", *more) == 0
    assert len(other.waited_for) == 2
    assert [n for n in names(tmp_path / "out") if "spread" not in n] == [
        "a_resshift_x4.png",
        "b_resshift_x4.png",
    ]
    assert capsys.readouterr().err.count(WAITING) == 1
    rows = (tmp_path / "r.csv").read_text().splitlines()[1:]
    assert [row.split(",")[1] for row in rows if ",spread," not in row] == ["done", "done"]


def test_what_another_process_was_at_work_on_and_has_done_is_skipped_in_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """However lately its folder was looked into."""
    out, done = tmp_path / "out", tmp_path / "theirs"
    photo(tmp_path / "in" / "a.png")
    assert upscale(tmp_path / "in", "-o", done) == 0
    out.mkdir()
    monkeypatch.setattr("core.upscaling.done_before.RESTS", 1e9)
    capsys.readouterr()
    _Other(monkeypatch, lambda: shutil.copytree(done, out, dirs_exist_ok=True))
    assert upscale(tmp_path / "in", "-o", out) == 0
    assert names(out) == ["a_resshift_x4.png"]
    told = capsys.readouterr().err
    assert "Done before with the same settings: 1 " in told
    assert told.count(WAITING) == 1


def test_a_cancel_ends_the_waiting_for_another_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in "ab":
        photo(tmp_path / "in" / f"{name}.png")
    other = _Other(monkeypatch, lambda: signal.raise_signal(signal.SIGINT))
    assert upscale(tmp_path / "in", "-o", tmp_path / "out") == 130
    assert len(other.waited_for) == 1
    assert not (tmp_path / "out").exists()
    other.work.release_all()


def test_that_a_part_of_several_waits_is_said_once(capsys: pytest.CaptureFixture[str]) -> None:
    whole = Batch(argparse.Namespace(events=None, move_originals=None), [SampleSettings()], CancelToken())
    for _ in range(2):
        part = Batch(whole.options, whole.every, whole.cancel)
        part.tell = lambda event: _pass_on(whole, to_json(event))
        part.say_once(WAITING)
        part.say_once(WAITING)
    assert capsys.readouterr().err == f"{WAITING}\n"


def test_two_processes_at_once_do_each_picture_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The second does what the first has not taken yet while that is at its first picture, and then waits for it."""
    for name in "abcd":
        photo(tmp_path / "in" / f"{name}.png")
    original, take, began, codes, kept = Batch._emit, AtWork.take, list[str](), list[int](), list[bool]()
    waits, second = threading.Event(), ThreadPoolExecutor(1)
    ends: list[Future[int]] = []

    def taken(at_work: AtWork, holder: str, what: str, *, until: CancelToken | None = None) -> bool:
        if until is not None:
            waits.set()
        return take(at_work, holder, what, until=until)

    def emit(batch: Batch, event: Event) -> None:
        original(batch, event)
        if isinstance(event, JobDone):
            kept.append(event.job_id in batch.at_work._held)
        if isinstance(event, JobStarted):
            began.append(event.source)
            if len(began) == 1:
                codes.append(upscale(tmp_path / "in", "-o", tmp_path / "out", "--seed", "5"))
                ends.append(second.submit(upscale, tmp_path / "in", "-o", tmp_path / "out"))
                assert waits.wait(60)

    monkeypatch.setattr("core.commands.batch.interrupts_cancel", lambda cancel: nullcontext())
    monkeypatch.setattr("core.commands.at_work.POLL", 0.001)
    monkeypatch.setattr(AtWork, "take", taken)
    monkeypatch.setattr(Batch, "_emit", emit)
    codes.append(upscale(tmp_path / "in", "-o", tmp_path / "out"))
    codes.append(ends[0].result())
    assert codes == [0, 0, 0]
    assert len(began) == 8  # by two seeds
    assert kept == [False] * 8
    assert len(names(tmp_path / "out")) == 8
    told = capsys.readouterr().err
    assert told.count(WAITING) == 1
    assert told.count("Done before with the same settings: 2 ") == 2
    assert list((user_cache() / "at-work").iterdir()) == []


def test_a_picture_that_another_process_finishes_in_this_moment_is_not_enlarged_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, take = photo(tmp_path / "a.png"), AtWork.take

    def overtaken(at_work: AtWork, holder: str, what: str, *, until: CancelToken | None = None) -> bool:
        """After this process has looked for a result, and before it says that it is at work."""
        monkeypatch.setattr(AtWork, "take", take)
        assert upscale(source, "-o", tmp_path / "out") == 0
        return take(at_work, holder, what, until=until)

    monkeypatch.setattr(AtWork, "take", overtaken)
    assert upscale(source, "-o", tmp_path / "out") == 0
    assert names(tmp_path / "out") == ["a_resshift_x4.png"]


def test_what_another_process_has_finished_since_the_folder_was_looked_into_is_not_enlarged_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where looking takes long, so that it is not done each time."""
    monkeypatch.setattr("core.upscaling.done_before.RESTS", 1e9)
    folder, out, take = tmp_path / "in", tmp_path / "out", AtWork.take
    for name in ("a", "b", "c"):
        photo(folder / f"{name}.png", height=12 + ord(name) % 4)

    def overtaken(at_work: AtWork, holder: str, what: str, *, until: CancelToken | None = None) -> bool:
        """By then this process has looked into the folder of results, which is there."""
        monkeypatch.setattr(AtWork, "take", take)
        assert upscale(folder, "-o", out) == 0
        return take(at_work, holder, what, until=until)

    out.mkdir()
    monkeypatch.setattr(AtWork, "take", overtaken)
    assert upscale(folder, "-o", out) == 0
    assert names(out) == [f"{name}_resshift_x4.png" for name in ("a", "b", "c")]


def test_a_picture_whose_process_has_failed_or_was_ended_is_left_to_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, out = photo(tmp_path / "a.png"), tmp_path / "out"
    with monkeypatch.context() as patch:
        patch.setattr(
            "core.upscaling.finish.write_atomically", lambda *_, **__: signal.raise_signal(signal.SIGINT)
        )
        assert upscale(source, "-o", out) in (1, 130)
    assert upscale(source, "-o", out) == 0
    assert names(out) == ["a_resshift_x4.png"]


def test_where_nothing_can_be_locked_all_is_enlarged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    no_folder = photo(tmp_path / "no-folder")
    monkeypatch.setattr("core.commands.at_work.user_cache", lambda: no_folder)
    report = ("--report", tmp_path / "r.csv")
    assert upscale(photo(tmp_path / "a.png"), "-o", tmp_path / "out", *report) == 0
    assert names(tmp_path / "out") == ["a_resshift_x4.png"]


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.EOPNOTSUPP, errno.EIO, errno.ENOSYS])
def test_where_a_file_system_has_no_locks_all_is_enlarged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    fcntl = pytest.importorskip("fcntl")

    def fails(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(fcntl, "flock", fails)
    assert AtWork().take("holder", "what", until=CancelToken())  # it does not wait for ever, either
    report = ("--report", tmp_path / "r.csv")
    assert upscale(photo(tmp_path / "a.png"), "-o", tmp_path / "out", *report) == 0
    assert names(tmp_path / "out") == ["a_resshift_x4.png"]


def test_locks_that_killed_processes_have_left_are_removed_and_held_ones_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(at_work, "user_cache", lambda: tmp_path / "cache")
    folder, other = tmp_path / "cache" / "at-work", AtWork()
    assert other.take("holder", "what")
    (held,) = folder.iterdir()
    for number in range(5):
        (folder / f"{number:032}.lock").touch()
    (folder / "a note").touch()
    assert upscale(photo(tmp_path / "a.png"), "-o", tmp_path / "out") == 0
    assert sorted(folder.iterdir()) == sorted([held, folder / "a note"])
    assert not AtWork().take("another", "what")
    other.release_all()


def test_of_many_locks_that_were_left_some_are_removed_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(at_work, "user_cache", lambda: tmp_path / "cache")
    monkeypatch.setattr(at_work, "MOST_SWEPT", 3)
    folder = tmp_path / "cache" / "at-work"
    at_work.sweep_locks()  # there is no folder yet
    folder.mkdir(parents=True)
    for number in range(5):
        (folder / f"{number:032}.lock").touch()
    left = []
    for _ in range(2):
        at_work.sweep_locks()
        left.append(len(list(folder.iterdir())))
    assert left == [2, 0]


@pytest.mark.parametrize("processes", [(), ("--nproc", "2")], ids=["one", "two"])
@pytest.mark.usefixtures("quick_processes")
def test_a_report_that_another_process_is_writing_is_refused(
    tmp_path: Path, model: Path, capsys: pytest.CaptureFixture[str], processes: tuple[str, ...]
) -> None:
    """By whichever name; when that has ended it is replaced."""
    source, rows = photo(tmp_path / "a.png"), tmp_path / "r.csv"
    (tmp_path / "link.csv").symlink_to(rows)
    more = ("-o", tmp_path / "out", "--model", model, *processes)
    with batch_output.report(rows) as write:
        write(("theirs.png", "done", "theirs"))
        for name in ("r.csv", "link.csv"):
            assert upscale(source, *more, "--report", tmp_path / name) == 1
            assert f"Another process is writing its report into {name}." in capsys.readouterr().err
        assert "theirs.png" in rows.read_text("utf-8")
        assert not (tmp_path / "out").exists()
    assert upscale(source, *more, "--report", rows) == 0
    assert "theirs.png" not in rows.read_text("utf-8")


@pytest.mark.parametrize("processes", [(), ("--nproc", "2")], ids=["one", "two"])
@pytest.mark.usefixtures("quick_processes")
def test_events_tell_of_every_input(
    tmp_path: Path, model: Path, capfd: pytest.CaptureFixture[str], processes: tuple[str, ...]
) -> None:
    """Of what is skipped, is gone, or cannot be begun as well, and of each once."""
    for name in "abc":
        photo(tmp_path / "in" / f"{name}.png")
    more = ("-o", tmp_path / "out", "--model", model)
    assert upscale(tmp_path / "in" / "a.png", *more) == 0
    (tmp_path / "in" / "d.png").write_text("no picture")
    gone = tmp_path / "gone.png"
    capfd.readouterr()
    assert upscale(tmp_path / "in", gone, *more, *processes, "--events", "jsonl") == 1
    said = capfd.readouterr()
    events = [from_json(line) for line in said.out.splitlines()]
    ends = {
        kind: sorted(Path(event.source).name for event in events if isinstance(event, kind))
        for kind in (JobDone, JobSkipped, JobFailed)
    }
    assert ends == {JobDone: ["b.png", "c.png"], JobSkipped: ["a.png"], JobFailed: ["d.png", "gone.png"]}
    assert all("job_id" in json.loads(line) for line in said.out.splitlines())
    (skipped,) = (event for event in events if isinstance(event, JobSkipped))
    assert skipped.output == str(tmp_path / "out" / "a_resshift_x4.png")
    assert "Done before with the same settings: 1 " in said.err
    assert "2 of 5 failed." in said.err


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("columns", [20, 40, 200])
def test_progress_stays_on_one_line_of_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setattr(sys, "stderr", _Terminal())
    monkeypatch.setenv("COLUMNS", str(columns))
    progress = Progress("1", "sample", 0.456, 12, 15, 1034, 2048, 4000.0, 17, 250)
    batch_output.show(progress, 17, 1023)
    line = sys.stderr.getvalue().removeprefix("\r\033[K")  # type: ignore[attr-defined]
    whole = "17 of 1023: 46%, 1 h 7 min left, frame 17 of 250, sample step 12 of 15, tile 1034 of 2048"
    assert line == whole[: columns - 1]
    for name in "ab":
        photo(tmp_path / "in" / f"{name}.png")
    assert upscale(tmp_path / "in") == 0
    told = sys.stderr.getvalue()  # type: ignore[attr-defined]
    lines = [part.split("\n")[0] for part in told.split("\r\033[K") if "%" in part]
    assert any(line.startswith("2 of 2: ") for line in lines)
    assert all(len(line) < columns for line in lines)


def test_of_one_picture_no_number_is_told() -> None:
    assert batch_output.progress_text(Progress("1", "load", 0.01), 1, 1) == "1%, load"
    assert batch_output.progress_text(Progress("1", "sample", 1.0, seconds_left=59.0), 0, 0) == (
        "100%, 59 s left, sample"
    )


def test_the_report_is_checked_first_and_holds_any_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    odd = os.fsdecode(b"a\xff.png")
    photo(tmp_path / "in" / "b.png")
    (tmp_path / "in" / "b.png").rename(tmp_path / "in" / odd)
    assert upscale(tmp_path / "in", "-o", tmp_path / "out", "--report", tmp_path / "no" / "r.csv") != 0
    assert "report cannot be written" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
    assert upscale(tmp_path / "in", "-o", tmp_path / "out", "--report", tmp_path / "r.csv") == 0
    assert b"a\xff.png" in (tmp_path / "r.csv").read_bytes()


@pytest.mark.usefixtures("quick_processes")
def test_several_processes_tell_of_any_name_once(tmp_path: Path, model: Path) -> None:
    for name in (b"a\xff.png", b"b.png", b"c.png"):
        photo(tmp_path / "in" / "x").rename(tmp_path / "in" / os.fsdecode(name))
    (tmp_path / "in" / "d.png").write_text("no picture")
    more = ("--model", model, "--nproc", "2", "--report", tmp_path / "r.csv")
    assert upscale(tmp_path / "in", "-o", tmp_path / "out", *more) == 1
    rows = (tmp_path / "r.csv").read_bytes().splitlines()[1:]
    assert sorted(row.split(b",")[1] for row in rows) == [b"done", b"done", b"done", b"failed"]
    assert any(b"a\xff.png" in row for row in rows)


def test_the_date_of_the_input_is_taken_over_by_choice(tmp_path: Path) -> None:
    source, out = photo(tmp_path / "a.png"), tmp_path / "out"
    os.utime(source, (1_000_000_000, 1_000_000_000))
    assert upscale(source, "-o", out) == 0
    assert (out / "a_resshift_x4.png").stat().st_mtime > 1_500_000_000
    assert upscale(source, "-o", out, "--overwrite", "--again", "--keep-date") == 0
    assert (out / "a_resshift_x4.png").stat().st_mtime == 1_000_000_000
    assert upscale(source, "-o", out, "--keep-date") == 0
    assert names(out) == ["a_resshift_x4.png"]  # done before


def test_results_without_place_and_person_are_others_than_those_with(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, out = save_picture(telling(), tmp_path / "a.png", format="png"), tmp_path / "out"
    told = tmp_path / "out" / "a_resshift_x4.jpg"
    assert upscale(source, "-o", out, "--format", "jpeg") == 0
    assert all(secret in told.read_bytes() for secret in SECRETS)
    assert upscale(source, "-o", out, "--format", "jpeg", "--private", "--overwrite") == 0
    assert not any(secret in told.read_bytes() for secret in SECRETS)
    assert upscale(source, "-o", out, "--format", "jpeg", "--private", "--overwrite") == 0
    assert "Done before with the same settings: 1 " in capsys.readouterr().err


def test_what_a_format_cannot_hold_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pixels = np.full((12, 16, 3), 9, np.uint16)
    source = save_picture(Picture(pixels), tmp_path / "a.png", format="png")
    assert upscale(source, "-o", tmp_path / "out", "--format", "jpeg") == 0
    assert "16 bits per sample and was saved with 8" in capsys.readouterr().err


ODD = "\u202egnp.\x1b[31mevil\n"  # turns the direction of writing, colours a terminal, forges a line


@pytest.mark.parametrize("processes", [(), ("--nproc", "2")], ids=["one", "two"])
@pytest.mark.usefixtures("quick_processes")
def test_no_name_can_hide_or_forge_what_is_printed(
    tmp_path: Path, model: Path, capfd: pytest.CaptureFixture[str], processes: tuple[str, ...]
) -> None:
    folder = tmp_path / f"in{ODD}"
    photo(folder / "b.png").rename(folder / f"good{ODD}.png")
    (folder / f"bad{ODD}.png").write_bytes(b"no picture")
    (folder / f"other.{ODD}x").write_bytes(b"no picture")
    gone = tmp_path / f"gone{ODD}.png"
    more = ("--model", model, "--report", tmp_path / "r.csv", *processes)
    assert upscale(folder, gone, "-o", tmp_path / f"out{ODD}", *more) == 1
    said = capfd.readouterr()
    for text in (said.out, said.err, (tmp_path / "r.csv").read_text("utf-8")):
        assert not [
            line for line in text.splitlines() if line.startswith(".png") or line == "_resshift_x4.png"
        ]
        assert "\u202e" not in text
        assert "\x1b[31m" not in text
    for start in ("good", "bad", "gone"):
        assert f"{start}\\u202egnp.\\x1b[31mevil\\n.png" in (tmp_path / "r.csv").read_text("utf-8")
    assert "bad\\u202egnp.\\x1b[31mevil\\n.png" in said.err
    assert len(list((tmp_path / f"out{ODD}").iterdir())) == 1


def test_only_results_are_overwritten(tmp_path: Path) -> None:
    """The name of one picture's result may be that of another picture, whose turn has not come."""
    photo(tmp_path / "in" / "a.png", width=16)
    other = photo(tmp_path / "in" / "a_resshift_x4.png", width=20)
    before = other.read_bytes()
    assert upscale(tmp_path / "in", "--overwrite", "--again") == 0
    assert upscale(tmp_path / "in", "--overwrite", "--again") == 0
    assert other.read_bytes() == before
    widths = {n: read_picture(tmp_path / "in" / n).width for n in names(tmp_path / "in")}
    assert widths["a_resshift_x4_resshift_x4.png"] == 80
    assert widths["a_resshift_x4-1.png"] == 64


@pytest.mark.parametrize("suffix", ["png", "jpeg", "webp", "avif", "jxl", "tiff", "dds"])
def test_results_are_known_whatever_they_are_called(tmp_path: Path, suffix: str) -> None:
    photo(tmp_path / "in" / "a.png")
    assert upscale(tmp_path / "in", "--name", "{name}_big", "--format", suffix) == 0
    assert upscale(tmp_path / "in", "--format", suffix) == 0
    assert [n for n in names(tmp_path / "in") if "big_" in n] == []
    assert len(names(tmp_path / "in")) == 3


@pytest.mark.parametrize(
    "both",
    [
        ("a_.png", "a?.png"),
        ("a.png", "a .png"),
        ("x" * 240 + "1.png", "x" * 240 + "2.png"),
        ("\u00e9.png", "e\u0301.png"),
    ],
    ids=["safe", "space", "long", "composed"],
)
def test_names_that_become_alike_get_results_of_their_own(tmp_path: Path, both: tuple[str, str]) -> None:
    for name in both:
        photo(tmp_path / "in" / "x").rename(tmp_path / "in" / name)
    assert upscale(tmp_path / "in", "-o", tmp_path / "out", "--overwrite") == 0
    assert len({name.casefold() for name in names(tmp_path / "out")}) == 2


def test_the_report_replaces_nothing_but_a_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = photo(tmp_path / "a.png")
    before, report = source.read_bytes(), tmp_path / "r.csv"
    assert upscale(source, "-o", tmp_path / "out", "--report", source) == 1
    assert "is no report" in capsys.readouterr().err
    assert source.read_bytes() == before
    assert not (tmp_path / "out").exists()
    for outcome in ("done", "done before"):
        assert upscale(source, "-o", tmp_path / "out", "--report", report) == 0
        with report.open(newline="") as file:
            rows = list(csv.reader(file))[1:]
        assert rows == [[str(source), outcome, str(tmp_path / "out" / "a_resshift_x4.png")]]


@pytest.mark.usefixtures("quick_processes")
def test_several_processes_begin_nothing_without_their_report(tmp_path: Path, model: Path) -> None:
    photo(tmp_path / "in" / "a.png")
    more = ("--model", model, "--nproc", "2", "--report", tmp_path / "no" / "r.csv")
    assert upscale(tmp_path / "in", "-o", tmp_path / "out", *more) == 1
    assert not (tmp_path / "out").exists()


class _Full(io.StringIO):
    """A file on a disk that is full after some rows."""

    rows = 0

    def flush(self) -> None:
        self.rows += 1
        if self.rows > 2:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    close = flush


@pytest.mark.parametrize("more", [(), ("--spread", "2")])
def test_a_report_that_cannot_be_written_any_further_is_said_once_and_the_batch_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], more: tuple[str, ...]
) -> None:
    for number in range(4):
        photo(tmp_path / "in" / f"{number}.png")
    (tmp_path / "in" / "bad.png").write_text("no picture")
    report = tmp_path / "r.csv"
    monkeypatch.setattr(batch_output, "_opened", lambda path: _Full())
    assert upscale(tmp_path / "in", "-o", tmp_path / "out", "--report", report, *more) == 1
    told = capsys.readouterr().err
    assert told.count("The report cannot be written any further: No space left on device.") == 1
    assert "bad.png is a text file" in told
    assert "1 of 5 failed." in told
    assert sum(name.endswith("x4.png") for name in names(tmp_path / "out")) == 4
    (tmp_path / "in" / "bad.png").unlink()
    assert upscale(tmp_path / "in", "-o", tmp_path / "out", "--report", report) == 1


def test_a_report_that_cannot_be_begun_names_what_is_in_the_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    source = photo(tmp_path / "a.png")
    assert upscale(source, "--report", tmp_path / "none" / "r.csv") == 1
    assert f"{tmp_path / 'none'}: this folder does not exist" in capsys.readouterr().err
    full = _Full()
    full.rows = 2
    monkeypatch.setattr(batch_output, "_opened", lambda path: full)
    assert upscale(source, "--report", tmp_path / "r.csv") == 1
    assert f"into {tmp_path}: No space left on device." in capsys.readouterr().err


class _Closed(io.StringIO):
    """A pipe behind which nobody reads."""

    def write(self, text: str) -> int:
        raise BrokenPipeError(errno.EPIPE, os.strerror(errno.EPIPE))


@pytest.mark.parametrize("processes", [(), ("--nproc", "2")], ids=["one", "two"])
@pytest.mark.parametrize("events", [(), ("--events", "jsonl")], ids=["words", "events"])
@pytest.mark.usefixtures("quick_processes")
def test_the_pictures_are_enlarged_though_nobody_reads_what_is_printed(
    tmp_path: Path,
    model: Path,
    monkeypatch: pytest.MonkeyPatch,
    processes: tuple[str, ...],
    events: tuple[str, ...],
) -> None:
    for name in "ab":
        photo(tmp_path / "in" / f"{name}.png")
    for stream in ("stdout", "stderr"):
        monkeypatch.setattr(sys, stream, _Closed())
    more = ("--model", model, "--report", tmp_path / "r.csv", *processes, *events)
    assert upscale(tmp_path / "in", "-o", tmp_path / "out", *more) == 0
    assert len(names(tmp_path / "out")) == 2
    rows = (tmp_path / "r.csv").read_text().splitlines()[1:]
    assert [row.split(",")[1] for row in rows] == ["done", "done"]


def test_what_hears_of_a_result_fails_no_picture_in_silence(tmp_path: Path) -> None:
    """Results are finished in threads, whose errors nobody would see."""

    def emit(event: Event) -> None:
        if isinstance(event, JobDone | JobFailed):
            raise KeyError("of the one who hears")

    settings = SampleSettings(model="tiny", steps=1, device="cpu", dtype="float32")
    jobs = [UpscaleJob(photo(tmp_path / f"{n}.png"), settings) for n in range(3)]
    with pytest.raises(KeyError, match="who hears"):
        Upscaler().run_all(jobs, emit, CancelToken())


def test_a_folder_of_masks_is_listed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "masks"
    folder.mkdir()
    for name in ("a.png", "a.jpg", "b.png"):
        (folder / name).touch()
    masks = Masks(argparse.Namespace(mask=folder))
    listed, scandir = [], os.scandir
    monkeypatch.setattr(os, "scandir", lambda path: listed.append(path) or scandir(path))
    found = [masks.of(tmp_path / name) for name in ("a.png", "b.jpg")]
    assert found == [folder / "a.jpg", folder / "b.png"]
    with pytest.raises(SettingsError, match="holds no mask named c"):
        masks.of(tmp_path / "c.png")
    assert listed == [folder]


def test_each_picture_keeps_its_steps(tmp_path: Path) -> None:
    sources = [photo(tmp_path / "in" / name / "a.png", width=12 + 4 * n) for n, name in enumerate("xy")]
    more = ("--overwrite", "--steps", "1", "--save-steps", tmp_path / "steps")
    assert upscale(tmp_path / "in", *more) == 0
    assert names(tmp_path / "steps") == ["x/a_step01.png", "y/a_step01.png"]
    assert upscale(*sources, *more) == 0
    widths = {read_picture(path).width for path in (tmp_path / "steps").glob("*.png")}
    assert widths == {48, 64}


def test_a_name_as_long_as_can_be_has_a_result_steps_and_a_map(tmp_path: Path) -> None:
    source = photo(tmp_path / "x").rename(tmp_path / f"{'x' * 251}.png")
    assert upscale(source, "-o", tmp_path / "out", "--save-steps", tmp_path / "steps") == 0
    assert upscale(source, "-o", tmp_path / "out", "--overwrite", "--spread", "2") == 0
    made = [name.lstrip("x") for folder in ("out", "steps") for name in names(tmp_path / folder)]
    assert sorted(made) == ["_ress_spread.png", "_resshift_x4.png", "_step01.png", "_step02.png"]


def test_two_sizes_of_one_picture_have_names_of_their_own(tmp_path: Path) -> None:
    source = photo(tmp_path / "a.png")
    for size in ("32x24", "24x18", "24x18"):
        assert upscale(source, "-o", tmp_path / "out", "--size", size) == 0
    assert names(tmp_path / "out") == ["a_resshift_x1.5.png", "a_resshift_x2.png"]
