"""What a batch says: to a person, as lines of JSON, and in the report."""

from __future__ import annotations

import csv
import errno
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TextIO

from core.commands.at_work import AtWork
from core.errors import SaveError
from core.events import (
    Event,
    JobCancelled,
    JobDone,
    JobFailed,
    JobSkipped,
    JobStarted,
    OriginalMoved,
    Progress,
    SpreadFound,
)
from core.inventions.spread import SpreadFigures, sentence
from core.printable import printable, send_nowhere
from core.storage.paths import display_name, display_path

Outcome = tuple[str, str, str]
"""Input; done, failed, DONE_BEFORE or LEFT_ALONE; output or reason. In a report "spread" follows, with what it is, and
"moved" or "not moved" of the original; "settings" come first where they are a preset's."""
DONE_BEFORE = "done before"
LEFT_ALONE = "left as it is"  # since it is too large, see --only-below
REPORT_HEAD = ("input", "outcome", "output or reason")


@contextmanager
def heard(stream: TextIO) -> Iterator[None]:
    """What cannot be printed within is let go, and all that follows, as where nobody reads any more (`| head`): the
    pictures are enlarged even so."""
    try:
        yield
    except OSError:
        send_nowhere(stream)


def skipped_text(count: int) -> str:
    return f"Done before with the same settings: {count} (--again does them anew)."


def left_alone_text(count: int, limit: int) -> str:
    return f"Left as they are, since their longer side has {limit} pixels or more (--only-below): {count}."


def nothing_text(*, shard_alone: bool) -> str:
    """What is said where nothing is left to do; `shard_alone`: there are pictures, but none for this shard."""
    return "There is nothing to enlarge" + (" in this shard." if shard_alone else ".")


def say(text: str) -> None:
    with heard(sys.stderr):
        print(printable(text), file=sys.stderr)


def outcome_of(event: Event) -> Outcome | None:
    """What an event says about its input at the end; None before."""
    if isinstance(event, JobDone):
        return event.source, "done", event.output or ""
    if isinstance(event, JobSkipped):
        return (
            (event.source, DONE_BEFORE, event.output)
            if event.output
            else (event.source, LEFT_ALONE, event.reason)
        )
    return (event.source, "failed", event.message) if isinstance(event, JobFailed) else None


@contextmanager
def report(path: Path | None, about: Sequence[str] = ()) -> Iterator[Callable[[Outcome], None]]:
    """The table of all outcomes, a row at a time, so that it is there for as far as a batch came. Names keep bytes that
    are no text, but nothing that hides or turns round what stands beside them. Raises SaveError before anything is
    computed if it cannot be written, is being written by another process, or would replace what is no report. What is
    yielded raises OSError."""
    if path is None:
        yield lambda outcome: None
        return
    if not _may_be_replaced(path):
        raise SaveError(
            f"The report would replace {display_name(path)}, which is no report. Choose another name for it."
        )
    at_work = AtWork()
    with ExitStack() as stack:
        stack.callback(at_work.release_all)
        # Of pipes and devices, such as /dev/stdout, there may be many users.
        may_be_file = path.is_file() or not os.path.lexists(path)
        if may_be_file and not at_work.take("report", f"report {os.path.realpath(path)}"):
            raise SaveError(
                f"Another process is writing its report into {display_name(path)}. Choose another name for this one."
            )
        try:
            file = _opened(path)
            stack.callback(_close, file)
            rows = csv.writer(file)

            def write(row: tuple[str, str, str]) -> None:
                rows.writerow([printable(cell, lines=False, raw_bytes=True) for cell in row])
                file.flush()

            write(REPORT_HEAD)
            for text in about:
                write(("", "settings", text))
        except OSError as error:
            folder = path.absolute().parent
            why = f"{error.strerror or error}" if folder.is_dir() else "this folder does not exist"
            raise SaveError(
                f"The report cannot be written as {display_name(path)} into {display_path(folder)}: {why}."
            ) from error
        yield write


def _opened(path: Path) -> TextIO:
    """A new report. What is no file may be one, too, as /dev/stdout, but a pipe that nobody reads is refused, since
    opening it would wait for a reader without a word. Raises OSError."""
    file = open(path, "w", newline="", encoding="utf-8", errors="surrogateescape", opener=_at_once)  # noqa: SIM115
    if hasattr(os, "O_NONBLOCK"):
        os.set_blocking(file.fileno(), True)  # a reader that is slow is waited for
    return file


def _at_once(path: str, flags: int) -> int:
    try:
        return os.open(path, flags | getattr(os, "O_NONBLOCK", 0), 0o666)
    except OSError as error:
        if error.errno == errno.ENXIO and Path(path).is_fifo():
            raise OSError(errno.ENXIO, "nobody reads from this pipe") from error
        raise


def _close(file: TextIO) -> None:
    """Each row has been written out, or it was said that it could not be."""
    with suppress(OSError):
        file.close()


def _may_be_replaced(path: Path) -> bool:
    """Whether there is nothing or an earlier report: the name of a picture is easily given by mistake."""
    head = ",".join(REPORT_HEAD).encode()
    try:
        if not path.is_file():
            return True
        with path.open("rb") as file:
            return file.read(len(head)) in (b"", head)
    except OSError:  # opening it will say so
        return True


def show(event: Event, number: int = 0, count: int = 0) -> None:
    """Prints an event for a person: progress on one line of a terminal, outcomes on lines of their own. Input `number`
    of `count` is at work."""
    terminal = sys.stderr.isatty()
    if isinstance(event, Progress) and terminal:
        # The last column stays free: a terminal would go on in the next line.
        line = progress_text(event, number, count)[: _columns() - 1]
        print(f"\r\033[K{line}", end="", file=sys.stderr, flush=True)
        return
    start = "\r\033[K" if terminal else ""
    if isinstance(event, JobDone):
        output = display_path(event.output or "")
        print(f"{start}{output}: {event.width} x {event.height}, {event.seconds:.1f} s", file=sys.stderr)
        for notice in event.notices:
            print(f"  {printable(notice)}", file=sys.stderr)
    elif isinstance(event, JobStarted) and event.frame:
        print(f"{start}{printable(going_on_text(event))}", file=sys.stderr)
    elif isinstance(event, SpreadFound):
        print(f"{start}  {printable(spread_text(event))}", file=sys.stderr)
    elif isinstance(event, OriginalMoved):
        told = f"The original lies in {display_path(event.moved)} now." if event.moved else event.reason
        print(f"{start}  {printable(told)}", file=sys.stderr)
    elif isinstance(event, JobFailed):
        print(start + printable(naming(event.source, event.message)), file=sys.stderr)
    elif isinstance(event, JobCancelled) and terminal:
        print(start, end="", file=sys.stderr)


def progress_text(event: Progress, number: int, count: int) -> str:
    """How far a batch is, and then the picture at work: where there is little room, the end is cut off."""
    turn = f"{number} of {count}: " if count > 1 else ""
    what = "page" if event.pages else "frame"
    frame = f" {what} {event.frame} of {event.frames}," if event.frames else ""
    step = f" step {event.step} of {event.steps}, tile {event.tile} of {event.tiles}" if event.step else ""
    left = "" if event.seconds_left is None else f", {time_text(event.seconds_left)} left"
    return f"{turn}{event.fraction:.0%}{left},{frame} {event.phase}{step}"


def going_on_text(event: JobStarted) -> str:
    """That what was broken off is not begun anew."""
    what = "page" if event.pages else "frame"
    return (
        f"{display_name(event.source)}: goes on at {what} {event.frame} of {event.frames}; an earlier run has left "
        f"what comes before."
    )


def time_text(seconds: float) -> str:
    """ "12 s", "3 min", "2 h 5 min": as exact as an estimate is."""
    if seconds < 60:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"


def _columns() -> int:
    """Of the terminal that standard error goes to; the output may go elsewhere."""
    with suppress(OSError, ValueError):
        if columns := os.get_terminal_size(sys.stderr.fileno()).columns:
            return columns
    return shutil.get_terminal_size().columns


def spread_text(event: SpreadFound) -> str:
    """What the seeds of a picture have shown, and where that can be seen."""
    if event.map is None:
        return "This model restores at once: no seed plays a part in the result."
    told = sentence(SpreadFigures(event.seeds, event.mean, event.p95, event.share))
    return (
        f"{told} {display_path(event.map)} shows where; its brightest colour is {event.top:g} levels or more."
    )


def naming(source: str, reason: str) -> str:
    """The reason with the name of the input before it, unless the reason begins with the name."""
    name = display_name(source)
    return reason if reason.startswith(name) else f"{name}: {reason}"
