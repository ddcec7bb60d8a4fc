"""Finishes the result that is shown: what the row below the viewer says is seen at once, and kept with the result.

A part of the picture, as fine as it is seen, is mixed for each move of the slider; the whole once it rests, in a thread
of its own that gives up as soon as something else is wanted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, QRectF, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QImage

from app.kit.failures import sentence_of
from app.kit.work import Worker
from app.queue.items import Item, Result
from app.viewing.comparison import Comparison
from app.viewing.finishing.faithful_kappa import FaithfulKappa
from app.viewing.finishing.mixed_pictures import MixedPictures
from app.viewing.finishing.proposing import Proposing
from app.viewing.finishing.scene import Scene
from app.viewing.finishing.scene_making import scene_maker
from app.viewing.finishing.strength_bar import StrengthBar
from app.viewing.marks_editor import MarksEditor
from app.viewing.picture_cache import PictureCache
from app.viewing.viewer.layers import Layer
from app.viewing.viewer.viewer import PictureViewer
from core.errors import Cancelled
from core.finishing.finish import ENLARGEMENT, KAPPA, Finish
from core.finishing.strokes import Marks, Stroke
from core.images.framing import AS_IT_IS

REST_MS = 350  # after the last change the whole picture is mixed
SAY_MS = 300  # what takes longer to be seen is said to be under way
COLOUR = QColor(46, 196, 182)  # of what is protected: neither theme's accent, and rare in pictures


class Finishing(QObject):
    """One result at a time: the one on the right, else the one on the left; none while a region is shown."""

    changed = Signal(object, object)  # Item, Result: another finish has been decided
    begun = Signal(object, object)  # Item, Result: has the finish now that it was asked for with
    notBegun = Signal(object, object)  # Item, Result: the faithful picture for that was stopped
    kappaArrived = Signal(object)  # Result: its faithful picture is there
    told = Signal(str)  # a sentence

    def __init__(
        self,
        viewer: PictureViewer,
        bar: StrengthBar,
        comparison: Comparison,
        cache: PictureCache,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._viewer, self._bar, self._comparison, self._cache = viewer, bar, comparison, cache
        self._worker = Worker(self)  # for scenes and whole pictures
        self._live = Worker(self)  # for parts
        self.editor = MarksEditor(viewer, COLOUR, self)
        self.proposing = Proposing(viewer, bar, self)
        self.kappa = FaithfulKappa(self)
        self.item: Item | None = None
        self.result: Result | None = None
        self._scene: Scene | None = None
        self._making = self._stopped = False
        self._live_wanted = self._live_busy = False
        # The last finish of the result that could be mixed, or that it was shown with first.
        self._mixed = Finish()
        self._finished = MixedPictures()
        self._beginning: set[str] = set()  # ids of results that were asked for with it, while it is computed
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._mix_whole)
        self._slow = QTimer(self, singleShot=True, interval=SAY_MS)
        self._slow.timeout.connect(lambda: comparison.show_mixing(self.result))
        comparison.finished_of = self._finished.of
        self._connect()

    def _connect(self) -> None:
        bar, comparison = self._bar, self._comparison
        comparison.sidesShown.connect(self._on_sides)
        comparison.resultLoaded.connect(self._on_loaded)
        comparison.shown.connect(self._on_sides)
        comparison.regionShown.connect(self._on_sides)
        bar.strengthChanged.connect(lambda value: self._decide(strength=value))
        bar.grainChanged.connect(lambda on: self._decide(keep_grain=on))
        bar.faithfulChanged.connect(self._on_faithful)
        bar.brushToggled.connect(self._on_brush)
        bar.clearWanted.connect(self.editor.clear)
        bar.undoWanted.connect(self.editor.undo)
        self.editor.changed.connect(self._on_marks)
        self.editor.lost.connect(lambda: bar.set_brush(False))
        self.editor.refused.connect(self.told)
        self.proposing.taken.connect(self._protect)
        self.proposing.told.connect(self.told)
        self.kappa.changed.connect(self.show_computing)
        self.kappa.arrived.connect(self._on_kappa)
        self.kappa.ended.connect(self._on_kappa_ended)
        self.kappa.told.connect(self.told)
        self._viewer.state.changed.connect(self._on_view)

    def stop(self, timeout_ms: int) -> bool:
        self._stopped = True
        ended = [worker.stop(timeout_ms) for worker in (self._live, self._worker, self.proposing)]
        return all(ended)

    # --- which result ---------------------------------------------------------------------------------------

    @Slot()
    def _on_sides(self) -> None:
        """Another result may be shown: its row, without what was painted and proposed for the one before."""
        item = self._comparison.item
        result = None if self._comparison.region_shown else self._comparison.result
        self._bar.setVisible(result is not None)
        self._viewer.layers.set_finish(QRectF(), None)
        if result is self.result and item is self.item:
            return
        self._rest.stop()
        self._say_mixed()
        self.item, self.result, self._scene, self._making = item, result, None, False
        self._bar.set_brush(False)
        framing = AS_IT_IS if item is None else item.framing_of(result)
        self.proposing.show_item(item if result is not None else None, framing)
        if result is not None:
            self._mixed = result.finish
            self._bar.show_finish(result.finish)
            self.show_computing()
            gone = self._stands_for_its_picture
            self._bar.setEnabled(not gone)
            self._bar.setToolTip(self.tr("The original is no longer there to mix with") if gone else "")

    @property
    def _stands_for_its_picture(self) -> bool:
        """The picture of a result that was found again is gone: there is nothing to mix it with."""
        return bool(self.item and self.result and self.item.path and self.item.path == self.result.kept)

    @Slot(object, object, bool)
    def _on_loaded(self, item: Item, result: Result, right: bool) -> None:
        if not result.finish.changes or self._finished.of(result) is not None:
            return
        if result is self.result:
            self._slow.start()
            self._mix_whole()
        else:
            self._mix_beside(item, result)

    def forget_result(self, result: Result) -> None:
        """Forget the mixed picture of a result that has been discarded; it is mixed anew if that is taken back."""
        self._finished.forget(result)

    def begin(self, item: Item, result: Result) -> bool:
        """Give a new result the finish that it was asked for with, as far as it fits. False if the faithful picture of
        that must be computed first: `begun` follows."""
        wanted = (item.settings.finish if item.settings else None) or Finish()
        has_kappa = result.settings.kappa is not None
        framing = item.framing_of(result)
        finish = wanted.fitting(framing, *item.size_for(framing), has_kappa=has_kappa)
        if wanted.protect is not None and finish.protect is None:
            text = self.tr("{0}: what is protected was marked on a picture of another size and left out.")
            self.told.emit(text.format(item.name))
        result.finish = replace(finish, faithful=ENLARGEMENT)
        if not finish.takes_network:
            return True
        self._beginning.add(result.result_id)
        self.kappa.ask(item, result)
        return False

    @Slot()
    def show_computing(self) -> None:
        """Show whether the faithful picture of the result that is shown is on its way, or waits."""
        if self.result is not None:
            self._bar.show_computing(self.kappa.is_waiting(self.result), paused=self.kappa.paused())

    # --- deciding -------------------------------------------------------------------------------------------

    def _decide(self, **changes: object) -> None:
        item, result = self.item, self.result
        if item is None or result is None:
            return
        result.finish = replace(result.finish, **changes)  # type: ignore[arg-type]
        # A result of an earlier start may have lost it.
        if result.finish.faithful == KAPPA and result.faithful is None:
            result.finish = replace(result.finish, faithful=ENLARGEMENT)
            self._scene = None
        self._bar.show_finish(result.finish)
        self._comparison.show_end()  # what is decided is to be seen
        ready = self._finished.of(result)
        if ready is not None:  # back to what is mixed already
            self._rest.stop()
            self._live_wanted = False
            self._mixed = result.finish
            self._put(result, ready)
        else:
            self._live_wanted = True
            if not self._slow.isActive():
                self._slow.start()
            self._mix_part()
            self._rest.start()
        self.changed.emit(item, result)

    @Slot(str)
    def _on_faithful(self, which: str) -> None:
        item, result = self.item, self.result
        if item is None or result is None or which == result.finish.faithful:
            return
        if which == KAPPA and result.faithful is None:
            self._bar.show_finish(result.finish)
            if result.settings.kappa is None:
                self.told.emit(
                    self.tr("This model has no kappa, so the enlargement is the faithful picture.")
                )
                return
            self.kappa.ask(item, result)
            return
        self._scene = None
        self._decide(faithful=which)

    @Slot(object, object)
    def _on_kappa(self, item: Item, result: Result) -> None:
        """The faithful picture has been computed."""
        self.kappaArrived.emit(result)
        if result is self.result:
            self.show_computing()
            self._on_faithful(KAPPA)
        else:
            result.finish = replace(result.finish, faithful=KAPPA)
            self.changed.emit(item, result)
            if item is self.item and result.result_id in self._comparison.sides:
                self._mix_beside(item, result)
        self._end_beginning(item, result)

    @Slot(object, object, str)
    def _on_kappa_ended(self, item: Item, result: Result, message: str) -> None:
        """It could not be computed, or was stopped."""
        if message:
            self.told.emit(message)
            self._end_beginning(item, result)
        elif result.result_id in self._beginning:
            self._beginning.discard(result.result_id)
            self.notBegun.emit(item, result)

    def _end_beginning(self, item: Item, result: Result) -> None:
        if result.result_id in self._beginning:
            self._beginning.discard(result.result_id)
            self.begun.emit(item, result)

    # --- protecting -----------------------------------------------------------------------------------------

    @Slot(bool)
    def _on_brush(self, on: bool) -> None:
        item, result = self.item, self.result
        size = item.size_for(item.framing_of(result)) if item and result else (0, 0)
        if not on or result is None or not size[0]:
            self.editor.end()
            return
        protect = result.finish.protect
        if protect is None or not protect.fit(*size):
            protect = Marks(*size)
        self.editor.edit(protect)
        self._viewer.setFocus()

    @Slot(object)
    def _on_marks(self, marks: Marks) -> None:
        self._decide(protect=marks if marks.strokes else None)

    @Slot(list)
    def _protect(self, strokes: list[Stroke]) -> None:
        self._bar.set_brush(True)  # so that what is protected is seen, and can be undone
        self.editor.add(strokes)

    # --- mixing ---------------------------------------------------------------------------------------------

    def _say_mixed(self) -> None:
        """What has been decided is seen, or nothing will come of it."""
        self._slow.stop()
        self._comparison.show_mixing(None)

    def _with_scene(self) -> Scene | None:
        """The scene with all that the finish needs; None while it is being made, which is begun now."""
        item, result, scene = self.item, self.result, self._scene
        if item is None or result is None:
            return None
        if scene is not None and (scene.grain is not None or not result.finish.keep_grain):
            return scene
        if not self._making:
            self._make_scene(item, result, scene)
        return None

    def _make_scene(self, item: Item, result: Result, scene: Scene | None) -> None:
        self._making = True
        finish = result.finish

        def done(made: Scene) -> None:
            if self.result is not result:
                return
            self._making = False
            if finish.faithful == result.finish.faithful:
                self._scene = made
            self._mix_part()
            if not self._rest.isActive():
                self._mix_whole()

        def failed(error: Exception) -> None:
            if self.result is result:
                self._making = False
                self._go_back(item, result)
                self._tell_failure(error)

        make = scene_maker(self._cache, item, result, scene)
        self._worker.start(make, done, failed, priority=1)

    def _go_back(self, item: Item, result: Result) -> None:
        """What has been decided cannot be seen: it is as it was before."""
        self._rest.stop()
        self._live_wanted = False
        if result.finish != self._mixed:
            result.finish = self._mixed
            self._bar.set_brush(False)
            self._bar.show_finish(result.finish)
            self.changed.emit(item, result)

    def _tell_failure(self, error: Exception) -> None:
        text = self.tr("The original cannot be read, so the result stays as it is.")
        self._say_mixed()
        self.told.emit(sentence_of(error, text))

    def _mix_part(self) -> None:
        """Mix what is visible, the newest wish only."""
        scene, result = self._with_scene(), self.result
        if scene is None or result is None or self._live_busy or not self._live_wanted:
            return
        self._live_wanted, self._live_busy = False, True
        finish, visible, zoom = result.finish, self._viewer.viewport.visible, self._viewer.zoom

        def done(made: tuple[QRectF, QImage]) -> None:
            self._live_busy = False
            if self.result is result and self._finished.of(result) is None:
                self._mixed = finish
                if result is self._right:
                    self._viewer.layers.set_finish(*made)
                    self._say_mixed()
                self._mix_part()

        def failed(error: Exception) -> None:
            self._live_busy = False

        self._live.start(lambda: scene.part(finish, visible, zoom), done, failed)

    @property
    def _right(self) -> Result | None:
        """The result on the right side, which is the one that parts are painted on."""
        after = self._comparison.sides[1]
        return self.result if self.result is not None and self.result.result_id == after else None

    @Slot()
    def _on_view(self) -> None:
        """Another part of the picture has come into view while the whole is not mixed yet."""
        place = self._viewer.layers.finish_place
        if not place.isEmpty() and not place.contains(self._viewer.viewport.visible):
            self._live_wanted = True
            self._mix_part()

    @Slot()
    def _mix_whole(self) -> None:
        result = self.result
        if result is None:
            return
        finish = result.finish
        if not finish.changes:
            self._show_model(result)
            return
        scene = self._with_scene()
        if scene is not None:
            self._mix(result, lambda check: scene.whole(finish, check))

    def _mix_beside(self, item: Item, result: Result) -> None:
        """Mix the whole of a result that the one which is decided about is compared with."""
        finish, make = result.finish, scene_maker(self._cache, item, result)

        def work(check: Callable[[], None]) -> QImage:
            check()
            return make().whole(finish, check)

        self._mix(result, work)

    def _mix(self, result: Result, work: Callable[[Callable[[], None]], QImage]) -> None:
        finish = result.finish

        def check() -> None:
            """In the worker: give up what nobody will see."""
            if self._stopped or result.finish != finish or result.result_id not in self._comparison.sides:
                raise Cancelled

        def done(image: QImage) -> None:
            if result.result_id not in self._comparison.sides:
                return
            self._finished.put(result, finish, image)
            if result.finish == finish:
                self._put(result, image)

        def failed(error: Exception) -> None:
            if not isinstance(error, Cancelled):
                self._tell_failure(error)

        self._worker.start(lambda: work(check), done, failed)

    def _show_model(self, result: Result) -> None:
        """Show the model's own picture, which may have to be read."""

        def arrived(image: QImage) -> None:
            if not result.finish.changes:
                self._put(result, image)

        def failed(error: Exception) -> None:
            text = self.tr("This result cannot be shown.")
            self.told.emit(sentence_of(error, text))

        def wanted() -> bool:
            return not result.finish.changes and result.result_id in self._comparison.sides

        source = result.picture or result.file
        if source is not None:
            self._cache.fetch(result.result_id, source, arrived, failed, wanted)

    def _put(self, result: Result, image: QImage) -> None:
        """Show the whole picture in the place of the part."""
        before, after = self._comparison.sides
        if self._comparison.region_shown:
            return
        self._say_mixed()
        if after == result.result_id:
            self._viewer.layers.set_image(Layer.AFTER, image)  # a preview stays: it is of a job at work
            self._viewer.layers.set_finish(QRectF(), None)
        if before == result.result_id and self._comparison.pinned is None:
            self._viewer.set_before(image)
