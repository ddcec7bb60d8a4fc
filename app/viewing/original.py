"""Reads the picture that a result was made of, to mix the result or to compare it with that."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.queue.items import Item, Result

if TYPE_CHECKING:
    from core.images.picture import Picture


def original_reader(item: Item, result: Result) -> Callable[[], Picture]:
    """What is returned is for a worker. It raises PictureError, also where the file holds another picture by now."""
    picture, path, written, stands_in = item.picture, item.path, dict(result.written), item.stands_in

    def read() -> Picture:
        from core.errors import PictureError
        from core.images.files import read_picture
        from core.images.original import read_original

        if picture is not None:
            return picture
        if path is None:
            raise PictureError("The original is no longer there.")
        # What is shown in place of an original that is gone is the result itself.
        return read_picture(path) if stands_in else read_original(path, written)

    return read
