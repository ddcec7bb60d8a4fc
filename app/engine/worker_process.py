"""A process of the engine's worker: orders go to it, and what it says is kept by what it speaks of."""

from __future__ import annotations

import json
import logging
import queue
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, Any

from core.process.child_options import unseen
from core.process.other_python import clean_environment
from core.storage import records

log = logging.getLogger(__name__)

REPLIES = ""  # what is about no job
SIGNS_OF_LIFE = ("ready", "alive")  # replies that say no more than that

Said = queue.Queue[dict[str, Any] | None]
"""What the worker said, in order; None: it says no more."""


class WorkerProcess:
    """All may be called from any thread."""

    def __init__(self, command: Sequence[str], folder: Path, clock: Callable[[], float]) -> None:
        """Starts the process, in that folder. Raises OSError."""
        self._clock = clock
        self.heard = clock()
        self.ended = False
        self._said: dict[str, Said] = {REPLIES: queue.Queue()}
        self._errors: deque[str] = deque(maxlen=60)
        self._lock = threading.Lock()
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(
            command,
            stdin=pipe,
            stdout=pipe,
            stderr=pipe,
            encoding="utf-8",
            errors="replace",  # what libraries write may be anything
            env=clean_environment(),
            cwd=folder,
            **unseen(),
        )
        for lines, keep in ((self._process.stdout, self._keep), (self._process.stderr, self._errors.append)):
            assert lines is not None
            threading.Thread(target=self._pump, args=(lines, keep), daemon=True).start()

    @property
    def errors(self) -> str:
        """The last of what it wrote beside its answers."""
        return "".join(self._errors)

    def about(self, key: str) -> Said:
        """What it says of a job from now on, by the job's id, until `forget`; or its REPLIES."""
        with self._lock:
            said = self._said.setdefault(key, queue.Queue())
            if self.ended:
                said.put(None)
            return said

    def forget(self, key: str) -> None:
        with self._lock:
            self._said.pop(key, None)

    def say(self, order: dict[str, Any]) -> None:
        """Raises OSError or ValueError where it has ended."""
        line = json.dumps(order) + "\n"
        assert self._process.stdin is not None
        with self._lock:
            self._process.stdin.write(line)
            self._process.stdin.flush()

    def kill(self) -> None:
        self._process.kill()

    def close(self) -> None:
        """Ends it; its last words go to the log."""
        self._process.kill()
        if sys.is_finalizing():
            return  # no thread listens any more, and what it holds must not be waited for
        self._process.wait()
        stdin = self._process.stdin
        assert stdin is not None
        with self._lock:
            if stdin.closed:
                return
            try:
                stdin.close()
            except OSError:
                log.debug("The worker's pipe was broken")
        if self._errors:
            log.warning("The worker said: %s", self.errors)

    def _pump(self, lines: IO[str], keep: Callable[[str], object]) -> None:
        try:
            with lines:
                for line in lines:
                    keep(line)
        finally:
            if keep == self._keep:
                with self._lock:
                    self.ended = True
                    for said in self._said.values():
                        said.put(None)

    def _keep(self, line: str) -> None:
        self.heard = self._clock()
        if not line.strip():
            return
        try:
            body = records.decode(dict[str, Any], line)
        except records.RecordError:
            log.warning("The worker said something that is no answer: %s", line[:200].rstrip())
            return
        if body.get("reply") in SIGNS_OF_LIFE:
            return
        with self._lock:
            said = self._said.get(str(body.get("job_id", REPLIES)))
        if said is None:
            log.warning("The worker said something of no job: %s", line[:200].rstrip())
        else:
            said.put(body)
