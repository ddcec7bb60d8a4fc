"""Asks the system not to sleep while a job runs, and only then."""

from __future__ import annotations

import ctypes
import logging
import os
import subprocess
import sys

log = logging.getLogger(__name__)

WINDOWS_WORKING = 0x80000000 | 0x00000001  # ES_CONTINUOUS | ES_SYSTEM_REQUIRED
WINDOWS_IDLE = 0x80000000
CONNECTION = "resshift-studio-awake"


class KeepAwake:
    """`hold` and `release` may be called in any order, as often as one likes."""

    def __init__(self) -> None:
        self._held = False
        self._helper: subprocess.Popen[bytes] | None = None

    def hold(self) -> None:
        if not self._held:
            self._held = True
            self._try(self._hold)

    def release(self) -> None:
        if self._held:
            self._held = False
            self._try(self._release)

    @staticmethod
    def _try(change: object) -> None:
        try:
            change()  # type: ignore[operator]
        except Exception:
            # That a desktop has no such service is not worth a warning.
            log.info("The system's sleep could not be changed", exc_info=True)

    def _hold(self) -> None:
        if sys.platform == "win32":
            ctypes.windll.kernel32.SetThreadExecutionState(WINDOWS_WORKING)
        elif sys.platform == "darwin":
            self._helper = subprocess.Popen(["caffeinate", "-i", "-w", str(os.getpid())])
        else:
            self._ask_desktop()

    def _release(self) -> None:
        if sys.platform == "win32":
            ctypes.windll.kernel32.SetThreadExecutionState(WINDOWS_IDLE)
        elif self._helper is not None:
            self._helper.terminate()
            self._helper.wait(2)
            self._helper = None
        else:
            from PySide6.QtDBus import QDBusConnection

            QDBusConnection.disconnectFromBus(CONNECTION)

    @staticmethod
    def _ask_desktop() -> None:
        """Ask over a connection of its own: the desktop stays awake for as long as whoever asked is on the bus.

        So nothing has to be waited for, and the cookie in the answer is not needed: UnInhibit wants it as an
        unsigned number, which Python cannot send.
        """
        from PySide6.QtDBus import QDBusConnection, QDBusMessage

        bus = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, CONNECTION)
        if not bus.isConnected():
            return
        name = "org.freedesktop.ScreenSaver"
        message = QDBusMessage.createMethodCall(name, "/org/freedesktop/ScreenSaver", name, "Inhibit")
        message.setArguments(["resshift-studio", "A picture is being enlarged"])
        bus.send(message)
