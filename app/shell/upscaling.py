"""The page where pictures are enlarged: what the big button, a region and the sliders mean for the chosen pictures."""

from __future__ import annotations

from dataclasses import replace
from weakref import WeakSet

from PySide6.QtCore import QObject, QRect, Signal, Slot

from app.kit.text import count_text
from app.queue.items import Item, Result, State
from app.queue.model import QueueModel
from app.queue.runner import QueueRunner
from app.results.places import frames_target
from app.shell.main_window import MainWindow
from app.shell.pages import UPSCALE
from app.viewing.comparison import Comparison
from app.viewing.filling import marked
from core.errors import SettingsError
from core.finishing.finish import Finish
from core.jobs import SampleSettings


class Upscaling(QObject):
    """Brings queue, viewer and controls together. What follows for the rest of the program is said by signals."""

    refreshed = Signal()  # what can be done now has been shown
    failureFound = Signal(object)  # Item: the picture that is shown has no result, and why
    failureGone = Signal()
    settingsChanged = Signal(object)  # SampleSettings, by a person
    warned = Signal(str)  # a sentence
    lookAgainWanted = Signal(object)  # items that could not be read
    framingWanted = Signal(object, object)  # Item and Result: it shall be framed as it was for that
    adopted = Signal(object)  # SampleSettings of a result that new ones shall be like
    markingWanted = Signal()  # the picture that is shown has no marks and needs them
    markingLeft = Signal()  # the person has marked enough

    def __init__(
        self,
        window: MainWindow,
        model: QueueModel,
        runner: QueueRunner,
        comparison: Comparison,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window, self._model, self._runner, self._comparison = window, model, runner, comparison
        self._finish: Finish | None = None  # of new results: that of the one they shall be like
        self._stopped_item: Item | None = None  # whose end without a result has been shown
        self._told_unreadable = WeakSet[Item]()  # rows that a report had already, by `run_all`
        self._sizes_shown = (0, 0, 0)  # and pages
        self._sized = ""  # the id of the picture that they are of
        self._failure_shown = False
        comparison.sidesShown.connect(self._show_sizes)
        comparison.fileLoaded.connect(self._show_sizes)
        runner.modelMissed.connect(self._tell_of_deleted_model)

    # --- running --------------------------------------------------------------------------------------------

    @Slot(list)
    def run(self, items: list[Item]) -> None:
        """Put pictures into the queue with the settings as they stand."""
        if self._window.controls.model.task == "inpaint":
            items = self._marked(items)
        settings = self._settings_for_run()
        if settings is not None:
            drawn = not self._window.controls.seed.locked
            self._runner.enqueue(items, replace(settings, finish=self._finish), seed_was_drawn=drawn)
        self.refresh()

    def _settings_for_run(self) -> SampleSettings | None:
        """None, and it is said why, while the controls hold nothing valid."""
        try:
            return self._window.controls.settings_for_run()
        except SettingsError as error:
            self.warned.emit(str(error))
            return None

    def _marked(self, items: list[Item]) -> list[Item]:
        """Those in which something is marked; it is said of the others."""
        for book in (item for item in items if item.is_book):
            self.warned.emit(self.tr("{0} is a book: only single pictures are filled in.").format(book.name))
        items = [item for item in items if not item.is_book]
        bare = [item for item in items if item.state is not State.UNREADABLE and not marked(item)]
        if len(bare) == 1:
            text = self.tr("{0}: nothing is marked. Paint over what is to be filled in first.")
            self.warned.emit(text.format(bare[0].name))
        elif bare:
            text = self.tr("In {0} pictures nothing is marked: they stay as they are.")
            self.warned.emit(text.format(len(bare)))
        if self._comparison.item in bare:
            self.markingWanted.emit()
        return [item for item in items if item not in bare]

    @Slot()
    def run_selected(self) -> None:
        self.run(self._window.queue.view.selected_items)

    @Slot(object)
    def try_again(self, items: list[Item]) -> None:
        """Enlarge those that failed; those that could not be read are read first, which says whether they can be."""
        unreadable = [item for item in items if item.state is State.UNREADABLE]
        others = [item for item in items if item.state is not State.UNREADABLE]
        if unreadable:
            self.lookAgainWanted.emit(unreadable)
        for item in others:
            if item.into is not None and item.settings is not None:
                self._runner.enqueue_frames(item, item.settings, item.into)
        if others := [item for item in others if item.into is None]:
            self.run(others)
        self.refresh()

    @Slot(object)
    def enlarge_frames(self, item: Item) -> None:
        """Enlarge all frames or pages of a file like the newest result of the first, as that was decided about."""
        output = self._window.controls.output.output()
        settings = self._settings_for_run() if item.latest is None else like(item.latest)
        try:
            into = frames_target(item, output)
        except SettingsError as error:
            self.warned.emit(str(error))
            return
        if settings is not None:
            self._runner.enqueue_frames(item, settings, into)
        self.refresh()

    @Slot(object, str)
    def run_with_model(self, items: list[Item], model: str) -> None:
        """Make one more result of each picture by another model: like its newest result otherwise, or as the controls
        stand where it has none."""
        # Those without a result are enlarged alike, with one seed.
        bare = None if all(item.results for item in items) else self._settings_for_run()
        if bare is not None:
            bare = replace(bare, finish=self._finish)
        for item in items:
            settings = bare if item.latest is None else like(item.latest)
            if settings is not None:
                self._runner.enqueue_too(item, replace(settings, model=model, steps=None, kappa=None))
        self.refresh()

    @Slot(object)
    def run_anew(self, items: list[Item]) -> None:
        """Enlarge pictures that have a result with the same settings already."""
        for item in items:
            self._model.update(item, anew=True)
        self.run(items)

    @Slot()
    def run_all(self) -> None:
        """All that have no result yet. Those that cannot be read go along once, so that a report has them."""
        unreadable = [
            item
            for item in self._model
            if item.state is State.UNREADABLE and item not in self._told_unreadable
        ]
        self._told_unreadable.update(unreadable)
        self.run([*self._without_result(), *unreadable])

    def _without_result(self) -> list[Item]:
        return [
            i
            for i in self._model
            if not i.has_result
            and i.made_now is None
            and i.state in (State.READY, State.CANCELLED, State.DONE)
        ]

    @Slot(str)
    def on_model_deleted(self, key: str) -> None:
        """What waits for a model that is gone would fail, one picture after the other."""
        if count := self._runner.forget_model(key):
            self._tell_of_deleted_model(count)

    def _tell_of_deleted_model(self, count: int = 1) -> None:
        one = self.tr("A picture waited for the model that was deleted. It waits no longer.")
        many = self.tr("{0} pictures waited for the model that was deleted. They wait no longer.")
        self.warned.emit(count_text(count, one, many))

    @Slot()
    def on_escape(self) -> None:
        """Leave whatever comes first: choosing a region, a brush, the full screen, the running picture. The brush of an
        inpainting model is there by itself, so it does not come before what runs."""
        viewer, strength = self._window.picture.viewer, self._window.picture.strength
        if viewer.region_tool.active:
            viewer.cancel_region_selection()
        elif strength.brush.isChecked():
            strength.set_brush(False)
        elif viewer.brush.active and viewer.isVisible() and not self._runner.busy:
            self.markingLeft.emit()
        elif self._window.isFullScreen():
            self._window.showNormal()
        else:
            self._runner.cancel_running()

    # --- region ---------------------------------------------------------------------------------------------

    @Slot()
    def try_region(self) -> None:
        if self._comparison.item is not None and not self._runner.busy:
            self._window.show_page(UPSCALE)
            self._comparison.show_framing_of_now()
            self._window.picture.viewer.start_region_selection()

    @Slot(QRect)
    def on_region(self, rect: QRect) -> None:
        item, settings = self._comparison.item, self._settings_for_run()
        region = None if settings is None else self._comparison.region_for(rect, settings)
        if item is None or settings is None or region is None:
            return
        if self._window.controls.model.task == "inpaint" and not self._marked([item]):
            return
        try:
            settings = for_region(settings, item)
        except SettingsError as error:
            self.warned.emit(self.tr("This size cannot be tried on a region. {0}").format(error))
            return
        if self._runner.try_region(item, region, settings):
            self._comparison.begin_region(region)
            if self._runner.paused:
                self.warned.emit(self.tr("The queue is paused: the region waits until it goes on."))

    # --- settings -------------------------------------------------------------------------------------------

    @Slot()
    def on_settings(self) -> None:
        try:
            settings = self._window.controls.settings()
        except SettingsError as error:
            self.warned.emit(str(error))
            return
        self.settingsChanged.emit(settings)
        self._comparison.set_settings(settings)
        self._show_sizes()

    @Slot(str)
    def adopt_result(self, result_id: str) -> None:
        item = self._comparison.item
        result = item.result(result_id) if item is not None else None
        if result is not None:
            self.adopt(replace(result.settings, finish=result.finish.leaving(result.written)))
            self.framingWanted.emit(item, result)

    @Slot(object)
    def adopt(self, settings: SampleSettings) -> None:
        """Let new results be like one that has these settings, with what was decided about it."""
        self._finish = settings.finish
        self.set_controls(settings)
        self.adopted.emit(settings)

    @Slot()
    def begin_without_finish(self) -> None:
        """Let new results be as the model makes them, with the settings as they stand."""
        self._finish = None

    def set_controls(self, settings: SampleSettings) -> None:
        """Set the controls to these settings. What new results begin with besides stays as it is."""
        self._window.controls.set_settings(settings)
        self._window.controls.seed.set_locked(True)
        self.on_settings()

    # --- what is shown --------------------------------------------------------------------------------------

    @Slot(object)
    def on_items_changed(self, items: list[Item]) -> None:
        item = self._comparison.item
        if item is None or item not in items:
            return
        if (item.width, item.height, item.pages) != self._sizes_shown:
            self._show_sizes()
            self.refresh()  # what it will take is known by them
        if item.state in (State.CANCELLED, State.FAILED) and item is not self._stopped_item:
            self._stopped_item = item
            self._comparison.on_stopped(item)
        elif item.state is State.RUNNING:
            self._stopped_item = None
        failed = item.state in (State.FAILED, State.UNREADABLE)
        if failed or self._failure_shown:
            self._show_failure(item)

    def _show_failure(self, item: Item | None) -> None:
        self._failure_shown = item is not None and item.state in (State.FAILED, State.UNREADABLE)
        if self._failure_shown:
            self.failureFound.emit(item)
        else:
            self.failureGone.emit()

    @Slot(object)
    def on_shown(self, item: Item | None) -> None:
        self.failureGone.emit()
        self._show_failure(item)
        self._show_sizes()
        self.refresh()

    @Slot()
    def _show_sizes(self) -> None:
        item, controls = self._comparison.item, self._window.controls
        size = (item.width, item.height) if item and item.width else None
        self._sizes_shown = (*(size or (0, 0)), item.pages if item else 0)
        controls.size_chooser.set_input(size, same_picture=item is not None and item.item_id == self._sized)
        self._sized = item.item_id if item is not None else ""
        try:
            settings = controls.settings()
        except SettingsError:  # it is said when it is set
            return
        after = settings.size_of(*size) if size and not controls.size_chooser.left_alone else None
        result = self._comparison.result
        shown, before = self._comparison.file_size or after, size
        if result is not None and item is not None:
            shown, before = (result.width, result.height), item.size_for(item.framing_of(result))
        self._window.picture.show_sizes(before, shown)
        self._comparison.set_settings(settings)
        controls.output.show_example(item, settings, after)

    @Slot()
    def refresh(self) -> None:
        """Show what can be done now: which buttons and actions are enabled."""
        selected = [i for i in self._window.queue.view.selected_items if i.state is not State.UNREADABLE]
        running = self._runner.busy
        self._window.controls.run.show_state(
            running=running,
            stopping=self._runner.stopping,
            selected=len(selected),
            without_result=len(self._without_result()),
            can_run=bool(selected),
        )
        self._window.queue.show_paused(self._runner.paused)
        actions = self._window.actions_
        actions.upscale.setEnabled(bool(selected))
        actions.region.setEnabled(self._comparison.item is not None and not running)
        self.refreshed.emit()


def like(result: Result) -> SampleSettings:
    """The settings of a result, with what was decided about it, for pictures that may be framed otherwise."""
    finish = result.finish.leaving(result.written) if result.finish.changes else None
    return replace(result.settings, finish=finish)


def for_region(settings: SampleSettings, item: Item) -> SampleSettings:
    """The settings for a region, which is enlarged by the factor that the whole picture would be. Raises SettingsError
    where a size makes that factor one that no scale can be."""
    if settings.target is None or not item.width:
        return settings
    width, _ = settings.size_of(item.width, item.height)
    return replace(settings, target=None, scale=width / item.width)
