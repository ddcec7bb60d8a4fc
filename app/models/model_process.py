"""`models fetch` and `models import` as child processes: what loads torch or waits for a server stays out of here."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, QProcess, QTimer, Signal, Slot

from app.system.child_process import child_process
from core.events import FetchProgress, ModelFailed, ModelInstalled, from_json
from core.own_command import own_command

log = logging.getLogger(__name__)

PATIENCE_MS = 2000  # between the request to end and the end by force


class ModelProcess(QObject):
    """One run of the command line. Ends with exactly one of `installed`, `failed` or `cancelled`."""

    began = Signal()
    progressed = Signal(object)  # FetchProgress
    installed = Signal(str)  # key
    failed = Signal(str, list)  # a sentence; keys to choose from, if the person has to say which model it is
    cancelled = Signal()

    def __init__(
        self,
        arguments: Sequence[str],
        parent: QObject | None = None,
        *,
        command: Sequence[str] = (),
        variables: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(parent)
        self._stopping = False
        self.begun = False
        self.converting = False  # all has arrived, and is being checked and put into place
        self._last: ModelInstalled | ModelFailed | None = None
        self._process = child_process(
            self,
            tuple(command) or own_command(),
            ["models", *arguments, "--events", "jsonl"],
            variables=variables,
        )
        self._process.readyReadStandardOutput.connect(self._on_output)
        self._process.finished.connect(self._on_finished)
        self._process.errorOccurred.connect(self._on_error)

    def start(self) -> None:
        self.begun = True
        self.began.emit()
        self._process.start(QProcess.OpenModeFlag.ReadOnly)

    def cancel(self) -> None:
        """End the process. What has been downloaded is kept for another time."""
        if not self.begun:
            self.cancelled.emit()
            return
        self._stopping = True
        self._process.terminate()
        QTimer.singleShot(PATIENCE_MS, self._process, self._process.kill)

    def stop(self) -> None:
        """End the process with the program; no signal follows."""
        self.blockSignals(True)
        self._process.terminate()
        if not self._process.waitForFinished(PATIENCE_MS):
            self._process.kill()
            self._process.waitForFinished(PATIENCE_MS)

    @Slot()
    def _on_output(self) -> None:
        while self._process.canReadLine():
            line = bytes(self._process.readLine().data()).decode("ascii", "replace")
            event = from_json(line)
            if isinstance(event, FetchProgress):
                self.converting = event.phase == "convert"
                self.progressed.emit(event)
            elif isinstance(event, ModelInstalled | ModelFailed):
                self._last = event

    @Slot(QProcess.ProcessError)
    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            log.error("Not started: %s", self._process.errorString())
            self.failed.emit(self.tr("The program could not start the work. The log has the details."), [])

    @Slot(int, QProcess.ExitStatus)
    def _on_finished(self, code: int, status: QProcess.ExitStatus) -> None:
        self._on_output()
        last = self._last
        if self._stopping:
            self.cancelled.emit()
        elif code == 0 and status == QProcess.ExitStatus.NormalExit:
            self.installed.emit(last.key if isinstance(last, ModelInstalled) else "")
        elif isinstance(last, ModelFailed):
            self.failed.emit(last.message, list(last.choices))
        else:
            log.error("%s", bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace"))
            self.failed.emit(self.tr("The work ended unexpectedly. Try again; the log has the details."), [])
