"""Writes the events of a run into its folder and prints them, and goes on if either fails."""

from __future__ import annotations

import sys
from pathlib import Path

from core.events import Event, to_json

BACKLOG = 10_000  # lines kept while they cannot be written


class Reporter:
    """Appends each event as a line of JSON to `path`, and with `echo` prints it.

    Nothing disturbs the training: if the disk is full, lines are kept in memory until there is room; if the file is
    deleted, a new one is begun; if the standard output is closed because the window has gone, nothing more is printed.
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
    """Whether the last line of the file is incomplete, because the process that wrote it was killed."""
    if not size:
        return False
    with path.open("rb") as file:
        file.seek(size - 1)
        return file.read(1) != b"\n"
