"""Keeps pictures that are ready to paint; the least recently used are forgotten first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage

from app.images import pictures
from app.kit.work import PATIENCE, Worker
from core.images.framing import AS_IT_IS, Framing
from core.images.picture import Picture
from core.storage.looking import Stamp, stamp_of

BUDGET = 768 * 2**20  # bytes


@dataclass(frozen=True, eq=False)
class Kept:
    """An image, and the file that it was read from, if it was."""

    image: QImage
    path: Path | None = None
    framing: Framing = AS_IT_IS  # in the file it is not framed
    stamp: Stamp | None = None  # of the file; None where it was changed while it was read

    @property
    def is_of_its_file(self) -> bool:
        """Whether the file still holds this picture. It asks the drive: for worker threads."""
        return self.path is None or (self.stamp is not None and stamp_of(self.path) == self.stamp)


@dataclass(frozen=True, eq=False)
class _Wish:
    done: Callable[[QImage], None]
    failed: Callable[[Exception], None]
    wanted: Callable[[], bool]


@dataclass(frozen=True, eq=False)
class _Asked:
    """What is to be read for a key, and for whom."""

    source: Path | Picture
    framing: Framing
    wishes: list[_Wish] = field(default_factory=list)


class PictureCache(QObject):
    """Images by key (an item's or a result's id). What is missing is read by a worker, the newest wish first; what
    nobody waits for any more when its turn comes is left out."""

    # A key: its file holds another picture than when it was last read, which is here now.
    renewed = Signal(str)

    def __init__(self, parent: QObject | None = None, *, budget: int = BUDGET) -> None:
        super().__init__(parent)
        self._budget = budget
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self._asked: OrderedDict[str, _Asked] = OrderedDict()  # the newest last
        self._stamps: dict[str, Stamp | None] = {}  # of the files when they were read last, by key
        self._under_way: set[str] = set()  # keys that are being read
        self._reading = ""  # the one that the others wait for
        self._reader = Worker(self, patience=PATIENCE)
        self._reader.stalled.connect(self._go_on)
        self._asker = Worker(self, patience=PATIENCE)  # about files; it does not wait until one has been read

    def put(self, key: str, image: QImage) -> None:
        self._put(key, Kept(image))

    def get(self, key: str) -> QImage | None:
        kept = self.kept(key)
        return None if kept is None else kept.image

    def kept(self, key: str) -> Kept | None:
        """The image with what it was read from."""
        if key in self._kept:
            self._kept.move_to_end(key)
        return self._kept.get(key)

    def forget(self, key: str) -> None:
        self._kept.pop(key, None)
        self._asked.pop(key, None)
        self._stamps.pop(key, None)

    def fetch(
        self,
        key: str,
        source: Path | Picture,
        done: Callable[[QImage], None],
        failed: Callable[[Exception], None],
        wanted: Callable[[], bool] = lambda: True,
        *,
        framing: Framing = AS_IT_IS,
    ) -> None:
        """Call `done` with the image, at once if it is here; perhaps nobody if it is not `wanted` any more. Who frames
        a picture otherwise takes another key, or has it forgotten first."""
        image = self.get(key)
        if image is not None:
            done(image)
        else:
            self._ask(key, source, framing, _Wish(done, failed, wanted))

    def follow(self, key: str, done: Callable[[QImage], None], wanted: Callable[[], bool]) -> None:
        """Call `done` with the picture that the file of an image holds by now, if that is another one. One that cannot
        be read, as while it is being written, is no reason to forget what is here."""
        kept = self._kept.get(key)
        if kept is None or kept.path is None:
            return
        path, wish = kept.path, _Wish(done, lambda error: None, wanted)

        def asked(stamp: Stamp | None) -> None:
            now = self._kept.get(key)
            if now is not None and now is not kept:  # somebody else has asked, too
                done(now.image)
            elif now is kept and stamp not in (None, kept.stamp):
                self._ask(key, path, kept.framing, wish)

        self._asker.start(lambda: stamp_of(path), asked)

    def stop(self, timeout_ms: int) -> bool:
        self._asked.clear()
        ended = self._asker.stop(timeout_ms)
        return self._reader.stop(timeout_ms) and ended

    # --- reading --------------------------------------------------------------------------------------------

    def _ask(self, key: str, source: Path | Picture, framing: Framing, wish: _Wish) -> None:
        self._asked.setdefault(key, _Asked(source, framing)).wishes.append(wish)
        self._asked.move_to_end(key)
        self._next()

    def _next(self) -> None:
        """Read what was asked for last, once nothing else is being read."""
        key = "" if self._reading else self._newest()
        if key:
            asked = self._asked[key]
            self._reading = key
            self._under_way.add(key)
            self._reader.start(
                lambda: _load(asked.source, asked.framing),
                lambda kept: self._arrived(key, asked, kept),
                lambda error: self._failed(key, asked, error),
            )

    def _newest(self) -> str:
        """The key that was asked for last and is still wanted; those asked for since that are not are forgotten. "" for
        none."""
        for key in [key for key in reversed(self._asked) if key not in self._under_way]:
            if any(wish.wanted() for wish in self._asked[key].wishes):
                return key
            del self._asked[key]
        return ""

    @Slot()
    def _go_on(self) -> None:
        """The picture at hand does not come: the others do not wait for it."""
        self._reading = ""
        self._next()

    def _ended(self, key: str, asked: _Asked) -> list[_Wish]:
        """Those who have waited for it: nobody if it has been forgotten, and perhaps asked for anew, meanwhile."""
        self._under_way.discard(key)
        if self._reading == key:
            self._reading = ""
        if self._asked.get(key) is not asked:
            return []
        del self._asked[key]
        return asked.wishes

    def _arrived(self, key: str, asked: _Asked, kept: Kept) -> None:
        wishes = self._ended(key, asked)
        if wishes:
            before = self._stamps.get(key, kept.stamp)
            self._stamps[key] = kept.stamp
            self._put(key, kept)
            if before != kept.stamp:
                self.renewed.emit(key)
        for wish in wishes:
            wish.done(kept.image)
        self._next()

    def _failed(self, key: str, asked: _Asked, error: Exception) -> None:
        for wish in self._ended(key, asked):
            wish.failed(error)
        self._next()

    def _put(self, key: str, kept: Kept) -> None:
        self._kept[key] = kept
        self._kept.move_to_end(key)
        while len(self._kept) > 2 and self._bytes() > self._budget:
            self._kept.popitem(last=False)

    def _bytes(self) -> int:
        return sum(kept.image.sizeInBytes() for kept in self._kept.values())


def _load(source: Path | Picture, framing: Framing) -> Kept:
    if isinstance(source, Picture):
        return Kept(pictures.to_qimage(pictures.read_framed(source, framing)), framing=framing)
    before = stamp_of(source)
    image = pictures.to_qimage(pictures.read_framed(source, framing))
    return Kept(image, source, framing, before if before == stamp_of(source) else None)
