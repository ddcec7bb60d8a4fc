"""Counts what has become of the queue's pictures since it was last idle, and how long each took."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable

from app.queue.items import Item, State
from app.queue.news import QueueSummary


class Tally:
    """Each picture counts once: one that is done once more, or tried again, as it ended the last time."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self.began_at = 0.0  # of the clock, in seconds
        self._has_any = False
        self._ended: dict[Item, State] = {}  # how each ended the last time
        self._too_large: set[Item] = set()  # of those that ended as READY
        self._unreadable: set[Item] = set()  # rows that were asked for since then, and cannot be read
        self._seconds: list[float] = []  # what each picture took

    @property
    def has_any(self) -> bool:
        """Whether a picture has ended since the queue was last idle."""
        return self._has_any

    def begin(self) -> None:
        """The first picture begins."""
        self.began_at = self._clock()

    def ask_unreadable(self, items: Iterable[Item]) -> None:
        """These were asked for, and cannot be read; it is told of them at the end."""
        self._unreadable.update(items)

    def end(self, item: Item, state: State) -> None:
        self._has_any = True
        self._too_large.discard(item)
        if not item.following:
            self._ended[item] = state

    def end_too_large(self, item: Item) -> None:
        """One that has ended as READY was left as it is, for its size."""
        if not item.following:
            self._too_large.add(item)

    def took(self, seconds: float) -> None:
        """How long a picture took that is done."""
        self._seconds.append(seconds)

    def seconds_left(self, of_this: float | None, waiting: int) -> float | None:
        """Seconds for the picture at work, of which so many are left, and for all that wait, by those done; None before
        there is one."""
        if not self._seconds or of_this is None:
            return None
        return of_this + waiting * sum(self._seconds) / len(self._seconds)

    def sum_up(self, rows: Iterable[Item]) -> QueueSummary:
        """What has happened, of which nothing is counted any more; `rows` are all of the queue."""
        ended, too_large, asked = self._ended, len(self._too_large), self._unreadable
        self._has_any, self._ended, self._too_large, self._unreadable = False, {}, set(), set()
        self._seconds.clear()
        counts = Counter(ended.values())
        return QueueSummary(
            counts[State.DONE],
            counts[State.FAILED],
            counts[State.CANCELLED],
            self._clock() - self.began_at,
            counts[State.READY] - too_large,
            too_large,
            tuple(i for i in rows if i in asked and i.state is State.UNREADABLE) if asked else (),
            tuple(ended),
        )
