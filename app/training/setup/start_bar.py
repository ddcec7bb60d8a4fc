"""The bar below the form for a new run: what the run will cost, a measurement of it, and Start."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.kit.basics import label, row, set_kind, styled
from app.kit.text import bytes_text, number_text, whole_text
from app.training.words import duration_text

if TYPE_CHECKING:
    from core.events import Estimated
    from core.training.settings.config import TrainConfig

# A change of these does not change what one iteration costs.
COSTLESS = (
    "iterations",
    "lr",
    "lr_end",
    "warmup",
    "ema",
    "clip",
    "weight_decay",
    "patience",
    "seed",
    "nice",
    "save_every",
)


class StartBar(QWidget):
    """Is told which settings would be trained with; knows which of them have been measured."""

    measureWanted = Signal()
    startWanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._config: TrainConfig | None = None
        self._has_pictures = False
        self._estimate: tuple[TrainConfig, Estimated] | None = None
        self._measuring = self._starting = False
        self._machine_busy = False
        self._make()
        self._refresh()

    def _make(self) -> None:
        styled(self, "panel")
        self.estimate_line = label("", wrap=True)
        self.estimate_note = label("", "hint", wrap=True)
        self.measure_button = QPushButton(self.tr("Measure"))
        self.measure_button.setToolTip(
            self.tr(
                "Trains for a few seconds to find out how long the run will take and what memory it needs."
            )
        )
        self.measure_button.clicked.connect(self.measureWanted)
        self.start_button = QPushButton(self.tr("Start training"))
        set_kind(self.start_button, "primary")
        self.start_button.setMinimumWidth(170)
        self.start_button.clicked.connect(self.startWanted)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self.estimate_line)
        texts.addWidget(self.estimate_note)
        line = row(spacing=12, margins=(20, 10, 20, 10))
        line.addLayout(texts, 1)
        line.addWidget(self.measure_button)
        line.addWidget(self.start_button)
        self.setLayout(line)

    # --- what is known --------------------------------------------------------------------------------------

    def set_config(self, config: TrainConfig | None, *, has_pictures: bool) -> None:
        """The settings as they stand; None where a run cannot start with them."""
        self._config, self._has_pictures = config, has_pictures
        self._refresh()

    def set_machine_busy(self, busy: bool) -> None:
        """Another run is at work: a new one would wait, and a measurement now would mislead."""
        if busy != self._machine_busy:
            self._machine_busy = busy
            self._refresh()

    def set_starting(self, starting: bool) -> None:
        """A run is being made."""
        self._starting = starting
        self._refresh()

    def set_measuring(self, measuring: bool) -> None:
        if measuring != self._measuring:
            self._measuring = measuring
            self._refresh()

    def wants_measurement(self) -> bool:
        """Whether the settings can be measured and have not been."""
        if self._config is None or self._measuring:
            return False
        return self._estimate is None or not same_cost(self._config, self._estimate[0])

    def show_estimate(self, config: TrainConfig, estimate: Estimated) -> None:
        """What a measurement with `config` has found."""
        self._measuring, self._estimate = False, (config, estimate)
        self._refresh()

    def show_estimate_failed(self, reason: str) -> None:
        self.drop_estimate()
        self.estimate_note.setText(self.tr("The measurement failed: {0}").format(reason))

    def drop_estimate(self) -> None:
        """Forget what was measured: the pictures are others now."""
        self._measuring, self._estimate = False, None
        self._refresh()

    # --- what it says ---------------------------------------------------------------------------------------

    def _refresh(self) -> None:
        ready = self._config is not None
        self.start_button.setEnabled(ready and not self._starting)
        self.start_button.setText(
            self.tr("Add to the queue") if self._machine_busy else self.tr("Start training")
        )
        self.measure_button.setEnabled(ready and not self._measuring and not self._machine_busy)
        self.measure_button.setVisible(self.wants_measurement())
        text, note = self._texts()
        self.estimate_line.setText(text)
        self.estimate_note.setText(note)
        self.estimate_note.setVisible(bool(note))

    def _texts(self) -> tuple[str, str]:
        """A line, and a smaller one below it that may be empty."""
        config = self._config
        if config is None:
            waits = self.tr("This cannot start yet.")
            return waits if self._has_pictures else self.tr("Choose pictures first."), ""
        if self._measuring:
            note = self.tr("This takes up to a minute. You can start without it.")
            return self.tr("Measuring how long it will take…"), note
        if self._estimate is not None:
            return self._estimate_texts(config, *self._estimate)
        note = self.tr("Measure tells you the time and the memory beforehand.")
        if self._machine_busy:
            note = self.tr("Another run is at work: this one will wait for its turn.")
        return self.tr("{0} iterations").format(whole_text(config.iterations)), note

    def _estimate_texts(
        self, config: TrainConfig, measured: TrainConfig, found: Estimated
    ) -> tuple[str, str]:
        seconds = found.seconds * config.iterations / max(1, measured.iterations)
        words = (
            self.tr("Takes {0}, up to {1} of memory and {3} of disk on: {2}")
            if found.disk_bytes
            else self.tr("Takes {0} and up to {1} of memory on: {2}")
        )
        text = words.format(
            duration_text(seconds), bytes_text(found.memory_bytes), found.device, bytes_text(found.disk_bytes)
        )
        notes = list(found.notices)
        if found.ceiling is not None:
            notes.append(
                self.tr(
                    "At best {0} dB PSNR: what the model's autoencoder can show of these pictures."
                ).format(number_text(round(found.ceiling, 1)))
            )
        if not same_cost(config, measured):
            notes.insert(0, self.tr("Measured with other settings: measure again to be sure."))
        return text, " ".join(notes)

    def set_wide(self, wide: bool) -> None:
        """Whether there is room for a longer text on the button."""
        self.measure_button.setText(self.tr("Measure time and memory") if wide else self.tr("Measure"))


def same_cost(config: TrainConfig, measured: TrainConfig) -> bool:
    """Whether a measurement with the one holds for the other."""
    return replace(measured, **{name: getattr(config, name) for name in COSTLESS}) == config
