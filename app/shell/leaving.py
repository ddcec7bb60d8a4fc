"""What a person removes or discards goes everywhere, and comes back where that is taken back."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from app.queue.items import Item
from app.queue.model import QueueModel
from app.queue.runner import QueueRunner
from app.results.forgetting import Forgetting
from app.shell.exploring import Exploring
from app.shell.main_window import MainWindow
from app.shell.picture_tools import PictureTools
from app.viewing.comparison import Comparison


class Leaving(QObject):
    """Rows with all their results, and results and compared files of the row that is shown."""

    def __init__(
        self,
        window: MainWindow,
        model: QueueModel,
        runner: QueueRunner,
        comparison: Comparison,
        exploring: Exploring,
        tools: PictureTools,
        forgetting: Forgetting,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window, self._model, self._runner = window, model, runner
        self._comparison, self._exploring = comparison, exploring
        self._tools, self._forgetting = tools, forgetting

    @Slot(object)
    def on_removed(self, items: list[Item]) -> None:
        """These are no longer in the queue."""
        if self._runner.running_item in items:  # one of its regions is being tried
            self._runner.cancel_running()
        self._exploring.explorer.forget(items)
        self._forgetting.throw_away_rows(items)
        for item in items:
            self._comparison.forget(item)
            self._tools.forget(item)
        if len(self._model) == 0:
            self._comparison.show(None)
            self._window.picture.show_empty(True)

    @Slot(str)
    def discard(self, side: str) -> None:
        """Throw away a result of the picture that is shown, or compare it with a file no more; `side` is its id."""
        item = self._comparison.item
        if item is None:
            return
        result = item.result(side)
        if result is None:
            self._comparison.forget_file(side)
        else:
            place = item.results.index(result)
            self._model.remove_result(item, result)
            self._comparison.forget_result(result)
            self._tools.forget_result(result)
            self._forgetting.throw_away([(item, result)], place=place)
        self._comparison.refresh_results(item)

    @Slot(object)
    def on_taken_back(self, items: list[Item]) -> None:
        """These, or results of them, are in the queue again: of the one that is shown, the newest is to be seen."""
        item = self._comparison.item
        if item is not None and item in items and item.latest is not None:
            self._comparison.set_sides(self._comparison.sides[0], item.latest.result_id)
