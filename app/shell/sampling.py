"""The examples on the page Models: read where there are some, else computed by the model itself when a person asks."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Signal, Slot
from PySide6.QtGui import QImage, QPainter

from app.engine.thread import EngineThread
from app.explore.results import CellResult
from app.explore.runner import Order, SheetRunner
from app.kit.work import Worker
from app.models.cards import MissingCard, ModelCard
from app.models.model_list import MissingModel, ModelChoice
from app.models.page import ModelsPage
from app.models.sample_store import PARTS, RESULT, SCALE, find, keep, part_file
from app.queue.runner import QueueRunner
from core.jobs import SampleSettings, UpscaleJob

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class SampleKey:
    """One example: the model's file, and which of the parts."""

    model: Path
    part: str


@dataclass
class _Wanted:
    """A model whose examples a person has asked for. `digest` is that of its weights then, "" if not known."""

    key: str
    digest: str
    done: dict[str, QImage] = field(default_factory=dict)


class Sampling(QObject):
    """`device` says where the person wants to compute, and in which number format. The queue goes first: what is being
    computed when it begins is stopped, and begun again after it."""

    changed = Signal()  # whether it computes

    def __init__(
        self,
        page: ModelsPage,
        engine: EngineThread,
        runner: QueueRunner,
        device: Callable[[], tuple[str, str]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._page, self._queue, self._device = page, runner, device
        self._wanted: dict[Path, _Wanted] = {}
        self._worker = Worker(self)
        self.cells = SheetRunner(engine, self._is_free, self)
        self.cells.done.connect(self._on_done)
        self.cells.failed.connect(self._on_failed)
        self.cells.changed.connect(self._show_work)
        page.sampleWanted.connect(self._on_wanted)
        page.sampleUnwanted.connect(lambda model: self._drop(model.path))
        page.opened.connect(self.look)
        page.digestKnown.connect(self.look)
        runner.stateChanged.connect(self._on_queue)

    @property
    def busy(self) -> bool:
        """Whether there is anything to compute, even if it has to wait."""
        return bool(self._wanted)

    def stop(self, timeout_ms: int) -> bool:
        """At the end of the program. False if a reader or writer has not ended."""
        return self._worker.stop(timeout_ms)

    def _is_free(self) -> bool:
        return not self._queue.busy and not self._queue.paused

    # --- what there is --------------------------------------------------------------------------------------

    @Slot()
    def look(self) -> None:
        """The page has come into view, or there are other models: fill in the examples that there are."""
        there = {card.model.path: card.digest_line.digest for card in self._page.model_cards}
        for path, wanted in list(self._wanted.items()):
            if path not in there or (wanted.digest and wanted.digest != there[path]):
                self._drop(path)  # it has gone, or has other weights now
        self._show_work()  # a card may have been made anew
        if not self._page.isVisible():
            return
        cards: list[ModelCard | MissingCard] = [*self._page.model_cards, *self._page.missing_cards.values()]
        for card in cards:
            if card.sample.strip is None and not card.sample.busy:
                digest = card.digest_line.digest if isinstance(card, ModelCard) else ""
                digests = digest, card.model.package
                if any(digests):
                    self._worker.start(partial(find, *digests), partial(self._on_found, card.model, digests))

    def _on_found(
        self, model: ModelChoice | MissingModel, digests: tuple[str, str], found: list[QImage]
    ) -> None:
        card: ModelCard | MissingCard | None
        if isinstance(model, ModelChoice):
            card = self._page.card_of(model.path)
            same = card is not None and card.digest_line.digest in ("", digests[0])
        else:
            card = self._page.missing_cards.get(model.key)
            same = True
        if found and card is not None and same and card.sample.strip is None and not card.sample.busy:
            card.sample.show_pictures(found, self._page.divider)

    # --- computing ------------------------------------------------------------------------------------------

    @Slot(object)
    def _on_wanted(self, model: ModelChoice) -> None:
        card = self._page.card_of(model.path)
        if card is not None and model.path is not None:
            self._wanted[model.path] = _Wanted(self._name(model), card.digest_line.digest)
            self._compute()

    def _name(self, model: ModelChoice) -> str:
        """What the engine knows the model by: its key, or the file where there are several of that key."""
        alike = [card for card in self._page.model_cards if card.model.key == model.key]
        return model.key if len(alike) == 1 else str(model.path)

    def _compute(self) -> None:
        device, dtype = self._device()
        plain = SampleSettings(scale=SCALE, device=device, dtype=dtype)
        self.cells.compute(
            [
                Order(
                    SampleKey(path, part),
                    UpscaleJob(part_file(part), replace(plain, model=wanted.key)),
                )
                for path, wanted in self._wanted.items()
                for part in PARTS
                if part not in wanted.done
            ]
        )
        self._show_work()

    def _drop(self, path: Path | None) -> None:
        """Compute it no more. What has been computed of it is not kept."""
        if path is not None and self._wanted.pop(path, None) is not None:
            card = self._page.card_of(path)
            if card is not None:
                card.sample.show_none()
            self._compute()

    @Slot()
    def _on_queue(self) -> None:
        """The queue has begun or ended something."""
        if self._queue.busy and self.cells.computing is not None:
            self.cells.cancel()
        elif self._wanted and not self.cells.busy:
            self._compute()
        self.cells.look()
        self._show_work()

    @Slot()
    def _show_work(self) -> None:
        held_up = not self._is_free()
        for path, wanted in self._wanted.items():
            card = self._page.card_of(path)
            if card is not None and len(wanted.done) < len(PARTS):
                card.sample.show_work(len(wanted.done), held_up=held_up)
        self.changed.emit()

    @Slot(object, object)
    def _on_done(self, key: SampleKey, result: CellResult) -> None:
        wanted = self._wanted.get(key.model)
        if wanted is None:
            return
        wanted.done[key.part] = result.image
        if len(wanted.done) == len(PARTS):
            del self._wanted[key.model]
            self._finish(key.model, wanted)

    def _finish(self, path: Path, wanted: _Wanted) -> None:
        results = [wanted.done[part] for part in PARTS]
        card = self._page.card_of(path)
        if card is not None:
            card.sample.show_pictures(results, self._page.divider)
        if wanted.digest:
            self._worker.start(partial(keep, path, wanted.digest, _joined(results)))

    @Slot(object, str)
    def _on_failed(self, key: SampleKey, sentence: str) -> None:
        if key.model not in self._wanted:
            return
        self._drop(key.model)
        card = self._page.card_of(key.model)
        if card is not None:
            card.sample.show_none(sentence)


def _joined(results: list[QImage]) -> QImage:
    """The results side by side, as the store has them."""
    joined = QImage(QSize(RESULT.width() * len(results), RESULT.height()), QImage.Format.Format_RGB32)
    with QPainter(joined) as painter:
        for place, image in enumerate(results):
            painter.drawImage(place * RESULT.width(), 0, image)
    return joined
