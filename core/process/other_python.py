"""Starts the engine in another Python, from this program's own sources and from nowhere else."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from core.jobs import CancelToken
from core.process.child_options import apart
from core.process.messages import Found
from core.storage import records

# The first of the arguments is the engine's folder. It is put where nothing can come before it.
BOOT = (
    "import sys; sys.path.insert(0, sys.argv.pop(1)); from core.process.worker import main; sys.exit(main())"
)
# For the command line, which also needs to know where the built-in models lie.
BOOT_COMMAND = (
    "import sys; sys.path.insert(0, sys.argv.pop(1)); import core.models.catalog as c; from pathlib import Path; "
    "c.BUILT_IN_FOLDER = Path(sys.argv.pop(1)); from core.cli import main; sys.exit(main())"
)
ASKED_EVERY = 0.2  # seconds; whether a child that is waited for is still wanted
FIRST_EXCEPTION = 0xC0000000  # an exit code of Windows, such as that of an access violation
OPTIONS = ("-E", "-P", "-B", "-X", "utf8", "-c")


def source_folder() -> Path:
    """The folder with the engine's sources. A packaged program carries them for other Pythons."""
    packaged = getattr(sys, "_MEIPASS", None)
    return Path(packaged) / "engine" if packaged else Path(__file__).resolve().parents[2]


def clean_environment() -> dict[str, str]:
    """Environment variables for another Python, without those that would lead it to this program's own libraries."""
    variables = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTHON", "_PYI", "_MEI", "QT_PLUGIN")) and name != "LD_LIBRARY_PATH_ORIG"
    }
    if getattr(sys, "frozen", False):
        original = os.environ.get("LD_LIBRARY_PATH_ORIG")
        variables.pop("LD_LIBRARY_PATH", None)
        if original:
            variables["LD_LIBRARY_PATH"] = original
    return variables


def worker_command(python: Path, *arguments: str) -> list[str]:
    """Starts the engine's worker from this program's own sources and from nowhere else: neither the folder that the
    program was started from (-P) nor variables of the environment (-E) lead it to other modules."""
    return [str(python.absolute()), *OPTIONS, BOOT, str(source_folder()), *arguments]


@dataclass(frozen=True)
class Look:
    """What came of a look at an interpreter; `found` is None where it cannot run the engine."""

    found: Found | None
    errors: str  # what it wrote beside the answer
    code: int  # of its end

    @property
    def crashed(self) -> bool:
        """Whether the system ended it: by a signal, or on Windows with a code of an exception."""
        return self.code < 0 or self.code >= FIRST_EXCEPTION


def look_at(python: Path, *, limit: float, cancel: CancelToken | None = None) -> tuple[Found | None, str]:
    """(what an interpreter has for the engine, what it wrote beside that), see `look_closely`."""
    look = look_closely(python, limit=limit, cancel=cancel)
    return look.found, look.errors


def look_closely(python: Path, *, limit: float, cancel: CancelToken | None = None) -> Look:
    """What an interpreter has for the engine, and how it ended.

    It takes seconds. Raises OSError or subprocess.TimeoutExpired where it cannot be started, or hangs for `limit`
    seconds, and Cancelled.
    """
    child = subprocess.Popen(
        worker_command(python, "--check"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",  # what libraries write may be anything
        stdin=subprocess.DEVNULL,
        env=clean_environment(),
        cwd=source_folder(),
        **apart(),
    )
    with child:
        try:
            said, errors = _listen(child, limit, cancel)
        finally:
            child.kill()  # nothing, where it has ended
    return Look(_answer(said), errors, child.returncode)


def _answer(said: str) -> Found | None:
    """The last line that is one; libraries may have written others."""
    for line in reversed(said.splitlines()):
        try:
            return records.decode(Found, line)
        except records.RecordError:
            continue
    return None


def _listen(child: subprocess.Popen[str], limit: float, cancel: CancelToken | None) -> tuple[str, str]:
    ends = time.monotonic() + limit
    while True:
        try:
            return child.communicate(timeout=ASKED_EVERY)
        except subprocess.TimeoutExpired:
            if cancel is not None:
                cancel.raise_if_cancelled()
            if time.monotonic() > ends:
                raise subprocess.TimeoutExpired(child.args, limit) from None


def command_line(python: Path, models: Path) -> tuple[str, ...]:
    """The beginning of a command of this program, such as `train`, that another Python is to run."""
    return (str(python.absolute()), *OPTIONS, BOOT_COMMAND, str(source_folder()), str(models))
