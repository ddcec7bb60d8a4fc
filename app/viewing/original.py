"""The picture that a result was made of, to mix the result or to compare it with that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.kit.words import tr
from app.queue.items import Item, Result

if TYPE_CHECKING:
    from core.images.picture import Picture


class Original:
    """What a worker needs of a row and its result to get at it."""

    def __init__(self, item: Item, result: Result) -> None:
        self._picture, self._path, self._written = item.picture, item.path, dict(result.written)
        # What is shown in place of an original that is gone is the result itself.
        self._stands_in = item.stands_in

    def check(self) -> None:
        """Raises ChangedOriginalError where the file holds another picture by now: what is in memory may be of that."""
        from core.images.original import check_original

        if self._picture is None and self._path is not None and not self._stands_in:
            check_original(self._path, self._written)

    def read(self) -> Picture:
        """The picture. Raises PictureError, as `check` does too."""
        from core.errors import PictureError
        from core.images.files import read_picture
        from core.images.framing import framed, framing_in
        from core.images.original import read_original

        if self._picture is not None:
            return framed(self._picture, framing_in(self._written))
        if self._path is None:
            raise PictureError(tr("The original is no longer there."))
        return read_picture(self._path) if self._stands_in else read_original(self._path, self._written)
