"""The queue on the left of the window: the list, what can be done with its rows, and a summary."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QSignalBlocker, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from app.kit.basics import column, icon_button, label, row, styled
from app.kit.icons import icons
from app.kit.text import count_text
from app.kit.theme import Colours
from app.models.model_list import ModelChoice, other_models
from app.models.model_menu import fill_menu
from app.queue.delegate import QueueDelegate
from app.queue.items import ACTIVE, Item, State
from app.queue.model import QueueModel
from app.queue.view import QueueView
from app.queue.watch_strip import WatchStrip
from app.queue.when_done_box import WhenDoneBox


class QueuePanel(QWidget):
    """Asks by signals for what it does not do itself."""

    runWanted = Signal(object)  # items
    retryWanted = Signal(object)
    cancelWanted = Signal(object)
    removed = Signal(object)
    pauseToggled = Signal(bool)
    saveWanted = Signal(object)
    copyWanted = Signal(object)  # Item
    framesWanted = Signal(object)  # Item
    showFileWanted = Signal(object)  # Item
    compareWanted = Signal(object)  # two items
    modelWanted = Signal(object, str)  # items, the key of the model that is to enlarge them as well
    selectionChanged = Signal()

    def __init__(self, model: QueueModel, colours: Colours) -> None:
        super().__init__()
        styled(self, "panel")
        self.setMinimumWidth(168)
        self._model = model
        self._models: list[ModelChoice] = []
        self.framing_actions: list[QAction] = []  # what turns and crops the selected rows
        self._leaving: set[str] = set()  # to be removed as soon as they have stopped
        self.view = QueueView(model)
        self.delegate = QueueDelegate(colours, self.view)
        self.view.setItemDelegate(self.delegate)
        self.summary = label("", "hint", wrap=True)
        self.hint = label(self.tr("Drop pictures or folders anywhere"), "hint", wrap=True)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.watching = WatchStrip()
        self.when_done = WhenDoneBox()
        self.pause = icon_button("pause", self.tr("Pause"), checkable=True)
        self.clear = icon_button("trash", self.tr("Remove all that are finished"))
        layout = column(self, spacing=4, margins=(4, 8, 4, 8))
        heading = label(self.tr("QUEUE"), "heading")
        layout.addLayout(row(heading, 1, self.pause, self.clear, spacing=4, margins=(8, 0, 4, 0)))
        layout.addWidget(self.view, 1)
        layout.addWidget(self.hint, 1)
        layout.addWidget(self.summary)
        layout.addWidget(self.when_done)
        layout.addWidget(self.watching)
        self.summary.setContentsMargins(8, 0, 8, 0)
        self._make_actions()
        self._connect()
        self._refresh()

    def sizeHint(self) -> QSize:
        return QSize(232, 600)

    @Slot(object)
    def set_models(self, models: list[ModelChoice]) -> None:
        """Say which models there are."""
        self._models = models

    def set_colours(self, colours: Colours) -> None:
        self.delegate.colours = colours
        self.view.viewport().update()

    def _connect(self) -> None:
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._show_menu)
        self.view.selectionModel().selectionChanged.connect(self.selectionChanged)
        self._model.summaryChanged.connect(self._refresh)
        self._model.itemsChanged.connect(self._on_items_changed)
        self.pause.toggled.connect(self._on_paused)
        self.clear.clicked.connect(self.remove_finished)

    # --- actions --------------------------------------------------------------------------------------------

    def _make_actions(self) -> None:
        self.remove_action = self._action(
            self.tr("Remove"), self.remove_selected, QKeySequence.StandardKey.Delete
        )
        self.run_action = self._action(self.tr("Upscale"), self._run_selected)
        self.retry_action = self._action(self.tr("Try again"), self._retry_selected)
        self.cancel_action = self._action(self.tr("Stop"), self._cancel_selected)
        self.first_action = self._action(self.tr("Put first"), self._put_first)
        self.up_action = self._action(self.tr("Move up"), lambda: self._shift(-1), "Ctrl+Up")
        self.down_action = self._action(self.tr("Move down"), lambda: self._shift(1), "Ctrl+Down")
        self.save_action = self._action(self.tr("Save"), self._save_selected)
        self.frames_action = self._action(self.tr("Enlarge all frames or pages"), self._enlarge_frames)
        self.compare_action = self._action(self.tr("Compare these two"), self._compare)
        self.copy_action = self._action(self.tr("Copy the picture"), self._copy)
        self.show_action = self._action(self.tr("Show in the folder"), self._show_file)

    def _action(
        self, text: str, run: Callable[[], None], keys: QKeySequence.StandardKey | str | None = None
    ) -> QAction:
        action = QAction(text, self)
        action.triggered.connect(lambda: run())
        if keys is not None:
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.addAction(action)
        return action

    @Slot(QPoint)
    def _show_menu(self, position: QPoint) -> None:
        menu = self.menu()
        if menu is not None:
            menu.exec(self.view.viewport().mapToGlobal(position))
            menu.deleteLater()

    def menu(self) -> QMenu | None:
        """What can be done with the selected rows; None if there are none."""
        items = self.view.selected_items
        if not items:
            return None
        menu = QMenu(self)
        states = {item.state for item in items}
        if states & {State.FAILED, State.CANCELLED}:
            menu.addAction(self.retry_action)
        elif states - {*ACTIVE, State.UNREADABLE}:
            menu.addAction(self.run_action)
        elif State.UNREADABLE in states:
            menu.addAction(self.retry_action)
        self._add_models(menu, [item for item in items if item.state is not State.UNREADABLE])
        if self.framing_actions and states != {State.RUNNING}:
            menu.addMenu(self.tr("Turn and crop")).addActions(self.framing_actions)
        if states & set(ACTIVE):
            menu.addAction(self.cancel_action)
        if any(item.results for item in items):
            menu.addAction(self.save_action)
        if len(items) == 1 and items[0].has_more and not states & set(ACTIVE):
            menu.addAction(self.frames_action)
        if len(items) == 1 and State.UNREADABLE not in states:
            menu.addAction(self.copy_action)
        if len(items) == 2 and State.UNREADABLE not in states:
            menu.addAction(self.compare_action)
        menu.addSeparator()
        for action in (self.first_action, self.up_action, self.down_action):
            menu.addAction(action)
        menu.addSeparator()
        if len(items) == 1 and items[0].source is not None:
            menu.addAction(self.show_action)
        menu.addAction(self.remove_action)
        return menu

    def _add_models(self, menu: QMenu, items: list[Item]) -> None:
        """Offer other models than the one that has made the newest result, if that is one for all."""
        used = {item.latest.settings.model for item in items if item.latest is not None}
        models = other_models(self._models, used.pop() if len(used) == 1 else "")
        if not items or len(self._models) < 2 or not models:
            return
        others = menu.addMenu(self.tr("Enlarge with another model"))
        fill_menu(others, models, lambda key: self.modelWanted.emit(items, key))

    def _run_selected(self) -> None:
        self.runWanted.emit(self.view.selected_items)

    def _retry_selected(self) -> None:
        self.retryWanted.emit(self.view.selected_items)

    def _cancel_selected(self) -> None:
        self.cancelWanted.emit([i for i in self.view.selected_items if i.state in ACTIVE])

    def _save_selected(self) -> None:
        self.saveWanted.emit([i for i in self.view.selected_items if i.results])

    def _enlarge_frames(self) -> None:
        for item in self.view.selected_items[:1]:
            self.framesWanted.emit(item)

    def _compare(self) -> None:
        if len(items := self.view.selected_items) == 2:
            self.compareWanted.emit(items)

    def _copy(self) -> None:
        for item in self.view.selected_items[:1]:
            self.copyWanted.emit(item)

    def _show_file(self) -> None:
        if self.view.current_item is not None:
            self.showFileWanted.emit(self.view.current_item)

    def _put_first(self) -> None:
        self._model.move(self.view.selected_items, 0)

    def _shift(self, rows: int) -> None:
        items = self.view.selected_items
        numbers = [n for i in items if (n := self._model.row(i)) is not None]
        if numbers:
            before = min(numbers) - 1 if rows < 0 else max(numbers) + 2
            self._model.move(items, max(0, before))

    def remove_selected(self) -> None:
        self._remove(self.view.selected_items)

    @Slot()
    def remove_finished(self) -> None:
        """Remove pictures with a saved result and those that cannot be read. Unsaved results stay, and so does what has
        been turned or cropped since."""
        self._remove([item for item in self._model if _is_finished(item)])

    def _remove(self, items: list[Item]) -> None:
        """Take rows out. The one that is worked on is stopped first and goes as soon as it has ended."""
        running = [item for item in items if item.state is State.RUNNING]
        if running:
            self._leaving.update(item.item_id for item in running)
            self.cancelWanted.emit(running)
        row_before = self.view.currentIndex().row()
        if len(items) > 1:
            # While rows go one row after the other would become the current one, with all others still selected.
            self.view.selectionModel().clear()
        gone = self._model.remove(items)
        if gone:
            self.removed.emit(gone)
        if gone and len(self._model) and not self.view.selected_items:
            self.view.choose(self._model.item(min(max(row_before, 0), len(self._model) - 1)))

    @Slot(object)
    def _on_items_changed(self, items: list[Item]) -> None:
        """A row that was to be removed has stopped: it goes once all listeners have heard of its end."""
        if not self._leaving:
            return
        stopped = [i for i in items if i.item_id in self._leaving and i.state is not State.RUNNING]
        if stopped:
            self._leaving.difference_update(item.item_id for item in stopped)
            QTimer.singleShot(0, self, lambda: self._remove(stopped))

    # --- state ----------------------------------------------------------------------------------------------

    def show_paused(self, paused: bool) -> None:
        with QSignalBlocker(self.pause):
            self.pause.setChecked(paused)
        self._dress_pause(paused)

    @Slot(bool)
    def _on_paused(self, paused: bool) -> None:
        self._dress_pause(paused)
        self.pauseToggled.emit(paused)

    def _dress_pause(self, paused: bool) -> None:
        text = self.tr("Go on") if paused else self.tr("Pause")
        icons.put(self.pause, "play" if paused else "pause")
        self.pause.setToolTip(text)
        self.pause.setAccessibleName(text)

    @Slot()
    def _refresh(self) -> None:
        total = len(self._model)
        self.hint.setVisible(total == 0)
        self.view.setVisible(total > 0)
        self.summary.setVisible(total > 1)
        self.clear.setEnabled(total > 0)
        self.pause.setEnabled(self._model.has_work or self.pause.isChecked())
        if total <= 1:
            return
        parts = [self.tr("{0} pictures").format(total)]
        done = sum(item.is_done for item in self._model)
        failed = self._model.count(State.FAILED, State.UNREADABLE)
        if done:
            parts.append(count_text(done, self.tr("1 done"), self.tr("{0} done")))
        if failed:
            parts.append(count_text(failed, self.tr("1 failed"), self.tr("{0} failed")))
        self.summary.setText(" · ".join(parts))


def _is_finished(item: Item) -> bool:
    if item.state is State.UNREADABLE:
        return True
    return item.is_done and all(r.saved_as_it_is is not None for r in item.results)
