"""What a run is told to do while it works, by the control file in its folder or by a signal: run, pause or stop."""

from __future__ import annotations

import time
from collections.abc import Callable

from core.errors import Cancelled
from core.jobs import CancelToken
from core.training.run_folder import RunFolder

EVERY = 0.2  # seconds between two looks at the control file


class Control:
    """The newest word: run, pause or stop. Asking is cheap enough for every iteration."""

    def __init__(
        self, folder: RunFolder | None, cancel: CancelToken, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._folder, self._cancel, self._clock = folder, cancel, clock
        self._word, self._read_at = "run", -EVERY
        self._had_settings = False

    def asked(self) -> str:
        """The newest word. A cancelled token means stop, and so does a run that somebody has deleted."""
        if self._cancel.cancelled:
            return "stop"
        if self._folder is not None and self._clock() - self._read_at >= EVERY:
            self._word, self._read_at = self._read(self._folder), self._clock()
        return self._word

    def _read(self, folder: RunFolder) -> str:
        """The word in the folder. Settings that are gone mean that the run was deleted: nobody could see or stop it. A
        run that is only beginning has not written them yet."""
        has_settings = folder.has_settings()
        if self._had_settings and not has_settings:
            return "stop"
        self._had_settings = has_settings
        return folder.asked()

    def raise_if_stopped(self) -> None:
        """Raises Cancelled if the run is to stop. For long work between two iterations, such as validation."""
        if self.asked() == "stop":
            raise Cancelled

    def wait(self, seconds: float) -> None:
        """Waits for so many seconds, or until the run is to stop."""
        until = self._clock() + seconds
        while self._clock() < until and self.asked() != "stop":
            time.sleep(min(EVERY, seconds))
