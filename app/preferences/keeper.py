"""Writes the preferences soon after they change, off the main thread."""

from __future__ import annotations

import copy
import logging
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.kit.work import Worker
from app.preferences.preferences import Preferences, SettingsFile
from core.errors import SaveError

log = logging.getLogger(__name__)

DELAY_MS = 800


class PreferencesKeeper(QObject):
    """`value` is changed in place by the main thread; `touch` says that it has been."""

    failed = Signal(str)  # once, a sentence: the settings cannot be written

    def __init__(
        self,
        folder: Path,
        *,
        read_only: bool = False,
        ignore: bool = False,
        parent: QObject | None = None,
    ) -> None:
        """`ignore`: after repeated crashes the stored settings are under suspicion, neither used nor lost."""
        super().__init__(parent)
        self._file = SettingsFile(folder)
        self._read_only = read_only
        self.value = Preferences() if ignore else self._file.load()
        self._worker = Worker(self)
        self._complained = False
        self._timer = QTimer(self, singleShot=True, interval=DELAY_MS)
        self._timer.timeout.connect(self._write)

    @property
    def set_aside(self) -> Path | None:
        """Where a damaged file was moved to; None if there was none."""
        return self._file.set_aside

    @Slot()
    def touch(self) -> None:
        if not self._read_only:
            self._timer.start()

    @Slot()
    def _write(self) -> None:
        value = copy.deepcopy(self.value)
        self._worker.start(lambda: self._file.save(value), failed=self._on_failed)

    def _on_failed(self, error: Exception) -> None:
        if not self._complained:
            self._complained = True
            reason = error.__cause__ or error  # the system's, as this file is not to go to another folder
            self.failed.emit(
                self.tr("The settings cannot be written ({0}): is the disk full?").format(reason)
            )

    def finish(self) -> None:
        """Write what has changed now, at the end of the program."""
        self._timer.stop()
        self._worker.finish()
        if self._read_only:
            return
        try:
            self._file.save(self.value)
        except SaveError:
            log.exception("The settings could not be written")
