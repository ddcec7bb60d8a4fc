"""What a run is told from outside while it works: by the control file of its folder, or by a signal."""

from __future__ import annotations

import time
from collections.abc import Callable

from core.errors import Cancelled
from core.jobs import CancelToken
from core.training.run_folder import RunFolder

EVERY = 0.2  # seconds between two looks at the file


class Control:
    """run, pause or stop. Cheap enough to be asked at every step."""

    def __init__(
        self, folder: RunFolder | None, cancel: CancelToken, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._folder, self._cancel, self._clock = folder, cancel, clock
        self._word, self._read_at = "run", -EVERY

    def asked(self) -> str:
        """The newest word; the token means stop."""
        if self._cancel.cancelled:
            return "stop"
        if self._folder is not None and self._clock() - self._read_at >= EVERY:
            self._word, self._read_at = self._folder.asked(), self._clock()
        return self._word

    def raise_if_stopped(self) -> None:
        """Raises Cancelled once the run is to stop. For long work between two iterations, such as validation."""
        if self.asked() == "stop":
            raise Cancelled

    def wait(self, seconds: float) -> None:
        """Sleeps in short naps, so that a word is heard soon."""
        until = self._clock() + seconds
        while self._clock() < until and self.asked() != "stop":
            time.sleep(min(EVERY, seconds))
