"""Starts the program's own command line in processes that outlive the window."""

from __future__ import annotations

import contextlib
import os
import subprocess
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QProcess

from app.system.child_process import child_process
from core.errors import TrainingError
from core.own_command import ENVIRONMENT, own_command
from core.process.child_options import apart

START_MARK = "=== started "  # begins a line of RUN/log.txt before what each process prints
AUTOGROUP_NICE = 5  # a third of the weight of the window


class Launcher:
    """`command` stands before the arguments; it is the program's own if it is empty. `variables` are the environment's,
    where they are not to be this process's own."""

    def __init__(
        self,
        command: Sequence[str] = (),
        *,
        nice: int = AUTOGROUP_NICE,
        variables: Mapping[str, str] | None = None,
    ) -> None:
        self.command = tuple(command) or own_command()
        self._variables = variables
        self.nice = nice  # of the session, where the system weighs sessions
        self.processes: list[subprocess.Popen[bytes]] = []

    def start(self, run: Path, *arguments: str) -> int:
        """`train RUN ...` in a session of its own; what it prints to its error stream goes to RUN/log.txt.

        Returns the process number. Raises TrainingError where the system does not start it. Not QProcess: it tells
        either the number of a detached process or lets its streams be chosen, not both.
        """
        try:
            with (run / "log.txt").open("ab") as log:
                log.write(f"{START_MARK}{datetime.now().astimezone():%Y-%m-%d %H:%M:%S}\n".encode())
                log.flush()
                process = subprocess.Popen(
                    [*self.command, "train", str(run), *arguments],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=log,
                    env={**(os.environ if self._variables is None else self._variables), **ENVIRONMENT},
                    **apart(),
                )
        except OSError as error:
            raise TrainingError("The training process could not be started.", detail=repr(error)) from error
        # Kept for good: Python warns of a running process whose object is deleted.
        self.processes.append(process)
        _step_back(process.pid, self.nice)
        return int(process.pid)

    def ask(self, parent: QObject, run: Path, *arguments: str) -> QProcess:
        """`train RUN ...` as a child that ends with the window; not started yet."""
        return child_process(parent, self.command, ["train", str(run), *arguments], variables=self._variables)

    def exit_code(self, number: int) -> int | None:
        """The exit code of a process that `start` returned; None while it runs."""
        return next(process.poll() for process in reversed(self.processes) if process.pid == number)


def _step_back(number: int, nice: int) -> None:
    """Linux weighs whole sessions first, and a process of its own session would count as much as the window."""
    with contextlib.suppress(OSError):
        Path(f"/proc/{number}/autogroup").write_text(str(nice), "ascii")


def memory_of(number: int) -> int:
    """Bytes of memory that a process and its children hold; 0 if that cannot be known."""
    import psutil

    try:
        process = psutil.Process(number)
        family = [process, *process.children(recursive=True)]
        return sum(p.memory_info().rss for p in family)
    except psutil.Error:
        return 0
