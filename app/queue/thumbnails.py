"""Small pictures for the queue. They are made when a row is first painted, the most recently asked for first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QImage

from app.images import pictures
from app.kit.failures import detail_of, sentence_of
from app.kit.work import PATIENCE, Worker
from app.queue.items import Item, State
from app.queue.model import QueueModel
from core.errors import TruncatedPictureError
from core.images.framing import Framing
from core.images.picture import Picture
from core.storage.looking import Stamp, stamp_of

SIDE = 112  # pixels: 56 on a screen with scale 2
MOST_WAITING = 64  # rows scrolled past long ago are asked for again when they come back


@dataclass(frozen=True, eq=False)
class Small:
    """A small picture, and width, height and pages of what it is of."""

    image: QImage
    width: int
    height: int
    pages: int = 0


class ThumbnailLoader(QObject):
    """Fills in thumbnail and size of rows, and names those that cannot be read. A truncated file is opened in part
    where that is asked for."""

    openedPartially = Signal(object)  # Item, whose picture is what there is of its file
    lookedAgain = Signal(object)  # Item, which could not be read, and now perhaps can

    def __init__(self, model: QueueModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._worker = Worker(self, patience=PATIENCE)
        self._worker.stalled.connect(self._go_on)
        self._stack: list[Item] = []
        self._known: set[str] = set()  # asked for or done
        self._stamps: dict[str, Stamp | None] = {}  # of the files when they were read, by the rows' ids
        self._busy: Item | None = None
        # The request comes while a row is painted: rows must not change before that is over.
        self._kick = QTimer(self, singleShot=True, interval=0)
        self._kick.timeout.connect(self._next)

    @Slot(object)
    def request(self, item: Item) -> None:
        if item.item_id in self._known or item.thumbnail is not None or item.state is State.UNREADABLE:
            return
        self._known.add(item.item_id)
        self._stack.append(item)
        if len(self._stack) > MOST_WAITING:
            self._known.discard(self._stack.pop(0).item_id)
        self._kick.start()

    def look_anew(self, item: Item) -> None:
        """It is framed otherwise than before."""
        if item.state is State.UNREADABLE:  # its crop may have been what was wrong
            self.look_again([item])
        elif item.thumbnail is None:  # until it is painted again, nobody asks for it
            self._known.discard(item.item_id)

    @Slot(object)
    def look_again(self, items: Iterable[Item]) -> None:
        """Read those anew that could not be read: a file may be whole now, or its drive be back."""
        for item in items:
            if item.state is State.UNREADABLE and self._model.row(item) is not None:
                self._model.update(item, state=State.READY, message="", detail="", truncated=False)
                self._known.discard(item.item_id)
                self.request(item)
                self.lookedAgain.emit(item)

    @Slot(object)
    def look_if_changed(self, item: Item | None) -> None:
        """The same for one whose file is another one since it could not be read; one that could be gets the thumbnail
        of what is in its file now."""
        if item is None or (item.state is not State.UNREADABLE and item.item_id not in self._stamps):
            return

        def found(now: Stamp | None) -> None:
            if now is None or now == self._stamps.get(item.item_id) or self._model.row(item) is None:
                return
            if item.state is State.UNREADABLE:
                self.look_again([item])
            elif item not in self._stack:
                self._stack.append(item)
                self._kick.start()

        self._worker.start(lambda: _stamp(item), found)

    @Slot(object)
    def open_partially(self, item: Item) -> None:
        """Keep what there is of a truncated file in memory: from then on that is the row's picture."""

        def read() -> tuple[Picture, Small]:
            picture = pictures.read(item.path, allow_partial=True)  # type: ignore[arg-type]
            return picture, _small(pictures.read_framed(picture, framing))

        framing = item.framing
        self._worker.start(read, lambda made: self._opened(item, *made), lambda error: self._not_opened(item))

    def _opened(self, item: Item, picture: Picture, small: Small) -> None:
        broken = item.state in (State.UNREADABLE, State.FAILED)  # else it waits on, or has its results
        self._model.update(
            item,
            state=State.READY if broken else item.state,
            message="",
            detail="",
            truncated=False,
            picture=picture,
            thumbnail=small.image,
            width=small.width,
            height=small.height,
        )
        self.openedPartially.emit(item)

    def _not_opened(self, item: Item) -> None:
        message = self.tr("Too little is left of this file: no part of it can be shown.")
        self._model.update(item, message=message, truncated=False)

    def stop(self, timeout_ms: int) -> bool:
        self._stack.clear()
        return self._worker.stop(timeout_ms)

    @Slot()
    def _next(self) -> None:
        while self._busy is None and self._stack:
            item = self._stack.pop()
            if self._model.row(item) is None:
                self._known.discard(item.item_id)
                continue
            self._busy = item
            self._start(item)

    def _start(self, item: Item) -> None:
        framing = item.framing

        def read() -> Small:
            before = _stamp(item)
            try:
                return _read_small(item, framing)
            finally:  # what is written meanwhile, or goes away, is a change
                self._stamps[item.item_id] = before if before == _stamp(item) else None

        self._worker.start(
            read,
            lambda made: self._made(item, framing, made),
            lambda error: self._failed(item, framing, error),
        )

    def _made(self, item: Item, framing: Framing, small: Small) -> None:
        self._ended(item)
        if framing == item.framing:
            size = {"width": small.width, "height": small.height}
            self._model.update(item, thumbnail=small.image, pages=small.pages, **size)
        else:  # it was framed otherwise meanwhile
            self._stack.append(item)
        self._next()

    def _failed(self, item: Item, framing: Framing, error: Exception) -> None:
        self._ended(item)
        if framing != item.framing:
            self._stack.append(item)
        elif item.state is State.READY:
            self._model.update(
                item,
                state=State.UNREADABLE,
                message=sentence_of(error, self.tr("This picture cannot be read.")),
                detail=detail_of(error),
                truncated=isinstance(error, TruncatedPictureError),
            )
        elif isinstance(error, TruncatedPictureError):  # it waits for its job, or that has failed by this
            self._model.update(item, truncated=True)
        self._next()

    def _ended(self, item: Item) -> None:
        if self._busy is item:
            self._busy = None

    @Slot()
    def _go_on(self) -> None:
        """The picture at hand does not come: the others do not wait for it."""
        self._busy = None
        self._next()


def _stamp(item: Item) -> Stamp | None:
    """None while there is no such file."""
    return None if item.path is None else stamp_of(item.path)


def _read_small(item: Item, framing: Framing) -> Small:
    """For the worker."""
    source = item.picture if item.picture is not None else item.path
    pages = pictures.pages(item.path) if item.is_book else 0  # type: ignore[arg-type]
    return _small(pictures.read_framed(source, framing), pages)  # type: ignore[arg-type]


def _small(picture: Picture, pages: int = 0) -> Small:
    image = pictures.thumbnail(pictures.to_qimage(picture), SIDE)
    return Small(image, picture.width, picture.height, pages)
