"""How much memory is held by results that wait to be written."""

from __future__ import annotations

from collections.abc import Callable
from threading import Condition
from typing import TypeVar

from core.images.picture import Picture

T = TypeVar("T")

MOST = 1_000_000_000  # bytes that may wait while the next picture is begun
PATIENCE = 30.0  # seconds: a drive that does not answer makes the queue slow, but does not stop it


class Backlog:
    """A graphics card makes results faster than they are encoded: without a bound, those of a long queue would fill the
    memory. For any thread."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._held = 0
        self._count = 0
        self._changed = Condition()

    @property
    def held(self) -> int:
        """Bytes of the results that wait or are being written."""
        return self._held

    def counted(self, picture: Picture | None, work: Callable[[], T]) -> Callable[[], T]:
        """`work`, until whose end the picture counts. None: it is in no memory."""
        if picture is None:
            return work
        size = picture.pixels.nbytes
        self._change(size, 1)

        def counted_work() -> T:
            try:
                return work()
            finally:
                self._change(-size, -1)

        return counted_work

    def wait_for_room(self, patience: float = PATIENCE) -> None:
        """Returns when no more waits than may, or after so many seconds. One may always, whatever its size."""
        with self._changed:
            self._changed.wait_for(lambda: self._count <= 1 or self._held <= self._most, patience)

    def _change(self, size: int, count: int) -> None:
        with self._changed:
            self._held += size
            self._count += count
            self._changed.notify_all()
