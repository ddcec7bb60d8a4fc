"""A batch is not alone: it can be asked to end at any time, and other programs write into the same folders."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core.commands.figures_file import check_figures_file
from core.commands.interrupts import interrupts_cancel
from core.errors import SaveError
from core.images.files import read_picture
from core.images.formats import encode
from core.jobs import CancelToken
from core.storage.atomic import LONGEST_WRITE
from core.upscaling import finish
from tests.core.commands.test_upscale import names, photo, upscale

pytestmark = pytest.mark.usefixtures("model")
pipes = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")


@contextlib.contextmanager
def heard_by(handler: Any, number: int) -> Any:
    """Within the block a signal goes to `handler`, as if that had been arranged before the program began."""
    before = signal.signal(number, handler)
    try:
        yield
    finally:
        signal.signal(number, before)


endings = pytest.mark.parametrize(
    "number", [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
)


@endings
def test_any_request_to_end_cancels_and_only_within_the_block(number: int) -> None:
    cancel, heard = CancelToken(), list[int]()
    with heard_by(lambda number, frame: heard.append(number), number):
        with interrupts_cancel(cancel):
            signal.raise_signal(number)
        assert cancel.cancelled
        assert heard == []
        signal.raise_signal(number)
        assert heard == [number]


@endings
def test_a_second_request_ends_a_job_that_hangs(number: int) -> None:
    with heard_by(signal.SIG_DFL, number), interrupts_cancel(CancelToken()):
        signal.raise_signal(number)
        ends = [signal.getsignal(n) is signal.SIG_DFL for n in (signal.SIGINT, signal.SIGTERM)]
    assert ends == [True, True]


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="needs terminals that can be closed")
def test_a_closed_terminal_may_be_told_of_twice() -> None:
    """By the system, and by the shell."""
    cancel = CancelToken()
    with heard_by(signal.SIG_DFL, signal.SIGHUP), interrupts_cancel(cancel):
        for _ in range(2):
            signal.raise_signal(signal.SIGHUP)
    assert cancel.cancelled


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="needs terminals that can be closed")
def test_a_batch_that_shall_outlive_its_terminal_does() -> None:
    cancel = CancelToken()
    with heard_by(signal.SIG_IGN, signal.SIGHUP), interrupts_cancel(cancel):
        signal.raise_signal(signal.SIGHUP)
    assert not cancel.cancelled


@endings
def test_a_request_to_end_while_a_result_is_written_leaves_that_whole_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    for name in "abc":
        photo(tmp_path / "in" / f"{name}.png")
    written = list[str]()

    def synchronized(handle: int) -> None:
        """The temporary file is there, and has not got its name yet."""
        if not written:
            signal.raise_signal(number)
        written.extend(names(tmp_path / "out"))

    monkeypatch.setattr(os, "fsync", synchronized)
    with heard_by(lambda *_: None, number):
        assert upscale(tmp_path / "in", "-o", tmp_path / "out") == 130
    assert written[0].endswith(".part")
    left = names(tmp_path / "out")
    assert "a_resshift_x4.png" in left
    assert all(read_picture(tmp_path / "out" / name).width == 64 for name in left)


def test_what_killed_programs_left_where_results_and_steps_go_is_cleared_away(tmp_path: Path) -> None:
    photo(tmp_path / "in" / "deep" / "a.png")
    left = f".resshift-{'0f' * 8}.part"
    for folder in ("out", "out/deep", "steps/deep"):
        (tmp_path / folder).mkdir(parents=True, exist_ok=True)
        for name in (left, "mine.part"):
            (tmp_path / folder / name).write_bytes(b"half")
            old = time.time() - LONGEST_WRITE - 100
            os.utime(tmp_path / folder / name, (old, old))
    assert upscale(tmp_path / "in", "-o", tmp_path / "out", "--save-steps", tmp_path / "steps") == 0
    assert names(tmp_path / "out") == [left, "deep/a_resshift_x4.png", "deep/mine.part", "mine.part"]
    assert names(tmp_path / "steps") == ["deep/a_step01.png", "deep/a_step02.png", "deep/mine.part"]


@pytest.mark.parametrize("more", [("--spread", "2"), ("--save-steps", "out")])
def test_nothing_is_thrown_away_because_another_program_takes_its_name_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: tuple[str, ...]
) -> None:
    source, theirs = photo(tmp_path / "in" / "a.png"), list[Path]()
    real: Callable[..., Path] = encode.write_atomically

    def overtaken(path: Path, data: bytes, **more: Any) -> Path:
        path.write_bytes(b"theirs")
        theirs.append(path)
        return real(path, data, **more)

    for writer in (encode, finish):
        monkeypatch.setattr(writer, "write_atomically", overtaken)
    monkeypatch.chdir(tmp_path)
    assert upscale(source, "-o", "out", *more) == 0
    assert len(theirs) >= 2
    for path in theirs:
        assert path.read_bytes() == b"theirs"
        assert read_picture(path.with_stem(f"{path.stem}-1")).width == 64


@pytest.mark.parametrize("more", [(), ("--overwrite",)])
def test_a_number_that_another_program_takes_meanwhile_is_followed_by_the_next_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: tuple[str, ...]
) -> None:
    source, out, real = photo(tmp_path / "a.png"), tmp_path / "out", os.fsync
    out.mkdir()
    (out / "a_resshift_x4.png").write_bytes(b"theirs")

    def overtaken(handle: int) -> None:
        (out / "a_resshift_x4-1.png").write_bytes(b"theirs")
        real(handle)

    monkeypatch.setattr(os, "fsync", overtaken)
    assert upscale(source, "-o", out, *more) == 0
    assert names(out) == [f"a_resshift_x4{number}.png" for number in ("-1", "-2", "")]
    assert read_picture(out / "a_resshift_x4-2.png").width == 64


def test_a_result_that_may_be_replaced_is(tmp_path: Path) -> None:
    source = photo(tmp_path / "a.png")
    for _ in range(2):
        assert upscale(source, "-o", tmp_path / "out", "--overwrite", "--again") == 0
    assert names(tmp_path / "out") == ["a_resshift_x4.png"]


@pipes
def test_a_report_into_a_pipe_that_nobody_reads_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, pipe = photo(tmp_path / "a.png"), tmp_path / "pipe"
    os.mkfifo(pipe)
    assert upscale(source, "-o", tmp_path / "out", "--report", pipe) == 1
    assert "nobody reads from this pipe" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pipes
@pytest.mark.parametrize("named", [True, False])
def test_a_report_goes_into_any_pipe_that_is_read_and_nowhere(tmp_path: Path, named: bool) -> None:
    source = photo(tmp_path / "a.png")
    os.mkfifo(tmp_path / "pipe")
    # As `--report >(cat)` gives it, the end of a pipe has a name, too.
    ends = os.pipe() if not named else (os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK),)
    report = tmp_path / "pipe" if named else Path(f"/dev/fd/{ends[-1]}")
    try:
        assert upscale(source, "-o", tmp_path / "out", "--report", report) == 0
        assert b",done," in os.read(ends[0], 1000)
    finally:
        for end in ends:
            os.close(end)
    assert upscale(source, "-o", tmp_path / "out", "--report", Path(os.devnull)) == 0


@pipes
def test_figures_into_a_pipe_are_refused_before_anything_is_measured(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(SaveError, match="a device or a pipe"):
        check_figures_file(tmp_path / "pipe")
