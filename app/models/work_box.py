"""Shows work under way on a card: progress, a button to cancel it, and a sentence if it failed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QPushButton, QWidget

from app.kit.basics import column, label, row
from app.kit.text import bytes_text
from core.events import FetchProgress


class WorkBox(QWidget):
    """Takes no room while there is nothing to say."""

    cancelWanted = Signal(str)  # key

    def __init__(self, key: str, title: str) -> None:
        super().__init__()
        self.key = key
        self.busy = False
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress: {0}").format(title))
        self.status = label("", "muted", wrap=True)
        self.cancel_button = card_button(self.tr("Cancel"), title, lambda: self.cancelWanted.emit(key))
        self.work = QWidget()
        inside = column(self.work, spacing=4)
        inside.addWidget(self.bar)
        line = row(self.status, self.cancel_button)
        line.setStretch(0, 1)
        inside.addLayout(line)
        self.trouble = label("", "danger", wrap=True)
        self.body = column(self, spacing=4)
        self.body.addWidget(self.work)
        self.body.addWidget(self.trouble)
        self.work.hide()
        self.trouble.hide()

    def show_progress(self, event: FetchProgress | None) -> None:
        """Show how far it is; None: it has just been asked for."""
        self.busy = True
        self.trouble.hide()
        self.work.show()
        self.bar.setRange(0, 1000 if event is not None and event.total else 0)
        if event is None:
            self.status.setText(self.tr("Starting…"))
        elif event.phase == "wait":
            self.status.setText(self.tr("Another program is fetching it: waiting…"))
        elif event.phase == "convert":
            self.status.setText(self.tr("Checking and converting {0}…").format(event.file))
        else:
            if event.total:
                self.bar.setValue(int(1000 * event.done / event.total))
            self.status.setText(self._download_text(event))

    def show_waiting(self, text: str) -> None:
        """Show that something else has to end first; `text` says what."""
        self.show_progress(None)
        self.bar.setRange(0, 1000)  # nothing moves
        self.bar.setValue(0)
        self.status.setText(text)

    def _download_text(self, event: FetchProgress) -> str:
        done = bytes_text(event.done)
        amount = self.tr("{0} of {1}").format(done, bytes_text(event.total)) if event.total else done
        rate = self.tr("{0} per second").format(bytes_text(event.bytes_per_second))
        return f"{event.file}: {amount} · {rate}"

    def show_end(self, sentence: str) -> None:
        """Show that it is over; `sentence` says what went wrong, if anything."""
        self.busy = False
        self.work.hide()
        self.say(sentence)

    def say(self, sentence: str) -> None:
        """Show a sentence about something that did not work."""
        self.trouble.setText(sentence)
        self.trouble.setVisible(bool(sentence))


def card_button(text: str, title: str, run: Callable[[], object]) -> QPushButton:
    """A button whose accessible name says which card it belongs to."""
    button = QPushButton(text)
    button.setAccessibleName(f"{text}: {title}")
    button.clicked.connect(lambda: run())
    return button
