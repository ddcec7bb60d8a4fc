"""What is said about the queue: what was refused, why a picture failed, and how it all ended."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

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
from core.storage.paths import display_path

LONG_QUEUE_SECONDS = 20
MOST_NAMES = 4


@dataclass(eq=False)
class _End:
    """How the queue ended, as long as that is said."""

    text: str
    level: str
    detail: str
    rows: frozenset[Item]  # that ended
    failed: tuple[Item, ...]
    unsaved: set[Item]  # which it offers to save, but for those saved since
    saving: set[Item]  # of `rows`: those that save themselves at present
    folder: Path | None = None  # the results of `rows` were saved there, or below; once that is known
    below: bool = False
    sought: bool = False
    offered: tuple[str, ...] = field(default=())  # what the buttons say

    def find_folder(self) -> None:
        """Once all are saved that save themselves, it is known where they are."""
        if self.saving or self.sought:
            return
        self.sought = True
        done = [item for item in self.rows if item.state is State.DONE]
        folders = {path.parent for item in done if (path := _file_of(item)) is not None}
        self.below = len(folders) > 1
        try:
            common = Path(os.path.commonpath(folders)) if folders else None
        except ValueError:  # on several drives
            return
        if common is not None and not (self.below and common == common.parent):
            self.folder = common


class QueueReports(QObject):
    """Only makes sentences. `show_quietly` shows a notice that the log need not repeat; `close` closes those with a
    key."""

    retryWanted = Signal(object)  # list of items
    partWanted = Signal(object)  # Item: what there is of its truncated file is to be opened
    framesWanted = Signal(object)  # Item: all frames or pages of its file are wanted
    anewWanted = Signal(object)  # list of items that have a result already
    saveWanted = Signal(object)  # list of items whose newest result is in no file of the person's
    folderWanted = Signal(object)  # Path
    settingsWanted = Signal(object)  # SampleSettings of a result that was dropped
    longQueueEnded = Signal(str)  # a sentence for someone who looks elsewhere

    def __init__(
        self,
        model: QueueModel,
        notify: Notify,
        show_quietly: Notify,
        close: Callable[[str], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._model, self._notify, self._show_quietly = model, notify, show_quietly
        self._close = close
        self._end: _End | None = None
        self._saved_before_the_end = False  # a result, of which nothing was said then
        # By the keys of notices: the rows that they offer to do even so, and whether that is still to be done.
        self._passed_over: dict[str, tuple[list[Item], Callable[[Item], bool]]] = {}
        model.summaryChanged.connect(self._on_rows)

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
        detail = "\n".join(line for r in refused for line in (f"{r.path}: {r.reason}", *r.files))
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
            items = [item for item in summary.ended if item.done_before]
            self._tell_passed_over(
                "done before", text, self.tr("Do them anew"), items, lambda item: item.done_before
            )
        if summary.too_large:
            self._tell_left_alone(summary)
        saved_before, self._saved_before_the_end = self._saved_before_the_end, False
        failures = summary.failed + len(summary.unreadable)
        total = summary.done + failures
        if total == 0:
            return
        text = self.tr("Pictures done: {0} of {1}, in {2}").format(
            summary.done, total, seconds_text(summary.seconds)
        )
        if failures:
            text += count_text(failures, self.tr(", 1 failed"), self.tr(", {0} failed"))
        if total > 1 or saved_before:
            self._tell_end(text, summary)
        if summary.seconds >= LONG_QUEUE_SECONDS:
            self.longQueueEnded.emit(text)

    def _tell_left_alone(self, summary: QueueSummary) -> None:
        items = [item for item in summary.ended if item.not_below]
        limit = items[0].not_below if items else 0
        text = self.tr("Left as they are, since their longer side has {0} pixels or more: {1}.")
        text = text.format(limit, summary.too_large)
        self._tell_passed_over(
            "left alone", text, self.tr("Enlarge them even so"), items, lambda item: bool(item.not_below)
        )

    # --- rows that were passed over -------------------------------------------------------------------------

    def _tell_passed_over(
        self, key: str, text: str, offer: str, items: list[Item], passed: Callable[[Item], bool]
    ) -> None:
        def do() -> None:
            self._passed_over.pop(key, None)
            self.anewWanted.emit([item for item in items if self._is_there(item) and passed(item)])

        self._notify(Notice(text, key=key, actions=((offer, do),)))
        self._passed_over[key] = items, passed

    def _is_there(self, item: Item) -> bool:
        return self._model.row(item) is not None

    @Slot()
    def _on_rows(self) -> None:
        """Rows have left or changed: what can be done with none of them any more is offered no longer."""
        for key, (items, passed) in list(self._passed_over.items()):
            if not any(self._is_there(item) and passed(item) for item in items):
                del self._passed_over[key]
                self._close(key)
        self._refresh_end()

    # --- how the queue ended --------------------------------------------------------------------------------

    def tells_of(self, item: Item) -> bool:
        """Whether it will be said with the end of the queue where the result of this picture is being saved."""
        return self._end is not None and item in self._end.saving

    def _tell_end(self, text: str, summary: QueueSummary) -> None:
        failed = [item for item in summary.ended if item.state is State.FAILED]
        named = (*failed, *summary.unreadable)
        # A file that lies in two rows is named once.
        lines = {item.source or item: f"{item.source or item.name}: {item.message}" for item in named}
        end = _End(
            text,
            "warning" if named else "info",
            "\n".join(lines.values()),
            frozenset(summary.ended),
            named,
            {item for item in self._model if _wants_saving(item)},
            {item for item in summary.ended if item.saving},
        )
        self._show_end(end, self._notify)

    def _show_end(self, end: _End, show: Notify) -> None:
        """It takes the place of the one before, which is dismissed by that."""
        end.find_folder()
        actions = self._actions_of(end)
        text = end.text
        if end.folder is not None:
            where = (
                self.tr("{0}. Saved in folders below {1}")
                if end.below
                else self.tr("{0}. Saved in the folder {1}")
            )
            text = where.format(text, display_path(end.folder))
        show(Notice(text, end.level, "queue", end.detail, actions, dismissed=self._forget_end))
        self._end, end.offered = end, tuple(title for title, _ in actions)

    def _actions_of(self, end: _End) -> tuple[Action, ...]:
        actions: list[Action] = []
        if any(self._is_there(item) and _wants_saving(item) for item in end.unsaved):
            actions.append((self.tr("Save them all"), lambda: self._save_unsaved(end)))
        if any(map(self._can_be_tried, end.failed)):
            actions.append((self.tr("Try the failed again"), lambda: self._try_again(end)))
        if end.folder is not None:
            folder = end.folder
            actions.append((self.tr("Show in the folder"), lambda: self._show_folder(folder)))
        return tuple(actions)

    def _can_be_tried(self, item: Item) -> bool:
        return self._is_there(item) and item.state in (State.FAILED, State.UNREADABLE)

    def _refresh_end(self) -> None:
        """Show it again where something else can be done than before."""
        if self._end is None:
            return
        self._end.find_folder()
        if tuple(title for title, _ in self._actions_of(self._end)) != self._end.offered:
            self._show_end(self._end, self._show_quietly)

    def _save_unsaved(self, end: _End) -> None:
        self._forget_end()
        unsaved = [item for item in self._model if item in end.unsaved and _wants_saving(item)]
        if unsaved:
            self.saveWanted.emit(unsaved)

    def _try_again(self, end: _End) -> None:
        self._forget_end()
        self.retryWanted.emit([item for item in end.failed if self._can_be_tried(item)])

    def _show_folder(self, folder: Path) -> None:
        self._forget_end()
        self.folderWanted.emit(folder)

    def _forget_end(self) -> None:
        self._end = None

    @Slot(object)
    def on_written(self, item: Item) -> None:
        """A result has been saved, or could not be. Once the last of those that were not saved is, there is nothing to
        offer any more."""
        self._saved_before_the_end |= self._model.has_work
        if self._end is None:
            return
        if not _wants_saving(item):
            self._end.unsaved.discard(item)
        if not item.saving:
            self._end.saving.discard(item)
        self._refresh_end()


def _wants_saving(item: Item) -> bool:
    """Whether the newest result is in no file of the person's, nor on its way into one. Where one could not be saved,
    another offer has been made."""
    latest = item.latest
    return latest is not None and latest.saved is None and not latest.not_saved and not item.saving


def _file_of(item: Item) -> Path | None:
    """What the newest result was saved as, or all of a book."""
    latest = item.latest
    return item.made if latest is None or latest.saved is None else latest.saved.path
