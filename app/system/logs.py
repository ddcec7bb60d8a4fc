"""The log file, the log panel's lines, and what happens to exceptions that nobody caught."""

from __future__ import annotations

import contextlib
import faulthandler
import logging
import logging.handlers
import os
import sys
import threading
import traceback
from collections import deque
from io import TextIOWrapper
from pathlib import Path
from types import TracebackType
from typing import TextIO

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler

from core.printable import PrintableFormatter

log = logging.getLogger(__name__)

FILE_NAME = "studio.log"
FAULT_NAME = "fault.log"
LARGEST = 2 * 2**20
FILES = 3
LINES = 2000
FORMAT = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"


class LogLines(QObject):
    """Keeps the newest lines for the log panel. Lines come from any thread; `added` arrives in the main thread."""

    added = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.lines: deque[str] = deque(maxlen=LINES)


class _LinesHandler(logging.Handler):
    def __init__(self, lines: LogLines) -> None:
        super().__init__()
        self._lines = lines

    def emit(self, record: logging.LogRecord) -> None:
        text = self.format(record)
        self._lines.lines.append(text)
        try:
            self._lines.added.emit(text)
        except RuntimeError:  # Qt has taken it away at the end of the program
            logging.getLogger().removeHandler(self)


class _QuietFile(logging.handlers.RotatingFileHandler):
    """A log file that says nothing when the disk is full, instead of a traceback for each line, and is begun anew where
    somebody has deleted it."""

    complained = False

    def emit(self, record: logging.LogRecord) -> None:
        # Path.exists would raise where the folder may not be read.
        if self.stream is not None and not os.path.exists(self.baseFilename):  # noqa: PTH110
            with contextlib.suppress(OSError):
                self.stream.close()
            self.stream = None  # as close() leaves it: the next line opens the file
        super().emit(record)

    def _open(self) -> TextIOWrapper:
        Path(self.baseFilename).parent.mkdir(parents=True, exist_ok=True)
        return super()._open()

    def handleError(self, record: logging.LogRecord) -> None:
        if not self.complained:
            type(self).complained = True
            sys.stderr and sys.stderr.write("The log cannot be written.\n")


def set_up_logging(folder: Path, *, level: int = logging.INFO) -> LogLines:
    """Log to a rotating file and to the panel. Without a writable file, to the panel alone."""
    root = logging.getLogger()
    root.setLevel(level)
    lines = LogLines()
    handlers: list[logging.Handler] = [_LinesHandler(lines)]
    try:
        handlers.append(
            _QuietFile(
                folder / FILE_NAME,
                maxBytes=LARGEST,
                backupCount=FILES,
                encoding="utf-8",
                errors="backslashreplace",
            )
        )
    except OSError as error:
        lines.lines.append(f"The log file cannot be written: {error}")
    for handler in handlers:
        handler.setFormatter(PrintableFormatter(FORMAT))
        root.addHandler(handler)
    logging.captureWarnings(True)
    return lines


def tear_down_logging() -> None:
    """Close what `set_up_logging` opened. Never an error: the program is to end in order."""
    root = logging.getLogger()
    for handler in [h for h in root.handlers if isinstance(h, _LinesHandler | _QuietFile)]:
        root.removeHandler(handler)
        with contextlib.suppress(OSError):  # its last lines, on a full disk
            handler.close()
    logging.captureWarnings(False)


def enable_fault_log(folder: Path) -> TextIO | None:
    """Turn on Python's own report of a crash in native code. Its file must stay open."""
    try:
        file = (folder / FAULT_NAME).open("a", encoding="utf-8")
        faulthandler.enable(file)
        return file
    except (OSError, ValueError):
        log.warning("Crashes cannot be recorded", exc_info=True)
        return None


class UncaughtErrors(QObject):
    """Turns exceptions that nobody caught, in any thread, into a signal in the main thread; the program goes on."""

    happened = Signal(str, str)  # sentence, traceback

    def install(self) -> None:
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception

    def remove(self) -> None:
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        log.critical("Not caught", exc_info=(kind, error, trace))
        detail = "".join(traceback.format_exception(kind, error, trace))
        text = self.tr("Something went wrong in the program ({0}). Your pictures are safe; please go on.")
        try:
            self.happened.emit(text.format(kind.__name__), detail)
        except RuntimeError:
            return

    def _on_thread_exception(self, args: threading.ExceptHookArgs) -> None:
        error = args.exc_value or RuntimeError("unknown")
        self._on_exception(args.exc_type, error, args.exc_traceback)


_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def log_qt_messages() -> None:
    """Send Qt's own messages to the same log."""
    qt_log = logging.getLogger("qt")

    def handle(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        qt_log.log(_LEVELS.get(kind, logging.WARNING), "%s", message)

    qInstallMessageHandler(handle)
