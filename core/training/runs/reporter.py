"""Events of a run into its folder and onto standard output, whatever becomes of either."""

from __future__ import annotations

import sys
from pathlib import Path

from core.events import Event, to_json

BACKLOG = 10_000  # lines kept while they cannot be written


class Reporter:
    """Appends each event as a JSON line to `path`; also prints it where `echo` is set.

    A full disk keeps lines in memory until there is room again; a deleted file is begun anew; a closed standard
    output (the window has gone) is forgotten. Nothing of that disturbs the training.
    """

    def __init__(self, path: Path | None, *, echo: bool) -> None:
        self.path, self.echo = path, echo
        self._waiting: list[str] = []

    def __call__(self, event: Event) -> None:
        line = to_json(event)
        if self.echo:
            self._print(line)
        if self.path is not None:
            self._waiting = [*self._waiting, line][-BACKLOG:]
            self._write()

    def _print(self, line: str) -> None:
        try:
            sys.stdout.write(line + "\n")
            sys.stdout.flush()
        except (OSError, ValueError):
            self.echo = False

    def _write(self) -> None:
        assert self.path is not None
        text = "".join(line + "\n" for line in self._waiting).encode("ascii")
        try:
            with self.path.open("ab") as file:
                end = file.tell()
                if _cut_short(self.path, end):
                    text = b"\n" + text
                try:
                    file.write(text)
                    file.flush()
                except OSError:
                    file.truncate(end)
                    raise
            self._waiting = []
        except OSError:
            return


def _cut_short(path: Path, size: int) -> bool:
    """Whether the last line was never finished, because the process before this one was killed."""
    if not size:
        return False
    with path.open("rb") as file:
        file.seek(size - 1)
        return file.read(1) != b"\n"
