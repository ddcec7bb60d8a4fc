"""Decides what the viewer shows of the chosen picture: which two sides, which step, which region."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, QRect, QSize, Signal, Slot
from PySide6.QtGui import QImage

from app.kit.failures import sentence_of
from app.kit.notice_bar import Notice
from app.queue.items import Item, Result, State
from app.queue.runner import RegionResult, Step
from app.queue.text import WAIT, phase_text
from app.viewing.compare_bar import ORIGINAL, CompareBar, describe
from app.viewing.compared_files import ComparedFile
from app.viewing.filmstrip import RESULT, Filmstrip
from app.viewing.picture_cache import PictureCache
from app.viewing.region_mapping import rect_of, region_of
from app.viewing.sides import ALONE, Sides
from app.viewing.viewer.layers import Layer
from app.viewing.viewer.shape import alike
from app.viewing.viewer.viewer import PictureViewer
from app.viewing.viewer.viewport import Place
from app.viewing.walk import Walk
from core.errors import EngineError
from core.events import JobStarted, Progress
from core.images.framing import AS_IT_IS, Framing
from core.images.picture import Picture
from core.jobs import Region, SampleSettings
from core.storage.paths import display_name


class PutImage(Protocol):
    """Puts an image onto a side of the viewer."""

    def __call__(self, image: QImage | None, *, own_shape: bool = False) -> None: ...


class Comparison(QObject):
    """One item at a time. Pictures are read by the cache's worker; what arrives late is dropped."""

    failed = Signal(object, str)  # Item, sentence: a picture of it cannot be shown
    shown = Signal(object)  # Item or None
    changed = Signal()  # what is on the right side: a result, a region, a job at work or nothing
    regionShown = Signal(bool)
    sidesShown = Signal()  # results may be on other sides, and their pictures are on their way
    resultLoaded = Signal(object, object, bool)  # Item, Result, whether it is on the right; it is shown now
    sourceLoaded = Signal(object, int, int)  # Item, width, height
    fileLoaded = Signal()  # one that the picture is compared with is on its side, and its size known
    told = Signal(
        object
    )  # a Notice: of such a file, that it cannot be shown or how it is, or of what is compared
    wholeLoaded = Signal(QSize)  # the picture that is to be cropped is shown without its crop
    wholeLeft = Signal()  # it is no longer

    def __init__(
        self,
        viewer: PictureViewer,
        filmstrip: Filmstrip,
        bar: CompareBar,
        cache: PictureCache,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._viewer, self._bar, self._cache = viewer, bar, cache
        self._walk = Walk(filmstrip)
        self._settings = SampleSettings()
        self._sides = Sides()
        self._begun: tuple[str, int] | None = None  # the newest job of a whole picture, and its steps
        self._region_begun: tuple[str, int] | None = None  # the same of a region
        self._region: Region | None = None
        self._closed: Region | None = None  # while it was being sampled
        self._region_image: QImage | None = None
        self._place: Place | None = None  # where the view was before it was brought to the region
        self.region_result: RegionResult | None = None  # while it is shown
        # The picture of a result with its finish, where it is ready: shown in place of the model's.
        self.finished_of: Callable[[Result], QImage | None] = lambda result: None
        self.paused: Callable[[], bool] = lambda: False  # whether what the engine has taken up is held
        self._mixing = ""  # the id of a result that what has been decided is not seen of yet
        self.pinned: int | None = None  # the step that stands on the left instead of a result
        # The size of the picture without its crop, while that is drawn; empty until it has been read.
        self._whole: QSize | None = None
        self._made: QImage | None = None  # the first page of a book that was enlarged, while it is shown
        bar.sidesChanged.connect(self.set_sides)
        filmstrip.stepSelected.connect(self._on_step_selected)

    # --- which picture --------------------------------------------------------------------------------------

    @property
    def item(self) -> Item | None:
        return self._sides.item

    @Slot(object)
    def show(self, item: Item | None) -> None:
        """Show another picture: its newest result against the original, without one the file it was compared with."""
        if item is self.item:
            return
        self._leave_whole()
        self._sides.show(item)
        self._bar.setVisible(item is not None)
        self._viewer.set_empty_text("")
        self._viewer.clear()
        self._walk.clear()
        self._region = self._made = self._place = None
        if item is not None:
            self._show_sides()
            self._show_running(item)
        else:
            self._bar.show_results([], ORIGINAL, ORIGINAL)
            self.changed.emit()
        self.shown.emit(item)

    def forget(self, item: Item) -> None:
        """Forget the pictures of a row that has been removed, and the files that it was compared with."""
        self._cache.forget(item.item_id)
        for file in self._sides.files.forget(item):
            self._cache.forget(file.side)
        for result in item.results:
            self.forget_result(result)

    def forget_result(self, result: Result) -> None:
        self._cache.forget(result.result_id)
        self._walk.forget(result.result_id)

    def refresh_results(self, item: Item) -> None:
        """Show the sides anew, because results of the picture, or files beside it, have come or gone."""
        if item is self.item:
            self._leave_whole()
            self._sides.now = self._sides.still_there(self.sides)
            self._show_sides()

    def set_settings(self, settings: SampleSettings) -> None:
        """Follow the controls: the size of what is to come may have changed."""
        self._settings = settings
        if self.item is not None and self.sides == ALONE:
            self._set_size()

    # --- framing --------------------------------------------------------------------------------------------

    def look_anew(self, item: Item) -> None:
        """The picture is framed otherwise than before: it is shown so, without a result, as there is none of it yet."""
        self._cache.forget(item.item_id)
        if item is self.item:
            self.show_original()

    def show_original(self) -> None:
        """Show the picture as it is framed now, and no result."""
        self.set_sides(*ALONE)

    def show_whole(self) -> None:
        """Show the original alone without its crop, in its own size; `wholeLoaded` follows, then `wholeLeft`."""
        self._leave_whole()
        self._whole, self._sides.now = QSize(), ALONE
        self._show_sides()

    def _leave_whole(self) -> None:
        if self._whole is not None:
            self._whole = None
            self.wholeLeft.emit()

    @property
    def _framing(self) -> Framing:
        """How the original is framed that is shown: as it was for the result that it is compared with."""
        assert self.item is not None
        if self._whole is not None:
            return self.item.framing.whole
        return self.item.framing_of(None if self.region_shown else self.result)

    @property
    def framed_otherwise(self) -> bool:
        """Whether what is shown is not the picture as it is framed now."""
        item = self.item
        return item is not None and (self._whole is not None or item.framing_of(self.result) != item.framing)

    @property
    def result(self) -> Result | None:
        """The result that is shown on the right, else the one on the left, else None."""
        return self._sides.result

    @property
    def right_result(self) -> Result | None:
        """The result that is shown as a whole on the right; None where anything else is."""
        return None if self._region is not None else self._sides.result_on(self.sides[1])

    @property
    def region_shown(self) -> bool:
        """Whether a region is compared with the original, instead of what the sides are."""
        return self._region is not None

    def rect_of(self, region: Region) -> QRect:
        """Where a region of the input lies in what the viewer shows."""
        return rect_of(region, self._input_size, self._shown_size(self._settings))

    # --- sides ----------------------------------------------------------------------------------------------

    @property
    def sides(self) -> tuple[str, str]:
        """ORIGINAL or the id of a result or of a file, left and right."""
        return self._sides.now

    @Slot(str, str)
    def set_sides(self, before: str, after: str) -> None:
        self._leave_whole()
        live = after == self.sides[1]  # the right side still shows the job at work, if there is one
        if not self._sides.can_compare(before, after):
            before = ORIGINAL
            text = self.tr(
                "The picture was turned or cropped differently for these two results, so they cannot be compared."
            )
            self.told.emit(Notice(text, key="framing"))
        self._sides.choose(before, after)
        self._show_sides()
        if self.item is not None and live:
            self._show_running(self.item)

    @Slot()
    def switch_previous(self) -> None:
        """Put the result before the one on the right onto the left, or the original where it stands there already. If
        the one on the right has none before it, the two newest are compared."""
        sides = self._sides.previous()
        if sides is not None:
            previous, after = sides
            stands_there = self.sides[0] == previous and self.pinned is None and not self.region_shown
            self.set_sides(ORIGINAL if stands_there else previous, after)

    @property
    def file_size(self) -> tuple[int, int] | None:
        """The size of a file that is shown where no result is: of that on the right, else of that on the left. None if
        there is none, or it has not been read yet."""
        if self.result is not None:
            return None
        file = self._sides.file
        return None if file is None else file.size

    def compare_with(self, source: Path | Picture, name: str, *, right: bool | None = None) -> None:
        """Put a file onto a side of the picture that is shown. Without a side: onto the left, for the original, where
        anything stands on the right already."""
        if self.item is None:
            return
        file = self._sides.files.add(self.item, source, name)
        self.set_sides(*self._sides.beside(file, right=right))

    def forget_file(self, side: str) -> None:
        """The picture that is shown is to be compared with this file no more; `refresh_results` shows what follows."""
        file = self._sides.file_on(side)
        if self.item is not None and file is not None:
            self._sides.files.remove(self.item, file)
            self._cache.forget(side)

    def show_end(self) -> None:
        """Show the result where one of its steps was looked at. While a job is at work its steps go on being shown."""
        if self._walk.job_id in (r.result_id for r in (self.item.results if self.item else [])):
            self._walk.select_result()

    def _show_sides(self) -> None:
        item = self.item
        if item is None:
            return
        before, after = self.sides
        self._region, self._region_image, self.pinned, self._made = None, None, None, None
        self.region_result = None
        self.regionShown.emit(False)
        self._show_choices(item)
        self._viewer.set_preview(None)
        self._viewer.clear_region_overlay()
        self._set_size()
        self._viewer.set_labels(self._caption(before), self._caption(after, right=True))
        self.sidesShown.emit()
        self._load(before, self._viewer.set_before)
        if (before, after) == ALONE:
            self._viewer.set_after(None)
            if self._whole is None:
                self._load_made(item)
        else:
            self._load(after, self._viewer.set_after)
        self._leave_region()
        self._show_walk()
        self.changed.emit()

    def _show_choices(self, item: Item) -> None:
        made = "" if item.made is None else display_name(item.made)
        otherwise = [result for result in item.results if item.framing_of(result) != item.framing]
        self._bar.show_results(
            item.results, *self.sides, made=made, files=self._sides.files.of(item), otherwise=otherwise
        )

    def _load_made(self, item: Item) -> None:
        """Show what a book was made into, if it is still there, as its first page beside the original's."""

        def arrived(image: QImage) -> None:
            if self.item is item and self.sides == ALONE and not self.region_shown:
                self._made = image
                self._set_size()
                self._viewer.set_after(image)

        if item.made is not None:
            self._cache.fetch(f"{item.item_id} {item.made}", item.made, arrived, lambda error: None)

    def show_mixing(self, result: Result | None) -> None:
        """Say of this result that it is being mixed; None: of none any more."""
        mixing = "" if result is None else result.result_id
        if mixing == self._mixing:
            return
        self._mixing = mixing
        if self.item is not None and not self.region_shown:
            right = self._viewer.labels[1]
            if self._viewer.layers.get(Layer.PREVIEW) is None:  # else it says which step that is
                right = self._caption(self.sides[1], right=True)
            self._viewer.set_labels(self._left_caption(), right)

    def _caption(self, side: str, *, right: bool = False) -> str:
        result = self._sides.result_on(side)
        if result is not None and result.result_id == self._mixing:
            return self.tr("Mixing…")
        if (file := self._sides.file_on(side)) is not None:
            return file.caption
        if result is None:
            to_come = right and self.sides[0] == ORIGINAL and not (self.item and self.item.results)
            return self.tr("Result") if to_come else self.tr("Original")
        results = self.item.results if self.item else []
        if len(results) < 2:
            return self.tr("Result")
        return self.tr("Result {0}").format(results.index(result) + 1)

    def _set_size(self) -> None:
        size = self._shown_size(self._settings)
        if not size.isEmpty():
            self._viewer.set_result_size(size.width(), size.height())
            if self._region is not None:
                self._viewer.layers.move_region(self.rect_of(self._region))

    def _shown_size(self, settings: SampleSettings) -> QSize:
        """Size of what the viewer shows: the result's, else that of files beside it, else what `settings` would make of
        the picture, else empty."""
        item, result = self.item, self.result
        if self._whole is not None:
            return self._whole
        if result is not None:
            return QSize(result.width, result.height)
        if self._made is not None:
            return self._made.size()
        own = None if self._input_size.isEmpty() else self._input_size.toTuple()
        if (extent := self._sides.extent(own)) is not None:
            return QSize(*extent)
        if item is not None and item.width:
            return QSize(*settings.size_of(item.width, item.height))
        return QSize()

    @property
    def _input_size(self) -> QSize:
        """The size of the picture; empty if it is not known."""
        return QSize(self.item.width, self.item.height) if self.item else QSize()

    def _load(self, side: str, put: PutImage) -> None:
        """Fetch one side's picture, which is dropped if another is wanted by the time it arrives."""
        item, result, sides = self.item, self._sides.result_on(side), self.sides
        region_shown = self.region_shown
        if item is None:
            return
        if (file := self._sides.file_on(side)) is not None:
            self._load_file(item, file, put)
            return
        source: Path | Picture | None
        framing, whole = AS_IT_IS, self._whole is not None
        if result is None:
            framing = self._framing
            key, source = _key(item, framing), item.picture if item.picture is not None else item.path
        else:
            key, source = result.result_id, result.picture if result.picture is not None else result.file
        known = self._cache.get(key)

        def wanted() -> bool:
            outrun = self.region_shown and not region_shown  # by a region that has come in between
            covered = self.pinned is not None and side == sides[0]
            as_framed = result is not None or (self._framing, self._whole is not None) == (framing, whole)
            return self.item is item and self.sides == sides and as_framed and not outrun and not covered

        def arrived(image: QImage) -> None:
            if not wanted():
                return
            if whole:
                self._whole = image.size()
                self._set_size()
            elif result is None and framing == item.framing:
                # What was here before may be of a file that has been replaced since: a job says what is in there now.
                size = QSize(item.width, item.height) if image is known and item.width else image.size()
                self.sourceLoaded.emit(item, size.width(), size.height())
                self._set_size()
                for file in self._sides.files.of(item):
                    self._tell_shape(item, file)
            finished = None if result is None else self.finished_of(result)
            put(finished or image)
            if result is not None:
                self.resultLoaded.emit(item, result, side == sides[1])
            elif whole:
                self.wholeLoaded.emit(image.size())

        def failed(error: Exception) -> None:
            if self.item is item:
                self._viewer.set_empty_text(self.tr("This picture cannot be shown"))
                text = self._not_shown(item.name)
                self.failed.emit(item, sentence_of(error, text))

        if source is None:
            failed(EngineError(self.tr("This result is no longer there.")))
        else:
            self._cache.fetch(key, source, arrived, failed, wanted, framing=framing)
            if result is None:
                self._cache.follow(key, arrived, wanted)

    def _not_shown(self, name: str) -> str:
        return self.tr("{0} cannot be shown.").format(name)

    def _load_file(self, item: Item, file: ComparedFile, put: PutImage) -> None:
        """Fetch a file that the picture is compared with. Until it is there its side is empty; one that cannot be read
        is no choice any more."""
        sides = self.sides

        def wanted() -> bool:
            covered = self.pinned is not None and file.side == sides[0]
            return self.item is item and self.sides == sides and not self.region_shown and not covered

        def arrived(image: QImage) -> None:
            if wanted():
                file.size = image.width(), image.height()
                self._set_size()
                put(image, own_shape=True)
                self._tell_shape(item, file)
                self.fileLoaded.emit()

        def failed(error: Exception) -> None:
            if self._sides.files.find(item, file.side) is not None:
                self._sides.files.remove(item, file)
                text = sentence_of(error, self._not_shown(file.name))
                self.told.emit(Notice(text, "warning", key=text))
                self._do_without(item, file)

        if self._cache.get(file.side) is None:
            put(None)  # or what stood there before would have its name
        self._cache.fetch(file.side, file.source, arrived, failed, wanted)
        self._cache.follow(file.side, arrived, wanted)

    def _do_without(self, item: Item, file: ComparedFile) -> None:
        """Put back what stood in the place of a file that cannot be shown."""
        if self.item is not item:
            return
        is_shown = file.side in self.sides and not self.region_shown
        self._sides.now = self._sides.without(file)
        if is_shown:
            self._show_sides()
            self._show_running(item)
        else:
            self._show_choices(item)

    def _tell_shape(self, item: Item, file: ComparedFile) -> None:
        """Say once of a file that is shown that it has another shape than the picture, and what follows. A picture that
        has been turned or cropped since counts as another one."""
        size = item.size_for(item.framing_of(self.result))
        if file.told == size or file.size is None or file.side not in self.sides:
            return
        if not size[0] or alike(size, file.size):
            return
        file.told = size
        text = self.tr("{0} has another shape than {1}: it is shown whole, not stretched.")
        self.told.emit(Notice(text.format(file.name, item.name), key=file.side))

    # --- jobs -----------------------------------------------------------------------------------------------

    @Slot(object, object, object)
    def on_begun(self, item: Item, event: JobStarted, region: Region | None) -> None:
        begun = event.job_id, event.steps
        self._begun, self._region_begun = (begun, None) if region is None else (None, begun)
        if item is not self.item or not self._takes(region):
            return
        if self._whole is not None:  # what is drawn there is given up
            self.show_original()
        self._look_at_file(item)
        self._region, self._region_image, self.region_result = region, None, None
        if self.pinned is not None:  # a step of the walk before
            self.pin_step(None)
        if region is None:
            self._viewer.clear_region_overlay()
            self._viewer.set_result_size(event.out_width, event.out_height)
            self._leave_region()
        else:
            self._show_region(region, None, self.tr("Sampling…"))
        self._begin_walk(event.job_id, event.steps)
        self.changed.emit()

    def _look_at_file(self, item: Item) -> None:
        """The job reads what is in the file now: so does the left side, if that is another picture than before."""

        def wanted() -> bool:
            shown = self.sides[0] == ORIGINAL and self.pinned is None
            return self.item is item and shown and self._framing == item.framing

        def renewed(image: QImage) -> None:
            if wanted():
                self.sourceLoaded.emit(item, image.width(), image.height())
                self._viewer.set_before(image)

        self._cache.follow(item.item_id, renewed, wanted)

    def _begin_walk(self, job_id: str, steps: int, result: Result | None = None) -> None:
        part = self._region or result or self.item
        aspect = part.width / part.height if part is not None and part.height else 1.0
        self._walk.begin(job_id, steps, aspect)

    @Slot(object, object)
    def on_progress(self, item: Item, event: Progress) -> None:
        """The first that is heard of a region says that the engine has taken it up."""
        region, has_begun = self._region, bool(self._walk.job_id)
        if item is not self.item or region is None or self.region_result is not None or has_begun:
            return
        if not self.paused():
            self._show_region(region, None, self.tr("Sampling…"))

    @Slot(object, object)
    def on_step_kept(self, item: Item, step: Step) -> None:
        self._walk.keep(step, shown=item is self.item)

    @Slot(object, object)
    def on_step(self, item: Item, step: Step) -> None:
        """Show the newest step of the running job at once, unless another one is being looked at."""
        if item is not self.item or not self._walk.follows(step.step):
            return
        if not self._takes(step.region):
            return
        if step.region is not None:
            self._show_region(step.region, step.image, self._step_label(step.step, step.steps))
        else:
            self._viewer.set_preview(step.image)
            self._viewer.set_labels(self._left_caption(), self._step_label(step.step, step.steps))

    def _show_running(self, item: Item) -> None:
        """Come back to a picture that is being worked on."""
        if item.state is not State.RUNNING or self._begun is None or self._begun[0] != item.job_id:
            return
        _, steps = self._begun
        self._begin_walk(item.job_id, steps)
        if kept := self._walk.kept(item.job_id):
            number, image = max(kept.items())
            self._viewer.set_preview(image)
            self._viewer.set_labels(self._left_caption(), self._step_label(number, steps))

    @Slot(object, object, object)
    def on_result(self, item: Item, result: Result, image: QImage | None) -> None:
        """A job has ended well: its result is shown if its picture is."""
        if image is not None:
            self._cache.put(result.result_id, image)
        if item is self.item:
            self._leave_whole()
            before, after = self.sides[0], result.result_id
            self._sides.now = (before if self._sides.can_compare(before, after) else ORIGINAL, after)
            self._show_sides()

    @Slot(object)
    def on_stopped(self, item: Item) -> None:
        """A job has ended without a result: back to what was there before."""
        if item is self.item:
            self._show_sides()

    # --- region ---------------------------------------------------------------------------------------------

    def region_for(self, rect: QRect, settings: SampleSettings) -> Region | None:
        """A rectangle of the viewer (result pixels) in whole pixels of the input; None if its size is not known."""
        if self._input_size.isEmpty():
            return None
        return region_of(rect, self._input_size, self._shown_size(settings))

    @Slot()
    def show_framing_of_now(self) -> None:
        """A region, and what is marked, are of the picture as it is framed now: no result stays that is of another
        one."""
        if self.framed_otherwise:
            self.show_original()

    def _takes(self, region: Region | None) -> bool:
        """Whether what is told of a region, or of the whole, is to be shown. A region that has been closed stays so;
        that of a picture which was left meanwhile comes back with all that belongs to it."""
        if region is not None and region == self._closed:
            return False
        if region is not None and region != self._region:
            self.begin_region(region)
            if self._region_begun is not None:
                self._begin_walk(*self._region_begun)
        return True

    def begin_region(self, region: Region) -> None:
        """Compare a region with the original, even if there is a result of the whole picture."""
        self.show_framing_of_now()
        self._region, self._closed = region, None
        self._region_image, self.region_result, self.pinned = None, None, None
        self._walk.clear()  # its steps are of another picture than what is shown now
        self._viewer.set_preview(None)
        self._load(ORIGINAL, self._viewer.set_before)
        self._viewer.set_after(None)
        self._viewer.set_labels(self.tr("Original"), self.tr("Region"))
        self.regionShown.emit(True)
        self._show_region(region, None, phase_text(WAIT))
        # What was zoomed to a region tried before stays so: the way back leads to where the person was themselves.
        self._place = self._place or self._viewer.bring_into_view(self.rect_of(region))
        self.changed.emit()

    def _leave_region(self) -> None:
        """Bring the view back."""
        if self._place is not None:
            self._viewer.go_back(self._place)
            self._place = None

    def _show_region(self, region: Region, image: QImage | None, text: str) -> None:
        self._viewer.set_region_overlay(self.rect_of(region), image, text)

    @Slot(object, object)
    def on_region(self, item: Item, result: RegionResult) -> None:
        if item is not self.item or not self._takes(result.region):
            return
        self._region_image, self.region_result = result.image, result
        shown = Result("", result.settings, 0, 0, result.seconds)
        self._show_region(result.region, result.image, describe(0, shown).partition(" · ")[2])
        self._walk.finish(result.image)
        self.changed.emit()

    @Slot(object, str)
    def on_region_ended(self, item: Item, message: str) -> None:
        if item is self.item:
            self._show_sides()

    @Slot()
    def close_region(self) -> None:
        """Go back to the whole picture."""
        self._closed = self._region
        self._show_sides()

    # --- steps ----------------------------------------------------------------------------------------------

    def _show_walk(self) -> None:
        """Show the steps of the result in the strip, if they are still known."""
        result = self.result
        kept = self._walk.kept(result.result_id) if result else {}
        if result is None or not kept:
            self._walk.clear()
            return
        if self._walk.job_id != result.result_id:
            self._begin_walk(result.result_id, max(kept), result)
        self._walk.finish(self._cache.get(result.result_id))

    def _step_label(self, step: int, steps: int) -> str:
        return self.tr("Step {0} of {1}").format(step, steps)

    def step_image(self, step: int) -> QImage | None:
        """The preview of a step of the walk in the strip; None where it is not kept."""
        return self._walk.image(step)

    @property
    def can_pin(self) -> bool:
        """A region lies on the right side alone: its steps cannot stand on the left."""
        return self._region is None

    def pin_step(self, step: int | None) -> None:
        """Put a step on the left, to compare the others and the result with it; None puts back what was there."""
        image = None if step is None else self.step_image(step)
        if image is None:
            self.pinned = None
            self._load(self.sides[0], self._viewer.set_before)
        else:
            self.pinned = step
            self._viewer.set_before(image)
        self._viewer.set_labels(self._left_caption(), self._viewer.labels[1])

    def _left_caption(self) -> str:
        if self.pinned is not None:
            return self._step_label(self.pinned, self._walk.steps)
        return self._caption(self.sides[0])

    @Slot(int)
    def _on_step_selected(self, step: int) -> None:
        image = self._walk.image(step)
        if self._region is not None:
            label = self.tr("Result") if step == RESULT else self._step_label(step, self._walk.steps)
            self._show_region(self._region, self._region_image if step == RESULT else image, label)
            return
        before = self._left_caption()
        if step == RESULT or image is None:
            self._viewer.set_preview(None)
            self._viewer.set_labels(before, self._caption(self.sides[1], right=True))
        else:
            self._viewer.set_preview(image)
            self._viewer.set_labels(before, self._step_label(step, self._walk.steps))


def _key(item: Item, framing: Framing) -> str:
    """By which the cache knows the original: plainly as it is framed now."""
    return item.item_id if framing == item.framing else f"{item.item_id} {framing}"
