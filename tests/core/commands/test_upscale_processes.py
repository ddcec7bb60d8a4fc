"""`upscale --nproc`: real processes, each picture once, every failure named."""

import argparse
import contextlib
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from multiprocessing.process import BaseProcess
from pathlib import Path

import numpy as np
import psutil
import pytest

from core.commands import upscale_processes
from core.commands.batch import Batch
from core.commands.chosen_preset import settle
from core.commands.inputs import gather
from core.commands.upscale_options import add
from core.commands.upscale_processes import useful
from core.images.files import read_picture
from core.jobs import CancelToken, SampleSettings
from tests.core import children
from tests.core.commands.test_upscale import names, photo, upscale

PICTURES = 16
ROOT = Path(__file__).resolve().parents[3]


def test_there_are_no_more_processes_than_pictures_and_cores() -> None:
    assert useful(500, 1000, 8) == 8
    assert useful(500, 3, 8) == 3
    assert useful(2, 1000, 8) == 2
    assert useful(2, 1000, 1) == 2
    assert useful(4, 0, 8) == 1


@pytest.mark.usefixtures("model")
def test_a_share_of_the_pictures_gets_no_more_processes_than_it_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for k in range(4):
        photo(tmp_path / "in" / f"{k}.png", width=16)
    asked = list[int]()
    monkeypatch.setattr(
        upscale_processes, "_start", lambda options, settings, pictures: asked.append(options.nproc) or {}
    )
    upscale(tmp_path / "in", "-o", tmp_path / "out", "--nproc", "2", "--shard", "0/4")
    assert asked == [1]


@pytest.mark.usefixtures("quick_processes")
def test_two_processes_make_what_one_makes(
    tmp_path: Path, model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for k in range(3):
        photo(tmp_path / "in" / f"{k}.png", width=16 + 4 * k)
    (tmp_path / "in" / "notes.png").write_text("not a picture")
    assert upscale(tmp_path / "in", "-o", tmp_path / "two", "--model", model, "--nproc", "2") == 1
    told = capsys.readouterr().err
    assert told.count("notes.png is a text file") == 1, told
    assert upscale(tmp_path / "in", "-o", tmp_path / "one", "--model", model) == 1
    assert names(tmp_path / "two") == names(tmp_path / "one") == [f"{k}_resshift_x4.png" for k in range(3)]
    for name in names(tmp_path / "one"):
        a, b = (read_picture(tmp_path / folder / name).pixels for folder in ("one", "two"))
        assert np.array_equal(a, b)


@pytest.mark.slow
def test_the_command_itself_starts_its_parts(tmp_path: Path, model: Path) -> None:
    """From a fresh interpreter, whose parts are as fresh: the other tests take a shorter way."""
    for k in range(3):
        photo(tmp_path / "in" / f"{k}.png")
    options = ["-o", tmp_path / "out", "--model", model, "--nproc", "2"]
    command = [sys.executable, ROOT / "main.py", "upscale", tmp_path / "in", *options]
    subprocess.run([*map(str, command)], check=True, timeout=300)
    assert names(tmp_path / "out") == [f"{k}_resshift_x4.png" for k in range(3)]


@pytest.fixture
def at_work(tmp_path: Path, model: Path) -> Iterator[BaseProcess]:
    """The program with two parts on many pictures, as a terminal starts it; the first picture is done."""
    for k in range(PICTURES):
        photo(tmp_path / "in" / f"{k:02d}.png", width=64, height=64)
    options = ("--model", model, "--steps", "8", "--device", "cpu", "--dtype", "float32", "--nproc", "2")
    arguments = ["upscale", tmp_path / "in", "-o", tmp_path / "out", *options, "--events", "jsonl"]
    ours, theirs = multiprocessing.Pipe(duplex=False)
    places = (tmp_path / "home", theirs, tmp_path / "told")
    process = children.start("tests.core.commands.program:run", [*map(str, arguments)], *places)
    theirs.close()
    with os.fdopen(os.dup(ours.fileno())) as said:
        assert any('"JobDone"' in line for line in said), (tmp_path / "told").read_text()
        yield process
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid or 0, signal.SIGKILL)
    process.join()


@pytest.mark.skipif(sys.platform == "win32", reason="signals of a process group")
@pytest.mark.parametrize("everyone", [True, False])
@pytest.mark.parametrize("asked", ["SIGINT", "SIGTERM"])
def test_a_request_to_end_ends_all_parts_with_nothing_half_written(
    tmp_path: Path, at_work: BaseProcess, asked: str, everyone: bool
) -> None:
    parts = psutil.Process(at_work.pid).children(recursive=True)
    assert at_work.pid is not None
    tell = os.killpg if everyone else os.kill  # everyone: as a terminal does it
    tell(at_work.pid, signal.Signals[asked])
    at_work.join(timeout=60)
    assert at_work.exitcode == 130, (tmp_path / "told").read_text()
    assert psutil.wait_procs(parts, timeout=30)[1] == []
    done = names(tmp_path / "out")
    assert 0 < len(done) < PICTURES
    for name in done:
        assert name.endswith("_resshift_x4.png")
        assert read_picture(tmp_path / "out" / name).pixels.shape == (256, 256, 3)
    told = (tmp_path / "told").read_text()
    assert "Traceback" not in told
    assert "unexpectedly" not in told


def test_a_part_enlarges_its_share_whatever_others_have_moved_away_meanwhile(
    tmp_path: Path, model: Path
) -> None:
    for k in range(4):
        photo(tmp_path / "in" / f"{k}.png", width=16)
    parser = argparse.ArgumentParser()
    add(parser)
    options = parser.parse_args([str(tmp_path / "in"), "-o", str(tmp_path / "out")])
    settle(options, None)
    pictures = gather(options.input, options.output, options.name, overwrite=False).pictures
    (tmp_path / "in" / "0.png").unlink()
    settings = SampleSettings(model="tiny", steps=1, device="cpu", dtype="float32")
    Batch(options, [settings], CancelToken(), tell=lambda event: None).work(pictures[1::2])
    assert names(tmp_path / "out") == ["1_resshift_x4.png", "3_resshift_x4.png"]


class _Deserted:
    """The connection of a part whose starter was killed, and who learns of it only by telling."""

    def __init__(self) -> None:
        self.over = threading.Event()

    def recv(self) -> object:
        self.over.wait()
        raise EOFError

    def send(self, message: object) -> None:
        raise BrokenPipeError


def test_a_part_whose_starter_was_killed_ends_without_an_error(
    tmp_path: Path, model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for k in range(2):
        photo(tmp_path / "in" / f"{k}.png")
    parser = argparse.ArgumentParser()
    add(parser)
    options = parser.parse_args([str(tmp_path / "in"), "-o", str(tmp_path / "out")])
    settle(options, None)
    monkeypatch.setattr(upscale_processes, "log_errors", lambda: None)
    settings = SampleSettings(model="tiny", steps=1, device="cpu", dtype="float32")
    line = _Deserted()
    found = gather(options.input, options.output, options.name, overwrite=False)
    upscale_processes._work(options, [settings], found.pictures, 0, line)
    line.over.set()
    assert names(tmp_path / "out") == []


@pytest.mark.usefixtures("quick_processes")
def test_a_part_that_dies_is_told_and_the_other_one_finishes(
    tmp_path: Path, model: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for k in range(PICTURES):
        photo(tmp_path / "in" / f"{k:02d}.png", width=64, height=64)
    real, killed = upscale_processes._pass_on, list[BaseProcess]()

    def kill(batch: Batch, line: str) -> None:
        """The first part, once any picture is done: both have begun."""
        if '"JobDone"' in line and not killed:
            killed.append(min(multiprocessing.active_children(), key=lambda p: p.pid or 0))
            killed[0].kill()
        real(batch, line)

    monkeypatch.setattr(upscale_processes, "_pass_on", kill)
    more = ("--model", model, "--nproc", "2", "--report", tmp_path / "r.csv")
    assert upscale(tmp_path / "in", "-o", tmp_path / "out", *more) == 1
    assert "ended unexpectedly" in capsys.readouterr().err
    rows = (tmp_path / "r.csv").read_text("utf-8")
    # Of the last results of the part that died, which overlap, it may have had no time to tell.
    assert sum(name not in rows for name in names(tmp_path / "out")) <= 2
    # None twice; a head, and the part that died.
    assert rows.count(",done,") == len(set(rows.splitlines())) - 2
    done = names(tmp_path / "out")
    assert {f"{k:02d}_resshift_x4.png" for k in range(1, PICTURES, 2)} <= set(done)
    assert len(done) < PICTURES
