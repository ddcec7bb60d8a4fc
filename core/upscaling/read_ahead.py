"""Reads the picture of the job that will probably come next, while the one before is computed."""

from __future__ import annotations

import logging
from collections.abc import Callable
from os import stat_result
from pathlib import Path
from threading import Event, Lock, Thread

from core.images.files import read_picture
from core.images.picture import Picture
from core.jobs import UpscaleJob

log = logging.getLogger(__name__)

LARGEST_FILE = 16_000_000  # bytes
LARGEST_PICTURE = (
    100_000_000  # bytes of pixels; a larger picture has the memory for itself when its turn comes
)


class ReadAhead:
    """Holds one picture at most. What was read is given away only if the file is still the same then, so that nothing
    but time depends on what was expected. `look` is called with it by whoever has read it. May be used by several
    threads."""

    def __init__(self, look: Callable[[Picture], None]) -> None:
        self._look = look
        self._reading: _Reading | None = None
        self._lock = Lock()

    def expect(self, path: Path | None) -> None:
        """Begins to read this file, unless it is being read or there. Whatever else was read is dropped."""
        with self._lock:
            if self._reading is None or self._reading.path != path:
                self._reading = None if path is None else _Reading(path, self._look)

    def take(self, job: UpscaleJob) -> Picture | None:
        """The picture of a job, waited for if it is being read; None if it is to be read now."""
        with self._lock:
            reading = self._reading
            if reading is None or job.picture is not None or job.allow_partial or reading.path != job.source:
                return None
            self._reading = None
        reading.ended.wait()
        try:
            unchanged = reading.stamp == _stamp(reading.path.stat())
        except OSError:
            return None
        return reading.picture if unchanged else None


class _Reading:
    """A file being read in a thread of its own, which a drive that does not answer may hold for ever."""

    def __init__(self, path: Path, look: Callable[[Picture], None]) -> None:
        self.path, self.ended, self._look = path, Event(), look
        self.stamp: tuple[int, ...] = ()
        self.picture: Picture | None = None
        Thread(target=self._run, name="read ahead", daemon=True).start()

    def _run(self) -> None:
        try:
            before = self.path.stat()
            if before.st_size <= LARGEST_FILE:
                picture = read_picture(self.path)
                if picture.pixels.nbytes <= LARGEST_PICTURE:
                    self.stamp, self.picture = _stamp(before), picture
                    self._look(picture)
        except Exception as error:
            # Whatever is wrong with the file is said when its turn comes, by the one who reads it then.
            log.debug("%s was not read ahead: %s", self.path, error)
        finally:
            self.ended.set()


def _stamp(status: stat_result) -> tuple[int, ...]:
    """What changes when a file is written or replaced."""
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns
