"""What the form for a new run asks for: check the pictures, make the pairs, measure, start."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.kit.failures import detail_of, sentence_of
from app.kit.text import count_text
from app.kit.work import Worker
from app.training.asking import Asking
from app.training.launcher import Launcher
from app.training.runs.store import RunStore
from app.training.setup.dataset_check import Checked, DatasetCheck
from core.events import Estimated, Event

if TYPE_CHECKING:
    from app.training.setup.form import TrainSetup
    from core.data.dataset import Dataset
    from core.training.settings.config import TrainConfig

log = logging.getLogger(__name__)

SETTLE_MS = 1500  # after the last change, before a measurement begins by itself


class Preparation(QObject):
    started = Signal(Path)  # a run has been made and wants to be at work
    failed = Signal(str, str)  # sentence, detail

    def __init__(
        self,
        form: TrainSetup,
        store: RunStore,
        launcher: Launcher,
        machine_is_free: Callable[[], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._form, self._store, self._free = form, store, machine_is_free
        self.check = DatasetCheck(self)
        self.measuring = Asking(launcher, self)
        self._worker = Worker(self)
        self._place: Path | None = None
        self._measured: TrainConfig | None = None  # with which the measurement under way was begun
        self._starting = False
        self._made: Path | None = None  # the run that is started last
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._measure_if_free)
        self._connect()

    def _connect(self) -> None:
        form, check = self._form, self.check
        form.placeChosen.connect(self.choose)
        form.cancelWanted.connect(self._on_cancel)
        form.checkWanted.connect(self._check_again)
        form.pairsWanted.connect(self._make_pairs)
        form.measureWanted.connect(self.measure)
        form.settingsChanged.connect(self._on_settings)
        form.startWanted.connect(self.start)
        check.progressed.connect(form.dataset.show_progress)
        check.finished.connect(self._on_checked)
        check.failed.connect(lambda text, detail: form.show_check_failed(text))
        check.thumbnailsMade.connect(form.dataset.show_thumbnails)
        check.pairsMade.connect(form.dataset.show_pairs)
        check.pairsFailed.connect(form.dataset.show_pairs_failed)
        self.measuring.told.connect(self._on_told)
        self.measuring.ended.connect(self._on_measured)

    # --- pictures -------------------------------------------------------------------------------------------

    @Slot(Path)
    def choose(self, place: Path) -> None:
        """A folder or a table has been chosen or dropped."""
        self._place = place
        self._drop_measurement()
        self._form.show_checking(place)
        self.check.start(place, self._form.model.scale)

    @Slot()
    def _check_again(self) -> None:
        if self._place is not None:
            self.choose(self._place)

    @Slot()
    def _on_cancel(self) -> None:
        self.check.cancel()
        self._form.show_no_pictures()

    @Slot(object)
    def _on_checked(self, checked: Checked) -> None:
        # The model may have been deleted meanwhile, so that another is chosen now.
        if checked.report.scale != self._form.model.scale:
            self._check_again()
            return
        self._form.show_checked(checked)
        self.check.make_thumbnails(checked.report)

    @Slot()
    def _make_pairs(self) -> None:
        config = self._form.config()
        if config is not None and self._form.checked is not None:
            self.check.make_pairs(self._form.checked.report, config)

    # --- measuring ------------------------------------------------------------------------------------------

    @Slot()
    def _on_settings(self) -> None:
        self._settle.start()

    @Slot()
    def _measure_if_free(self) -> None:
        if (
            self._free()
            and not self._starting
            and self._form.bar.wants_measurement()
            and self._form.isVisible()
        ):
            self.measure()

    @Slot()
    def measure(self) -> None:
        """Train for a few seconds in a folder of its own to see what a run will cost."""
        config, checked = self._form.config(), self._form.checked
        if config is None or checked is None:
            return
        self._drop_measurement()
        self._measured = config
        self._form.bar.set_measuring(True)

        def make() -> Path:
            return self._store.make_draft(config, _dataset(checked, config))

        def ask(run: Path) -> None:
            if self._measured is config:
                self.measuring.ask(run, "--estimate")

        self._worker.start(make, ask, self._on_measuring_failed)

    @Slot(object)
    def _on_told(self, event: Event) -> None:
        if isinstance(event, Estimated) and self._measured is not None:
            config, self._measured = self._measured, None
            self._form.bar.show_estimate(config, event)

    @Slot(str)
    def _on_measured(self, reason: str) -> None:
        if self._measured is not None:
            self._measured = None
            self._form.bar.show_estimate_failed(reason or self.tr("there was no answer."))
        self._worker.start(self._store.remove_draft)

    def _on_measuring_failed(self, error: Exception) -> None:
        self._measured = None
        self._form.bar.show_estimate_failed(str(error))

    def _drop_measurement(self) -> None:
        self._settle.stop()
        self._measured = None
        self.measuring.drop()
        self._form.bar.set_measuring(False)

    # --- starting -------------------------------------------------------------------------------------------

    @Slot()
    def start(self) -> None:
        """Make the run's folder; `started` follows."""
        config, checked = self._form.config(), self._form.checked
        if config is None or checked is None or self._starting:
            return
        self._drop_measurement()
        self._set_starting(True)
        title, report = self._form.run_title, checked.report
        one, many = (
            (self.tr("1 pair"), self.tr("{0} pairs"))
            if report.source.paired
            else (self.tr("1 picture"), self.tr("{0} pictures"))
        )
        about = count_text(report.usable, one, many)

        def make() -> Path:
            return self._store.make(title, config, _dataset(checked, config), about)

        self._worker.start(make, self._on_made, self._on_not_made)

    def _on_made(self, run: Path) -> None:
        # Start stays barred until the run is shown: a second click would make a second one.
        self._made = run
        self.started.emit(run)

    def free(self, shown: Path | None) -> None:
        """Another run can be started as soon as what was started is shown."""
        if shown is not None and shown == self._made:
            self._set_starting(False)

    def _set_starting(self, starting: bool) -> None:
        self._starting = starting
        self._form.bar.set_starting(starting)

    def _on_not_made(self, error: Exception) -> None:
        self._set_starting(False)
        text = self.tr("The training cannot be started: {0}").format(error)
        self.failed.emit(sentence_of(error, text), detail_of(error))

    def stop(self, timeout_ms: int) -> bool:
        self._settle.stop()
        self.measuring.stop()
        ended = self.check.stop(timeout_ms) and self._worker.stop(timeout_ms)
        self._store.remove_draft()
        return ended


def _dataset(checked: Checked, config: TrainConfig) -> Dataset:
    return checked.report.dataset(
        correct_shifts=config.correct_shifts, share=config.validation_share, seed=config.seed
    )
