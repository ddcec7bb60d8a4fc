"""Lets the computer sleep, or shuts it down, where the system can do that on behalf of a program."""

from __future__ import annotations

import ctypes
import logging
import shutil
import subprocess
import sys
from pathlib import Path

from core.errors import EngineError

log = logging.getLogger(__name__)

SLEEP, SHUT_DOWN = "sleep", "shut down"
ANSWER_SECONDS = 60.0  # for the system's command to say that it will not
SYSTEMD, SLEEP_STATES = Path("/run/systemd/system"), Path("/sys/power/state")
MAC_SHUT_DOWN = 'tell application "System Events" to shut down'


class PowerError(EngineError):
    """The system refused, with its reason."""


class Power:
    """What there is where nothing is to be done to the computer, as in tests."""

    def offers(self) -> tuple[str, ...]:
        """Of SLEEP and SHUT_DOWN those that this system can do."""
        return ()

    def do(self, what: str) -> None:
        """Do one of `offers`. Returns once the system has agreed. Raises PowerError. For a worker."""
        raise PowerError(what)


class SystemPower(Power):
    """This computer's. What is asked of it happens."""

    def offers(self) -> tuple[str, ...]:
        return tuple(what for what in (SLEEP, SHUT_DOWN) if self._can(what))

    def do(self, what: str) -> None:
        if sys.platform == "win32" and what == SLEEP:
            if not ctypes.windll.powrprof.SetSuspendState(False, False, False):
                raise PowerError(str(ctypes.WinError()))
            return
        run(command(what, sys.platform))

    @staticmethod
    def _can(what: str) -> bool:
        if sys.platform == "win32":
            return what == SHUT_DOWN or bool(ctypes.windll.powrprof.IsPwrSuspendAllowed())
        if shutil.which(command(what, sys.platform)[0]) is None:
            return False
        if sys.platform == "darwin":
            return True
        return SYSTEMD.is_dir() and (what == SHUT_DOWN or can_sleep(SLEEP_STATES))


def command(what: str, platform: str) -> list[str]:
    """The system's command for SLEEP or SHUT_DOWN."""
    if platform == "win32":
        return ["shutdown", "/s", "/t", "0"]
    if platform == "darwin":
        return ["pmset", "sleepnow"] if what == SLEEP else ["osascript", "-e", MAC_SHUT_DOWN]
    return ["systemctl", "suspend" if what == SLEEP else "poweroff"]


def can_sleep(states: Path) -> bool:
    """Whether Linux names a state of sleep; within a container or a virtual machine there may be none."""
    try:
        return bool({"mem", "standby", "freeze"} & set(states.read_text().split()))
    except OSError:
        return False


def run(asked: list[str]) -> None:
    """Run a command of the system. Raises PowerError with what it says."""
    log.info("Asking the system: %s", " ".join(asked))
    try:
        done = subprocess.run(
            asked, capture_output=True, text=True, errors="replace", timeout=ANSWER_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise PowerError(str(error)) from error
    if done.returncode:
        raise PowerError(done.stderr.strip() or f"{asked[0]} {done.returncode}")
