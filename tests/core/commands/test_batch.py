"""A batch loses no result, enlarges nothing twice, and says what it passed over."""

from __future__ import annotations

import argparse
import csv
import errno
import io
import os
import signal
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from core.commands import batch_output
from core.commands.batch import Batch
from core.commands.inputs import gather
from core.commands.masks import Masks
from core.errors import SettingsError
from core.events import Event, JobDone, JobFailed
from core.images.files import read_picture, save_picture
from core.images.picture import Picture
from core.jobs import CancelToken, SampleSettings, UpscaleJob
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


def test_other_settings_a_newer_picture_or_the_wish_make_it_again(tmp_path: Path) -> None:
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
    assert results() == 5


@pytest.mark.parametrize(
    "other", [("--format", "jpeg", "--quality", "100"), ("--format", "tiff", "--bit-depth", "16")]
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


@pytest.mark.parametrize("suffix", ["png", "jpeg", "webp", "tiff"])
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
