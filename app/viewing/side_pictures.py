"""Brings the pictures of the two sides into the viewer: of the original, of results, of files and of a made book."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QImage

from app.kit.failures import sentence_of
from app.kit.notice_bar import Notice
from app.queue.items import Item, Result
from app.viewing.compare_bar import ORIGINAL
from app.viewing.compared_files import ComparedFile
from app.viewing.picture_cache import PictureCache
from app.viewing.shown import Shown
from app.viewing.sides import ALONE
from app.viewing.viewer.shape import alike
from app.viewing.viewer.viewer import PictureViewer
from core.errors import EngineError
from core.images.framing import AS_IT_IS, Framing
from core.images.picture import Picture


class SidePictures(QObject):
    """They are read by the cache's worker; one that arrives when something else is shown is dropped."""

    failed = Signal(object, str)  # Item, sentence: a picture of it cannot be shown
    sizeKnown = Signal()  # that of what is shown; its picture follows
    sourceLoaded = Signal(object, int, int)  # Item, width, height
    wholeLoaded = Signal(QSize)  # the original without its crop is shown
    resultLoaded = Signal(object, object, bool)  # Item, Result, whether it is on the right; it is shown now
    fileLoaded = Signal()  # one that the picture is compared with is on its side, and its size known
    fileLost = Signal(object, object)  # Item, ComparedFile: it cannot be read, and is no choice any more
    told = Signal(object)  # a Notice: of a file, that it cannot be shown or has another shape

    def __init__(
        self, viewer: PictureViewer, cache: PictureCache, shown: Shown, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._viewer, self._cache, self._shown = viewer, cache, shown
        # The picture of a result with its finish, where it is ready: shown in place of the model's.
        self.finished_of: Callable[[Result], QImage | None] = lambda result: None

    def load(self, side: str, *, right: bool = False) -> None:
        """Put what `side` names (ORIGINAL, or the id of a result or of a file) onto the left or the right."""
        item, sides = self._shown.item, self._shown.sides
        if item is None:
            return
        if (file := sides.file_on(side)) is not None:
            self._load_file(item, file, right=right)
        elif (result := sides.result_on(side)) is not None:
            self._load_result(item, result, right=right)
        else:
            self._load_original(item, side, right=right)

    # --- the original and results ---------------------------------------------------------------------------

    def _load_original(self, item: Item, side: str, *, right: bool) -> None:
        shown = self._shown
        framing, whole = shown.framing_of_original(item), shown.whole is not None
        key = _key(item, framing)
        known, still_there = self._cache.get(key), self._still_there(item, side)

        def wanted() -> bool:
            as_before = (framing, whole) == (shown.framing_of_original(item), shown.whole is not None)
            return still_there() and as_before

        def arrived(image: QImage) -> None:
            if not wanted():
                return
            if whole:
                shown.whole = image.size()
                self.sizeKnown.emit()
            elif framing == item.framing:
                # What was here before may be of a file that has been replaced since: a job says what is in there now.
                size = QSize(item.width, item.height) if image is known and item.width else image.size()
                self.sourceLoaded.emit(item, size.width(), size.height())
                self.sizeKnown.emit()
                for file in shown.sides.files.of(item):
                    self._tell_shape(item, file)
            self._put(image, right=right)
            if whole:
                self.wholeLoaded.emit(image.size())

        source = item.picture if item.picture is not None else item.path
        self._fetch(item, key, source, arrived, wanted, framing=framing)
        self._cache.follow(key, arrived, wanted)

    def _load_result(self, item: Item, result: Result, *, right: bool) -> None:
        wanted = self._still_there(item, result.result_id)

        def arrived(image: QImage) -> None:
            if wanted():
                self._put(self.finished_of(result) or image, right=right)
                stands_right = result.result_id == self._shown.sides.now[1]
                self.resultLoaded.emit(item, result, stands_right)

        source = result.picture if result.picture is not None else result.file
        self._fetch(item, result.result_id, source, arrived, wanted)

    def _fetch(
        self,
        item: Item,
        key: str,
        source: Path | Picture | None,
        arrived: Callable[[QImage], None],
        wanted: Callable[[], bool],
        *,
        framing: Framing = AS_IT_IS,
    ) -> None:
        def failed(error: Exception) -> None:
            if self._shown.item is item:
                self._viewer.set_empty_text(self.tr("This picture cannot be shown"))
                self.failed.emit(item, sentence_of(error, self._not_shown(item.name)))

        if source is None:
            failed(EngineError(self.tr("This result is no longer there.")))
        else:
            self._cache.fetch(key, source, arrived, failed, wanted, framing=framing)

    def _still_there(self, item: Item, side: str) -> Callable[[], bool]:
        """Asks whether the picture of a side is still to be seen there, when it arrives."""
        shown = self._shown
        sides, region_shown = shown.sides.now, shown.region is not None

        def ask() -> bool:
            outrun = shown.region is not None and not region_shown  # by a region that has come in between
            covered = shown.pinned is not None and side == sides[0]
            return shown.item is item and shown.sides.now == sides and not outrun and not covered

        return ask

    def _put(self, image: QImage | None, *, right: bool, own_shape: bool = False) -> None:
        put = self._viewer.set_after if right else self._viewer.set_before
        put(image, own_shape=own_shape)

    def _not_shown(self, name: str) -> str:
        return self.tr("{0} cannot be shown.").format(name)

    def follow_original(self, item: Item) -> None:
        """A job reads what is in the file now: so does the left side, if that is another picture than before."""
        shown = self._shown

        def wanted() -> bool:
            on_left = shown.sides.now[0] == ORIGINAL and shown.pinned is None
            return shown.item is item and on_left and shown.framing_of_original(item) == item.framing

        def renewed(image: QImage) -> None:
            if wanted():
                self.sourceLoaded.emit(item, image.width(), image.height())
                self._viewer.set_before(image)

        self._cache.follow(item.item_id, renewed, wanted)

    def load_made(self, item: Item) -> None:
        """Show what a book was made into, if it is still there, as its first page beside the original's."""
        shown, made = self._shown, item.made_now

        def arrived(image: QImage) -> None:
            as_made = made == item.made_now and shown.whole is None
            if shown.item is item and as_made and shown.sides.now == ALONE and shown.region is None:
                shown.made = image.size()
                self.sizeKnown.emit()
                self._viewer.set_after(image)

        if made is not None:
            self._cache.fetch(f"{item.item_id} {made}", made, arrived, lambda error: None)

    # --- files ----------------------------------------------------------------------------------------------

    def _load_file(self, item: Item, file: ComparedFile, *, right: bool) -> None:
        """Fetch a file that the picture is compared with. Until it is there its side is empty; one that cannot be read
        is no choice any more."""
        shown = self._shown
        sides = shown.sides.now

        def wanted() -> bool:
            covered = shown.pinned is not None and file.side == sides[0]
            return shown.item is item and shown.sides.now == sides and shown.region is None and not covered

        def arrived(image: QImage) -> None:
            if wanted():
                file.size = image.width(), image.height()
                self.sizeKnown.emit()
                self._put(image, right=right, own_shape=True)
                self._tell_shape(item, file)
                self.fileLoaded.emit()

        def failed(error: Exception) -> None:
            if shown.sides.files.find(item, file.side) is not None:
                shown.sides.files.remove(item, file)
                text = sentence_of(error, self._not_shown(file.name))
                self.told.emit(Notice(text, "warning", key=text))
                self.fileLost.emit(item, file)

        if self._cache.get(file.side) is None:
            self._put(None, right=right)  # or what stood there before would have its name
        self._cache.fetch(file.side, file.source, arrived, failed, wanted, framing=file.framing)
        self._cache.follow(file.side, arrived, wanted)

    def _tell_shape(self, item: Item, file: ComparedFile) -> None:
        """Say once of a file that is shown that it has another shape than the picture, and what follows. A picture that
        has been turned or cropped since counts as another one."""
        size = item.size_for(item.framing_of(self._shown.result))
        if file.told == size or file.size is None or file.side not in self._shown.sides.now:
            return
        if not size[0] or alike(size, file.size):
            return
        file.told = size
        text = self.tr("{0} has another shape than {1}: it is shown whole, not stretched.")
        self.told.emit(Notice(text.format(file.name, item.name), key=file.side))


def _key(item: Item, framing: Framing) -> str:
    """By which the cache knows the original: plainly as it is framed now."""
    return item.item_id if framing == item.framing else f"{item.item_id} {framing}"
