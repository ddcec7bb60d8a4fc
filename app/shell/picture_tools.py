"""What can be done with the picture in the viewer beside looking at it, each tool connected with the rest."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from app.engine.thread import EngineThread
from app.inventions.inventions import Inventions
from app.inventions.strip import InventionStrip
from app.kit.notice_bar import Notice
from app.queue.items import Item, Result
from app.queue.model import QueueModel
from app.queue.runner import QueueRunner
from app.results.saving import Saver
from app.shell.main_window import MainWindow
from app.shell.notices import Notices
from app.shell.upscaling import Upscaling
from app.viewing.comparison import Comparison
from app.viewing.filling import Filling
from app.viewing.finishing.finishing import Finishing
from app.viewing.framing import FramingTools
from app.viewing.picture_cache import PictureCache
from app.viewing.softness import Softness
from core.finishing.strokes import Marks
from core.jobs import SampleSettings


class PictureTools(QObject):
    """Deciding about a result, where it invents, what is to be filled in, and whether the picture is soft."""

    def __init__(
        self,
        window: MainWindow,
        model: QueueModel,
        engine: EngineThread,
        runner: QueueRunner,
        comparison: Comparison,
        cache: PictureCache,
        *,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._controls, self._model, self._runner = window.controls, model, runner
        self._comparison, picture = comparison, window.picture
        self.finishing = Finishing(picture.viewer, picture.strength, comparison, cache, self)
        self.framing = FramingTools(picture.viewer, picture.crop_bar, comparison, model, runner, self)
        self.filling = Filling(picture.viewer, picture.mask_bar, model, self)
        self.softness = Softness(cache, self)
        strip = InventionStrip()
        picture.add_strip(strip)
        self.inventions = Inventions(strip, picture.viewer, comparison, runner, engine, self)
        runner.mask_of = self._mask_of

    def connect_with(self, upscaling: Upscaling, saver: Saver, notices: Notices) -> None:
        runner, comparison, finishing, filling = self._runner, self._comparison, self.finishing, self.filling
        upscaling.adopted.connect(lambda settings: self._tell_of_finish(settings, upscaling, notices))
        upscaling.framingWanted.connect(self.framing.take_from)
        finishing.changed.connect(lambda item, result: saver.keep_finish(result))
        finishing.changed.connect(self.inventions.on_finish)
        # The row says whether the result is saved as it is now.
        finishing.changed.connect(lambda item, result: self._model.update(item))
        finishing.told.connect(notices.warn)
        kappa = finishing.kappa
        kappa.wanted.connect(runner.compute_aside)
        kappa.paused = lambda: runner.paused
        finishing.kappaArrived.connect(saver.keep_faithful)
        runner.stateChanged.connect(finishing.show_computing)
        runner.asideReady.connect(kappa.on_computed)
        runner.asideEnded.connect(kappa.on_ended)
        comparison.shown.connect(filling.show)
        runner.resultReady.connect(filling.on_result)
        runner.regionReady.connect(filling.on_result)
        self._model.itemsChanged.connect(filling.on_items_changed)
        filling.refused.connect(notices.warn)
        filling.begun.connect(comparison.show_framing_of_now)
        comparison.sidesShown.connect(self._on_sides)
        upscaling.markingWanted.connect(lambda: filling.set_painting(True))
        upscaling.markingLeft.connect(lambda: filling.set_painting(False))
        self._controls.taskChanged.connect(filling.on_task)
        self.framing.changed.connect(self._on_framed)
        self.framing.cropping.connect(self._on_cropping)
        for said in (self.framing.refused, self.framing.said):
            said.connect(lambda text: notices.notify(Notice(text, key="framing")))
        comparison.sourceLoaded.connect(self.softness.look_at)
        comparison.shown.connect(self._show_softness)
        self.softness.measured.connect(self._show_softness)

    def forget(self, item: Item) -> None:
        """Forget what was made and found of a row that has been removed."""
        self.inventions.forget(item)
        for result in item.results:
            self.finishing.forget_result(result)

    def forget_result(self, result: Result) -> None:
        """The same of a result that has been discarded."""
        self.inventions.forget_result(result)
        self.finishing.forget_result(result)

    def stop(self, timeout_ms: int) -> bool:
        """False if a worker did not end in time; nothing is lost with what they do."""
        ended = [
            tool.stop(timeout_ms) for tool in (self.inventions, self.finishing, self.softness, self.framing)
        ]
        return all(ended)

    def _tell_of_finish(self, settings: SampleSettings, upscaling: Upscaling, notices: Notices) -> None:
        """New results begin with a finish, which is not to be seen before there is one."""
        notices.close("finish")
        if settings.finish is not None and settings.finish.changes:
            text = self.tr("New results begin with the strength, protection and grain of this one.")
            actions = ((self.tr("Begin without"), upscaling.begin_without_finish),)
            notices.notify(Notice(text, key="finish", actions=actions, stays=True))

    @Slot(object)
    def _on_framed(self, item: Item) -> None:
        """What is known of its pixels is of others than it has now."""
        self.softness.look_anew(item)
        self._comparison.look_anew(item)
        self.filling.look_anew(item)

    @Slot()
    def _on_sides(self) -> None:
        """Nothing is marked on a result that is framed otherwise than the picture now."""
        if self._comparison.framed_otherwise:
            self.filling.set_painting(False)

    @Slot(bool)
    def _on_cropping(self, cropping: bool) -> None:
        """Meanwhile nothing is marked."""
        if cropping:
            self.filling.set_painting(False)
        else:
            self.filling.show(self._comparison.item)

    @Slot(object)
    def _show_softness(self, *_: object) -> None:
        self._controls.propose_reduction(self.softness.factor_of(self._comparison.item))

    def _mask_of(self, item: Item, settings: SampleSettings) -> Marks | None:
        return item.marks if self._controls.task_of(settings.model) == "inpaint" else None
