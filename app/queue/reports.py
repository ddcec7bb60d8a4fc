"""What is said about the queue: what was refused, why a picture failed, and how it all ended."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

from app.kit.notice_bar import Action, Notice, Notify
from app.kit.text import count_text, kappa_text, seconds_text, steps_text
from app.queue.items import Item, Result, State
from app.queue.model import QueueModel
from app.queue.news import QueueSummary
from app.queue.text import framed_text
from core.errors import SettingsError
from core.events import JobStarted
from core.images.framing import framing_in
from core.images.scan import Refused
from core.images.several import is_first_only
from core.jobs import SampleSettings

LONG_QUEUE_SECONDS = 20
MOST_NAMES = 4


class QueueReports(QObject):
    """Only makes sentences. `show_quietly` shows a notice that the log need not repeat."""

    retryWanted = Signal(object)  # list of items
    partWanted = Signal(object)  # Item: what there is of its truncated file is to be opened
    framesWanted = Signal(object)  # Item: all frames or pages of its file are wanted
    anewWanted = Signal(object)  # list of items that have a result already
    saveWanted = Signal(object)  # list of items whose newest result is in no file of the person's
    settingsWanted = Signal(object)  # SampleSettings of a result that was dropped
    longQueueEnded = Signal(str)  # a sentence for someone who looks elsewhere

    def __init__(
        self, model: QueueModel, notify: Notify, show_quietly: Notify, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._model, self._notify, self._show_quietly = model, notify, show_quietly
        self._ended: Notice | None = None  # how the queue ended, while it offers to save what is not saved
        self._unsaved: set[Item] = set()  # for which that was offered, but for those saved since

    def show_failure(self, item: Item) -> None:
        """Why the picture that is shown has no result, and what can be done."""
        actions: tuple[Action, ...] = ()
        if item.state in (State.FAILED, State.UNREADABLE):
            actions = ((self.tr("Try again"), lambda: self.retryWanted.emit([item])),)
        actions += self._open_partially(item)
        text = item.message if item.name in item.message else f"{item.name}: {item.message}"
        self._show_quietly(Notice(text, "error", key="failure", detail=item.detail, actions=actions))

    @Slot(object)
    def on_opened_partially(self, item: Item) -> None:
        for text in item.picture.notices if item.picture is not None else ():
            self._notify(Notice(f"{item.name}: {text}", "warning", key=text))

    @Slot(object, str)
    def on_picture_failed(self, item: Item, message: str) -> None:
        if item.state in (State.FAILED, State.UNREADABLE):
            return  # of these it is said with what can be done
        actions = self._open_partially(item)
        self._show_quietly(Notice(message, "warning", key="failure", actions=actions))

    def _open_partially(self, item: Item) -> tuple[Action, ...]:
        if not item.truncated:
            return ()
        return ((self.tr("Open partially"), lambda: self.partWanted.emit(item)),)

    @Slot(object, str)
    def on_region_ended(self, item: Item, message: str) -> None:
        if message:
            self._notify(Notice(message, "error", key="region"))

    @Slot(object, str)
    def on_hidden_failure(self, item: Item, message: str) -> None:
        """All frames of a picture could not be enlarged, or another model could not do it, and its row says nothing of
        it: it is at work once more."""
        text = f"{item.name}: {message}"
        # It stays: what is said of a row that failed goes when that is at work again.
        self._notify(Notice(text, "error", key=text, stays=True))

    @Slot(object, object)
    def on_going_on(self, item: Item, event: JobStarted) -> None:
        text = (
            self.tr("{0} goes on at page {1} of {2}.")
            if event.pages
            else self.tr("{0} goes on at frame {1} of {2}.")
        )
        key = f"going on {item.item_id}"
        self._notify(Notice(text.format(item.name, event.frame, event.frames), key=key))

    @Slot(object, object)
    def on_result(self, item: Item, result: Result) -> None:
        for text in result.notices:
            more = is_first_only(text) and item.has_more
            actions = (self._all_frames(item),) if more else ()
            self._notify(Notice(f"{item.name}: {text}", key=text, actions=actions))

    def _all_frames(self, item: Item) -> Action:
        return self.tr("Enlarge all of them"), lambda: self.framesWanted.emit(item)

    @Slot(int, list)
    def on_intake(self, added: int, refused: list[Refused]) -> None:
        """Say in one sentence what was refused; the whole list is behind Details."""
        if not refused:
            if added == 0:
                self._notify(Notice(self.tr("There is no picture in there."), "warning", key="intake"))
            return
        text = " ".join(r.reason for r in refused[:MOST_NAMES])
        if len(refused) > MOST_NAMES:
            text += self.tr(" And {0} more.").format(len(refused) - MOST_NAMES)
        detail = "\n".join(f"{r.path}: {r.reason}" for r in refused)
        self._notify(Notice(text, "warning", key="intake", detail=detail))

    @Slot(object, dict)
    def offer_settings(self, item: Item, written: dict[str, object]) -> None:
        """A result of ours was dropped: its settings are one click away."""
        try:
            settings = SampleSettings.of_result(written)
        except SettingsError:
            settings = SampleSettings()
        parts = []
        if settings.steps is not None:
            parts.append(steps_text(settings.steps))
        if settings.kappa is not None:
            parts.append(self.tr("kappa {0}").format(kappa_text(settings.kappa)))
        parts.append(self.tr("seed {0}").format(settings.seed))
        text = self.tr("{0} was made by ResShift Studio: {1}.").format(item.name, ", ".join(parts))
        if framed := framed_text(framing_in(written)):
            text += " " + self.tr("Its picture before that: {0}. Others are taken as they are.").format(
                framed
            )
        use = (self.tr("Use these settings"), lambda: self.settingsWanted.emit(settings))
        self._notify(Notice(text, key="settings", actions=(use,)))

    @Slot(object)
    def on_finished(self, summary: QueueSummary) -> None:
        if summary.done_before:
            text = self.tr("Done before with the same settings, passed over: {0}.").format(
                summary.done_before
            )
            items = [item for item in self._model if item.done_before]
            anew = (self.tr("Do them anew"), lambda: self.anewWanted.emit(items))
            self._notify(Notice(text, key="done before", actions=(anew,)))
        if summary.too_large:
            self._tell_left_alone(summary.too_large)
        failures = summary.failed + len(summary.unreadable)
        total = summary.done + failures
        if total == 0:
            return
        text = self.tr("Pictures done: {0} of {1}, in {2}").format(
            summary.done, total, seconds_text(summary.seconds)
        )
        if failures:
            text += count_text(failures, self.tr(", 1 failed"), self.tr(", {0} failed"))
        if total > 1:
            failed = [item for item in self._model if item.state is State.FAILED]
            named = (*failed, *summary.unreadable)
            detail = "\n".join(f"{item.source or item.name}: {item.message}" for item in named)
            level = "warning" if failures else "info"
            self._tell_end(Notice(text, level, key="queue", detail=detail if failures else ""))
        if summary.seconds >= LONG_QUEUE_SECONDS:
            self.longQueueEnded.emit(text)

    def _tell_left_alone(self, count: int) -> None:
        items = [item for item in self._model if item.not_below]
        limit = items[0].not_below if items else 0
        text = self.tr("Left as they are, since their longer side has {0} pixels or more: {1}.")
        anew = (self.tr("Enlarge them even so"), lambda: self.anewWanted.emit(items))
        self._notify(Notice(text.format(limit, count), key="left alone", actions=(anew,)))

    # --- results that are not saved -------------------------------------------------------------------------

    def _tell_end(self, notice: Notice) -> None:
        """Say how the queue ended, and offer to save what is in no file of the person's."""
        unsaved = {item for item in self._model if _wants_saving(item)}
        if not unsaved:
            self._notify(notice)
            return
        save = (self.tr("Save them all"), self._save_unsaved)
        # It takes the place of the one before, which is dismissed by that.
        self._notify(replace(notice, actions=(save,), dismissed=self._forget_offer))
        self._ended, self._unsaved = notice, unsaved

    def _save_unsaved(self) -> None:
        unsaved = [item for item in self._model if item in self._unsaved and _wants_saving(item)]
        self._forget_offer()
        if unsaved:
            self.saveWanted.emit(unsaved)

    def _forget_offer(self) -> None:
        self._ended, self._unsaved = None, set()

    @Slot(object)
    def on_saved(self, item: Item) -> None:
        """Once the last of them has been saved another way there is nothing to offer any more."""
        if not _wants_saving(item):
            self._unsaved.discard(item)
        if self._ended is not None and not self._unsaved:
            self._show_quietly(self._ended)


def _wants_saving(item: Item) -> bool:
    """Whether the newest result is in no file of the person's, nor on its way into one. Where one could not be saved,
    another offer has been made."""
    latest = item.latest
    return latest is not None and latest.saved is None and not latest.not_saved and not item.saving
