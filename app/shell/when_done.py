"""What happens when all is done: nothing, or what the person has chosen for this once, after a minute to say no."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

from app.kit.failures import sentence_of
from app.kit.notice_bar import Notice, NoticeBar, Notify
from app.kit.work import Worker
from app.queue.when_done_box import CLOSE, NOTHING, WhenDoneBox
from app.system.power import SHUT_DOWN, SLEEP, Power

SECONDS = 60  # to say no
LOOK_MS = 1000
KEY = "when done"


class WhenDone(QObject):
    """Looks once a second, from the choice to its end, whether anything is still at work. What comes while the seconds
    are counted is waited for, and then they are counted anew."""

    announced = Signal(str)  # a sentence for someone who looks elsewhere
    wanted = Signal()  # the page with the notices is to be seen
    closeWanted = Signal()

    def __init__(
        self,
        box: WhenDoneBox,
        power: Power,
        bar: NoticeBar,
        notify: Notify,
        *,
        queued: Callable[[], bool],
        at_work: Callable[[], bool],
        problem: Callable[[], str],
        parent: QObject | None = None,
    ) -> None:
        """`queued` says whether there is a queue to wait for; `at_work` whether anything at all is under way, a
        training included; `problem` why the program must not end, "" if it may."""
        super().__init__(parent)
        self._box, self._power, self._bar, self._notify = box, power, bar, notify
        self._queued, self._at_work, self._problem = queued, at_work, problem
        self.choice = NOTHING
        self._left: int | None = None  # seconds, while they are counted
        self._worker = Worker(self)
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        box.set_offers(power.offers())
        box.chosen.connect(self.choose)
        self.refresh()

    def stop(self, timeout_ms: int) -> bool:
        self._timer.stop()
        return self._worker.stop(timeout_ms)

    @Slot()
    def refresh(self) -> None:
        """Offer the choice while there is something to wait for."""
        self._box.setVisible(self._queued() or self.choice != NOTHING)

    @Slot(str)
    def choose(self, choice: str) -> None:
        self._withdraw()
        self.choice = choice
        self._box.show_choice(choice)
        self._bar.close_notice(KEY)
        if choice == NOTHING:
            self._timer.stop()
        else:
            self._timer.start()
        self.refresh()

    @Slot()
    def forget(self) -> None:
        """Nothing happens: the person is here, and has stopped the queue or said no."""
        self.choose(NOTHING)

    @property
    def counting(self) -> bool:
        """Whether the seconds are counted after which it happens."""
        return self._left is not None

    @Slot()
    def look(self) -> None:
        """A second has passed."""
        if self.choice == NOTHING:
            return
        if self._at_work() or QApplication.activeModalWidget() is not None:
            self._withdraw()
        elif (problem := self._problem_now()) != "":
            self.forget()
            self._notify(Notice(problem, "warning", key=KEY, stays=True))
        elif self._left is None:
            self._left = SECONDS
            self.wanted.emit()
            text = self._countdown()
            cancel = (self.tr("Cancel"), self.forget)
            self._notify(
                Notice(text, "warning", key=KEY, actions=(cancel,), stays=True, dismissed=self._on_dismissed)
            )
            self.announced.emit(text)
        elif self._left > 1:
            self._left -= 1
            self._bar.change_text(KEY, self._countdown())
        else:
            self._go()

    def _problem_now(self) -> str:
        """Sleep takes nothing away."""
        return "" if self.choice == SLEEP else self._problem()

    def _countdown(self) -> str:
        texts = {
            SLEEP: self.tr("All is done. The computer goes to sleep in {0} s."),
            SHUT_DOWN: self.tr("All is done. The computer shuts down in {0} s."),
            CLOSE: self.tr("All is done. The program closes in {0} s."),
        }
        return texts[self.choice].format(self._left)

    def _withdraw(self) -> None:
        """No seconds are counted any more."""
        if self._left is not None:
            self._left = None
            self._bar.close_notice(KEY)

    def _on_dismissed(self) -> None:
        """The notice was closed: by the person, unless no seconds are counted."""
        if self._left is not None:
            self._left = None
            self.forget()

    def _go(self) -> None:
        choice = self.choice
        self.forget()
        if choice == CLOSE:
            self.closeWanted.emit()
            return

        def done(_: object) -> None:
            if choice == SHUT_DOWN:
                self.closeWanted.emit()  # in order, before the system ends it

        def failed(error: Exception) -> None:
            text = self.tr("The system did not do what was to be done at the end: {0}")
            self._notify(Notice(text.format(sentence_of(error, str(error))), "warning", key=KEY, stays=True))

        self._worker.start(lambda: self._power.do(choice), done, failed)
