"""Looks through the chosen pictures in a thread: kind of source, findings, thumbnails, pairs to learn from."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QImage

from app.images import pictures
from app.images.qimages import qimage_from_array
from app.kit.failures import detail_of, sentence_of
from app.kit.work import Worker
from core.errors import Cancelled, EngineError
from core.jobs import CancelToken

if TYPE_CHECKING:
    from core.data.check import Report
    from core.training.settings.config import TrainConfig

log = logging.getLogger(__name__)

THUMBNAILS, SIDE = 12, 144
PAIRS = 6
TICK_MS = 100


@dataclass(frozen=True)
class Pair:
    """What the network is shown and what it should answer."""

    poor: QImage
    good: QImage


@dataclass(frozen=True)
class Checked:
    """What a check found out. `smallest` is the least side of the usable good pictures, pixels."""

    report: Report
    smallest: int | None


class DatasetCheck(QObject):
    """One check at a time; a newer one makes the older one stop and be forgotten."""

    begun = Signal(object)  # DataSource
    progressed = Signal(int, int)  # files done, files in all
    finished = Signal(object)  # Checked
    failed = Signal(str, str)  # sentence, detail
    thumbnailsMade = Signal(list)  # QImage
    pairsMade = Signal(list)  # Pair
    pairsFailed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = Worker(self)
        self._extras = Worker(self)  # thumbnails and pairs must not wait for a check
        self._cancel = CancelToken()
        self._number = 0
        self._pairs_number = 0
        self._state = (0, 0)  # files done, files in all: written by the thread, read by the timer
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self._on_tick)
        self.running = False

    def start(self, place: Path, scale: int) -> None:
        """Recognise what `place` holds and check it for a model that enlarges `scale` times."""
        self.cancel()
        self._cancel = cancel = CancelToken()
        self._number += 1
        number, self.running, self._state = self._number, True, (0, 0)

        def work() -> Checked:
            from core.data.check import check_dataset
            from core.data.source import recognise

            source = recognise(place)
            report = check_dataset(source, scale=scale, progress=self._note, cancel=cancel)
            return Checked(report, min((min(i.width, i.height) for i in report.items), default=None))

        self._worker.start(
            work, lambda found: self._on_done(number, found), lambda error: self._on_failed(number, error)
        )
        self._tick.start()

    def cancel(self) -> None:
        """End the check under way; no signal of it follows."""
        self._cancel.cancel()
        self._tick.stop()
        self._number += 1
        self.running = False

    def make_thumbnails(self, report: Report) -> None:
        """Make thumbnails of the first usable pictures; those that cannot be read are passed over."""
        number, folder = self._number, report.source.folder
        files = [folder / item.hq for item in report.items[:THUMBNAILS]]
        self._extras.start(
            lambda: _thumbnails(files),
            lambda made: self.thumbnailsMade.emit(made) if number == self._number else None,
        )

    def make_pairs(self, report: Report, config: TrainConfig) -> None:
        """Make the first pairs that a training with `config` would see. Only the newest request is answered."""
        self._pairs_number += 1
        number = self._pairs_number

        def work() -> list[Pair]:
            from core.data.user_pairs import example_pairs

            dataset = report.dataset(
                correct_shifts=config.correct_shifts, share=config.validation_share, seed=config.seed
            )
            found = example_pairs(dataset, config.sampling(), count=PAIRS)
            return [Pair(qimage_from_array(p.lq), qimage_from_array(p.hq)) for p in found]

        def failed(error: Exception) -> None:
            if number == self._pairs_number:
                self.pairsFailed.emit(str(error))

        self._extras.start(
            work,
            lambda made: self.pairsMade.emit(made) if number == self._pairs_number else None,
            failed,
        )

    def stop(self, timeout_ms: int) -> bool:
        self.cancel()
        return self._worker.stop(timeout_ms) and self._extras.stop(timeout_ms)

    # --- what the thread tells ------------------------------------------------------------------------------

    def _note(self, done: int, total: int) -> None:
        self._state = (done, total)

    @Slot()
    def _on_tick(self) -> None:
        self.progressed.emit(*self._state)

    def _on_done(self, number: int, found: Checked) -> None:
        if number == self._number:
            self._tick.stop()
            self.running = False
            self.finished.emit(found)

    def _on_failed(self, number: int, error: Exception) -> None:
        if number != self._number or isinstance(error, Cancelled):
            return
        self._tick.stop()
        self.running = False
        text = self.tr("The pictures could not be checked: {0}").format(error)
        self.failed.emit(sentence_of(error, text), detail_of(error))


def _thumbnails(files: list[Path]) -> list[QImage]:
    made = []
    for path in files:
        try:
            made.append(pictures.thumbnail(pictures.load_qimage(path), SIDE))
        except EngineError:
            log.info("%s has no thumbnail", path, exc_info=True)
    return made
