"""Puts the picture that is shown onto the clipboard, with what has been decided about it, in the screen's colours."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QColorSpace, QGuiApplication, QImage

from app.images import pictures
from app.kit.failures import sentence_of
from app.kit.notice_bar import Notice, Notify
from app.kit.text import number_text, size_text
from app.kit.words import tr
from app.kit.work import PATIENCE, Worker, computing
from app.queue.items import Item, Result
from app.results.care import Care
from app.results.saving import Saver
from app.results.writing import making
from app.viewing.comparison import Comparison
from core.errors import PictureError
from core.finishing.finish import Finish
from core.images.picture import Picture

MOST_PIXELS = 200_000_000  # programs pass on 4 bytes for each of them in one piece, and often more than once
KEY = "copied"


@dataclass(frozen=True)
class _Wish:
    """What was asked for. A result with another finish, or another picture, is another wish."""

    item: Item
    result: Result | None
    finish: Finish | None


class Copying(QObject):
    """The newest wish only: a picture that was asked for before it, and is not ready yet, is not wanted any more.

    Worker threads make the pixels, as they do to save them. Other programs take the colours of a clipboard for sRGB, so
    that is what they get, with 8 bits, whatever profile a file of the result would have.
    """

    def __init__(
        self, saver: Saver, comparison: Comparison, notify: Notify, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._saver, self._comparison, self._notify = saver, comparison, notify
        self._worker = Worker(self, patience=PATIENCE)
        self._wish: _Wish | None = None  # until its picture is there
        self._held: list[Care] = []

    def stop(self, timeout_ms: int) -> bool:
        """At the end. False if a picture was still being made."""
        ended = self._worker.stop(timeout_ms)
        for care in list(self._held):
            self._let_go(care)
        return ended

    @Slot()
    def copy(self) -> None:
        """Copy the region that is shown, else the result that is shown, at its full size, else the original."""
        region, item = self._comparison.region_result, self._comparison.item
        if region is not None:
            self._wish = None
            self._put(region.image)
        elif item is not None:
            self._begin(item, self._comparison.result)

    @Slot(object)
    def copy_of(self, item: Item) -> None:
        """Copy the result of a row that is shown, else its newest one, else the picture itself."""
        shown = item is self._comparison.item
        self._begin(item, self._comparison.result if shown else item.latest)

    def _begin(self, item: Item, result: Result | None) -> None:
        wish = _Wish(item, result, None if result is None else result.finish)
        if wish == self._wish:
            return
        self._wish = wish
        self._notify(Notice(self.tr("Copying…"), key=KEY))
        if result is None:
            self._start(wish, _original(item), None)
        else:
            care = self._saver.hold(item, result)
            self._held.append(care)
            self._start(wish, _finished(care), care)

    def _start(self, wish: _Wish, make: Callable[[], Picture], care: Care | None) -> None:
        def work() -> QImage | None:
            if self._wish is not wish:  # before and after it has been read and mixed
                return None
            picture = make()
            return _to_clipboard_image(picture) if self._wish is wish else None

        def done(image: QImage | None) -> None:
            if care is not None:
                self._let_go(care)
            if self._wish is wish and image is not None:
                self._wish = None
                self._put(image)

        def failed(error: Exception) -> None:
            if care is not None:
                self._let_go(care)
            if self._wish is wish:
                self._wish = None
                self._notify(Notice(_sentence(error), "warning", key=KEY))

        self._worker.start(work, done, failed, priority=1)

    def _let_go(self, care: Care) -> None:
        self._held.remove(care)
        self._saver.let_go(care)

    def _put(self, image: QImage) -> None:
        QGuiApplication.clipboard().setImage(image)
        size = size_text(image.width(), image.height())
        self._notify(Notice(self.tr("Copied: {0} pixels").format(size), key=KEY))


def _original(item: Item) -> Callable[[], Picture]:
    source, framing = item.picture if item.picture is not None else item.path, item.framing

    def read() -> Picture:
        if source is None:
            raise PictureError(tr("The original is no longer there."))
        return pictures.read_framed(source, framing)

    return read


def _finished(care: Care) -> Callable[[], Picture]:
    make, width, height = making(care), care.result.width, care.result.height

    def finished() -> Picture:
        _check_size(width, height)  # before anything is read
        return make().finished

    return finished


def _to_clipboard_image(picture: Picture) -> QImage:
    """In the worker: the picture as the screen shows it. Raises PictureError for one that is too large."""
    _check_size(picture.width, picture.height)
    with computing():
        image = pictures.to_qimage(picture)
    image.setColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb))
    return image


def _check_size(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        text = tr("{0} megapixels are too many for the clipboard: save the picture instead.")
        raise PictureError(text.format(number_text(width * height / 1e6, 0)))


def _sentence(error: Exception) -> str:
    if isinstance(error, MemoryError):
        return tr("There is not enough memory to copy the picture: close other programs, or save it instead.")
    return sentence_of(error, tr("The picture could not be copied: save it instead."))
