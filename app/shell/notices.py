"""Shows sentences above the picture and writes them into the log."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, Slot

from app.kit.notice_bar import Notice, NoticeBar

log = logging.getLogger(__name__)

_LEVELS = {"error": logging.ERROR, "warning": logging.WARNING}


class Notices(QObject):
    """Every feature is given its `notify` to say something with."""

    def __init__(self, bar: NoticeBar, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bar = bar

    @Slot(object)
    def notify(self, notice: Notice) -> None:
        log.log(_LEVELS.get(notice.level, logging.INFO), notice.text)
        self._bar.show_notice(notice)

    @Slot(str)
    def warn(self, text: str) -> None:
        self.notify(Notice(text, "warning", key=text))

    @Slot(str, str)
    def on_uncaught(self, text: str, detail: str) -> None:
        """Show that an exception was not caught; the log has it already."""
        self._bar.show_notice(Notice(text, "error", key="uncaught", detail=detail))

    def show_quietly(self, notice: Notice) -> None:
        """Show a notice without a line in the log, because it repeats what was said before."""
        self._bar.show_notice(notice)

    def close(self, key: str) -> None:
        self._bar.close_notice(key)
