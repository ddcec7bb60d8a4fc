"""Asks a short-lived training process something: how long a run will take, or to make a model of it."""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, Signal, Slot

from app.training.launcher import Launcher
from core.events import Event, LogLine, RunState, from_json

log = logging.getLogger(__name__)


class Asking(QObject):
    """One child process at a time; its events come back as they are written."""

    told = Signal(object)  # Event
    ended = Signal(str)  # why there is no answer; "" after a good end

    def __init__(self, launcher: Launcher, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.launcher = launcher
        self._process: QProcess | None = None
        self._rest = b""
        self._reason = ""

    @property
    def busy(self) -> bool:
        return self._process is not None

    def ask(self, run: Path, *arguments: str) -> None:
        """`train RUN ARGUMENTS --events jsonl`; an older question is dropped."""
        self.drop()
        self._rest, self._reason = b"", ""
        process = self.launcher.ask(self, run, *arguments, "--events", "jsonl")
        process.readyReadStandardOutput.connect(self._on_output)
        process.finished.connect(self._on_finished)
        process.errorOccurred.connect(self._on_error)
        self._process = process
        process.start()

    def drop(self) -> None:
        """End the child; nothing more is heard of it."""
        process, self._process = self._process, None
        if process is not None:
            for signal in (process.readyReadStandardOutput, process.finished, process.errorOccurred):
                signal.disconnect()
            process.finished.connect(process.deleteLater)
            process.kill()

    def stop(self) -> None:
        """End the child with the window: it must be gone before its QProcess is deleted."""
        process = self._process
        self.drop()
        if process is not None:
            process.waitForFinished(2000)

    @Slot()
    def _on_output(self) -> None:
        if self._process is None:
            return
        *lines, self._rest = (self._rest + bytes(self._process.readAllStandardOutput().data())).split(b"\n")
        for line in lines:
            event = from_json(line.decode("ascii", "replace"))
            if event is not None:
                self._take(event)

    def _take(self, event: Event) -> None:
        match event:
            case RunState(state="failed") | LogLine(level="error"):
                self._reason = event.message
        self.told.emit(event)

    @Slot(int, QProcess.ExitStatus)
    def _on_finished(self, code: int, status: QProcess.ExitStatus) -> None:
        if self._process is None:
            return
        self._on_output()
        errors = bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace").strip()
        log.log(
            logging.INFO if code == 0 else logging.ERROR, "Training process ended with %d. %s", code, errors
        )
        good = code == 0 and status == QProcess.ExitStatus.NormalExit
        self._close(
            "" if good else self._reason or _last_line(errors) or self.tr("The process ended too early.")
        )

    @Slot(QProcess.ProcessError)
    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart and self._process is not None:
            self._close(self.tr("The training process could not be started."))

    def _close(self, reason: str) -> None:
        if self._process is not None:
            self._process.deleteLater()
            self._process = None
        self.ended.emit(reason)


def _last_line(text: str) -> str:
    return text.splitlines()[-1].strip() if text else ""
