"""What is asked before the window closes: only what would be lost is worth a question."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMessageBox

from app.kit.text import count_text, whole_text
from app.queue.items import Result
from app.queue.model import QueueModel
from app.queue.runner import QueueRunner
from app.results.saving import Saver
from app.shell.main_window import MainWindow


class Closing(QObject):
    """Results that are kept safe are offered at the next start, so of these nothing is asked."""

    def __init__(
        self,
        window: MainWindow,
        model: QueueModel,
        runner: QueueRunner,
        saver: Saver,
        parent: QObject,
        *,
        exploring: Callable[[], bool],
    ) -> None:
        super().__init__(parent)
        self._window, self._model, self._runner, self._saver = window, model, runner, saver
        self._exploring = exploring
        self.asks = True  # False: the system ends the program, and nobody may be there to answer
        self.outlived_by_results = True  # False: no later start looks where they are kept
        window.closing.connect(self._on_closing)

    @Slot(QCloseEvent)
    def _on_closing(self, event: QCloseEvent) -> None:
        if not self.asks:
            return
        questions = []
        if self._runner.busy:
            questions.append(self.tr("A picture is still being worked on. Stop it and quit?"))
        if self._exploring():
            questions.append(self.tr("The sheet is still being computed. Stop it and quit?"))
        if (count := self._saver.writing) > 1:  # for one is waited
            text = self.tr("{0} results are still being saved. Quit?")
            questions.append(text.format(whole_text(count)))
        if lost := self._at_risk():
            one = self.tr("1 result has not been saved and will be lost. Quit?")
            many = self.tr("{0} results have not been saved and will be lost. Quit?")
            questions.append(count_text(len(lost), one, many))
        if changed := self._decided_since_saving():
            one = self.tr("What was decided about 1 result since it was saved will be lost. Quit?")
            many = self.tr("What was decided about {0} results since they were saved will be lost. Quit?")
            questions.append(count_text(len(changed), one, many))
        if not all(self._agreed(question) for question in questions):
            event.ignore()

    @property
    def problem(self) -> str:
        """Why the program must not end while nobody is there, in a sentence; "" if nothing would be lost by that."""
        if unsaved := sum(bool(result.not_saved) for result in self._results()):
            one = self.tr("1 result could not be saved, so everything stays as it is.")
            many = self.tr("{0} results could not be saved, so everything stays as it is.")
            return count_text(unsaved, one, many)
        if lost := len(self._at_risk()) + len(self._decided_since_saving()):
            one = self.tr("1 result has not been saved and would be lost, so everything stays as it is.")
            many = self.tr("{0} results have not been saved and would be lost, so everything stays as it is.")
            return count_text(lost, one, many)
        return ""

    def _results(self) -> list[Result]:
        return [result for item in self._model for result in item.results]

    def _at_risk(self) -> list[Result]:
        unsaved = (result for result in self._results() if result.saved is None)
        return [r for r in unsaved if not self.outlived_by_results or self._saver.at_risk(r)]

    def _decided_since_saving(self) -> list[Result]:
        return [r for r in self._results() if r.saved is not None and r.saved_as_it_is is None]

    def _agreed(self, text: str) -> bool:
        yes, no = QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.No
        return QMessageBox.question(self._window, self.tr("Quit"), text, yes | no, no) == yes
