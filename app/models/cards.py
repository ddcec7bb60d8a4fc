"""The cards of the models page: a model that is installed, damaged, to be had, or being taken in."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout

from app.kit.basics import Elided, column, label, row
from app.kit.literal import literal
from app.kit.text import bytes_text, number_text
from app.kit.words import tr, translated
from app.models.deletion import Deletion
from app.models.digest_line import DigestLine
from app.models.fetch_box import FetchBox
from app.models.model_list import MissingModel, ModelChoice
from app.models.sample_box import SampleBox
from app.models.work_box import WorkBox, card_button
from core.events import FetchProgress
from core.models.catalog import DamagedModel
from core.storage.paths import display_name

LONGEST_TITLE = 40  # characters


class Card(QFrame):
    """The common ground of all cards."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.body = column(self, spacing=4, margins=(16, 12, 16, 12))


class ModelCard(Card):
    """An installed model. Where its autoencoder is missing it says so and offers to fetch that alone."""

    useWanted = Signal(str)  # key
    deleteWanted = Signal(object)  # ModelChoice; the person has been asked
    folderWanted = Signal(object)  # Path
    unfolded = Signal(object)  # a part of the card that wants to be seen

    def __init__(self, model: ModelChoice) -> None:
        super().__init__()
        self.model = model
        self.fetch = FetchBox(model.offer) if model.offer is not None else None
        self.deletion = None if model.kind == "built-in" else self._make_deletion()
        header = row(_title(model.title), label(self._kind(), "muted"), 1)
        buttons = self._buttons()
        self.first_button = buttons[0]
        for button in buttons:
            header.addWidget(button)
        self.body.addLayout(header)
        self.body.addWidget(label(self._facts(), "muted", wrap=True))
        _add_hint(self.body, model.suits or model.task)
        self.sample = SampleBox(
            model.title,
            computable=model.task == "upscale" and not model.lacks,
            otherwise=_why_no_sample(model.task),
        )
        self.body.addWidget(self.sample)
        self.digest_line = DigestLine(model)
        self.body.addWidget(self.digest_line)
        if model.lacks:
            self._add_lack()
        if self.deletion is not None:
            self.body.addWidget(self.deletion)

    def _buttons(self) -> list[QPushButton]:
        model, buttons = self.model, list[QPushButton]()
        if self.deletion is not None:
            buttons.append(self.deletion.button)
        if model.path is not None:
            folder = model.path.parent
            text = self.tr("Open folder")
            buttons.append(card_button(text, model.title, lambda: self.folderWanted.emit(folder)))
        if model.task != "autoencoder" and not model.lacks:
            buttons.append(card_button(self.tr("Use"), model.title, lambda: self.useWanted.emit(model.key)))
        return buttons

    def set_model(self, model: ModelChoice) -> None:
        """Show the model as it is now: more of it may have arrived, or its digest is known by now."""
        self.model = model
        if model.sha256 and model.sha256 != self.digest_line.digest:
            if self.digest_line.digest:  # other weights in the same file
                self.sample.show_none()
            self.digest_line.set_digest(model.sha256)
        if self.fetch is not None and model.offer is not None:
            self.fetch.set_offer(model.offer)

    @property
    def busy(self) -> bool:
        return self.fetch is not None and self.fetch.busy

    def _kind(self) -> str:
        words = {
            "built-in": self.tr("built in"),
            "official": self.tr("by the authors of ResShift"),
            "imported": self.tr("imported"),
        }
        return words.get(self.model.kind, self.tr("your own"))

    def _facts(self) -> str:
        model, facts = self.model, list[str]()
        if model.task != "autoencoder":
            low, high = model.steps_range
            steps = str(low) if low == high else self.tr("{0} to {1}").format(low, high)
            course = self.tr("trained for {0} steps, kappa {1}").format(steps, self._kappa())
            if not model.has_kappa:
                course = self.tr("{0} steps by default").format(model.default_steps)
            facts = [_scale_text(model.scale), self.tr("restores at once") if model.at_once else course]
        if model.size:
            facts.append(bytes_text(model.size))
        if model.licence:
            facts.append(self.tr("licence: {0}").format(translated(model.licence)))
        return " · ".join(facts)

    def _kappa(self) -> str:
        low, high = (number_text(value) for value in self.model.kappa_range)
        return low if low == high else self.tr("{0} to {1}").format(low, high)

    # --- the part that it lacks -----------------------------------------------------------------------------

    def _add_lack(self) -> None:
        text = self.tr("It cannot run: it needs the {0}, which is not here.").format(self.model.lacks)
        line = row(label(text, "warning", wrap=True))
        line.setStretch(0, 1)
        if self.fetch is None:
            self.body.addLayout(line)
            return
        size = label(self.tr("about {0}").format(bytes_text(self.fetch.offer.size)), "muted")
        line.addWidget(size)
        line.addWidget(self.fetch.button)
        self.body.addLayout(line)
        self.body.addWidget(self.fetch)

    # --- deleting -------------------------------------------------------------------------------------------

    def _make_deletion(self) -> Deletion:
        model = self.model
        text = self.tr("Delete this file ({0}) from this computer?").format(bytes_text(model.size))
        if model.needed_by:
            text += " " + self.tr("These models cannot run without it: {0}.").format(
                ", ".join(model.needed_by)
            )
        deletion = Deletion(model.title, text)
        deletion.confirmed.connect(lambda: self.deleteWanted.emit(model))
        deletion.unfolded.connect(self.unfolded)
        return deletion


class MissingCard(Card):
    """A model that can be downloaded. The licence of the authors is read and accepted here, before their first one."""

    def __init__(self, model: MissingModel) -> None:
        super().__init__()
        self.model = model
        self.fetch = FetchBox(model.offer)
        self.download_button = self.fetch.button
        header = row(_title(model.title), label(self.tr("not installed"), "muted"), 1, self.download_button)
        self.body.addLayout(header)
        self.facts = label(self._facts(), "muted", wrap=True)
        self.body.addWidget(self.facts)
        _add_hint(self.body, model.suits or model.task)
        self.sample = SampleBox(model.title, computable=False)
        self.body.addWidget(self.sample)
        self.body.addWidget(Elided(self.tr("from {0}").format(model.source), "hint"))
        self.body.addWidget(self.fetch)

    def set_model(self, model: MissingModel) -> None:
        """Show what is to be fetched now: a part may have arrived, or the autoencoder may have come or gone."""
        self.model = model
        self.facts.setText(self._facts())
        self.fetch.set_offer(model.offer)

    def _facts(self) -> str:
        model = self.model
        size = bytes_text(model.offer.size)
        whole = len(model.offer.urls) > 1
        course = self.tr("trained for {0} steps, kappa {1}").format(model.steps, number_text(model.kappa))
        return " · ".join(
            [
                _scale_text(model.scale),
                self.tr("restores at once") if model.at_once else course,
                self.tr("about {0} with its autoencoder").format(size)
                if whole
                else self.tr("about {0}").format(size),
                self.tr("licence: {0}").format(translated(model.licence)),
            ]
        )


class DamagedCard(Card):
    """A file among the models that cannot be used: why, and where it is damaged a way to be rid of it."""

    deleteWanted = Signal(object)  # Path; the person has been asked

    def __init__(self, model: DamagedModel) -> None:
        super().__init__()
        self.model = model
        self.deletion = Deletion(model.key, self.tr("Delete this file from this computer?"))
        self.deletion.confirmed.connect(lambda: self.deleteWanted.emit(model.path))
        self.deletion.button.setHidden(model.unread)  # it may be sound
        state = self.tr("cannot be read") if model.unread else self.tr("damaged")
        title = _title(display_name(model.path))
        self.body.addLayout(row(title, label(state, "danger"), 1, self.deletion.button))
        self.body.addWidget(label(model.reason, "muted", wrap=True))
        self.body.addWidget(self.deletion)


class ImportCard(Card):
    """A model file that is being taken in; asks which model it is where its tensors fit several."""

    cancelWanted = Signal(str)  # name
    choiceMade = Signal(str)  # key of the catalog
    dismissed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.box = WorkBox(name, name)
        self.box.cancelWanted.connect(self.cancelWanted)
        self.close_button = card_button(self.tr("Close"), name, self.dismissed.emit)
        self.body.addLayout(row(_title(name), 1, self.close_button))
        self.body.addWidget(self.box)
        self.choices: list[QPushButton] = []
        self.show_waiting()

    def show_progress(self, event: FetchProgress | None) -> None:
        self.close_button.hide()
        self.box.show_progress(event)

    def show_waiting(self) -> None:
        """Others are being taken in first."""
        self.close_button.hide()
        self.box.show_waiting(self.tr("Waiting…"))

    def show_failure(self, sentence: str) -> None:
        self.box.show_end(sentence)
        self.close_button.show()

    def ask(self, entries: list[tuple[str, str]]) -> None:
        """Ask which model the file is; `choices` are (key, title) of those that it could be."""
        self.show_failure("")
        self.body.addWidget(label(self.tr("This file fits several models. Which one is it?")))
        for key, title in entries:
            button = card_button(title, self.name, partial(self.choiceMade.emit, key))
            self.choices.append(button)
            self.body.addLayout(row(button, 1))


def _scale_text(scale: int) -> str:
    return tr("{0}×").format(scale) if scale > 1 else tr("keeps the size")


def _add_hint(body: QVBoxLayout, use: str) -> None:
    """A sentence about what a model is for, where its `use`, a task or a kind of picture, does not go without
    saying."""
    hints = {
        "inpaint": tr("Fills in what you mark in a picture."),
        "face": tr("Restores the faces in a picture."),
        "autoencoder": tr("A part of other models."),
        "any": tr("For pictures of every kind."),
        "clean": tr("For clean pictures."),
        "poor": tr("For blurred, noisy or compressed pictures."),
    }
    if use in hints:
        body.addWidget(label(hints[use], "hint", wrap=True))


def _why_no_sample(task: str) -> str:
    """A sentence for models that have another kind of input than those which enlarge; "" for these."""
    sentences = {
        "inpaint": tr("No example: it needs a picture in which something is marked."),
        "face": tr("No example: it needs a picture with faces."),
    }
    return sentences.get(task, "")


def _title(text: str) -> QLabel:
    """A bold title. The middle of a very long one is left out, or it would widen the window."""
    half = LONGEST_TITLE // 2
    result = label(text if len(text) <= LONGEST_TITLE else f"{text[:half]}…{text[-half:]}")
    result.setToolTip(literal(text))
    font = result.font()
    font.setBold(True)
    result.setFont(font)
    return result
