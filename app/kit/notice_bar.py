"""Sentences in place: what happened and what can be done, without a dialog in the way."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QWidget

from app.kit.basics import column, icon_button, row, styled
from core.printable import printable

MOST = 3  # older ones make room
INFO_SECONDS = 12
LONG_WORD = 16


Action = tuple[str, Callable[[], None]]
"""What a button says, and what it does."""


@dataclass(frozen=True)
class Notice:
    """One message. `key`: a newer notice with the same key takes its place, as one with the same text does."""

    text: str
    level: str = "info"  # info, warning, error
    key: str = ""
    detail: str = ""
    actions: tuple[Action, ...] = ()
    stays: bool = field(default=False)  # until it is closed
    dismissed: Callable[[], None] | None = None  # called when it goes without one of its actions

    @property
    def is_plain(self) -> bool:
        """Whether it is a sentence and nothing else."""
        return not (self.detail or self.actions or self.stays or self.dismissed)


Notify = Callable[[Notice], None]
"""How a feature says a sentence without knowing where it is shown."""


def breakable(text: str) -> str:
    """`text` whose long words, such as names of files, may go on in the next line after a mark in them."""
    marks = re.compile(r"(?<=[_\-./\\])(?=\S)")
    return re.sub(rf"\S{{{LONG_WORD},}}", lambda word: marks.sub("\u200b", word.group()), text)


class NoticeBar(QWidget):
    """Shows the newest notices, the last one at the top. Infos without an action leave by themselves once they have
    been in sight for a while: the bar may lie on a page that is not shown.

    Those that stay wait for an answer: newer ones do not push them out.
    """

    detailsWanted = Signal(str, str)  # sentence, detail

    def __init__(self) -> None:
        super().__init__()
        styled(self, "noticeBar")
        self._layout = column(self, spacing=4, margins=(8, 8, 8, 8))
        self._frames: list[_Frame] = []
        self.hide()

    def show_notice(self, notice: Notice) -> None:
        """Put a notice on top. A plain one is left out where its sentence stands already with something that can be
        done."""
        for frame in [f for f in self._frames if notice.key and f.notice.key == notice.key]:
            self.close_frame(frame)
        same = [f for f in self._frames if f.notice.text == notice.text]
        if notice.is_plain and not all(f.notice.is_plain for f in same):
            return
        for frame in [f for f in same if not (f.notice.stays or f.notice.dismissed)]:
            self.close_frame(frame)
        frame = _Frame(notice, self)
        self._frames.insert(0, frame)
        self._layout.insertWidget(0, frame)
        for old in [f for f in self._frames if not f.notice.stays][MOST:]:
            self.close_frame(old)
        self.show()

    def close_notice(self, key: str) -> None:
        for frame in [f for f in self._frames if f.notice.key == key]:
            self.close_frame(frame)

    def change_text(self, key: str, text: str) -> None:
        """Another text in the notice with this key: its buttons stay where they are, even while one is pressed."""
        for frame in [f for f in self._frames if f.notice.key == key]:
            frame.set_text(text)

    def close_frame(self, frame: _Frame, *, answered: bool = False) -> None:
        if frame in self._frames:
            self._frames.remove(frame)
            self._layout.removeWidget(frame)
            frame.hide()
            frame.deleteLater()
            self.setVisible(bool(self._frames))
            if frame.notice.dismissed is not None and not answered:
                frame.notice.dismissed()

    @property
    def notices(self) -> list[Notice]:
        """Newest first."""
        return [frame.notice for frame in self._frames]


class _Frame(QFrame):
    def __init__(self, notice: Notice, bar: NoticeBar) -> None:
        super().__init__()
        self.notice, self._bar = notice, bar
        self.setObjectName("notice")
        self.setProperty("level", notice.level)
        self._row = layout = row(margins=(12, 6, 6, 6))
        self.setLayout(layout)
        self._text = text = QLabel()
        text.setTextFormat(Qt.TextFormat.PlainText)  # a file's name is no markup
        self.set_text(notice.text)
        text.setWordWrap(True)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        layout.addWidget(text, 1)
        for title, action in notice.actions:
            self._add_button(title, self._closing(action))
        if notice.detail:
            self._add_button(self.tr("Details"), self._show_details)
        close = icon_button("close", self.tr("Dismiss"))
        close.clicked.connect(self._close)
        layout.addWidget(close)
        self._leaving = QTimer(self, singleShot=True, interval=INFO_SECONDS * 1000)
        self._leaving.timeout.connect(self._close)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.notice.level == "info" and not self.notice.actions and not self.notice.stays:
            self._leaving.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._leaving.stop()

    def set_text(self, text: str) -> None:
        shown = printable(text)
        self.setAccessibleName(shown)
        self._text.setText(breakable(shown))

    def _add_button(self, title: str, action: Callable[[], None]) -> None:
        button = QPushButton(title)
        button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)  # never cut off
        # What had the focus keeps it when a click closes the notice.
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: action())
        self._row.addWidget(button)

    def _closing(self, action: Callable[[], None]) -> Callable[[], None]:
        def run() -> None:
            self._bar.close_frame(self, answered=True)
            action()

        return run

    def _show_details(self) -> None:
        self._bar.detailsWanted.emit(self.notice.text, self.notice.detail)

    def _close(self) -> None:
        self._bar.close_frame(self)
