"""Makes the parts of the program, gives each what it needs, and connects what one says with what another does."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from app.engine.status import EngineStatus
from app.engine.thread import EngineThread
from app.kit.details_dialog import DetailsDialog
from app.kit.notice_bar import Notice
from app.models.manager import ModelManager
from app.models.model_list import list_models
from app.queue.intake import Intake
from app.queue.items import Item
from app.queue.leftovers import Leftovers
from app.queue.memory import QueueMemory
from app.queue.model import QueueModel
from app.queue.opening import Opening
from app.queue.reports import QueueReports
from app.queue.runner import QueueRunner
from app.queue.thumbnails import ThumbnailLoader
from app.results.actions import ResultActions
from app.results.copying import Copying
from app.results.forgetting import Forgetting
from app.results.saving import Saver
from app.results.session import Session
from app.results.step_menu import StepMenu
from app.results.unsaved import Unsaved
from app.shell.arriving import Arriving
from app.shell.at_work import AtWork
from app.shell.before_start import BeforeStart
from app.shell.closing import Closing
from app.shell.comparing import Comparing
from app.shell.exploring import Exploring
from app.shell.keeping import Keeping
from app.shell.keys import Keys
from app.shell.leaving import Leaving
from app.shell.main_window import MainWindow
from app.shell.menu import Menu
from app.shell.notices import Notices
from app.shell.pages import MODELS, TRAIN, UPSCALE
from app.shell.picture_tools import PictureTools
from app.shell.remembered import Remembered
from app.shell.sampling import Sampling
from app.shell.status_line import StatusLine
from app.shell.support import Support, importing_in, launcher_for
from app.shell.surroundings import Surroundings
from app.shell.unattended import Unattended
from app.shell.upscaling import Upscaling
from app.system.announcer import Announcer
from app.system.keep_awake import KeepAwake
from app.training.trainings import Trainings
from app.viewing.comparison import Comparison
from app.viewing.picture_cache import PictureCache
from core.jobs import SampleSettings
from core.presets import OwnPresets
from core.storage.paths import whole_path


class Studio(QObject):
    """Owns everything that lives as long as the window. Nothing else sees all of it."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self.preferences, self.theme = around.preferences, around.theme
        with self.theme.put_on_at_the_end():
            self._build(around)
        self.remembered.restore()
        self.upscaling.refresh()

    def _build(self, around: Surroundings) -> None:
        self._safe = around.safe
        self._presets = presets = OwnPresets(around.folders.config, ignore=around.safe)
        self.model = QueueModel(self)
        self.engine = EngineThread(around.load_engine, self)
        self.runner = QueueRunner(self.model, self.engine, self)
        self.session = Session(around.session_folder)
        self.waiting = QueueMemory(around.session_folder, self.model, self)
        self.saver = Saver(self.model, self.session, self)
        self.cache = PictureCache(self)
        self.thumbnails = ThumbnailLoader(self.model, self)
        self.intake = Intake(self.model, self)
        self.window = MainWindow(
            self.model, self.theme, list_models(), presets, around.lines, around.folders.logs
        )
        self.awake = KeepAwake()
        self.announcer = Announcer(self.window, self)
        self.notices = Notices(self.window.picture.notices, self)
        self._make_features(around)
        self.model.file_of = self.results.file_of
        self.comparison.paused = lambda: self.runner.paused
        self.intake.template = lambda: self.window.controls.output.output().name
        self._connect_features()
        self._connect_queue()
        self._connect_engine()
        self._connect_window()

    def _make_features(self, around: Surroundings) -> None:
        """Make the features, each with what it needs and no more."""
        window, notify = self.window, self.notices.notify
        picture, output = window.picture, window.controls.output.output
        self.comparison = Comparison(picture.viewer, picture.filmstrip, picture.bar, self.cache, self)
        self.tools = PictureTools(
            window, self.model, self.engine, self.runner, self.comparison, self.cache, parent=self
        )
        self.opening = Opening(self.intake, self.preferences, notify, window, self)
        self.leftovers = Leftovers(self.waiting, self.model, self.runner, notify, self)
        self.reports = QueueReports(self.model, notify, self.notices.show_quietly, self.notices.close, self)
        self.results = ResultActions(
            self.saver,
            self.comparison,
            self.preferences,
            picture.notices,
            notify,
            output=output,
            items=self.model,
            told_together=lambda item: self.model.has_work or self.reports.tells_of(item),
            window=window,
            parent=self,
        )
        self.copying = Copying(self.saver, self.comparison, self.notices.show_quietly, self)
        self.forgetting = Forgetting(self.model, self.saver, notify, self)
        self.closing = Closing(
            window, self.model, self.runner, self.saver, self, exploring=lambda: self.exploring.busy
        )
        self.unsaved = Unsaved(self.session, self.model, notify, self)
        self.steps = StepMenu(
            picture.filmstrip, self.comparison, notify, output=output, window=window, parent=self
        )
        self.models = ModelManager(window.models_page, notify, window, self)
        self.models.importing = importing_in(self.preferences.value.python_environment)
        self.support = Support(notify, window.actions_.preferences.trigger, self.preferences, self)
        self.remembered = Remembered(window, self.theme, self.preferences, self.support.installer, self)
        self.status = StatusLine(window, self.model, self.runner, self.saver, self)
        self.upscaling = Upscaling(window, self.model, self.runner, self.comparison, self)
        self.before_start = BeforeStart(window, self.engine, self.runner, around.session_folder, self)
        self.exploring = Exploring(
            window,
            self.engine,
            self.runner,
            self.comparison,
            self.cache,
            theme=self.theme,
            models=self.models,
            upscaling=self.upscaling,
            parent=self,
        )
        advanced = window.controls.advanced
        self.sampling = Sampling(
            window.models_page, self.engine, self.runner, lambda: (advanced.device, advanced.dtype), self
        )
        self.training = Trainings(
            window.train_page,
            whole_path(self.preferences.value.runs_folder) or around.folders.data / "runs",
            self.theme,
            notify,
            enlarging=lambda: self.at_work.is_enlarging(),
            may_pause=lambda: self.preferences.value.pause_training,
            compare_mode=lambda: picture.viewer.mode,
            parent=self,
            launcher=launcher_for(self.preferences.value.python_environment),
        )
        self.at_work = AtWork(
            self.runner,
            self.model,
            self.saver,
            self.exploring,
            self.sampling,
            self.tools.inventions,
            self.training,
            self.models,
            self.support,
            self.preferences,
            self.awake,
            self,
        )
        self.keeping = Keeping(
            window,
            self.model,
            self.runner,
            self.saver,
            self.comparison,
            finishing=self.tools.finishing,
            reports=self.reports,
            notices=self.notices,
            parent=self,
        )
        self.comparing = Comparing(
            window, self.opening, self.intake, self.comparison, self.notices.warn, self
        )
        self.unattended = Unattended(
            window,
            self.model,
            self.intake,
            self.preferences,
            self.notices,
            power=around.power,
            closing=self.closing,
            at_work=self.at_work.is_any,
            parent=self,
        )
        self.keys = Keys(
            window,
            self.exploring,
            self.upscaling,
            self.results,
            self.tools.inventions,
            self.unattended.when_done,
            self,
        )
        self.menu = Menu(
            window,
            self.model,
            self.opening,
            self.results,
            self.copying,
            self.upscaling,
            self.comparison,
            self.tools.framing,
            self.exploring,
            self,
        )
        self.arriving = Arriving(
            window, self.intake, self.opening, self.models, self.exploring, self.comparison, self
        )
        self.leaving = Leaving(
            window,
            self.model,
            self.runner,
            self.comparison,
            self.exploring,
            self.tools,
            self.forgetting,
            self,
        )
        window.train_page.firstShown.connect(self.support.offer)
        self.models.used.connect(self.support.on_model_used)

    # --- start and end --------------------------------------------------------------------------------------

    def start(self) -> None:
        """Show the window, then load the engine."""
        self.window.show()
        self.window.splitter.setFocus()  # else the first button of the bar shows a ring
        self.engine.start()
        self.engine.warm_up(self.window.controls.settings())
        if not self._safe:
            self.unsaved.offer()
            self.unattended.watch.offer()
        self.waiting.look(offer=not self._safe)
        self._tell_set_aside()

    def _tell_set_aside(self) -> None:
        """Of files that were damaged, and where they are now."""
        presets = [self._presets.set_aside] if self._presets.set_aside else []
        for path in [*presets, *self.session.set_aside]:
            text = self.tr("A damaged file was set aside. It lies here now: {0}")
            self.notices.notify(Notice(text.format(path), "warning", key=str(path), stays=True))

    def stop(self) -> bool:
        """Remember, cancel, wait. False if a thread did not end: the process must then be left at once."""
        self.remembered.remember()
        self.preferences.finish()
        self.status.stop()
        self.before_start.stop()
        self.awake.release()
        self.models.stop()
        self.support.installer.stop()
        remembered = self.waiting.finish(5000)  # before the end of the engine changes any state
        ended = self.engine.stop() and remembered
        self.runner.finish()  # a result that is ready is kept safe
        self.forgetting.forget()
        ended = self.training.stop(5000) and ended
        readers = (
            self.unattended,
            self.thumbnails,
            self.cache,
            self.intake,
            self.exploring,
            self.sampling,
            self.tools,
            self.copying,
            self.window.picture.empty,
        )
        for reader in readers:
            ended = reader.stop(500) and ended  # nothing is lost with what they read
        written = [writer.finish(30000) for writer in (self.saver, self.steps, self.exploring)]
        return ended and all(written)

    # --- connections ----------------------------------------------------------------------------------------

    def _connect_features(self) -> None:
        window = self.window
        self.opening.wanted.connect(self.arriving.show_pictures)
        self.leftovers.takenUp.connect(self.arriving.on_found_again)
        self.waiting.notKeptSafe.connect(self.notices.warn)
        self.unsaved.restored.connect(self.arriving.on_found_again)
        self.unsaved.restored.connect(self.leaving.on_taken_back)
        self.reports.retryWanted.connect(self.upscaling.try_again)
        self.reports.partWanted.connect(self.thumbnails.open_partially)
        self.thumbnails.openedPartially.connect(self.reports.on_opened_partially)
        self.thumbnails.openedPartially.connect(self.comparison.refresh_results)
        self.thumbnails.lookedAgain.connect(self.comparison.refresh_results)
        self.upscaling.lookAgainWanted.connect(self.thumbnails.look_again)
        self.reports.anewWanted.connect(self.upscaling.run_anew)
        self.reports.framesWanted.connect(self.upscaling.enlarge_frames)
        self.runner.framesSaved.connect(self.results.on_frames_saved)
        self.runner.framesSaved.connect(lambda item, _: self.comparison.refresh_results(item))
        self.runner.failureHidden.connect(self.reports.on_hidden_failure)
        self.reports.saveWanted.connect(self.results.save_items)
        self.saver.saved.connect(self.reports.on_written)
        self.saver.failed.connect(self.reports.on_written)
        self.reports.folderWanted.connect(self.results.show_folder)
        self.reports.settingsWanted.connect(self.upscaling.adopt)
        self.tools.connect_with(self.upscaling, self.saver, self.notices)
        self.unattended.connect_with(self.opening, self.upscaling, self.runner, self.saver, self.comparison)
        self.unattended.announced.connect(self._announce)
        for signal in (self.tools.inventions.seeds.changed, self.tools.inventions.seeds.stopped):
            signal.connect(self.at_work.keep_awake)
            signal.connect(self.training.pictures_first.look)
        self.reports.longQueueEnded.connect(self._announce)
        self.models.changed.connect(window.controls.set_models)
        self.models.changed.connect(self.sampling.look)
        self.sampling.changed.connect(self.training.pictures_first.look)
        self.sampling.changed.connect(self.at_work.keep_awake)
        window.models_page.compareWanted.connect(self.exploring.compare_models)
        window.controls.modelsWanted.connect(lambda: window.show_page(MODELS))
        self.models.changed.connect(self.training.set_models)
        for offering in (window.queue, window.picture.bar):
            offering.set_models(window.controls.models)
            self.models.changed.connect(offering.set_models)
        window.queue.modelWanted.connect(self.upscaling.run_with_model)
        window.picture.bar.modelWanted.connect(self._on_model_wanted)
        self.models.used.connect(self._use_model)
        self.models.deleted.connect(self.upscaling.on_model_deleted)
        self.remembered.applied.connect(self._on_preferences)
        self.preferences.failed.connect(self.notices.warn)
        training = self.training
        training.noteChanged.connect(lambda note: window.set_page_note(TRAIN, note))
        training.wanted.connect(lambda: window.show_page(TRAIN))
        training.announced.connect(self._announce)
        training.modelMade.connect(self.models.refresh)
        training.modelWanted.connect(self._use_model)
        self.runner.stateChanged.connect(training.pictures_first.look)
        self.exploring.changed.connect(training.pictures_first.look)
        self.exploring.changed.connect(self._on_refreshed)
        self.exploring.adoptWanted.connect(self._on_explored)

    def _connect_queue(self) -> None:
        queue, reports = self.window.queue, self.reports
        queue.view.currentItemChanged.connect(self.comparison.show)
        queue.view.currentItemChanged.connect(self.thumbnails.look_if_changed)
        queue.view.clicked.connect(lambda _: self.thumbnails.look_if_changed(queue.view.current_item))
        queue.selectionChanged.connect(self.upscaling.refresh)
        queue.runWanted.connect(self.upscaling.run)
        queue.retryWanted.connect(self.upscaling.try_again)
        queue.cancelWanted.connect(self.runner.cancel)
        queue.pauseToggled.connect(self.runner.set_paused)
        queue.removed.connect(self.leaving.on_removed)
        queue.removed.connect(self.upscaling.refresh)
        self.forgetting.takenBack.connect(self.arriving.on_found_again)
        self.forgetting.takenBack.connect(self.leaving.on_taken_back)
        queue.saveWanted.connect(self.results.save_items)
        queue.copyWanted.connect(self.copying.copy_of)
        queue.framesWanted.connect(self.upscaling.enlarge_frames)
        queue.showFileWanted.connect(self.results.show_file)
        queue.delegate.thumbnailWanted.connect(self.thumbnails.request)
        self.model.summaryChanged.connect(self.upscaling.refresh)
        self.model.itemsChanged.connect(self.upscaling.on_items_changed)
        self.intake.added.connect(self.arriving.on_added)
        self.intake.modelsFound.connect(self.arriving.on_models_found)
        self.intake.finished.connect(reports.on_intake)
        self.intake.settingsFound.connect(reports.offer_settings)

    def _connect_engine(self) -> None:
        runner, comparison = self.runner, self.comparison
        self.engine.ready.connect(self._on_engine_ready)
        runner.begun.connect(comparison.on_begun)
        runner.begun.connect(lambda item, *_: self.thumbnails.look_if_changed(item))
        runner.goesOn.connect(self.reports.on_going_on)
        runner.stepKept.connect(comparison.on_step_kept)
        runner.stepArrived.connect(comparison.on_step)
        runner.progressed.connect(self.status.on_progress)
        runner.progressed.connect(comparison.on_progress)
        runner.resultReady.connect(self.keeping.on_result)
        runner.regionReady.connect(comparison.on_region)
        runner.regionEnded.connect(comparison.on_region_ended)
        runner.regionEnded.connect(self.reports.on_region_ended)
        runner.stateChanged.connect(self.upscaling.refresh)
        runner.finished.connect(self.reports.on_finished)
        self.saver.writingChanged.connect(self.status.refresh)
        self.upscaling.refreshed.connect(self._on_refreshed)
        self.upscaling.failureFound.connect(self.reports.show_failure)
        self.upscaling.failureGone.connect(lambda: self.notices.close("failure"))
        self.upscaling.settingsChanged.connect(self._on_settings)
        self.upscaling.warned.connect(self.notices.warn)
        comparison.failed.connect(self.reports.on_picture_failed)
        comparison.told.connect(self.notices.notify)
        comparison.shown.connect(self.upscaling.on_shown)
        comparison.regionShown.connect(self.window.picture.show_region_button)
        self.window.picture.region_button.clicked.connect(comparison.close_region)
        comparison.sourceLoaded.connect(self._on_source_loaded)
        self.cache.renewed.connect(self._on_renewed)
        self.upscaling.refreshed.connect(self.before_start.ask_soon)
        self.engine.ready.connect(self.before_start.ask_soon)

    def _connect_window(self) -> None:
        window, picture, viewer = self.window, self.window.picture, self.window.picture.viewer
        controls, upscaling = window.controls, self.upscaling
        window.dropped.connect(self.opening.on_dropped)
        window.dropped.connect(self.arriving.on_dropped)
        picture.openClicked.connect(self.opening.open_files)
        window.explore_page.empty.openClicked.connect(self.opening.open_files)
        picture.sampleClicked.connect(self.opening.on_sample)
        picture.bar.dragWanted.connect(self.results.on_drag)
        picture.bar.adoptWanted.connect(upscaling.adopt_result)
        picture.bar.discardWanted.connect(self.leaving.discard)
        picture.notices.detailsWanted.connect(lambda s, d: DetailsDialog(window, s, d).exec())
        controls.settingsChanged.connect(upscaling.on_settings)
        controls.told.connect(self.notices.warn)
        upscaling.settingsChanged.connect(self.before_start.ask_soon)
        controls.output.changed.connect(self.before_start.ask_soon)
        controls.taskChanged.connect(upscaling.refresh)
        controls.run.upscaleClicked.connect(upscaling.run_selected)
        controls.run.stopClicked.connect(self.runner.cancel_all)
        controls.run.allClicked.connect(upscaling.run_all)
        controls.run.regionClicked.connect(upscaling.try_region)
        viewer.regionSelected.connect(upscaling.on_region)
        framing = self.tools.framing
        framing.changed.connect(self.thumbnails.look_anew)
        framing.changed.connect(self.exploring.explorer.look_anew)
        framing.ended.connect(self._on_refreshed)

    # --- what one thing means for several -------------------------------------------------------------------

    @Slot(object)
    def _on_explored(self, settings: SampleSettings) -> None:
        self.upscaling.set_controls(settings)
        self.window.show_page(UPSCALE)

    @Slot(object, int, int)
    def _on_source_loaded(self, item: Item, width: int, height: int) -> None:
        if (item.width, item.height) != (width, height):
            self.model.update(item, width=width, height=height)

    @Slot(str)
    def _on_renewed(self, item_id: str) -> None:
        """The original that is shown is another one than before."""
        item = self.comparison.item
        if item is not None and item.item_id == item_id and item.results:
            text = self.tr(
                "{0} has been changed since it was enlarged: its results are of the picture before."
            )
            self.notices.notify(Notice(text.format(item.name), "warning", key="renewed"))

    @Slot(object)
    def _on_settings(self, settings: SampleSettings) -> None:
        self.preferences.value.sample = settings
        self.preferences.touch()

    @Slot()
    def _on_preferences(self) -> None:
        preferences = self.preferences.value
        self.runner.previews = preferences.previews
        self.announcer.enabled = preferences.notify
        self.at_work.keep_awake()

    @Slot(object)
    def _on_engine_ready(self, status: EngineStatus) -> None:
        self.window.controls.show_engine(status)
        if status.problem:
            self.notices.notify(Notice(status.problem, "error", key="engine", detail=status.detail))
        else:  # what was wrong at the start is no more
            self.notices.close("engine")
        self.status.on_engine(status)

    @Slot(str)
    def _on_model_wanted(self, model: str) -> None:
        """The picture that is shown is to be enlarged by another model as well."""
        if self.comparison.item is not None:
            self.upscaling.run_with_model([self.comparison.item], model)

    @Slot(str)
    def _use_model(self, key: str) -> None:
        """Choose a model, with its own defaults."""
        self.window.controls.choose_model(key)
        self.window.show_page(UPSCALE)

    @Slot(str)
    def _announce(self, text: str) -> None:
        """Tell the system's notifications, if the person is looking elsewhere."""
        if not self.window.isActiveWindow():
            self.announcer.announce(text)

    @Slot()
    def _on_refreshed(self) -> None:
        self.menu.refresh()
        self.status.refresh()
        self.at_work.keep_awake()
