"""What becomes of a result once it is there: it is shown, told of, and saved by itself or kept until somebody does."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot

from app.queue.items import Item, Result
from app.queue.model import QueueModel
from app.queue.reports import QueueReports
from app.queue.runner import QueueRunner
from app.results.beforehand import Beforehand
from app.results.places import frames_target, output_for
from app.results.saving import Saver
from app.shell.main_window import MainWindow
from app.shell.notices import Notices
from app.viewing.comparison import Comparison
from app.viewing.finishing.finishing import Finishing
from core.jobs import SampleSettings, SaveSettings
from core.presets import OutputPreferences


class Keeping(QObject):
    """Brings runner and saver together: the preferences for the output say when and where, row by row."""

    def __init__(
        self,
        window: MainWindow,
        model: QueueModel,
        runner: QueueRunner,
        saver: Saver,
        comparison: Comparison,
        *,
        finishing: Finishing,
        reports: QueueReports,
        notices: Notices,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._controls, self._model, self._saver, self._comparison = window.controls, model, saver, comparison
        self._finishing, self._reports, self._notices = finishing, reports, notices
        self._beforehand = Beforehand(saver.backlog)
        runner.check_of = self._check_of
        runner.into_of = self._into_of
        finishing.begun.connect(self._on_finish_begun)
        finishing.notBegun.connect(self._on_finish_not_begun)

    @Slot(object, object, object)
    def on_result(self, item: Item, result: Result, image: object) -> None:
        begun = self._finishing.begin(item, result)
        if begun:  # first, whatever comes of showing it
            self._save_by_itself(item, result)
        else:
            self._saver.keep_safe(item, result)
        self._comparison.on_result(item, result, image)  # type: ignore[arg-type]
        self._reports.on_result(item, result)

    @Slot(object, object)
    def _on_finish_begun(self, item: Item, result: Result) -> None:
        """A result has the faithful picture that it waited for; it may have been discarded meanwhile."""
        if self._is_there(item, result):
            self._save_by_itself(item, result)

    @Slot(object, object)
    def _on_finish_not_begun(self, item: Item, result: Result) -> None:
        by_itself = self._output_for(item).when_done != "keep"
        if by_itself and self._is_there(item, result):
            text = self.tr("{0}: the faithful picture was not computed, so the result is not saved yet.")
            self._notices.warn(text.format(item.name))

    def _is_there(self, item: Item, result: Result) -> bool:
        return self._model.row(item) is not None and result in item.results

    def _save_by_itself(self, item: Item, result: Result) -> None:
        output = self._output_for(item)
        if output.when_done == "keep":
            self._saver.keep_safe(item, result)
        else:
            self._saver.save(item, result, output)

    def _output_for(self, item: Item) -> OutputPreferences:
        return output_for(item, self._controls.output.output())

    def _into_of(self, item: Item) -> SaveSettings | None:
        """Books are saved as a whole, however results are kept."""
        return frames_target(item, self._output_for(item)) if item.is_book else None

    def _check_of(self, item: Item, settings: SampleSettings) -> Callable[[], None]:
        only_below = self._controls.advanced.only_below
        return self._beforehand.check_of(item, settings, self._output_for(item), only_below)
