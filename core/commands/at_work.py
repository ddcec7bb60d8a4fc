"""What a process is at work on, so that no other one on this computer does the same at the same time."""

from __future__ import annotations

import contextlib
import hashlib
import os
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from filelock import FileLock, Timeout

from core.jobs import CancelToken
from core.storage.folders import user_cache

ENDING = ".lock"
POLL = 0.2  # seconds between two looks at a lock that is waited for
MOST_SWEPT = 300  # locks that are looked at before a batch begins


@dataclass
class AtWork:
    """Locks in the person's cache. The system gives back those of a process that is killed."""

    _held: dict[str, FileLock] = field(default_factory=dict)  # by the ids of jobs, or whatever they are for

    def take(self, holder: str, what: str, *, until: CancelToken | None = None) -> bool:
        """Whether nobody else is at work on that; from then on others are told that somebody is. With `until` whoever
        is at work on it is waited for, until it is cancelled. Where nothing can be locked it is taken for granted."""
        name = hashlib.sha256(what.encode("utf-8", "surrogatepass")).hexdigest()
        lock = _lock_at(_folder() / f"{name[:32]}{ENDING}")
        try:
            _folder().mkdir(parents=True, exist_ok=True)
            if until is None:
                lock.acquire()
            else:
                lock.acquire(timeout=-1, poll_interval=POLL, cancel_check=lambda: until.cancelled)
        except Timeout:
            return False
        except Exception:  # whatever this system or file system lacks
            return True
        self._held[holder] = lock
        return True

    def release(self, holder: str) -> None:
        lock = self._held.pop(holder, None)
        if lock is not None:
            _remove(lock)

    def release_all(self) -> None:
        for holder in list(self._held):
            self.release(holder)


def sweep_locks() -> None:
    """Removes locks that killed processes have left, which nobody holds: at most MOST_SWEPT at a time."""
    try:
        with os.scandir(_folder()) as entries:
            paths = [Path(one.path) for one in islice(entries, MOST_SWEPT) if one.name.endswith(ENDING)]
    except OSError:
        return
    for path in paths:
        lock = _lock_at(path)
        with contextlib.suppress(Exception):  # it is held, or nothing can be locked here
            lock.acquire()
            _remove(lock)


def _folder() -> Path:
    return user_cache() / "at-work"


def _lock_at(path: Path) -> FileLock:
    # Who releases it may be another thread than who has taken it. A file that stands for a lock where the system has
    # none would outlive a process that is killed.
    return FileLock(path, timeout=0, thread_local=False, fallback_to_soft=False)


def _remove(lock: FileLock) -> None:
    with contextlib.suppress(OSError):
        Path(lock.lock_file).unlink()  # while it is held; Windows does so by itself
    lock.release()
