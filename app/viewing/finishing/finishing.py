"""Finishes the result that is shown: what the row below the viewer says is seen at once, and kept with the result.

A part of the picture, as fine as it is seen, is mixed for each move of the slider; the whole once it rests.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QRectF, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QImage

from app.images import pictures
from app.kit.work import Worker
from app.queue.items import Item, Result
from app.viewing.comparison import Comparison
from app.viewing.finishing.proposing import Proposing
from app.viewing.finishing.scene import Scene, make_scene
from app.viewing.finishing.strength_bar import StrengthBar
from app.viewing.marks_editor import MarksEditor
from app.viewing.picture_cache import PictureCache
from app.viewing.viewer.layers import Layer
from app.viewing.viewer.viewer import PictureViewer
from core.finishing.finish import ENLARGEMENT, FAITHFUL_KAPPA, KAPPA, Finish
from core.finishing.strokes import Marks, Stroke
from core.images.picture import Picture
from core.jobs import SampleSettings

REST_MS = 350  # after the last change the whole picture is mixed
COLOUR = QColor(46, 196, 182)  # of what is protected: neither theme's accent, and rare in pictures


class Finishing(QObject):
    """One result at a time: the one on the right, else the one on the left."""

    changed = Signal(object, object)  # Item, Result: another finish has been decided
    kappaWanted = Signal(str, object, object)  # result id, Item, SampleSettings: to be computed aside
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
        self._worker = Worker(self)
        self.editor = MarksEditor(viewer, COLOUR, self)
        self.proposing = Proposing(viewer, bar, self)
        self.item: Item | None = None
        self.result: Result | None = None
        self.start = Finish()  # of new results
        self._scene: Scene | None = None
        self._making = False
        self._live_wanted = self._live_busy = False
        self._finished: dict[str, tuple[Finish, QImage]] = {}  # whole pictures, of the results shown last
        self._waiting: dict[str, tuple[Item, Result]] = {}  # whose faithful picture is being computed
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._mix_whole)
        comparison.finished_of = self._finished_of
        self._connect()

    def _connect(self) -> None:
        bar, comparison = self._bar, self._comparison
        comparison.sidesShown.connect(self._on_sides)
        comparison.resultLoaded.connect(self._on_loaded)
        comparison.shown.connect(self._on_sides)
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
        self._viewer.state.changed.connect(self._on_view)

    def stop(self, timeout_ms: int) -> bool:
        ended = self._worker.stop(timeout_ms)
        return self.proposing.stop(timeout_ms) and ended

    # --- which result ---------------------------------------------------------------------------------------

    @Slot()
    def _on_sides(self) -> None:
        """Another result may be shown: its row, without what was painted and proposed for the one before."""
        item, result = self._comparison.item, self._comparison.result
        self._bar.setVisible(result is not None)
        self._viewer.layers.set_finish(QRectF(), None)
        if result is self.result and item is self.item:
            return
        self._rest.stop()
        self.item, self.result, self._scene, self._making = item, result, None, False
        self._bar.set_brush(False)
        self.proposing.show_item(item if result is not None else None)
        if result is not None:
            self._bar.show_finish(result.finish)
            self._bar.show_computing(result.result_id in self._waiting)
            gone = self._stands_for_its_picture
            self._bar.setEnabled(not gone)
            self._bar.setToolTip(self.tr("The original is no longer there to mix with") if gone else "")

    @property
    def _stands_for_its_picture(self) -> bool:
        """The picture of a result that was found again is gone: there is nothing to mix it with."""
        return bool(self.item and self.result and self.item.path and self.item.path == self.result.kept)

    @Slot(object, object, bool)
    def _on_loaded(self, item: Item, result: Result, right: bool) -> None:
        if result is self.result and result.finish.changes and self._finished_of(result) is None:
            self._mix_whole()

    def _finished_of(self, result: Result) -> QImage | None:
        finish, image = self._finished.get(result.result_id, (None, None))
        return image if result.finish.changes and finish == result.finish else None

    def begin(self, item: Item, result: Result) -> None:
        """Give a new result the finish of the settings that were taken over, as far as it fits."""
        finish, protect = self.start, self.start.protect
        if protect is not None and not protect.fit(item.width, item.height):
            finish = replace(finish, protect=None)
            text = self.tr("{0}: what is protected was marked on a picture of another size and left out.")
            self.told.emit(text.format(item.name))
        result.finish = replace(finish, faithful=ENLARGEMENT)
        if finish.faithful == KAPPA and result.settings.kappa is not None:
            self._ask_for_kappa(item, result)

    @Slot(object)
    def adopt(self, settings: SampleSettings) -> None:
        """New results begin with the finish of these settings."""
        self.start = settings.finish or Finish()

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
        self._live_wanted = True
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
            self._ask_for_kappa(item, result)
            self._bar.show_computing(True)
            return
        self._scene = None
        self._decide(faithful=which)

    def _ask_for_kappa(self, item: Item, result: Result) -> None:
        if result.result_id not in self._waiting:
            self._waiting[result.result_id] = (item, result)
            settings = replace(result.settings, kappa=FAITHFUL_KAPPA, finish=None)
            self.kappaWanted.emit(result.result_id, item, settings)

    @Slot(str, object)
    def on_kappa(self, result_id: str, picture: Picture) -> None:
        """The faithful picture has been computed."""
        item, result = self._waiting.pop(result_id, (None, None))
        if item is None or result is None:
            return
        result.faithful = picture
        self.kappaArrived.emit(result)
        if result is self.result:
            self._bar.show_computing(False)
            self._on_faithful(KAPPA)
        else:
            result.finish = replace(result.finish, faithful=KAPPA)
            self.changed.emit(item, result)

    @Slot(str, str)
    def on_kappa_ended(self, result_id: str, message: str) -> None:
        """It could not be computed, or was stopped."""
        _, result = self._waiting.pop(result_id, (None, None))
        if result is not None and result is self.result:
            self._bar.show_computing(False)
        if message:
            self.told.emit(message)

    # --- protecting -----------------------------------------------------------------------------------------

    @Slot(bool)
    def _on_brush(self, on: bool) -> None:
        item, result = self.item, self.result
        if not on or item is None or result is None or not item.width:
            self.editor.end()
            return
        protect = result.finish.protect
        if protect is None or not protect.fit(item.width, item.height):
            protect = Marks(item.width, item.height)
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
        model = self._cache.get(result.result_id)
        source = item.picture or item.path
        if model is None or source is None:
            return
        self._making = True
        finish, shown = result.finish, self._cache.get(item.item_id)
        kappa = result.faithful if finish.faithful == KAPPA else None

        def make() -> Scene:
            made = scene or make_scene(
                model, shown or _image(source), None if kappa is None else _image(kappa)
            )
            return made.with_grain() if finish.keep_grain else made

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
                self.told.emit(self.tr("The original cannot be read, so the result stays as it is."))

        self._worker.start(make, done, failed, priority=1)

    def _mix_part(self) -> None:
        """Mix what is visible, the newest wish only."""
        scene, result = self._with_scene(), self.result
        if scene is None or result is None or self._live_busy or not self._live_wanted:
            return
        self._live_wanted, self._live_busy = False, True
        finish, visible, zoom = result.finish, self._viewer.viewport.visible, self._viewer.zoom

        def done(made: tuple[QRectF, QImage]) -> None:
            self._live_busy = False
            if self.result is result and self._finished_of(result) is None:
                if result is self._right:
                    self._viewer.layers.set_finish(*made)
                self._mix_part()

        def failed(error: Exception) -> None:
            self._live_busy = False

        self._worker.start(lambda: scene.part(finish, visible, zoom), done, failed, priority=2)

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
            self._put(result, self._cache.get(result.result_id))
            return
        scene = self._with_scene()
        if scene is None:
            return

        def done(image: QImage) -> None:
            self._finished.pop(result.result_id, None)
            while len(self._finished) >= 2:
                self._finished.pop(next(iter(self._finished)))
            self._finished[result.result_id] = (finish, image)
            if self.result is result and result.finish == finish:
                self._put(result, image)

        self._worker.start(lambda: scene.whole(finish), done)

    def _put(self, result: Result, image: QImage | None) -> None:
        """Show the whole picture in the place of the part."""
        before, after = self._comparison.sides
        if image is None:
            return
        if after == result.result_id:
            self._viewer.layers.set_image(Layer.AFTER, image)  # a preview stays: it is of a job at work
        if before == result.result_id and self._comparison.pinned is None:
            self._viewer.set_before(image)
        self._viewer.layers.set_finish(QRectF(), None)


def _image(source: Picture | Path) -> QImage:
    return pictures.to_qimage(source) if isinstance(source, Picture) else pictures.load_qimage(source)
