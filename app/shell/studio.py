"""Puts the parts together: the queue, the engine, the window, and what follows from what."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, QRect, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMessageBox

from app.controls.presets import OwnPresets
from app.engine.status import EngineStatus
from app.engine.thread import Engine, EngineThread
from app.kit.theme import Theme
from app.models.desk import SUFFIXES as MODEL_SUFFIXES
from app.models.desk import ModelDesk
from app.models.model_list import list_models
from app.preferences.desk import PreferencesDesk
from app.preferences.keeper import PreferencesKeeper
from app.queue.intake import Intake
from app.queue.items import Item, Result, State
from app.queue.memory import QueueMemory
from app.queue.model import QueueModel
from app.queue.runner import QueueRunner
from app.queue.thumbnails import ThumbnailLoader
from app.results.file_desk import FileDesk
from app.results.saving import Saver
from app.results.session import Session
from app.shell.details_dialog import DetailsDialog
from app.shell.feedback import Feedback
from app.shell.main_window import MainWindow
from app.shell.shortcuts_dialog import ShortcutsDialog
from app.system.folders import Folders
from app.system.keep_awake import KeepAwake
from app.system.logs import LogLines
from app.training.desk import TrainDesk
from app.viewing.comparison import Comparison
from app.viewing.picture_cache import PictureCache
from app.viewing.step_desk import StepDesk
from app.viewing.viewer.viewer import CompareMode
from core.errors import SettingsError
from core.jobs import SampleSettings

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Surroundings:
    """What is there before the window is."""

    folders: Folders
    theme: Theme
    preferences: PreferencesKeeper
    lines: LogLines
    load_engine: Callable[[], Engine]
    session_folder: Path


class Studio(QObject):
    """Owns everything that lives as long as the window."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self.preferences = around.preferences
        self.theme = around.theme
        self.model = QueueModel(self)
        self.engine = EngineThread(around.load_engine, self)
        self.runner = QueueRunner(self.model, self.engine, self)
        self.session = Session(around.session_folder)
        self.waiting = QueueMemory(around.session_folder, self.model, self)
        self.saver = Saver(self.model, self.session, self)
        self.cache = PictureCache(self)
        self.thumbnails = ThumbnailLoader(self.model, self)
        self.intake = Intake(self.model, self)
        models = list_models()
        self.window = MainWindow(
            self.model,
            self.theme,
            models,
            OwnPresets(around.folders.config),
            around.lines,
            around.folders.logs,
        )
        picture = self.window.picture
        self.comparison = Comparison(picture.viewer, picture.filmstrip, picture.bar, self.cache, self)
        self.files = FileDesk(self)
        self.steps = StepDesk(self)
        self.models = ModelDesk(self)
        self.remembered = PreferencesDesk(self)
        self.feedback = Feedback(self)
        runs = self.preferences.value.runs_folder
        self.training = TrainDesk(self, Path(runs) if runs else around.folders.data / "runs")
        self.awake = KeepAwake()
        self._stopped_item: Item | None = None  # whose end without a result has been shown
        self._sizes_shown = (0, 0)
        self.model.file_of = self._file_of
        self.runner.check_of = self._check_of
        self.remembered.restore()
        self._connect_queue()
        self._connect_engine()
        self._connect_window()
        self._refresh()

    # --- start and end --------------------------------------------------------------------------------------

    def start(self) -> None:
        """Show the window, then load the engine."""
        self.window.show()
        self.window.splitter.setFocus()  # else the first button of the bar shows a ring
        self.engine.start()
        self.engine.warm_up(self.window.controls.settings())
        self.files.offer_unsaved()
        self.waiting.look()

    def stop(self) -> bool:
        """Remember, cancel, wait. False if a thread did not end: the process must then be left at once."""
        self.remembered.remember()
        self.preferences.finish()
        self.feedback.stop()
        self.awake.release()
        self.models.stop()
        remembered = self.waiting.finish(5000)  # before the end of the engine changes any state
        ended = self.engine.stop() and remembered
        ended = self.training.stop(5000) and ended
        self.thumbnails.stop(2000)
        self.cache.stop(2000)
        self.intake.stop(2000)
        written = self.saver.finish(30000) and self.steps.finish(30000)
        return ended and written

    # --- connections ----------------------------------------------------------------------------------------

    def _connect_queue(self) -> None:
        queue = self.window.queue
        queue.view.currentItemChanged.connect(self.comparison.show)
        queue.selectionChanged.connect(self._refresh)
        queue.runWanted.connect(self.run)
        queue.cancelWanted.connect(self.runner.cancel)
        queue.pauseToggled.connect(self.runner.set_paused)
        queue.removed.connect(self._on_removed)
        queue.delegate.thumbnailWanted.connect(self.thumbnails.request)
        self.model.summaryChanged.connect(self._refresh)
        self.model.itemsChanged.connect(self._on_items_changed)
        self.intake.added.connect(self._on_added)
        self.intake.finished.connect(self.feedback.on_intake)
        self.intake.settingsFound.connect(self.feedback.offer_settings)

    def _connect_engine(self) -> None:
        runner, comparison = self.runner, self.comparison
        self.engine.ready.connect(self._on_engine_ready)
        runner.begun.connect(comparison.on_begun)
        runner.stepKept.connect(comparison.on_step_kept)
        runner.stepArrived.connect(comparison.on_step)
        runner.progressed.connect(self.feedback.on_progress)
        runner.resultReady.connect(self._on_result)
        runner.regionReady.connect(comparison.on_region)
        runner.regionEnded.connect(comparison.on_region_ended)
        runner.regionEnded.connect(self.feedback.on_region_ended)
        runner.stateChanged.connect(self._refresh)
        runner.finished.connect(self.feedback.on_queue_finished)
        self.saver.saved.connect(self.feedback.on_saved)
        self.saver.failed.connect(self.feedback.on_save_failed)
        self.saver.writingChanged.connect(self.feedback.on_state)
        self.saver.notKeptSafe.connect(self.feedback.on_not_kept_safe)
        self.preferences.failed.connect(self.feedback.warn)
        comparison.failed.connect(self.feedback.on_picture_failed)
        comparison.shown.connect(self._on_shown)
        comparison.regionShown.connect(self.window.picture.show_region_button)
        self.window.picture.region_button.clicked.connect(comparison.close_region)
        comparison.sourceLoaded.connect(self._on_source_loaded)

    def _connect_window(self) -> None:
        window, viewer = self.window, self.window.picture.viewer
        actions, controls = window.actions_, window.controls
        window.dropped.connect(self._on_dropped)
        controls.settingsChanged.connect(self._on_settings)
        controls.run.upscaleClicked.connect(self.run_selected)
        controls.run.stopClicked.connect(self.runner.cancel_all)
        controls.run.allClicked.connect(self.run_all)
        controls.run.regionClicked.connect(self.try_region)
        actions.upscale.triggered.connect(self.run_selected)
        actions.cancel.triggered.connect(self._on_escape)
        actions.region.triggered.connect(self.try_region)
        viewer.regionSelected.connect(self._on_region)
        actions.fit.triggered.connect(lambda: window.viewer.fit())
        actions.actual.triggered.connect(lambda: window.viewer.set_zoom(1.0))
        actions.double.triggered.connect(lambda: window.viewer.set_zoom(2.0))
        actions.zoom_in.triggered.connect(lambda: window.viewer.zoom_in())
        actions.zoom_out.triggered.connect(lambda: window.viewer.zoom_out())
        for action, mode in (
            (actions.split, CompareMode.SPLIT),
            (actions.side_by_side, CompareMode.SIDE_BY_SIDE),
            (actions.blink, CompareMode.BLINK),
        ):
            action.triggered.connect(lambda _=False, mode=mode: window.show_mode(mode))
        actions.loupe.toggled.connect(window.set_loupe)
        actions.previous.triggered.connect(lambda: window.queue.view.step(-1))
        actions.next.triggered.connect(lambda: window.queue.view.step(1))
        actions.log.toggled.connect(window.log_panel.setVisible)
        window.log_panel.closed.connect(actions.log.toggle)
        actions.full_screen.triggered.connect(self._on_full_screen)
        actions.help.triggered.connect(lambda: ShortcutsDialog(window, actions.all).exec())
        actions.quit.triggered.connect(window.close)
        window.closing.connect(self._on_closing)
        window.picture.notices.detailsWanted.connect(lambda s, d: DetailsDialog(window, s, d).exec())
        window.picture.bar.adoptWanted.connect(self._on_adopt)
        window.picture.bar.discardWanted.connect(self._on_discard)

    # --- running --------------------------------------------------------------------------------------------

    def run(self, items: list[Item]) -> None:
        """Put pictures into the queue with the settings as they stand."""
        self.runner.enqueue(items, self.window.controls.settings_for_run())
        self._refresh()

    @Slot()
    def run_selected(self) -> None:
        self.run(self.window.queue.view.selected_items)

    @Slot()
    def run_all(self) -> None:
        self.run(self._without_result())

    def _without_result(self) -> list[Item]:
        return [i for i in self.model if not i.results and i.state in (State.READY, State.CANCELLED)]

    @Slot()
    def _on_escape(self) -> None:
        viewer = self.window.picture.viewer
        if viewer.region_tool.active:
            viewer.cancel_region_selection()
        elif self.window.isFullScreen():
            self.window.showNormal()
        else:
            self.runner.cancel_running()

    # --- region ---------------------------------------------------------------------------------------------

    @Slot()
    def try_region(self) -> None:
        if self.comparison.item is not None and not self.runner.busy:
            self.window.show_page("upscale")
            self.window.picture.viewer.start_region_selection()

    @Slot(QRect)
    def _on_region(self, rect: QRect) -> None:
        item, settings = self.comparison.item, self.window.controls.settings_for_run()
        region = self.comparison.region_for(rect, settings)
        if item is None or region is None:
            return
        if self.runner.try_region(item, region, for_region(settings, item)):
            self.comparison.begin_region(region)

    # --- what happens ---------------------------------------------------------------------------------------

    @Slot(QMimeData)
    def _on_dropped(self, mime: QMimeData) -> None:
        paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
        models = [path for path in paths if path.suffix.lower() in MODEL_SUFFIXES]
        if models and len(models) == len(paths):
            self.window.show_page("models")
            for path in models:
                self.models.add(path)
            return
        self.window.show_page("upscale")
        self.intake.add_mime(mime)

    @Slot(object)
    def _on_added(self, items: list[Item]) -> None:
        """The first of what has just been dropped is shown, unless something is being worked on."""
        self.window.picture.show_empty(False)
        if self.files.follow_added or self.comparison.item is None:
            self.files.follow_added = False
            self.window.queue.view.choose(items[0])
            self.window.picture.viewer.setFocus()

    @Slot(object)
    def _on_removed(self, items: list[Item]) -> None:
        if self.runner.running_item in items:  # one of its regions is being tried
            self.runner.cancel_running()
        for item in items:
            self.comparison.forget(item)
            for result in item.results:
                self.saver.discard(result)
        if len(self.model) == 0:
            self.comparison.show(None)
            self.window.picture.show_empty(True)
        self._refresh()

    @Slot(object, object, object)
    def _on_result(self, item: Item, result: Result, image: object) -> None:
        self.comparison.on_result(item, result, image)  # type: ignore[arg-type]
        output = self.window.controls.output.output()
        if output.when_done == "keep":
            self.saver.keep_safe(item, result)
        else:
            self.saver.save(item, result, output)
        self.feedback.on_result(item, result)

    @Slot(object)
    def _on_items_changed(self, items: list[Item]) -> None:
        item = self.comparison.item
        if item is None or item not in items:
            return
        if (item.width, item.height) != self._sizes_shown:
            self._show_sizes()
        if item.state in (State.CANCELLED, State.FAILED) and item is not self._stopped_item:
            self._stopped_item = item
            self.comparison.on_stopped(item)
        elif item.state is State.RUNNING:
            self._stopped_item = None
        if item.state in (State.FAILED, State.UNREADABLE):
            self.feedback.show_failure(item)

    @Slot(object)
    def _on_shown(self, item: Item | None) -> None:
        self.feedback.clear_failure()
        if item is not None and item.state in (State.FAILED, State.UNREADABLE):
            self.feedback.show_failure(item)
        self._show_sizes()
        self._refresh()

    @Slot(object, int, int)
    def _on_source_loaded(self, item: Item, width: int, height: int) -> None:
        if (item.width, item.height) != (width, height):
            self.model.update(item, width=width, height=height)

    @Slot()
    def _on_settings(self) -> None:
        try:
            settings = self.window.controls.settings()
        except SettingsError as error:
            self.feedback.warn(str(error))
            return
        self.preferences.value.sample = settings
        self.preferences.touch()
        self.comparison.set_settings(settings)
        self._show_sizes()

    def _show_sizes(self) -> None:
        item, controls = self.comparison.item, self.window.controls
        size = (item.width, item.height) if item and item.width else None
        self._sizes_shown = size or (0, 0)
        controls.size_chooser.set_input(size)
        after = controls.size_chooser.output_size() if size else None
        result = self.comparison.result
        shown = (result.width, result.height) if result is not None else after
        self.window.picture.show_sizes(size, shown)
        self.comparison.set_settings(controls.settings())
        controls.output.show_example(item, controls.settings(), after)

    @Slot(object)
    def _on_engine_ready(self, status: EngineStatus) -> None:
        self.window.controls.show_engine(status)
        self.feedback.on_engine(status)

    @Slot()
    def _on_full_screen(self) -> None:
        if self.window.isFullScreen():
            self.window.showNormal()
        else:
            self.window.showFullScreen()

    @Slot(QCloseEvent)
    def _on_closing(self, event: QCloseEvent) -> None:
        """Only a running job is worth a question: results that are not saved are offered again."""
        if self.runner.busy and not self._agreed_to_stop():
            event.ignore()

    def _agreed_to_stop(self) -> bool:
        title = self.tr("Quit")
        text = self.tr("A picture is still being worked on. Stop it and quit?")
        yes, no = QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.No
        return QMessageBox.question(self.window, title, text, yes | no, no) == yes

    def _file_of(self, item: Item) -> Path | None:
        latest = item.latest
        return (
            self.saver.file_for_dragging(item, latest, self.window.controls.output.output())
            if latest
            else None
        )

    def _check_of(self, item: Item, settings: SampleSettings) -> Callable[[], None] | None:
        return self.saver.check_of(item, settings, self.window.controls.output.output())

    @Slot(str)
    def _on_adopt(self, result_id: str) -> None:
        item = self.comparison.item
        for result in item.results if item else []:
            if result.result_id == result_id:
                self.adopt(result.settings)

    def adopt(self, settings: SampleSettings) -> None:
        """Set the controls to the settings of a result."""
        self.window.controls.set_settings(settings)
        self.window.controls.seed.set_locked(True)
        self._on_settings()

    @Slot(str)
    def _on_discard(self, result_id: str) -> None:
        item = self.comparison.item
        if item is None:
            return
        for result in [r for r in item.results if r.result_id == result_id]:
            self.model.remove_result(item, result)
            self.saver.discard(result)
            self.comparison.forget_result(result)
        self.comparison.refresh_results(item)

    @Slot()
    def _refresh(self) -> None:
        """What can be done now."""
        selected = [i for i in self.window.queue.view.selected_items if i.state is not State.UNREADABLE]
        running = self.runner.busy
        self.window.controls.run.show_state(
            running=running,
            stopping=self.runner.stopping,
            selected=len(selected),
            without_result=len(self._without_result()),
            can_run=bool(selected),
        )
        self.window.queue.show_paused(self.runner.paused)
        actions = self.window.actions_
        has_result = self.comparison.result is not None
        actions.save.setEnabled(has_result)
        actions.save_as.setEnabled(has_result)
        actions.export_all.setEnabled(any(item.results for item in self.model))
        actions.upscale.setEnabled(bool(selected))
        actions.region.setEnabled(self.comparison.item is not None and not running)
        self.feedback.on_state()
        if running and self.preferences.value.keep_awake:
            self.awake.hold()
        elif not running:
            self.awake.release()


def for_region(settings: SampleSettings, item: Item) -> SampleSettings:
    """A region is enlarged by the factor that the whole picture would be."""
    if settings.target is None or not item.width:
        return settings
    return replace(settings, target=None, scale=settings.target[0] / item.width)
