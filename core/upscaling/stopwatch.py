"""How long a job works: the time for which it is held is not that of its work."""

from __future__ import annotations

import time

from core.events import Emit, Event

# Seconds. Passing an event on takes less, and meanwhile a device goes on with what it was given; whoever takes longer
# holds the job up.
HELD = 0.1


class Stopwatch:
    """Passes a job's events on, and stands still for as long as the job is held there, as it is while paused."""

    def __init__(self, emit: Emit) -> None:
        self._emit, self._held = emit, 0.0

    def emit(self, event: Event) -> None:
        before = time.monotonic()
        self._emit(event)
        taken = time.monotonic() - before
        if taken > HELD:
            self._held += taken

    def now(self) -> float:
        """Seconds of work, from any beginning."""
        return time.monotonic() - self._held
