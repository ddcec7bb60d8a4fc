"""The faithful picture of the model's own, for a low kappa: the engine computes it once a result is mixed with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

from app.kit.text import number_text
from app.queue.items import Item, Result
from core.errors import ModelError
from core.finishing.finish import FAITHFUL_KAPPA
from core.finishing.strokes import marks_in
from core.images.picture import Picture
from core.models.catalog import find_model


class FaithfulKappa(QObject):
    """Any number of results at a time; each picture comes to the result that it is of."""

    # result id, Item, SampleSettings, Marks or None, Framing: to be computed aside
    wanted = Signal(str, object, object, object, object)
    changed = Signal()  # for another result it is on its way, or not any more
    arrived = Signal(object, object)  # Item, Result: its `faithful` is there
    ended = Signal(object, object, str)  # Item, Result, the sentence of a failure or "" if it was stopped
    told = Signal(str)  # a sentence

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.paused: Callable[[], bool] = lambda: False  # whether what is to be computed must wait
        self._waiting: dict[str, tuple[Item, Result]] = {}

    def is_waiting(self, result: Result) -> bool:
        """Whether it is on its way for this result."""
        return result.result_id in self._waiting

    def ask(self, item: Item, result: Result) -> None:
        """Have it computed, if it is not on its way already; `arrived` or `ended` follows."""
        if self.is_waiting(result):
            return
        self._waiting[result.result_id] = (item, result)
        self.changed.emit()
        if self.paused():
            self.told.emit(self.tr("The queue is paused: the faithful picture waits until it goes on."))
        self._tell_of_training(result.settings.model)
        settings = replace(result.settings, kappa=FAITHFUL_KAPPA, finish=None)
        marks, framing = marks_in(result.written), item.framing_of(result)
        self.wanted.emit(result.result_id, item, settings, marks, framing)

    def _tell_of_training(self, model: str) -> None:
        """The authors' models were trained with one kappa, which is far from the faithful one."""
        try:
            low, high = find_model(model).kappa_range
        except ModelError:  # it will be said
            return
        if not low <= FAITHFUL_KAPPA <= high:
            text = self.tr(
                "This model was trained with kappa {0}: the faithful picture for kappa {1} is an experiment."
            )
            known = number_text(low)
            if low != high:
                known = self.tr("{0} to {1}").format(known, number_text(high))
            self.told.emit(text.format(known, number_text(FAITHFUL_KAPPA)))

    @Slot(str, object)
    def on_computed(self, result_id: str, picture: Picture) -> None:
        item, result = self._waiting.pop(result_id, (None, None))
        if item is not None and result is not None:
            result.faithful = picture
            self.arrived.emit(item, result)

    @Slot(str, str)
    def on_ended(self, result_id: str, message: str) -> None:
        """It could not be computed, or was stopped."""
        item, result = self._waiting.pop(result_id, (None, None))
        if item is not None and result is not None:
            self.changed.emit()
            self.ended.emit(item, result, message)
