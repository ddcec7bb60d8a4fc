"""Fetching one of the authors' models, on its card: the licence, progress, and what has arrived after a cancel."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.kit.basics import Link, column, label, row
from app.kit.text import bytes_text
from app.kit.words import translated
from app.models.model_list import Offer
from app.models.work_box import WorkBox, card_button
from core.events import FetchProgress


class FetchBox(WorkBox):
    """`button` begins the download; the card puts it where it belongs."""

    downloadWanted = Signal(str)  # key
    licenceAccepted = Signal(str)  # key
    discardWanted = Signal(str)  # key

    def __init__(self, offer: Offer) -> None:
        super().__init__(offer.key, offer.title)
        self.offer = offer
        self.button = card_button(
            self.tr("Download"), offer.title, lambda: self.downloadWanted.emit(offer.key)
        )
        self.body.insertWidget(0, self._licence_step())
        self.body.addWidget(self._kept_line())
        self.set_offer(offer)

    def set_offer(self, offer: Offer) -> None:
        """Say what would be fetched now; None if nothing is missing."""
        self.offer = offer
        if not self.busy:
            self.kept_text.setText(self._kept_words())
            self.kept.setVisible(offer.arrived.done > 0)
            self.discard_button.setVisible(offer.arrived.parts)
            self._name_button()

    # --- the licence ----------------------------------------------------------------------------------------

    def _licence_step(self) -> QFrame:
        self.licence = QFrame()
        layout = column(self.licence, spacing=8, margins=(0, 8, 0, 0))
        offer = self.offer
        self.accept_button = card_button(
            self.tr("Accept and download"), offer.title, lambda: self.licenceAccepted.emit(self.key)
        )
        self.accept_button.setProperty("kind", "primary")
        decline = card_button(self.tr("Not now"), offer.title, self._on_declined)
        layout.addWidget(label(translated(offer.notice), wrap=True))
        layout.addWidget(Link(offer.licence_url))
        layout.addLayout(row(self.accept_button, decline, 1))
        self.licence.hide()
        return self.licence

    def show_licence(self) -> None:
        """Ask for the licence on the card; the rest of the page stays as it is."""
        self.trouble.hide()
        self.licence.show()
        self.button.setEnabled(False)
        self.accept_button.setFocus()

    def hide_licence(self) -> None:
        self.licence.hide()
        self.button.setEnabled(True)

    def _on_declined(self) -> None:
        self.hide_licence()
        self.button.setFocus()

    # --- what has arrived -----------------------------------------------------------------------------------

    def _kept_line(self) -> QWidget:
        self.kept = QWidget()
        self.kept_text = label("", "muted", wrap=True)
        self.discard_button = card_button(
            self.tr("Discard"), self.offer.title, lambda: self.discardWanted.emit(self.key)
        )
        self.discard_button.setToolTip(self.tr("Delete what has arrived; a download then begins anew"))
        line = row(self.kept_text, self.discard_button)
        line.setStretch(0, 1)
        self.kept.setLayout(line)
        return self.kept

    def _kept_words(self) -> str:
        arrived = self.offer.arrived
        done = bytes_text(arrived.done)
        if arrived.total == arrived.done:
            text = self.tr("{0} are here and have only to be checked and converted.").format(done)
            return text if arrived.done else ""
        if arrived.total and arrived.total > arrived.done:
            done = self.tr("{0} of {1}").format(done, bytes_text(arrived.total))
        return self.tr("{0} have arrived and are kept; the download goes on from there.").format(done)

    def _name_button(self) -> None:
        if not self.trouble.isHidden():
            text = self.tr("Try again")
        elif self.offer.arrived.done:
            text = self.tr("Continue")
        else:
            text = self.tr("Download")
        self.button.setText(text)
        self.button.setAccessibleName(f"{text}: {self.offer.title}")

    # --- the download ---------------------------------------------------------------------------------------

    def show_progress(self, event: FetchProgress | None) -> None:
        self.licence.hide()
        self.kept.hide()
        self.button.setEnabled(False)
        super().show_progress(event)

    def show_end(self, sentence: str) -> None:
        inside = self.cancel_button.hasFocus()
        super().show_end(sentence)
        self.button.setEnabled(True)
        self._name_button()
        if inside:
            self.button.setFocus()
