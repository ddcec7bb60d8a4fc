"""The program from start to end: one instance, its log, its look, its window, and the order in which they end."""

from __future__ import annotations

import argparse
import contextlib
import logging
import os
import signal
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from app.engine.preload import preload_before_qt

preload_before_qt()

from PySide6.QtCore import (  # noqa: E402
    QCoreApplication,
    QDeadlineTimer,
    QLocale,
    QMessageLogContext,
    QObject,
    QThreadPool,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QIcon  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from app.engine.external_python import engine_loader  # noqa: E402
from app.engine.thread import Engine, load_engine  # noqa: E402
from app.kit.notice_bar import Notice  # noqa: E402
from app.kit.theme import Theme  # noqa: E402
from app.kit.words import tr  # noqa: E402
from app.preferences.keeper import PreferencesKeeper  # noqa: E402
from app.shell.no_window import EXIT_CODE, explanation  # noqa: E402
from app.shell.studio import Studio  # noqa: E402
from app.shell.surroundings import Surroundings  # noqa: E402
from app.system.crash_guard import CrashGuard  # noqa: E402
from app.system.folders import Folders, find_folders, resources  # noqa: E402
from app.system.language import ENGLISH, install_language  # noqa: E402
from app.system.logs import (  # noqa: E402
    LogLines,
    UncaughtErrors,
    enable_fault_log,
    log_qt_messages,
    set_up_logging,
    tear_down_logging,
)
from app.system.opened_files import OpenedFiles  # noqa: E402
from app.system.power import SystemPower  # noqa: E402
from app.system.safe_mode import set_aside, suspects  # noqa: E402
from app.system.single_instance import COMPARE, SingleInstance  # noqa: E402
from core.jobs import NO_VULKAN_VARIABLE  # noqa: E402
from core.models.catalog import leave_out_own_models  # noqa: E402
from core.version import VERSION  # noqa: E402

log = logging.getLogger(__name__)

MOMENT_MS = 500
NO_SCREEN = "there is no screen, or a library that Qt needs for it is missing."


def main(argv: Sequence[str] | None = None, *, engine: Callable[[], Engine] = load_engine) -> int:
    """Open the window with the pictures and folders in `argv` (without the program's name)."""
    paths, compare = _parse(list(sys.argv[1:] if argv is None else argv))
    app = make_application()
    opened = OpenedFiles(app)
    folders = find_folders()
    instance = SingleInstance(folders.data)
    if not instance.first and instance.hand_over(paths, compare=compare):
        folders.give_back()
        return 0
    lines = set_up_logging(folders.logs)
    log_qt_messages()
    fault_file = enable_fault_log(folders.logs)
    log.info("ResShift Studio %s, Python %s", VERSION, sys.version.split()[0])
    program = Program(app, folders, instance, lines, engine)
    quit_on_signals(app, program.ask_nothing)
    opened.opened.connect(program.studio.opening.on_other_start)
    program.start([] if compare else paths)
    if compare:
        program.studio.comparing.open_pair(paths)
    opened.begin()
    code = app.exec()
    ended = program.stop()
    tear_down_logging()
    if fault_file is not None:
        with contextlib.suppress(OSError):
            fault_file.flush()
    folders.give_back()
    if not ended:
        # A thread hangs in native code: destroying it would abort, and all that matters has been written.
        os._exit(code)
    return code


def quit_on_signals(app: QCoreApplication, before: Callable[[], None]) -> None:
    """A logout, Ctrl+C, or a terminal that is closed is no crash. What is to be ignored (nohup) stays ignored. `before`
    is called first."""

    def leave(*_: object) -> None:
        before()
        app.quit()

    for name in ("SIGINT", "SIGTERM", "SIGHUP"):  # Windows has no SIGHUP
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, leave)


def _parse(argv: list[str]) -> tuple[list[Path], bool]:
    """What is to be opened, and whether these are two files to be compared."""
    if argv[:1] == [COMPARE]:
        pair = argparse.ArgumentParser(
            prog=f"resshift-studio {COMPARE}", description="Open the window with two pictures side by side."
        )
        pair.add_argument("picture", type=Path, help="it becomes a row of the queue, and stands on the left")
        pair.add_argument("other", type=Path, help="any picture file, such as another program's result")
        both = pair.parse_args(argv[1:])
        return [both.picture.absolute(), both.other.absolute()], True
    parser = argparse.ArgumentParser(prog="resshift-studio", description="Open the window.")
    parser.add_argument("pictures", nargs="*", type=Path, help="pictures and folders to open")
    parsed, _ = parser.parse_known_args(argv)
    return [path.absolute() for path in parsed.pictures], False


def make_application() -> QApplication:
    """Qt with the program's name and icon."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    qInstallMessageHandler(_explain_missing_screen)
    app = QApplication(sys.argv[:1])
    qInstallMessageHandler(None)
    app.setApplicationName("resshift-studio")
    app.setApplicationDisplayName("ResShift Studio")
    app.setApplicationVersion(VERSION)
    app.setDesktopFileName("resshift-studio")
    icon = resources() / "icons" / "resshift-studio.png"
    if icon.is_file():
        app.setWindowIcon(QIcon(str(icon)))
    return app


def locale_of_numbers(system: QLocale, language: str) -> QLocale:
    """How numbers are written: as the system has it; but where that has other digits than 0 to 9, which no language of
    the window goes with, as in the language that the window speaks."""
    if system.zeroDigit() == "0":
        return system
    if language == ENGLISH:  # of no country in particular: its plain locale would have inches
        return QLocale(QLocale.Language.English, QLocale.Country.World)
    return QLocale(language)


def _explain_missing_screen(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """Qt aborts the process where it finds no screen; this says what to do and ends it in order."""
    sys.stderr.write(f"{message}\n")
    if kind == QtMsgType.QtFatalMsg:
        sys.stderr.write(explanation(NO_SCREEN))
        sys.stderr.flush()
        os._exit(EXIT_CODE)


class Program:
    """One run, from the first look at the stored settings to the last line of the log."""

    def __init__(
        self,
        app: QApplication,
        folders: Folders,
        instance: SingleInstance,
        lines: LogLines,
        engine: Callable[[], Engine],
    ) -> None:
        self._instance = instance
        self.guard = CrashGuard(folders.data) if instance.first else None
        safe_mode = self.guard is not None and self.guard.safe_mode
        self._left = suspects(folders) if safe_mode else []  # before this run adds to it
        isolated = not instance.first
        self._preferences = PreferencesKeeper(
            folders.config, read_only=safe_mode or isolated, ignore=safe_mode
        )
        language = install_language(app, self._preferences.value.language)
        QLocale.setDefault(locale_of_numbers(QLocale(), language))
        theme = Theme(app)
        theme.choose(self._preferences.value.theme)
        engine = engine_loader(engine, lambda: self._preferences.value.python_environment)
        # A second program that found the first one hanging must not touch the first one's results.
        session = Path(tempfile.mkdtemp(prefix="resshift-")) if isolated else folders.session
        if safe_mode:
            leave_out_own_models()
            os.environ[NO_VULKAN_VARIABLE] = "1"  # for other processes of the engine, too
        around = Surroundings(
            folders, theme, self._preferences, lines, engine, session, SystemPower(), safe=safe_mode
        )
        self.studio = Studio(around)
        # No later start looks into a temporary folder.
        self.studio.closing.outlived_by_results = not isolated and folders.data not in folders.stands_in
        self._folders = folders
        self._errors = UncaughtErrors()
        self._errors.happened.connect(self.studio.notices.on_uncaught)
        self._errors.install()
        self._isolated = isolated
        self._safe_mode = safe_mode
        instance.filesArrived.connect(self.studio.opening.on_other_start)
        instance.pairArrived.connect(self.studio.comparing.open_pair)

    def start(self, paths: list[Path]) -> None:
        self.studio.start()
        self._tell()
        if paths:
            self.studio.opening.add(paths)

    def _tell(self) -> None:
        """Say what is out of the ordinary about this start."""
        notices = self.studio.notices
        if self._preferences.set_aside is not None:
            text = tr("The settings could not be read, so the defaults are used. The old file: {0}")
            notices.notify(
                Notice(text.format(self._preferences.set_aside), "warning", key="settings", stays=True)
            )
        if self._safe_mode:
            self._tell_of_safe_mode()
        if self._isolated:
            notices.notify(Notice(self._why_isolated(), "warning", key="isolated", stays=True))
        if (notice := temporary_folders(self._folders)) is not None:
            notices.notify(notice)

    def _why_isolated(self) -> str:
        host = self._instance.other_computer
        if not host:
            return tr("Another ResShift Studio does not answer: settings are not stored here.")
        text = tr(
            "ResShift Studio on {0} uses the same folder, or crashed there. So neither settings nor unsaved results "
            "are kept here. If it does not run there, close this window, delete {1} and start again."
        )
        return text.format(host, self._instance.lock_file)

    def _tell_of_safe_mode(self) -> None:
        notices = self.studio.notices
        text = tr(
            "The program crashed twice in a row. It now runs without what earlier starts have left: settings, "
            "presets, unsaved results, own models. None of it is lost. Settings and presets of this run are not stored."
        )
        actions = ((tr("Set it aside for good"), self._set_aside),)
        notices.notify(Notice(text, "warning", key="safe mode", actions=actions, stays=True))

    def _set_aside(self) -> None:
        notices = self.studio.notices
        moved = set_aside(self._folders, self._left)
        self.studio.waiting.forget()  # what waited then; what waits now is written anew
        text = tr("The next start is a usual one. What was set aside lies in {0}")
        places = ", ".join(sorted({str(path.parent) for path in moved}))
        notices.notify(
            Notice(text.format(places), key="safe mode", detail="\n".join(map(str, moved)), stays=True)
        )

    def ask_nothing(self) -> None:
        """Nobody may be there to answer: the window closes without a question."""
        self.studio.closing.asks = False

    def stop(self) -> bool:
        """End everything. False if a thread has not ended."""
        self._instance.stop_listening()
        ended = self.studio.stop()
        ended = threads_ended(self.studio, self.studio.window) and ended
        self._errors.remove()
        self._instance.release()
        if self.guard is not None:
            self.guard.ended_well()
        return ended


def threads_ended(*owners: QObject) -> bool:
    """Whether nothing is at work any more in threads of what these own; what only reads has a moment for it. A thread
    that needs Python when that has ended would take the process down."""
    deadline = QDeadlineTimer(MOMENT_MS)
    pools = [pool for owner in owners for pool in owner.findChildren(QThreadPool)]
    for pool in pools:
        pool.clear()
    return all(pool.waitForDone(deadline.remainingTime()) for pool in pools)


def temporary_folders(folders: Folders) -> Notice | None:
    """What is not kept where folders of the person's cannot be written to."""
    if (wanted := folders.stands_in.get(folders.data)) is not None:
        text = tr("Nothing can be kept, because {0} cannot be written to. Save your results before you quit.")
    elif (wanted := folders.stands_in.get(folders.config)) is not None:
        text = tr("Settings and presets are not kept, because {0} cannot be written to.")
    else:
        return None
    return Notice(text.format(wanted), "warning", key="temporary folders", stays=True)
