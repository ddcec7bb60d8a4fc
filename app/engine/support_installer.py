"""Installs support for the graphics card in a process of its own, which goes on when its dialog is closed."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from PySide6.QtCore import QObject, QProcess, QTimer, Signal, Slot

from app.system.child_process import child_process
from core.events import FetchProgress, SupportEnded, from_json
from core.own_command import own_command

log = logging.getLogger(__name__)

PATIENCE_MS = 5000  # between the request to end and the end by force


class SupportInstaller(QObject):
    """One installation or removal at a time; `changed` follows whenever what it says has changed."""

    changed = Signal()
    ended = Signal(object)  # SupportEnded; its problem is empty if all went well

    def __init__(self, parent: QObject | None = None, *, command: Sequence[str] = ()) -> None:
        super().__init__(parent)
        self._command = tuple(command) or own_command()
        self._process: QProcess | None = None
        self.progress: FetchProgress | None = None
        self.last: SupportEnded | None = None

    @property
    def busy(self) -> bool:
        return self._process is not None

    def install(self, kind: str) -> None:
        self._start(["install", "--kind", kind, "--events", "jsonl", "--until-eof"])

    def remove(self) -> None:
        self._start(["remove"])

    def cancel(self) -> None:
        """End it. What has been fetched is kept for another time."""
        if self._process is not None:
            self._ask_to_end(self._process)
            QTimer.singleShot(PATIENCE_MS, self._process, self._process.kill)

    def stop(self) -> None:
        """End it with the program; no signal follows."""
        self.blockSignals(True)
        if self._process is not None:
            self._ask_to_end(self._process)
            if not self._process.waitForFinished(PATIENCE_MS):
                self._process.kill()
                self._process.waitForFinished(PATIENCE_MS)

    @staticmethod
    def _ask_to_end(process: QProcess) -> None:
        process.closeWriteChannel()  # heard on Windows as well
        process.terminate()

    def _start(self, arguments: list[str]) -> None:
        if self._process is not None:
            return
        self.progress, self.last = None, None
        process = self._process = child_process(self, self._command, ["support", *arguments])
        process.readyReadStandardOutput.connect(self._on_output)
        process.finished.connect(self._on_finished)
        process.errorOccurred.connect(self._on_error)
        process.start()
        self.changed.emit()

    @Slot()
    def _on_output(self) -> None:
        process = self._process
        while process is not None and process.canReadLine():
            event = from_json(bytes(process.readLine().data()).decode("ascii", "replace"))
            if isinstance(event, FetchProgress):
                self.progress = event
                self.changed.emit()
            elif isinstance(event, SupportEnded):
                self.last = event

    @Slot(QProcess.ProcessError)
    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart and self._process is not None:
            log.error("Not started: %s", self._process.errorString())
            self._end(SupportEnded(self.tr("The program could not start the work. The log has the details.")))

    @Slot(int, QProcess.ExitStatus)
    def _on_finished(self, code: int, status: QProcess.ExitStatus) -> None:
        self._on_output()
        sound = code == 0 and status == QProcess.ExitStatus.NormalExit
        errors = bytes(self._process.readAllStandardError().data()) if self._process is not None else b""
        text = errors.decode("utf-8", "replace").strip()
        failed = SupportEnded(text or self.tr("It ended before it was done. What has arrived is kept."))
        self._end(self.last or (SupportEnded() if sound else failed))

    def _end(self, last: SupportEnded) -> None:
        if self._process is not None:
            self._process.deleteLater()
        self._process, self.progress, self.last = None, None, last
        if last.problem:
            log.warning("Support for the graphics card: %s %s", last.problem, last.detail)
        self.changed.emit()
        self.ended.emit(last)
