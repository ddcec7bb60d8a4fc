"""Waits for a disk that may never answer, such as a network drive that has gone, without being bound to it.

A read from such a drive cannot be interrupted: it is left to a thread of its own, which ends when the drive answers
or with the program, and whoever waits for it may go away earlier.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")

ASKED_EVERY = 0.05  # seconds


def unless_cancelled(work: Callable[[], T], raise_if_cancelled: Callable[[], None]) -> T:
    """The result of `work`, or whatever it raises. `raise_if_cancelled` is asked twenty times a second; when it
    raises before the result is there, `work` is left alone."""
    attempt = _Attempt(work)
    while not attempt.ended.wait(ASKED_EVERY):
        raise_if_cancelled()
    return attempt.result()


def within(seconds: float, work: Callable[[], T], otherwise: T) -> T:
    """The result of `work`, or `otherwise` if it is not there after so many seconds."""
    attempt = _Attempt(work)
    return attempt.result() if attempt.ended.wait(seconds) else otherwise


class _Attempt(Generic[T]):
    def __init__(self, work: Callable[[], T]) -> None:
        self.ended = threading.Event()
        self._work = work
        self._results: list[T] = []
        self._error: BaseException | None = None
        threading.Thread(target=self._run, name="patience", daemon=True).start()

    def _run(self) -> None:
        try:
            self._results.append(self._work())
        except BaseException as error:
            self._error = error
        self.ended.set()

    def result(self) -> T:
        if self._error is not None:
            raise self._error
        return self._results.pop()
