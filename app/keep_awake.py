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


class KeepAwake:
    """`hold` and `release` may be called in any order, as often as one likes."""

    def __init__(self) -> None:
        self._held = False
        self._cookie: int | None = None
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
            # A desktop without such a service is no reason to bother anybody.
            log.info("The system's sleep could not be changed", exc_info=True)

    def _hold(self) -> None:
        if sys.platform == "win32":
            ctypes.windll.kernel32.SetThreadExecutionState(WINDOWS_WORKING)
        elif sys.platform == "darwin":
            self._helper = subprocess.Popen(["caffeinate", "-i", "-w", str(os.getpid())])
        else:
            self._call_screen_saver("Inhibit", "resshift-studio", "A picture is being enlarged")

    def _release(self) -> None:
        if sys.platform == "win32":
            ctypes.windll.kernel32.SetThreadExecutionState(WINDOWS_IDLE)
        elif self._helper is not None:
            self._helper.terminate()
            self._helper.wait(2)
            self._helper = None
        elif self._cookie is not None:
            self._call_screen_saver("UnInhibit", self._cookie)
            self._cookie = None

    def _call_screen_saver(self, method: str, *arguments: object) -> None:
        """Without waiting for an answer longer than a moment: the window must not stand still."""
        from PySide6.QtDBus import QDBusConnection, QDBusMessage

        bus = QDBusConnection.sessionBus()
        if not bus.isConnected():
            return
        name = "org.freedesktop.ScreenSaver"
        message = QDBusMessage.createMethodCall(name, "/org/freedesktop/ScreenSaver", name, method)
        message.setArguments(list(arguments))
        if method == "UnInhibit":
            bus.send(message)
            return
        reply = bus.call(message, timeout=200)
        if reply.type() == QDBusMessage.MessageType.ReplyMessage and reply.arguments():
            self._cookie = int(reply.arguments()[0])
